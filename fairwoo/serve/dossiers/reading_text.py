"""The text of a page laid out for reading: paragraphs, and tables where lines have cells; with what was searched for marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from fairwoo.serve.search.found import Piece, pieces

SHORT = 30_000  # characters of a page that are shown at first
LONG = 1_000_000  # that are shown when asked for; who wants more is served better by the file
_MOST_CELLS = 100  # in a row
_NARROWEST, _WIDEST = 40, 200  # characters of the longest line, for lines to have been broken because they were full
_FULL = 0.75  # of the longest line

_Marks = Sequence[tuple[int, int]]


class Paragraph(NamedTuple):
    """Running text; the line ends in it are to be kept."""

    pieces: tuple[Piece, ...]


class Grid(NamedTuple):
    """Rows of cells, all of the same length. `headed`: the first row names the columns."""

    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    headed: bool


class _Line(NamedTuple):
    start: int
    text: str

    @property
    def cells(self) -> list[tuple[int, str]]:
        """Where each cell begins, and what is in it."""
        found, at = [], self.start
        for cell in self.text.split("\t"):
            found.append((at, cell))
            at += len(cell) + 1
        return found[:_MOST_CELLS]


def blocks(text: str, marks: _Marks) -> Iterator[Paragraph | Grid]:
    """The text in blocks. `marks` are places (start, end) in it, in order, none overlapping."""
    cursor = _Cursor(marks)
    for kind, lines in groupby(_lines(text), _kind):
        if kind == "cells":
            yield _grid(tuple(lines), cursor)
        elif kind == "text":
            first, *rest = lines
            last = rest[-1] if rest else first
            paragraph = _flowing(text[first.start : last.start + len(last.text)])
            yield Paragraph(cursor.cut(first.start, paragraph))


def shortened(text: str, most: int) -> str:
    """At most so many characters, cut between lines or words where that can be."""
    if len(text) <= most:
        return text
    cut = max(text.rfind(mark, most - most // 10, most) for mark in ("\n", " "))
    return text[: cut if cut > 0 else most]


def _flowing(text: str) -> str:
    """Without the line ends that are there because a line was full; those of headings, addresses and last lines stay. Of equal length."""
    lines = text.split("\n")
    longest = max(map(len, lines))
    if not _NARROWEST <= longest <= _WIDEST:
        return text
    ends = (" " if len(line) >= _FULL * longest else "\n" for line in lines[:-1])
    return "".join(f"{line}{end}" for line, end in zip(lines, (*ends, ""), strict=True))


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for line in text.split("\n"):
        yield _Line(at, line)
        at += len(line) + 1


def _kind(line: _Line) -> str:
    if not line.text.strip():
        return "gap"
    return "cells" if "\t" in line.text.rstrip("\t") else "text"


def _grid(lines: tuple[_Line, ...], cursor: _Cursor) -> Grid:
    cells = [line.cells for line in lines]
    columns = max(len(row) for row in cells)
    first = cells[0]
    headed = len(lines) > 1 and len(first) == columns and all(cell.strip() for _, cell in first)
    rows = (tuple(cursor.cut(start, cell) for start, cell in row) + ((),) * (columns - len(row)) for row in cells)
    return Grid(tuple(rows), headed)


class _Cursor:
    """Goes through the marks as the text is gone through, so that a page with many of both takes no longer than its length."""

    def __init__(self, marks: _Marks) -> None:
        self._marks = marks
        self._next = 0

    def cut(self, start: int, text: str) -> tuple[Piece, ...]:
        """The stretch of text that begins at `start`, in pieces."""
        end = start + len(text)
        while self._next < len(self._marks) and self._marks[self._next][1] <= start:
            self._next += 1
        inside = []
        for place in range(self._next, len(self._marks)):
            first, last = self._marks[place]
            if first >= end:
                break
            inside.append((max(first, start) - start, min(last, end) - start))
        return pieces(text, tuple(inside))
