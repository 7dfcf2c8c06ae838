"""Redactions in the drawing of a PDF page, as they come with the page: in their place as shown, with their shares."""

from __future__ import annotations

import pypdfium2
import pytest
from reportlab.lib.colors import Color, black

from fairwoo.extract.pdf.page import read_page
from fairwoo.model import RedactionStyle
from tests.extract.planted import HEIGHT, WIDTH, changed, drawn, picture, write

BOX = (80, 480, 400, 40)  # left, bottom, width, height in user space


def boxed(page):
    write(page, "Een brief van", y=530)
    page.setFillColor(Color(0.6, 0.6, 0.6))
    page.rect(*BOX, stroke=0, fill=1)
    write(page, "5.1.2e", x=90, colour=black)


def page_of(content):
    with pypdfium2.PdfDocument(content) as document:
        return read_page(document, 0, layers=False).page


def test_style_ground_and_place():
    (box,) = page_of(drawn(boxed)).redactions
    assert (box.style, box.ground, box.found_by) == (RedactionStyle.GREY, "5.1.2e", "drawing")
    assert (box.x, box.y, box.width, box.height) == pytest.approx((80, HEIGHT - 520, 400, 40), abs=0.1)


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        (90, (480, 80, 40, 400)),  # what was up is right
        (180, (WIDTH - 480, 480, 400, 40)),
        (270, (HEIGHT - 520, WIDTH - 480, 40, 400)),
    ],
)
def test_on_a_turned_page(turn, expected):
    page = page_of(changed(drawn(boxed), lambda pdf: pdf.pages[0].rotate(turn, relative=False)))
    (box,) = page.redactions
    assert (box.x, box.y, box.width, box.height) == pytest.approx(expected, abs=0.1)


def test_on_a_cropped_page():
    def crop(pdf):
        pdf.pages[0].CropBox = [50, 200, 550, 800]

    (box,) = page_of(changed(drawn(boxed), crop)).redactions
    assert (box.x, box.y, box.width, box.height) == pytest.approx((30, 280, 400, 40), abs=0.1)


def test_shares():
    page = page_of(drawn(boxed))
    assert page.redacted_share == pytest.approx(400 * 40 / (WIDTH * HEIGHT), abs=1e-4)
    assert 0.5 < page.redacted_text_share < 0.95  # 16,000 square points of box beside two lines of about 12 by 300 and by 80


def test_a_page_without_boxes():
    page = page_of(drawn(lambda page: write(page, "Gewone tekst")))
    assert (page.redactions, page.redacted_share, page.redacted_text_share) == ((), 0.0, 0.0)


def test_of_a_scan_the_drawing_knows_nothing():
    page = page_of(drawn(lambda page: page.drawImage(picture(), 0, 0, WIDTH, HEIGHT), seen=""))
    assert (page.redactions, page.redacted_share, page.redacted_text_share) == ((), None, None)
