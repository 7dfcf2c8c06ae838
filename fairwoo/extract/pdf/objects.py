"""What pdfium tells of one object of a page: where it is, its colour, its clip. Raw handles in, plain values out.

A call to pdfium by ctypes costs far more than what it does, and a page has hundreds of objects: ask only what is needed.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, cast

from fairwoo.extract.pdf.shapes import Box, Matrix, Point, Shape

Colour = tuple[int, int, int]

_MOST_SEGMENTS = 5_000
_LONGEST = 256  # characters of a text that are asked for at once

# Where pdfium writes its answers. Made once: a worker reads one page at a time, and has no threads.
_FLOATS = tuple(ctypes.c_float() for _ in range(4))
_COLOUR = tuple(ctypes.c_uint() for _ in range(4))
_DOUBLES = tuple(ctypes.c_double() for _ in range(4))
_TO_FLOATS, _TO_COLOUR, _TO_DOUBLES = (tuple(ctypes.byref(one) for one in each) for each in (_FLOATS, _COLOUR, _DOUBLES))


def address(handle: Any) -> int:
    """The address behind a raw handle: two handles are the same object if they have the same one. 0 for none."""
    return ctypes.addressof(handle.contents) if handle else 0


def addresses_by(function: Any) -> Callable[..., int | None]:
    """The same function of pdfium, with arguments (a raw handle, an integer), giving the address of what it finds; None for nothing.

    To make a handle costs more than pdfium needs to find the object, and there may be one for each letter of a page.
    """
    kind = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
    return cast("Callable[..., int | None]", kind(ctypes.cast(function, ctypes.c_void_p).value or 0))


def children_of(count: Any, get: Any, parent: Any) -> Iterator[Any]:
    """The objects that `count` and `get` of pdfium tell of in a page or a form, in drawing order."""
    for index in range(count(parent)):
        child = get(parent, index)
        if child:
            yield child


def bounds_by() -> Callable[[Any, Matrix | None], Box | None]:
    """What gives the box around a page object, through the matrix of what it stands in (None: the page); None if pdfium knows none."""
    import pypdfium2.raw as pdfium

    ask, (left, bottom, right, top), (to_left, to_bottom, to_right, to_top) = pdfium.FPDFPageObj_GetBounds, _FLOATS, _TO_FLOATS

    def bounds_of(one: Any, matrix: Matrix | None) -> Box | None:
        if not ask(one, to_left, to_bottom, to_right, to_top):
            return None
        box = Box(left.value, bottom.value, right.value, top.value)
        return box.through(matrix) if matrix else box

    return bounds_of


def matrix_of(one: Any) -> Matrix:
    """The matrix of a page object itself."""
    import pypdfium2.raw as pdfium

    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(one, raw):
        return Matrix()
    return Matrix(raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)


def colour_by(least: int = 255) -> Callable[[Any], Colour | None]:
    """What gives the colour a page object is filled with, if it is one colour, and opaque or nearly so: by `least` of 255."""
    import pypdfium2.raw as pdfium

    ask, (red, green, blue, alpha), (to_red, to_green, to_blue, to_alpha) = pdfium.FPDFPageObj_GetFillColor, _COLOUR, _TO_COLOUR

    def fill_colour(one: Any) -> Colour | None:
        if not ask(one, to_red, to_green, to_blue, to_alpha) or alpha.value < least:
            return None
        return red.value, green.value, blue.value

    return fill_colour


def fill_colour(one: Any) -> Colour | None:
    """The colour a page object is filled with, if it is one opaque colour."""
    return colour_by()(one)


def character_box(text_page: Any, index: int) -> Box | None:
    """The box of a character of a pypdfium2 text page, in its user space; None if it has none."""
    import pypdfium2.raw as pdfium

    left, right, bottom, top = _DOUBLES
    if not pdfium.FPDFText_GetCharBox(text_page.raw, index, *_TO_DOUBLES):
        return None
    return Box(left.value, bottom.value, right.value, top.value)


def text_of(text_page: Any, text: Any) -> str:
    """What a text object of a pypdfium2 text page says."""
    import pypdfium2.raw as pdfium

    buffer = (ctypes.c_ushort * _LONGEST)()
    length = pdfium.FPDFTextObj_GetText(text, text_page.raw, buffer, ctypes.sizeof(buffer))
    if length > ctypes.sizeof(buffer):  # in bytes, the zero at its end included; then nothing is written
        buffer = (ctypes.c_ushort * (length // 2 + 1))()
        pdfium.FPDFTextObj_GetText(text, text_page.raw, buffer, length)
    return bytes(buffer)[: max(0, length - 2)].decode("utf-16-le", "replace")


def is_blank(text_page: Any, text: Any) -> bool:
    """Does a text object of a pypdfium2 text page hold spaces only?"""
    return not text_of(text_page, text).strip(" \0\t\r\n\xa0")


def font_size(text: Any) -> float:
    """The size of the font of a text object, before any matrix."""
    import pypdfium2.raw as pdfium

    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(text, size)
    return abs(size.value)


def segments_of(path: Any) -> int:
    """How many segments a path has."""
    import pypdfium2.raw as pdfium

    return int(pdfium.FPDFPath_CountSegments(path))


def filled(path: Any, matrix: Matrix) -> Shape:
    """The area that a path fills, by its outline; of no area if that has too many segments."""
    import pypdfium2.raw as pdfium

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, mode, stroke)
    count = pdfium.FPDFPath_CountSegments(path)
    segments = (pdfium.FPDFPath_GetPathSegment(path, index) for index in range(count if count <= _MOST_SEGMENTS else 0))
    polygons = tuple(polygon for polygon in _polygons(segments, matrix_of(path).then(matrix)) if len(polygon) >= 3)
    return Shape(polygons, even_odd=mode.value == pdfium.FPDF_FILLMODE_ALTERNATE)


def paints(path: Any, thinnest: float) -> tuple[bool, bool]:
    """Does a path fill its area; and if it does not, has it an outline of at least `thinnest`?"""
    import pypdfium2.raw as pdfium

    mode, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    if not pdfium.FPDFPath_GetDrawMode(path, mode, stroke):
        return False, False
    if mode.value != pdfium.FPDF_FILLMODE_NONE:
        return True, False
    return False, bool(stroke.value) and bool(pdfium.FPDFPageObj_GetStrokeWidth(path, width)) and width.value >= thinnest


def clip_key_by() -> Callable[[Any], tuple[int, ...]]:
    """What gives a key that tells the clips of two objects of a page apart.

    It is made of the addresses of their paths, which objects share as they share the clip.
    """
    import pypdfium2.raw as pdfium

    ask, count_of, path_of = pdfium.FPDFPageObj_GetClipPath, pdfium.FPDFClipPath_CountPaths, pdfium.FPDFClipPath_GetPathSegment

    def clip_key(one: Any) -> tuple[int, ...]:
        clip = ask(one)
        count = count_of(clip) if clip else 0
        return tuple([address(path_of(clip, index, 0)) for index in range(count)]) if count > 0 else ()

    return clip_key


def clips_of(one: Any, matrix: Matrix) -> tuple[Shape, ...]:
    """The clips of an object: it shows what lies in all of them. One without an area shows nothing."""
    import pypdfium2.raw as pdfium

    clip = pdfium.FPDFPageObj_GetClipPath(one)
    found = []
    for index in range(max(0, pdfium.FPDFClipPath_CountPaths(clip)) if clip else 0):
        count = min(pdfium.FPDFClipPath_CountPathSegments(clip, index), _MOST_SEGMENTS)
        segments = (pdfium.FPDFClipPath_GetPathSegment(clip, index, number) for number in range(count))
        polygons = _polygons(segments, matrix)
        if polygons:
            found.append(Shape(polygons))
    return tuple(found)


def _polygons(segments: Iterator[Any], matrix: Matrix) -> tuple[tuple[Point, ...], ...]:
    """The subpaths as polygons; curves by their control points, which is near enough for boxes with round corners."""
    import pypdfium2.raw as pdfium

    polygons: list[list[Point]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for segment in segments:
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if not polygons or pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            polygons.append([])
        polygons[-1].append(matrix.apply(x.value, y.value))
    return tuple(tuple(polygon) for polygon in polygons)


def is_optional(one: Any) -> bool:
    """Does it stand in a piece of content marked as optional? (ISO 32000-1, 8.11.3.2.)"""
    import pypdfium2.raw as pdfium

    marks = max(0, pdfium.FPDFPageObj_CountMarks(one))
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
