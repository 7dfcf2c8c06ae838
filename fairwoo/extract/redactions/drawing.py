"""Redacted boxes in the drawing of a page: opaque rectangles of the size of a word up to a block of text.

Shaded cells, panels and headings in white on black have text on them that is to be read; rules are thin; backgrounds are as large as
the page; and an empty shaded cell touches others of its colour that do have text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fairwoo.extract.pdf.drawing import Colour, Cover, Drawing
from fairwoo.extract.pdf.shapes import Box, box_around
from fairwoo.extract.redactions.boxed import Boxed, lines_of
from fairwoo.extract.redactions.codes import ground_in, is_label
from fairwoo.extract.redactions.ornaments import Sheet, ornaments, standing
from fairwoo.model import WordBox
from fairwoo.model.extraction import Redaction, RedactionStyle

_DARK, _WHITE, _COLOURFUL = 80, 240, 60  # of 255: the darkest part of a colour, its brightest, and its saturation
_LEAST_WIDTH, _LEAST_HEIGHT = 5.0, 6.0  # points: a letter wide, the smallest print high
_PAGE_WIDTH, _PAGE_HEIGHT = 0.95, 0.9  # shares of the page: a background
_ACROSS = (0.02, 0.25, 0.5, 0.75, 0.98)
_FULL = 22  # of the 25 points looked at: rectangles may have round corners
_SHOWN = 13  # of 25 that nothing later lies on
_TOUCHING = 1.5  # points
_BADGE = 20.0  # points: a small box on a coloured ground is a badge or a tick
_SAME_BOX = 0.85  # share in common: a fill and its border, or a box drawn twice


class Printed(NamedTuple):
    """A run of visible text: its box in page space (points, origin bottom left) and its place in the drawing order."""

    text: str
    box: Box
    order: int


class _Patch(NamedTuple):
    """A rectangle that is seen, with the text printed on it. `panel`: other things are drawn on it; `inset`: it lies on another."""

    cover: Cover
    box: Box
    colour: Colour
    style: RedactionStyle
    label: str
    panel: bool
    inset: bool


def find(drawing: Drawing, page: Box, texts: Sequence[Printed]) -> list[Redaction]:
    """The boxes, in points from the top left of the page (not turned), in reading order, with the ground printed on each.

    `texts` are runs that can be seen (a word or a line each), those on the boxes included; text below a box is none.
    """
    patches = [patch for cover in drawing.covers if (patch := _patch(cover, drawing, page, texts))]
    read = [patch for patch in patches if not is_label(patch.label)]
    likely = [patch for patch in patches if patch not in read and _is_likely(patch, texts, read)]
    without = _without_text(likely, _sheet(page, texts, likely, read), page)
    kept: list[_Patch] = []
    for patch in likely:
        if id(patch) not in without and all(_common(patch.box, one.box) < _SAME_BOX for one in kept):
            kept.append(patch)
    return [
        _redaction(patch, page) for patch in sorted(kept, key=lambda patch: (-patch.box.top, patch.box.left, patch.cover.order))
    ]


def _sheet(page: Box, texts: Sequence[Printed], likely: Sequence[_Patch], read: Sequence[_Patch]) -> Sheet:
    """The text that is left to read: not what lies under a box, nor its label."""
    left = [text for text in texts if not any(patch.box.holds(*text.box.middle) for patch in likely)]
    words = [WordBox(text.text, *_from_top(text.box, page), 1.0) for text in left]
    return Sheet(lines_of(words), (page.width, page.height), [_boxed(patch, page) for patch in read])


def _without_text(likely: Sequence[_Patch], sheet: Sheet, page: Box) -> set[int]:
    """The ids of those without a ground that are decoration, or are not black and do not stand where text does."""
    boxes = [(patch, _boxed(patch, page)) for patch in likely]
    unsure = [box for patch, box in boxes if not ground_in(patch.label)]
    decoration = {id(box) for box in ornaments(unsure, sheet)}
    left = [(patch, box) for patch, box in boxes if id(box) not in decoration]
    asked = [
        box for patch, box in left if not (ground_in(patch.label) or patch.label.strip() or patch.style is RedactionStyle.BLACK)
    ]
    among_text = {id(box) for box in standing(asked, [box for _, box in left], sheet)}
    without = decoration | {id(box) for box in asked if id(box) not in among_text}
    return {id(patch) for patch, box in boxes if id(box) in without}


def _patch(cover: Cover, drawing: Drawing, page: Box, texts: Sequence[Printed]) -> _Patch | None:
    """The cover as a rectangle that is seen, or None if it is none or not of the size of words."""
    if cover.colour is None:
        return None
    box = _within(box_around([point for polygon in cover.shape.polygons for point in polygon]), page)  # without its border
    for clip in cover.clips:
        box = _within(box, box_around([point for polygon in clip.polygons for point in polygon]))
    large = box.width >= _PAGE_WIDTH * page.width and box.height >= _PAGE_HEIGHT * page.height
    if box.width < _LEAST_WIDTH or box.height < _LEAST_HEIGHT or large:
        return None
    points = [(box.left + box.width * across, box.bottom + box.height * up) for across in _ACROSS for up in _ACROSS]
    if sum(cover.covers(point) for point in points) < _FULL:
        return None
    later = [other for other in drawing.covers if other.order > cover.order and other.box.meets(box)]
    if sum(not any(other.covers(point) for other in later) for point in points) < _SHOWN:
        return None
    on_it = [text for text in texts if text.order > cover.order and box.holds(*text.box.middle)]
    label = " ".join(text.text for text in sorted(on_it, key=lambda text: (-round(text.box.top), text.box.left)))
    panel = any(_lies_in(other.box, box) and other.colour != cover.colour for other in later)
    below = (other for other in drawing.covers if other.order < cover.order and other.colour and max(other.colour) < 255)
    return _Patch(cover, box, cover.colour, _style(cover.colour), label, panel, any(_lies_in(box, other.box) for other in below))


def _is_likely(patch: _Patch, texts: Sequence[Printed], read: Sequence[_Patch]) -> bool:
    """Boxes with a ground are redactions; others may be, black ones on a page without text too."""
    if any(_is_row(patch, other) for other in read):
        return False
    ground = ground_in(patch.label)
    if patch.style is RedactionStyle.WHITE:
        return bool(ground and ground[-1].isalpha())  # "11.1" in a white cell is a number
    if ground:
        return True
    if patch.panel or (patch.inset and patch.box.width < _BADGE):
        return False
    return patch.style is RedactionStyle.BLACK or bool(texts)


def _is_row(patch: _Patch, other: _Patch) -> bool:
    """Do the two touch and have the same colour, as the cells of a shaded row or column?"""
    one, two = patch.box, other.box
    grown = Box(two.left - _TOUCHING, two.bottom - _TOUCHING, two.right + _TOUCHING, two.top + _TOUCHING)
    level = abs(one.top - two.top) <= _TOUCHING and abs(one.bottom - two.bottom) <= _TOUCHING
    upright = abs(one.left - two.left) <= _TOUCHING and abs(one.right - two.right) <= _TOUCHING
    return patch.colour == other.colour and grown.meets(one) and (level or upright)


def _style(colour: Colour) -> RedactionStyle:
    brightest, darkest = max(colour), min(colour)
    if brightest < _DARK:
        return RedactionStyle.BLACK
    if darkest >= _WHITE:
        return RedactionStyle.WHITE
    return RedactionStyle.COLOUR if (brightest - darkest) * 255 > _COLOURFUL * brightest else RedactionStyle.GREY


def _redaction(patch: _Patch, page: Box) -> Redaction:
    x, y, width, height = _from_top(patch.box, page)
    return Redaction(
        x=round(x, 2),
        y=round(y, 2),
        width=round(width, 2),
        height=round(height, 2),
        ground=ground_in(patch.label),
        style=patch.style,
    )


def _boxed(patch: _Patch, page: Box) -> Boxed:
    return Boxed(*_from_top(patch.box, page), patch.style, (), patch.colour)


def _from_top(box: Box, page: Box) -> tuple[float, float, float, float]:
    """The place and size of a box, counted from the top left of the page."""
    return box.left - page.left, page.top - box.top, box.width, box.height


def _within(box: Box, other: Box) -> Box:
    """What two boxes have in common; of no size if nothing."""
    left, bottom = max(box.left, other.left), max(box.bottom, other.bottom)
    return Box(left, bottom, max(left, min(box.right, other.right)), max(bottom, min(box.top, other.top)))


def _lies_in(box: Box, other: Box) -> bool:
    return box != other and other.holds(box.left, box.bottom) and other.holds(box.right, box.top)


def _common(one: Box, other: Box) -> float:
    """The share of the two together that they have in common."""
    shared = _within(one, other)
    both = shared.width * shared.height
    return both / (one.width * one.height + other.width * other.height - both)
