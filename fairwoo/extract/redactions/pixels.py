"""Redacted boxes in the image of a page: black, grey, coloured, dotted, outlined, or drawn with a felt-tip."""

from __future__ import annotations

from collections.abc import Iterator

from fairwoo.extract.redactions.dithered import dithered
from fairwoo.extract.redactions.fills import fills
from fairwoo.extract.redactions.found import Found, Pixels, Rules, without_doubles
from fairwoo.extract.redactions.outlines import outlines
from fairwoo.extract.redactions.pictures import Pictures
from fairwoo.extract.redactions.straightened import Straightened
from fairwoo.extract.redactions.whole import whole
from fairwoo.model.extraction import RedactionStyle

_DPI = 150.0  # more takes time and finds no more
_TOP = 0.25  # share of the page: where letters and mails of the national government bear a ribbon, which is
_AT_TOP = 0.03  # share of the page: it hangs from the edge
_RIBBON_WIDTH, _RIBBON_HEIGHT = 0.75, 0.5  # inch: so narrow and so high
_EDGE = 0.012  # inch: the black rim of a scan touches the edge of the image


def find(image: Pixels, dpi: float, rules: Rules | None = None) -> list[Found]:
    """The boxes in a page image (height × width × 3, BGR, 0–255), in its pixels, in reading order.

    Works at 150 dpi; give images of up to about 9 megapixels. Raises nothing for an image without boxes or of no size.
    """
    if image.size == 0:
        return []
    import cv2

    cv2.setNumThreads(1)  # a page is a job of one thread; as many jobs run as there are cores
    rules = rules or Rules()
    work, lines, scale = _working(image, dpi)
    straight = Straightened(work, lines)
    grey = cv2.cvtColor(straight.image, cv2.COLOR_BGR2GRAY)
    height, width = grey.shape
    pictures = Pictures(grey, dpi * scale)
    boxes = [
        straight.before(box).scaled(1 / scale)
        for box in whole(without_doubles(_candidates(straight, grey, dpi * scale, rules)), grey, dpi * scale)
        if not _is_ribbon(box, height, dpi * scale) and not _is_rim(box, width, height, dpi * scale) and not pictures.holds(box)
    ]
    return sorted(boxes, key=lambda box: (box.y, box.x, box.w, box.h))


def _candidates(straight: Straightened, grey: Pixels, dpi: float, rules: Rules) -> Iterator[Found]:
    yield from fills(straight.image, dpi, rules)
    yield from dithered(grey, dpi, rules)
    yield from outlines(straight.lines, dpi, rules)


def _working(image: Pixels, dpi: float) -> tuple[Pixels, Pixels, float]:
    """The image at working resolution; the same in grey with its thin lines kept; and the scale."""
    import cv2
    import numpy as np

    scale = min(1.0, _DPI / dpi)
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    if scale > 0.95:
        return image, grey, 1.0
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    reach = max(1, round(1 / scale))
    kept = cv2.erode(grey, np.ones((reach, reach), np.uint8))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA), cv2.resize(kept, size, interpolation=cv2.INTER_AREA), scale


def _is_ribbon(box: Found, height: int, dpi: float) -> bool:
    """Is it the ribbon of the national government: at the top, and much higher than wide?"""
    steepness = 1 if box.y < _AT_TOP * height else 2  # a crest at its foot, in other colours, may be left out
    upright = box.h >= steepness * box.w and box.w <= _RIBBON_WIDTH * dpi and box.h >= _RIBBON_HEIGHT * dpi
    return upright and box.y + box.h < _TOP * height and box.style is not RedactionStyle.OUTLINE


def _is_rim(box: Found, width: int, height: int, dpi: float) -> bool:
    """Is it the dark rim of a scan, or a part of the page that is in colour up to its edges?"""
    edge = _EDGE * dpi
    edges = [box.x <= edge, box.y <= edge, box.x + box.w >= width - edge, box.y + box.h >= height - edge]
    dark = box.style in {RedactionStyle.BLACK, RedactionStyle.MARKER, RedactionStyle.DITHERED}
    return sum(edges) > 1 or (any(edges) and dark)
