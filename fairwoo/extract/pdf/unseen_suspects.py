"""Which text objects of a page might not be seen, so that an ordinary page costs next to nothing: it is not looked at by letters or pixels.

Above suspicion is text that is filled in a dark colour, within the page and its clips, not optional, with nothing over it, and under it
only fills of colours far from its own. The rule errs on the side of suspicion. Text outside the page and tiny text need no look.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from fairwoo.extract.pdf.covered import might_cover
from fairwoo.extract.pdf.drawing import Cover, Drawing, Letters
from fairwoo.extract.pdf.objects import is_blank
from fairwoo.extract.pdf.shapes import Box, Shape, common
from fairwoo.extract.pdf.unseen_standins import stand_ins

TINY = 1.0  # points
_PALE = 200  # of 255: a colour with all parts from here may melt into white paper
_NEAR = 48  # of 255: a look decides on colours that are this near
_INSET = 1.0  # points: letters may stick out of their clip or page by this much
_INSIDE = 1 / 3  # of the box of a letter, which has little ink in its lower part and much in its upper one
_OVER = 0.1  # of the area of a text object: what lies on or under less of it does not matter to a look
_TOUCH = 0.1  # of its height: a box that reaches less far into its line hides none of its letters
_MOST_CORNERS = 64  # of a clip: one with more is left to the look
_MOST_PAIRS = 40_000_000


class Suspects(NamedTuple):
    """Text objects by their address: those that only a look at the rendered page can clear, those that need none to be told, those
    that something opaque may cover, and those that are replaced by a text that is not drawn.
    """

    to_look_at: set[int]
    out_of_sight: set[int]
    maybe_covered: set[int]
    replaced: set[int]

    @property
    def maybe_unseen(self) -> set[int]:
        """All that are not only covered."""
        return self.to_look_at | self.out_of_sight | self.replaced

    def all(self) -> set[int]:
        """All four."""
        return self.maybe_unseen | self.maybe_covered

    def without_blanks(self, text_page: Any, drawing: Drawing) -> Suspects:
        """Without those out of sight that are spaces."""
        away = {key for key in self.out_of_sight if not is_blank(text_page, drawing.letters[key].handle)}
        return self._replace(out_of_sight=away)


def suspects(drawing: Drawing, page_box: Box, marks: Sequence[Box] = (), *, layers: bool = True) -> Suspects:
    """The text objects that might not be seen. `marks` cover all (redaction annotations). `layers`: is there optional content at all?"""
    found = Suspects(set(), set(), set(), stand_ins(drawing))
    around = _around(drawing) if drawing.grounds and drawing.letters else {}
    clear = (lambda _: False) if layers or marks else _clear(page_box)
    for key, one in drawing.letters.items():
        grounds = around.get(key, ())
        if clear(one):
            if not grounds:
                continue
        else:
            if not _lies_within(one.box, page_box) or is_tiny(one):
                found.out_of_sight.add(key)
            if _is_odd(one, layers=layers):
                found.to_look_at.add(key)
        if not _stands_out(one, grounds):
            found.to_look_at.add(key)
        if any(might_cover(ground, one) and _reaches(ground, one) for ground in grounds) or any(map(one.box.meets, marks)):
            found.maybe_covered.add(key)
    return found


def _clear(page_box: Box) -> Callable[[Letters], bool]:
    """The quick test that nearly all text passes: dark, large enough, well within the page and within a plain clip."""
    page_left, page_bottom, page_right, page_top = page_box

    def clear(letters: Letters) -> bool:
        _, _, (left, bottom, right, top), mode, colour, (_, plain), _ = letters
        return (
            mode == 0
            and colour is not None
            and (colour[0] < _PALE or colour[1] < _PALE or colour[2] < _PALE)
            and page_left <= left <= right - TINY
            and right <= page_right
            and page_bottom <= bottom <= top - TINY
            and top <= page_top
            and plain is not None
            and plain[0] <= left
            and right <= plain[2]
            and plain[1] <= bottom
            and top <= plain[3]
        )

    return clear


def is_outside(box: Box, page_box: Box) -> bool:
    """Does most of a letter lie outside the page, so that it cannot be read? One that the edge cuts in halves can."""
    if page_box.left <= box.left and box.right <= page_box.right and page_box.bottom <= box.bottom and box.top <= page_box.top:
        return False
    if box.width <= 0 or box.height <= 0:
        return not page_box.holds(*box.middle)
    inside = common(box, page_box)
    return max(0.0, inside.width) * max(0.0, inside.height) < _INSIDE * box.width * box.height


def is_tiny(letters: Letters) -> bool:
    """Is it less than a point high or wide, both by its font and by what it takes up?"""
    box = letters.box
    return (box.top - box.bottom < TINY or box.right - box.left < TINY) and letters.size < TINY


def _is_odd(letters: Letters, *, layers: bool) -> bool:
    colour = letters.colour
    return (
        letters.mode != 0
        or colour is None
        or not _is_within_clip(letters)
        or (layers and (bool(letters.frame.forms) or letters.optional))
    )


def _is_within_clip(letters: Letters) -> bool:
    shapes, plain = letters.clip
    if plain is not None:
        return _lies_within(letters.box, plain)
    corners = _inset(letters.box).corners()
    return all(_is_simple(clip) and all(clip.holds(*corner) for corner in corners) for clip in shapes)


def _lies_within(box: Box, outer: Box) -> bool:
    left, bottom, right, top = outer
    if left <= box.left and box.right <= right and bottom <= box.bottom and box.top <= top:
        return True
    inner = _inset(box)
    return left <= inner.left and inner.right <= right and bottom <= inner.bottom and inner.top <= top


def _is_simple(clip: Shape) -> bool:
    return sum(len(polygon) for polygon in clip.polygons) <= _MOST_CORNERS


def _inset(box: Box) -> Box:
    across, up = min(_INSET, box.width / 4), min(_INSET, box.height / 4)
    return Box(box.left + across, box.bottom + up, box.right - across, box.top - up)


def _stands_out(letters: Letters, grounds: Sequence[Cover]) -> bool:
    """Has it nothing over it, and a colour far from all that it lies on, or from the one fill that all of it lies on?"""
    colour = letters.colour
    if colour is None:
        return False
    dark = colour[0] < _PALE or colour[1] < _PALE or colour[2] < _PALE
    if dark and not any(ground.order > letters.order or _is_near(letters, ground) for ground in grounds):
        return True
    area = _OVER * max(letters.box.width, 0.01) * max(letters.box.height, 0.01)
    on = [ground for ground in grounds if (shared := common(letters.box, ground.box)).width * shared.height > area]
    last = on[-1] if on else None
    if last is None or last.order > letters.order:
        return last is None and dark
    if last.opaque and last.image is None and not _is_near(letters, last) and _holds(last, letters.box):
        return True
    return dark and not any(_is_near(letters, ground) for ground in on)


def _holds(ground: Cover, box: Box) -> bool:
    """Does all of the box lie on it?"""
    if ground.rectangle is not None:
        return _lies_within(box, ground.rectangle)
    inner = _inset(box)
    points = (
        (inner.left + inner.width * across / 4, inner.bottom + inner.height * up / 2) for across in range(5) for up in range(3)
    )
    return all(map(ground.covers, points))


def _reaches(ground: Cover, letters: Letters) -> bool:
    """Is it opaque, and does it reach so far into the text that it might hide a letter?"""
    shared = common(letters.box, ground.box)
    return ground.opaque and min(shared.width, shared.height) > _TOUCH * min(letters.box.width, letters.box.height)


def _around(drawing: Drawing) -> dict[int, list[Cover]]:
    """What lies over and under each text object, by its box, in drawing order. Few text objects are high, so those near are soon found.

    On a page with more than can be looked at one by one, all that there is.
    """
    if len(drawing.letters) * len(drawing.grounds) > _MOST_PAIRS:
        return dict.fromkeys(drawing.letters, drawing.grounds)
    texts = sorted(drawing.letters.items(), key=lambda each: each[1].box.bottom)
    bottoms = [one.box.bottom for _, one in texts]
    highest = max(one.box.height for _, one in texts)
    around: dict[int, list[Cover]] = {}
    for ground in drawing.grounds:
        left, bottom, right, top = ground.box
        for key, one in texts[bisect_left(bottoms, bottom - highest) : bisect_right(bottoms, top)]:
            box = one.box
            if box.top >= bottom and box.left <= right and left <= box.right:
                around.setdefault(key, []).append(ground)
    return around


def _is_near(letters: Letters, ground: Cover) -> bool:
    one, other = letters.colour, ground.colour
    return one is None or other is None or max(abs(one[0] - other[0]), abs(one[1] - other[1]), abs(one[2] - other[2])) <= _NEAR
