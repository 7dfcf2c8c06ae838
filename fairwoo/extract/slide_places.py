"""Where the shapes of a PowerPoint slide lie, in the order in which they are drawn (DrawingML, ECMA-376-1, 20.1.7)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from fairwoo.extract.xml_names import local

if TYPE_CHECKING:
    from lxml import etree

_SHAPES = frozenset({"sp", "graphicFrame", "pic", "cxnSp", "contentPart"})
_DEEPEST = 100


class Box(NamedTuple):
    """A part of the slide, in EMU from its corner at the top left. `upright`: it fills all of it, and is not turned."""

    left: float
    top: float
    right: float
    bottom: float
    upright: bool = True

    def touches(self, other: Box) -> bool:
        """Do two boxes have a part of the slide in common? Edges that touch do not."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def contains(self, other: Box, slack: float = 0) -> bool:
        """Does the other one lie inside, or stick out by no more than `slack`?"""
        across = self.left <= other.left + slack and other.right <= self.right + slack
        return across and self.top <= other.top + slack and other.bottom <= self.bottom + slack


class Frame(NamedTuple):
    """How lengths inside a group become lengths on the slide: `x * across + left`, `y * down + top`."""

    across: float = 1
    down: float = 1
    left: float = 0
    top: float = 0
    turned: bool = False


class Placed(NamedTuple):
    """A shape and where it lies; None where that is that of its layout, or cannot be told."""

    shape: etree._Element
    box: Box | None
    hidden: bool = False


def shapes_of(parent: etree._Element, frame: Frame = Frame(), depth: int = 0) -> Iterator[Placed]:  # noqa: B008 - a constant
    """The shapes of a slide, the lowest first. What hides a group hides it whole: it comes as one shape."""
    for shape in list(parent.iterchildren("*")):
        name = local(shape)
        about = shape.find("{*}*/{*}cNvPr")
        if about is not None and about.get("hidden") in {"1", "true"}:
            yield Placed(shape, None, hidden=True)
        elif name == "grpSp" and depth < _DEEPEST:
            yield from shapes_of(shape, _inside(shape, frame), depth + 1)
        elif name == "AlternateContent" and depth < _DEEPEST:
            for choice in shape.iterchildren("*"):
                yield from shapes_of(choice, frame, depth + 1)
        elif name in _SHAPES:
            yield Placed(shape, None if frame.turned else box_of(shape, frame))


def box_of(shape: etree._Element, frame: Frame = Frame()) -> Box | None:  # noqa: B008 - a constant
    """Where a shape lies, as far as it can reach when it is turned; None if it has no place of its own."""
    placed = shape.find("{*}xfrm") if local(shape) == "graphicFrame" else shape.find("{*}spPr/{*}xfrm")
    offset, extent = (placed.find("{*}off"), placed.find("{*}ext")) if placed is not None else (None, None)
    if placed is None or offset is None or extent is None:
        return None
    width, height = abs(_length(extent, "cx") * frame.across), abs(_length(extent, "cy") * frame.down)
    middle_x = _length(offset, "x") * frame.across + frame.left + width / 2
    middle_y = _length(offset, "y") * frame.down + frame.top + height / 2
    upright = placed.get("rot", "0") == "0"
    if not upright:
        width = height = math.hypot(width, height)  # as far as it can reach, whatever the angle
    return Box(middle_x - width / 2, middle_y - height / 2, middle_x + width / 2, middle_y + height / 2, upright)


def _inside(group: etree._Element, frame: Frame) -> Frame:
    placed = group.find("{*}grpSpPr/{*}xfrm")
    if placed is None:
        return frame
    turned = frame.turned or "rot" in placed.attrib  # where its shapes come to lie is not worked out
    offset, extent, inner_offset, inner_extent = (placed.find("{*}" + name) for name in ("off", "ext", "chOff", "chExt"))
    if offset is None or extent is None or inner_offset is None or inner_extent is None:
        return frame._replace(turned=turned)
    across = _length(extent, "cx") / (_length(inner_extent, "cx") or 1) if _length(extent, "cx") else 1
    down = _length(extent, "cy") / (_length(inner_extent, "cy") or 1) if _length(extent, "cy") else 1
    left = _length(offset, "x") - _length(inner_offset, "x") * across
    top = _length(offset, "y") - _length(inner_offset, "y") * down
    return Frame(frame.across * across, frame.down * down, frame.across * left + frame.left, frame.down * top + frame.top, turned)


def _length(element: etree._Element, name: str) -> float:
    try:
        return float(element.get(name, "0"))
    except ValueError:
        return 0
