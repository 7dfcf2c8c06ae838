"""The objects of a page in the order in which they are drawn: what comes later lies on top. One walk gathers all that is asked of them.

All that fills an area is a `Cover`; only those that are surely `opaque` hide what is below them. Through transparent ones, blends (a
marker pen multiplies) and patterns text may show, and only a look at the rendered page tells.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from fairwoo.extract.pdf import objects as of
from fairwoo.extract.pdf.objects import Colour, address
from fairwoo.extract.pdf.shapes import Box, Matrix, Point, Shape, common

__all__ = ["DARK", "Colour", "Cover", "Drawing", "Letters", "address", "drawing_of", "is_invisible"]

_DEEPEST = 15
_THINNEST = 1.5  # points: rules and underlines hide no letters
DARK, _WHITE = 100, 240  # of 255
_OF_IMAGE = 5  # segments
_SMALLEST_LETTER, _LETTER = 3.0, 40.0  # points
_SOLID = 200  # of 255: letters this opaque have nearly their own colour on whatever they lie
_COVER_CELLS = 48  # the page is looked at in this many rows and columns to see how much of it images cover


class Frame(NamedTuple):
    """Where objects stand: the matrix to page space, the clips of the forms around them, and how deep in forms they are.

    `blended` says that a form around them may be mixed with what lies below it: then only dark fills surely hide it. `forms` are
    those around them, from the outside in.
    """

    number: int = 0
    matrix: Matrix = Matrix()
    clips: tuple[Shape, ...] = ()
    forms: tuple[Any, ...] = ()
    blended: bool = False


class Clip(NamedTuple):
    """The clips of an object, and a box within all of them if they are rectangles, or are none."""

    shapes: tuple[Shape, ...] = ()
    plain: Box | None = None


class Letters(NamedTuple):
    """A text object. `mode` is how it is painted (ISO 32000-1, table 106); `colour` is None where it is not one, or shows through."""

    handle: Any
    order: int
    box: Box
    mode: int
    colour: Colour | None
    clip: Clip
    frame: Frame

    @property
    def size(self) -> float:
        """That of its font on the page, in points, the smaller of its two directions."""
        matrix = of.matrix_of(self.handle).then(self.frame.matrix)
        return of.font_size(self.handle) * min(abs(complex(matrix.a, matrix.b)), abs(complex(matrix.c, matrix.d)))

    @property
    def optional(self) -> bool:
        """Is it, or a form around it, marked as optional content? Only the rendered page tells whether that is off."""
        return of.is_optional(self.handle) or any(map(of.is_optional, self.frame.forms))


@dataclass(eq=False)
class Cover:
    """Something that fills an area. `order` is its place in the drawing order; it lies on what has a lower one.

    It is a fill of one `colour` (red, green, blue; 0–255) or of none that is known, or the image object `image`.
    """

    order: int
    box: Box
    colour: Colour | None
    image: Any
    opaque: bool
    handle: Any
    frame: Frame

    @cached_property
    def segments(self) -> int:
        """How many lines and curves its outline has, the start counted too."""
        return of.segments_of(self.handle) if self.image is None else _OF_IMAGE

    @property
    def is_white(self) -> bool:
        """Is it a fill in the colour of paper?"""
        return self.colour is not None and min(self.colour) >= _WHITE

    @cached_property
    def shape(self) -> Shape:
        """The area that it fills, clips aside."""
        if self.image is None:
            return of.filled(self.handle, self.frame.matrix)
        matrix = of.matrix_of(self.handle).then(self.frame.matrix)
        return Shape((tuple(matrix.apply(x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))),))

    @cached_property
    def clips(self) -> tuple[Shape, ...]:
        """It covers what lies in all of these."""
        return (*self.frame.clips, *of.clips_of(self.handle, self.frame.matrix))

    @cached_property
    def rectangle(self) -> Box | None:
        """The rectangle that it covers, if it is one along the axes."""
        return _plain((self.shape, *self.clips))

    @cached_property
    def _bounds(self) -> Box:
        """All that it covers lies in here; if it is a rectangle, that is all of this."""
        return self.box if self.rectangle is None else common(self.box, self.rectangle)

    @cached_property
    def _areas(self) -> tuple[Box | Shape, ...]:
        """All that a point has to lie in, the rectangles among it first: most points are told by those."""
        areas = [shape.as_rectangle() or shape for shape in (*self.clips, self.shape)]
        return tuple(sorted(areas, key=lambda area: isinstance(area, Shape)))

    def covers(self, point: Point) -> bool:
        """Does it lie on this point? (An image may still be transparent there.)"""
        x, y = point
        left, bottom, right, top = self._bounds
        if not (left <= x <= right and bottom <= y <= top):
            return False
        return self.rectangle is not None or all(area.holds(x, y) for area in self._areas)


@dataclass
class Drawing:
    """A page's objects: the text objects by their address, all that fills an area (`grounds`), and the boxes of the images.

    `small_fills` counts filled shapes of the size of a letter: text that was turned into shapes.
    """

    letters: dict[int, Letters] = field(default_factory=dict)
    grounds: list[Cover] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    objects: int = 0
    small_fills: int = 0

    @cached_property
    def texts(self) -> dict[int, int]:
        """The order of each text object by its address."""
        return {key: letters.order for key, letters in self.letters.items()}

    @cached_property
    def covers(self) -> list[Cover]:
        """The grounds that are opaque."""
        return [ground for ground in self.grounds if ground.opaque]

    def image_cover(self, page: Box) -> float:
        """The share (0–1) of the page that images cover, to about a point in 50."""
        if not self.images or page.width <= 0 or page.height <= 0:
            return 0.0
        covered = [0] * _COVER_CELLS  # a row each, with a bit for each of its cells
        for image in self.images:
            columns = _cells(image.left - page.left, image.right - page.left, page.width)
            for row in _cells(image.bottom - page.bottom, image.top - page.bottom, page.height):
                covered[row] |= (1 << columns.stop) - (1 << columns.start) if columns else 0
        return round(sum(map(int.bit_count, covered)) / _COVER_CELLS**2, 3)


def drawing_of(page: Any) -> Drawing:
    """Walk the objects of a pypdfium2 page, forms included. Good while the page is open and unchanged."""
    import pypdfium2.raw as pdfium

    walk = _Walk()
    walk.over(of.children_of(pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, page.raw), Frame())
    return walk.drawing


def is_invisible(text: int) -> bool:
    """Is the text object at this address drawn without ink, as the text layer of a scan is? (ISO 32000-1, 9.3.6, mode 3.)"""
    import pypdfium2.raw as pdfium

    handle = ctypes.cast(text, pdfium.FPDF_PAGEOBJECT)
    return bool(pdfium.FPDFTextObj_GetTextRenderMode(handle) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


class _Walk:
    """The walk through the objects of one page. It asks pdfium by itself what every text object is asked: a call more is felt."""

    def __init__(self) -> None:
        self.drawing = Drawing()
        self._clips: dict[tuple[int, tuple[int, ...]], Clip] = {}

    def over(self, objects: Iterator[Any], frame: Frame) -> None:
        """Take in these objects, and what is in them."""
        import pypdfium2.raw as pdfium

        kind_of, mode_of = pdfium.FPDFPageObj_GetType, pdfium.FPDFTextObj_GetTextRenderMode
        text, form = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM
        bounds_of, fill_colour, clip_key = of.bounds_by(), of.colour_by(_SOLID), of.clip_key_by()
        matrix = frame.matrix if frame.forms else None
        drawing, letters, clips, number = self.drawing, self.drawing.letters, self._clips, frame.number
        for one in objects:
            drawing.objects += 1
            kind = kind_of(one)
            if kind == form:
                self._into(one, frame)
                continue
            box = bounds_of(one, matrix)
            if box is None:
                continue
            if kind == text:
                key = clip_key(one)
                clip = clips.get((number, key)) or self._clip(one, frame, key)
                letters[address(one)] = Letters(one, drawing.objects, box, mode_of(one), fill_colour(one), clip, frame)
            else:
                self._area(one, kind, box, frame)

    def _area(self, one: Any, kind: int, box: Box, frame: Frame) -> None:
        import pypdfium2.raw as pdfium

        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.drawing.images.append(box)
            opaque = not frame.blended and not pdfium.FPDFPageObj_HasTransparency(one)
            self._add(Cover(self.drawing.objects, box, None, one, opaque, one, frame))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(one, box, frame)
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            self._add(Cover(self.drawing.objects, box, None, None, opaque=False, handle=one, frame=frame))

    def _into(self, form: Any, frame: Frame) -> None:
        import pypdfium2.raw as pdfium

        if len(frame.forms) >= _DEEPEST:
            return
        inner = Frame(
            self.drawing.objects,
            of.matrix_of(form).then(frame.matrix),
            (*frame.clips, *of.clips_of(form, frame.matrix)),
            (*frame.forms, form),
            frame.blended or bool(pdfium.FPDFPageObj_HasTransparency(form)),
        )
        self.over(of.children_of(pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, form), inner)

    def _path(self, one: Any, box: Box, frame: Frame) -> None:
        import pypdfium2.raw as pdfium

        if box.width < _THINNEST or box.height < _THINNEST:
            return
        fills, thick = of.paints(one, _THINNEST)
        if not fills and not thick:
            return
        colour = None if pdfium.FPDFPageObj_HasTransparency(one) else of.fill_colour(one)
        if fills and colour and box.width < _LETTER and _SMALLEST_LETTER < box.height < _LETTER:
            self.drawing.small_fills += 1
        opaque = fills and colour is not None and not (frame.blended and max(colour) > DARK)
        self._add(Cover(self.drawing.objects, box, colour, None, opaque, one, frame))

    def _add(self, cover: Cover) -> None:
        if min(cover.box.width, cover.box.height) >= _THINNEST:
            self.drawing.grounds.append(cover)

    def _clip(self, one: Any, frame: Frame, key: tuple[int, ...]) -> Clip:
        shapes = (*frame.clips, *of.clips_of(one, frame.matrix))
        clip = self._clips[frame.number, key] = Clip(shapes, _plain(shapes))
        return clip


def _plain(shapes: tuple[Shape, ...]) -> Box | None:
    box = Box(float("-inf"), float("-inf"), float("inf"), float("inf"))
    for shape in shapes:
        rectangle = shape.as_rectangle()
        if rectangle is None:
            return None
        box = common(box, rectangle)
    return box


def _cells(start: float, end: float, length: float) -> range:
    """The cells whose middle lies between `start` and `end`."""
    first = round(max(0.0, start) / length * _COVER_CELLS)
    return range(first, round(min(length, end) / length * _COVER_CELLS))
