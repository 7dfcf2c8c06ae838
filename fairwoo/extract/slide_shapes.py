"""What of a PowerPoint slide is not seen: hidden shapes, those beside it, and text that is covered, tiny or in the colour of its ground.

The shapes of a slide are drawn one over the other. One that moves, comes or goes as the slide is shown covers nothing for good.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from fairwoo.extract.colours import LEAST_CONTRAST, contrast
from fairwoo.extract.slide_looks import CLEAR, OPAQUE, Backdrop
from fairwoo.extract.slide_places import Box, shapes_of
from fairwoo.extract.xml_names import local

if TYPE_CHECKING:
    from lxml import etree

_USUAL_SIZE = (9_144_000, 6_858_000)  # EMU: 10 by 7.5 inches
_SMALLEST = 200
_SLACK = 25_400  # EMU: two points; text does not stand at the very edge of its box
_MOST_SHAPES = 2_000  # on a slide; with more, what lies over what would take too long
_SQUARE = frozenset({"rect", "roundRect", "flowChartProcess"})


class _Layer(NamedTuple):
    """A shape, where it lies if that can be told, and its colour as `Backdrop.fill` gives it."""

    shape: etree._Element
    box: Box | None
    fill: str | None

    @property
    def is_solid(self) -> bool:
        """Does it hide all that lies below it?"""
        form = self.shape.find("{*}spPr/{*}prstGeom")
        is_square = bool(self.box and self.box.upright and form is not None and form.get("prst") in _SQUARE)
        return is_square and self.fill not in {None, CLEAR}


def slide_size(presentation: etree._Element) -> tuple[int, int]:
    """Width and height of the slides, in EMU."""
    size = presentation.find("{*}sldSz")
    width, height = (size.get(name, "") for name in ("cx", "cy")) if size is not None else ("", "")
    return (int(width), int(height)) if width.isdigit() and height.isdigit() and int(width) * int(height) else _USUAL_SIZE


def take_out_unseen(slide: etree._Element, size: tuple[int, int], backdrop: Backdrop) -> Counter[str]:
    """Remove from a slide what is not seen; counts it, if there is something in it.

    As "hidden_shapes", "off_slide", "covered" (text under another shape) and "unreadable".
    """
    counts: Counter[str] = Counter()
    page = Box(0, 0, *size)
    _take_out_spares(slide)
    for tree in slide.iterfind("{*}cSld/{*}spTree"):
        stack: list[_Layer] = []
        for one in shapes_of(tree):
            if one.hidden:
                _take_out(one.shape, "hidden_shapes", counts)
            elif one.box is not None and not one.box.touches(page):
                _take_out(one.shape, "off_slide", counts)
            else:
                stack.append(_Layer(one.shape, one.box or backdrop.box(one.shape), backdrop.fill(one.shape)))
        if len(stack) <= _MOST_SHAPES:
            _take_out_covered(stack, _moving(slide), counts)
            for at in range(len(stack)):
                _take_out_faint(stack, at, backdrop, counts)
    for run in [run for run in slide.iter("{*}r", "{*}fld") if _is_tiny(run)]:
        _take_out(run, "unreadable", counts)
    return counts


def _take_out_spares(slide: etree._Element) -> None:
    """Remove what is drawn only by programs that do not know how to draw the same thing better."""
    for spare in list(slide.iter("{*}Fallback")):
        parent = spare.getparent()
        if parent is not None and parent.find("{*}Choice") is not None:
            parent.remove(spare)


def _take_out(shape: etree._Element, what: str, counts: Counter[str]) -> None:
    drawn = next(shape.iter("{*}pic", "{*}graphicFrame"), None) is not None
    counts[what] += drawn or _has_text(shape)
    parent = shape.getparent()
    if parent is not None:
        parent.remove(shape)


def _has_text(shape: etree._Element) -> bool:
    return any((text.text or "").strip() for text in shape.iter("{*}t"))


def _moving(slide: etree._Element) -> frozenset[str]:
    """The ids of the shapes that an animation of the slide is about."""
    return frozenset(one.get("spid", "") for timing in slide.iterfind("{*}timing") for one in timing.iter("{*}spTgt"))


def _take_out_covered(stack: Sequence[_Layer], moving: frozenset[str], counts: Counter[str]) -> None:
    covers = [(at, one.box) for at, one in enumerate(stack) if one.box and one.is_solid and _id(one.shape) not in moving]
    for at, one in enumerate(stack):
        box = one.box
        if box is None or _id(one.shape) in moving or not _has_text(one.shape):
            continue
        if any(above > at and cover.contains(box, _SLACK) for above, cover in covers):
            _take_out(one.shape, "covered", counts)


def _take_out_faint(stack: Sequence[_Layer], at: int, backdrop: Backdrop, counts: Counter[str]) -> None:
    """Take out the runs of a shape that have no ink, or that of the ground they stand on."""
    shape = stack[at].shape
    runs = list(shape.iter("{*}r", "{*}fld")) if local(shape) == "sp" else []
    inks = [(run, ink) for run in runs if (ink := backdrop.ink(run, shape)) is not None]
    if not inks:
        return
    ground = _ground(stack, at, backdrop)
    for run, ink in inks:
        marked = run.find("{*}rPr/{*}highlight") is not None
        alike = ground is not None and not marked and ink != CLEAR and contrast(ink, ground) < LEAST_CONTRAST
        if ink == CLEAR or alike:
            _take_out(run, "unreadable", counts)


def _ground(stack: Sequence[_Layer], at: int, backdrop: Backdrop) -> str | None:
    """The colour on which the text of a shape stands; None if it cannot be told."""
    _, box, own = stack[at]
    if own != CLEAR or box is None:
        return own if own not in {CLEAR, OPAQUE} else None
    for below in range(at - 1, -1, -1):
        other = stack[below]
        if other.box is not None and (other.fill == CLEAR or not other.box.touches(box)):
            continue
        is_ground = other.is_solid and other.fill != OPAQUE and other.box and other.box.contains(box, _SLACK)
        return other.fill if is_ground else None
    if any(other.box is None or other.box.touches(box) for other in backdrop.drawn):
        return None
    return backdrop.ground


def _id(shape: etree._Element) -> str:
    about = shape.find("{*}*/{*}cNvPr")
    return about.get("id", "") if about is not None else ""


def _is_tiny(run: etree._Element) -> bool:
    """Is text smaller than anybody reads? Sizes are in hundredths of a point."""
    about = run.find("{*}rPr")
    size = about.get("sz", "") if about is not None else ""
    return size.isdigit() and int(size) < _SMALLEST
