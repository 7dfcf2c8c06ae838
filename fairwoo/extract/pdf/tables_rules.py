"""The ruling lines of a page, drawn as lines or as thin or large rectangles, and the grids that they make where they cross."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from fairwoo.extract.pdf.objects import children_of, matrix_of
from fairwoo.extract.pdf.shapes import Matrix, Point, box_around

_STRAIGHT = 1.0  # points that a rule may go astray from end to end
_SHORTEST = 4.0
_THIN = 3.5  # a filled box that is thinner is a rule
_SAME = 3.0  # rules this near to each other are one, as the borders of neighbouring cells are
_REACH = 4.0  # how far a rule may end before the one that it meets
_MOST_SEGMENTS = 20_000  # of a page; drawings and maps have more
_MOST_RULES = 400  # in one direction; graph paper has more
_DEEPEST = 8
_FEWEST_COLUMNS = 2  # of a table


class Rule(NamedTuple):
    """A line along an axis: where it lies on the other axis, and from where to where it runs."""

    at: float
    start: float
    end: float


class Grid(NamedTuple):
    """Rules that cross: those across from top to bottom and those down from left to right, each with all the stretches at its place.

    `rows` and `columns` are where these begin and end.
    """

    across: tuple[tuple[Rule, ...], ...]
    down: tuple[tuple[Rule, ...], ...]
    rows: tuple[float, ...]
    columns: tuple[float, ...]


def grid_of(across: Iterable[tuple[Rule, ...]], down: Iterable[tuple[Rule, ...]]) -> Grid:
    """The grid that these lines make."""
    across, down = tuple(across), tuple(down)
    return Grid(across, down, tuple(map(_place, across)), tuple(map(_place, down)))


def is_drawn_at(line: tuple[Rule, ...], place: float) -> bool:
    """Does one of the stretches of a line run past this place?"""
    return any(rule.start <= place <= rule.end for rule in line)


def rules_of(page: Any, view: Matrix) -> tuple[list[Rule], list[Rule]]:
    """The lines across and down of a pypdfium2 page, in points from its top left (`view` leads there from user space).

    None where there are more lines than a table has.
    """
    across: list[Rule] = []
    down: list[Rule] = []
    for count, (one, other) in enumerate(_segments(page, view)):
        if count > _MOST_SEGMENTS:
            return [], []
        wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
        if high <= _STRAIGHT and wide >= _SHORTEST:
            across.append(Rule((one[1] + other[1]) / 2, min(one[0], other[0]), max(one[0], other[0])))
        elif wide <= _STRAIGHT and high >= _SHORTEST:
            down.append(Rule((one[0] + other[0]) / 2, min(one[1], other[1]), max(one[1], other[1])))
    across, down = _joined(across), _joined(down)
    return (across, down) if max(len(across), len(down)) <= _MOST_RULES else ([], [])


def grids(across: list[Rule], down: list[Rule]) -> list[Grid]:
    """The grids of two columns or more that joined rules make, from top to bottom; each rule crosses one of the others."""
    found = []
    for some_rows, some_columns in _connected(across, down):
        columns = _lines(some_columns)
        places = tuple(map(_place, columns))
        rows = [line for line in _lines(some_rows) if _parts_rows(line, places)]
        if len(rows) > 1 and len(columns) > _FEWEST_COLUMNS:
            found.append(grid_of(rows, columns))
    return sorted(found, key=lambda grid: (grid.rows[0], grid.columns[0]))


def _place(line: tuple[Rule, ...]) -> float:
    return sum(rule.at for rule in line) / len(line)


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """The rules with those that lie on each other or follow each other made one."""
    found: list[Rule] = []
    for line in _lines(rules):
        place = _place(line)
        start, end = line[0].start, line[0].end
        for rule in line[1:]:
            if rule.start > end + _SAME:
                found.append(Rule(place, start, end))
                start = rule.start
            end = max(end, rule.end)
        found.append(Rule(place, start, end))
    return found


def _lines(rules: Iterable[Rule]) -> tuple[tuple[Rule, ...], ...]:
    """The rules gathered by where they lie, each line in the order in which its rules start."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules):
        if lines and rule.at - lines[-1][0].at <= _SAME:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    return tuple(tuple(sorted(line, key=lambda rule: rule.start)) for line in lines)


def _connected(rows: list[Rule], columns: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The rules by the table that they belong to: each crosses another of its table."""
    left_rows, left_columns = set(range(len(rows))), set(range(len(columns)))
    while left_rows:
        found_rows: set[int] = set()
        found_columns: set[int] = set()
        new_rows = {left_rows.pop()}
        while new_rows:
            found_rows |= new_rows
            met = {column for column in left_columns for row in new_rows if _cross(rows[row], columns[column])}
            left_columns -= met
            found_columns |= met
            new_rows = {row for row in left_rows for column in met if _cross(rows[row], columns[column])}
            left_rows -= new_rows
        if found_columns:
            yield [rows[index] for index in found_rows], [columns[index] for index in found_columns]


def _parts_rows(line: tuple[Rule, ...], columns: tuple[float, ...]) -> bool:
    """Does a line run under more than one column? A document has a row, so that a line in one column is a line under words."""
    under = sum(is_drawn_at(line, (left + right) / 2) for left, right in pairwise(columns))
    return under > 1 or len(columns) <= 3


def _cross(row: Rule, column: Rule) -> bool:
    return row.start - _REACH <= column.at <= row.end + _REACH and column.start - _REACH <= row.at <= column.end + _REACH


def _segments(page: Any, view: Matrix) -> Iterator[tuple[Point, Point]]:
    import pypdfium2.raw as pdfium

    yield from _walked(children_of(pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, page.raw), view, 0)


def _walked(objects: Iterator[Any], view: Matrix, depth: int) -> Iterator[tuple[Point, Point]]:
    import pypdfium2.raw as pdfium

    for one in objects:
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield from _rules_of_path(one, matrix_of(one).then(view))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            children = children_of(pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, one)
            yield from _walked(children, matrix_of(one).then(view), depth + 1)


def _rules_of_path(path: Any, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    """The straight lines of a path that is drawn: its outline, or its middle where it is a thin box."""
    import pypdfium2.raw as pdfium

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, mode, stroke) or not (mode.value or stroke.value):
        return
    for points in _subpaths(path, matrix):
        box = box_around(points)
        if min(box.width, box.height) < _THIN:
            yield _middle(points)
        else:
            closed = [*points, points[0]] if mode.value else points
            yield from pairwise(closed)


def _middle(points: list[Point]) -> tuple[Point, Point]:
    box = box_around(points)
    across, up = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    if box.width >= box.height:
        return (box.left, up), (box.right, up)
    return (across, box.bottom), (across, box.top)


def _subpaths(path: Any, matrix: Matrix) -> Iterator[list[Point]]:
    """The corners of each subpath, closed ones with the first again at the end; those with curves are no rules."""
    import pypdfium2.raw as pdfium

    points: list[Point] = []
    straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and straight:
                yield points
            points, straight = [], True
        straight = straight and kind != pdfium.FPDF_SEGMENT_BEZIERTO
        points.append(matrix.apply(x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1 and straight:
        yield points
