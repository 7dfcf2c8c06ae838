"""Facts from the texts of real dossiers against truth/dossiers: precision and recall per field. Prints a table.

    python tests/corpus/eval_facts.py ../shared/corpus
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

from fairwoo import extract, ingest
from fairwoo.extract import Job
from fairwoo.ingest import Options
from fairwoo.model import Delivery, Dossier
from fairwoo.settings import ExtractSettings

OUTCOMES = {
    "openbaar": "public",
    "deels openbaar": "partly_public",
    "niet openbaar": "not_public",
    "geen documenten": "no_documents",
    "reeds openbaar": "already_public",
}
FIELDS = ("decided", "requested", "received", "adjourned", "outcome", "regime", "inquiry", "grounds", "role", "dated")


def settle(folder: Path, scratch: Path) -> Dossier:
    """A dossier settled from its documents alone: metadata files are left out, as the truth was made by reading too."""
    (found,) = list(ingest.find(folder))
    delivery = ingest.deliver(found.open(scratch), Options("gm0363", None))
    assert isinstance(delivery, Delivery)
    documents = [one for one in delivery.dossier.documents if one.path and not one.path.endswith("dossier.json")]
    jobs = {Job(folder / one.path, one.path, one.sha256 or "", one.size or 0): one.id for one in documents if one.path}
    read = {jobs[job]: extraction for job, extraction in extract.read(jobs, ExtractSettings(), scratch)}
    return extract.settle(delivery.dossier.model_copy(update={"documents": tuple(documents)}), read, ()).dossier


def scores(corpus: Path) -> dict[str, tuple[int, int, int]]:
    """Field → (right, given, in truth), over all truth files; doubtful fields count as the rest."""
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        for path in sorted((corpus / "truth" / "dossiers").glob("*.json")):
            truth = json.loads(path.read_text(encoding="utf-8"))
            dossier = settle(corpus / truth["dossier"], Path(scratch))
            for field, said, true, also in _pairs(truth, dossier):
                if said and not true and said & also:
                    continue
                right[field] += len(said & (true | also))
                given[field] += len(said)
                wanted[field] += len(true)
    return {field: (right[field], given[field], wanted[field]) for field in FIELDS}


def _pairs(truth: dict, dossier: Dossier):
    names = {"decided": "decision_date", "requested": "request_date", "received": "received_date", "inquiry": "case_number"}
    for field in ("decided", "requested", "received", "inquiry", "adjourned", "regime", "outcome"):
        key = names.get(field, field)
        said, true = getattr(dossier, field), truth.get(key)
        alternatives = truth.get(f"{key}_alt") or []
        if field == "outcome":
            true, alternatives = OUTCOMES.get(true), [OUTCOMES.get(one) for one in alternatives]
        yield field, _folded(said), _folded(true), {one for other in alternatives for one in _folded(other)}
    yield "grounds", set(dossier.grounds), set(truth["grounds"]), set(truth.get("grounds_alt") or [])
    ours = {one.path: one for one in dossier.documents}
    for document in truth["documents"]:
        found = ours.get(document["file"])
        if found:
            yield "role", {str(found.role)}, {document["role"]}, set()
            yield "dated", _folded(found.dated), _folded(document["date"]), set(document.get("date_alt") or [])


def _folded(value: object) -> set[str]:
    return set() if value is None else {"".join(str(value).lower().split())}


def main() -> None:
    """Print precision and recall per field."""
    for field, (right, given, wanted) in scores(Path(sys.argv[1])).items():
        precision, recall = right / given if given else 0.0, right / wanted if wanted else 0.0
        print(f"{field:10} P {precision:.2f}  R {recall:.2f}  ({right} right, {given} given, {wanted} in truth)")


if __name__ == "__main__":
    main()
