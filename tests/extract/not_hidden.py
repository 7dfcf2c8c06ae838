"""Files that look as if they hid something and do not: the words "Kwispelgoot" and "Zebranevel" are seen in each (but images)."""

from __future__ import annotations

import io

import xlsxwriter
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image, PngImagePlugin
from pptx.util import Inches

from tests.extract.made_msg import TO, message
from tests.extract.not_hidden_beside import CONTROLS as BESIDE
from tests.extract.not_hidden_beside import ONE, TWO
from tests.extract.planted_mail import image, mail
from tests.extract.planted_open import HIDES, ods, odt
from tests.extract.planted_sheets import excel
from tests.extract.planted_slides import slides
from tests.extract.planted_word import NS, WHITE, word
from tests.extract.planting import SEEN


def _white_on(shade):
    """White words on a ground that `shade` gives to the paragraph's run, the cell or the paragraph."""

    def fill(document):
        table = document.add_table(rows=1, cols=2)
        for cell, one in zip(table.rows[0].cells, (ONE, TWO), strict=True):
            run = cell.paragraphs[0].add_run(one)
            run.font.color.rgb = WHITE
            shade(cell, run)

    return word(fill)


def _shading(fill):
    return parse_xml(f'<w:shd {NS} w:val="clear" w:color="auto" w:fill="{fill}"/>')


def _table_style():
    def fill(document):
        table = document.add_table(rows=1, cols=2, style="Medium Shading 1 Accent 1")
        for cell, one in zip(table.rows[0].cells, (ONE, TWO), strict=True):
            cell.paragraphs[0].add_run(one).font.color.rgb = WHITE

    return word(fill)


def _dark_page():
    def fill(document):
        document.element.insert(0, parse_xml(f'<w:background {NS} w:color="102030"/>'))
        document.settings.element.append(OxmlElement("w:displayBackgroundShape"))
        for one in (ONE, TWO):
            document.add_paragraph().add_run(one).font.color.rgb = WHITE

    return word(fill)


BOX = """<w:r {ns} xmlns:wp="wp" xmlns:a="a" xmlns:wps="wps"><w:drawing><wp:anchor behindDoc="0"><a:graphic><wps:wsp><wps:spPr>{fill}
</wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>{one}</w:t></w:r></w:p></w:txbxContent>
</wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing></w:r>"""


def _boxes(*fills):
    def fill(document):
        for colour, one in zip(fills, (ONE, TWO), strict=True):
            document.add_paragraph()._p.append(parse_xml(BOX.format(ns=nsdecls("w"), fill=colour, one=one)))

    return word(fill)


def _plain_word():
    def fill(document):
        first, second = document.add_paragraph(), document.add_paragraph()
        first.add_run(ONE).font.hidden = False
        second.add_run(TWO).font.highlight_color = WD_COLOR_INDEX.YELLOW
        second.add_run("").font.size = Pt(1)
        document.add_paragraph().add_run(" ").font.color.rgb = WHITE
        style = document.styles.add_style("Uit", 1)
        style.font.hidden = True
        document.add_paragraph("", style="Uit")
        document.add_paragraph("in grijs").runs[0].font.color.rgb = RGBColor(0x99, 0x99, 0x99)
        first._p.append(parse_xml(f'<w:ins {NS} w:id="1" w:author="x"><w:r><w:t>ingevoegd</w:t></w:r></w:ins>'))

    return word(fill)


def _plain_book():
    def fill(book):
        book.active["B1"], book.active["A2"] = ONE, TWO
        book.active.column_dimensions["F"].hidden = True
        book.active.row_dimensions[9].hidden = True
        book.active.print_area = "A1:B2"
        book.defined_names["Bereik"] = DefinedName("Bereik", attr_text="Blad!$A$1:$B$2")
        book.active.auto_filter.ref = "A1:B2"

    return excel(fill)


