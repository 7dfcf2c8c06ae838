"""Which shapes of a PowerPoint slide are not seen: hidden ones, and those that lie wholly beside it (DrawingML, ECMA-376-1, 20.1.7)."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from fairwoo.extract.xml_names import local

if TYPE_CHECKING:
    from lxml import etree

_SHAPES = frozenset({"sp", "graphicFrame", "pic", "cxnSp", "contentPart"})
_USUAL_SIZE = (9_144_000, 6_858_000)  # EMU: 10 by 7.5 inches
_DEEPEST = 100


class _Frame(NamedTuple):
    """How lengths inside a group become lengths on the slide: `x * across + left`, `y * down + top`."""

    across: float = 1
    down: float = 1
    left: float = 0
    top: float = 0


def slide_size(presentation: etree._Element) -> tuple[int, int]:
    """Width and height of the slides, in EMU."""
    size = presentation.find("{*}sldSz")
    width, height = (_length(size, name) for name in ("cx", "cy")) if size is not None else (0, 0)
    return (int(width), int(height)) if width > 0 and height > 0 else _USUAL_SIZE


def take_out_unseen(slide: etree._Element, size: tuple[int, int]) -> Counter[str]:
    """Remove the shapes that are not seen from a slide; counts those with something in them, as "hidden_shapes" and "off_slide"."""
    counts: Counter[str] = Counter()
    for tree in slide.iterfind("{*}cSld/{*}spTree"):
        _walk(tree, _Frame(), size, counts)
    return counts


def _walk(parent: etree._Element, frame: _Frame, size: tuple[int, int] | None, counts: Counter[str], depth: int = 0) -> None:
    for shape in list(parent.iterchildren("*")):
        name = local(shape)
        about = shape.find("{*}*/{*}cNvPr")
        if about is not None and about.get("hidden") in {"1", "true"}:
            _take_out(shape, "hidden_shapes", counts)
        elif name == "grpSp" and depth < _DEEPEST:
            turned = shape.find("{*}grpSpPr/{*}xfrm[@rot]") is not None  # where its shapes come to lie is not worked out
            _walk(shape, _inside(shape, frame), None if turned else size, counts, depth + 1)
        elif name == "AlternateContent" and depth < _DEEPEST:
            for choice in shape.iterchildren("*"):
                _walk(choice, frame, size, counts, depth + 1)
        elif size and name in _SHAPES and _is_beside(shape, frame, size):
            _take_out(shape, "off_slide", counts)


def _take_out(shape: etree._Element, what: str, counts: Counter[str]) -> None:
    drawn = next(shape.iter("{*}pic", "{*}graphicFrame"), None) is not None
    counts[what] += drawn or any((text.text or "").strip() for text in shape.iter("{*}t"))
    parent = shape.getparent()
    if parent is not None:
        parent.remove(shape)


def _inside(group: etree._Element, frame: _Frame) -> _Frame:
    placed = group.find("{*}grpSpPr/{*}xfrm")
    if placed is None:
        return frame
    offset, extent, inner_offset, inner_extent = (placed.find("{*}" + name) for name in ("off", "ext", "chOff", "chExt"))
    if offset is None or extent is None or inner_offset is None or inner_extent is None:
        return frame
    across = _length(extent, "cx") / (_length(inner_extent, "cx") or 1) if _length(extent, "cx") else 1
    down = _length(extent, "cy") / (_length(inner_extent, "cy") or 1) if _length(extent, "cy") else 1
    left = _length(offset, "x") - _length(inner_offset, "x") * across
    top = _length(offset, "y") - _length(inner_offset, "y") * down
    return _Frame(frame.across * across, frame.down * down, frame.across * left + frame.left, frame.down * top + frame.top)


def _is_beside(shape: etree._Element, frame: _Frame, size: tuple[int, int]) -> bool:
    """Is no part of the shape on the slide? One without a place of its own has that of its layout. Edges that touch are outside."""
    placed = shape.find("{*}xfrm") if local(shape) == "graphicFrame" else shape.find("{*}spPr/{*}xfrm")
    offset, extent = (placed.find("{*}off"), placed.find("{*}ext")) if placed is not None else (None, None)
    if placed is None or offset is None or extent is None:
        return False
    width, height = abs(_length(extent, "cx") * frame.across), abs(_length(extent, "cy") * frame.down)
    middle_x = _length(offset, "x") * frame.across + frame.left + width / 2
    middle_y = _length(offset, "y") * frame.down + frame.top + height / 2
    if placed.get("rot", "0") != "0":
        width = height = math.hypot(width, height)  # as far as it can reach, whatever the angle
    reach_x, reach_y = width / 2, height / 2
    return middle_x + reach_x <= 0 or middle_y + reach_y <= 0 or middle_x - reach_x >= size[0] or middle_y - reach_y >= size[1]


def _length(element: etree._Element, name: str) -> float:
    try:
        return float(element.get(name, "0"))
    except ValueError:
        return 0
