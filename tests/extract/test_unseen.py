"""Words that are in a PDF but not seen on its pages: found once each, in their place, and never given."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from reportlab.lib.colors import Color, black, white

from fairwoo.extract.pdf.drawing import drawing_of
from fairwoo.extract.pdf.page import read_page
from fairwoo.extract.pdf.revisions import lost_words
from fairwoo.extract.pdf.unseen import suspicious, unseen
from fairwoo.extract.pdf.unseen_words import telling
from fairwoo.model import HiddenKind
from tests.extract.planted import AT, CONTROLS, PLACES, SEEN, drawn, write

WORDS = "Kwispelgoot Zebranevel"


def found_in(content):
    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        return unseen(page.get_textpage(), drawing_of(page)).hidden


@pytest.mark.parametrize("name", PLACES)
def test_found_once_and_in_its_place(name):
    kind, make, at = PLACES[name]
    found = found_in(make(WORDS))
    assert [one.kind for one in found] == [kind]
    # pdfium squeezes a text that stands for another into the room of that, where its words touch each other.
    words = 1 if name == "in_place_of_a_label" else len(WORDS.split())
    assert found[0].words == words + (3 if kind is HiddenKind.OCR_LAYER else 0)
    box = found[0]
    assert box.x - 10 <= at[0] <= box.x + box.width + 10
    assert box.y - 10 <= at[1] <= box.y + box.height + 10
    assert not any(word.casefold() in repr(found).casefold() for word in WORDS.split())


def page_of(content, **how):
    with pypdfium2.PdfDocument(content) as document:
        return read_page(document, 0, **how).page


@pytest.mark.parametrize("name", PLACES)
def test_what_is_not_seen_is_not_in_the_text(name):
    page = page_of(PLACES[name].make(WORDS))
    assert not any(word.casefold() in page.model_dump_json().casefold() for word in WORDS.split())
    assert page.text == (SEEN if SEEN[:9] in page.text else "") or name == "white_behind_black_text"
    assert [one.kind for one in page.hidden] == [PLACES[name].kind]


@pytest.mark.parametrize("name", [name for name, place in PLACES.items() if place.kind is not HiddenKind.LAYER_OFF])
def test_the_same_is_found_where_there_are_no_layers(name):
    content = PLACES[name].make(WORDS)
    assert page_of(content, layers=False) == page_of(content, layers=True)


@pytest.mark.parametrize("name", ["page_number_in_white", "ground_code_in_white", "date_in_white", "gelakt_in_white"])
def test_what_is_harmless_is_cut_all_the_same(name):
    page = page_of(CONTROLS[name]())
    assert (page.text, page.hidden, page.hidden_words) == (SEEN, (), 0)


@pytest.mark.parametrize("name", ["white_on_dark_heading", "text_on_photo", "shaded_table", "layer_on", "highlighted", "plain"])
def test_what_is_seen_stays(name):
    content = CONTROLS[name]()
    with pypdfium2.PdfDocument(content) as document:
        everything = document[0].get_textpage().get_text_bounded().replace("\r\n", "\n")
    assert page_of(content).text == everything


def test_the_text_layer_of_a_scan_stays():
    page = page_of(CONTROLS["scan_with_recognised_text"]())
    assert page.text.count("De burgemeester besluit") == 6
    assert page.hidden == ()


def test_only_what_lies_below_a_redaction_counts_as_that():
    assert page_of(PLACES["under_a_shading"].make(WORDS)).hidden_words == 2
    assert page_of(PLACES["white_on_paper"].make(WORDS)).hidden_words == 0


def test_a_line_of_which_nothing_is_left_goes():
    def draw(page):
        write(page, "Eerste regel", y=540)
        write(page, WORDS, y=520, colour=white)
        write(page, f"Laatste {WORDS}", y=500)
        page.setFillColor(black)
        page.rect(140, 495, 300, 18, stroke=0, fill=1)

    assert page_of(drawn(draw, seen="")).text == "Eerste regel\nLaatste"


@pytest.mark.parametrize("name", CONTROLS)
def test_controls_raise_nothing(name):
    assert found_in(CONTROLS[name]()) == ()


@pytest.mark.parametrize("name", ["plain", "shaded_table"])
def test_an_ordinary_page_is_not_rendered(name):
    with pypdfium2.PdfDocument(CONTROLS[name]()) as document:
        assert not suspicious(document[0])


@pytest.mark.parametrize("name", PLACES)
def test_the_page_is_left_as_it_was(name):
    with pypdfium2.PdfDocument(PLACES[name].make(WORDS)) as document:
        page = document[0]
        before = page.render(scale=1).to_numpy().tobytes()
        first = unseen(page.get_textpage(), drawing_of(page))
        assert page.render(scale=1).to_numpy().tobytes() == before
        assert unseen(page.get_textpage(), drawing_of(page)) == first


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("12", 0),
        ("- 3 -", 0),
        ("Pagina 4 van 18", 0),
        ("9 december 2025", 0),
        ("5.1.2e", 0),
        ("5.1, lid 2, onder e", 0),
        ("gelakt", 0),
        ("____ . . .", 0),
        ("x y", 0),
        ("Powered by TCPDF (www.tcpdf.org)", 0),
        ("Kwispelgoot", 1),
        ("123456782", 1),
        ("Kwispelgoot 5.1.2e", 1),
        ("Op 9 december 2025 sprak Zebranevel", 3),
        ("06-12345678", 1),
    ],
)
def test_which_words_matter(text, count):
    assert telling(text) == count


def revised(content, page_content):
    """The PDF with a revision at its end in which the first page says something else, as ISO 32000-1, 7.5.6 has it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        number = pdf.pages[0].Contents.objgen[0]
        root, size = pdf.trailer.Root.objgen[0], int(pdf.trailer.Size)
    before = int(content.rpartition(b"startxref")[2].split()[0])
    content = content.rstrip() + b"\n"
    changed = b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (number, len(page_content), page_content)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(content))
    trailer = b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n" % (size, root, before)
    end = b"startxref\n%d\n%%%%EOF\n" % (len(content) + len(changed))
    return content + changed + table + trailer + end


