"""The layout of PDF text: running headers and footers, the order of lines, and inventories as tables. Prints figures.

    python tests/corpus/eval_layout.py [CORPUS]

Truth: `running_labels.csv` beside this file says of some pages how many lines of a running header and footer they have; it was made by
looking at the pages, before anything was run. A footer that is drawn first stands first in the text too, so that headers and
footers are counted together. The rows of inventories are those of `truth/inventories`.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from fairwoo import dates, grounds, vocab
from fairwoo.extract import inventory_table
from fairwoo.extract.inventory_table import Row
from fairwoo.extract.pdf.located import to_view
from fairwoo.extract.pdf.order import reading_order
from fairwoo.extract.pdf.page import read_page
from fairwoo.extract.pdf.tables import tables_of
from fairwoo.extract.running import parted
from fairwoo.model import Page
from tests.corpus.eval_inventory import WORDS

LABELS = Path(__file__).with_name("running_labels.csv")
CELLS = ("title", "date", "disclosure", "grounds")


class Score(NamedTuple):
    """How many are right, were given, and are in the truth."""

    right: int
    given: int
    wanted: int

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.given), self.right / max(1, self.wanted)
        return f"P {precision:.3f}  R {recall:.3f}  ({self.right} right, {self.given} given, {self.wanted} in truth)"


class Costs(NamedTuple):
    """CPU seconds, and on how many of how many pages something changed."""

    seconds: float
    changed: int
    pages: int


def running_lines(corpus: Path) -> Score:
    """Lines that were moved out of the text, on the pages with labels."""
    labels: dict[str, dict[int, int]] = defaultdict(dict)
    for row in csv.DictReader(LABELS.read_text(encoding="utf-8").splitlines()):
        labels[row["file"]][int(row["page"])] = int(row["header"]) + int(row["footer"])
    right = given = wanted = 0
    for name, pages in labels.items():
        with pypdfium2.PdfDocument(corpus / name) as document:
            found = parted(_pages(document))
        for number, lines in pages.items():
            moved = _said(found[number - 1].header) + _said(found[number - 1].footer)
            right, given, wanted = right + min(moved, lines), given + moved, wanted + lines
    return Score(right, given, wanted)


def listed(corpus: Path) -> dict[str, Score]:
    """`rows` and each kind of cell, over the inventories that are born-digital PDFs."""
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    folder = corpus / "truth" / "inventories"
    for entry in json.loads((folder / "index.json").read_text(encoding="utf-8")):
        if not entry["list_file"].endswith(".pdf"):
            continue
        truth = list(csv.DictReader((folder / entry["csv"]).read_text(encoding="utf-8-sig").splitlines()))
        waiting: dict[str, list[Row]] = defaultdict(list)
        for row in _rows(corpus / entry["list_file"]):
            waiting[row.words("number").strip(".").lstrip("0")].append(row)
            given["rows"] += 1
        for true in truth:
            same = waiting[true["number"].strip(".").lstrip("0")]
            found = same.pop(0) if same else None
            right["rows"] += found is not None
            wanted["rows"] += 1
            for cell in CELLS:
                said = _cell(found, cell) if found else ""
                given[cell] += bool(said)
                wanted[cell] += bool(true[cell])
                right[cell] += bool(said) and _is_right(cell, said, true[cell])
    return {name: Score(right[name], given[name], wanted[name]) for name in ("rows", *CELLS)}


def reordered(corpus: Path) -> Costs:
    """On how many pages the drawing order was no reading order, and what looking costs."""
    seconds, changed, pages = 0.0, 0, 0
    for document in _documents(corpus):
        for index in range(len(document)):
            page = document[index]
            text_page = page.get_textpage()
            start = time.process_time()
            changed += reading_order(text_page, to_view(page) if page.get_rotation() else None) is not None
            seconds += time.process_time() - start
            pages += 1
    return Costs(seconds, changed, pages)


def other_costs(corpus: Path) -> tuple[float, dict[str, Costs]]:
    """The CPU seconds of a bare loop (text and objects), and what parting and looking for tables add; pages are read beforehand."""
    bare, parting, looking = 0.0, [0.0, 0, 0], [0.0, 0, 0]
    for document in _documents(corpus):
        start = time.process_time()
        for index in range(len(document)):
            page = document[index]
            page.get_textpage().get_text_bounded()
            for _ in page.get_objects(max_depth=5):
                pass
        bare += time.process_time() - start
        read = _read(document)
        pages = [page for page, _ in read]
        start = time.process_time()
        moved = parted(pages)
        parting = [parting[0] + time.process_time() - start, parting[1] + sum(map(_is_parted, moved)), parting[2] + len(pages)]
        start = time.process_time()
        found = tables_of(document, read)
        looking = [looking[0] + time.process_time() - start, looking[1] + len(found), looking[2] + len(pages)]
    return bare, {"parting": Costs(*parting), "tables": Costs(*looking)}


def _is_parted(page: Page) -> bool:
    return bool(page.header or page.footer)


def _documents(corpus: Path) -> Iterator[pypdfium2.PdfDocument]:
    for path in sorted(corpus.rglob("*.pdf")):
        if "hostile" not in path.parts:
            with pypdfium2.PdfDocument(path) as document:
                yield document


def _pages(document: pypdfium2.PdfDocument) -> list[Page]:
    return [page for page, _ in _read(document)]


def _read(document: pypdfium2.PdfDocument) -> list[tuple[Page, frozenset[int]]]:
    return [(one.page, one.cut) for one in (read_page(document, index) for index in range(len(document)))]


def _said(text: str) -> int:
    return sum(any(map(str.isalnum, line)) for line in text.split("\n"))


def _rows(path: Path) -> Iterator[Row]:
    with pypdfium2.PdfDocument(path) as document:
        for table in tables_of(document, _read(document)):
            inventory = inventory_table.read(table, path.name, named=True)
            yield from inventory.rows if inventory else ()


def _cell(row: Row, cell: str) -> str:
    if cell == "date":
        dated = dates.parse(row.words("dated"))
        return dated.isoformat() if dated else ""
    if cell == "disclosure":
        disclosure = vocab.disclosure(row.words("disclosure"))
        return WORDS[disclosure] if disclosure else _folded(row.words("disclosure"))
    if cell == "grounds":
        return ";".join(sorted(grounds.read_cell(row.words("grounds")).codes))
    return _folded(row.words("title"))


def _is_right(cell: str, said: str, true: str) -> bool:
    """Titles may be longer than what the page shows of them; two readings of a date may be right."""
    if cell == "date":
        return said in true.split("|")
    if cell == "grounds":
        return said == ";".join(sorted(filter(None, true.split(";"))))
    return said.startswith(_folded(true)) if cell == "title" else said == _folded(true)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def main() -> None:
    """Print all figures."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "shared" / "corpus"
    print(f"running lines  {running_lines(corpus)}")
    for name, score in listed(corpus).items():
        print(f"{name:14} {score}")
    bare, costs = other_costs(corpus)
    for name, cost in {"order": reordered(corpus), **costs}.items():
        share = cost.seconds / bare
        print(
            f"{name:14} {cost.seconds:.3f} CPU-s = {share:.2f} of the bare {bare:.3f}; changed or found {cost.changed}, pages {cost.pages}"
        )


if __name__ == "__main__":
    main()
