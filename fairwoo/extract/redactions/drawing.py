"""Redacted boxes in the drawing of a page: opaque rectangles of the size of a word up to a block of text.

Shaded cells, panels and headings in white on black have text on them that is to be read; rules are thin; backgrounds are as large as
the page; and an empty shaded cell touches others of its colour that do have text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fairwoo.extract.pdf.drawing import Colour, Cover, Drawing
from fairwoo.extract.pdf.shapes import Box, box_around
from fairwoo.extract.redactions.codes import ground_in, is_label
from fairwoo.model.extraction import Redaction, RedactionStyle

_DARK, _WHITE, _COLOURFUL = 80, 240, 60  # of 255: the darkest part of a colour, its brightest, and its saturation
_LEAST_WIDTH, _LEAST_HEIGHT = 5.0, 6.0  # points: a letter wide, the smallest print high
_PAGE_WIDTH, _PAGE_HEIGHT = 0.95, 0.9  # shares of the page: a background
_ACROSS = (0.02, 0.25, 0.5, 0.75, 0.98)
_FULL = 22  # of the 25 points looked at: rectangles may have round corners
_SHOWN = 13  # of 25 that nothing later lies on
_TOUCHING = 1.5  # points
_NEAR, _ALIGNED = 12.0, 4.0  # points: text beside a box on its line; a left edge in common with a line
_ON_LINE = 0.5  # share of the height of the lower of two
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
    kept: list[_Patch] = []
    for patch in patches:
        if (
            patch not in read
            and _is_redaction(patch, texts, read)
            and all(_common(patch.box, one.box) < _SAME_BOX for one in kept)
        ):
            kept.append(patch)
    return [
        _redaction(patch, page) for patch in sorted(kept, key=lambda patch: (-patch.box.top, patch.box.left, patch.cover.order))
    ]


def _patch(cover: Cover, drawing: Drawing, page: Box, texts: Sequence[Printed]) -> _Patch | None:
    """The cover as a rectangle that is seen, or None if it is none or not of the size of words."""
    if cover.colour is None:
        return None
    box = _within(cover.box, page)
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
    on_it = [text for text in texts if text.order > cover.order and box.holds(*_middle(text.box))]
    label = " ".join(text.text for text in sorted(on_it, key=lambda text: (-round(text.box.top), text.box.left)))
    panel = any(_lies_in(other.box, box) and other.colour != cover.colour for other in later)
    below = (other for other in drawing.covers if other.order < cover.order and other.colour and max(other.colour) < 255)
    return _Patch(cover, box, cover.colour, _style(cover.colour), label, panel, any(_lies_in(box, other.box) for other in below))


def _is_redaction(patch: _Patch, texts: Sequence[Printed], read: Sequence[_Patch]) -> bool:
    """Boxes with a ground are, and so are black and grey ones on a page of text. Coloured ones have to stand where text does."""
    if any(_is_row(patch, other) for other in read):
        return False
    ground = ground_in(patch.label)
    if patch.style is RedactionStyle.WHITE:
        return bool(ground and ground[-1].isalpha())  # "11.1" in a white cell is a number
    if ground:
        return True
    if patch.panel or (patch.inset and patch.box.width < _BADGE):
        return False
    if patch.style is RedactionStyle.BLACK or (patch.style is RedactionStyle.GREY and texts):
        return True
    return bool(patch.label.strip()) or any(_is_beside(patch.box, text.box) for text in texts)


def _is_row(patch: _Patch, other: _Patch) -> bool:
    """Do the two touch and have the same colour, as the cells of a shaded row or column?"""
    one, two = patch.box, other.box
    grown = Box(two.left - _TOUCHING, two.bottom - _TOUCHING, two.right + _TOUCHING, two.top + _TOUCHING)
    level = abs(one.top - two.top) <= _TOUCHING and abs(one.bottom - two.bottom) <= _TOUCHING
    upright = abs(one.left - two.left) <= _TOUCHING and abs(one.right - two.right) <= _TOUCHING
    return patch.colour == other.colour and grown.meets(one) and (level or upright)


def _is_beside(box: Box, text: Box) -> bool:
    """Does text stand on the same line right before or after the box, or begin where it does?"""
    overlap = min(box.top, text.top) - max(box.bottom, text.bottom)
    gap = max(text.left - box.right, box.left - text.right)
    on_line = overlap >= _ON_LINE * min(box.height, text.height) and gap <= _NEAR
    return on_line or abs(box.left - text.left) <= _ALIGNED


def _style(colour: Colour) -> RedactionStyle:
    brightest, darkest = max(colour), min(colour)
    if brightest < _DARK:
        return RedactionStyle.BLACK
    if darkest >= _WHITE:
        return RedactionStyle.WHITE
    return RedactionStyle.COLOUR if (brightest - darkest) * 255 > _COLOURFUL * brightest else RedactionStyle.GREY


def _redaction(patch: _Patch, page: Box) -> Redaction:
    return Redaction(
        x=round(patch.box.left - page.left, 2),
        y=round(page.top - patch.box.top, 2),
        width=round(patch.box.width, 2),
        height=round(patch.box.height, 2),
        ground=ground_in(patch.label),
        style=patch.style,
    )


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


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.bottom + box.top) / 2
