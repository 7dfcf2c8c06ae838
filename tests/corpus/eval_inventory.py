"""Rows of real spreadsheet inventories against truth/inventories, by the scoring rules of its README, and the joining of rows to
files of all its lists. Prints a table.

    python tests/corpus/eval_inventory.py ../shared/corpus
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

from fairwoo import extract
from fairwoo.extract import Job
from fairwoo.extract.facts.role import in_words
from fairwoo.extract.inventory_table import Cell, Row
from fairwoo.extract.joining import Candidate, join
from fairwoo.model import Body, Disclosure, Document, Dossier, Place, Role
from fairwoo.settings import ExtractSettings
from fairwoo.shared import sha256_of

WORDS = {
    Disclosure.PUBLIC: "openbaar",
    Disclosure.PARTLY_PUBLIC: "deels openbaar",
    Disclosure.NOT_PUBLIC: "niet openbaar",
    Disclosure.ALREADY_PUBLIC: "reeds openbaar",
}
CELLS = ("title", "date", "disclosure", "grounds")
Score = tuple[int, int, int]


def predicted(list_file: Path, scratch: Path) -> list[Document]:
    """The documents that the list alone tells of, with their numbers as printed."""
    job = Job(list_file, list_file.name, sha256_of(list_file), list_file.stat().st_size)
    (read,) = extract.read([job], ExtractSettings(), scratch)
    body = Body(uri="https://identifier.overheid.nl/tooi/id/gemeente/gm0363", code="gm0363", name="x", register_name="gemeente")
    one = Document(id="list", path=list_file.name)
    dossier = Dossier(id="gm0363-list", location=str(list_file), publisher=body, documents=(one,))
    settled = extract.settle(dossier, {"list": read.extraction}, ())
    return [document for document in settled.dossier.documents if document.path is None]


def scores(corpus: Path) -> dict[str, Score]:
    """`rows` and each kind of cell → (right, given, in truth), over the spreadsheets, all of which have complete truth."""
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    folder = corpus / "truth" / "inventories"
    with tempfile.TemporaryDirectory() as scratch:
        for entry in json.loads((folder / "index.json").read_text(encoding="utf-8")):
            if not entry["list_file"].endswith(".xlsx"):
                continue
            rows = list(csv.DictReader((folder / entry["csv"]).read_text(encoding="utf-8-sig").splitlines()))
            found = predicted(corpus / entry["list_file"], Path(scratch))
            given["rows"] += len(found)
            wanted["rows"] += len(rows)
            waiting = defaultdict(list)
            for document in found:
                waiting[_number(document.number)].append(document)
            for row in rows:
                same = waiting[_number(row["number"])]
                document = same.pop(0) if same else None
                right["rows"] += document is not None
                for cell in CELLS:
                    said, allowed = _said(document, cell), _true(row, cell)
                    wanted[cell] += "" not in allowed
                    given[cell] += bool(said)
                    right[cell] += bool(said) and said in allowed
    return {name: (right[name], given[name], wanted[name]) for name in ("rows", *CELLS)}


def joins(corpus: Path) -> Score:
    """(right, joined, in truth): which file each row of the truth speaks of, given the rows and the files of the dossier."""
    right = given = wanted = 0
    folder = corpus / "truth" / "inventories"
    for entry in json.loads((folder / "index.json").read_text(encoding="utf-8")):
        rows = list(csv.DictReader((folder / entry["csv"]).read_text(encoding="utf-8-sig").splitlines()))
        true = {int(row["row"]): row["matched_file"].rsplit("/", 1)[-1] for row in rows}
        if not any(true.values()):
            continue
        printed = [
            Row(int(row["row"]), {name: Cell(row[name], Place()) for name in ("number", "title") if row[name]}) for row in rows
        ]
        found = {
            number: one.id.rsplit("/", 1)[-1] for number, one in join(printed, _candidates(corpus / entry["list_file"])).items()
        }
        right += sum(found[number] == true[number] for number in found)
        given += len(found)
        wanted += sum(map(bool, true.values()))
    return right, given, wanted


def _candidates(list_file: Path) -> list[Candidate]:
    """The files beside a list: of its dossier, or of the archive that belongs to it."""
    if list_file.suffix == ".xlsx":
        with zipfile.ZipFile(list_file.with_name("documenten - 8.zip")) as archive:
            names = [name for name in archive.namelist() if not name.startswith("__MACOSX")]
    else:
        beside = (path for path in sorted(list_file.parent.rglob("*")) if path.is_file() and path.suffix != ".json")
        names = [path.relative_to(list_file.parent).as_posix() for path in beside if path != list_file]
    told = {name: in_words(Path(name).stem) for name in names}
    roles = {Role.DECISION, Role.REQUEST, Role.INVENTORY}
    return [Candidate(Document(id=name, path=name), numbered=not (named and named.role in roles)) for name, named in told.items()]


def _number(printed: str | None) -> str:
    """Numbers pair without leading zeros and final dot; with their case, as one of the lists has numbers that differ in that only."""
    return (printed or "").strip().rstrip(".").lstrip("0")


def _said(document: Document | None, cell: str) -> str:
    if document is None:
        return ""
    if cell == "grounds":
        return ";".join(sorted(document.grounds))
    if cell == "disclosure":
        return WORDS[document.disclosure] if document.disclosure else ""
    value = document.dated.isoformat() if cell == "date" and document.dated else document.title if cell == "title" else ""
    return _folded(value or "")


def _true(row: dict[str, str], cell: str) -> set[str]:
    if cell == "date":
        return set(row["date"].split("|"))
    if cell == "grounds":
        return {";".join(sorted(filter(None, row["grounds"].split(";"))))}
    return {_folded(row[cell])}


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def main() -> None:
    """Print precision and recall of rows, cells and joins."""
    corpus = Path(sys.argv[1])
    for name, (right, given, wanted) in {**scores(corpus), "joins": joins(corpus)}.items():
        precision, recall = right / given if given else 0.0, right / wanted if wanted else 0.0
        print(f"{name:10} P {precision:.2f}  R {recall:.2f}  ({right} right, {given} given, {wanted} in truth)")


if __name__ == "__main__":
    main()
