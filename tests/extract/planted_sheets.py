"""Hidden words in workbooks made here by other libraries."""

from __future__ import annotations

import io

import openpyxl
import xlsxwriter
import xlwt
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tests.extract.planting import SEEN, changed, data_part, own_properties, plant, saved


def excel(fill):
    """A workbook that `fill` fills."""
    book = openpyxl.Workbook()
    book.active.title = "Blad"
    book.active["A1"] = SEEN
    fill(book)
    return saved(book)


def _sheets(state):
    def make(words):
        def fill(book):
            for at, one in enumerate(words):
                sheet = book.create_sheet(f"Weg{at}")
                sheet["B2"], sheet.sheet_state = one, state

        return excel(fill)

    return make


plant("xlsx: hidden sheet", "verborgen bladen", code="sheet-hidden")(_sheets("hidden"))
plant("xlsx: very hidden sheet", "verborgen bladen", code="sheet-hidden")(_sheets("veryHidden"))


@plant("xlsx: name of a hidden sheet", "verborgen bladen", code="sheet-hidden")
def _(words):
    def fill(book):
        for one in words:
            book.create_sheet(one).sheet_state = "hidden"

    return excel(fill)


@plant("xlsx: hidden row", "verborgen rijen", code="sheet-hidden")
def _(words):
    def fill(book):
        for at, one in enumerate(words, start=2):
            book.active.cell(at, 2, one)
            book.active.row_dimensions[at].hidden = True
        book.active.row_dimensions[40].hidden = True  # empty

    return excel(fill)


@plant("xlsx: hidden column", "verborgen kolommen", code="sheet-hidden")
def _(words):
    def fill(book):
        for at, one in enumerate(words, start=3):
            book.active.cell(1, at, one)
            book.active.column_dimensions[openpyxl.utils.get_column_letter(at)].hidden = True
        book.active.column_dimensions["Z"].hidden = True  # empty

    return excel(fill)


@plant("xlsx: comment", "opmerkingen")
def _(words):
    def fill(book):
        for at, one in enumerate(words, start=1):
            book.active.cell(at, 1).comment = Comment(one, "x")

    return excel(fill)


@plant("xlsx: defined name", "namen (Namen beheren)")
def _(words):
    def fill(book):
        for at, one in enumerate(words):
            book.defined_names[f"Naam{at}"] = DefinedName(f"Naam{at}", attr_text=f'"{one}"')

    return excel(fill)


@plant("xlsx: format that shows nothing", "stukken verborgen tekst")
def _(words):
    def fill(book):
        for at, one in enumerate(words, start=2):
            book.active.cell(at, 1, one).number_format = ";;;"

    return excel(fill)


@plant("xlsx: white letters", "kleur van hun achtergrond")
def _(words):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet, white = book.add_worksheet(), book.add_format({"font_color": "white"})
        sheet.write(0, 0, SEEN)
        for at, one in enumerate(words, start=1):
            sheet.write(at, 0, one, white)
    return stream.getvalue()


def related(content, parts):
    """A workbook with parts (name in xl/, kind of relation, content, parts of its own) that it refers to."""
    relations, added = "", {}
    for at, (name, kind, text) in enumerate(parts):
        relations += f'<Relationship Id="x{at}" Type="http://schemas/relationships/{kind}" Target="/xl/{name}"/>'
        added[f"xl/{name}"] = text
    return changed(content, added, workbook_xml_rels=("</Relationships>", relations + "</Relationships>"))


def bare_book():
    """A workbook with nothing hidden."""
    return excel(lambda _: None)


@plant("xlsx: pivot cache", "draaitabellen")
def _(words):
    cache = '<c xmlns="m"><cacheFields><cacheField><sharedItems><s v="{}"/></sharedItems></cacheField></cacheFields></c>'
    return related(
        bare_book(),
        [(f"pivotCache/c{at}.xml", "pivotCacheDefinition", cache.format(one)) for at, one in enumerate(words)],
    )


@plant("xlsx: external link", "koppelingen")
def _(words):
    link = (
        '<e xmlns="m"><externalBook><sheetDataSet><sheetData><row r="1"><cell r="A1" t="str"><v>{}</v></cell></row></sheetData>'
    )
    link += "</sheetDataSet></externalBook></e>"
    return related(bare_book(), [(f"externalLinks/e{at}.xml", "externalLink", link.format(one)) for at, one in enumerate(words)])


@plant("xlsx: data model", "gegevensmodellen", one_each=False)
def _(words):
    return related(bare_book(), [("model/item.data", "powerPivotData", " ".join(words))])


