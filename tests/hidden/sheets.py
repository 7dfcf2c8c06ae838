"""Words hidden in workbooks, in places beside those of `tests/extract`."""

from __future__ import annotations

from collections.abc import Callable

import openpyxl
import xlwt
from openpyxl.worksheet.datavalidation import DataValidation

from tests.extract.planted_open import ods
from tests.extract.planted_sheets import excel, related
from tests.extract.planting import SEEN, changed, saved
from tests.hidden.office import custom_properties, hides
from tests.hidden.planting import SHEET


@hides("xlsx: list of a data validation")
def _(words: list[str]) -> bytes:
    def fill(book):
        book.active.add_data_validation(DataValidation(type="list", formula1=f'"{",".join(words)}"', sqref="B2"))

    return excel(fill)


@hides("xlsx: message of a data validation")
def _(words: list[str]) -> bytes:
    def fill(book):
        book.active.add_data_validation(DataValidation(type="whole", prompt=" ".join(words), showInputMessage=True, sqref="B2"))

    return excel(fill)


@hides("xlsx: column without width", SHEET)
def _(words: list[str]) -> bytes:
    def fill(book):
        for at, one in enumerate(words, start=2):
            book.active.cell(at, 4, one)
        book.active.column_dimensions["D"].width = 0.0001
        book.active.column_dimensions["D"].hidden = True

    return excel(fill)


@hides("xlsx: rows filtered out", SHEET)
def _(words: list[str]) -> bytes:
    def fill(book):
        book.active.auto_filter.ref = "A1:A9"
        book.active.auto_filter.add_filter_column(0, [SEEN])
        for at, one in enumerate(words, start=2):
            book.active.cell(at, 1, one)
            book.active.row_dimensions[at].hidden = True

    return excel(fill)


@hides("xlsx: folded group of rows", SHEET)
def _(words: list[str]) -> bytes:
    def fill(book):
        for at, one in enumerate(words, start=3):
            book.active.cell(at, 2, one)
        book.active.row_dimensions.group(3, 2 + len(words), hidden=True)

    return excel(fill)


@hides("xlsx: hidden name")
def _(words: list[str]) -> bytes:
    def fill(book):
        for at, one in enumerate(words):
            name = openpyxl.workbook.defined_name.DefinedName(f"_n{at}", attr_text=f'{{"{one}";1}}', hidden=True)
            book.defined_names[f"_n{at}"] = name

    return excel(fill)


@hides("xlsx: records of a pivot cache")
def _(words: list[str]) -> bytes:
    records = "".join(f'<r><s v="{one}"/></r>' for one in words)
    relation = '<Relationship Id="r1" Type="http://schemas/relationships/pivotCacheRecords" Target="r1.xml"/>'
    return changed(
        related(excel(lambda _: None), [("pivotCache/c1.xml", "pivotCacheDefinition", '<c xmlns="m"/>')]),
        {
            "xl/pivotCache/r1.xml": f'<pivotCacheRecords xmlns="m">{records}</pivotCacheRecords>',
            "xl/pivotCache/_rels/c1.xml.rels": f'<Relationships xmlns="p">{relation}</Relationships>',
        },
    )


@hides("xlsx: property of its own")
def _(words: list[str]) -> bytes:
    return custom_properties(excel(lambda _: None), words)


def _old_book(fill: Callable[[xlwt.Workbook, xlwt.Worksheet], None]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Blad")
    sheet.write(0, 0, SEEN)
    fill(book, sheet)
    return saved(book)


@hides("xls: hidden row", SHEET)
def _(words: list[str]) -> bytes:
    def fill(_, sheet):
        for at, one in enumerate(words, start=1):
            sheet.write(at, 1, one)
            sheet.row(at).hidden = True

    return _old_book(fill)


@hides("xls: white letters")
def _(words: list[str]) -> bytes:
    def fill(_, sheet):
        for at, one in enumerate(words, start=1):
            sheet.write(at, 0, one, xlwt.easyxf("font: color white"))

    return _old_book(fill)


@hides("xls: format that shows nothing")
def _(words: list[str]) -> bytes:
    def fill(_, sheet):
        for at, one in enumerate(words, start=1):
            sheet.write(at, 0, one, xlwt.easyxf(num_format_str=";;;"))

    return _old_book(fill)


@hides("ods: hidden row", SHEET)
def _(words: list[str]) -> bytes:
    row = '<table:table-row table:visibility="{}"><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>'
    rows = row.format("visible", "a") + "".join(row.format("collapse", one) for one in words)
    return ods(f'<table:table table:name="Twee">{rows}</table:table>')


@hides("ods: rows filtered out", SHEET)
def _(words: list[str]) -> bytes:
    row = '<table:table-row table:visibility="{}"><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>'
    rows = row.format("visible", "a") + "".join(row.format("filter", one) for one in words)
    return ods(f'<table:table table:name="Twee">{rows}</table:table>')


@hides("ods: list of a data validation")
def _(words: list[str]) -> bytes:
    listed = ";".join(f"&quot;{one}&quot;" for one in words)
    condition = f"of:cell-content-is-in-list({listed})"
    validation = f'<table:content-validation table:name="v1" table:condition="{condition}"/>'
    return ods(f"<table:content-validations>{validation}</table:content-validations>")
