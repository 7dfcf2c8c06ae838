"""Words in or under what lies on a PDF page: annotations, form fields, layers, the crop. Written by pikepdf on pages of reportlab."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from tests.hidden.pages import BLACK, ODD, PLAIN, WHITE, Colour, Setting, changed, drawn
from tests.hidden.planting import EITHER, HIDDEN, UNDER, plant, slug

Change = Callable[[Pdf, Setting, str], None]
_settings = itertools.cycle(ODD)


def marks(name: str, codes: frozenset[str], *, written: Colour | None = None, **more: object) -> Callable[[Change], Change]:
    """Register a change to a PDF that hides words; with `written`, the words stand on the page before, in this colour."""

    def register(change: Change) -> Change:
        for setting in (PLAIN, next(_settings)):

            def make(words: list[str], setting: Setting = setting) -> bytes:
                text = " ".join(words)
                content = drawn(setting, lambda sheet: sheet.write(text, colour=written) if written else None)
                return changed(content, lambda pdf: change(pdf, setting, text))

            plant(f"pk-{slug(name)}-{setting.name}.pdf", codes, make, page=setting.page, accents=setting is PLAIN, **more)
        return change

    return register


def rectangle(setting: Setting) -> list[float]:
    """The box over the place in the space of the page."""
    (x, y), (left, bottom) = setting.place, setting.origin
    return [x - 6 + left, y - 6 + bottom, x + 334 + left, y + 16 + bottom]


def annotate(pdf: Pdf, setting: Setting, kind: str, **values: object) -> Object:
    """An annotation over the place of a page."""
    page = pdf.pages[setting.page - 1]
    made = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=rectangle(setting), F=4, P=page.obj, **values)
    )
    if Name.Annots not in page:
        page.Annots = Array()
    page.Annots.append(made)
    return made


def appearance(pdf: Pdf, drawing: bytes, **more: object) -> Dictionary:
    """An appearance of 340 by 22 points."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    form = pdf.make_stream(drawing, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 340, 22], **more)
    form.Resources = Dictionary(Font=Dictionary(F1=font))
    return Dictionary(N=form)


BOX = b"0 g 0 0 340 22 re f"


@marks("square with appearance", UNDER, written=BLACK)
def _(pdf: Pdf, setting: Setting, _words: str) -> None:
    annotate(pdf, setting, "Square", IC=[0, 0, 0], AP=appearance(pdf, BOX))


@marks("square without appearance", UNDER, written=BLACK)
def _(pdf: Pdf, setting: Setting, _words: str) -> None:
    annotate(pdf, setting, "Square", IC=[0, 0, 0], C=[0, 0, 0])


@marks("grey stamp", EITHER, written=BLACK)
def _(pdf: Pdf, setting: Setting, _words: str) -> None:
    annotate(pdf, setting, "Stamp", AP=appearance(pdf, b"0.6 g 0 0 340 22 re f"))


@marks("free text on white", EITHER, written=BLACK)
def _(pdf: Pdf, setting: Setting, _words: str) -> None:
    drawing = b"1 g 0 0 340 22 re f 0 g BT /F1 12 Tf 90 6 Td (5.1.2e) Tj ET"
    annotate(pdf, setting, "FreeText", Contents=String("5.1.2e"), DA=String("/Helv 12 Tf"), AP=appearance(pdf, drawing))


@marks("ink", EITHER, written=BLACK)
def _(pdf: Pdf, setting: Setting, _words: str) -> None:
    left, bottom, right, top = rectangle(setting)
    path = [left, (bottom + top) / 2, right, (bottom + top) / 2]
    annotate(pdf, setting, "Ink", InkList=[path], C=[0, 0, 0], BS=Dictionary(W=22), AP=appearance(pdf, b"22 w 0 11 m 340 11 l S"))


@marks("black highlight", EITHER, written=BLACK)
def _(pdf: Pdf, setting: Setting, _words: str) -> None:
    annotate(pdf, setting, "Highlight", C=[0, 0, 0], QuadPoints=quads(setting), AP=appearance(pdf, BOX))


@marks("polygon", EITHER, written=BLACK)
def _(pdf: Pdf, setting: Setting, _words: str) -> None:
    left, bottom, right, top = rectangle(setting)
    corners = [left, bottom, right, bottom, right, top, left, top]
    annotate(pdf, setting, "Polygon", Vertices=corners, IC=[0, 0, 0], AP=appearance(pdf, BOX))


def quads(setting: Setting) -> list[float]:
    """The corners of the box over the place."""
    left, bottom, right, top = rectangle(setting)
    return [left, top, right, top, left, bottom, right, bottom]


@marks("redact by quads", UNDER, written=BLACK)
def _(pdf: Pdf, setting: Setting, _words: str) -> None:
    annotate(pdf, setting, "Redact", QuadPoints=quads(setting), IC=[0, 0, 0])


@marks("redact by rectangle", UNDER, written=BLACK)
def _(pdf: Pdf, setting: Setting, _words: str) -> None:
    annotate(pdf, setting, "Redact", OverlayText=String("5.1.2e"))


@marks("redact with an outline", UNDER, written=BLACK)
def _(pdf: Pdf, setting: Setting, _words: str) -> None:
    outline = appearance(pdf, b"1 0 0 RG 0 0 340 22 re S")
    annotate(pdf, setting, "Redact", QuadPoints=quads(setting), AP=outline)


@marks("sticky note", HIDDEN)
def _(pdf: Pdf, setting: Setting, words: str) -> None:
    annotate(pdf, setting, "Text", Contents=String(words), Name=Name.Comment)