@pytest.fixture
def lost_in(tmp_path):
    def lost_in(content):
        path = tmp_path / "a.pdf"
        path.write_bytes(content)
        return lost_words(path)

    return lost_in


SEEN_STILL = b"BT /F1 12 Tf 72 760 Td (Zichtbaar staat hier de gewone tekst van het besluit) Tj ET"


def test_words_of_an_earlier_revision(lost_in):
    found = lost_in(revised(drawn(lambda page: write(page, WORDS)), SEEN_STILL))
    assert [(one.page, one.hidden.kind, one.hidden.words) for one in found] == [(1, HiddenKind.EARLIER_REVISION, 2)]
    box = found[0].hidden
    assert abs(box.x - AT[0]) < 10
    assert abs(box.y + box.height - AT[1]) < 10
    assert not any(word.casefold() in repr(found).casefold() for word in WORDS.split())


def test_the_revision_that_showed_most_counts(lost_in):
    first = drawn(lambda page: write(page, WORDS))
    second = revised(first, SEEN_STILL + b" BT /F1 12 Tf 100 500 Td (Kwispelgoot) Tj ET")
    assert [one.hidden.words for one in lost_in(revised(second, SEEN_STILL))] == [2]


@pytest.mark.parametrize(
    "added",
    [b"", b" BT /F1 12 Tf 100 300 Td (Getekend) Tj ET", b" 0 g 0 0 300 100 re f"],
    ids=["saved again", "text added", "box added"],
)
def test_a_revision_that_takes_nothing_away(lost_in, added):
    assert lost_in(revised(drawn(lambda _: None), SEEN_STILL + added)) == ()


@pytest.mark.parametrize("text", ["12", "12 maart 2024", "5.1.2e"])
def test_a_revision_that_changes_a_number_or_date(lost_in, text):
    assert lost_in(revised(drawn(lambda page: write(page, text)), SEEN_STILL)) == ()


def test_text_moved_on_the_page(lost_in):
    moved = SEEN_STILL.replace(b"72 760", b"72 300")
    assert lost_in(revised(drawn(lambda _: None), moved)) == ()


def test_no_earlier_revision(lost_in):
    assert lost_in(drawn(lambda page: write(page, WORDS))) == ()


