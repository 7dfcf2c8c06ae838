"""Excel workbooks of before 2007 (.xls) and binary ones (.xlsb), by calamine: a page and tables per visible sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from fairwoo.extract import opc
from fairwoo.extract.biff import Hidden
from fairwoo.extract.cells import number_text
from fairwoo.extract.grid import Sheet, grid_of, hidden
from fairwoo.extract.hidden import hidden_content
from fairwoo.extract.ole_properties import ole_properties
from fairwoo.extract.package import Package
from fairwoo.extract.reading import Limits, Reading, UnreadableError
from fairwoo.extract.unread import FILE_ENCRYPTED
from fairwoo.model import Finding, Page, Place, Table

MEDIA_TYPES = ("application/vnd.ms-excel", "application/vnd.ms-excel.sheet.binary.macroenabled.12")

_OLE = b"\xd0\xcf\x11\xe0"


def read(path: Path, limits: Limits) -> Reading:
    """Read a workbook. Raises UnreadableError for an encrypted one, CalamineError for a damaged one.

    Hidden sheets are left out; hidden rows, columns and cells in .xls only: the binary form of .xlsb is read by calamine alone.
    """
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    with path.open("rb") as file:
        is_ole = file.read(4) == _OLE
    unseen = Hidden(path) if is_ole else None
    if unseen and unseen.encrypted:
        raise UnreadableError(FILE_ENCRYPTED.at(), {"encrypted": "true"})
    pages: list[Page] = []
    tables: list[Table] = []
    findings: list[Finding] = []
    counts: Counter[str] = Counter()
    hidden_sheets = 0
    with CalamineWorkbook.from_path(str(path)) as workbook:
        for position, about in enumerate(workbook.sheets_metadata):
            if about.visible != SheetVisibleEnum.Visible:
                hidden_sheets += 1
                continue
            rows = _SheetRows(workbook.get_sheet_by_index(position), unseen, position)
            grid = grid_of(Sheet(about.name, rows), len(pages) + 1)
            pages.append(grid.page)
            tables.extend(grid.tables)
            place = Place(sheet=about.name)
            columns = hidden(place, "columns", len(rows.hidden_columns))
            findings.extend((*grid.findings, *hidden(place, "rows", rows.hidden_rows), *columns))
            counts.update(rows.counts)
            limits.step()
    findings.extend((*hidden(None, "sheets", hidden_sheets), *hidden_content(counts)))
    said = ole_properties(path) if is_ole else _said(path, limits)
    properties = {**said, "pages": str(len(pages))}
    return Reading(pages=tuple(pages), tables=tuple(tables), properties=properties, findings=tuple(findings))


def _said(path: Path, limits: Limits) -> dict[str, str]:
    """What an .xlsb says of itself, as .xlsx files do; the cells do not depend on it."""
    try:
        with Package(path, limits) as package:
            return opc.properties(package)
    except UnreadableError:
        return {}


class _SheetRows:
    """The visible rows of one sheet; counts what is hidden on the way."""

    def __init__(self, sheet: Any, unseen: Hidden | None, position: int) -> None:
        self._sheet = sheet
        self._invisible_rows = unseen.rows(position) if unseen else frozenset()
        self._invisible_columns = unseen.columns(position) if unseen else frozenset()
        self.hidden_columns: set[int] = set()
        self._invisible_cells = unseen.cells(position) if unseen else {}
        self.hidden_rows = 0
        self.counts = Counter(comments=unseen.remarks(position) if unseen else 0)

    def __iter__(self) -> Iterator[tuple[int, Mapping[int, str]]]:
        first_row, first_column = self._sheet.start or (0, 0)
        for number, row in enumerate(self._sheet.to_python(skip_empty_area=True), start=first_row + 1):
            cells = {column: _text(value) for column, value in enumerate(row, start=first_column + 1) if value not in {"", None}}
            for column in [column for column in cells if (number, column) in self._invisible_cells]:
                self.counts[self._invisible_cells[number, column]] += bool(cells.pop(column).strip())
            self.hidden_columns.update(cells.keys() & self._invisible_columns)
            if number in self._invisible_rows:
                self.hidden_rows += bool(cells)
            else:
                yield number, {column: text for column, text in cells.items() if column not in self._invisible_columns}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(float(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return number_text(value.total_seconds() / 86_400)
    return str(value)