@plant("xlsx: connection", "verbindingen")
def _(words):
    every = "".join(f'<connection id="{at}"><dbPr connection="{one}"/></connection>' for at, one in enumerate(words))
    return related(bare_book(), [("connections.xml", "connections", f'<connections xmlns="m">{every}</connections>')])


@plant("xlsx: log of changes", "eerdere versies")
def _(words):
    return related(
        bare_book(), [(f"revisions/revisionLog{at}.xml", "revisionLog", f"<r>{one}</r>") for at, one in enumerate(words)]
    )


@plant("xlsx: embedded file", "ingesloten bestanden")
def _(words):
    return related(bare_book(), [(f"embeddings/o{at}.bin", "oleObject", one) for at, one in enumerate(words)])


@plant("xls: hidden sheet", "verborgen bladen", code="sheet-hidden")
def _(words):
    book = xlwt.Workbook()
    book.add_sheet("Blad").write(0, 0, SEEN)
    for at, one in enumerate(words):
        sheet = book.add_sheet(f"Weg{at}")
        sheet.write(0, 0, one)
        sheet.visibility = 1 + at % 2
    return saved(book)


@plant("xls: hidden column", "verborgen kolommen", code="sheet-hidden")
def _(words):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Blad")
    sheet.write(0, 0, SEEN)
    for at, one in enumerate(words, start=1):
        sheet.write(0, at, one)
        sheet.col(at).hidden = True
    sheet.col(60).hidden = True  # empty
    return saved(book)


def old_book(fill):
    """A workbook of before 2007 with a sheet that `fill` fills."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Blad")
    sheet.write(0, 0, SEEN)
    fill(book, sheet)
    return saved(book)


def _old_cells(style):
    def make(words):
        def fill(_, sheet):
            for at, one in enumerate(words, start=1):
                sheet.write(at, 0, one, style)

        return old_book(fill)

    return make


plant("xls: white letters", "kleur van hun achtergrond")(_old_cells(xlwt.easyxf("font: color white")))
plant("xls: white letters on a white cell", "kleur van hun achtergrond")(
    _old_cells(xlwt.easyxf("font: color white; pattern: pattern solid, fore_colour white"))
)
plant("xls: format that shows nothing", "stukken verborgen tekst")(_old_cells(xlwt.easyxf(num_format_str=";;;")))
plant("xls: format with a colour that shows nothing", "stukken verborgen tekst")(
    _old_cells(xlwt.easyxf(num_format_str='[White];;"";'))
)


@plant("xls: white by a palette of its own", "kleur van hun achtergrond")
def _(words):
    def fill(book, sheet):
        xlwt.add_palette_colour("wit", 0x21)
        book.set_colour_RGB(0x21, 255, 255, 255)
        for at, one in enumerate(words, start=1):
            sheet.write(at, 0, one, xlwt.easyxf("font: color wit"))

    return old_book(fill)


@plant("xlsx: list of a validation", "keuzelijsten")
def _(words):
    def fill(book):
        for at, one in enumerate(words, start=2):
            rule = DataValidation(type="list", formula1=f'"Ja,{SEEN},{one}"', sqref=f"C{at}")
            book.active.add_data_validation(rule)

    return excel(fill)


@plant("xlsx: list of a validation of newer versions", "keuzelijsten")
def _(words):
    rule = '<x:dataValidation xmlns:x="x" type="list"><x:formula1><f>"{}"</f></x:formula1></x:dataValidation>'
    every = "".join(map(rule.format, words))
    return changed(bare_book(), {}, sheet1_xml=("</worksheet>", f"<extLst><ext>{every}</ext></extLst></worksheet>"))


def _messages(**texts):
    def make(words):
        def fill(book):
            for at, one in enumerate(words, start=2):
                said = {name: text.replace("WOORD", one) for name, text in texts.items()}
                book.active.add_data_validation(DataValidation(type="whole", sqref=f"C{at}", **said))

        return excel(fill)

    return make


plant("xlsx: message of a validation", "invoer- en foutmeldingen")(_messages(prompt="Vul WOORD in", promptTitle="Let op"))
plant("xlsx: error of a validation", "invoer- en foutmeldingen")(_messages(error="Geen WOORD", errorTitle="Fout"))


@plant("xlsx: property of its own", "eigen documenteigenschappen")
def _(words):
    return own_properties(bare_book(), words)


@plant("xlsx: data behind the workbook", "onderdelen met gegevens")
def _(words):
    return data_part(bare_book(), [f"<x><y naam='{one}'/></x>" for one in words], "workbook_xml_rels")
