"""Cells → tables and page text, for every kind of sheet. Cells that are far away or very many do not make a giant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from fairwoo.model import Finding, FindingKind, Level, Page, Place, Table
from fairwoo.shared import clean_text

_MOST_COLUMNS = 1_024
_MOST_CELLS = 5_000_000
_LARGEST_GAP = 1_000  # rows: what comes after a larger one is a table of its own

SHEET_CUT_OFF = FindingKind(
    code="sheet-cut-off",
    level=Level.WARNING,
    nl="Het blad “{sheet}” is te groot: cellen voorbij kolom {columns} of voorbij {cells} cellen zijn niet gelezen.",
    en="The sheet “{sheet}” is too large: cells beyond column {columns} or beyond {cells} cells were not read.",
    do_nl="Haal lege of overbodige rijen en kolommen weg en sla het bestand opnieuw op.",
    do_en="Remove empty or needless rows and columns and save the file again.",
)
SHEET_HIDDEN = FindingKind(
    code="sheet-hidden",
    level=Level.WARNING,
    nl="Er zijn verborgen {what_nl}: {count}. De inhoud daarvan is niet overgenomen, maar zit wel in het bestand zelf.",
    en="There are hidden {what_en}: {count}. Their contents were not taken over, but they are in the file itself.",
    do_nl="Kijk na of ze openbaar mogen zijn; maak ze anders zichtbaar of verwijder ze, en lever het bestand opnieuw aan.",
    do_en="See whether they may be public; unhide or remove them, and deliver the file again.",
)
_HIDDEN = {"sheets": ("bladen", "sheets"), "rows": ("rijen", "rows"), "columns": ("kolommen", "columns")}


class Sheet(NamedTuple):
    """The visible cells of a sheet: rows as (row number, column number → text), numbers from 1, and what was hidden in it."""

    name: str
    rows: Iterable[tuple[int, Mapping[int, str]]]


class Grid(NamedTuple):
    """What a sheet became."""

    page: Page
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]


def grid_of(sheet: Sheet, number: int) -> Grid:
    """The page (number `number`) and the tables of a sheet; row and column numbers stay those of the sheet.

    The rows of a table are as wide as its widest one. A gap of more than 1,000 empty rows starts a new table.
    """
    blocks: list[list[tuple[int, Sequence[str]]]] = []
    last, cells, width, cut = 0, 0, 0, False
    for row, found in sheet.rows:
        texts = {column: clean_text(text) for column, text in found.items() if column <= _MOST_COLUMNS and text.strip()}
        cut = cut or any(column > _MOST_COLUMNS and text.strip() for column, text in found.items())
        if not texts:
            continue
        if not blocks or row - last > _LARGEST_GAP:
            blocks.append([])
            width = 0
        width = max(width, *texts)
        cells += width * (row - last if blocks[-1] else 1)
        if cells > _MOST_CELLS:
            cut = True
            break
        blocks[-1].append((row, [texts.get(column, "") for column in range(1, max(texts) + 1)]))
        last = row
    lines = ["\t".join(cell.replace("\n", " ") for cell in texts if cell) for block in blocks for _, texts in block]
    place = Place(sheet=sheet.name)
    findings = (SHEET_CUT_OFF.at(place, sheet=sheet.name, columns=_MOST_COLUMNS, cells=_MOST_CELLS),) if cut else ()
    text = "\n".join([sheet.name, *lines]) if lines else ""
    return Grid(
        Page(number=number, text=clean_text(text)), tuple(_table(sheet.name, number, block) for block in blocks), findings
    )


def hidden(place: Place | None, what: str, count: int) -> tuple[Finding, ...]:
    """The finding on `count` hidden "sheets", "rows" or "columns", if there are any."""
    what_nl, what_en = _HIDDEN[what]
    return (SHEET_HIDDEN.at(place, what_nl=what_nl, what_en=what_en, count=count),) if count else ()


def _table(name: str, number: int, block: list[tuple[int, Sequence[str]]]) -> Table:
    first, width = block[0][0], max(len(texts) for _, texts in block)
    rows: list[tuple[str, ...]] = []
    for row, texts in block:
        rows.extend([("",) * width] * (row - first - len(rows)))
        rows.append((*texts, *[""] * (width - len(texts))))
    return Table(name=clean_text(name), page=number, first_row=first, rows=tuple(rows))