def _coloured_book():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet, second = book.add_worksheet(), book.add_worksheet()
        dark = book.add_format({"font_color": "white", "bg_color": "#203040"})
        sheet.write(0, 0, SEEN)
        sheet.write(1, 0, ONE, dark)
        second.write(0, 0, TWO, book.add_format({"font_color": "white"}))
        second.conditional_format("A1", {"type": "no_blanks", "format": book.add_format({"bg_color": "#203040"})})
    return stream.getvalue()


def _plain_slides():
    def fill(presentation, slide):
        box = slide.shapes.add_textbox(-Inches(1), 0, Inches(3), Inches(1))  # in part beside the slide
        box.text_frame.text = ONE
        group = slide.shapes.add_group_shape()
        inner = group.shapes.add_textbox(Inches(40), Inches(40), Inches(2), Inches(1))
        inner.text_frame.text = TWO
        group.left, group.top = Inches(1), Inches(3)
        slide.shapes.add_textbox(Inches(30), 0, Inches(1), Inches(1))  # empty, beside it
        slide.notes_slide.notes_text_frame.text = " "

    return slides(fill)


def _plain_odt():
    style = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Weg">'
    style += '<style:text-properties text:display="true"/></style:style>'
    common = f'<style:style style:name="Weg" style:family="paragraph">{HIDES}</style:style>'
    piece = '<text:p text:style-name="P1">WOORD<text:hidden-paragraph text:condition="0" text:is-hidden="false"/></text:p>'
    return odt([ONE, TWO], piece, styles=style, common=common)


def _plain_ods():
    column = '<table:table-column/><table:table-column table:number-columns-repeated="9" table:visibility="collapse"/>'
    row = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    return ods(f'<table:table table:name="Twee">{column}{row.format(ONE)}{row.format(TWO)}</table:table>')


def _camera():
    """A photo as a camera makes it: with words of its own, and the version of a place without a place."""
    exif = Image.Exif()
    exif[0x010E], exif[0x010F], exif[0x0131] = "OLYMPUS DIGITAL CAMERA         ", "Merk", "Programma 1.0"
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + b" " * 20
    exif.get_ifd(0x8825)[0] = b"\2\3\0\0"
    return image("JPEG", exif=exif, comment="CREATOR: gd-jpeg v1.0")


def _screenshot():
    info = PngImagePlugin.PngInfo()
    info.add_text("Software", "gnome-screenshot")
    info.add_text("Comment", "Created with GIMP")
    info.add_text("date:create", "2024-01-01")
    return image("PNG", pnginfo=info)


_SOLID = '<a:solidFill><a:srgbClr val="203040"/></a:solidFill>'

CONTROLS = {
    "docx: nothing hidden": _plain_word,
    "docx: white on dark cells": lambda: _white_on(lambda cell, _: cell._tc.get_or_add_tcPr().append(_shading("203040"))),
    "docx: white on dark runs": lambda: _white_on(lambda _, run: run._r.get_or_add_rPr().append(_shading("203040"))),
    "docx: white on marker": lambda: _white_on(lambda _, run: setattr(run.font, "highlight_color", WD_COLOR_INDEX.BLUE)),
    "docx: white by a table style": _table_style,
    "docx: white on a dark page": _dark_page,
    "docx: white in a dark box": lambda: _boxes(_SOLID, _SOLID),
    "docx: white in a box over a dark one": lambda: _boxes("<a:noFill/>", _SOLID),
    "xlsx: nothing hidden": _plain_book,
    "xlsx: white on colours": _coloured_book,
    "pptx: nothing hidden": _plain_slides,
    "odt: nothing hidden": _plain_odt,
    "ods: nothing hidden": _plain_ods,
    "eml: nothing hidden": lambda: mail([("Bcc", "undisclosed-recipients:;"), ("Cc", ONE)], f"{SEEN} {TWO}"),
    "msg: nothing hidden": lambda: message(ONE, f"{SEEN} {TWO}", [(TO, "Piet", "p@voorbeeld.nl")], p0E02=""),
    "jpg: of a camera": _camera,
    "png: of a screen": _screenshot,
    "gif: nothing hidden": lambda: image("GIF"),
    **BESIDE,
}
