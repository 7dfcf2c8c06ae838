"""The image of one page, drawn when asked, whatever the file is."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from fairwoo.model import WordBox

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

MOST_PIXELS = 9_000_000
"""An A4 page at 300 dpi has 8.7 million. Some pages are of great size: dots per inch alone would ask for gigabytes (reading.md A.2)."""
_POINTS = 72.0


class Picture(NamedTuple):
    """Width and height in points; `draw(dpi)` gives blue, green and red (height × width × 3, 0–255).

    `lines` gives what the text layer says and where: pieces of lines as they are drawn, boxes in points from the top left.
    """

    width: float
    height: float
    draw: Callable[[float], Pixels]
    lines: Callable[[], tuple[WordBox, ...]]

    def dpi(self, wanted: float) -> float:
        """`wanted` dots an inch, or fewer where that would be more than `MOST_PIXELS`."""
        inches = max(1e-6, self.width * self.height / _POINTS**2)
        return min(wanted, math.sqrt(MOST_PIXELS / inches))