@marks("remark on a highlight", HIDDEN)
def _(pdf: Pdf, setting: Setting, words: str) -> None:
    annotate(pdf, setting, "Highlight", C=[1, 1, 0], QuadPoints=quads(setting), Contents=String(words))


@marks("rich remark", HIDDEN)
def _(pdf: Pdf, setting: Setting, words: str) -> None:
    rich = f"<body xmlns='http://www.w3.org/1999/xhtml'><p>{words}</p></body>"
    annotate(pdf, setting, "Underline", QuadPoints=quads(setting), RC=String(rich))


@marks("answer to a note", HIDDEN)
def _(pdf: Pdf, setting: Setting, words: str) -> None:
    first = annotate(pdf, setting, "Text", Contents=String("5.1.2e"))
    annotate(pdf, setting, "Text", Contents=String(words), IRT=first)


@marks("hidden free text", HIDDEN)
def _(pdf: Pdf, setting: Setting, words: str) -> None:
    made = annotate(pdf, setting, "FreeText", Contents=String(words), DA=String("/Helv 12 Tf"))
    made.AP = appearance(pdf, b"BT /F1 12 Tf 4 6 Td (" + words.encode("cp1252") + b") Tj ET")
    made.F = 2


@marks("free text not for viewing", HIDDEN)
def _(pdf: Pdf, setting: Setting, words: str) -> None:
    made = annotate(pdf, setting, "FreeText", Contents=String(words), DA=String("/Helv 12 Tf"))
    made.AP = appearance(pdf, b"BT /F1 12 Tf 4 6 Td (" + words.encode("cp1252") + b") Tj ET")
    made.F = 32


def field(pdf: Pdf, setting: Setting, value: str, **more: object) -> Object:
    """A text field at the place, part of the form of the document."""
    made = annotate(pdf, setting, "Widget", FT=Name.Tx, T=String("veld"), V=String(value), DA=String("/Helv 12 Tf"))
    for key, content in more.items():
        made[f"/{key}"] = content
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=[made]))
    return made


def shown(pdf: Pdf, words: str) -> Dictionary:
    """The appearance of a field with this value."""
    return appearance(pdf, b"/Tx BMC BT /F1 12 Tf 4 6 Td (" + words.encode("cp1252") + b") Tj ET EMC")


@marks("hidden field", HIDDEN)
def _(pdf: Pdf, setting: Setting, words: str) -> None:
    field(pdf, setting, words, F=2, AP=shown(pdf, words))


@marks("field not for viewing", HIDDEN)
def _(pdf: Pdf, setting: Setting, words: str) -> None:
    field(pdf, setting, words, F=32, AP=shown(pdf, words))


@marks("field without size", HIDDEN)
def _(pdf: Pdf, setting: Setting, words: str) -> None:
    left, bottom, _, _ = rectangle(setting)
    field(pdf, setting, words, Rect=[left, bottom, left, bottom])


@marks("field below a box", EITHER)
def _(pdf: Pdf, setting: Setting, words: str) -> None:
    field(pdf, setting, words, AP=shown(pdf, words))
    annotate(pdf, setting, "Square", IC=[0, 0, 0], AP=appearance(pdf, BOX))


@marks("field shown otherwise", HIDDEN)
def _(pdf: Pdf, setting: Setting, words: str) -> None:
    field(pdf, setting, words, AP=shown(pdf, "5.1.2e"))


@marks("layer off", HIDDEN)
def _(pdf: Pdf, setting: Setting, words: str) -> None:
    group = layer(pdf, off=True)
    marked_content(pdf, setting, words, b"/OC /Laag BDC", group)


@marks("layers off unless named", HIDDEN)
def _(pdf: Pdf, setting: Setting, words: str) -> None:
    group = layer(pdf, off=False)
    pdf.Root.OCProperties.D = Dictionary(BaseState=Name.OFF, Order=[group])
    marked_content(pdf, setting, words, b"/OC /Laag BDC", group)


@marks("layer by membership", HIDDEN)
def _(pdf: Pdf, setting: Setting, words: str) -> None:
    member = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=[layer(pdf, off=True)], P=Name.AllOn))
    marked_content(pdf, setting, words, b"/OC /Laag BDC", member)


def layer(pdf: Pdf, *, off: bool) -> Object:
    """An optional content group of the document."""
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("laag")))
    pdf.Root.OCProperties = Dictionary(OCGs=[group], D=Dictionary(OFF=[group] if off else [], Order=[group]))
    return group


def marked_content(pdf: Pdf, setting: Setting, words: str, opening: bytes, group: Object) -> None:
    """Text at the place inside optional content."""
    page = pdf.pages[setting.page - 1]
    page.Resources.Properties = Dictionary(Laag=group)
    text = b" BT /F1 12 Tf %d %d Td (%s) Tj ET EMC" % (*rectangle(setting)[:2], words.encode("cp1252"))
    page.Resources.Font.F1 = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    page.contents_add(opening + text)


@marks("cropped away", HIDDEN, written=BLACK)
def _(pdf: Pdf, setting: Setting, _words: str) -> None:
    left, bottom, right, top = (float(value) for value in pdf.pages[setting.page - 1].MediaBox)
    pdf.pages[setting.page - 1].CropBox = [left, bottom + (top - bottom) * 0.6, right, top]


@marks("cropped and white", HIDDEN, written=WHITE)
def _(pdf: Pdf, setting: Setting, _words: str) -> None:
    left, bottom, right, top = (float(value) for value in pdf.pages[setting.page - 1].MediaBox)
    pdf.pages[setting.page - 1].CropBox = [left + 20, bottom, right, top]
