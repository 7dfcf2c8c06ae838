"""A page image with its skew taken out: edges of boxes must be level and upright to be told from those of drawings."""

from __future__ import annotations

from fairwoo.extract.ocr.straighten import skew
from fairwoo.extract.redactions.found import Found, Pixels

_LEAST = 0.15  # degrees: over the width of a page that is 3 pixels at 150 dpi
_MOST = 4.0  # degrees: more is no skew but a drawing


class Straightened:
    """`image` (BGR) and `lines` (grey), both level, and the way back for the boxes found on them."""

    def __init__(self, image: Pixels, lines: Pixels) -> None:
        import cv2
        import numpy as np

        self.image, self.lines = image, lines
        self._back: list[list[float]] | None = None
        small = cv2.resize(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        angle = skew(np.asarray(small, dtype=np.uint8))
        if _LEAST <= abs(angle) <= _MOST:
            height, width = image.shape[:2]
            turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), angle, 1.0)
            self.image, self.lines = (
                cv2.warpAffine(each, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
                for each in (image, lines)
            )
            self._back = cv2.invertAffineTransform(turn).tolist()

    def before(self, box: Found) -> Found:
        """The box on the image as it was: the same size, its middle where it lay."""
        if self._back is None:
            return box
        (a, b, c), (d, e, f) = self._back
        x, y = box.x + box.w / 2, box.y + box.h / 2
        across, down = a * x + b * y + c, d * x + e * y + f
        return box._replace(x=max(0, round(across - box.w / 2)), y=max(0, round(down - box.h / 2)))
