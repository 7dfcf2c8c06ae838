"""A look at a page with and without some of its text objects: what changes is what people see of them.

A coarse look clears most letters and costs a quarter of a fine one. Only the part of the page where the letters stand is rendered.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from fairwoo.extract.pdf.located import to_view
from fairwoo.extract.pdf.shapes import Box, around, common

_COARSE, _FINE = 1.0, 2.0  # 72 and 144 dpi
_MOST_PIXELS = 30_000_000
_AROUND = 12.0  # points rendered around the letters
_SEEN = 16  # of 255: a pixel that changes less than this is not seen to change
_BLACK = (
    32  # of 255: what is no lighter than this is not told from black (a contrast of 1.3 by WCAG 2.2, 1.4.3; readers need 4.5)
)
_CHANGED, _SURELY_CHANGED = 0.01, 0.05  # of the pixels of a character, by a fine and by a coarse look
_MUCH = 20  # pixels: that many are seen however large the box is that the font claims for its characters
_EVEN = 40  # of 255: the spread of grey in noise and in the grain of a scan
_SURELY_UNEVEN = 45  # of 255, by a coarse look, which has less of it
_LIGHT = 160  # of 255
_GREEN = 1  # the channel that nearly all ink darkens
_MOST_CLOSE_LOOKS = 8  # at single words; then all of them are looked at


class Look:
    """The part of a page in which `boxes` (user space) lie, as it is and without the text objects `handles`. The page is left as it was."""

    def __init__(self, page: Any, handles: Sequence[Any], boxes: list[Box]) -> None:
        self._page = page
        self._view = to_view(page)
        part = _grown(around(boxes).through(self._view), page)
        most = math.sqrt(_MOST_PIXELS / max(1.0, part.width * part.height))
        self._coarse, self._fine = (_Scale(page, handles, part, min(scale, most)) for scale in (_COARSE, _FINE))
        self._close_looks = 0

    def is_seen(self, box: Box) -> bool:
        """Does the page look different in this box (user space) without the text objects?"""
        shown = box.through(self._view)
        changed, pixels = self._coarse.changed_in(shown)
        if changed > _SURELY_CHANGED * pixels:
            return True
        changed, pixels = self._fine.changed_in(shown)
        return changed > min(_CHANGED * pixels, _MUCH)

    def is_even(self, box: Box) -> bool:
        """Is there nothing to see in this box (user space): neither in it, nor, where it is light, close around it?"""
        shown = box.through(self._view)
        if _spread(self._coarse.whole[self._coarse.pixels(shown, -0.1)][..., _GREEN])[0] >= _SURELY_UNEVEN:
            return False
        fine = self._fine if self._close_looks > _MOST_CLOSE_LOOKS else self._close_look(shown)
        inside, middle = _spread(fine.whole[fine.pixels(shown, -0.1)].mean(axis=2))
        return inside < _EVEN and (middle < _LIGHT or _spread(fine.whole[fine.pixels(shown, 0.25)].mean(axis=2))[0] < _EVEN)

    def _close_look(self, shown: Box) -> _Scale:
        self._close_looks += 1
        return _Scale(self._page, (), _grown(shown, self._page), self._fine.scale)

    def colour(self, box: Box) -> tuple[int, int, int]:
        """The commonest brightness of red, green and blue in this box (user space): what the text lies on."""
        import numpy as np

        image = self._fine.without
        pixels = image[self._fine.pixels(box.through(self._view))].reshape(-1, image.shape[2])
        if not len(pixels):
            return 255, 255, 255
        blue, green, red = (int(value) for value in np.median(pixels, axis=0)[:3])
        return red, green, blue


class _Scale:
    """A part of a page (points from the top left, as shown) at `scale` pixels a point. Rendered when it is asked for."""

    def __init__(self, page: Any, handles: Sequence[Any], part: Box, scale: float) -> None:
        self._page, self._handles, self._part, self.scale = page, handles, part, scale
        self._left, self._top = math.ceil(part.left * scale), math.ceil(part.bottom * scale)

    @cached_property
    def whole(self) -> Any:
        return self._rendered()

    @cached_property
    def without(self) -> Any:
        import pypdfium2.raw as pdfium

        if not self._handles:
            return self.whole
        modes = [pdfium.FPDFTextObj_GetTextRenderMode(handle) for handle in self._handles]
        try:
            for handle in self._handles:
                pdfium.FPDFTextObj_SetTextRenderMode(handle, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
            return self._rendered()
        finally:
            for handle, mode in zip(self._handles, modes, strict=True):
                pdfium.FPDFTextObj_SetTextRenderMode(handle, mode)

    @cached_property
    def _changes(self) -> Any:
        """Which pixels differ to the eye, in any channel."""
        import numpy as np

        channels = np.maximum(self.whole, self.without) - np.minimum(self.whole, self.without) > _SEEN
        changed = channels[..., 0].copy()
        for channel in range(1, channels.shape[2]):
            changed |= channels[..., channel]
        changed &= np.maximum(self.whole, self.without).max(axis=2) > _BLACK
        return changed

    def changed_in(self, shown: Box) -> tuple[int, int]:
        """How many pixels of a box (points from the top left) change, and how many it has."""
        import numpy as np

        piece = self._changes[self.pixels(shown)]
        return int(np.count_nonzero(piece)), piece.size

    def pixels(self, shown: Box, margin: float = 0.0) -> tuple[slice, slice]:
        """The rows and columns of a box (points from the top left), grown on all sides by `margin` times its height; at least one."""
        grown = margin * min(shown.height, shown.width)
        height, width = self.whole.shape[:2]
        scale = self.scale
        return (
            _span((shown.bottom - grown) * scale - self._top, (shown.top + grown) * scale - self._top, height),
            _span((shown.left - grown) * scale - self._left, (shown.right + grown) * scale - self._left, width),
        )

    def _rendered(self) -> Any:
        width, height = self._page.get_size()
        part = self._part
        crop = (part.left, height - part.top, width - part.right, part.bottom)
        # A copy: the bitmap owns the pixels, and goes.
        return self._page.render(scale=self.scale, crop=crop, may_draw_forms=False).to_numpy().copy()


def _spread(grey: Any) -> tuple[float, float]:
    """How far apart dark and light are in a piece of an image, its extremes left out, and what lies in the middle (of 255)."""
    import numpy as np

    if not grey.size:
        return 0.0, 255.0
    levels = np.sort(grey, axis=None)
    last = levels.size - 1
    low, middle, high = (float(levels[round(share * last)]) for share in (0.02, 0.5, 0.98))
    return high - low, middle


def _grown(part: Box, page: Any) -> Box:
    """The part with some more around it, within the page; all of the page if that leaves nothing. Points from the top left."""
    whole = Box(0.0, 0.0, *page.get_size())
    grown = common(whole, Box(part.left - _AROUND, part.bottom - _AROUND, part.right + _AROUND, part.top + _AROUND))
    return grown if min(grown.width, grown.height) >= 1 else whole


def _span(start: float, end: float, length: int) -> slice:
    first = min(max(0, math.floor(start)), max(0, length - 1))
    return slice(first, max(first + 1, min(length, math.ceil(end))))
