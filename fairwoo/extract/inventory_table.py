"""An inventory as a table: finding its heading row, and reading its rows into cells that know where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fairwoo import dates, vocab
from fairwoo.model import Place, Table

_LOOKED_AT = 12
"""Rows in which the headings may stand (title rows come before them)."""

_VALUES = 2
"""Cells with a known heading that make a row the heading row."""

TICKED = "ticked:"
"""A column whose heading is itself a ground or a judgement and that is ticked holds `ticked:CODE`."""

_CORE = {"number", "title", "file_name", "disclosure", "grounds", "dated"}


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
    """A table that is an inventory."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def read(table: Table, file: str | None) -> Inventory | None:
    """The inventory in a table, or None if no row of it is a heading row. A row is that when at least two of its cells are known
    headings for different things, one of which an inventory cannot do without; cells with digits or judgements never count.
    """
    best = max(range(min(_LOOKED_AT, len(table.rows))), key=lambda number: _known(table.rows[number]), default=None)
    if best is None or _known(table.rows[best]) < _VALUES:
        return None
    columns = _columns(table.rows[best])
    if not {column.holds for column in columns} & _CORE:
        return None
    return Inventory(columns, tuple(_rows(table, columns, best, file)))


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
        if holds in {column.holds for column in columns}:
            holds = f"{holds} again"
        columns.append(Column(index, holds, " ".join(cell.split())))
    return tuple(columns)


def _rows(table: Table, columns: tuple[Column, ...], heading: int, file: str | None) -> Iterator[Row]:
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
        if any(name in found for name in _CORE) or any(name.startswith(TICKED) for name in found):
            yield Row(row, found)