def test_a_linearized_file_has_no_earlier_revision(lost_in):
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn(lambda page: write(page, WORDS)))) as pdf:
        pdf.save(stream, linearize=True)
    assert stream.getvalue().count(b"%%EOF") == 2
    assert lost_in(stream.getvalue()) == ()


def test_an_attached_pdf_is_no_earlier_revision(lost_in):
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn(lambda _: None))) as pdf:
        pdf.attachments["bijlage.pdf"] = drawn(lambda page: write(page, WORDS))
        pdf.save(stream, compress_streams=False)
    assert stream.getvalue().count(b"%%EOF") == 2
    assert lost_in(stream.getvalue()) == ()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\nstartxref\n0\n%%EOF\n" * 3, b"geen PDF"])
def test_what_is_no_pdf_has_lost_nothing(lost_in, content):
    assert lost_in(content) == ()


def test_without_optional_content_text_in_forms_needs_no_look():
    with pypdfium2.PdfDocument(PLACES["form_off"].make(WORDS)) as document:
        assert suspicious(document[0])
        assert not suspicious(document[0], layers=False)


def test_a_shadow_of_text_is_no_hidden_text():
    def draw(page):
        write(page, WORDS, y=500, x=100, colour=Color(1, 1, 1, alpha=0.5))
        write(page, WORDS, y=500.5, x=100)

    page = page_of(drawn(draw))
    assert page.hidden == ()
    assert page.text.count("Kwispelgoot") == page.text.count("Zebranevel") == 1


def test_letter_by_letter_a_shadow_hides_nothing_of_the_text():
    def draw(page):
        for shift, colour in ((0, Color(1, 1, 1, alpha=0.5)), (0.5, black)):
            for number, letter in enumerate("Terug"):
                write(page, letter, x=100 + 6 * number, y=500 + shift, colour=colour)

    page = page_of(drawn(draw))
    assert page.hidden == ()
    assert page.text.replace(" ", "").endswith("\nTerug")


@pytest.mark.parametrize(("over", "shift"), [("Iets anders, even lang", 0.5), (WORDS, 30)], ids=["other text", "elsewhere"])
def test_only_the_same_text_in_the_same_place_has_a_shadow(over, shift):
    def draw(page):
        write(page, WORDS, colour=Color(1, 1, 1, alpha=0.5))
        write(page, over, y=500 + shift)

    assert [(one.kind, one.words) for one in page_of(drawn(draw)).hidden] == [(HiddenKind.INVISIBLE, 2)]


@pytest.mark.parametrize(("base", "seen"), [(-3.6, True), (-5.5, False)])
def test_a_line_that_the_edge_cuts_in_halves_can_be_read(base, seen):
    page = page_of(drawn(lambda page: write(page, "roos maan ruimen", y=base)))
    assert ("roos maan ruimen" in page.text) is seen
    assert [(one.kind, one.words) for one in page.hidden] == ([] if seen else [(HiddenKind.OUTSIDE_PAGE, 3)])


def boxed(*texts, first="box"):
    """A page with black boxes, in or under each of which a text stands in black."""

    def draw(page):
        for number, text in enumerate(texts):
            for what in ("box", "text") if first == "box" else ("text", "box"):
                if what == "box":
                    page.rect(90, 490 - 40 * number, 100, 30, stroke=0, fill=1)
                else:
                    write(page, text, y=500 - 40 * number)

    return page_of(drawn(draw))


def test_the_date_that_a_program_prints_in_its_boxes_is_quiet():
    page = boxed(*["03/23/2019"] * 4)
    assert (page.text, page.hidden) == (SEEN, ())


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        (["03/23/2019"] * 4, "text"),
        (["03/23/2019"] * 2, "box"),
        (["03/23/2019", "04/24/2019", "05/25/2019"], "box"),
        (["Kwispelgoot"] * 4, "box"),
    ],
    ids=["was there before the boxes", "in two boxes", "another one in each box", "no date"],
)
def test_other_dates_and_words_in_boxes_count(texts, first):
    page = boxed(*texts, first=first)
    assert page.text == SEEN
    assert page.hidden_words >= len(texts)
