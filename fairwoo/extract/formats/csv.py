"""CSV tables, as offices write them: `;`, `,`, tab or `|`; with or without BOM or `sep=` line; UTF-8 or cp1252.

Cells stay as they are written: a date that Excel turned into a number is not turned back, because nothing says that it is one.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from fairwoo.extract.grid import Sheet, grid_of
from fairwoo.extract.reading import Limits, Reading
from fairwoo.extract.texts import decode, read_bytes

MEDIA_TYPES = ("text/csv",)

_SEPARATORS = ";,\t|"
_SAMPLE_ROWS = 50


def read(path: Path, limits: Limits) -> Reading:
    """Read a CSV file as one table and one page. Raises OSError, csv.Error."""
    text, encoding = decode(read_bytes(path, limits))
    csv.field_size_limit(limits.text_chars)
    first_row = 1
    declared, _, rest = text.partition("\n")
    if declared.lower().startswith("sep=") and len(declared) == 5:
        separator, text, first_row = declared[4], rest, 2
    else:
        separator = _separator(text)
    rows = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    numbered = ((number, dict(enumerate(row, start=1))) for number, row in enumerate(rows, start=first_row))
    grid = grid_of(Sheet(name="", rows=numbered), number=1)
    return Reading(
        pages=(grid.page.model_copy(update={"text": grid.page.text.lstrip("\n")}),),
        tables=tuple(table.model_copy(update={"name": None}) for table in grid.tables),
        properties={"encoding": encoding, "separator": "tab" if separator == "\t" else separator},
        findings=grid.findings,
    )


def _separator(text: str) -> str:
    """The separator under which most of the first rows have the same number of cells, and more than one."""

    def agreement(separator: str) -> tuple[float, int]:
        rows = csv.reader(text[: 64 << 10].splitlines(keepends=True)[:_SAMPLE_ROWS], delimiter=separator)
        try:
            widths = Counter(len(row) for row in rows if row)
        except csv.Error:
            return 0.0, 0
        width, count = max(
            ((width, count) for width, count in widths.items() if width > 1), key=lambda one: one[1], default=(0, 0)
        )
        return count / max(1, widths.total()), width

    return max(_SEPARATORS, key=agreement)
