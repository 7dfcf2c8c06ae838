"""Snippets: the stretch of a page where most of the words asked for stand, with their places. The same for every engine."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from fairwoo.index import dutch
from fairwoo.index.query import Phrase, Query, Word, searched

_BEFORE, _LENGTH = 60, 220
_MOST_PLACES = 500  # more would make a page of one repeated word slow, and no better


class Snippet(NamedTuple):
    """A stretch of text, and the words asked for in it as (start, end)."""

    text: str
    marks: tuple[tuple[int, int], ...]


def snippet(text: str, query: Query) -> Snippet:
    """The best stretch of at most some 220 characters, cut at words; the beginning where no word stands in the text."""
    places = list(islice(_places(text, query), _MOST_PLACES))
    if not places:
        return Snippet(_cut(text, 0, _LENGTH)[1], ())
    best = max(places, key=lambda place: (_within(places, place[0]), -place[0]))
    start, words = _cut(text, max(0, best[0] - _BEFORE), _LENGTH)
    marks = tuple((at - start, end - start) for at, end in places if at >= start and end <= start + len(words))
    return Snippet(words, marks)


def _within(places: list[tuple[int, int]], start: int) -> int:
    return sum(start <= place[0] < start + _LENGTH - _BEFORE for place in places)


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


def _places(text: str, query: Query) -> Iterator[tuple[int, int]]:
    words = {key for part in searched(query) if isinstance(part, Word) for key in dutch.keys(part.text)}
    phrases = [pieces for part in searched(query) if isinstance(part, Phrase) and (pieces := _pieces(part.text))]
    tokens = list(dutch.tokens(text))
    flat = [(piece, number) for number, token in enumerate(tokens) for piece in dutch.pieces(token.text)]
    inside: set[int] = set()
    for phrase in phrases:
        for at in range(len(flat) - len(phrase) + 1):
            if all(flat[at + step][0] == piece for step, piece in enumerate(phrase)):
                inside |= {flat[at + step][1] for step in range(len(phrase))}
    for number, token in enumerate(tokens):
        if number in inside or words & set(dutch.keys(token.text)):
            yield token.start, token.end


def _pieces(text: str) -> list[str]:
    return [piece for token in dutch.tokens(text) for piece in dutch.pieces(token.text)]
