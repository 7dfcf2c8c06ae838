"""Grey that was printed or faxed as dots: flat only when looked at from a distance.

Blurred, a field of dots is an even grey, while text is not; unblurred it is anything but even. Where the field ends the blurred grey
is halfway to that of the paper.
"""

from __future__ import annotations

from collections.abc import Iterator

from fairwoo.extract.redactions.found import Found, Pixels, Rules
from fairwoo.model.extraction import RedactionStyle

_BLUR = 0.02  # inch
_WINDOW = 0.045  # inch
_DARKEST, _LIGHTEST = 60, 225  # of 255, after the blur
_EVEN = 7.0  # of 255: spread after the blur
_COARSE = 20.0  # of 255: spread before it
_LEAST_WIDTH, _LEAST_HEIGHT = 0.15, 0.04  # inch: of what is left when the uneven edge is gone
_PAPER = 255
_REACH = 0.12  # inch: how far the edge of the field may lie outside what is even
_FULL = 0.8
_FINE = 0.6  # mean step from pixel to pixel over the spread, level and upright: text has long strokes, so about .4; noise 1.1


def dithered(grey: Pixels, dpi: float, rules: Rules) -> Iterator[Found]:
    """The boxes of dots in a grey image."""
    import cv2
    import numpy as np

    window = max(3, round(_WINDOW * dpi) | 1)
    far = cv2.GaussianBlur(grey, (0, 0), _BLUR * dpi)
    middling = cv2.inRange(far, _DARKEST, _LIGHTEST)
    even = (_spread(grey, window) >= _COARSE) & (_spread(far, window) <= _EVEN) & (middling > 0)
    closed = cv2.morphologyEx(even.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((window, window), np.uint8))
    least = np.ones((max(1, round(_LEAST_HEIGHT * dpi)), max(1, round(_LEAST_WIDTH * dpi))), np.uint8)
    core = cv2.morphologyEx(closed, cv2.MORPH_OPEN, least)
    if not cv2.countNonZero(core):
        return
    count, _, stats, _ = cv2.connectedComponentsWithStats(core, connectivity=4)
    for number in range(1, count):
        x, y, w, h, area = (int(value) for value in stats[number])
        if area >= _FULL * w * h:
            box = _grown(far, Found(x, y, w, h, RedactionStyle.DITHERED), round(_REACH * dpi))
            if box.w >= rules.least_width * dpi and box.h >= rules.least_height * dpi and _is_fine(grey, box):
                yield box


def _is_fine(grey: Pixels, box: Found) -> bool:
    """Does it change from pixel to pixel, in both directions?"""
    import numpy as np

    inside = grey[box.y : box.y + box.h, box.x : box.x + box.w].astype(np.float32)
    least = _FINE * float(inside.std())
    return all(float(np.abs(np.diff(inside, axis=axis)).mean()) >= least for axis in (0, 1))


def _grown(far: Pixels, core: Found, reach: int) -> Found:
    """The box out to where the grey is halfway to the paper."""
    import numpy as np

    level = float(np.median(far[core.y : core.y + core.h, core.x : core.x + core.w]))
    halfway = (level + _PAPER) / 2
    top, left = max(0, core.y - reach), max(0, core.x - reach)
    rows = np.median(far[top : core.y + core.h + reach, core.x : core.x + core.w], axis=1) <= halfway
    columns = np.median(far[core.y : core.y + core.h, left : core.x + core.w + reach], axis=0) <= halfway
    above, below = _run(rows, core.y - top, core.y - top + core.h)
    before, after = _run(columns, core.x - left, core.x - left + core.w)
    return Found(left + before, top + above, after - before, below - above, core.style)


def _run(holds: Pixels, start: int, end: int) -> tuple[int, int]:
    """The stretch around `start`–`end` throughout which it holds."""
    while start > 0 and holds[start - 1]:
        start -= 1
    while end < len(holds) and holds[end]:
        end += 1
    return start, end


def _spread(grey: Pixels, window: int) -> Pixels:
    """The standard deviation in a window around each pixel."""
    import cv2
    import numpy as np

    mean: Pixels = cv2.blur(grey.astype(np.float32), (window, window))
    square: Pixels = cv2.sqrBoxFilter(grey, cv2.CV_32F, (window, window), normalize=True)
    return np.sqrt(np.maximum(square - mean * mean, 0))
