"""Text that nobody sees must not leak (rule 5); text that everybody sees must not be lost."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.colors import Color, black, green, lightgrey, red, white, yellow
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from tests.extract.opened import codes, opened, text_of

SECRET = "Geheim Persoon"
LINE = (200, 694, 120, 18)  # a box over the secret: x, y, width, height


@pytest.fixture
def drawn(tmp_path):
    def draw(function):
        path = tmp_path / "a.pdf"
        page = canvas.Canvas(str(path), pagesize=A4)
        function(page)
        page.save()
        return path

    return draw


def _with_secret(page, x=205):
    page.drawString(72, 700, "Een brief van de heer")
    page.drawString(x, 700, SECRET)
    page.drawString(350, 700, "aan het bestuur")


def _image(mode, colour):
    stream = io.BytesIO()
    Image.new(mode, (60, 20), colour).save(stream, "PNG")
    stream.seek(0)
    return ImageReader(stream)


def _assert_leak(path, words=2):
    found = opened(path)
    assert "Geheim" not in found.model_dump_json()
    assert "Persoon" not in found.model_dump_json()
    assert found.pages[0].hidden_words == words
    assert "text-under-redaction" in codes(found)
    return found


def _assert_no_leak(path):
    found = opened(path)
    assert SECRET in text_of(found)
    assert found.pages[0].hidden_words == 0
    assert codes(found) == []
    return found


@pytest.mark.parametrize("colour", [black, white, red, lightgrey, green])
def test_box_after_text(drawn, colour):
    def draw(page):
        _with_secret(page)
        page.setFillColor(colour)
        page.rect(*LINE, fill=1, stroke=0)

    found = _assert_leak(drawn(draw))
    assert text_of(found) == "Een brief van de heer aan het bestuur"
    finding = next(one for one in found.findings if one.code == "text-under-redaction")
    assert (finding.place.page, finding.place.file) == (1, "a.pdf")
    assert "2 woorden" in finding.message.nl


def test_two_boxes_that_halve_the_text(drawn):
    def draw(page):
        _with_secret(page)
        page.rect(200, 694, 120, 9.5, fill=1, stroke=0)
        page.rect(200, 703, 120, 9, fill=1, stroke=0)

    _assert_leak(drawn(draw))


def test_round_box(drawn):
    def draw(page):
        _with_secret(page)
        page.roundRect(*LINE, radius=4, fill=1, stroke=0)

    _assert_leak(drawn(draw))


def test_box_in_a_form(drawn):
    def draw(page):
        page.beginForm("box")
        page.rect(0, 0, 120, 18, fill=1, stroke=0)
        page.endForm()
        _with_secret(page)
        page.translate(200, 694)
        page.doForm("box")

    _assert_leak(drawn(draw))


def test_text_in_a_form(drawn):
    def draw(page):
        page.beginForm("text")
        page.drawString(5, 6, SECRET)
        page.endForm()
        page.drawString(72, 700, "Een brief van de heer")
        page.saveState()
        page.translate(200, 694)
        page.doForm("text")
        page.restoreState()
        page.rect(*LINE, fill=1, stroke=0)

    _assert_leak(drawn(draw))


def test_image_over_text(drawn):
    def draw(page):
        _with_secret(page)
        page.drawImage(_image("RGB", "black"), *LINE)

    _assert_leak(drawn(draw))


def test_text_in_the_colour_of_its_box(drawn):
    def draw(page):
        page.rect(*LINE, fill=1, stroke=0)
        _with_secret(page)

    _assert_leak(drawn(draw))


def test_ocr_under_a_box(drawn):
    """A scan with a text layer, and a box drawn on the scan before the text layer came."""

    def draw(page):
        page.drawImage(_image("RGB", "white"), 0, 0, *A4)
        page.rect(*LINE, fill=1, stroke=0)
        _invisible(page, 205, 700, SECRET)

    _assert_leak(drawn(draw))


def _invisible(page, x, y, text):
    words = page.beginText(x, y)
    words.setTextRenderMode(3)
    words.textLine(text)
    page.drawText(words)


@pytest.mark.parametrize("kind", ["Redact", "Square"])
def test_annotation(drawn, tmp_path, kind):
    path = drawn(_with_secret)
    with pikepdf.open(path) as pdf:
        x, y, width, height = LINE
        mark = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name("/" + kind),
            Rect=[x, y, x + width, y + height],
            IC=[0, 0, 0],
            C=[0, 0, 0],
        )
        pdf.pages[0].Annots = pdf.make_indirect([pdf.make_indirect(mark)])
        pdf.save(tmp_path / "b.pdf")
    _assert_leak(tmp_path / "b.pdf")


def test_annotation_with_appearance(drawn, tmp_path):
    path = drawn(_with_secret)
    with pikepdf.open(path) as pdf:
        x, y, width, height = LINE
        look = pdf.make_stream(f"0 0 0 rg 0 0 {width} {height} re f".encode())
        look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, width, height]
        mark = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Square,
            Rect=[x, y, x + width, y + height],
            F=4,
            AP=pikepdf.Dictionary(N=look),
        )
        pdf.pages[0].Annots = pdf.make_indirect([pdf.make_indirect(mark)])
        pdf.save(tmp_path / "b.pdf")
    _assert_leak(tmp_path / "b.pdf")


def test_all_of_the_text_is_covered(drawn):
    """A page with nothing left must not get its text back from the second reader."""

    def draw(page):
        page.drawString(205, 700, SECRET)
        page.rect(*LINE, fill=1, stroke=0)

    assert text_of(_assert_leak(drawn(draw))).strip() == ""


# What is seen stays.


def test_box_before_text(drawn):
    def draw(page):
        page.setFillColor(lightgrey)
        page.rect(60, 690, 400, 30, fill=1, stroke=0)
        page.setFillColor(black)
        _with_secret(page)

    _assert_no_leak(drawn(draw))


def test_white_letters_on_black(drawn):
    def draw(page):
        page.rect(60, 690, 400, 30, fill=1, stroke=0)
        page.setFillColor(white)
        _with_secret(page)

    _assert_no_leak(drawn(draw))


def test_black_letters_on_a_light_panel_on_black(drawn):
    def draw(page):
        page.rect(0, 0, *A4, fill=1, stroke=0)
        page.setFillColor(yellow)
        page.rect(60, 690, 400, 30, fill=1, stroke=0)
        page.setFillColor(black)
        _with_secret(page)

    _assert_no_leak(drawn(draw))


def test_marker_pen(drawn):
    def draw(page):
        _with_secret(page)
        page.setFillColor(Color(1, 1, 0, alpha=0.4))
        page.rect(*LINE, fill=1, stroke=0)

    _assert_no_leak(drawn(draw))


def test_marker_pen_that_multiplies(drawn, tmp_path):
    def draw(page):
        _with_secret(page)
        page.setFillColor(yellow)
        page.rect(*LINE, fill=1, stroke=0)

    path = drawn(draw)
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        page.Resources.ExtGState = pikepdf.Dictionary(M=pikepdf.Dictionary(BM=pikepdf.Name.Multiply))
        content = page.Contents.read_bytes()
        page.Contents = pdf.make_stream(content.replace(b"1 1 0 rg", b"/M gs 1 1 0 rg"))
        pdf.save(tmp_path / "b.pdf")
    _assert_no_leak(tmp_path / "b.pdf")


def test_frame_underline_and_strike(drawn):
    def draw(page):
        _with_secret(page)
        page.rect(*LINE, fill=0, stroke=1)
        page.rect(200, 698, 120, 0.7, fill=1, stroke=0)
        page.rect(200, 703, 120, 0.7, fill=1, stroke=0)

    _assert_no_leak(drawn(draw))


def test_box_clipped_away(drawn):
    def draw(page):
        _with_secret(page)
        page.saveState()
        clip = page.beginPath()
        clip.rect(0, 0, 100, 100)
        page.clipPath(clip, stroke=0, fill=0)
        page.rect(0, 0, *A4, fill=1, stroke=0)
        page.restoreState()

    _assert_no_leak(drawn(draw))


def test_transparent_image_over_text(drawn):
    def draw(page):
        _with_secret(page)
        page.drawImage(_image("RGBA", (0, 0, 0, 0)), *LINE, mask="auto")

    _assert_no_leak(drawn(draw))


def _scan():
    """A page of paper with the words on it, as a scanner sees it."""
    stream = io.BytesIO()
    image = Image.new("RGB", (1190, 1684), "white")
    ImageDraw.Draw(image).text((410, 257), SECRET, fill="black", font_size=24)
    image.save(stream, "PNG")
    stream.seek(0)
    return ImageReader(stream)


def test_ocr_below_its_scan(drawn):
    def draw(page):
        _invisible(page, 205, 700, SECRET)
        page.drawImage(_scan(), 0, 0, *A4)

    found = opened(drawn(draw))
    assert text_of(found) == SECRET
    assert found.pages[0].hidden_words == 0


def test_ocr_above_its_scan(drawn):
    def draw(page):
        page.drawImage(_scan(), 0, 0, *A4)
        _invisible(page, 205, 700, SECRET)

    _assert_no_leak(drawn(draw))


def test_striped_table(tmp_path):
    path = tmp_path / "a.pdf"
    rows = [["Nr", "Titel", "Oordeel"], *([str(number), SECRET, "Openbaar"] for number in range(30))]
    style = [
        ("BACKGROUND", (0, 0), (-1, 0), black),
        ("TEXTCOLOR", (0, 0), (-1, 0), white),
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), [lightgrey, white]),
        ("GRID", (0, 0), (-1, -1), 0.5, black),
    ]
    SimpleDocTemplate(str(path)).build([Table(rows, style=TableStyle(style))])
    found = _assert_no_leak(path)
    assert text_of(found).count(SECRET) == 30


LEAKS = {"rectangles_yes", "redaction-text-under-black-box", "redaction-as-annotation-not-applied"}


@pytest.mark.corpus
def test_known_leaks(corpus):
    """The names of these files say which are leaks; one good file has dates under its boxes, which its makers call harmless."""
    for path in sorted((corpus / "hostile" / "redaction-xray").glob("*.pdf")) + sorted(
        (corpus / "hostile" / "made").glob("redaction*.pdf")
    ):
        hidden = sum(page.hidden_words for page in opened(path).pages)
        name = path.stem.removeprefix("xray__")
        if name in LEAKS:
            assert hidden, name
        elif name != "no_bad_redactions.8.1":
            assert not hidden, name


@pytest.mark.corpus
def test_false_alarms_on_real_documents(corpus):
    """At most 2 % of real and typeset documents, which have no text under boxes."""
    paths = sorted(
        path
        for folder in ("pdf-dossiers", "reports", "derived", "kamerstukken-plooi")
        for path in (corpus / folder).rglob("*.pdf")
    )
    alarms = [path.name for path in paths if any(page.hidden_words for page in opened(path).pages)]
    assert len(paths) >= 20
    assert len(alarms) <= 0.02 * len(paths), alarms
