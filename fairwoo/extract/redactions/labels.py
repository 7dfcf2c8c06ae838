"""What is printed on or at a redacted box: among the words of the page, or cut out of its image to be read apart."""

from __future__ import annotations

from collections.abc import Sequence

from fairwoo.extract.redactions.boxed import Boxed
from fairwoo.extract.redactions.codes import ground_in, ground_read
from fairwoo.extract.redactions.found import Found, Pixels
from fairwoo.model import WordBox

READ_DPI = 300.0
_EDGE = 0.015  # inch: the rim of the box is not looked at
_CONTRAST = 40  # of 255: what differs less from the ground of the box is noise
_WORD_GAP = 0.12  # inch: letters and words nearer to each other are one run
_LOWEST, _HIGHEST = 0.035, 0.25  # inch: of a line of print
_MARGIN = 0.08  # inch: paper round what is to be read
_AT = 6.0  # points: from the box to a ground beside it
_MOST_PIXELS = 1_500_000  # of an image to be read


def ground_of(box: Boxed, words: Sequence[WordBox]) -> str | None:
    """The ground among the words on the box, or else right before or after it on its line."""
    on_it = ground_in(box.label) or _by_ocr(box.words)
    if on_it:
        return on_it
    for word in words:
        gap = max(word.x - box.right, box.x - word.x - word.width)
        middle = word.y + word.height / 2
        if 0 <= gap <= _AT and box.y <= middle <= box.bottom:
            beside = ground_in(word.text)
            if beside and beside[-1].isalpha():  # numbers alone are often no ground
                return beside
    return None


def _by_ocr(words: Sequence[WordBox]) -> str | None:
    """The ground in words that were recognised, not taken from a text layer."""
    return ground_read(" ".join(word.text for word in words)) if any(word.confidence < 1 for word in words) else None


def label_image(image: Pixels, box: Found, dpi: float) -> Pixels | None:
    """What is printed on the box, in grey, dark on white, with a margin and at 300 dpi; None if nothing is.

    `image` is the page (BGR, 0–255). Only the line or lines of print are cut out, so that little is left to read.
    """
    import cv2
    import numpy as np

    rim = max(1, round(_EDGE * dpi))
    inside = image[box.y + rim : box.y + box.h - rim, box.x + rim : box.x + box.w - rim]
    if inside.size == 0:
        return None
    ground = np.median(inside.reshape(-1, inside.shape[2]), axis=0).astype(np.int16)
    strength = np.abs(inside.astype(np.int16) - ground).max(
        axis=2
    )  # of the channel that shows most, as red does of black on blue
    marks = (strength > _CONTRAST).astype(np.uint8)
    joined = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((1, max(1, round(_WORD_GAP * dpi))), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    runs = [
        row
        for row in stats[1:]
        if _LOWEST * dpi <= row[cv2.CC_STAT_HEIGHT] <= _HIGHEST * dpi and row[cv2.CC_STAT_WIDTH] >= row[cv2.CC_STAT_HEIGHT]
    ]
    if not runs:
        return None
    left, top = (min(int(row[side]) for row in runs) for side in (cv2.CC_STAT_LEFT, cv2.CC_STAT_TOP))
    right = max(int(row[cv2.CC_STAT_LEFT] + row[cv2.CC_STAT_WIDTH]) for row in runs)
    bottom = max(int(row[cv2.CC_STAT_TOP] + row[cv2.CC_STAT_HEIGHT]) for row in runs)
    pad = 2
    cut = strength[max(0, top - pad) : bottom + pad, max(0, left - pad) : right + pad].astype(np.float32)
    dark = 255 - np.clip(cut * (255 / max(1.0, float(cut.max()))), 0, 255).astype(np.uint8)
    scale = min(READ_DPI / dpi, (_MOST_PIXELS / dark.size) ** 0.5)
    large = cv2.resize(dark, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    margin = round(_MARGIN * READ_DPI)
    return cv2.copyMakeBorder(large, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=255)
