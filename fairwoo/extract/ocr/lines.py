"""What recognition gives, and what an engine of recognition can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from fairwoo.model import WordBox

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

SURE_OF_TURN = 7.0  # min_orientation_margin of Tesseract itself


class Recognised(NamedTuple):
    """What was read: lines parted by a newline, paragraphs by an empty line; the words in reading order; the mean confidence.

    Boxes are in pixels of the image (or in points, where the page is done) from its top left. The confidence of the whole (0–1) is
    the mean over the letters of the words, 0 where nothing was read.
    """

    text: str
    words: tuple[WordBox, ...]
    confidence: float


class Line(NamedTuple):
    """A line of words, boxes in pixels of the image, and whether a paragraph begins with it."""

    words: tuple[WordBox, ...]
    opens: bool


class Engine(Protocol):
    """Tesseract with the data of one language. It reads one image at a time and is kept for the next. Close it when done.

    Images are grey, height × width, 0 is black. All of it raises RuntimeError where Tesseract cannot do its work.
    """

    name: str  # of the engine, its version and the edition of its data

    def read(self, image: Grey, dpi: int) -> Recognised:
        """Read an upright image of `dpi` dots an inch, as Tesseract does it."""
        ...

    def lines(self, image: Grey, dpi: int, *, single: bool = False) -> list[Line]:
        """The lines of an upright image in reading order; `single` says that it holds one line and nothing else."""
        ...

    def turn(self, image: Grey, dpi: int) -> int | None:
        """By how many degrees (0, 90, 180, 270) the image must be turned clockwise to be upright. None: not known for sure."""
        ...

    def close(self) -> None:
        """Give the memory back."""
        ...


def recognised(lines: Sequence[Line]) -> Recognised:
    """The text, the words and the confidence of the lines."""
    words = tuple(word for line in lines for word in line.words)
    parts = [
        ("\n" if line.opens and number else "") + " ".join(word.text for word in line.words) for number, line in enumerate(lines)
    ]
    letters = sum(len(word.text) for word in words)
    sure = sum(len(word.text) * word.confidence for word in words)
    return Recognised("\n".join(parts), words, round(sure / letters, 4) if letters else 0.0)
