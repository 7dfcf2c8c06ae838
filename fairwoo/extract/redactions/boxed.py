"""A box that may be a redaction, the lines of text on its page, and how they stand to each other. Points, from the top left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fairwoo.model import WordBox
from fairwoo.model.extraction import RedactionStyle

_ON_LINE = 0.5  # share of the height of the lower of two
_INSIDE = 0.6  # share of a word that lies on the box
_OF_FONT = 0.93  # of the size of a font: from the top of its ascenders to the foot of its descenders
_WORD_GAP = 1.2  # heights: words nearer to each other are one line


class Boxed(NamedTuple):
    """A box that may be a redaction, in points from the top left, with the words printed on it and its colour (0–255), if known."""

    x: float
    y: float
    width: float
    height: float
    style: RedactionStyle
    words: tuple[WordBox, ...] = ()
    colour: tuple[int, int, int] | None = None

    @property
    def label(self) -> str:
        """What is printed on it."""
        return " ".join(word.text for word in self.words)

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


class Line(NamedTuple):
    """Words that follow each other: their extent."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def size(self) -> float:
        """About that of its font; of letters without ascenders or descenders alone, less."""
        return self.height / _OF_FONT


def lines_of(words: Iterable[WordBox]) -> list[Line]:
    """The words as lines, from the top; a wide gap ends a line."""
    rows: list[list[WordBox]] = []
    for word in sorted(words, key=lambda word: (word.y + word.height / 2, word.x)):
        if rows and on_line(rows[-1][0], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [line for row in rows for line in _parts(row)]


def _parts(row: list[WordBox]) -> Iterable[Line]:
    row.sort(key=lambda word: word.x)
    start, right = 0, row[0].x + row[0].width
    for number, word in enumerate(row[1:], 1):
        if word.x - right > _WORD_GAP * max(word.height, row[start].height):
            yield _around(row[start:number])
            start, right = number, word.x
        right = max(right, word.x + word.width)
    yield _around(row[start:])


def _around(words: Sequence[WordBox]) -> Line:
    x, y = min(word.x for word in words), min(word.y for word in words)
    right, bottom = max(word.x + word.width for word in words), max(word.y + word.height for word in words)
    return Line(x, y, right - x, bottom - y)


def on_line(one: WordBox | Boxed | Line, other: WordBox | Boxed | Line) -> bool:
    """Do they stand beside each other?"""
    overlap = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return overlap >= _ON_LINE * min(one.height, other.height)


def gap_across(one: Boxed | Line, other: Boxed | Line) -> float:
    """From the right edge of the one to the left edge of the other, whichever is left; below zero where they overlap."""
    return max(one.x - other.right, other.x - one.right)


def gap_down(one: Boxed | Line, other: Boxed | Line) -> float:
    """From the lower edge of the one to the upper edge of the other, whichever is above; below zero where they overlap."""
    return max(one.y - other.bottom, other.y - one.bottom)


def lies_on(word: WordBox, box: Boxed) -> bool:
    """Does most of the word lie on the box?"""
    return shared(word, box) >= max(_INSIDE * word.width * word.height, 1e-6)


def shared(word: WordBox, box: Boxed) -> float:
    """The area that a word and a box have in common."""
    across = min(word.x + word.width, box.right) - max(word.x, box.x)
    down = min(word.y + word.height, box.bottom) - max(word.y, box.y)
    return max(0.0, across) * max(0.0, down)
