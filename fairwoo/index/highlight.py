"""Snippets: the stretch of a page where most of what was asked for stands, with its places."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import NamedTuple

from fairwoo.index.marking import Mark, Marker

_BEFORE, _LENGTH = 60, 220
_MOST_PLACES = 500  # more would make a page of one repeated word slow, and no better


class Snippet(NamedTuple):
    """A stretch of text, and what was asked for in it as (start, end)."""

    text: str
    marks: tuple[tuple[int, int], ...]


def snippet(text: str, marker: Marker) -> Snippet:
    """The best stretch of at most some 220 characters, cut at words; the beginning where nothing asked for stands in the text."""
    places = list(islice(marker.marks(text), _MOST_PLACES))
    if not places:
        return Snippet(_cut(text, 0, _LENGTH)[1], ())
    best = max(places, key=lambda place: (*_worth(places, place.start), -place.start))
    start, words = _cut(text, max(0, best.start - _BEFORE), _LENGTH)
    inside = tuple((at.start - start, at.end - start) for at in places if at.start >= start and at.end <= start + len(words))
    return Snippet(words, inside)


def _worth(places: list[Mark], start: int) -> tuple[int, int]:
    """How many different things, whole words before parts, and how many places are in the stretch that begins here."""
    first = bisect_left(places, (start,))
    last = bisect_left(places, (start + _LENGTH - _BEFORE,))
    within = places[first:last]
    whole = {place.key for place in within if place.whole}
    return 2 * len(whole) + len({place.key for place in within} - whole), len(within)


def _cut(text: str, start: int, length: int) -> tuple[int, str]:
    """A stretch that begins and ends between words, with its start in the text."""
    if start:
        gap = text.find(" ", start, start + _BEFORE)
        start = gap + 1 if gap >= 0 else start
    end = start + length
    if end < len(text):
        gap = text.rfind(" ", start, end)
        end = gap if gap > start else end
    return start, text[start:end]
