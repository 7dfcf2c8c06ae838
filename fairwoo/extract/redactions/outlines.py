"""Boxes that are only drawn round: white inside, with a label ("5.1.2e", "buiten verzoek") or nothing.

Thin dark lines, level and upright, make frames; the holes in them that are rectangles are candidates. More than a few in one frame are
a table, and one with sentences in it is a text with a border.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from fairwoo.extract.redactions.found import Found, Pixels, Rules
from fairwoo.extract.redactions.ink import Ink, ink_in
from fairwoo.model.extraction import RedactionStyle

_CONTRAST = 40  # of 255: a line is at least so much darker than both sides of it
_THICKEST = 0.045  # inch
_LEVEL, _UPRIGHT = 0.2, 0.085  # inch: shorter lines are strokes of letters
_LEAST_WIDTH, _LEAST_HEIGHT = 0.2, 0.09  # inch
_SQUARE = 0.88  # share of the surrounding rectangle that the hole fills
_MOST_INK = 0.3  # share
_MOST_LINES = 2
_LARGEST_BLANK = 0.3  # inch: higher and without a label it is a frame waiting for a picture


def outlines(grey: Pixels, dpi: float, rules: Rules) -> Iterator[Found]:
    """The outlined boxes in a grey image (thin lines must have been kept when it was made smaller), small ones first."""
    import numpy as np

    clean = grey.copy()
    for box in sorted(_frames(grey, dpi, rules), key=lambda box: (box.area, box.y, box.x)):
        ink = ink_in(clean, box, dpi)
        if _is_redaction(ink, box, dpi, rules):
            yield box
            ground = int(np.median(grey[box.y : box.y + box.h, box.x : box.x + box.w]))
            clean[max(0, box.y - 3) : box.y + box.h + 3, max(0, box.x - 3) : box.x + box.w + 3] = ground


def _is_redaction(ink: Ink, box: Found, dpi: float, rules: Rules) -> bool:
    if ink.is_blank:
        return box.h <= _LARGEST_BLANK * dpi
    return ink.share <= _MOST_INK and ink.longest <= rules.longest_outline_label and ink.lines <= _MOST_LINES


def _frames(grey: Pixels, dpi: float, rules: Rules) -> Iterator[Found]:
    """Rectangular holes in the lines, lines included, save those of tables."""
    import cv2

    contours, tree = cv2.findContours(_lines(grey, dpi), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    holes = [
        (parent, cv2.boundingRect(contour))
        for contour, (_, _, _, parent) in zip(contours, tree[0] if tree is not None else (), strict=True)
        if parent >= 0 and _is_rectangle(contour, dpi)
    ]
    siblings = Counter(parent for parent, _ in holes)
    for parent, (x, y, w, h) in holes:
        if siblings[parent] <= rules.most_siblings:
            yield Found(x, y, w, h, RedactionStyle.OUTLINE)


def _is_rectangle(contour: Pixels, dpi: float) -> bool:
    import cv2

    _, _, w, h = cv2.boundingRect(contour)
    if w < _LEAST_WIDTH * dpi or h < _LEAST_HEIGHT * dpi:
        return False
    return bool(cv2.contourArea(contour) >= _SQUARE * (w - 1) * (h - 1))


def _lines(grey: Pixels, dpi: float) -> Pixels:
    """A mask of the lines."""
    import cv2
    import numpy as np

    thick = max(3, round(_THICKEST * dpi))
    thin = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((thick, thick), np.uint8))
    _, dark = cv2.threshold(thin, _CONTRAST, 255, cv2.THRESH_BINARY)
    level = cv2.morphologyEx(
        cv2.dilate(dark, np.ones((2, 1), np.uint8)), cv2.MORPH_OPEN, np.ones((1, max(3, round(_LEVEL * dpi))), np.uint8)
    )
    upright = cv2.morphologyEx(
        cv2.dilate(dark, np.ones((1, 2), np.uint8)), cv2.MORPH_OPEN, np.ones((max(3, round(_UPRIGHT * dpi)), 1), np.uint8)
    )
    return cv2.morphologyEx(cv2.bitwise_or(level, upright), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
