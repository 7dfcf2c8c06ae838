"""The inventory of a dossier in the forms that people and programs ask for: the CSV of its description, and of that XLSX and JSON.

All three have the same columns in the same order. In a workbook dates are dates and nothing is a formula.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from fairwoo.map.inventory import FILE_NAME, HEADINGS
from fairwoo.serve.dossiers.described import description
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.site import Site

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@")
_SEVERAL = {"Uitzonderingsgronden", "Opmerking", "Gerelateerd"}  # columns with more than one value, parted by semicolons
_WIDTHS = {"Titel": 60, "Uitzonderingsgronden": 24, "Opmerking": 30, "Bestandsnaam": 40, "Publieke link": 50}
_WIDTH = 16
_LONGEST_CELL = 32_767  # characters, and
_LONGEST_LINK = 2_079  # characters: what Excel takes
_BEGINNING = datetime(1980, 1, 1)  # noqa: DTZ001 - workbooks know no time zones; a file made twice is the same file


def inventory_csv(site: Site, dossier: PublicDossier) -> str | None:
    """The inventory as CSV (`map.inventory`), None if there is no such description."""
    found = description(site, dossier, FILE_NAME)
    return found.content if found else None


def as_json(text: str, dossier: PublicDossier, address: str) -> str:
    """The inventory as JSON, of its CSV: an object a document with the headings as keys; what is not known is null."""
    rows = [{heading: _value(heading, cell) for heading, cell in zip(HEADINGS, row, strict=True)} for row in _rows(text)]
    return json.dumps({"dossier": address, "titel": dossier.title, "documenten": rows}, ensure_ascii=False, indent=1) + "\n"


def as_xlsx(text: str, dossier: PublicDossier) -> bytes:
    """The inventory as a workbook, of its CSV: one sheet with a heading that stays in view, filters, and links that can be clicked."""
    import xlsxwriter  # type: ignore[import-untyped]

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": dossier.title[:255], "author": dossier.publisher.name[:255], "created": _BEGINNING})
        sheet = book.add_worksheet("Documenten")
        head = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        sheet.write_row(0, 0, HEADINGS, head)
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(HEADINGS):
            sheet.set_column(column, column, _WIDTHS.get(heading, _WIDTH))
        rows = _rows(text)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                _write(sheet, (number, column), cell, day)
        sheet.autofilter(0, 0, max(1, len(rows)), len(HEADINGS) - 1)
    return made.getvalue()


def _rows(text: str) -> list[list[str]]:
    """The rows without the headings, each cell as it was before it was made harmless for a spreadsheet."""
    return [[_bare(cell) for cell in row] for row in list(csv.reader(io.StringIO(text)))[1:]]


def _bare(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) and len(cell) > 2 else cell


def _value(heading: str, cell: str) -> str | Sequence[str] | None:
    if heading in _SEVERAL:
        return cell.split("; ") if cell else []
    return cell or None


def _write(sheet: Any, place: tuple[int, int], cell: str, day: Any) -> None:
    heading = HEADINGS[place[1]]
    if not cell:
        return
    if heading == "Datum" and (dated := _day(cell)) is not None:
        sheet.write_datetime(*place, dated, day)
    elif heading == "Publieke link" and cell.startswith(("http://", "https://")) and len(cell) <= _LONGEST_LINK:
        sheet.write_url(*place, cell)
    else:
        sheet.write_string(*place, cell[:_LONGEST_CELL])


def _day(cell: str) -> date | None:
    """The day as a workbook can hold it: none before 1900."""
    try:
        found = date.fromisoformat(cell)
    except ValueError:
        return None
    return found if found.year >= 1900 else None
