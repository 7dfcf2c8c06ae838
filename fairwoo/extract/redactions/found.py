"""What a search in pixels deals in: boxes, the rules it goes by, and the image at its working resolution."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from fairwoo.model.extraction import RedactionStyle

Pixels = Any  # a numpy array; numpy is only imported where it is used


class Found(NamedTuple):
    """A redacted box in pixels, origin top left."""

    x: int
    y: int
    w: int
    h: int
    style: RedactionStyle

    @property
    def area(self) -> int:
        """In pixels."""
        return self.w * self.h

    def shared(self, other: Found) -> int:
        """The area it has in common with another box."""
        across = min(self.x + self.w, other.x + other.w) - max(self.x, other.x)
        down = min(self.y + self.h, other.y + other.h) - max(self.y, other.y)
        return max(0, across) * max(0, down)

    def scaled(self, factor: float) -> Found:
        """The box in an image that is `factor` times as large."""
        x, y, right, bottom = (round(value * factor) for value in (self.x, self.y, self.x + self.w, self.y + self.h))
        return Found(x, y, right - x, bottom - y, self.style)


class Rules(NamedTuple):
    """The thresholds, lengths in inches, levels of 255. `tests/corpus/eval_redactions.py --tune` shows what they do.

    `same` is how far a pixel may be from the colour of its box; `paper` the darkest paper. `least_width`, `least_height`: a box is
    no smaller. `jump`: where an edge moves by more, another box begins. `pure` (of black boxes, which have large labels:
    `pure_black`) is the share of a box that must have its colour, `full` the share that must when its label is filled up.
    `longest_label`, `longest_outline_label`: what is printed on or in a box is no longer than a few codes. `most_siblings`: more
    cells in one frame make a table.
    """

    same: int = 22
    paper: int = 238
    least_width: float = 0.075
    least_height: float = 0.09
    jump: float = 0.03
    pure: float = 0.55
    pure_black: float = 0.45
    full: float = 0.85
    longest_label: float = 1.3
    longest_outline_label: float = 2.2
    most_siblings: int = 2


def without_doubles(boxes: Iterable[Found]) -> list[Found]:
    """The boxes in reading order, of two that are nearly the same the first that was given."""
    kept: list[Found] = []
    for box in boxes:
        if all(2 * box.shared(other) < box.area + other.area - box.shared(other) for other in kept):
            kept.append(box)
    return sorted(kept, key=lambda box: (box.y, box.x, box.w, box.h))
