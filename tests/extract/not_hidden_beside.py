"""What programs write beside a document, what can be read in it as well, and what only looks covered: none of it is hidden."""

from __future__ import annotations

import io

import xlwt
from docx.oxml import parse_xml
from openpyxl.worksheet.datavalidation import DataValidation
from pptx.dml.color import RGBColor
from pptx.util import Inches

from tests.extract.made_msg import TO, message
from tests.extract.planted_mail import further_pictures, image, mail
from tests.extract.planted_open import described, ods, odt
from tests.extract.planted_sheets import excel, old_book
from tests.extract.planted_slides import animated, block, slides, text_box
from tests.extract.planted_word import field, variables, word
from tests.extract.planting import SEEN, changed, data_part, own_properties

ONE, TWO = "Kwispelgoot", "Zebranevel"
WHITE = RGBColor(255, 255, 255)
_BY_PROGRAMS = {
    "MSIP_Label_1234_Name": "Intern gebruik",
    "ContentTypeId": "0x010100ABCDEF",
    "_dlc_DocIdUrl": "https://voorbeeld.nl/zaken, ABC-1-2",
    "GUID": "{0a1b2c3d-0000-1111-2222-333344445555}",
    "Gereed": "true",
    "Dag": "2024-02-29T10:00:00Z",
    "Titel": f"{ONE} {TWO}",
}
_BIBLIOGRAPHY = (
    '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography" StyleName="Naam van stijl"/>'
)
_TERMS = """<p:properties xmlns:p="http://schemas.microsoft.com/office/2006/metadata/properties"><documentManagement>
<TaxCatchAll><Value>Zaaktype brug</Value></TaxCatchAll><_dlc_DocId>AB-1</_dlc_DocId></documentManagement></p:properties>"""
_COVER = """<CoverPageProperties xmlns="http://schemas.microsoft.com/office/2006/coverPageProps"><PublishDate/><Abstract/>
</CoverPageProperties>"""


def _word(content=None):
    def fill(document):
        document.add_paragraph(f"{ONE} {TWO}")
        for one in content or ():
            document.add_paragraph()._p.append(parse_xml(one))

    return word(fill)


def _data():
    shown = f"<x><y naam='{TWO}'>{ONE}</y><z>12-3</z></x>"
    return data_part(_word(), [_BIBLIOGRAPHY, _TERMS, _COVER, shown], "document_xml_rels")


def _fields():
    instructions = ('DATE \\@ "d MMMM yyyy"', 'TOC \\o "1-3" \\h', 'HYPERLINK "https://voorbeeld.nl/brug"', 'STYLEREF "Kop een"')
    shown = f'QUOTE "{ONE} {TWO}"'
    return _word([field(one, ONE) for one in (*instructions, shown, "PAGE ", f'IF 1 = 1 "{TWO}" "{ONE}" \\* MERGEFORMAT')])


def _lists():
    def fill(book):
        book.active["B1"], book.active["B2"] = ONE, TWO
        for at, rule in enumerate((f'"{ONE},{TWO}"', '"Ja,Nee,n"', '"Openbaar,Deels openbaar"', "$A$1:$B$2")):
            book.active.add_data_validation(DataValidation(type="list", formula1=rule, sqref=f"C{at + 1}"))

    return excel(fill)


def _open_lists():
    refers = '<table:content-validation table:condition="of:cell-content-is-in-list([.A1:.A3])"><table:error-message/>'
    row = f"<table:table-row><table:table-cell><text:p>{ONE} {TWO}</text:p></table:table-cell></table:table-row>"
    return ods(
        f"<table:content-validations>{refers}</table:content-validation></table:content-validations>"
        f'<table:table table:name="Twee">{row}</table:table>'
    )


def _old_colours():
    def fill(_, sheet):
        sheet.write(1, 0, ONE, xlwt.easyxf("font: color white; pattern: pattern solid, fore_colour dark_blue"))
        sheet.write(2, 0, TWO, xlwt.easyxf("font: color white; pattern: pattern thin_horz_bands, fore_colour dark_blue"))
        sheet.write(3, 0, 12.5, xlwt.easyxf(num_format_str="0.00;;"))
        sheet.write(4, 0, "", xlwt.easyxf("font: color white"))

    return old_book(fill)


def _on_slide(arrange):
    def fill(_, slide):
        arrange(slide, text_box(slide, ONE, 2.5), text_box(slide, TWO, 4))

    return slides(fill)


def _over_dark(slide, *runs):
    """White text over dark blocks: the blocks are drawn first."""
    for top, run in zip((2.5, 4), runs, strict=True):
        run.font.color.rgb = WHITE
        box = block(slide, "102030", top)
        slide.shapes._spTree.insert(3, box._element)


def _half_covered(slide, *_):
    block(slide, "000000", 2.5, 0.3)
    ring = block(slide, "000000", 4)
    ring.fill.background()


