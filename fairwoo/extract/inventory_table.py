"""An inventory as a table: finding its heading row, and reading its rows into cells that know where they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from fairwoo import dates, vocab
from fairwoo.extract.subjects import fold_name
from fairwoo.model import Place, Table

_LOOKED_AT = 12
"""Rows in which the headings may stand (title rows come before them)."""

_HEADINGS = 2
"""Cells with a known heading that make a row the heading row."""

_FEW_COLUMNS = 2
"""A row of a wider table that fills one cell only is the heading of a section, or a number that waits for its document."""

TICKED = "ticked:"
"""A column whose heading is itself a ground or a judgement and that is ticked holds `ticked:CODE`."""

_AGAIN = " again"
_CORE = {"number", "title", "file_name", "disclosure", "grounds", "dated"}
_NAMING = {"number", "title", "file_name"}
_JUDGING = {"disclosure", "grounds"}


class Column(NamedTuple):
    """A column with a heading: its place from 0, what it holds (None: not understood), and the heading as printed."""

    at: int
    holds: str | None
    heading: str


class Cell(NamedTuple):
    """The words of a cell, and where they stand."""

    words: str
    place: Place


class Row(NamedTuple):
    """One row of an inventory: property → cell, for the columns that are understood and filled. `row` counts as in the sheet."""

    row: int
    cells: dict[str, Cell]

    def words(self, name: str) -> str:
        """The words under a property, or nothing."""
        return self.cells[name].words if name in self.cells else ""


class Inventory(NamedTuple):
    """A table that is an inventory; `sheet` is the name of the sheet."""

    sheet: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def read(table: Table, file: str | None, *, named: bool = False, files: Collection[str] = ()) -> Inventory | None:
    """The inventory in a table, or None if it is none.

    A heading row has at least two cells with known headings for different things; cells with digits or judgements never count. As
    many tables have a number and a date, one thing more must tell an inventory: a column of judgements or grounds beside one that
    names documents, a column with names of delivered `files` (folded), or that the list is `named` so.
    """
    best = max(range(min(_LOOKED_AT, len(table.rows))), key=lambda number: _known(table.rows[number]), default=None)
    if best is None or _known(table.rows[best]) < _HEADINGS:
        return None
    columns = _columns(table.rows[best])
    held = {column.holds or "" for column in columns}
    rows = tuple(_rows(table, columns, best, file))
    judging = bool(held & _JUDGING) or any(holds.startswith(TICKED) for holds in held)
    delivered = any(fold_name(row.words("file_name")) in files for row in rows if row.words("file_name"))
    if not held & _NAMING or not (judging or delivered or named):
        return None
    return Inventory(table.name, columns, rows)


def _known(cells: Sequence[str]) -> int:
    return len({vocab.heading(cell) or vocab.heading_ground(cell) for cell in cells if _may_be_heading(cell)} - {None})


def _may_be_heading(cell: str) -> bool:
    if not cell.strip() or vocab.disclosure(cell) or vocab.out_of_scope(cell) or dates.parse(cell):
        return False
    return not re.search(r"\d", cell) or vocab.heading_ground(cell) is not None


def _columns(cells: Sequence[str]) -> tuple[Column, ...]:
    """The first column for a property keeps it; a second one ("ID" beside "Document") stays out, so that nothing is mixed."""
    columns: list[Column] = []
    for index, cell in enumerate(cells):
        if not cell.strip():
            continue
        ticked = vocab.heading_ground(cell) or vocab.heading_disclosure(cell)
        holds = f"{TICKED}{ticked}" if ticked else vocab.heading(cell)
        if holds in {column.holds for column in columns if column.holds}:
            holds = f"{holds}{_AGAIN}"
        columns.append(Column(index, holds, " ".join(cell.split())))
    return tuple(columns)


def _rows(table: Table, columns: tuple[Column, ...], heading: int, file: str | None) -> Iterator[Row]:
    understood = sum(column.holds is not None for column in columns)
    for number, cells in enumerate(table.rows[heading + 1 :], heading + 1):
        if list(cells) == list(table.rows[heading]):
            continue  # the headings again, on the next page
        row = table.first_row + number
        found: dict[str, Cell] = {}
        for column in columns:
            words = cells[column.at].strip() if column.at < len(cells) else ""
            if words and column.holds:
                place = Place(file=file, sheet=table.name, row=row, column=column.heading, page=table.page)
                found[column.holds] = Cell(" ".join(words.split()), place)
        told = [name for name in found if name in _CORE or name.startswith(TICKED)]
        if told and (len(found) > 1 or understood <= _FEW_COLUMNS):
            yield Row(row, found)
