"""Reading pages that we draw: lines in order, boxes, turned and skewed pages, what Tesseract passes over."""

from __future__ import annotations

import os

import cv2
import numpy as np
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from fairwoo import tools
from fairwoo.extract import ocr
from fairwoo.extract.ocr import data, library, program, straighten
from tests.extract.ocr_pages import LEADING, LEFT, LINES, TOP, WORDS, drawn, letter, missed

page = drawn(letter)


def opened(kind: str) -> ocr.Engine:
    """The library or the program, with the Dutch data; the test skips where it is absent, and fails there under CI."""
    path = tools.program("tesseract") if kind == "program" else None
    dutch, turned = data.locate(None, program=path), data.locate(None, data.ORIENTATION, path)
    if dutch and kind == "library" and library.is_there():
        return library.Library(dutch, turned)
    if dutch and path:
        return program.Program(path, dutch, turned)
    missing = f"the {kind} of Tesseract or the Dutch data are not here: run `sh .ci/bootstrap ocr`"
    return (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)


@pytest.fixture(scope="session")
def tesseract():
    found = opened("library")
    yield found
    found.close()


@pytest.fixture(scope="session", params=["library", "program"])
def either(request):
    found = opened(request.param)
    yield found
    found.close()


# --- by the library and by the program


def test_reads_lines_in_order_with_boxes_in_points(either):
    found = ocr.recognise(page, either, A4, "nld")
    assert found.text.split() == WORDS
    assert [line for line in found.text.splitlines() if line] == list(LINES)
    assert [word.text for word in found.words] == WORDS
    assert found.confidence > 0.85
    first = found.words[0]
    assert (first.x, first.y + first.height) == pytest.approx((LEFT, TOP), abs=2)
    last = found.words[-1]
    assert last.y + last.height == pytest.approx(TOP + LEADING * (len(LINES) - 1), abs=2)


def test_the_same_page_reads_the_same_after_another(either):
    image = page(200)
    first = either.read(image, 200)
    either.read(straighten.quarter_turned(image, 90), 200)
    assert either.read(image, 200) == first


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_tells_how_a_page_lies(either, turn):
    lying = straighten.quarter_turned(drawn(full)(200), turn)
    assert either.turn(lying, 200) == -turn % 360


def full(canvas: Canvas) -> None:
    """Enough letters to tell which way is up."""
    canvas.setFont("Helvetica", 11)
    for number in range(35):
        canvas.drawString(72, 760 - number * 18, LINES[number % len(LINES)])


def test_a_page_with_too_few_letters_does_not_tell(either):
    assert either.turn(np.full((2_000, 1_500), 255, np.uint8), 200) is None


def test_a_line_by_itself(either):
    image = page(200)
    top = round((TOP + LEADING * 3 - 14) / 72 * 200)
    (line,) = either.lines(np.ascontiguousarray(image[top : top + 55]), 200, single=True)
    assert " ".join(word.text for word in line.words) == LINES[3]


def test_paragraphs_are_parted_by_an_empty_line(either):
    def draw(canvas: Canvas):
        canvas.setFont("Helvetica", 11)
        for number in range(3):
            canvas.drawString(72, 760 - number * 16, LINES[1 + number])
            canvas.drawString(72, 600 - number * 16, LINES[4 + number])

    assert either.read(drawn(draw)(200), 200).text.split("\n\n") == ["\n".join(LINES[1:4]), "\n".join(LINES[4:])]


def test_both_read_the_same_words():
    """They are of different versions; on clear print that makes no difference."""
    one, other = opened("library"), opened("program")
    found = [engine.read(drawn(full)(200), 200) for engine in (one, other)]
    assert found[0].text == found[1].text
    for word, same in zip(found[0].words, found[1].words, strict=True):
        assert word[1:5] == pytest.approx(same[1:5], abs=2)
        assert word.confidence == pytest.approx(same.confidence, abs=0.1)


@pytest.mark.parametrize(("kind", "begins"), [("library", "tesserocr 5."), ("program", "tesseract 5.")])
def test_the_name_says_engine_data_and_edition(kind, begins):
    name = opened(kind).name
    assert name.startswith(begins)
    assert f", {data.DUTCH} " in name


# --- pages


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("by_osd", [True, False])
def test_a_turned_page_is_read_upright(tesseract, monkeypatch, turn, by_osd):
    if not by_osd:
        monkeypatch.setattr(library.Library, "turn", lambda *_: None)
    found = ocr.recognise(lambda dpi: straighten.quarter_turned(page(dpi), turn), tesseract)
    assert missed(found.text) <= 1
    width, height = A4
    point = (LEFT, TOP)
    wanted = {90: (height - point[1], point[0]), 180: (width - point[0], height - point[1]), 270: (point[1], width - point[0])}
    first = next(word for word in found.words if word.text == "Geachte")
    corner = {
        90: (first.x, first.y),
        180: (first.x + first.width, first.y),
        270: (first.x + first.width, first.y + first.height),
    }[turn]
    assert corner == pytest.approx(wanted[turn], abs=4)


