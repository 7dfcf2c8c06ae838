"""A query with a filter less: for whoever finds nothing, and wants to know whether a filter in the query is why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from fairwoo.index import narrowing
from fairwoo.index.lexing import Lexeme, lexemes


class Typed(NamedTuple):
    """A filter as it stands in a query, a minus sign before it included, and the query without it."""

    text: str
    rest: str


def filters(text: str) -> Iterator[Typed]:
    """The filters in a query, in order. One of which the value means nothing is among them."""
    found = list(lexemes(text))
    for at in _places(found):
        first = _first(found, at)
        yield Typed(text[found[first].start : found[at].end], _without(text, found, (at,)))


def unfiltered(text: str) -> str:
    """The query without its filters."""
    found = list(lexemes(text))
    return _without(text, found, _places(found))


def _places(found: Sequence[Lexeme]) -> list[int]:
    return [at for at, one in enumerate(found) if one.kind == "filter" and narrowing.is_filter(one.name)]


def _first(found: Sequence[Lexeme], at: int) -> int:
    """Where a filter begins: at the minus sign, if it has one."""
    return at - 1 if at and found[at - 1].kind == "not" else at


def _without(text: str, found: Sequence[Lexeme], places: Iterable[int]) -> str:
    """The query without some filters, and without the EN or OF that joined each to its neighbour."""
    gone: set[int] = set()
    for at in places:
        first = _first(found, at)
        gone |= {first, at}
        joined = (one for one in (first - 1, at + 1) if 0 <= one < len(found) and one not in gone)
        gone |= set([one for one in joined if found[one].kind in {"and", "or"}][:1])
    rest = text
    for at in sorted(gone, reverse=True):
        rest = f"{rest[: found[at].start]} {rest[found[at].end :]}"
    return " ".join(rest.split())
