"""Excel workbooks (.xlsx, .xlsm): a page and tables per visible sheet. SpreadsheetML, ECMA-376-1 part 18.

The XML is read row by row by ourselves: it is the only way to see which rows and columns are hidden, and to take no notice of
the size that a file claims (a cell in the last corner makes other readers ask for half a terabyte).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fairwoo.extract import opc
from fairwoo.extract.cells import date_text, is_date_format, number_text
from fairwoo.extract.grid import Sheet, grid_of, hidden
from fairwoo.extract.hidden import hidden_content
from fairwoo.extract.package import Package
from fairwoo.extract.reading import Limits, Reading
from fairwoo.model import Finding, FindingKind, Level, Page, Place, Table

if TYPE_CHECKING:
    from lxml import etree

MEDIA_TYPES = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",)

FORMULA_WITHOUT_VALUE = FindingKind(
    code="sheet-formula-without-value",
    level=Level.WARNING,
    nl="Op het blad “{sheet}” staan {count} formules zonder uitkomst; die cellen zijn leeg gelezen.",
    en="The sheet “{sheet}” has {count} formulas without a result; those cells were read as empty.",
    do_nl="Open het bestand in Excel, sla het op en lever het opnieuw aan: dan worden de uitkomsten bewaard.",
    do_en="Open the file in Excel, save it and deliver it again: then the results are kept.",
)
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class _Book(NamedTuple):
    """What all sheets share: texts, which cell styles are dates, and the system of dates."""

    texts: list[str]
    dates: frozenset[int]
    from_1904: bool


class _SheetRows:
    """The visible rows of one sheet; counts what is hidden on the way."""

    def __init__(self, package: Package, part: str, book: _Book) -> None:
        self._package = package
        self._part = part
        self._book = book
        self.hidden_rows = 0
        self.hidden_columns: set[int] = set()
        self.without_value = 0

    def __iter__(self) -> Iterator[tuple[int, Mapping[int, str]]]:
        row = 0
        for element in self._package.elements(self._part, "{*}col", "{*}row"):
            if element.tag.endswith("}col"):
                if _is_true(element.get("hidden")):
                    first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                    self.hidden_columns.update(range(first, min(last, 16_384) + 1))
                continue
            row = int(element.get("r", row + 1))
            cells = dict(self._cells(element))
            if _is_true(element.get("hidden")):
                self.hidden_rows += any(cells.values())
            else:
                yield row, {column: text for column, text in cells.items() if column not in self.hidden_columns}

    def _cells(self, row: etree._Element) -> Iterator[tuple[int, str]]:
        column = 0
        for cell in row.iterfind("{*}c"):
            reference = _REFERENCE.fullmatch(cell.get("r", ""))
            column = _column_number(reference[1]) if reference else column + 1
            yield column, self._text(cell)

    def _text(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _rich_text(cell.find("{*}is"))
        value = cell.findtext("{*}v")
        if not value:
            self.without_value += cell.find("{*}f") is not None
            return ""
        try:
            return self._shown(kind, value, cell)
        except (ValueError, IndexError):  # not what its type says: as it stands
            return value

    def _shown(self, kind: str, value: str, cell: etree._Element) -> str:
        if kind == "s":
            return self._book.texts[int(value)]
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind == "n":
            if int(cell.get("s", "0")) in self._book.dates:
                return date_text(float(value), from_1904=self._book.from_1904)
            return number_text(float(value))
        return value  # a formula's text, an error such as #N/A, or an ISO date


def read(path: Path, limits: Limits) -> Reading:
    """Read a workbook. Raises UnreadableError for a damaged or unsafe one."""
    pages: list[Page] = []
    tables: list[Table] = []
    findings: list[Finding] = []
    with Package(path, limits) as package:
        workbook = opc.main_part(package)
        root = package.xml(workbook)
        parts = opc.related(package, workbook, "worksheet")
        settings = root.find("{*}workbookPr")
        book = _Book(
            _shared_texts(package, workbook),
            _date_styles(package, workbook),
            settings is not None and _is_true(settings.get("date1904")),
        )
        hidden_sheets = 0
        for element in root.iterfind("{*}sheets/{*}sheet"):
            part = parts.get(_relation(element))
            if part is None:
                continue  # a sheet that is only a chart
            if element.get("state", "visible") != "visible":
                hidden_sheets += 1
                continue
            rows = _SheetRows(package, part, book)
            sheet = Sheet(element.get("name", ""), rows)
            grid = grid_of(sheet, len(pages) + 1)
            pages.append(grid.page)
            tables.extend(grid.tables)
            findings.extend((*grid.findings, *_sheet_findings(sheet.name, rows)))
            limits.step()
        findings.extend((*hidden(None, "sheets", hidden_sheets), *hidden_content(_counts(package))))
        properties = {**opc.properties(package), "pages": str(len(pages))}
    return Reading(pages=tuple(pages), tables=tuple(tables), properties=properties, findings=tuple(findings))


def _sheet_findings(name: str, rows: _SheetRows) -> tuple[Finding, ...]:
    place = Place(sheet=name)
    missing = (FORMULA_WITHOUT_VALUE.at(place, sheet=name, count=rows.without_value),) if rows.without_value else ()
    return (*hidden(place, "rows", rows.hidden_rows), *hidden(place, "columns", len(rows.hidden_columns)), *missing)


def _counts(package: Package) -> dict[str, int]:
    names = package.names()
    comments = [name for name in names if re.fullmatch(r"xl/(comments\d*|comments/comment\d+)\.xml", name)]
    return {
        "comments": sum(1 for name in comments for _ in package.elements(name, "{*}comment")),
        "pivot_caches": sum(name.startswith("xl/pivotCache/pivotCacheRecords") for name in names),
    }


def _shared_texts(package: Package, workbook: str) -> list[str]:
    parts = [part for part in opc.related(package, workbook, "sharedStrings").values() if part in package]
    return [_rich_text(element) for part in parts for element in package.elements(part, "{*}si")]


def _rich_text(element: etree._Element | None) -> str:
    """The runs of a text, without the phonetic hints that East Asian texts carry."""
    if element is None:
        return ""
    runs = [*element.iterfind("{*}t"), *element.iterfind("{*}r/{*}t")]
    return "".join(run.text or "" for run in runs)


def _date_styles(package: Package, workbook: str) -> frozenset[int]:
    dates: set[int] = set()
    for part in opc.related(package, workbook, "styles").values():
        if part not in package:
            continue
        root = package.xml(part)
        formats = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in root.iterfind("{*}numFmts/{*}numFmt")}
        for index, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
            number = int(style.get("numFmtId", "0"))
            if is_date_format(number, formats.get(number)):
                dates.add(index)
    return frozenset(dates)


def _relation(element: etree._Element) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _is_true(value: str | None) -> bool:
    return value in {"1", "true"}
