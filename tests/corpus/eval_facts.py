"""Facts from the texts of real dossiers against truth/dossiers: precision and recall per field. Prints a table.

    python tests/corpus/eval_facts.py ../shared/corpus [--misses]

The metadata files of the dossiers are left out, because the truth was made by reading too. Scored as truth/dossiers/README.md says:
exact after folding, `X_alt` counts as right and is never wrong, silence where the truth is silent counts nowhere. Titles, senders and
recipients are also right "nearly": token F1 of .8, or one is the beginning of the other.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from fairwoo import extract, ingest
from fairwoo.extract import Job
from fairwoo.ingest import Options
from fairwoo.model import Delivery, Dossier, Extraction
from fairwoo.settings import ExtractSettings

OUTCOMES = {
    "openbaar": "public",
    "deels openbaar": "partly_public",
    "niet openbaar": "not_public",
    "geen documenten": "no_documents",
    "reeds openbaar": "already_public",
}
DOSSIER_FIELDS = {
    "title": "title",
    "decided": "decision_date",
    "requested": "request_date",
    "received": "received_date",
    "adjourned": "adjourned",
    "outcome": "outcome",
    "regime": "regime",
    "inquiry": "case_number",
}
DOCUMENT_FIELDS = {
    "role": "role",
    "kind": "kind",
    "kind_code": "tooi_kind",
    "dated": "date",
    "sender": "sender",
    "recipient": "recipient",
    "title": "title",
}
NEAR = {"title", "document title", "sender", "recipient"}
SAME_KINDS = {"chatbericht": "chat", "afbeelding": "foto"}
ROLES = ("request", "decision", "inventory")


class Told(NamedTuple):
    """What we say of a field, what the truth says, which other values are right, and whether the truth doubts."""

    where: str
    field: str
    said: frozenset[str]
    true: frozenset[str]
    also: frozenset[str]
    doubt: bool


class Score(NamedTuple):
    """How often a field was right, how often it was given, and how often the truth has it."""

    right: int
    given: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


def delivered(folder: Path, scratch: Path) -> tuple[Dossier, dict[str, Extraction]]:
    """A dossier of the corpus as ingest gives it, without its truth files, and what was read of it."""
    (found,) = list(ingest.find(folder))
    delivery = ingest.deliver(found.open(scratch), Options("gm0363", None))
    assert isinstance(delivery, Delivery)
    documents = tuple(one for one in delivery.dossier.documents if one.path and not one.path.endswith(".json"))
    jobs = {Job(folder / (one.path or ""), one.path or "", one.sha256 or "", one.size or 0): one.id for one in documents}
    read = {jobs[job]: extraction for job, extraction in extract.read(jobs, ExtractSettings(), scratch)}
    return delivery.dossier.model_copy(update={"documents": documents}), read


def settled(corpus: Path) -> Iterator[tuple[dict, Dossier]]:
    """Every truth file with the dossier that we make of the same documents."""
    with tempfile.TemporaryDirectory() as scratch:
        for path in sorted((corpus / "truth" / "dossiers").glob("*.json")):
            truth = json.loads(path.read_text(encoding="utf-8"))
            dossier, read = delivered(corpus / truth["dossier"], Path(scratch))
            yield truth, extract.settle(dossier, read, ()).dossier


def told(truth: dict, dossier: Dossier) -> Iterator[Told]:
    """Every field of a dossier and of its documents beside the truth."""
    doubted = truth.get("doubt_fields", [])
    for field, key in DOSSIER_FIELDS.items():
        true, also = truth.get(key), truth.get(f"{key}_alt") or []
        if field == "outcome":
            true, also = OUTCOMES.get(true), [OUTCOMES.get(one) for one in also]
        yield Told(truth["dossier"], field, _set(getattr(dossier, field)), _set(true), _set(*also), key in doubted)
    grounds = (_set(*dossier.grounds), _set(*truth["grounds"]), _set(*truth.get("grounds_alt") or []))
    yield Told(truth["dossier"], "grounds", *grounds, "grounds" in doubted)
    ours = {one.path: one for one in dossier.documents}
    for document in truth["documents"]:
        found = ours.get(document["file"])
        if found is None:
            continue
        for field, key in DOCUMENT_FIELDS.items():
            name = "document title" if field == "title" else field
            true, also = _set(document[key]), _set(*document.get(f"{key}_alt") or [])
            value = getattr(found, field)
            said = _set(SAME_KINDS.get(value, value) if field == "kind" else value)
            yield Told(found.path or "", name, said, true, also, bool(document.get("doubt")))
            if field == "role":
                for role in ROLES:
                    one = _set(role)
                    yield Told(found.path or "", f"role {role}", said & one, true & one, also & one, bool(document.get("doubt")))


def score(statements: list[Told]) -> dict[str, Score]:
    """Field → score; `FIELD (near)` for those that may be nearly right."""
    counts: dict[str, Counter[str]] = {}
    for one in statements:
        for field in (one.field, f"{one.field} (near)") if one.field in NEAR else (one.field,):
            tally = counts.setdefault(field, Counter())
            matched = frozenset(said for said in one.said if any(_same(said, true, field) for true in one.true | one.also))
            right = len(matched) if one.true else 0
            tally.update(right=right, given=len(one.said) if one.true else len(one.said - matched), wanted=len(one.true))
    return {field: Score(tally["right"], tally["given"], tally["wanted"]) for field, tally in counts.items()}


def missed(one: Told) -> bool:
    """Whether we say something wrong or stay silent where the truth speaks."""
    if not one.true:
        return bool(one.said - one.also)
    return not all(any(_same(said, true, f"{one.field} (near)") for true in one.true | one.also) for said in one.said) or len(
        one.said
    ) < len(one.true)


def _same(said: str, true: str, field: str) -> bool:
    if said == true or not field.endswith("(near)"):
        return said == true
    if min(len(said), len(true)) >= 12 and (said.startswith(true) or true.startswith(said)):
        return True
    ours, theirs = Counter(said.split()), Counter(true.split())
    common = sum((ours & theirs).values())
    return 2 * common >= 0.8 * (ours.total() + theirs.total())


def _set(*values: object) -> frozenset[str]:
    return frozenset(_fold(value) for value in values if value is not None)


def _fold(value: object) -> str:
    plain = unicodedata.normalize("NFKD", str(value).lower()).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def show(title: str, scores: Mapping[str, Score]) -> None:
    """Print a table of scores."""
    print(f"{title:24} {'P':>5} {'R':>5}  right given truth")
    for field, one in scores.items():
        print(f"{field:24} {one.precision:5.2f} {one.recall:5.2f}  {one.right:5} {one.given:5} {one.wanted:5}")


def main() -> None:
    """Print precision and recall per field, with and without what the truth doubts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--misses", action="store_true", help="print what is wrong or missing")
    options = parser.parse_args()
    statements = [one for truth, dossier in settled(options.corpus) for one in told(truth, dossier)]
    show("all", score(statements))
    show("\nwithout the doubtful", score([one for one in statements if not one.doubt]))
    if options.misses:
        for one in filter(missed, statements):
            print(
                one.where[-60:], one.field, sorted(one.said), "!=", sorted(one.true), "also" if one.also else "", sorted(one.also)
            )


if __name__ == "__main__":
    main()
