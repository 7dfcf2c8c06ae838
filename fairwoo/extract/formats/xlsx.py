"""Excel workbooks (.xlsx, .xlsm): a page and tables per visible sheet. SpreadsheetML, ECMA-376-1 part 18.

The XML is read row by row by ourselves: it is the only way to see which rows and columns are hidden, and to take no notice of
the size that a file claims (a cell in the last corner makes other readers ask for half a terabyte).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fairwoo.extract import opc
from fairwoo.extract.cells import date_text, is_date_format, number_text
from fairwoo.extract.grid import Sheet, grid_of, hidden
from fairwoo.extract.hidden import hidden_content
from fairwoo.extract.office_data import beside
from fairwoo.extract.package import Package
from fairwoo.extract.program_data import Shown
from fairwoo.extract.reading import Limits, Reading
from fairwoo.extract.validations import Rule, excel_rule, unseen
from fairwoo.extract.workbook_extras import blank_styles, extras, is_plain, white_styles
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
    """What all sheets share: texts, which cell styles are dates, show nothing or are white on white, and the system of dates."""

    texts: list[str]
    dates: frozenset[int]
    blank: frozenset[int]
    white: frozenset[int]
    from_1904: bool


class _SheetRows:
    """The visible rows of one sheet; counts what is hidden on the way."""

    def __init__(self, package: Package, part: str, book: _Book) -> None:
        self._package = package
        self._part = part
        self._book = book
        self._invisible_columns: set[int] = set()
        self._white = book.white if book.white and is_plain(package, part) else frozenset()
        self.hidden_rows = 0
        self.hidden_columns: set[int] = set()
        self.without_value = 0
        self.counts: Counter[str] = Counter()
        self.rules: list[Rule] = []

    def __iter__(self) -> Iterator[tuple[int, Mapping[int, str]]]:
        row = 0
        for element in self._package.elements(self._part, "{*}col", "{*}row", "{*}dataValidation"):
            if element.tag.endswith("}dataValidation"):
                self.rules.append(excel_rule(element))
                continue
            if element.tag.endswith("}col"):
                if _is_true(element.get("hidden")) or _is_zero(element.get("width")):
                    first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                    self._invisible_columns.update(range(first, min(last, 16_384) + 1))
                continue
            row = int(element.get("r", row + 1))
            cells = {column: text for column, text in self._cells(element) if text.strip()}
            self.hidden_columns.update(cells.keys() & self._invisible_columns)
            if _is_true(element.get("hidden")) or _is_zero(element.get("ht")):
                self.hidden_rows += bool(cells)
            else:
                yield row, {column: text for column, text in cells.items() if column not in self._invisible_columns}

    def _cells(self, row: etree._Element) -> Iterator[tuple[int, str]]:
        column = 0
        for cell in row.iterfind("{*}c"):
            reference = _REFERENCE.fullmatch(cell.get("r", ""))
            column = _column_number(reference[1]) if reference else column + 1
            text = self._text(cell)
            unseen = self._unseen(cell) if text.strip() else None
            if unseen:
                self.counts[unseen] += 1
            else:
                yield column, text

    def _unseen(self, cell: etree._Element) -> str | None:
        style = cell.get("s", "0")
        if not style.isdigit():
            return None
        return "hidden_texts" if int(style) in self._book.blank else "unreadable" if int(style) in self._white else None

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
        book = _book(package, workbook, root)
        counts = Counter(extras(package, workbook, root))
        rules: list[Rule] = []
        hidden_sheets = 0
        for element in root.iterfind("{*}sheets/{*}sheet"):
            part = parts.get(_relation(element))
            if element.get("state", "visible") != "visible":
                hidden_sheets += 1
                continue
            if part is None:
                continue  # a sheet that is only a chart
            rows = _SheetRows(package, part, book)
            sheet = Sheet(element.get("name", ""), rows)
            grid = grid_of(sheet, len(pages) + 1)
            pages.append(grid.page)
            tables.extend(grid.tables)
            findings.extend((*grid.findings, *_sheet_findings(sheet.name, rows)))
            counts.update(rows.counts)
            rules.extend(rows.rules)
            limits.step()
        shown = Shown(pages)
        counts.update({**unseen(rules, shown), **beside(package, workbook, shown)})
        findings.extend((*hidden(None, "sheets", hidden_sheets), *hidden_content(counts)))
        properties = {**opc.properties(package), "pages": str(len(pages))}
    return Reading(pages=tuple(pages), tables=tuple(tables), properties=properties, findings=tuple(findings))


def _sheet_findings(name: str, rows: _SheetRows) -> tuple[Finding, ...]:
    place = Place(sheet=name)
    missing = (FORMULA_WITHOUT_VALUE.at(place, sheet=name, count=rows.without_value),) if rows.without_value else ()
    return (*hidden(place, "rows", rows.hidden_rows), *hidden(place, "columns", len(rows.hidden_columns)), *missing)


def _book(package: Package, workbook: str, root: etree._Element) -> _Book:
    settings = root.find("{*}workbookPr")
    styles = [package.xml(part) for part in opc.related(package, workbook, "styles").values() if part in package][:1]
    return _Book(
        texts=_shared_texts(package, workbook),
        dates=frozenset().union(*map(_date_styles, styles)),
        blank=frozenset().union(*map(blank_styles, styles)),
        white=frozenset().union(*map(white_styles, styles)),
        from_1904=settings is not None and _is_true(settings.get("date1904")),
    )


def _shared_texts(package: Package, workbook: str) -> list[str]:
    parts = [part for part in opc.related(package, workbook, "sharedStrings").values() if part in package]
    return [_rich_text(element) for part in parts for element in package.elements(part, "{*}si")]


def _rich_text(element: etree._Element | None) -> str:
    """The runs of a text, without the phonetic hints that East Asian texts carry."""
    if element is None:
        return ""
    runs = [*element.iterfind("{*}t"), *element.iterfind("{*}r/{*}t")]
    return "".join(run.text or "" for run in runs)


def _date_styles(styles: etree._Element) -> frozenset[int]:
    formats = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in styles.iterfind("{*}numFmts/{*}numFmt")}
    numbers = (int(style.get("numFmtId", "0")) for style in styles.iterfind("{*}cellXfs/{*}xf"))
    return frozenset(index for index, number in enumerate(numbers) if is_date_format(number, formats.get(number)))


def _relation(element: etree._Element) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _is_true(value: str | None) -> bool:
    return value in {"1", "true"}


def _is_zero(size: str | None) -> bool:
    return size is not None and not size.strip("0.") and size != ""
