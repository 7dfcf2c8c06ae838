"""Notes, form fields and other annotations of PDF pages: what readers show is text, what they do not is counted."""

from __future__ import annotations

import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary, Name, String

from fairwoo.extract.pdf.page import read_page
from fairwoo.model import HiddenKind
from tests.extract.planted import HEIGHT, SEEN, changed, drawn

WORDS = "Kwispelgoot Zebranevel"
RECT = [100, 490, 300, 520]


def annotated(kind, **values):
    def add(pdf):
        note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), **{"F": 4, "Rect": RECT, **values})
        if "AP" in values:
            note.AP = Dictionary(N=_appearance(pdf, values["AP"]))
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])
        if kind == "Widget":
            pdf.Root.AcroForm = Dictionary(Fields=pikepdf.Array([pdf.pages[0].Annots[0]]))

    return changed(drawn(lambda _: None), add)


def _appearance(pdf, text):
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    form = pdf.make_stream(
        f"BT /F1 12 Tf 4 6 Td ({text}) Tj ET".encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 30]
    )
    form.Resources = Dictionary(Font=Dictionary(F1=font))
    return form


def page_of(content):
    with pypdfium2.PdfDocument(content) as document:
        return read_page(document, 0, layers=False).page


DRAWN = String("/Helv 12 Tf 0 g")
CHOICE = {
    "FT": Name.Ch,
    "T": String("keuze"),
    "Opt": pikepdf.Array([pikepdf.Array([String("a1"), String("Amstel")]), String("Maas")]),
}
FILE = Dictionary(Type=Name.Filespec, F=String("bijlage.txt"))
NOT_SHOWN = {
    "sticky note": ("Text", {"Contents": String(WORDS)}, HiddenKind.ANNOTATION),
    "remark on a highlight": ("Highlight", {"Contents": String(WORDS)}, HiddenKind.ANNOTATION),
    "rich remark": ("Underline", {"RC": String(f"<body><p>{WORDS}</p></body>")}, HiddenKind.ANNOTATION),
    "hidden": ("FreeText", {"Contents": String(WORDS), "AP": WORDS, "F": 2}, HiddenKind.ANNOTATION),
    "not for viewing": ("FreeText", {"Contents": String(WORDS), "AP": WORDS, "F": 32}, HiddenKind.ANNOTATION),
    "hidden, known by what it draws": ("Stamp", {"AP": WORDS, "F": 2}, HiddenKind.ANNOTATION),
    "shows something else": ("FreeText", {"Contents": String(WORDS), "AP": "5.1.2e"}, HiddenKind.ANNOTATION),
    "hidden field": ("Widget", {"FT": Name.Tx, "V": String(WORDS), "AP": WORDS, "F": 2}, HiddenKind.FORM_FIELD),
    "field that nobody knows how to draw": ("Widget", {"FT": Name.Tx, "V": String(WORDS)}, HiddenKind.FORM_FIELD),
    "password": ("Widget", {"FT": Name.Tx, "V": String(WORDS), "DA": DRAWN, "Ff": 1 << 13}, HiddenKind.FORM_FIELD),
    "field in white": ("Widget", {"FT": Name.Tx, "V": String(WORDS), "DA": String("/Helv 12 Tf 1 g")}, HiddenKind.FORM_FIELD),
    "field in tiny letters": ("Widget", {"FT": Name.Tx, "V": String(WORDS), "DA": String("/Helv 0.2 Tf")}, HiddenKind.FORM_FIELD),
    "choice that shows something else": ("Widget", {**CHOICE, "V": String(WORDS), "AP": "5.1.2e"}, HiddenKind.FORM_FIELD),
    "note on an attachment": ("FileAttachment", {"FS": FILE, "Contents": String(f"bijlage.txt {WORDS}")}, HiddenKind.ANNOTATION),
    "field that shows something else": ("Widget", {"FT": Name.Tx, "V": String(WORDS), "AP": "5.1.2e"}, HiddenKind.FORM_FIELD),
}