def _moving(slide, *_):
    for top in (2.5, 4):
        animated(slide, block(slide, "000000", top))


def _through(slide, *_):
    """Glass, and a circle, which does not reach the corners."""
    glass = block(slide, "FFFF00", 2.5)
    solid = glass._element.spPr.find("{*}solidFill/{*}srgbClr")
    solid.append(solid.makeelement("{http://schemas.openxmlformats.org/drawingml/2006/main}alpha", {"val": "40000"}))
    circle = slide.shapes.add_shape(9, Inches(1), Inches(4), Inches(6), Inches(0.6))
    circle.fill.solid()


def _white_on_colours(slide, *_):
    for one, top in ((ONE, 2.5), (TWO, 4)):
        box = block(slide, "102030", top)
        box.fill.gradient()
        run = box.text_frame.paragraphs[0].add_run()
        run.text, run.font.color.rgb = one, WHITE


def _dark_slide(slide, *runs):
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor(0x10, 0x20, 0x30)
    for run in runs:
        run.font.color.rgb = WHITE


def _on_picture(slide, *runs):
    picture = slide.shapes.add_picture(io.BytesIO(image("PNG")), 0, 0, Inches(10), Inches(7.5))
    slide.shapes._spTree.insert(2, picture._element)
    for run in runs:
        run.font.color.rgb = WHITE


def _delivered():
    """A message that was delivered to those it was sent to: by another name of the host, by a part of the mailbox."""
    hops = [("Delivered-To", "piet@mail.binnen.voorbeeld.nl"), ("X-Original-To", "Kees+lijst@voorbeeld.nl")]
    hops += [("Received", "from a by b for <PIET@voorbeeld.nl>; Mon, 1 Jan 2024 10:00:00 +0100")]
    hops += [("Received", "from a by b with ESMTP id 12; Mon, 1 Jan 2024 10:00:00 +0100"), ("Comments", "")]
    return mail([*hops, ("Cc", "kees@voorbeeld.nl")], f"{SEEN} {ONE} {TWO}")


def _commented():
    remarks = (
        "[if mso]><p>Alleen hier</p><![endif]",
        " einde kopregel ",
        "/.inhoud",
        " StartFragment ",
        f" {ONE} ",
        "#navigatie-boven",
    )
    inside = "".join(f"<!--{one}-->" for one in remarks)
    return mail(
        [], f"<?xml:namespace prefix=o /><p>{SEEN} {ONE}</p>{inside}<p>{TWO}</p><style><!-- p {{ margin: 0 }} --></style>", "html"
    )


def _outlook():
    headers = (
        "To: Piet <p@voorbeeld.nl>\r\nDelivered-To: p@binnen.nl\r\nReceived: from a by b for <p@voorbeeld.nl>; 1 Jan 2024\r\n"
    )
    return message(ONE, f"{SEEN} {TWO}", [(TO, "Piet", "p@voorbeeld.nl")], p007D=headers)


CONTROLS = {
    "docx: properties by programs": lambda: own_properties(_word(), _BY_PROGRAMS),
    "docx: data by programs, and shown": _data,
    "docx: fields of programs, and shown": _fields,
    "docx: variables shown": lambda: changed(
        variables({"a": ONE, "b": "{0a1b2c3d-0000-1111-2222-333344445555}", "c": "12"}),
        {},
        document_xml=(SEEN, f"{SEEN} {ONE} {TWO}"),
    ),
    "xlsx: lists of cells, of yes and no, and shown": _lists,
    "ods: list of cells": _open_lists,
    "odt: properties by programs": lambda: described(
        odt([ONE, TWO], "<text:p>WOORD</text:p>"), {"OVERHEIDop.type": "Motie", "Info 1": "", "DC.x": "een titel", "Naam": TWO}
    ),
    "xls: white on colours": _old_colours,
    "pptx: white over dark blocks": lambda: _on_slide(_over_dark),
    "pptx: covered in part": lambda: _on_slide(_half_covered),
    "pptx: covered for a moment": lambda: _on_slide(_moving),
    "pptx: under glass and a circle": lambda: _on_slide(_through),
    "pptx: white on several colours": lambda: slides(lambda _, slide: _white_on_colours(slide)),
    "pptx: white on a dark slide": lambda: _on_slide(_dark_slide),
    "pptx: white on a picture": lambda: _on_slide(_on_picture),
    "eml: delivered to whom it was sent": _delivered,
    "eml: comments of programs": _commented,
    "msg: delivered to whom it was sent": _outlook,
    "jpg: padding after the image": lambda: image("JPEG") + b"\0" * 512 + b"\xff\xff",
    "jpg: two pictures": further_pictures,
    "png: line end after the image": lambda: image("PNG") + b"\r\n",
    "webp: bare": lambda: image("WEBP"),
}