def test_a_skewed_page_is_read_and_its_boxes_lie_on_the_skewed_image(tesseract):
    def skewed(dpi: int):
        image = page(dpi)
        height, width = image.shape
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 3.0, 1.0)
        return cv2.warpAffine(image, matrix, (width, height), borderValue=255)

    found = ocr.recognise(skewed, tesseract)
    assert missed(found.text) <= 1
    image = skewed(72)
    for word in found.words:  # there is ink where the word is said to be
        x, y = round(word.x), round(word.y)
        assert image[y : y + round(word.height) + 1, x : x + round(word.width) + 1].min() < 160


def test_an_empty_page_has_no_words(tesseract):
    found = ocr.recognise(lambda dpi: np.full((dpi * 11, dpi * 8), 255, np.uint8), tesseract)
    assert found == ("", (), 0.0)


def test_a_huge_page_is_drawn_within_the_cap(tesseract):
    asked = []

    def huge(dpi: int):
        """The page, ten times as large."""
        asked.append(dpi)
        return page(dpi * 10)

    found = ocr.recognise(huge, tesseract)
    assert missed(found.text) == 0
    assert max(asked) <= 30  # 300 dpi of A4
    assert found.words[0].x == pytest.approx(LEFT * 10, abs=20)


@pytest.mark.parametrize("signs", ["abcdefg", "•••••••"])
def test_the_signs_before_the_items_of_a_list_are_read(tesseract, signs):
    marks = [sign if sign == "•" else f"{sign}." for sign in signs]

    def draw(canvas: Canvas):
        canvas.setFont("Helvetica", 11)
        for number, (mark, line) in enumerate(zip(marks, LINES, strict=True)):
            canvas.drawString(72, 760 - number * 32, mark)
            canvas.drawString(100, 760 - number * 32, line)
            canvas.drawString(100, 744 - number * 32, LINES[-1 - number])

    found = ocr.recognise(drawn(draw), tesseract, A4)
    read = [line for line in found.text.splitlines() if line]
    assert [line.split()[0] for line in read[::2]] == marks
    assert [line.split(" ", 1)[1] for line in read[::2]] == list(LINES)


def test_a_pale_footer_is_read_and_comes_last(tesseract):
    def draw(canvas: Canvas):
        canvas.setFont("Helvetica", 11)
        for number, line in enumerate(LINES):
            canvas.drawString(72, 760 - number * 16, line)
        canvas.setFillGray(0.8)
        canvas.drawString(300, 60, "Postbus 12, 9999 AB Zandwijk")

    found = ocr.recognise(drawn(draw), tesseract, A4)
    assert found.text.splitlines()[-1] == "Postbus 12, 9999 AB Zandwijk"
    assert found.words[-1].y + found.words[-1].height == pytest.approx(A4[1] - 60, abs=3)


def test_scribbles_and_spots_are_no_words(tesseract):
    dots = np.random.default_rng(3)

    def draw(canvas: Canvas):
        canvas.setFont("Helvetica", 11)
        for number, line in enumerate(LINES):
            canvas.drawString(72, 760 - number * 16, line)
        for x, y, radius in zip(dots.uniform(50, 550, 40), dots.uniform(50, 600, 40), dots.uniform(0.5, 3, 40), strict=True):
            canvas.circle(x, y, radius, fill=1)
        canvas.bezier(200, 300, 250, 400, 300, 200, 350, 320)

    found = ocr.recognise(drawn(draw), tesseract, A4)
    assert found.text.split()[: len(WORDS)] == WORDS
    assert len(found.words) <= len(WORDS) + 1


def test_a_page_in_uneven_light_is_read_whole(tesseract):
    """Tesseract by itself loses lines in the dark corner, or all of them."""

    def dim(dpi: int):
        image = cv2.GaussianBlur(drawn(full)(dpi), (0, 0), dpi / 150)
        slope = np.linspace(1, 0.5, image.shape[0], dtype=np.float32)[:, None]
        return np.clip(image * slope, 0, 255).astype(np.uint8)

    found = ocr.recognise(dim, tesseract, A4)
    assert len(found.text.split()) >= 35 / 7 * len(WORDS) * 0.98
    assert missed(found.text) == 0
