"""Letterheads, tables, charts and forms are no redactions; redactions in their colours are.

The floors are what `tests/corpus/eval_redactions_furniture.py` measured, less a margin; it says what its kinds of pages are worth.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from fairwoo.extract.pdf.page import read_page
from tests.corpus.eval_redactions import total
from tests.corpus.eval_redactions_furniture import clean, in_drawing, in_pixels, redacted
from tests.extract import redactions_covered as covered
from tests.extract import redactions_furniture as furniture
from tests.extract.redactions_furniture import furnished
from tests.extract.redactions_sheets import Maker

SEEDS = (1000, 1001)
SAMPLES = Path(__file__).parents[2] / "sample_dossiers" / "dossiers"
HALVES = pytest.mark.parametrize("half", ["LOOKED_AT", "HELD_OUT"])


@HALVES
def test_furniture_is_no_redaction_in_the_drawing(half):
    scores = [in_drawing(sheet) for _, sheet in clean(getattr(furniture, half), SEEDS)]
    assert len(scores) == 20
    assert sum(score.false_on_clean > 0 for score in scores) <= 3


@HALVES
def test_furniture_is_hardly_ever_a_redaction_in_pixels(half):
    scores = [in_pixels(sheet) for _, sheet in clean(getattr(furniture, half), SEEDS[:1])]
    assert len(scores) == 10
    assert sum(score.false_on_clean > 0 for score in scores) <= 4


@HALVES
def test_redactions_in_the_colours_of_furniture_are_found_in_the_drawing(half):
    score = total(in_drawing(sheet) for _, sheet in redacted(getattr(covered, half), SEEDS))
    assert score.right + score.missed >= 60
    assert score.found - score.right <= 2
    assert score.f1 >= 0.93


@HALVES
def test_redactions_in_the_colours_of_furniture_are_found_in_pixels(half):
    score = total(in_pixels(sheet) for _, sheet in redacted(getattr(covered, half), SEEDS[:1]))
    assert score.right + score.missed >= 30
    assert score.f1 >= 0.9


def _page(sheet):
    with pypdfium2.PdfDocument(sheet.pdf) as document:
        return read_page(document, 0, layers=False).page


@pytest.mark.parametrize("kind", ["accent", "band_top", "side_left"])
def test_of_a_public_letter_nothing_is_redacted(kind):
    for seed in range(4):
        page = _page(furnished(kind, seed))
        assert (page.redactions, page.redacted_share, page.redacted_text_share) == ((), 0.0, 0.0)


def _letter(draw):
    page = Maker("letter")
    page.size, page.leading, page.by_word = 10.0, 13.0, False
    draw(page)
    page.filled_up()
    return _page(page.finished())


def test_a_bar_before_the_name_of_the_body_and_a_box_of_its_colour_in_the_text():
    blue = (0.0, 0.3, 0.55)

    def draw(page):
        page.fill(page.left, page.y, 26, 6, blue)
        page.write("Gemeente Voorbeeld", page.left + 34, page.y, size=11, bold=True)
        page.down(60)
        page.write("Wij spraken met", page.left, page.y)
        start = page.left + page.wide("Wij spraken met ")
        page.cover(start, page.y - 2.5, 80, 11.5, "colour", blue)
        page.write("over de vergunning.", start + 84, page.y)
        page.down(page.leading)

    (box,) = _letter(draw).redactions
    assert (box.style, round(box.width), round(box.height, 1)) == ("colour", 80, 11.5)


def test_a_box_has_the_size_of_its_fill_whatever_its_border():
    def draw(page):
        page.write("Telefoon:", page.left, page.y)
        page.canvas.setFillGray(0)
        page.canvas.setLineWidth(1.5)
        page.canvas.rect(page.left + 60, page.y - 3, 190, 16, stroke=1, fill=1)
        page.down(2 * page.leading)

    (box,) = _letter(draw).redactions
    assert (box.width, box.height) == pytest.approx((190, 16), abs=0.1)


def test_a_block_drawn_by_hand_that_begins_before_the_text():
    def draw(page):
        page.paragraph(2)
        page.cover(page.left - 7, page.y - 50, 200, 62, "grey", (0.6, 0.6, 0.6))
        page.down(90)

    (box,) = _letter(draw).redactions
    assert (round(box.width), round(box.height)) == (200, 62)


@pytest.mark.parametrize(
    ("name", "boxes"),
    [
        ("gemeente-boarnsterhim/speeltuin-parkstraat/documenten/08 Bewonersbrief nieuwe glijbaan.pdf", 0),
        ("gemeente-boarnsterhim/speeltuin-parkstraat/documenten/03 Werkbon hekwerk.pdf", 0),
        ("gemeente-boarnsterhim/fietspad-molenweg/documenten/Verslag informatieavond.pdf", 0),
        ("gemeente-rijnwoude/glasvezel/Besluit glasvezel.pdf", 0),
        ("gemeente-boarnsterhim/speeltuin-parkstraat/documenten/02 Melding glijbaan.pdf", 2),
        ("gemeente-rijnwoude/parkeerbeleid/Memo parkeervergunningen.pdf", 2),
    ],
)
def test_letters_of_the_sample_dossiers(name, boxes):
    with pypdfium2.PdfDocument(SAMPLES / name) as document:
        pages = [read_page(document, number, layers=False).page for number in range(len(document))]
    assert sum(len(page.redactions) for page in pages) == boxes
    assert sum(page.redacted_share or 0.0 for page in pages) == 0.0 or boxes
