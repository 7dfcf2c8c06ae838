"""Redacted boxes: in the drawing of a page, in its pixels for every style there is, their grounds, and how much they cover."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.colors import Color, black, grey, lightgrey, red, white, yellow
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from fairwoo.extract.pdf.drawing import drawing_of
from fairwoo.extract.pdf.shapes import Box
from fairwoo.extract.redactions import drawing as in_drawing
from fairwoo.extract.redactions import pixels
from fairwoo.extract.redactions.codes import ground_in, is_label
from fairwoo.extract.redactions.printed import printed
from fairwoo.extract.redactions.shares import Area, area_share, text_share
from fairwoo.model.extraction import RedactionStyle

LINES = [f"Op {number} maart spraken wij over de vergunning voor het terrein aan de haven." for number in range(1, 31)]
LEADING, FIRST, LEFT = 22, 760, 72  # points: of the lines, and where the first begins
DPI = 150


def _page(draw=lambda page: None, lines=LINES):
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=A4)
    page.setFont("Helvetica", 11)
    for number, line in enumerate(lines):
        page.drawString(LEFT, FIRST - LEADING * number, line)
    draw(page)
    page.save()
    return pypdfium2.PdfDocument(stream.getvalue())


# In the drawing


def _in_drawing(draw):
    page = _page(draw)[0]
    drawing = drawing_of(page)
    return in_drawing.find(drawing, Box(*page.get_bbox()), printed(page.get_textpage(), drawing))


def _rectangle(colour, left, bottom, width, height, label="", ink=black):
    def draw(page):
        page.setFillColor(colour)
        page.rect(left, bottom, width, height, stroke=0, fill=1)
        page.setFillColor(ink)
        page.setFont("Helvetica", 8)
        page.drawString(left + 3, bottom + 3, label)

    return draw


@pytest.mark.parametrize(
    ("colour", "ink", "style"),
    [(black, white, "black"), (grey, black, "grey"), (red, black, "colour"), (white, black, "white")],
)
def test_a_box_with_its_ground(colour, ink, style):
    (found,) = _in_drawing(_rectangle(colour, 200, 600, 90, 14, "5.1.2.e", ink))
    assert (found.style, found.ground, found.found_by) == (style, "5.1.2e", "drawing")
    assert (found.x, found.y, found.width, found.height) == pytest.approx((200, A4[1] - 614, 90, 14), abs=0.1)


@pytest.mark.parametrize("colour", [black, grey, red])
def test_a_box_without_a_ground(colour):
    (found,) = _in_drawing(_rectangle(colour, LEFT, 100, 250, 14))
    assert found.ground is None


@pytest.mark.parametrize(
    "draw",
    [
        _rectangle(lightgrey, 72, 60, 300, 16, "Datum van ontvangst"),
        _rectangle(black, 72, 60, 300, 16, "Datum van ontvangst", white),
        _rectangle(yellow, 72, 60, 80, 16, "let op"),
        _rectangle(white, 72, 60, 80, 16),
        _rectangle(white, 72, 60, 80, 16, "11.1"),
        _rectangle(black, 72, 60, 400, 1.5),
        _rectangle(lightgrey, 0, 0, *A4),
        _rectangle(Color(0, 0, 0, alpha=0.3), 72, 600, 90, 14),
    ],
    ids=["shaded cell", "dark heading", "marked", "white", "number", "rule", "background", "transparent"],
)
def test_what_is_no_redaction(draw):
    assert _in_drawing(draw) == []


def test_an_empty_cell_of_a_shaded_row():
    def draw(page):
        _rectangle(lightgrey, 72, 60, 100, 16, "Naam")(page)
        _rectangle(lightgrey, 172, 60, 100, 16)(page)

    assert _in_drawing(draw) == []


def test_a_panel_with_things_drawn_on_it():
    def draw(page):
        _rectangle(lightgrey, 72, 20, 200, 80)(page)
        _rectangle(red, 80, 30, 40, 40)(page)
        _rectangle(black, 240, 80, 11, 11)(page)

    assert _in_drawing(draw) == []


def test_text_below_a_box_is_no_label():
    def draw(page):
        page.drawString(205, 603, "5.1.2e")
        _rectangle(black, 200, 600, 90, 14)(page)

    assert [one.ground for one in _in_drawing(draw)] == [None]


def test_a_box_and_its_ground_in_a_form():
    def draw(page):
        page.beginForm("stamp")
        _rectangle(grey, 0, 0, 90, 14, "5.1.2e")(page)
        page.endForm()
        page.translate(200, 600)
        page.doForm("stamp")

    (found,) = _in_drawing(draw)
    assert (found.ground, round(found.x), round(found.width)) == ("5.1.2e", 200, 90)


def test_a_box_that_lies_below_another_is_not_seen():
    def draw(page):
        _rectangle(grey, 200, 600, 90, 14)(page)
        _rectangle(black, 195, 598, 100, 18)(page)

    assert [one.style for one in _in_drawing(draw)] == ["black"]


# In pixels


def _image(draw=lambda page: None, lines=LINES):
    return _page(draw, lines)[0].render(scale=DPI / 72).to_numpy()[:, :, :3].copy()


def _scanned(image, seed=0):
    """Noise, a little blur, and JPEG."""
    noise = np.random.default_rng(seed).normal(0, 4, image.shape)
    rough = np.clip(cv2.GaussianBlur(image, (3, 3), 0.5) + noise, 0, 255).astype(np.uint8)
    return cv2.imdecode(cv2.imencode(".jpg", rough, [cv2.IMWRITE_JPEG_QUALITY, 60])[1], cv2.IMREAD_COLOR)


def _dots(height, width, level):
    bayer = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) * 16 + 8
    screen = np.tile(bayer, (height // 4 + 1, width // 4 + 1))[:height, :width]
    return np.where(level > screen, 255, 0).astype(np.uint8)[..., None]


def _draw(image, style, x, y, w, h):
    area = image[y : y + h, x : x + w]
    if style == "dithered":
        area[:] = _dots(h, w, 150)
    elif style == "marker":
        middle, bend = y + h // 2, h // 8
        points = [(x + 8 + step * (w - 16) // 8, middle + (bend if step % 2 else -bend)) for step in range(9)]
        area[:] = 255
        cv2.polylines(image, [np.array(points, np.int32)], False, (20, 20, 20), h - 2 * bend, cv2.LINE_AA)
    elif style == "outline":
        area[:] = 255
        cv2.rectangle(image, (x, y), (x + w - 1, y + h - 1), (0, 0, 0), 2)
        cv2.putText(image, "5.1.2e", (x + w // 2 - 25, y + h // 2 + 5), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (0, 0, 0), 1, cv2.LINE_AA)
    else:
        area[:] = {"black": (0, 0, 0), "grey": (170, 170, 170), "colour": (60, 60, 200)}[style]


PLACES = [(330, 200, 260, 30), (500, 290, 120, 30), (150, 430, 900, 120), (150, 700, 700, 34), (640, 880, 300, 30)]


@pytest.mark.parametrize("scan", [False, True], ids=["clean", "scanned"])
@pytest.mark.parametrize("style", ["black", "grey", "colour", "outline", "dithered", "marker"])
def test_every_style_on_a_page_of_text(style, scan):
    image = _image()
    places = [place for place in PLACES if style != "marker" or place[3] <= 34]
    for place in places:
        _draw(image, style, *place)
    found = pixels.find(_scanned(image) if scan else image, DPI)
    seen = [max((_overlap(box, place) for box in found), default=0) for place in places]
    assert sum(each >= 0.5 for each in seen) >= len(places) - 1
    assert len(found) <= len(places) + 1
    named = {style, "black"} if style == "marker" else {style}  # an even stroke of a pen looks like a box
    assert all(box.style in named for box in found if any(_overlap(box, place) >= 0.5 for place in places))


def _overlap(box, place):
    x, y, w, h = place
    both = max(0, min(box.x + box.w, x + w) - max(box.x, x)) * max(0, min(box.y + box.h, y + h) - max(box.y, y))
    return both / (box.w * box.h + w * h - both)


@pytest.mark.parametrize("scan", [False, True], ids=["clean", "scanned"])
def test_nothing_on_a_page_of_text_with_a_table_and_a_photo(scan):
    def draw(page):
        page.setFillColor(lightgrey)
        page.rect(72, 60, 300, 18, stroke=0, fill=1)
        page.setFillColor(black)
        page.grid([72, 172, 272, 372], [24, 42, 60, 78])
        for row in range(3):
            for column, word in enumerate(("Datum van ontvangst", "Onderwerp van stuk", "Naam van afzender")):
                page.drawString(75 + 100 * column, 29 + 18 * row, word)

    image = _image(draw, LINES[:20])
    rough = np.random.default_rng(1).integers(0, 255, (20, 30, 3), np.uint8)
    image[950:1350, 150:750] = cv2.resize(rough, (600, 400), interpolation=cv2.INTER_CUBIC)
    assert pixels.find(_scanned(image) if scan else image, DPI) == []


def test_boxes_come_back_in_the_pixels_of_the_image():
    image = _image()
    _draw(image, "black", *PLACES[0])
    large = cv2.resize(image, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)
    (found,) = pixels.find(large, 2 * DPI)
    assert (found.x, found.y, found.w, found.h) == pytest.approx([2 * side for side in PLACES[0]], abs=4)
    assert found.style is RedactionStyle.BLACK


def test_an_image_of_no_size_has_no_boxes():
    assert pixels.find(np.zeros((0, 0, 3), np.uint8), DPI) == []


# Grounds


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5.1.2e", "5.1.2e"),
        ("5.1.2.e, 5.1.2.i", "5.1.2e, 5.1.2i"),
        ("10.2.e", "10.2e"),
        ("Art. 5.1.2e Woo", "5.1.2e"),
        ("5.l.2e", "5.1.2e"),
        ("S.1.2e", "5.1.2e"),
        ("5.1.2€", "5.1.2e"),
        ("10.2", None),
        ("2021", None),
        ("buiten verzoek", None),
        ("Artikel 5.1.2e geeft hier geen grond voor", None),
        ("", None),
    ],
)
def test_the_ground_in_a_box(text, code):
    assert ground_in(text) == code


def test_labels_are_told_from_text():
    assert all(is_label(text) for text in ("", "5.1.2e", "10.2", "buiten verzoek", "Gelakt", "buiten de reikwijdte"))
    assert not any(is_label(text) for text in ("Datum", "openbaar", "1.250", "De heer belde om 10.2 uur"))


# Shares


def test_shares_by_hand():
    page = Area(0, 0, 100, 200)
    boxes = [Area(10, 10, 40, 20), Area(30, 10, 40, 20), Area(90, 190, 20, 20)]  # 60 × 20 together, and 10 × 10 on the page
    assert area_share(boxes, page) == pytest.approx((1200 + 100) / 20_000)
    assert area_share([page, page], page) == 1.0
    lines = [Area(10, 10, 40, 20), Area(10, 50, 60, 20)]  # the first lies under a box
    assert text_share(boxes[:2], lines) == pytest.approx(0.5)
    assert text_share([], lines) == 0.0
    assert text_share(boxes, []) == 1.0


_AREAS = st.lists(st.builds(Area, *(st.integers(0, 12) for _ in range(4))), max_size=6)


@given(_AREAS)
def test_the_area_is_that_of_the_squares_covered(boxes):
    squares = {
        (x, y)
        for box in boxes
        for x in range(int(box.x), int(min(16, box.x + box.width)))
        for y in range(int(box.y), int(min(16, box.y + box.height)))
    }
    assert area_share(boxes, Area(0, 0, 16, 16)) == pytest.approx(len(squares) / 256)