@pytest.mark.parametrize("name", NOT_SHOWN)
def test_what_is_not_shown_is_counted_in_its_place(name):
    kind, values, hidden = NOT_SHOWN[name]
    page = page_of(annotated(kind, **values))
    assert not any(word.casefold() in page.model_dump_json().casefold() for word in WORDS.split())
    assert [(one.kind, one.words) for one in page.hidden] == [(hidden, 2)]
    box = page.hidden[0]
    assert (box.x, box.y, box.width, box.height) == pytest.approx((100, HEIGHT - 520, 200, 30), abs=0.1)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("FreeText", {"Contents": String(WORDS)}),
        ("FreeText", {"Contents": String(WORDS), "AP": WORDS}),
        ("Stamp", {"Contents": String(WORDS), "AP": WORDS}),
        ("Widget", {"FT": Name.Tx, "V": String(WORDS), "AP": WORDS}),
        ("Widget", {"FT": Name.Tx, "V": String(WORDS), "DA": DRAWN}),
        ("Widget", {"FT": Name.Tx, "V": String(WORDS), "AP": "K w i s p e l g o o t Z e b r a n e v e l"}),
    ],
    ids=["free text that readers draw", "free text", "stamp", "field", "field that readers draw", "field in single letters"],
)
def test_what_is_shown_is_text(kind, values):
    page = page_of(annotated(kind, **values))
    assert "".join(WORDS.split()) in "".join(page.text.split())
    assert page.hidden == ()


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("Highlight", {"Contents": String(SEEN)}),
        ("Highlight", {}),
        ("Link", {"Contents": String("Naar de bijlage")}),
        ("Popup", {"Contents": String("Een venster")}),
        ("Widget", {"FT": Name.Btn, "V": Name.Aan}),
        ("Text", {"Contents": String("5.1.2e")}),
        ("FileAttachment", {"FS": FILE, "Contents": String("Bijlage.txt")}),
    ],
    ids=["says what it marks", "says nothing", "link", "popup", "button", "ground", "name of an attachment"],
)
def test_what_says_nothing_more_is_quiet(kind, values):
    page = page_of(annotated(kind, **values))
    assert (page.text, page.hidden) == (SEEN, ())


def test_a_redaction_that_was_not_applied_hides_what_is_below_it():
    def add(pdf):
        pdf.pages[0].Annots = pikepdf.Array(
            [pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=[70, 755, 124, 775], F=4))]
        )

    page = page_of(changed(drawn(lambda _: None), add))
    assert page.text == SEEN.partition(" ")[2]
    assert [(one.kind, one.words) for one in page.hidden] == [(HiddenKind.UNDER_REDACTION, 1)]
    assert page.hidden_words == 1


def test_a_list_shows_the_word_that_goes_with_its_value():
    page = page_of(annotated("Widget", **CHOICE, V=String("a1"), AP="Amstel"))
    assert (page.text, page.hidden) == (f"{SEEN}\nAmstel", ())
    page = page_of(annotated("Widget", **CHOICE, V=String("a1"), DA=DRAWN))
    assert (page.text, page.hidden) == (f"{SEEN}\nAmstel", ())


@pytest.mark.parametrize(("below", "hidden"), [("Maas", []), ("Zebranevel", [(HiddenKind.CLIPPED, 1)])])
def test_what_is_scrolled_away_in_a_list_is_not_hidden_if_the_list_has_it(below, hidden):
    content = annotated("Widget", **CHOICE, V=String("a1"), AP=f"Amstel) Tj 0 -30 Td ({below}")
    page = page_of(content)
    assert page.text == f"{SEEN}\nAmstel"
    assert [(one.kind, one.words) for one in page.hidden] == hidden


@pytest.mark.parametrize(("left", "right"), [(100, 100), (900, 1100)], ids=["without size", "beside the page"])
def test_a_field_without_room_on_the_page_shows_nothing(left, right):
    page = page_of(annotated("Widget", FT=Name.Tx, V=String(WORDS), DA=DRAWN, Rect=[left, 490, right, 520]))
    assert page.text == SEEN
    assert [(one.kind, one.words) for one in page.hidden] == [(HiddenKind.FORM_FIELD, 2)]


@pytest.mark.parametrize(
    ("kind", "values"), [("FreeText", {"Contents": String(WORDS)}), ("Widget", {"FT": Name.Tx, "V": String(WORDS)})]
)
def test_what_readers_draw_below_a_redaction_that_was_not_applied_is_under_it(kind, values):
    def add(pdf):
        mark = Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=[90, 480, 310, 530], F=4)
        pdf.pages[0].Annots.append(pdf.make_indirect(mark))

    page = page_of(changed(annotated(kind, DA=DRAWN, **values), add))
    assert (page.text, page.hidden_words) == (SEEN, 2)
    assert [one.kind for one in page.hidden] == [HiddenKind.UNDER_REDACTION]
