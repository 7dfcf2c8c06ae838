"""Which characters of a page are covered by something opaque that was drawn after them, so that nobody sees them.

This is how a badly redacted document leaks: the black box is there, and so is the text under it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

from fairwoo.extract.pdf.drawing import Cover, Drawing, address
from fairwoo.extract.pdf.shapes import Box, Point

_ACROSS = (1 / 6, 1 / 2, 5 / 6)
_UP = (0.1, 0.3, 0.5, 0.7, 0.9)
_HALF = 8  # of the 15 points looked at in a character
_SCAN = 0.85  # images that cover this much of a page are the scan of it: text below them is its OCR, and not hidden
_BAND = 24.0  # points: covers are looked up by the horizontal bands they lie in
_MOST_PIXELS = 16_000_000


class Covered:
    """Tells which characters are covered. `marks` are boxes that lie on top of everything (redaction annotations)."""

    def __init__(self, page: Any, text_page: Any, drawing: Drawing, page_box: Box, marks: Sequence[Box]) -> None:
        self._page = page
        self._text_page = text_page
        self._texts = drawing.texts
        self._marks = marks
        scanned = drawing.image_cover(page_box) >= _SCAN
        first = min(drawing.texts.values(), default=0)
        self._bands: dict[int, list[Cover]] = {}
        for cover in drawing.covers:
            if cover.order > first and not (scanned and cover.image):
                for band in _bands(cover.box, page_box):
                    self._bands.setdefault(band, []).append(cover)
        self._bitmaps: dict[int, _Bitmap | None] = {}

    def any(self) -> bool:
        """Could anything be covered at all?"""
        return bool(self._bands or self._marks)

    def is_covered(self, index: int, box: Box) -> bool:
        """Is the character with this index, whose ink lies in `box`, covered for half or more?"""
        import pypdfium2.raw as pdfium

        text_object = pdfium.FPDFText_GetTextObject(self._text_page.raw, index)
        order = self._texts.get(address(text_object))
        covers = self._above(order, box) if order is not None else []
        if covers and pdfium.FPDFTextObj_GetTextRenderMode(text_object) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
            covers = [cover for cover in covers if cover.image is None]  # OCR text is often drawn before its own scan
        if not covers and not self._marks:
            return False
        points = [(box.left + box.width * across, box.bottom + box.height * up) for across in _ACROSS for up in _UP]
        return sum(self._hides(point, covers) for point in points) >= _HALF

    def _above(self, order: int, box: Box) -> list[Cover]:
        near: dict[int, Cover] = {}
        for band in range(int(box.bottom // _BAND), int(box.top // _BAND) + 1):
            for cover in self._bands.get(band, ()):
                if cover.order > order and cover.box.meets(box):
                    near[cover.order] = cover
        return list(near.values())

    def _hides(self, point: Point, covers: list[Cover]) -> bool:
        return any(mark.holds(*point) for mark in self._marks) or any(self._covers(cover, point) for cover in covers)

    def _covers(self, cover: Cover, point: Point) -> bool:
        inside = cover.shape.holds(*point) and all(clip.holds(*point) for clip in cover.clips)
        return inside and (cover.image is None or self._is_opaque(cover, point))

    def _is_opaque(self, cover: Cover, point: Point) -> bool:
        if cover.order not in self._bitmaps:
            self._bitmaps[cover.order] = _Bitmap.of(cover, self._page)
        bitmap = self._bitmaps[cover.order]
        return bitmap is None or bitmap.is_opaque(point)


class _Bitmap:
    """The pixels of an image with its mask, to see where it is opaque."""

    def __init__(self, raw: Any, box: Box) -> None:
        import pypdfium2.raw as pdfium

        self._box = box
        self._width, self._height = pdfium.FPDFBitmap_GetWidth(raw), pdfium.FPDFBitmap_GetHeight(raw)
        self._stride = pdfium.FPDFBitmap_GetStride(raw)
        self._has_alpha = pdfium.FPDFBitmap_GetFormat(raw) == pdfium.FPDFBitmap_BGRA
        size = self._stride * self._height if self._has_alpha else 0
        self._pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(raw), size)
        pdfium.FPDFBitmap_Destroy(raw)

    @classmethod
    def of(cls, cover: Cover, page: Any) -> _Bitmap | None:
        """The bitmap of an image, or None if it is too large or broken: then it counts as opaque."""
        import pypdfium2.raw as pdfium

        width, height = ctypes.c_uint(), ctypes.c_uint()
        known = pdfium.FPDFImageObj_GetImagePixelSize(cover.image, width, height)
        if not known or width.value * height.value > _MOST_PIXELS:
            return None
        raw = pdfium.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, cover.image)
        return cls(raw, cover.box) if raw else None

    def is_opaque(self, point: Point) -> bool:
        """Is the pixel at this point of the page fully opaque?"""
        if not self._has_alpha or not self._width or not self._height:
            return True
        x = int((point[0] - self._box.left) / max(self._box.width, 1e-6) * self._width)
        y = int((self._box.top - point[1]) / max(self._box.height, 1e-6) * self._height)
        offset = min(max(y, 0), self._height - 1) * self._stride + min(max(x, 0), self._width - 1) * 4 + 3
        return self._pixels[offset] == 255


def _bands(box: Box, page: Box) -> range:
    lowest, highest = max(box.bottom, page.bottom), min(box.top, page.top)
    return range(int(lowest // _BAND), int(highest // _BAND) + 1)
