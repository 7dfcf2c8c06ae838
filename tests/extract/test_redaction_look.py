"""The redactions of a page that is an image: what is one, its ground, and how much it covers."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from fairwoo.extract.redactions.codes import ground_in, ground_read
from fairwoo.extract.redactions.look import boxes, shares
from fairwoo.model import Redaction, WordBox
from tests.extract.redaction_pages import DPI, made

# What was measured on these seeds, on which nothing was tuned, less a margin; a white patch cannot be seen in pixels.
FLOORS = {"black": 0.9, "grey": 0.9, "colour": 0.85, "outline": 0.85, "dithered": 0.55, "marker": 0.8}


def _overlap(box, wanted):
    """Intersection over union; the box in points, what is wanted in pixels."""
    x, y, w, h = (side * DPI / 72 for side in (box.x, box.y, box.width, box.height))
    across = min(x + w, wanted.x + wanted.w) - max(x, wanted.x)
    down = min(y + h, wanted.y + wanted.h) - max(y, wanted.y)
    both = max(0.0, across) * max(0.0, down)
    return both / (w * h + wanted.w * wanted.h - both)


def _f1(found, wanted):
    right = sum(any(_overlap(box, each) >= 0.5 for box in found) for each in wanted)
    return 2 * right / (len(found) + len(wanted))


@pytest.mark.parametrize("scan", [False, True], ids=["clean", "scanned"])
@pytest.mark.parametrize("style", FLOORS)
def test_each_style_on_pages_with_furniture(style, scan):
    sheet = made(1000, style, scan=scan)
    found = boxes(sheet.image, DPI, sheet.words)
    assert len(sheet.boxes) >= 5
    assert _f1(found, sheet.boxes) >= FLOORS[style]
    assert {box.found_by for box in found} == {"pixels"}


@pytest.mark.parametrize("scan", [False, True], ids=["clean", "scanned"])
def test_hardly_anything_on_pages_without(scan):
    found = [boxes(sheet.image, DPI, sheet.words) for sheet in (made(seed, None, scan=scan) for seed in range(1000, 1003))]
    assert sum(map(len, found)) <= 2


@pytest.mark.parametrize("style", ["black", "grey", "outline"])
def test_grounds_by_the_words_of_the_page(style):
    sheet = made(1001, style)
    found = boxes(sheet.image, DPI, sheet.words)
    pairs = [(box.ground, ground_in(each.code or "")) for each in sheet.boxes for box in found if _overlap(box, each) >= 0.5]
    assert sum(code is not None for _, code in pairs) >= 4
    assert all(ground == code for ground, code in pairs)


def _sheet_of_lines(*places, label=""):
    """White paper with lines that begin at x = 150, boxes in pixels at 150 dpi, and the words in points."""
    image = np.full((1755, 1241, 3), 255, np.uint8)
    words = []
    for row in range(20):
        y = 200 + 60 * row
        for column, text in enumerate(("wij", "spraken", "over", "de", "vergunning")):
            x = 150 + 170 * column
            if not any(left - 10 < x < left + w and top - 40 < y < top + h + 30 for left, top, w, h in places):
                cv2.putText(image, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (0, 0, 0), 2)
                words.append(WordBox(text, x * 0.48, (y - 20) * 0.48, 70.0, 11.0, 1.0))
    for x, y, w, h in places:
        cv2.rectangle(image, (x, y), (x + w, y + h), (160, 160, 160), -1)
        if label:
            words.append(WordBox(label, (x + 20) * 0.48, (y + 5) * 0.48, 60.0, 10.0, 1.0))
    return image, words


def test_a_shaded_cell_is_none_and_a_ground_is_read():
    place = (490, 296, 160, 30)
    for label, ground in (("5.1.2e", "5.1.2e"), ("", None)):
        image, words = _sheet_of_lines(place, label=label)
        (found,) = boxes(image, 150, words)
        assert (found.x, found.y, found.width, found.height) == pytest.approx([side * 0.48 for side in place], abs=1.5)
        assert found.ground == ground
    image, words = _sheet_of_lines(place, label="Afzender")
    assert boxes(image, 150, words) == ()


def test_a_ground_is_read_from_the_image_where_the_words_have_none():
    image, words = _sheet_of_lines((490, 296, 160, 30))
    cv2.putText(image, "5.1.2e", (520, 319), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (255, 255, 255), 1, cv2.LINE_AA)
    asked = []

    def read(label):
        asked.append(label)
        return "51.2e"

    (found,) = boxes(image, 150, words, read)
    assert found.ground == "5.1.2e"
    (label,) = asked
    assert label.ndim == 2
    assert label[0].min() == 255  # dark on white, with a margin
    assert label.min() < 60
    blank, words = _sheet_of_lines((490, 296, 160, 30))
    asked.clear()
    assert [one.ground for one in boxes(blank, 150, words, read)] == [None]
    assert asked == []  # nothing is printed there


def test_a_sideways_page_has_the_boxes_where_they_are_seen():
    place = (490, 296, 160, 30)
    image, words = _sheet_of_lines(place, label="5.1.2e")
    width = image.shape[1] * 0.48
    turned = np.ascontiguousarray(np.rot90(image))  # counter-clockwise: the right edge becomes the top
    up = [WordBox(word.text, word.y, width - word.x - word.width, word.height, word.width, 1.0) for word in words]
    (found,) = boxes(turned, 150, up)
    x, y, w, h = (side * 0.48 for side in place)
    assert (found.x, found.y, found.width, found.height) == pytest.approx((y, width - x - w, h, w), abs=1.5)
    assert found.ground == "5.1.2e"


def test_shares_of_page_and_text():
    redactions = [Redaction(x=10, y=10, width=40, height=10), Redaction(x=10, y=30, width=40, height=10)]
    words = [WordBox("een", 10, 50, 18, 10, 1.0), WordBox("twee", 30, 50, 20, 10, 1.0)]  # one line of 40
    page, text = shares(redactions, (100, 200), words)
    assert page == pytest.approx(800 / 20_000)
    assert text == pytest.approx(800 / 1200)
    assert shares([], (100, 200), words) == (0.0, 0.0)


def test_nothing_comes_of_nothing():
    assert boxes(np.zeros((0, 0, 3), np.uint8), 150) == ()
    assert boxes(np.full((300, 300, 3), 255, np.uint8), 150) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5.1.2e", "5.1.2e"),
        ("51.2e", "5.1.2e"),
        ("10.29", "10.2g"),
        ("5.1.21", "5.1.2i"),
        ("5S.1.2e", "5.1.2e"),
        ("5.1.2e, 51.21", "5.1.2e, 5.1.2i"),
        ("2021", None),
        ("gelakt", None),
        ("", None),
    ],
)
def test_what_ocr_makes_of_a_ground(text, code):
    assert ground_read(text) == code
