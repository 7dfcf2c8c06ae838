"""Grey that was printed or faxed as dots.

In a field of dots every place has light and dark close by, so that a window on it always has contrast; lines of print have paper
between them. And dots change from pixel to pixel in both directions, where strokes of letters are long.
"""

from __future__ import annotations

from collections.abc import Iterator

from fairwoo.extract.redactions.found import Found, Pixels, Rules
from fairwoo.model.extraction import RedactionStyle

_WINDOW = 3  # pixels at the working resolution: dots lie nearer to each other
_CONTRAST = 45  # of 255: between the lightest and the darkest of a window
_LEAST_WIDTH, _LEAST_HEIGHT = 0.16, 0.1  # inch
_FULL = 0.85  # share of its extent that a field fills
_FINE = 0.6  # mean step from pixel to pixel over the spread, level and upright: text has long strokes, so about .4; noise 1.1
_DARKEST, _LIGHTEST = 40, 230  # of 255: the mean of a field
_FLAWS = 3  # pixels: so small a place without contrast does not end a field


def dithered(grey: Pixels, dpi: float, rules: Rules) -> Iterator[Found]:
    """The boxes of dots in a grey image."""
    import cv2
    import numpy as np

    busy = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((_WINDOW, _WINDOW), np.uint8))
    _, mask = cv2.threshold(busy, _CONTRAST - 1, 255, cv2.THRESH_BINARY)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((_FLAWS, _FLAWS), np.uint8))
    least = np.ones((max(1, round(_LEAST_HEIGHT * dpi)), max(1, round(_LEAST_WIDTH * dpi))), np.uint8)
    fields = cv2.morphologyEx(mask, cv2.MORPH_OPEN, least)
    if not cv2.countNonZero(fields):
        return
    rim = _WINDOW // 2
    count, _, stats, _ = cv2.connectedComponentsWithStats(fields, connectivity=4)
    for number in range(1, count):
        x, y, w, h, area = (int(value) for value in stats[number])
        if area >= _FULL * w * h:
            box = Found(x + rim, y + rim, w - 2 * rim, h - 2 * rim, RedactionStyle.DITHERED)
            if box.w >= rules.least_width * dpi and box.h >= rules.least_height * dpi and _is_fine(grey, box):
                yield box


def _is_fine(grey: Pixels, box: Found) -> bool:
    """Is it grey from afar, and does it change from pixel to pixel in both directions?"""
    import numpy as np

    inside = grey[box.y : box.y + box.h, box.x : box.x + box.w].astype(np.float32)
    if not _DARKEST <= float(inside.mean()) <= _LIGHTEST:
        return False
    least = _FINE * float(inside.std())
    return all(float(np.abs(np.diff(inside, axis=axis)).mean()) >= least for axis in (0, 1))
