"""Which text objects of a page might not be seen, so that an ordinary page is never rendered.

Above suspicion is text that is filled in a dark colour, within the page and its clips, not optional, with nothing over it, and under it
only fills of colours far from its own. The rule errs on the side of suspicion. Text outside the page and tiny text need no look.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from fairwoo.extract.pdf.shapes import Box, Shape
from fairwoo.extract.pdf.unseen_objects import Letters, Objects

TINY = 1.0  # points
_PALE = 200  # of 255: a colour with all parts from here may melt into white paper
_NEAR = 64  # of 255: a look decides on colours that are this near
_INSET = 1.0  # points: letters may stick out of their clip or page by this much
_OVER = 0.1  # of the area of a text object: what lies on or under less of it does not matter
_MOST_CORNERS = 64  # of a clip: one with more is left to the look
_MOST_PAIRS = 40_000_000


class Suspects(NamedTuple):
    """Text objects by their address: those that only a look at the rendered page can clear, and those that need none to be told."""

    to_look_at: set[int]
    out_of_sight: set[int]

    def all(self) -> set[int]:
        """Both."""
        return self.to_look_at | self.out_of_sight


def suspects(objects: Objects, page_box: Box, *, layers: bool = True) -> Suspects:
    """The text objects that might not be seen. `layers`: does the document have optional content at all?"""
    away = {key for key, one in objects.letters.items() if is_tiny(one) or not _is_within(one.box, page_box)}
    odd = {key for key, one in objects.letters.items() if _is_odd(one, layers=layers)}
    rest = [key for key in objects.letters if key not in odd]
    if rest and objects.grounds:
        if len(rest) * len(objects.grounds) > _MOST_PAIRS:
            odd.update(rest)
        else:
            odd |= _near_something(objects, rest)
    return Suspects(odd, away)


def is_tiny(letters: Letters) -> bool:
    """Is it less than a point high or wide, both by its font and by what it takes up?"""
    return letters.size < TINY and min(letters.box.width, letters.box.height) < TINY


def _is_odd(letters: Letters, *, layers: bool) -> bool:
    return (
        letters.mode != 0
        or (layers and (letters.optional or letters.in_form))
        or letters.colour is None
        or min(letters.colour) >= _PALE
        or not all(
            _is_plain(clip) and all(clip.holds(*corner) for corner in _inset(letters.box).corners()) for clip in letters.clips
        )
    )


def _is_within(box: Box, outer: Box) -> bool:
    inner = _inset(box)
    return outer.left <= inner.left and inner.right <= outer.right and outer.bottom <= inner.bottom and inner.top <= outer.top


def _is_plain(clip: Shape) -> bool:
    return sum(len(polygon) for polygon in clip.polygons) <= _MOST_CORNERS


def _inset(box: Box) -> Box:
    across, up = min(_INSET, box.width / 4), min(_INSET, box.height / 4)
    return Box(box.left + across, box.bottom + up, box.right - across, box.top - up)


def _near_something(objects: Objects, keys: list[int]) -> set[int]:
    """Those with something over them, or something under them that is not a fill of a colour far from theirs."""
    import numpy as np

    letters = [objects.letters[key] for key in keys]
    boxes = np.array([one.box for one in letters])
    orders = np.array([one.order for one in letters])
    colours = np.array([one.colour for one in letters], dtype=np.int16)
    areas = np.maximum(boxes[:, 2] - boxes[:, 0], 0.01) * np.maximum(boxes[:, 3] - boxes[:, 1], 0.01)
    suspected = np.zeros(len(keys), dtype=bool)
    for ground in objects.grounds:
        hit = _shared(boxes, ground.box) > _OVER * areas
        if not hit.any():
            continue
        if ground.colour is not None:
            far = np.abs(colours - np.array(ground.colour, dtype=np.int16)).max(axis=1) > _NEAR
            hit &= (orders < ground.order) | ~far
        suspected |= hit
    return {key for key, is_suspect in zip(keys, suspected.tolist(), strict=True) if is_suspect}


def _shared(boxes: Any, one: Box) -> Any:
    """The areas that the boxes share with one."""
    import numpy as np

    width = np.minimum(boxes[:, 2], one.right) - np.maximum(boxes[:, 0], one.left)
    height = np.minimum(boxes[:, 3], one.top) - np.maximum(boxes[:, 1], one.bottom)
    return np.maximum(width, 0) * np.maximum(height, 0)
