"""Black boxes that are only a part of something dark: the stem of a large letter, a piece of a logo, of a ribbon or of a drawing."""

from __future__ import annotations

from collections.abc import Sequence

from fairwoo.extract.redactions.found import Found, Pixels
from fairwoo.model.extraction import RedactionStyle

_DARK = 150  # of 255
_THIN = 0.035  # inch: print and rules that touch a box are no part of it
_WHOLE = 0.6  # share of what is dark that the boxes on it make up
_INK = {RedactionStyle.BLACK, RedactionStyle.MARKER}


def whole(boxes: Sequence[Found], grey: Pixels, dpi: float) -> list[Found]:
    """The boxes without those black ones that are pieces of a dark shape which is no box; touching boxes make a shape together."""
    import cv2
    import numpy as np

    if not any(box.style in _INK for box in boxes):
        return list(boxes)
    thin = max(2, round(_THIN * dpi))
    dark = cv2.morphologyEx((grey < _DARK).astype(np.uint8), cv2.MORPH_OPEN, np.ones((thin, thin), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    shapes = {box: _shape_under(labels, box) for box in boxes if box.style in _INK}
    covered = np.zeros(count, np.int64)
    for box, shape in shapes.items():
        here = labels[box.y : box.y + box.h, box.x : box.x + box.w]
        covered[shape] += int((here == shape).sum())
    return [
        box for box in boxes if not shapes.get(box) or covered[shapes[box]] >= _WHOLE * int(stats[shapes[box]][cv2.CC_STAT_AREA])
    ]


def _shape_under(labels: Pixels, box: Found) -> int:
    """The dark shape of which the box has most; 0 if there is none."""
    import numpy as np

    counts = np.bincount(labels[box.y : box.y + box.h, box.x : box.x + box.w].ravel())
    counts[0] = 0
    return int(counts.argmax())
