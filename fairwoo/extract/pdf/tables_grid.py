"""From a grid of ruling lines and the words in it to the rows of a table."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from fairwoo.extract.pdf.page_text import repaired
from fairwoo.extract.pdf.tables_rules import Grid, is_drawn_at
from fairwoo.extract.pdf.tables_words import Word, in_lines, phrases_of

Rows = list[tuple[str, ...]]

_OVER = 1.0  # points that a phrase may stick out of its column
_FEW_BANDS = 2  # a heading and all the rest
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?\.?[a-z]?[.)]?")
_MOST_CELLS = 20_000


def rows_in(grid: Grid, words: Sequence[Word]) -> Rows:
    """The texts of the cells of each row that has any, from left to right; "" for an empty cell.

    A cell over several columns or rows has its text in the first of them. Where the line between two columns is missing and no words
    run over its place, the cells are parted there all the same; where there are no lines between the rows, each number in the
    first column begins one.
    """
    columns, bands = grid.columns, grid.rows
    if len(columns) * len(bands) > _MOST_CELLS:
        return []
    inside: list[list[Word]] = [[] for _ in bands[1:]]
    for column in _by_column(grid, words):
        for band, own in _by_band(grid, column):
            inside[band] += own
    rows: Rows = []
    for own in inside:
        parts = _records(own, columns[1]) if len(inside) <= _FEW_BANDS else [own]
        rows += [_cells(grid, part) for part in parts if part]
    return rows


def _by_column(grid: Grid, words: Sequence[Word]) -> list[list[Word]]:
    found: list[list[Word]] = [[] for _ in grid.columns[1:]]
    for word in words:
        if grid.columns[0] <= word.across < grid.columns[-1] and grid.rows[0] <= word.down < grid.rows[-1]:
            found[bisect_right(grid.columns, word.across) - 1].append(word)
    return found


def _by_band(grid: Grid, words: Sequence[Word]) -> Iterator[tuple[int, list[Word]]]:
    """The words of a column by the row that they belong to.

    Where the lines between rows are missing in this column, what stands there is the text of one cell over these rows, and belongs to
    the first; unless there are words in each row: then it is the lines that were forgotten.
    """
    bands: dict[int, list[Word]] = {}
    for word in words:
        bands.setdefault(bisect_right(grid.rows, word.down) - 1, []).append(word)
    for band, own in bands.items():
        first = band
        while first and not any(is_drawn_at(grid.across[first], word.across) for word in own):
            first -= 1
        last = band
        while last + 2 < len(grid.rows) and not any(is_drawn_at(grid.across[last + 1], word.across) for word in own):
            last += 1
        yield (band if all(each in bands for each in range(first, last + 1)) else first), own


def _cells(grid: Grid, words: Sequence[Word]) -> tuple[str, ...]:
    columns = grid.columns
    phrases = phrases_of(words)
    cells: list[list[Word]] = [[] for _ in columns[1:]]
    for word in words:
        column = min(bisect_right(columns, word.across), len(columns) - 1) - 1
        while column and _is_open(grid, column, word, phrases):
            column -= 1
        cells[column].append(word)
    return tuple(repaired(in_lines(cell)) for cell in cells)


def _is_open(grid: Grid, column: int, word: Word, phrases: Sequence[Word]) -> bool:
    """Is there no line before a column at the height of a word, and do words run over its place there?"""
    place = grid.columns[column]
    return not is_drawn_at(grid.down[column], word.down) and any(
        one.left < place - _OVER and one.right > place + _OVER for one in phrases if one.is_beside(word)
    )


def _records(words: Sequence[Word], column_end: float) -> list[list[Word]]:
    """The words of a band by the number in the first column that they stand at or below; those before the first by themselves."""
    numbers = [word for word in words if word.across < column_end and _NUMBER.fullmatch(word.text)]
    firsts = sorted(word.top for word in numbers if not any(other.is_beside(word) and other.left < word.left for other in words))
    if len(firsts) < 2:
        return [list(words)]
    parts: list[list[Word]] = [[] for _ in range(len(firsts) + 1)]
    for word in words:
        parts[bisect_right(firsts, word.down)].append(word)
    return parts
