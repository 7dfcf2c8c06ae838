"""What is filled with a colour on a page and covers nothing: bands, bars, bullets, keys, fields and charts.

A redaction lies where text was: it is as high as a line or a block of lines, it lies between the margins, and what is left of the text
goes on beside, above or below it. Decoration is lower than a line, or runs off the page, or lies in a margin, or is one of a set of
equal things. `standing` asks for the evidence of text; `ornaments` looks for that of decoration, which holds against black too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from statistics import median

from fairwoo.extract.redactions.boxed import Boxed, Line, gap_across, gap_down, on_line
from fairwoo.model.extraction import RedactionStyle

_FEWEST_LINES = 4  # a page with fewer has no margins
_EDGE = 3.0  # points: nearer to the edge of the page, a fill runs off it
_LOW, _LOW_ALONE = 0.6, 0.9  # of the size of the text by it: a box is no lower; one that stands alone
_HEADING = 1.3  # of the usual size of the text
_ONE_LINE = 2.2  # font sizes: higher boxes are blocks
_NARROW = 1.8  # font sizes: narrower blocks have no text under them
_BESIDE, _FAR_BESIDE = 1.6, 2.6  # font sizes: from a box to the text on its line; to the text that a bullet is for
_NEXT = 0.8  # font sizes: from a line to the next
_NEAR = 40.0  # points: how far the text is looked for that tells how high a line is
_SQUARE = 2.2  # width over height of bullets and keys at most
_EQUAL = 0.75  # points: things of one size, or in a row, where they are known exactly
_SAME_COLOUR = 30  # of 255: a colour is one within this, in each of its parts
_SET = 3  # so many equal things are a set
_WIDE = 0.9  # of the width of the text: a band
_ZONE, _BAND = 0.2, 0.15  # shares of the page: the head and the foot of letters, and the highest band in them
_TINT = 200  # of 255: fields are lighter than this
_RAGGED = 6.0  # points: left edges of names that are set against the axis of a chart
_ALIGNED = 4.0  # points: the left edge of a box, and those of lines
_OTHERS = 100  # boxes above, and below, that one is compared with
_PANEL = 3.0  # times the area of a strip


class Sheet:
    """The text of a page that is left to read (its `lines`), its size, and `panels`: fills with text on them.

    Edges are right within `exact` points.
    """

    def __init__(
        self, lines: Sequence[Line], size: tuple[float, float], panels: Sequence[Boxed] = (), exact: float = _EQUAL
    ) -> None:
        self.lines, self.panels = list(lines), list(panels)
        self.width, self.height = size
        self.exact = exact
        self._rows: dict[int, list[Line]] = {}
        for line in self.lines:
            self._rows.setdefault(int(line.y // _NEAR), []).append(line)
        self._sizes: dict[tuple[float, ...], float] = {}

    def same(self, *pairs: tuple[float, float]) -> bool:
        """Is the one of each pair the other, in points, as exactly as is known?"""
        return all(abs(one - other) <= self.exact for one, other in pairs)

    @cached_property
    def usual(self) -> float:
        """The size of the text, in points; 0 without text."""
        return median(line.size for line in self.lines) if self.lines else 0.0

    @cached_property
    def margins(self) -> tuple[float, float]:
        """Where the text begins and ends across."""
        return min(line.x for line in self.lines), max(line.right for line in self.lines)

    @property
    def has_margins(self) -> bool:
        """Is there enough text to tell?"""
        return len(self.lines) >= _FEWEST_LINES

    def size_by(self, box: Boxed) -> float:
        """The size of the text that is nearest to the box: of that on its line, or above or below it.

        No more than that of a heading: OCR makes high words of what is none.
        """
        key = box[:4]
        if key not in self._sizes:
            near = [
                (max(0.0, gap_down(box, line)) + max(0.0, gap_across(box, line)), line.size)
                for line in self._around(box)
                if gap_down(box, line) <= _NEAR and gap_across(box, line) <= _NEAR
            ]
            self._sizes[key] = min(min(near)[1], _HEADING * self.usual) if near else self.usual
        return self._sizes[key]

    def _around(self, box: Boxed) -> Iterator[Line]:
        """The lines that begin beside the box or up to about 40 points above or below it, and may be higher."""
        for row in range(int(box.y // _NEAR) - 2, int(box.bottom // _NEAR) + 2):
            yield from self._rows.get(row, ())

    def before(self, box: Boxed, reach: float) -> Line | None:
        """The line that ends right before the box (within `reach` font sizes), on its line."""
        return next((line for line in self._level(box, reach) if line.right <= box.x + line.size), None)

    def after(self, box: Boxed, reach: float) -> Line | None:
        """The line that begins right after it."""
        return next((line for line in self._level(box, reach) if line.x >= box.right - line.size), None)

    def _level(self, box: Boxed, reach: float) -> Iterator[Line]:
        return (
            line
            for line in self._around(box)
            if on_line(line, box) and gap_across(box, line) <= reach * line.size and box.height <= _ONE_LINE * line.size
        )

    def goes_on(self, box: Boxed) -> bool:
        """Is the next line above or below as near as lines of a text are, and does it begin with the box or lie over it?"""
        return any(
            -0.5 * line.size <= gap_down(box, line) <= _NEXT * line.size
            and gap_across(box, line) < 0
            and (_begins_with(box, line) or (line.x <= box.x and box.right <= line.right + _ALIGNED))
            for line in self._around(box)
        )


def ornaments(boxes: Sequence[Boxed], sheet: Sheet) -> list[Boxed]:
    """Those of the boxes, none of which has a ground, that are decoration."""
    alone: tuple[Callable[[Boxed, Sheet], bool], ...] = (_runs_off, _is_strip, _is_rim_of_panel)
    together: tuple[Callable[[Boxed, Sequence[Boxed], Sheet], bool], ...] = (
        _is_low,
        _is_outside,
        _is_band,
        _is_bullet,
        _is_of_set,
        _is_column,
        _is_bar,
    )
    return [
        box
        for box, near in _with_others(boxes)
        if any(rule(box, sheet) for rule in alone) or any(rule(box, near, sheet) for rule in together)
    ]


def _with_others(boxes: Sequence[Boxed]) -> Iterator[tuple[Boxed, Sequence[Boxed]]]:
    """Each box with those to compare it with: of a drawing of thousands of pieces, the ones above and below it."""
    order = sorted(boxes, key=lambda box: (box.y, box.x))
    for number, box in enumerate(order):
        yield box, order[max(0, number - _OTHERS) : number + _OTHERS + 1]


def standing(boxes: Sequence[Boxed], others: Sequence[Boxed], sheet: Sheet) -> list[Boxed]:
    """Those of the boxes that stand where text does; `others` are all that may be redactions, these among them."""
    asked = {id(box) for box in boxes}
    return [box for box, near in _with_others(others) if id(box) in asked and _stands(box, near, sheet)]


def _stands(box: Boxed, boxes: Sequence[Boxed], sheet: Sheet) -> bool:
    """Does the text go on beside, above or below the box, or do others of its colour follow it line by line?"""
    if sheet.before(box, _BESIDE):
        return True
    near, stacked = sheet.goes_on(box), [other for other in boxes if _follows(box, other)]
    if sheet.after(box, _BESIDE) and (near or stacked):
        return True
    if any(abs(other.width - box.width) > 2 * sheet.exact for other in stacked):
        return True  # lines of text, which differ in width
    is_block = box.height > _ONE_LINE * sheet.size_by(box)
    return near or ((is_block or bool(stacked)) and any(_begins_with(box, line) for line in sheet.lines))


def _begins_with(box: Boxed, line: Line) -> bool:
    """Have they a left edge in common? One who draws a box by hand begins it a little before the text."""
    return -_ALIGNED <= line.x - box.x <= max(_ALIGNED, line.size)


def _follows(box: Boxed, other: Boxed) -> bool:
    """Are they two lines of one text: of one colour and height, one right below the other, with the same left edge?"""
    return (
        other is not box
        and _is_like(box, other)
        and other.style is box.style
        and abs(other.height - box.height) <= 2 * _EQUAL
        and abs(other.x - box.x) <= _ALIGNED
        and -2 * _EQUAL <= gap_down(box, other) <= _NEXT * box.height
    )


def _runs_off(box: Boxed, sheet: Sheet) -> bool:
    """Does it run off the page, without being part of a line?"""
    edges = box.x <= _EDGE, box.y <= _EDGE, box.right >= sheet.width - _EDGE, box.bottom >= sheet.height - _EDGE
    return any(edges) and not (sheet.before(box, _BESIDE) or sheet.after(box, _BESIDE))


def _is_low(box: Boxed, boxes: Sequence[Boxed], sheet: Sheet) -> bool:
    """Is it lower than the text by it: a rule, a bar before a name?"""
    if not sheet.lines:
        return False
    alone = not (sheet.before(box, _BESIDE) or sheet.goes_on(box) or _has_company(box, boxes, sheet))
    return box.height < (_LOW_ALONE if alone else _LOW) * sheet.size_by(box)


def _has_company(box: Boxed, boxes: Sequence[Boxed], sheet: Sheet) -> bool:
    """Is there another of its colour and height, as lines have one height, but of another width, as words have?"""
    return any(
        _is_like(box, other)
        and other.style is box.style
        and abs(other.height - box.height) <= 2 * sheet.exact
        and abs(other.width - box.width) > 2 * sheet.exact
        for other in boxes
    )


def _is_outside(box: Boxed, boxes: Sequence[Boxed], sheet: Sheet) -> bool:
    """Does it lie in a margin, and is it not one of many by which all text is hidden that reached so far?"""
    if not sheet.has_margins or sheet.before(box, _BESIDE) or _has_company(box, boxes, sheet):
        return False
    left, right = sheet.margins
    middle = box.x + box.width / 2
    return middle < left or middle > right


def _is_strip(box: Boxed, sheet: Sheet) -> bool:
    """Is it high and narrow, as beside a quotation?"""
    size = sheet.size_by(box)
    return bool(sheet.lines) and box.height > _ONE_LINE * size and box.width < _NARROW * size


def _is_band(box: Boxed, boxes: Sequence[Boxed], sheet: Sheet) -> bool:
    """Is it as wide as the text, at the head or the foot of the page, with no text beyond, and the only one?"""
    if not sheet.has_margins or box.height > _BAND * sheet.height or _has_company(box, boxes, sheet):
        return False
    left, right = sheet.margins
    if min(right, box.right) - max(left, box.x) < _WIDE * (right - left):
        return False
    at_head = box.bottom <= _ZONE * sheet.height and not any(line.bottom <= box.y for line in sheet.lines)
    at_foot = box.y >= (1 - _ZONE) * sheet.height and not any(line.y >= box.bottom for line in sheet.lines)
    return at_head or at_foot


def _is_rim_of_panel(box: Boxed, sheet: Sheet) -> bool:
    """Is it the rim of a panel with text on it: as long as its side, touching it, and much smaller?"""
    if box.style is RedactionStyle.BLACK:
        return False
    for panel in sheet.panels:
        level = sheet.same((panel.x, box.x), (panel.right, box.right))
        upright = sheet.same((panel.y, box.y), (panel.bottom, box.bottom))
        touches = max(gap_across(box, panel), gap_down(box, panel)) <= sheet.exact
        if touches and (level or upright) and panel.width * panel.height >= _PANEL * box.width * box.height:
            return True
    return False


def _is_bullet(box: Boxed, boxes: Sequence[Boxed], sheet: Sheet) -> bool:
    """Is it a small square with text after it and none before: a bullet, a box to tick, a colour of a key?"""
    size = sheet.size_by(box)
    if not sheet.lines or box.width > _SQUARE * box.height or box.height > 1.3 * size or sheet.before(box, _BESIDE):
        return False
    if not sheet.after(box, _FAR_BESIDE):
        return False
    return box.style is not RedactionStyle.BLACK or sum(_is_equal(box, other, sheet) for other in boxes) >= _SET


def _is_of_set(box: Boxed, boxes: Sequence[Boxed], sheet: Sheet) -> bool:
    """Is it one of several equal things in a row or a column, in several colours, or tints with text on some of them?"""
    like = [other for other in (*boxes, *sheet.panels) if _is_equal(box, other, sheet) and _is_in_row(box, other, sheet)]
    if len(like) >= _SET and not all(_is_like(box, other) for other in like):
        return True
    if box.style is RedactionStyle.BLACK:
        return False
    spoken = any(other in sheet.panels and _is_like(box, other) for other in like)
    return spoken or (len(like) >= _SET and box.colour is not None and min(box.colour) >= _TINT)


def _is_like(box: Boxed, other: Boxed) -> bool:
    """Have they the same colour, as far as that is known?"""
    if box.colour is None or other.colour is None:
        return box.style is other.style
    return all(abs(one - two) <= _SAME_COLOUR for one, two in zip(box.colour, other.colour, strict=True))


def _is_equal(box: Boxed, other: Boxed, sheet: Sheet) -> bool:
    return sheet.same((other.width, box.width), (other.height, box.height))


def _is_in_row(box: Boxed, other: Boxed, sheet: Sheet) -> bool:
    return sheet.same((other.x, box.x)) or sheet.same((other.y, box.y))


def _is_column(box: Boxed, boxes: Sequence[Boxed], sheet: Sheet) -> bool:
    """Is it a bar of a chart: do others have its foot and its width, but another height?"""
    bars = [other for other in boxes if sheet.same((other.bottom, box.bottom), (other.width, box.width))]
    return len(bars) >= _SET and max(bar.height for bar in bars) - min(bar.height for bar in bars) > 4 * sheet.exact


def _is_bar(box: Boxed, boxes: Sequence[Boxed], sheet: Sheet) -> bool:
    """Is it a level bar of a chart: do others begin where it does, each with a name before it that ends against the axis?"""
    bars = [other for other in boxes if sheet.same((other.x, box.x), (other.height, box.height))]
    names = [name for bar in bars if (name := sheet.before(bar, _FAR_BESIDE))]
    if len(bars) < _SET or len(names) < len(bars):
        return False
    ends = [name.right for name in names]
    starts = [name.x for name in names]
    return max(ends) - min(ends) <= 2 * sheet.exact and max(starts) - min(starts) >= _RAGGED
