"""The grid of a list that has headings but no full set of lines: its columns from the headings and the gaps between words.

Its rows are parted by the lines across, where it has those, and else by the numbers in its first column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from fairwoo.extract.pdf.tables_rules import Grid, Rule, grid_of
from fairwoo.extract.pdf.tables_words import Word, lines_of, phrases_of

_FEWEST_KNOWN = 3  # headings
_MOSTLY = 0.6  # of the phrases in the line of headings are known, of the width of a list a line runs under
_MARGIN = 2.0  # points between a list and the lines that we put around it
_END = 4.0  # times the height of a line: a larger gap ends a list without lines
_STICKING_OUT = 0.1  # of the phrases of a page may run over the columns of the page before


def grid_under_headings(words: Sequence[Word], across: Iterable[Rule], known: Callable[[str], bool]) -> Grid | None:
    """The grid below the line with most headings (`known` says what is one), or None where no line has three."""
    lines = lines_of(words)
    best, headings = max(
        ((number, phrases_of(line)) for number, line in enumerate(lines)),
        key=lambda one: sum(known(phrase.text) for phrase in one[1]),
        default=(0, []),
    )
    count = sum(known(phrase.text) for phrase in headings)
    if count < max(_FEWEST_KNOWN, _MOSTLY * len(headings)):
        return None
    top = min(word.top for word in lines[best])
    below = [rule for rule in across if rule.at > top]
    body = lines[best:] if _rows_by(below, headings[0].left, headings[-1].right) else _to_end(lines[best:])
    headings = sorted(headings, key=lambda phrase: phrase.left)
    phrases = [phrase for line in body[1:] for phrase in phrases_of(line)]
    places = [_parting(one, other, phrases) for one, other in pairwise(headings)]
    return _grid(body, places, below)


def grid_going_on(words: Sequence[Word], across: Iterable[Rule], columns: Sequence[float]) -> Grid | None:
    """The grid of a page that goes on with the columns of the page before, or None where its words do not fit them."""
    inside = [word for word in words if columns[0] - _MARGIN <= word.across <= columns[-1] + _MARGIN]
    body = _to_end(lines_of(inside))
    phrases = [phrase for line in body for phrase in phrases_of(line)]
    out = sum(any(phrase.left < place < phrase.right for place in columns[1:-1]) for phrase in phrases)
    if not phrases or out > _STICKING_OUT * len(phrases):
        return None
    return _grid(body, columns[1:-1], list(across), (columns[0], columns[-1]))


def _grid(body: Sequence[Sequence[Word]], places: Sequence[float], across: Sequence[Rule], ends: Sequence[float] = ()) -> Grid:
    words = [word for line in body for word in line]
    left = min([*(word.left - _MARGIN for word in words), *ends])
    right = max([*(word.right + _MARGIN for word in words), *ends])
    top, bottom = min(word.top for word in words) - _MARGIN, max(word.bottom for word in words) + _MARGIN
    rows = [at for at in _rows_by(across, left, right) if top + _MARGIN < at < bottom - _MARGIN]
    return grid_of(
        ((Rule(at, left, right),) for at in (top, *rows, bottom)),
        ((Rule(at, top, bottom),) for at in (left, *places, right)),
    )


def _rows_by(across: Iterable[Rule], left: float, right: float) -> list[float]:
    """Where lines run under most of a list."""
    return sorted(rule.at for rule in across if min(rule.end, right) - max(rule.start, left) > _MOSTLY * (right - left))


def _to_end(lines: Sequence[list[Word]]) -> list[list[Word]]:
    """The lines up to a gap that is too large for a list."""
    kept = list(lines[:1])
    for before, line in pairwise(lines):
        height = max(word.height for word in before)
        if min(word.top for word in line) - max(word.bottom for word in before) > _END * height:
            break
        kept.append(line)
    return kept


def _parting(one: Word, other: Word, phrases: Sequence[Word]) -> float:
    """Where two columns part: where the fewest phrases run over, as near before the second heading as may be."""
    wanted = other.left - _MARGIN
    places = [wanted, *(phrase.left - _MARGIN for phrase in phrases if one.right < phrase.left < other.right)]

    def cost(place: float) -> tuple[int, float]:
        return sum(phrase.left < place < phrase.right for phrase in phrases), abs(place - wanted)

    return min(places, key=cost)
