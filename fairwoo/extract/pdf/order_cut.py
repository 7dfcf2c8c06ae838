"""Lines of a page from top to bottom and column by column (after the XY-cut of Nagy and Seth 1984, with lines over the columns)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_GUTTER = 6.0  # points between columns at least
_FEWEST_ROWS = 4  # in which two columns stand beside each other
_MOSTLY = 0.6
_PROSE = 8  # times as long as high is a line of running text
_MOST_COLUMNS = 6
_SAME_LINE = 0.5  # of the lower of two lines


class Line(NamedTuple):
    """A stretch of text on one line: the indexes of its characters from `start` to before `stop`, and its box; y runs down."""

    start: int
    stop: int
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """In points."""
        return self.bottom - self.top

    def is_beside(self, other: Line) -> bool:
        """Do both stand on one line?"""
        return min(self.bottom, other.bottom) - max(self.top, other.top) > _SAME_LINE * min(self.height, other.height)


def by_column(lines: Sequence[Line], deep: int = 0) -> list[list[Line]]:
    """The lines in reading order: each list is a row, from left to right. The cells of a table stay in rows."""
    rows = rows_of(lines)
    place = gutter(rows) if deep < _MOST_COLUMNS else None
    if place is None:
        return rows
    found: list[list[Line]] = []
    block: list[Line] = []
    for row in rows:
        if any(line.left < place < line.right for line in row):
            found += _columns(block, place, deep)
            found.append(row)
            block = []
        else:
            block += row
    return found + _columns(block, place, deep)


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines by the height at which they stand, from top to bottom, each row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.top + one.bottom):
        if rows and rows[-1][0].is_beside(line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def gutter(rows: Sequence[Sequence[Line]]) -> float | None:
    """Where two columns of running text part, if there are such; what stands beside each other in a table is mostly short."""
    gaps = [[(one.right, other.left) for one, other in pairwise(row) if other.left - one.right >= _GUTTER] for row in rows]
    gaps = [row for row in gaps if row]
    places = [(start + end) / 2 for row in gaps for start, end in row]
    place = max(places, key=lambda one: _shared(gaps, one), default=0.0)
    if _shared(gaps, place) < max(_FEWEST_ROWS, _MOSTLY * len(gaps)):
        return None
    lines = [line for row in rows for line in row]
    sides = [line for line in lines if line.right <= place], [line for line in lines if line.left >= place]
    return place if all(_is_prose(side) or gutter(rows_of(side)) for side in sides) else None


def _shared(gaps: Sequence[Sequence[tuple[float, float]]], place: float) -> int:
    """In how many rows there is a gap at this place."""
    return sum(any(start <= place <= end for start, end in row) for row in gaps)


def _is_prose(lines: Sequence[Line]) -> bool:
    """Are these lines of running text: most of them long, and as long as the column is wide?"""
    if len(lines) < _FEWEST_ROWS:
        return False
    widths = [line.right - line.left for line in lines]
    whole = max(line.right for line in lines) - min(line.left for line in lines)
    return median(widths) >= max(_MOSTLY * whole, _PROSE * median(line.height for line in lines))


def _columns(lines: Sequence[Line], place: float, deep: int) -> list[list[Line]]:
    left, right = [line for line in lines if line.right <= place], [line for line in lines if line.right > place]
    return [*(by_column(left, deep + 1) if left else []), *(by_column(right, deep + 1) if right else [])]
