"""Words that are in a PDF but not seen on its pages: found once each, in their place, and never given."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from fairwoo.extract.pdf.revisions import lost_words
from fairwoo.extract.pdf.unseen import suspicious, unseen
from fairwoo.extract.pdf.unseen_words import telling
from fairwoo.model import HiddenKind
from tests.extract.planted import AT, CONTROLS, PLACES, drawn, write

WORDS = "Kwispelgoot Zebranevel"


def found_in(content):
    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        return unseen(page, page.get_textpage())


@pytest.mark.parametrize("name", PLACES)
def test_found_once_and_in_its_place(name):
    kind, make, at = PLACES[name]
    found = found_in(make(WORDS))
    assert [one.kind for one in found] == [kind]
    assert found[0].words == len(WORDS.split()) + (3 if kind is HiddenKind.OCR_LAYER else 0)
    box = found[0]
    assert box.x - 10 <= at[0] <= box.x + box.width + 10
    assert box.y - 10 <= at[1] <= box.y + box.height + 10
    assert not any(word.casefold() in repr(found).casefold() for word in WORDS.split())


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
        first = unseen(page, page.get_textpage())
        assert page.render(scale=1).to_numpy().tobytes() == before
        assert unseen(page, page.get_textpage()) == first


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
