"""What is drawn on a page as far as it can make text unseen: the text objects, and all that lies under or over them.

`drawing.py` keeps what is surely opaque. Here everything counts that might hide a letter, also shadings, patterns and what is nearly
opaque, because a look at the rendered page decides.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fairwoo.extract.pdf.drawing import Colour, address, bounds_of, children_of, fill_colour, matrix_of
from fairwoo.extract.pdf.shapes import Box, Matrix, Point, Shape

_DEEPEST = 15
_MOST_SEGMENTS = 5_000
_THINNEST = 1.5  # points: rules and underlines hide no letters


class Letters(NamedTuple):
    """A text object. `size` is that of its font on the page, in points, the smaller of its two directions.

    `optional` says that it is marked as optional content, `in_form` that it is in a form, which may be optional content without a mark;
    only the rendered page tells whether that is off.
    """

    handle: Any
    order: int
    box: Box
    size: float
    mode: int
    colour: Colour | None
    optional: bool
    in_form: bool
    clips: tuple[Shape, ...]


class Ground(NamedTuple):
    """Something that text may lie on or under. `colour` is None where it has not one opaque colour."""

    order: int
    box: Box
    colour: Colour | None
    image: bool


@dataclass
class Objects:
    """The text objects of a page by their address, and all else that fills an area."""

    letters: dict[int, Letters] = field(default_factory=dict)
    grounds: list[Ground] = field(default_factory=list)
    count: int = 0


class _Frame(NamedTuple):
    matrix: Matrix = Matrix()
    clips: tuple[Shape, ...] = ()
    depth: int = 0
    optional: bool = False


def objects_of(page: Any) -> Objects:
    """Walk the objects of a pypdfium2 page, forms included. Boxes are in the user space of the page."""
    import pypdfium2.raw as pdfium

    found = Objects()
    _walk(found, children_of(pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, page.raw), _Frame())
    return found


def _walk(found: Objects, objects: Iterator[Any], frame: _Frame) -> None:
    import pypdfium2.raw as pdfium

    for one in objects:
        found.count += 1
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if frame.depth < _DEEPEST:
                inner = _Frame(
                    matrix_of(one).then(frame.matrix),
                    (*frame.clips, *_clips(one, frame.matrix)),
                    frame.depth + 1,
                    frame.optional or _is_optional(one),
                )
                _walk(found, children_of(pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, one), inner)
            continue
        box = bounds_of(one, frame.matrix)
        if box and kind == pdfium.FPDF_PAGEOBJ_TEXT:
            found.letters[address(one)] = _letters(one, box, found.count, frame)
        elif box and min(box.width, box.height) >= _THINNEST and _fills(one, kind):
            image = kind == pdfium.FPDF_PAGEOBJ_IMAGE
            plain = kind == pdfium.FPDF_PAGEOBJ_PATH and not pdfium.FPDFPageObj_HasTransparency(one)
            found.grounds.append(Ground(found.count, box, fill_colour(one) if plain else None, image))


def _letters(one: Any, box: Box, order: int, frame: _Frame) -> Letters:
    import pypdfium2.raw as pdfium

    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(one, size)
    matrix = matrix_of(one).then(frame.matrix) if frame.depth else matrix_of(one)
    scale = min(abs(complex(matrix.a, matrix.b)), abs(complex(matrix.c, matrix.d)))
    return Letters(
        handle=one,
        order=order,
        box=box,
        size=abs(size.value) * scale,
        mode=pdfium.FPDFTextObj_GetTextRenderMode(one),
        colour=fill_colour(one),
        optional=frame.optional or _is_optional(one),
        in_form=frame.depth > 0,
        clips=(*frame.clips, *_clips(one, frame.matrix)),
    )


def _fills(one: Any, kind: int) -> bool:
    import pypdfium2.raw as pdfium

    if kind != pdfium.FPDF_PAGEOBJ_PATH:
        return True
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    known = pdfium.FPDFPath_GetDrawMode(one, mode, stroke)
    width = ctypes.c_float()
    thick = bool(stroke.value) and bool(pdfium.FPDFPageObj_GetStrokeWidth(one, width)) and width.value >= _THINNEST
    return bool(known) and (mode.value != pdfium.FPDF_FILLMODE_NONE or thick)


def _is_optional(one: Any) -> bool:
    """Does it stand in a piece of content marked as optional? (ISO 32000-1, 8.11.3.2.)"""
    import pypdfium2.raw as pdfium

    marks = max(0, pdfium.FPDFPageObj_CountMarks(one))
    if not marks:
        return False
    name, length = (ctypes.c_ushort * 8)(), ctypes.c_ulong()
    for index in range(marks):
        mark = pdfium.FPDFPageObj_GetMark(one, index)
        if (
            mark
            and pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
            and length.value <= ctypes.sizeof(name)
            and bytes(name)[: max(0, length.value - 2)].decode("utf-16-le", "replace") == "OC"
        ):
            return True
    return False


def _clips(one: Any, matrix: Matrix) -> tuple[Shape, ...]:
    """The clips of an object. Unlike in `drawing.py` one without an area stays: it shows nothing of what it clips."""
    import pypdfium2.raw as pdfium

    clip = pdfium.FPDFPageObj_GetClipPath(one)
    found = []
    for index in range(max(0, pdfium.FPDFClipPath_CountPaths(clip)) if clip else 0):
        count = min(pdfium.FPDFClipPath_CountPathSegments(clip, index), _MOST_SEGMENTS)
        polygons: list[list[Point]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for number in range(count):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, index, number)
            if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                continue
            if not polygons or pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                polygons.append([])
            polygons[-1].append(matrix.apply(x.value, y.value))
        if polygons:
            found.append(Shape(tuple(tuple(polygon) for polygon in polygons)))
    return tuple(found)
