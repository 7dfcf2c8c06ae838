"""OpenDocument spreadsheets (.ods): a page and tables per visible sheet. ODF 1.3 part 3, 9."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from fairwoo.extract import opendocument
from fairwoo.extract.cells import number_text
from fairwoo.extract.grid import Sheet, grid_of, hidden
from fairwoo.extract.hidden import hidden_content, is_constant
from fairwoo.extract.package import Package
from fairwoo.extract.program_data import Shown
from fairwoo.extract.reading import Limits, Reading
from fairwoo.extract.validations import open_rule, unseen
from fairwoo.extract.xml_names import attribute
from fairwoo.model import Finding, Page, Place, Table

if TYPE_CHECKING:
    from lxml import etree

MEDIA_TYPES = ("application/vnd.oasis.opendocument.spreadsheet",)

_LAST_COLUMN = 16_384
_MOST_REPEATS = 1_000  # of a row that has text in it: more is a bomb, or a filled column
_INVISIBLE = frozenset({"collapse", "filter"})


class _SheetRows:
    """The visible rows of one sheet; counts what is hidden on the way."""

    def __init__(self, table: etree._Element, text: opendocument.OpenText) -> None:
        self._table = table
        self._text = text
        self.hidden_rows = 0
        self.hidden_columns: set[int] = set()
        self._invisible = self._invisible_columns()

    def _invisible_columns(self) -> set[int]:
        found: set[int] = set()
        number = 1
        for column in self._table.iter("{*}table-column"):
            times = _repeated(column, "number-columns-repeated")
            if attribute(column, "visibility") in _INVISIBLE:
                found.update(range(number, min(number + times, _LAST_COLUMN + 1)))
            number += times
        return found

    def __iter__(self) -> Iterator[tuple[int, Mapping[int, str]]]:
        number = 1
        for row in self._table.iter("{*}table-row"):
            times = _repeated(row, "number-rows-repeated")
            cells = dict(self._cells(row))
            if any(cells.values()):
                self.hidden_columns.update(column for column, text in cells.items() if text and column in self._invisible)
                if attribute(row, "visibility") in _INVISIBLE:
                    self.hidden_rows += times
                else:
                    visible = {column: text for column, text in cells.items() if column not in self._invisible}
                    yield from ((number + offset, visible) for offset in range(min(times, _MOST_REPEATS)))
            number += times

    def _cells(self, row: etree._Element) -> Iterator[tuple[int, str]]:
        column = 1
        for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            times = _repeated(cell, "number-columns-repeated")
            text = self._value(cell)
            if text and self._text.is_seen(cell):
                yield from ((column + offset, text) for offset in range(min(times, _MOST_REPEATS)))
            column += times

    def _value(self, cell: etree._Element) -> str:
        self._text.counts["comments"] += sum(1 for _ in cell.iterfind("{*}annotation"))
        kind = attribute(cell, "value-type")
        if kind == "date":
            date, _, time = attribute(cell, "date-value").partition("T")
            return date if not time.strip("0:.") else f"{date}T{time}"
        if kind == "float":
            return number_text(float(attribute(cell, "value") or 0))
        if kind == "boolean":
            return attribute(cell, "boolean-value").upper()
        return "\n".join(self._text.paragraph(paragraph) for paragraph in cell.iterchildren("{*}p"))


def read(path: Path, limits: Limits) -> Reading:
    """Read a spreadsheet. Raises UnreadableError for a damaged, unsafe or encrypted one."""
    pages: list[Page] = []
    tables: list[Table] = []
    findings: list[Finding] = []
    with Package(path, limits) as package:
        opendocument.refuse_encrypted(package)
        hidden_styles = opendocument.hidden_style_names(package)
        text = opendocument.OpenText(package)
        hidden_sheets = 0
        content = package.xml("content.xml")
        for table in content.iterfind("{*}body/{*}spreadsheet/{*}table"):
            if table.find("{*}table-source") is not None:
                text.counts["external_links"] += 1  # the copy of a sheet of another file
                continue
            if attribute(table, "style-name") in hidden_styles:
                hidden_sheets += 1
                continue
            rows = _SheetRows(table, text)
            name = attribute(table, "name")
            grid = grid_of(Sheet(name, rows), len(pages) + 1)
            pages.append(grid.page)
            tables.extend(grid.tables)
            place = Place(sheet=name)
            columns = len(rows.hidden_columns)
            findings.extend((*grid.findings, *hidden(place, "rows", rows.hidden_rows), *hidden(place, "columns", columns)))
            limits.step()
        shown = Shown(pages)
        rules = map(open_rule, content.iterfind("{*}body/{*}spreadsheet/{*}content-validations/{*}content-validation"))
        text.counts.update({**_besides(content), **unseen(rules, shown), **opendocument.own_properties(package, shown)})
        findings.extend((*hidden(None, "sheets", hidden_sheets), *hidden_content(text.counts)))
        properties = {**opendocument.properties(package), "pages": str(len(pages))}
    return Reading(pages=tuple(pages), tables=tuple(tables), properties=properties, findings=tuple(findings))


def _besides(content: etree._Element) -> dict[str, int]:
    """What there is besides cells: old contents of cells that were changed, and names that stand for values."""
    names = content.iterfind("{*}body/{*}spreadsheet/{*}named-expressions/{*}named-expression")
    changes = content.iterfind("{*}body/{*}spreadsheet/{*}tracked-changes/*")
    return {
        "constants": sum(is_constant(attribute(one, "name"), attribute(one, "expression")) for one in names),
        "deletions": sum(_has_old_text(one) for one in changes),
    }


def _has_old_text(change: etree._Element) -> bool:
    return any("".join(map(str, cell.itertext())).strip() for cell in change.iter("{*}change-track-table-cell"))


def _repeated(element: etree._Element, name: str) -> int:
    times = attribute(element, name)
    return max(1, int(times)) if times.isdigit() else 1
