"""A page put straight for reading: not too many pixels, turned upright, skew taken out; and the way back for the boxes.

Skew by the projection profile (Postl 1986): the rows of a straight page differ most from one to the next. Searched within 5 degrees,
first by half degrees, then by twentieths, on an image of at most a thousand pixels high or wide.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from fairwoo.model import WordBox

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

MOST_PIXELS = 9_000_000  # A4 at 300 dpi is 8.7

_SMALL = 1_000
_WIDEST, _COARSE, _FINE = 5.0, 0.5, 0.05
_LEAST_SKEW = 0.2  # less does Tesseract no harm, and turning blurs
_LEAST_GAIN = 1.05  # of the profile; a page of photographs gains nothing by turning


class Straight(NamedTuple):
    """A straightened image, and where its pixels came from: `back` takes (x, y, 1) to x and y on the image it was made of."""

    image: Grey
    back: tuple[tuple[float, float, float], tuple[float, float, float]]

    def box_before(self, word: WordBox) -> WordBox:
        """The word with its box on the image as it was: the smallest upright one around the turned box."""
        right, bottom = word.x + word.width, word.y + word.height
        corners = [self._before(x, y) for x in (word.x, right) for y in (word.y, bottom)]
        left, top = min(x for x, _ in corners), min(y for _, y in corners)
        width, height = max(x for x, _ in corners) - left, max(y for _, y in corners) - top
        return WordBox(word.text, left, top, width, height, word.confidence)

    def _before(self, x: float, y: float) -> tuple[float, float]:
        (a, b, c), (d, e, f) = self.back
        return a * x + b * y + c, d * x + e * y + f


def capped_dpi(size: tuple[float, float], dpi: int) -> int:
    """`dpi`, or the highest resolution at which a page of `size` (width and height in points) stays under the pixel cap."""
    area = max(size[0] * size[1], 1.0) / 72**2
    return max(1, min(dpi, math.floor(math.sqrt(MOST_PIXELS / area))))


def straight(image: Grey, turn: int = 0) -> Straight:
    """The grey image turned clockwise by `turn` (0, 90, 180, 270) degrees and then by its skew."""
    turned = quarter_turned(image, turn)
    angle = skew(turned)
    if abs(angle) < _LEAST_SKEW:
        return Straight(turned, _quarter_back(image.shape, turn))
    import cv2
    import numpy as np

    height, width = turned.shape
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), angle, 1.0)
    paper = int(np.median(turned[::8, ::8]))
    image_out = cv2.warpAffine(turned, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)
    back = np.array(_quarter_back(image.shape, turn)) @ np.vstack([cv2.invertAffineTransform(matrix), [0.0, 0.0, 1.0]])
    (a, b, c), (d, e, f) = back.tolist()
    return Straight(np.asarray(image_out, dtype=np.uint8), ((a, b, c), (d, e, f)))


def quarter_turned(image: Grey, turn: int) -> Grey:
    """The image turned clockwise by 0, 90, 180 or 270 degrees."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(image, -turn // 90 % 4))


def shrunk(image: Grey) -> Grey:
    """The image itself, or made smaller to stay under the pixel cap."""
    if image.size <= MOST_PIXELS:
        return image
    import cv2
    import numpy as np

    scale = math.sqrt(MOST_PIXELS / image.size)
    size = (max(1, int(image.shape[1] * scale)), max(1, int(image.shape[0] * scale)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def busiest_square(image: Grey) -> Grey:
    """The square, half as wide as the image is at its narrowest, in which light and dark take turns most: likely text."""
    import cv2
    import numpy as np

    height, width = image.shape
    side = max(1, min(height, width) // 2)
    edges = cv2.integral(cv2.morphologyEx(image, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)))
    places = [(y, x) for y in _steps(height, side) for x in _steps(width, side)]
    y, x = max(
        places,
        key=lambda at: float(
            edges[at[0] + side, at[1] + side] - edges[at[0], at[1] + side] - edges[at[0] + side, at[1]] + edges[at[0], at[1]]
        ),
    )
    return image[y : y + side, x : x + side]


def _steps(length: int, side: int) -> range:
    return range(0, length - side + 1, max(1, side // 2))


def skew(image: Grey) -> float:
    """By how many degrees (counter-clockwise; -5 to 5) to turn the image so that its lines lie level; 0.0 if none is better."""
    import cv2
    import numpy as np

    height, width = image.shape
    scale = min(1.0, _SMALL / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    ink = np.asarray(cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1], dtype=np.uint8)
    level = _sharpness(ink, 0.0)
    if not level:
        return 0.0
    half = np.ascontiguousarray(ink[::2, ::2])
    steps = round(_WIDEST / _COARSE)
    coarse = max((step * _COARSE for step in range(-steps, steps + 1)), key=lambda angle: (_sharpness(half, angle), -abs(angle)))
    finer = round(_COARSE / _FINE) - 1
    near = (coarse + step * _FINE for step in range(-finer, finer + 1))
    best = max((angle for angle in near if abs(angle) <= _WIDEST), key=lambda angle: (_sharpness(ink, angle), -abs(angle)))
    return best if _sharpness(ink, best) >= _LEAST_GAIN * level else 0.0


def _sharpness(ink: Grey, angle: float) -> float:
    """How much the rows of the image, turned counter-clockwise by `angle`, differ from one to the next."""
    import cv2
    import numpy as np

    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), angle, 1.0)
    turned = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=0)
    rows = turned.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _quarter_back(shape: tuple[int, ...], turn: int) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Where a point of the turned image lay on the image of `shape` (height, width): edges of pixels, not their centres."""
    height, width = float(shape[0]), float(shape[1])
    return {
        0: ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
        90: ((0.0, 1.0, 0.0), (-1.0, 0.0, height)),
        180: ((-1.0, 0.0, width), (0.0, -1.0, height)),
        270: ((0.0, -1.0, width), (1.0, 0.0, 0.0)),
    }[turn]
