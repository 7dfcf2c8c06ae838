"""What is printed in a box: how long its longest run of text is, and how many lines it has."""

from __future__ import annotations

from typing import NamedTuple

from fairwoo.extract.redactions.found import Found, Pixels

_CONTRAST = 45  # of 255: what differs less from the ground of the box is noise
_WORD_GAP = 0.09  # inch: letters and words nearer to each other are one run
_SPECK = 0.03  # inch: lower things are noise
_EDGE = 0.02  # inch: the rim of the box is not looked at


class Ink(NamedTuple):
    """What is printed in a box: the share of its area, the longest run and the height of the highest (inches), runs below each other."""

    share: float
    longest: float
    highest: float
    lines: int

    @property
    def is_blank(self) -> bool:
        """Is there nothing to read?"""
        return self.lines == 0


def ink_in(grey: Pixels, box: Found, dpi: float) -> Ink:
    """What differs in `grey` (0–255) from the ground of the box, which is its median."""
    import cv2
    import numpy as np

    rim = max(1, round(_EDGE * dpi))
    inside = grey[box.y + rim : box.y + box.h - rim, box.x + rim : box.x + box.w - rim]
    if inside.size == 0:
        return Ink(0.0, 0.0, 0.0, 0)
    marks = (np.abs(inside.astype(np.int16) - int(np.median(inside))) > _CONTRAST).astype(np.uint8)
    joined = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((1, max(1, round(_WORD_GAP * dpi))), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    runs = [row for row in stats[1:] if row[cv2.CC_STAT_HEIGHT] >= _SPECK * dpi]
    if not runs:
        return Ink(float(marks.mean()), 0.0, 0.0, 0)
    return Ink(
        share=float(marks.mean()),
        longest=max(row[cv2.CC_STAT_WIDTH] for row in runs) / dpi,
        highest=max(row[cv2.CC_STAT_HEIGHT] for row in runs) / dpi,
        lines=_stacked([(int(row[cv2.CC_STAT_TOP]), int(row[cv2.CC_STAT_TOP] + row[cv2.CC_STAT_HEIGHT])) for row in runs]),
    )


def _stacked(spans: list[tuple[int, int]]) -> int:
    """How many groups of spans there are that do not overlap."""
    count, end = 0, -1
    for top, bottom in sorted(spans):
        if top >= end:
            count += 1
        end = max(end, bottom)
    return count
