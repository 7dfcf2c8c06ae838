"""How much of a page is redacted: the share of its area, and of its lines of text."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Area(NamedTuple):
    """A rectangle; any unit, origin top left."""

    x: float
    y: float
    width: float
    height: float


def area_share(boxes: Iterable[Area], page: Area) -> float:
    """The share (0–1) of the page that the boxes cover together; what two cover counts once, what is off the page not at all."""
    whole = page.width * page.height
    return min(1.0, _union([box for each in boxes if (box := _common(each, page))]) / whole) if whole > 0 else 0.0


def text_share(boxes: Iterable[Area], lines: Sequence[Area]) -> float:
    """The share (0–1) of the text that is redacted, by area: what the boxes cover, over that and the lines that are left to read.

    What is under a box cannot be known, so its whole area counts as text. Lines on or under a box (its label, or text that was not
    removed) are not left to read. 0 for a page without boxes.
    """
    covers = [Area(*each) for each in boxes if each.width > 0 and each.height > 0]
    hidden = _union(covers)
    left = _union([*covers, *(line for line in lines if line.width > 0 and line.height > 0)]) - hidden
    return hidden / (hidden + left) if hidden > 0 else 0.0


def _common(one: Area, other: Area) -> Area | None:
    left, top = max(one.x, other.x), max(one.y, other.y)
    width = min(one.x + one.width, other.x + other.width) - left
    height = min(one.y + one.height, other.y + other.height) - top
    return Area(left, top, width, height) if width > 0 and height > 0 else None


def _union(boxes: Sequence[Area]) -> float:
    """The area that the boxes cover together: strip by strip between their left and right edges."""
    edges = sorted({edge for box in boxes for edge in (box.x, box.x + box.width)})
    total = 0.0
    for left, right in itertools.pairwise(edges):
        spans = sorted((box.y, box.y + box.height) for box in boxes if box.x <= left and right <= box.x + box.width)
        total += (right - left) * _length(spans)
    return total


def _length(spans: Sequence[tuple[float, float]]) -> float:
    """The length of what sorted spans cover together."""
    total, end = 0.0, float("-inf")
    for start, stop in spans:
        total += max(0.0, stop - max(start, end))
        end = max(end, stop)
    return total
