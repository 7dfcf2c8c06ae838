"""Files that look as if they hid something and do not: the same things done right. `SHOWN` is to be read in some of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from docx.oxml import parse_xml
from openpyxl.worksheet.datavalidation import DataValidation
from pikepdf import Array, Dictionary, Name, Pdf, String
from pptx.dml.color import RGBColor
from pptx.util import Inches

from tests.extract.not_hidden import CONTROLS as OFFICE
from tests.extract.planted import CONTROLS as DRAWN
from tests.extract.planted_mail import image, mail
from tests.extract.planted_sheets import excel
from tests.extract.planted_slides import slides
from tests.extract.planted_word import NS, word
from tests.extract.planting import SEEN
from tests.hidden.pages import ODD, PLAIN, WHITE, Setting, Sheet, blank, changed, drawn, scan
from tests.hidden.pdf_filed import xmp
from tests.hidden.pdf_marked import annotate, appearance, field, layer, marked_content, quads, shown
from tests.hidden.planting import control, slug

SHOWN = "Fietsenstalling"

for title, make in DRAWN.items():
    control(f"control-drawn-{slug(title)}.pdf", make)
for title, make in OFFICE.items():
    extension, _, place = title.partition(":")
    control(f"control-office-{slug(extension)}-{slug(place)}.{extension}", make)

Draw = Callable[[Sheet], None]
_settings = itertools.cycle(ODD)


def shows(name: str, *, seen: bool = True) -> Callable[[Draw], Draw]:
    """Register a drawing on a plain page and on an odd one."""

    def register(draw: Draw) -> Draw:
        for setting in (PLAIN, next(_settings)):
            control(f"control-{slug(name)}-{setting.name}.pdf", lambda setting=setting: drawn(setting, draw, seen=seen))
        return draw

    return register


@shows("box with nothing below")
def _(sheet: Sheet) -> None:
    sheet.box()
    sheet.write(SHOWN, y=40)


@shows("boxes with ground codes")
def _(sheet: Sheet) -> None:
    for row, code in enumerate(("5.1.2.e", "5.1, lid 2, onder e", "10.2.e", "5.2.1")):
        sheet.canvas.setFillColorRGB(0.2, 0.2, 0.2)
        sheet.canvas.rect(sheet.x, sheet.y - 24 * row - 4, 140, 16, stroke=0, fill=1)
        sheet.write(code, colour=WHITE, x=8, y=-24 * row, size=9)


@shows("codes outlined")
def _(sheet: Sheet) -> None:
    sheet.canvas.rect(sheet.x - 4, sheet.y - 4, 120, 18, stroke=1, fill=0)
    sheet.write("5.1.2e")


@shows("heading in white on blue")
def _(sheet: Sheet) -> None:
    sheet.box((0.0, 0.25, 0.5))
    sheet.write(f"Bijlage: {SHOWN}", colour=WHITE)


@shows("page number in white over a band")
def _(sheet: Sheet) -> None:
    width = sheet.setting.size[0]
    sheet.canvas.setFillColorRGB(0.6, 0.1, 0.1)
    sheet.canvas.rect(0, 0, width, 30, stroke=0, fill=1)
    sheet.write("Pagina 3 van 12", colour=WHITE, x=width - 200 - sheet.x, y=10 - sheet.y, size=9)


@shows("shaded table")
def _(sheet: Sheet) -> None:
    for row in range(5):
        sheet.canvas.setFillColorRGB(*((0.9, 0.93, 1) if row % 2 else WHITE))
        sheet.canvas.rect(sheet.x, sheet.y - 18 * row - 4, 380, 18, stroke=1, fill=1)
        sheet.write(f"{SHOWN} nummer {row}", x=4, y=-18 * row)


@shows("yellow marker over text")
def _(sheet: Sheet) -> None:
    sheet.write(f"{SHOWN} met geel gemarkeerd")
    sheet.box((1, 1, 0), 0.4)


@shows("yellow marker under text")
def _(sheet: Sheet) -> None:
    sheet.box((1, 1, 0))
    sheet.write(f"{SHOWN} met geel gemarkeerd")


@shows("watermark over text")
def _(sheet: Sheet) -> None:
    sheet.write(f"Gewone tekst over de {SHOWN}")
    sheet.canvas.saveState()
    sheet.canvas.translate(sheet.x, sheet.y - 60)
    sheet.canvas.rotate(30)
    sheet.canvas.setFillColorRGB(0.5, 0.5, 0.5, alpha=0.25)
    sheet.canvas.setFont(sheet.setting.font, 60)
    sheet.canvas.drawString(0, 0, "CONCEPT")
    sheet.canvas.restoreState()


@shows("light watermark")
def _(sheet: Sheet) -> None:
    sheet.write("KOPIE", size=70, colour=(0.86, 0.86, 0.86), y=-80)
    sheet.write(f"Gewone tekst over de {SHOWN}")


@shows("small print")
def _(sheet: Sheet) -> None:
    sheet.write(f"De {SHOWN} is hier in de kleine letters te vinden", size=4)


@shows("grey text")
def _(sheet: Sheet) -> None:
    sheet.write(f"De {SHOWN} in grijs gedrukt", colour=(0.62, 0.62, 0.62))


@shows("line through text")
def _(sheet: Sheet) -> None:
    sheet.write(f"De {SHOWN} is doorgehaald")
    sheet.canvas.line(sheet.x, sheet.y + 4, sheet.x + 180, sheet.y + 4)


@shows("underlined and framed")
def _(sheet: Sheet) -> None:
    sheet.write(f"De {SHOWN} onderstreept")
    sheet.canvas.line(sheet.x, sheet.y - 2, sheet.x + 180, sheet.y - 2)
    sheet.canvas.rect(sheet.x - 6, sheet.y - 6, 340, 22, stroke=1, fill=0)


@shows("logo beside text")
def _(sheet: Sheet) -> None:
    sheet.image(blank(colour=(150, 0, 60)))
    sheet.write(f"De {SHOWN} staat naast een beeldmerk", y=40)


@shows("clean layer over a scan", seen=False)
def _(sheet: Sheet) -> None:
    lines = ("Geachte heer of mevrouw, op uw verzoek om informatie", f"besluiten wij over de {SHOWN} als volgt.")
    height = sheet.setting.size[1]
    sheet.image(scan(sheet.setting.size, lines), whole=True)
    for at, line in enumerate(lines):
        sheet.write(line, x=60 - sheet.x, y=height - 60 - 16 * at - sheet.y, size=9, mode=3)


@shows("black box in a scan with a clean layer", seen=False)
def _(sheet: Sheet) -> None:
    width, height = sheet.setting.size
    top = height - sheet.y
    lines = ("Geachte heer of mevrouw, op uw verzoek om informatie", f"besluiten wij over de {SHOWN} als volgt.")
    sheet.image(scan(sheet.setting.size, lines, dark=(sheet.x, top, min(sheet.x + 300, width - 9), top + 16)), whole=True)
    for at, line in enumerate(lines):
        sheet.write(line, x=60 - sheet.x, y=height - 60 - 16 * at - sheet.y, size=9, mode=3)
    sheet.write("5.1.2e", x=10, y=-14, size=9, mode=3)


def marks(name: str) -> Callable[[Callable[[Pdf, Setting], object]], None]:
    """Register a change to a PDF on a plain page and an odd one."""

    def register(change: Callable[[Pdf, Setting], object]) -> None:
        for setting in (PLAIN, next(_settings)):

            def make(setting: Setting = setting) -> bytes:
                return changed(drawn(setting, lambda _: None), lambda pdf: change(pdf, setting) and None)

            control(f"control-pk-{slug(name)}-{setting.name}.pdf", make)

    return register


@marks("free text to be seen")
def _(pdf: Pdf, setting: Setting) -> None:
    drawing = appearance(pdf, b"BT /F1 12 Tf 4 6 Td (" + SHOWN.encode() + b") Tj ET")
    annotate(pdf, setting, "FreeText", Contents=String(SHOWN), DA=String("/Helv 12 Tf"), AP=drawing)


@marks("marker without a remark")
def _(pdf: Pdf, setting: Setting) -> None:
    annotate(pdf, setting, "Highlight", C=[1, 1, 0], QuadPoints=quads(setting))


@marks("link")
def _(pdf: Pdf, setting: Setting) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://voorbeeld.nl"))
    annotate(pdf, setting, "Link", A=action, Border=Array([0, 0, 0]))


@marks("field that shows its value")
def _(pdf: Pdf, setting: Setting) -> None:
    field(pdf, setting, SHOWN, AP=shown(pdf, SHOWN))


@marks("empty hidden field")
def _(pdf: Pdf, setting: Setting) -> None:
    field(pdf, setting, "", F=2)


@marks("layer that is on")
def _(pdf: Pdf, setting: Setting) -> None:
    marked_content(pdf, setting, SHOWN, b"/OC /Laag BDC", layer(pdf, off=False))


@marks("square around nothing")
def _(pdf: Pdf, setting: Setting) -> None:
    annotate(pdf, setting, "Square", IC=[0, 0, 0], AP=appearance(pdf, b"0 g 0 0 340 22 re f"))


@marks("redact applied")
def _(pdf: Pdf, setting: Setting) -> None:
    pdf.pages[setting.page - 1].contents_add(b"0 g 80 300 200 20 re f")


def _titled(pdf: Pdf, _setting: Setting) -> None:
    pdf.docinfo["/Title"] = String("Besluit over de bruggen")
    pdf.docinfo["/Producer"] = String("Tekstverwerker 5.1")
    pdf.Root.Lang = String("nl-NL")


marks("title and producer")(_titled)


@marks("properties that every program shows")
def _(pdf: Pdf, _setting: Setting) -> None:
    for name in ("Title", "Author", "Subject", "Keywords"):
        pdf.docinfo[f"/{name}"] = String(f"{SHOWN} {name}")
    xmp(pdf, f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{SHOWN} Subject</rdf:li></rdf:Alt></dc:description>')


@marks("shown in its place and by its true text")
def _(pdf: Pdf, setting: Setting) -> None:
    marked_content(pdf, setting, "Fietsenstal- ling", b"/Span /Laag BDC", Dictionary(ActualText=String(SHOWN)))


def _office(name: str, make: Callable[[], bytes]) -> None:
    extension, _, place = name.partition(":")
    control(f"control-more-{slug(extension)}-{slug(place)}.{extension}", make)


def _inserted() -> bytes:
    insertion = f'<w:ins {NS} w:id="1" w:author="x"><w:r><w:t>{SHOWN}</w:t></w:r></w:ins>'
    return word(lambda document: document.paragraphs[0]._p.append(parse_xml(insertion)))


def _validated() -> bytes:
    def fill(book):
        book.active["B1"] = SHOWN
        book.active.add_data_validation(DataValidation(type="list", formula1="$A$1:$B$1", sqref="B2"))

    return excel(fill)


def _white_on_dark() -> bytes:
    def fill(_, slide):
        box = slide.shapes.add_shape(1, Inches(1), Inches(3), Inches(6), Inches(1))
        box.fill.solid()
        box.fill.fore_color.rgb = RGBColor(0, 40, 90)
        run = box.text_frame.paragraphs[0].add_run()
        run.text, run.font.color.rgb = SHOWN, RGBColor(255, 255, 255)

    return slides(fill)


_office("docx: tracked insertion", _inserted)
_office("xlsx: validation by cells", _validated)
_office("pptx: white on a dark shape", _white_on_dark)
_office("eml: nothing odd", lambda: mail([("Cc", "kees@voorbeeld.nl"), ("X-Mailer", "Post 3")], f"{SEEN} {SHOWN}"))
_office("eml: HTML to be seen", lambda: mail([], f'<p style="color:#333">{SEEN}</p><p>{SHOWN}</p>', "html"))
_office("jpg: bare", lambda: image("JPEG"))
_office("rtf: nothing odd", (r"{\rtf1\ansi " + SHOWN + r"\par}").encode)
_office("html: nothing odd", f"<!DOCTYPE html><html><body><p>{SHOWN}</p><!-- --></body></html>".encode)
