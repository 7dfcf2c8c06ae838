"""Lists of documents that the publisher gave as data: the tables of an inventory, and the documents in its metadata.

A table is a list when one of its first twelve rows holds at least two known headings; cells with digits never count as one,
unless they are a ground ("10.2.e"). Rows that say they are no document (a double, outside the request) are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from fairwoo import grounds, vocab
from fairwoo.check.evidence import Evidence, place_of
from fairwoo.check.pages import own_text
from fairwoo.check.provenance import is_data
from fairwoo.model import Disclosure, Document, Place, Role, SourceKind, Table

STANDARD_COLUMNS = ("name", "dated", "kind", "disclosure", "grounds")
RELEASED = frozenset({Disclosure.PUBLIC, Disclosure.PARTLY_PUBLIC})
RESTRICTED = frozenset({Disclosure.NOT_PUBLIC, Disclosure.PARTLY_PUBLIC})

_HEADER_AMONG = 12
_FEWEST_HEADINGS = 2
_FEWEST_COLUMNS = 3
_FILLED = 0.5  # a column counts when at least half of the rows that need it have a value
_COLUMN_OF = {
    "title": "name",
    "file_name": "name",
    "dated": "dated",
    "kind": "kind",
    "kind_code": "kind",
    "disclosure": "disclosure",
    "grounds": "grounds",
}


class Row(NamedTuple):
    """One document of a list: which standard columns have a value, how far it was released, on which grounds, and where."""

    filled: frozenset[str]
    disclosure: Disclosure | None
    grounds: tuple[str, ...]
    place: Place


class Listing(NamedTuple):
    """One list. `document` is the inventory it stands in, None for the metadata."""

    document: Document | None
    rows: tuple[Row, ...]

    def columns(self) -> tuple[str, ...]:
        """The standard columns that are really used; an empty column is none."""
        return tuple(name for name in STANDARD_COLUMNS if self._is_used(name))

    def released(self) -> int:
        """How many rows are marked public or partly public."""
        return sum(row.disclosure in RELEASED for row in self.rows)

    def _is_used(self, name: str) -> bool:
        needing = [row for row in self.rows if name != "grounds" or row.disclosure in RESTRICTED]
        if not needing:  # grounds, in a list where all is public
            return bool(self.rows) and any(row.disclosure for row in self.rows)
        return sum(name in row.filled for row in needing) >= _FILLED * len(needing)


def in_inventories(evidence: Evidence) -> tuple[Listing, ...]:
    """The lists in the tables of the documents that are an inventory; the sheets of one document are one list."""
    found = ((each, _rows_of(evidence, each)) for each in evidence.with_role(Role.INVENTORY))
    return tuple(Listing(document, rows) for document, rows in found if rows)


def in_tables(evidence: Evidence, document: Document) -> Listing | None:
    """The list in the tables of one document, if there is one."""
    rows = _rows_of(evidence, document)
    return Listing(document, rows) if rows else None


def in_metadata(evidence: Evidence) -> Listing | None:
    """The list that the metadata of the dossier amount to: its documents but the request, the decision and the inventory."""
    own = (Role.REQUEST, Role.DECISION, Role.INVENTORY)
    rows = tuple(_told(evidence, each) for each in evidence.listed() if each.role not in own)
    rows = tuple(row for row in rows if row.filled)
    return Listing(None, rows) if rows else None


def in_letters(evidence: Evidence) -> tuple[tuple[Document, int | None], ...]:
    """The decisions that hold a list themselves, as a table or as text, with the page of its headings where known."""
    found = []
    for document in evidence.with_role(Role.DECISION):
        extraction = evidence.read(document)
        pages = extraction.pages if extraction is not None else ()
        page = next((each.number for each in pages if header_line(own_text(each))), None)
        table = in_tables(evidence, document)
        if page is not None or (table is not None and len(table.columns()) >= _FEWEST_COLUMNS):
            found.append((document, page))
    return tuple(found)


def header_line(text: str) -> bool:
    """Does some line of a text hold three or more words or pairs of words that are headings of an inventory."""
    return any(_headings_in_line(line) >= _FEWEST_COLUMNS for line in text.splitlines())


def _told(evidence: Evidence, document: Document) -> Row:
    told = {
        name
        for name in _COLUMN_OF
        for fact in evidence.facts_on(document.id, name)
        if is_data(fact) and fact.source.kind == SourceKind.METADATA
    }
    filled = frozenset(_COLUMN_OF[name] for name in told)
    return Row(
        filled,
        document.disclosure if "disclosure" in told else None,
        document.grounds if "grounds" in told else (),
        place_of(document),
    )


def _rows_of(evidence: Evidence, document: Document) -> tuple[Row, ...]:
    extraction = evidence.read(document)
    tables = extraction.tables if extraction is not None else ()
    return tuple(row for table in tables for row in _read(table, document))


def _read(table: Table, document: Document) -> Iterator[Row]:
    best = max(range(len(table.rows[:_HEADER_AMONG])), key=lambda row: _headings(table.rows[row]), default=None)
    if best is None or _headings(table.rows[best]) < _FEWEST_HEADINGS:
        return
    columns = [_column(cell) for cell in table.rows[best]]
    for number, cells in enumerate(table.rows[best + 1 :], table.first_row + best + 1):
        if any(vocab.out_of_scope(cell) for cell in cells) or all(vocab.blank(cell) for cell in cells):
            continue
        place = Place(file=place_of(document).file, sheet=table.name, page=table.page, row=number)
        yield _row(columns, cells, place)


class _Column(NamedTuple):
    """What a column holds: one of the standard columns or none; for columns to be ticked, the value that a tick means."""

    name: str | None
    ground: str | None = None
    disclosure: Disclosure | None = None


def _column(cell: str) -> _Column:
    if ground := vocab.heading_ground(cell):
        return _Column("grounds", ground=ground)
    if disclosure := vocab.heading_disclosure(cell):
        return _Column("disclosure", disclosure=disclosure)
    return _Column(_COLUMN_OF.get(vocab.heading(cell) or ""))


def _row(columns: Sequence[_Column], cells: Sequence[str], place: Place) -> Row:
    filled: set[str] = set()
    codes: list[str] = []
    disclosure: Disclosure | None = None
    for column, cell in zip(columns, cells, strict=False):
        if column.name is None or not _says(column, cell):
            continue
        if column.name == "disclosure":
            disclosure = disclosure or column.disclosure or vocab.disclosure(cell)
        if column.name == "grounds":
            codes += [column.ground] if column.ground else grounds.read_cell(cell).codes
        filled.add(column.name)
    return Row(frozenset(filled), disclosure, tuple(dict.fromkeys(codes)), place)


def _says(column: _Column, cell: str) -> bool:
    ticked = bool(column.ground or column.disclosure) and cell.strip().casefold() == "x"  # elsewhere an x stands for nothing
    return ticked or not vocab.blank(cell)


def _headings(cells: Sequence[str]) -> int:
    return sum(_is_heading(cell) for cell in cells)


def _is_heading(cell: str) -> bool:
    if not cell.strip() or vocab.heading_ground(cell):
        return bool(cell.strip())
    return not any(mark.isdigit() for mark in cell) and bool(vocab.heading(cell) or vocab.heading_disclosure(cell))


def _headings_in_line(line: str) -> int:
    words = line.replace("(", " ").replace(")", " ").split()
    if not 3 <= len(words) <= 15 or line.rstrip().endswith((".", ",", ";")):
        return 0
    return len({name for word in words if word[:1].isupper() and (name := _heading_of(word)) is not None})


@lru_cache(maxsize=20_000)
def _heading_of(word: str) -> str | None:
    """What a column with this heading holds. Texts are asked word by word, and by more than one metric."""
    return vocab.heading(word)
