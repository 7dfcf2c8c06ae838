"""The reading order of a page where it is not the drawing order, which pdfium gives and which nearly all programs keep to.

Looked for are pages drawn from the bottom up or helter-skelter, and pages of two columns drawn line by line over both.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from fairwoo.extract.pdf.objects import character_box
from fairwoo.extract.pdf.order_cut import Line, by_column, gutter
from fairwoo.extract.pdf.shapes import Box, Matrix

_FEWEST = 8  # lines, below which there is little to put in order
_MOST = 2_000
_BACK = 0.3  # of the steps from row to row lead to what is read before
_SHARED = 0.3  # of the shorter of two lines lies over the other
_ASIDE = 0.4  # of all lines have another one to their right that comes next
_APART = 1.0  # of the height of a character: a wider gap parts lines that stand side by side
_LEVEL = 0.6  # of the height of a line lie the middles of its characters apart
_MOST_CHARACTERS = 50_000
_SAME_LINE = 0.5  # of the lower of two lines
_UPSIDE_DOWN = Matrix(d=-1.0)
_HYPHEN = "\x02"

_Box = tuple[float, float, float, float]
"""Left, top, right, bottom; y runs down."""


def reading_order(text_page: Any, view: Matrix | None) -> list[list[Line]] | None:
    """The rows of a pypdfium2 text page in reading order, or None if the drawing order will do, as it mostly does.

    `view` leads from user space to the page as shown; None where that only turns it upside down, as y runs down here.
    """
    boxes = _boxes(text_page, view)
    if len(boxes) < _FEWEST or not _is_out_of_order(boxes) or _stands_on_its_side(boxes):
        return None
    if text_page.count_chars() > _MOST_CHARACTERS or any(map(_runs_leftwards, text_page.get_text_bounded())):
        return None
    return by_column(list(_lines(text_page, view or _UPSIDE_DOWN)))


def _stands_on_its_side(boxes: Sequence[_Box]) -> bool:
    return 2 * sum(bottom - top > right - left for left, top, right, bottom in boxes) > len(boxes)


def _runs_leftwards(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in {"R", "AL"}


def in_order(rows: Sequence[Sequence[Line]], text_of: Callable[[range], str]) -> str:
    """The text of rows of lines, of which `text_of` gives the characters with these indexes; cells of a row are two spaces apart."""
    whole = ""
    for row in rows:
        pieces = (text_of(range(line.start, line.stop)).strip("\r\n ") for line in row)
        text = "  ".join(piece for piece in pieces if piece)
        if text:
            whole += text if not whole or whole.endswith(_HYPHEN) else f"\n{text}"
    return whole


def _boxes(text_page: Any, view: Matrix | None) -> list[_Box]:
    """The boxes of the stretches of text on a page, in drawing order, as pdfium has them at hand."""
    import pypdfium2.raw as pdfium

    raw = text_page.raw
    count = pdfium.FPDFText_CountRects(raw, 0, -1)
    if not _FEWEST <= count <= _MOST:
        return []
    left, top, right, bottom = places = [ctypes.c_double() for _ in range(4)]
    pointers = [ctypes.byref(place) for place in places]
    found: list[_Box] = []
    for index in range(count):
        pdfium.FPDFText_GetRect(raw, index, *pointers)
        if view is None:
            found.append((left.value, -top.value, right.value, -bottom.value))
        else:
            box = Box(left.value, bottom.value, right.value, top.value).through(view)
            found.append((box.left, box.bottom, box.right, box.top))
    return found


def _is_out_of_order(boxes: Sequence[_Box]) -> bool:
    """Do many rows stand above the row before them, or is most of the page drawn in turn in two columns? Every page pays for this."""
    rows = [[boxes[0]]]
    back = 0
    left, top, right, bottom = boxes[0]  # of the row: as it is on its first box, but `right`
    for box in boxes[1:]:
        one_left, one_top, one_right, one_bottom = box
        level = min(bottom, one_bottom) - max(top, one_top) > _SAME_LINE * min(bottom - top, one_bottom - one_top)
        if level and one_left >= right:
            rows[-1].append(box)
            right = one_right
            continue
        shared = min(right, one_right) - max(left, one_left)
        over = shared > _SHARED * min(right - left, one_right - one_left)
        back += over and one_bottom <= top + _SHARED * (one_bottom - one_top)
        rows.append([box])
        left, top, right, bottom = box
    if len(rows) >= _FEWEST and back > _BACK * len(rows):
        return True
    aside = len(boxes) - len(rows)
    return aside > _ASIDE * len(boxes) and gutter([[Line(0, 0, *box) for box in row] for row in rows]) is not None


def _lines(text_page: Any, view: Matrix) -> Iterator[Line]:
    """The stretches of characters that follow each other on one line."""
    start, around = 0, None
    for index in range(text_page.count_chars()):
        box = character_box(text_page, index)
        if box is None or box.width <= 0 or box.height <= 0:
            continue
        one = _line(start, index + 1, box.through(view))
        if around is None:
            around = one
        elif _follows(around, one):
            around = _joined(around, one)
        else:
            yield around
            start, around = index, one._replace(start=index)
    if around is not None:
        yield around


def _follows(line: Line, one: Line) -> bool:
    """Does a character go on with a line? By their middles: a comma stands low and a quotation mark high."""
    higher = max(line.height, one.height)
    level = abs(line.top + line.bottom - one.top - one.bottom) < 2 * _LEVEL * higher
    return level and abs(one.left - line.right) <= _APART * higher


def _joined(line: Line, one: Line) -> Line:
    return Line(
        line.start,
        one.stop,
        min(line.left, one.left),
        min(line.top, one.top),
        max(line.right, one.right),
        max(line.bottom, one.bottom),
    )


def _line(start: int, stop: int, box: Box) -> Line:
    """`Box` has the smaller y at its bottom; here y runs down."""
    return Line(start, stop, box.left, box.bottom, box.right, box.top)
