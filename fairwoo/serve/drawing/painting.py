"""An image of a page as a WebP of at most some 350 kB, with boxes painted over.

Measured on A4 at 144 dots an inch, quality 75: pages of text 100-320 kB, scans 150-350 kB; few need a second try. At 216 dots an inch
these are 1.5 times as large: 25-290 kB on 15 pages of dossiers, scans and reports, drawn and encoded in 0.2-0.7 s.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from fairwoo.serve.drawing.kinds import kind_of
from fairwoo.serve.drawing.orders import Box, Order, UndrawableError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from fairwoo.extract.picture import Picture

LARGEST = 350_000  # bytes
MOST_PIXELS = 4_200_000  # an A3 at 144 dots an inch
MOST_PIXELS_LARGE = 9_450_000  # and at 216
_LONGEST = 16_000  # pixels a side; WebP has at most 16,383
_TRIES = ((144.0, 75), (144.0, 55), (120.0, 50), (100.0, 40), (80.0, 30), (60.0, 20))  # dots an inch, quality
_TRIES_LARGE = ((216.0, 75), (216.0, 55), (216.0, 40), (180.0, 40))
_POINTS = 72.0
_MARGIN = 0.75  # points: the soft edge of letters just outside a box


def image(order: Order) -> bytes:
    """The WebP. Raises UndrawableError, and whatever the libraries raise on a damaged file."""
    with pictured(order) as picture:
        content = b""
        drawn: tuple[float, Any] = (0.0, None)
        for dpi, quality in (*_TRIES_LARGE, *_TRIES) if order.large else _TRIES:
            fitting = fitted(picture.width, picture.height, dpi, MOST_PIXELS_LARGE if order.large else MOST_PIXELS)
            if fitting != drawn[0]:
                pixels = picture.draw(fitting)
                paint(pixels, order.white, fitting, 255)
                paint(pixels, order.black, fitting, 0)
                drawn = (fitting, pixels)
            content = _encoded(drawn[1], quality)
            if len(content) <= LARGEST:
                break
        return content


def pictured(order: Order) -> AbstractContextManager[Picture]:
    """The page of an order as the readers of its format draw it."""
    kind = kind_of(order.path)
    if kind == "pdf":
        from fairwoo.extract.formats.pdf import pictured as pages

        return pages(order.path, order.page)
    if kind == "image":
        from fairwoo.extract.formats.image import pictured as images

        return images(order.path, order.page)
    raise UndrawableError


def fitted(width: float, height: float, dpi: float, most: int) -> float:
    """`dpi` dots an inch, or fewer where a page of that size (in points) would have more than `most` pixels."""
    inches = max(1e-6, width * height / _POINTS**2)
    longest = max(1e-6, width, height) / _POINTS
    return min(dpi, math.sqrt(most / inches), _LONGEST / longest)


def paint(pixels: Any, boxes: Iterable[Box], dpi: float, level: int) -> None:
    """Fill boxes with a grey level, in place, and a little around them."""
    scale = dpi / _POINTS
    height, width = pixels.shape[:2]
    for box in boxes:
        left, top = (max(0, math.floor((at - _MARGIN) * scale)) for at in (box.x, box.y))
        right = min(width, math.ceil((box.x + box.width + _MARGIN) * scale))
        bottom = min(height, math.ceil((box.y + box.height + _MARGIN) * scale))
        if left < right and top < bottom:
            pixels[top:bottom, left:right] = level


def _encoded(pixels: Any, quality: int) -> bytes:
    import numpy as np
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels[..., ::-1])).save(buffer, "WEBP", quality=quality, method=4)
    return buffer.getvalue()
