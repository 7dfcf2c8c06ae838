"""Spreadsheets and CSV made here by other libraries, with known cells."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.utils.datetime import to_excel

from fairwoo.extract.cells import date_text, is_date_format, number_text
from fairwoo.extract.texts import decode
from tests.extract.opened import codes, opened, text_of

ROWS = [["Nr", "Titel", "Oordeel"], ["1", "Brief over de café’s", "Openbaar"], ["2", "Memo; met puntkomma", "Deels openbaar"]]


@pytest.fixture
def write(tmp_path):
    def make(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make


@pytest.fixture
def workbook(tmp_path):
    """Fill an openpyxl workbook with a function; get its path."""

    def make(fill):
        book = openpyxl.Workbook()
        fill(book)
        path = tmp_path / "a.xlsx"
        book.save(path)
        return path

    return make


def rows_of(extraction, table=0):
    return [list(row) for row in extraction.tables[table].rows]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv(write, separator, encoding):
    lines = [separator.join(f'"{cell}"' if separator in cell or ";" in cell else cell for cell in row) for row in ROWS]
    found = opened(write("a.csv", "\r\n".join(lines).encode(encoding)))
    assert found.media_type == "text/csv"
    assert rows_of(found) == ROWS
    assert found.tables[0].first_row == 1
    assert found.properties["puid"] == "x-fmt/18"


def test_csv_with_sep_line(write):
    found = opened(write("a.csv", b"sep=|\r\na|b;c\r\n1|2\r\n"))
    assert rows_of(found) == [["a", "b;c"], ["1", "2"]]
    assert found.tables[0].first_row == 2


def test_csv_keeps_row_numbers_and_line_breaks_in_cells(write):
    found = opened(write("a.csv", b'nr;titel\n\n1;"twee\nregels"\n2;x;extra\n'))
    assert rows_of(found) == [["nr", "titel", ""], ["", "", ""], ["1", "twee\nregels", ""], ["2", "x", "extra"]]


def test_csv_serial_date_stays(write):
    assert rows_of(opened(write("a.csv", b"nr;datum\n1;45000\n")))[1] == ["1", "45000"]


def test_csv_of_one_column(write):
    assert rows_of(opened(write("a.csv", b"titel\nbrief\nmemo\n"))) == [["titel"], ["brief"], ["memo"]]


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("cp1252", "cp1252"), ("cp850", "cp850"), ("mac_roman", "mac_roman"), ("utf-8", "utf-8"), ("utf-16", "utf-16")],
)
def test_encodings(encoding, expected):
    text = "De geïnteresseerde burger vroeg om reünies, één café en vóór alles: coördinatie"
    assert decode(text.encode(encoding)) == (text, expected)


@given(st.binary(max_size=400))
def test_any_bytes_have_a_text(content):
    decode(content)[0].encode("utf-8")


def test_xlsx(workbook):
    def fill(book):
        sheet = book.active
        sheet.title = "Inventaris"
        sheet.append(["Nr", "Datum", "Tijd", "Bedrag", "Formule", "Waar", "Fout"])
        sheet.append([1, dt.date(2024, 2, 29), dt.datetime(2024, 2, 29, 13, 45), 0.1 + 0.2, "=1+1", True, "#N/A"])
        sheet["A4"] = "a\nb"

    found = opened(workbook(fill))
    assert rows_of(found)[1] == ["1", "2024-02-29", "2024-02-29T13:45:00", "0.3", "", "TRUE", "#N/A"]
    assert rows_of(found)[2] == [""] * 7
    assert rows_of(found)[3][0] == "a\nb"
    assert found.tables[0].name == "Inventaris"
    assert codes(found) == ["sheet-formula-without-value"]
    assert found.findings[0].place.sheet == "Inventaris"


def test_xlsx_formula_with_value(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_rich_string("B1", "gewoon ", book.add_format({"bold": True}), "vet")
        sheet.write_number("C1", 45000, book.add_format({"num_format": "dd-mm-yyyy;@"}))
        sheet.write_number("D1", 0.5, book.add_format({"num_format": "hh:mm"}))
        sheet.write_number("E1", 45000, book.add_format({"num_format": '0 "dagen"'}))
    found = opened(path)
    assert rows_of(found) == [["2", "gewoon vet", "2023-03-15", "12:00:00", "45000"]]
    assert codes(found) == []


def test_xlsx_1904(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        book.add_worksheet().write_datetime("A1", dt.datetime(2024, 2, 29), book.add_format({"num_format": "dd-mm-yyyy"}))
    assert rows_of(opened(path)) == [["2024-02-29"]]


def test_xlsx_hidden(workbook):
    def fill(book):
        sheet = book.active
        for row in (["Nr", "Naam", "Oordeel"], ["1", "GEHEIM1", "ja"], ["2", "GEHEIM2", "nee"]):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet["C1"].comment = Comment("GEHEIM3", "ik")
        book.create_sheet("Weg").append(["GEHEIM4"])
        book["Weg"].sheet_state = "hidden"

    found = opened(workbook(fill))
    assert "GEHEIM" not in found.model_dump_json()
    assert rows_of(found) == [["Nr", "", "Oordeel"], ["1", "", "ja"]]
    assert codes(found) == ["sheet-hidden", "sheet-hidden", "sheet-hidden", "hidden-content"]
    assert [finding.place.sheet for finding in found.findings][:2] == ["Sheet", "Sheet"]


def test_xlsx_cell_in_the_last_corner(workbook):
    """Other readers ask for half a terabyte here."""

    def fill(book):
        book.active["A1"] = "begin"
        book.active["XFD1048576"] = "einde"

    found = opened(workbook(fill))
    assert rows_of(found) == [["begin"]]
    assert codes(found) == ["sheet-cut-off"]


def test_xlsx_far_row_is_another_table(workbook):
    def fill(book):
        book.active["B2"] = "begin"
        book.active["A900000"] = "ver"

    found = opened(workbook(fill))
    assert [(table.first_row, table.rows) for table in found.tables] == [(2, (("", "begin"),)), (900_000, (("ver",),))]


def test_xlsx_chart_sheet_and_empty_sheet(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Leeg")
        sheet = book.add_worksheet("Vol")
        sheet.write_column("A1", [1, 2, 3])
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Vol!$A$1:$A$3"})
        book.add_chartsheet("Grafiek").set_chart(chart)
    found = opened(path)
    assert [table.name for table in found.tables] == ["Vol"]
    assert [page.number for page in found.pages] == [1, 2]


def test_xlsx_with_a_document_type(workbook, write):
    path = workbook(lambda book: book.active.append(["a"]))
    assert codes(opened(write("b.xlsx", _with_member(path, "xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>')))) == [
        "office-file-unsafe"
    ]


def test_xlsx_bomb(workbook, write):
    path = workbook(lambda book: book.active.append(["a"]))
    found = opened(
        write("b.xlsx", _with_member(path, "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 5_000_000 + b"</worksheet>"))
    )
    assert codes(found) == ["office-file-unsafe"]


def test_xlsx_truncated(workbook, write):
    content = workbook(lambda book: book.active.append(["a"])).read_bytes()
    found = opened(write("b.xlsx", content[: len(content) // 2]))
    assert not found.read
    assert codes(found) in (["zip-broken"], ["office-file-broken"])


def _with_member(path, name, content):
    changed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return changed.getvalue()


def test_xls(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Lijst")
    date = xlwt.XFStyle()
    date.num_format_str = "D-M-YYYY"
    for column, value in enumerate(["Nr", "Naam", "Datum"]):
        sheet.write(1, column, value)
    sheet.write(2, 0, 1)
    sheet.write(2, 1, "GEHEIM1")
    sheet.write(2, 2, dt.date(2024, 2, 29), date)
    sheet.write(3, 0, "GEHEIM2")
    sheet.row(3).hidden = True
    sheet.col(1).hidden = True
    book.add_sheet("Weg").write(0, 0, "GEHEIM3")
    book.get_sheet(1).visibility = 1
    path = tmp_path / "a.xls"
    book.save(str(path))
    found = opened(path)
    assert "GEHEIM" not in found.model_dump_json()
    assert found.tables[0].first_row == 2
    assert rows_of(found) == [["Nr", "", "Datum"], ["1", "", "2024-02-29"]]
    assert codes(found) == ["sheet-hidden"] * 3


def test_html_that_is_called_xls(write):
    found = opened(write("lijst.xls", b"<html><body><table><tr><td>Nr</td><td>Titel</td></tr></table></body></html>"))
    assert found.media_type == "text/html"
    assert text_of(found).split() == ["Nr", "Titel"]


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">
 <office:automatic-styles><style:style style:name="weg" style:family="table"><style:table-properties table:display="false"/>
 </style:style></office:automatic-styles><office:body><office:spreadsheet>
 <table:table table:name="Lijst"><table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>
  <table:table-row><table:table-cell office:value-type="string"><text:p>Nr</text:p></table:table-cell>
   <table:table-cell><text:p>GEHEIM1</text:p></table:table-cell><table:table-cell><text:p>Datum</text:p></table:table-cell></table:table-row>
  <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"/></table:table-row>
  <table:table-row><table:table-cell office:value-type="float" office:value="7"><text:p>zeven</text:p></table:table-cell>
   <table:table-cell/><table:table-cell office:value-type="date" office:date-value="2024-02-29"><text:p>29-02-24</text:p></table:table-cell>
  </table:table-row>
  <table:table-row table:visibility="filter"><table:table-cell><text:p>GEHEIM2</text:p></table:table-cell></table:table-row>
  <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
 </table:table>
 <table:table table:name="Weg" table:style-name="weg"><table:table-row><table:table-cell><text:p>GEHEIM3</text:p></table:table-cell>
 </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def opendocument(path, kind, content, **others):
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", content)
        for name, text in others.items():
            package.writestr(name, text)
    return path


def test_ods(tmp_path):
    found = opened(opendocument(tmp_path / "a.ods", "spreadsheet", ODS))
    assert "GEHEIM" not in found.model_dump_json()
    assert rows_of(found) == [["Nr", "", "Datum"], ["", "", ""], ["", "", ""], ["7", "", "2024-02-29"]]
    assert codes(found) == ["sheet-hidden"] * 3


def test_encrypted_ods(tmp_path):
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "META-INF/manifest.xml", '<m:manifest xmlns:m="urn:x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
        )
        package.writestr("content.xml", b"\x00\x01")
    assert codes(opened(path)) == ["file-encrypted"]


@given(
    st.datetimes(min_value=dt.datetime(1900, 3, 1), max_value=dt.datetime(9999, 12, 30)).map(
        lambda moment: moment.replace(microsecond=0)
    )
)
def test_dates_as_openpyxl_writes_them(moment):
    expected = moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat()
    assert date_text(to_excel(moment)) == expected


@pytest.mark.parametrize(
    ("serial", "text"),
    [(1, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01"), (-1, "-1"), (3e6, "3000000"), (0.25, "06:00:00")],
)
def test_first_dates(serial, text):
    assert date_text(serial) == text


@pytest.mark.parametrize(
    ("code", "is_date"),
    [("dd-mm-yyyy", True), ("[$-413]d mmmm yyyy;@", True), ("[h]:mm", True), ("General", False), ("0.00", False), ('0 "dagen"', False),
     ("[Red]0", False), ("€ #,##0", False), ("#,##0\\d", False)],
)  # fmt: skip
def test_date_formats(code, is_date):
    assert is_date_format(164, code) is is_date


def test_numbers():
    assert [number_text(value) for value in (12.0, 0.1 + 0.2, -3.5, 1e20, float("nan"))] == ["12", "0.3", "-3.5", "1e+20", ""]
