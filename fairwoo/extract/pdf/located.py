"""Where something stands on a PDF page as it is shown: turned, cropped, in points from its top left."""

from __future__ import annotations

import ctypes
from typing import Any

from fairwoo.extract.pdf.shapes import Box, Matrix
from fairwoo.model import Hidden, HiddenKind

_FINE = 100  # parts of a point


def located(kind: HiddenKind, words: int, box: Box, view: Matrix) -> Hidden:
    """Words that are hidden in a box of user space. `view` is that of the page, from `to_view`."""
    seen = box.through(view)
    x, y, width, height = (round(length, 2) for length in (seen.left, seen.bottom, seen.width, seen.height))
    return Hidden(kind=kind, words=words, x=x, y=y, width=width, height=height)


def to_view(page: Any) -> Matrix:
    """From the user space of a page to points from the top left of the page as it is shown, rotated and cropped."""
    import pypdfium2.raw as pdfium

    width, height = (max(1, round(length * _FINE)) for length in page.get_size())

    def shown(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, x, y, across, down)
        return across.value / _FINE, down.value / _FINE

    far = 1000.0
    (e, f), (right, right_down), (up, up_down) = shown(0, 0), shown(far, 0), shown(0, far)
    return Matrix((right - e) / far, (right_down - f) / far, (up - e) / far, (up_down - f) / far, e, f)
