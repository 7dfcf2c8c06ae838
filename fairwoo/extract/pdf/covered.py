"""Which characters of a page nobody sees, because of something opaque that lies on them or that they melt into.

This is how a badly redacted document leaks: the black box is there, and so is the text below it. Three ways:
* something opaque was drawn after the text;
* the text was drawn after a fill of its own colour (black letters on a black box);
* the text is invisible by itself (the OCR of a scan) and there is a dark box in its place.

A table's shading is none of these: it is drawn before its text and has another colour. White on white is no redaction.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

from fairwoo.extract.pdf.drawing import DARK, Colour, Cover, Drawing, Letters
from fairwoo.extract.pdf.shapes import Box, Point

_ACROSS = (1 / 6, 1 / 2, 5 / 6)
_UP = (0.1, 0.3, 0.5, 0.7, 0.9)
_HALF = 8  # of the 15 points looked at in a character
_SCAN = 0.85  # images that cover this much of a page are the scan of it: text below them is its OCR, and not hidden
_BAND = 24.0  # points: covers are looked up by the horizontal bands they lie in
_MOST_PIXELS = 16_000_000
_SAME = 16  # of 255: colours this near cannot be told apart
_WHITE = 240
_INVISIBLE = 3  # the render mode of text without ink (ISO 32000-1, table 106)


def might_cover(cover: Cover, letters: Letters) -> bool:
    """Does something opaque hide these letters where it lies over or under them?"""
    if letters.mode == _INVISIBLE:
        return cover.colour is not None and (cover.order > letters.order or max(cover.colour) <= DARK)
    return cover.order > letters.order or _melts(letters.colour, cover.colour)


class Covered:
    """Tells which characters are covered. `marks` are boxes that lie on top of everything (redaction annotations)."""

    def __init__(self, page: Any, drawing: Drawing, page_box: Box, marks: Sequence[Box]) -> None:
        self._page, self._page_box = page, page_box
        self._letters = drawing.letters
        self._marks = marks
        scanned = drawing.image_cover(page_box) >= _SCAN
        self._bands: dict[int, list[Cover]] = {}
        for cover in drawing.covers if drawing.letters else ():
            if not (scanned and cover.image is not None):
                for band in _bands(cover.box, page_box):
                    self._bands.setdefault(band, []).append(cover)
        self._bitmaps: dict[int, _Bitmap | None] = {}

    def is_covered(self, key: int, box: Box) -> bool:
        """Is a character of the text object at this address, whose letter lies in `box`, covered for half or more?"""
        if not box.meets(self._page_box):
            return False
        letters = self._letters[key]
        covers = self._near(box)
        if not any(might_cover(cover, letters) for cover in covers):
            covers = []
        if not covers and not self._marks:
            return False
        points = [(box.left + box.width * across, box.bottom + box.height * up) for across in _ACROSS for up in _UP]
        return sum(self._hides(point, letters, covers) for point in points) >= _HALF

    def _near(self, box: Box) -> list[Cover]:
        """The covers that touch the box, topmost first."""
        near: dict[int, Cover] = {}
        for band in range(int(box.bottom // _BAND), int(box.top // _BAND) + 1):
            near.update((cover.order, cover) for cover in self._bands.get(band, ()) if cover.box.meets(box))
        return [near[order] for order in sorted(near, reverse=True)]

    def _hides(self, point: Point, letters: Letters, covers: list[Cover]) -> bool:
        if any(mark.holds(*point) for mark in self._marks):
            return True
        for cover in covers:
            if cover.covers(point) and self._is_opaque(cover, point):
                # Above the text all that matters hides it; below it only the topmost can, since the rest is not seen either.
                if might_cover(cover, letters):
                    return True
                if cover.order < letters.order:
                    return False
        return False

    def _is_opaque(self, cover: Cover, point: Point) -> bool:
        if cover.image is None:
            return True
        if cover.order not in self._bitmaps:
            self._bitmaps[cover.order] = _Bitmap.of(cover, self._page)
        bitmap = self._bitmaps[cover.order]
        return bitmap is None or bitmap.is_opaque(point)


def _melts(text: Colour | None, below: Colour | None) -> bool:
    if text is None or below is None or min(below) >= _WHITE:
        return False
    return all(abs(one - other) <= _SAME for one, other in zip(text, below, strict=True))


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
        return bool(self._pixels[offset] == 255)


def _bands(box: Box, page: Box) -> range:
    lowest, highest = max(box.bottom, page.bottom), min(box.top, page.top)
    return range(int(lowest // _BAND), int(highest // _BAND) + 1)
