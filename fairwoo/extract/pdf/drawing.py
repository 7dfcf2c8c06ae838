"""The objects of a page in the order in which they are drawn: what comes later lies on top.

Opaque fills and images are kept as `Cover`s. Transparent ones, blends (a marker pen multiplies) and patterns are not: text shows
through them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fairwoo.extract.pdf.shapes import Box, Matrix, Point, Shape

Colour = tuple[int, int, int]

_DEEPEST = 15
_THINNEST = 1.5  # points: rules and underlines hide no letters
DARK = 100  # of 255
_SMALLEST_LETTER, _LETTER = 3.0, 40.0  # points
_MOST_SEGMENTS = 5_000
_COVER_CELLS = 48  # the page is looked at in this many rows and columns to see how much of it images cover


class Cover(NamedTuple):
    """Something opaque. `order` is its place in the drawing order; it covers what has a lower one.

    It covers the points of `shape` that lie within all of `clips`. It is a fill of one `colour` (red, green, blue; 0–255), or the
    image object `image`.
    """

    order: int
    box: Box
    shape: Shape
    clips: tuple[Shape, ...]
    colour: Colour | None = None
    image: Any = None

    def covers(self, point: Point) -> bool:
        """Does it lie on this point? (An image may still be transparent there.)"""
        return self.box.holds(*point) and self.shape.holds(*point) and all(clip.holds(*point) for clip in self.clips)


@dataclass
class Drawing:
    """A page's objects: the order of each text object by its address, the covers, and the boxes of the images.

    `small_fills` counts filled shapes of the size of a letter: text that was turned into shapes.
    """

    texts: dict[int, int] = field(default_factory=dict)
    covers: list[Cover] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    objects: int = 0
    small_fills: int = 0

    def image_cover(self, page: Box) -> float:
        """The share (0–1) of the page that images cover, to about a point in 50."""
        if not self.images or page.width <= 0 or page.height <= 0:
            return 0.0
        covered: set[tuple[int, int]] = set()
        for image in self.images:
            columns = _cells(image.left - page.left, image.right - page.left, page.width)
            rows = _cells(image.bottom - page.bottom, image.top - page.bottom, page.height)
            if len(columns) and len(rows):
                covered.update((column, row) for column in columns for row in rows)
        return round(len(covered) / _COVER_CELLS**2, 3)


def drawing_of(page: Any) -> Drawing:
    """Walk the objects of a pypdfium2 page, forms included."""
    import pypdfium2.raw as pdfium

    drawing = Drawing()
    _walk(drawing, children_of(pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, page.raw), _Frame())
    return drawing


def address(page_object: Any) -> int:
    """The address of a page object: two handles are the same object if they have the same one. 0 for none."""
    return ctypes.cast(page_object, ctypes.c_void_p).value or 0


def is_invisible(text: int) -> bool:
    """Is the text object at this address drawn without ink, as the text layer of a scan is? (ISO 32000-1, 9.3.6, mode 3.)"""
    import pypdfium2.raw as pdfium

    handle = ctypes.cast(text, pdfium.FPDF_PAGEOBJECT)
    return bool(pdfium.FPDFTextObj_GetTextRenderMode(handle) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def children_of(count: Any, get: Any, parent: Any) -> Iterator[Any]:
    """The objects that `count` and `get` of pdfium tell of in a page or a form, in drawing order."""
    for index in range(count(parent)):
        child = get(parent, index)
        if child:
            yield child


class _Frame(NamedTuple):
    """Where objects stand: the matrix to page space, the clips of the forms around them, and how deep in forms they are.

    `blended` says that a form around them may be mixed with what lies below it: then only dark fills surely hide it.
    """

    matrix: Matrix = Matrix()
    clips: tuple[Shape, ...] = ()
    depth: int = 0
    blended: bool = False


def _walk(drawing: Drawing, objects: Iterator[Any], frame: _Frame) -> None:
    import pypdfium2.raw as pdfium

    for one in objects:
        drawing.objects += 1
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            drawing.texts[address(one)] = drawing.objects
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and frame.depth < _DEEPEST:
            inner = _Frame(
                matrix_of(one).then(frame.matrix),
                (*frame.clips, *_clips(one, frame.matrix)),
                frame.depth + 1,
                frame.blended or bool(pdfium.FPDFPageObj_HasTransparency(one)),
            )
            _walk(drawing, children_of(pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, one), inner)
        elif kind in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH}:
            cover = _cover(drawing, one, frame, is_image=kind == pdfium.FPDF_PAGEOBJ_IMAGE)
            if cover:
                drawing.covers.append(cover)


def _cover(drawing: Drawing, one: Any, frame: _Frame, *, is_image: bool) -> Cover | None:
    import pypdfium2.raw as pdfium

    box = bounds_of(one, frame.matrix)
    if box and is_image:
        drawing.images.append(box)
    if not box or min(box.width, box.height) < _THINNEST or pdfium.FPDFPageObj_HasTransparency(one):
        return None
    colour = None if is_image else fill_colour(one)
    if colour and box.width < _LETTER and _SMALLEST_LETTER < box.height < _LETTER:
        drawing.small_fills += 1
    if frame.blended and (colour is None or max(colour) > DARK):
        return None
    shape = _image_area(one, frame) if is_image else _filled(one, frame) if colour else None
    return (
        Cover(drawing.objects, box, shape, (*frame.clips, *_clips(one, frame.matrix)), colour, one if is_image else None)
        if shape
        else None
    )


def fill_colour(one: Any) -> Colour | None:
    """The colour a page object is filled with, if it is one opaque colour."""
    import pypdfium2.raw as pdfium

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(one, red, green, blue, alpha) or alpha.value < 255:
        return None
    return red.value, green.value, blue.value


def _image_area(image: Any, frame: _Frame) -> Shape:
    matrix = matrix_of(image).then(frame.matrix)
    return Shape((tuple(matrix.apply(x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))),))


def _filled(path: Any, frame: _Frame) -> Shape | None:
    """The area that a path fills, if it does."""
    import pypdfium2.raw as pdfium

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, mode, stroke) or mode.value == pdfium.FPDF_FILLMODE_NONE:
        return None
    count = pdfium.FPDFPath_CountSegments(path)
    if not 0 < count <= _MOST_SEGMENTS:
        return None
    segments = (pdfium.FPDFPath_GetPathSegment(path, index) for index in range(count))
    polygons = _polygons(segments, matrix_of(path).then(frame.matrix))
    return Shape(polygons, even_odd=mode.value == pdfium.FPDF_FILLMODE_ALTERNATE) if polygons else None


def _clips(one: Any, matrix: Matrix) -> tuple[Shape, ...]:
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
    return tuple(tuple(polygon) for polygon in polygons if len(polygon) >= 3)


def bounds_of(one: Any, matrix: Matrix) -> Box | None:
    """The box around a page object, through the matrix of what it stands in; None if pdfium knows none."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(one, left, bottom, right, top):
        return None
    return Box(left.value, bottom.value, right.value, top.value).through(matrix)


def matrix_of(one: Any) -> Matrix:
    """The matrix of a page object itself."""
    import pypdfium2.raw as pdfium

    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(one, raw):
        return Matrix()
    return Matrix(raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)


def _cells(start: float, end: float, length: float) -> range:
    """The cells whose middle lies between `start` and `end`."""
    first = round(max(0.0, start) / length * _COVER_CELLS)
    return range(first, round(min(length, end) / length * _COVER_CELLS))
