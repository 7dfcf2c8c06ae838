"""A look at a page with and without some of its text objects: what changes is what people see of them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from fairwoo.extract.pdf.shapes import Box, Matrix

_SCALE = 2.0  # 144 dpi
_MOST_PIXELS = 30_000_000
_SEEN = 16  # of 255: a pixel that changes less than this is not seen to change
_CHANGED = 0.01  # of the pixels of a character
_MUCH = 20  # pixels: that many are seen however large the box is that the font claims for its characters
_EVEN = 40  # of 255: the spread of grey in noise and in the grain of a scan
_LIGHT = 160  # of 255
_FINE = 100  # parts of a point


class Look:
    """A page rendered as it is, and again without the text objects in `handles`. The page is left as it was."""

    def __init__(self, page: Any, handles: Iterable[Any]) -> None:
        self._view = to_view(page)
        width, height = page.get_size()
        self._scale = min(_SCALE, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
        handles = list(handles)
        self._whole = self._rendered(page)
        self._without = self._rendered_without(page, handles) if handles else self._whole
        self._changed = _changes(self._whole, self._without)

    def is_seen(self, box: Box) -> bool:
        """Does the page look different in this box (user space) without the text objects?"""
        changed = self._changed[self._pixels(box)]
        return bool(changed.sum() > min(_CHANGED * changed.size, _MUCH))

    def is_even(self, box: Box) -> bool:
        """Is there nothing to see in this box (user space): neither in it, nor, where it is light, close around it?"""
        import numpy as np

        def spread(margin: float) -> tuple[float, float]:
            grey = self._whole[self._pixels(box, margin)].mean(axis=2)
            if not grey.size:
                return 0.0, 255.0
            return float(np.percentile(grey, 98) - np.percentile(grey, 2)), float(np.median(grey))

        inside, middle = spread(-0.1)
        return inside < _EVEN and (middle < _LIGHT or spread(0.25)[0] < _EVEN)

    def colour(self, box: Box) -> tuple[int, int, int]:
        """The commonest brightness of red, green and blue in this box (user space): what the text lies on."""
        import numpy as np

        pixels = self._without[self._pixels(box)].reshape(-1, self._whole.shape[2])
        if not len(pixels):
            return 255, 255, 255
        blue, green, red = (int(value) for value in np.median(pixels, axis=0)[:3])
        return red, green, blue

    def _rendered(self, page: Any) -> Any:
        # A copy: the bitmap owns the pixels, and goes.
        return page.render(scale=self._scale, may_draw_forms=False).to_numpy().copy()

    def _rendered_without(self, page: Any, handles: list[Any]) -> Any:
        import pypdfium2.raw as pdfium

        modes = [pdfium.FPDFTextObj_GetTextRenderMode(handle) for handle in handles]
        try:
            for handle in handles:
                pdfium.FPDFTextObj_SetTextRenderMode(handle, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
            return self._rendered(page)
        finally:
            for handle, mode in zip(handles, modes, strict=True):
                pdfium.FPDFTextObj_SetTextRenderMode(handle, mode)

    def _pixels(self, box: Box, margin: float = 0.0) -> tuple[slice, slice]:
        """The rows and columns of a box, grown on all sides by `margin` times its height; at least one of each."""
        seen = box.through(self._view)
        grown = margin * min(seen.height, seen.width)
        height, width = self._whole.shape[:2]
        return (
            _span((seen.bottom - grown) * self._scale, (seen.top + grown) * self._scale, height),
            _span((seen.left - grown) * self._scale, (seen.right + grown) * self._scale, width),
        )


def to_view(page: Any) -> Matrix:
    """From the user space of a page to points from the top left of the page as it is shown, rotated and cropped."""
    import ctypes

    import pypdfium2.raw as pdfium

    width, height = (max(1, round(length * _FINE)) for length in page.get_size())

    def shown(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, x, y, across, down)
        return across.value / _FINE, down.value / _FINE

    far = 1000.0
    (e, f), (right, right_down), (up, up_down) = shown(0, 0), shown(far, 0), shown(0, far)
    return Matrix((right - e) / far, (right_down - f) / far, (up - e) / far, (up_down - f) / far, e, f)


def _changes(one: Any, other: Any) -> Any:
    """Where two renderings differ to the eye, in any channel. By channel, for less memory."""
    import numpy as np

    changed = np.zeros(one.shape[:2], dtype=bool)
    for channel in range(one.shape[2]):
        first, second = one[..., channel], other[..., channel]
        changed |= np.maximum(first, second) - np.minimum(first, second) > _SEEN
    return changed


def _span(start: float, end: float, length: int) -> slice:
    first = min(max(0, math.floor(start)), max(0, length - 1))
    return slice(first, max(first + 1, min(length, math.ceil(end))))
