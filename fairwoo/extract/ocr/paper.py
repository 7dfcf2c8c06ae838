"""The paper of a page made even, and the grain of a copy smoothed: each only where it is measured, so that a clean page stays as it is.

Tesseract finds its lines on an image made black and white by one threshold for the whole page. Where a corner of the page is a
quarter darker, lines and whole paragraphs drop out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

_WHITE = 245.0
_UNEVEN = 0.10  # share by which the darkest paper is darker than the lightest; even scans of the corpus have .00 to .05
_COARSE_DPI = 25  # at which light is measured: a letter is a few dots
_LETTER = 7  # in those dots, .28 inch: what is smaller and darker lies on the paper
_LIGHT = 12.5  # in those dots, half an inch: light changes slowly
_PAPER = 0.6  # of the lightest: what is darker is a box or a photograph, and no paper

_ROUGH = 0.04  # specks a letter. Rough copies of the corpus have .05 and .10, other scans up to .03, clean print has 0
_SPECK, _LETTER_AREA = 3, 20  # pixels at 200 dpi: at most, at least
_GRAIN = 0.7 / 200  # inches


def even(image: Grey, dpi: float) -> Grey:
    """The grey image as it would be under even light; the very image if its light is even."""
    import cv2
    import numpy as np

    light = _light(image, dpi)
    darkest, lightest = (float(value) for value in np.percentile(light, (2, 98)))
    if darkest >= (1 - _UNEVEN) * lightest:
        return image
    height, width = image.shape
    everywhere = cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(np.clip(image * (_WHITE / everywhere), 0, 255), dtype=np.uint8)


def smoothed(image: Grey, dpi: float) -> Grey:
    """The image without its grain if it is a rough copy, full of specks; else the very image."""
    if _specks(image, dpi) < _ROUGH:
        return image
    import cv2
    import numpy as np

    return np.asarray(cv2.GaussianBlur(image, (0, 0), _GRAIN * dpi), dtype=np.uint8)


def _light(image: Grey, dpi: float) -> NDArray[np.float32]:
    """How light the paper is (1 to 255), in dots of `_COARSE_DPI`; under boxes and photographs as around them."""
    import cv2
    import numpy as np

    height, width = image.shape
    shrink = _COARSE_DPI / dpi
    size = (max(1, round(width * shrink)), max(1, round(height * shrink)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_LETTER, _LETTER), np.uint8)).astype(np.float32)
    lightest = float(np.percentile(paper, 95))
    seen = (paper > _PAPER * lightest).astype(np.float32)
    total = cv2.GaussianBlur(paper * seen, (0, 0), _LIGHT)
    share = cv2.GaussianBlur(seen, (0, 0), _LIGHT)
    known = np.where(share > 0.02, total / np.maximum(share, 0.02), lightest)
    return np.maximum(known, 1.0).astype(np.float32)


def _specks(image: Grey, dpi: float) -> float:
    """The number of specks of ink for each piece of ink that may be a letter."""
    import cv2

    ink = cv2.threshold(image, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    areas = cv2.connectedComponentsWithStats(ink)[2][1:, cv2.CC_STAT_AREA]
    scale = (dpi / 200) ** 2
    letters = int((areas >= _LETTER_AREA * scale).sum())
    return float((areas <= _SPECK * scale).sum() / letters) if letters else 0.0
