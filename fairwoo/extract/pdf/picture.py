"""The image of a PDF page by pdfium, annotations and form fields included, and the boxes of its text layer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fairwoo.extract.pdf.annotations import flattened
from fairwoo.extract.pdf.located import to_view
from fairwoo.extract.pdf.shapes import Box
from fairwoo.extract.picture import Picture
from fairwoo.model import WordBox
from fairwoo.shared import clean_text

if TYPE_CHECKING:
    from fairwoo.extract.picture import Pixels

_POINTS = 72.0
_MOST_LINES = 20_000


@contextmanager
def picture_of(document: Any, number: int) -> Iterator[Picture]:
    """The picture of page `number` (from 1) of a pypdfium2 document. Raises PdfiumError if pdfium cannot load it."""
    page = flattened(document, document[number - 1], number - 1)
    try:
        width, height = page.get_size()
        yield Picture(width, height, lambda dpi: _drawn(page, dpi), lambda: _lines(page))
    finally:
        page.close()


def _drawn(page: Any, dpi: float) -> Pixels:
    # A copy: the bitmap owns the pixels, and goes.
    pixels: Any = page.render(scale=dpi / _POINTS).to_numpy()
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        import cv2

        pixels = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
    drawn: Pixels = pixels[..., :3].copy()
    return drawn


def _lines(page: Any) -> tuple[WordBox, ...]:
    view = to_view(page)
    text_page = page.get_textpage()
    found = []
    for index in range(min(text_page.count_rects(), _MOST_LINES)):
        left, bottom, right, top = text_page.get_rect(index)
        text = clean_text(text_page.get_text_bounded(left, bottom, right, top)).strip()
        if text:
            box = Box(left, bottom, right, top).through(view)
            found.append(WordBox(text, box.left, box.bottom, box.width, box.height, 1.0))
    return tuple(found)
