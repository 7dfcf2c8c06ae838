"""Abbreviations and their long forms, and words for the same thing, from one reviewed file: `vocab/synonyms.csv`.

Each row is one meaning. Woo and Wob are two laws and have two rows. Short forms that are words (wet, rai) have none.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from fairwoo.index import dutch
from fairwoo.shared import data_folder


class Other(NamedTuple):
    """Another way to say it: the lemmas of its words, and what it is worth against the word itself."""

    keys: tuple[str, ...]
    weight: float


class LongForm(NamedTuple):
    """A way to say something in several words: their lemmas in order, those that carry meaning, and the other ways."""

    keys: tuple[str, ...]
    bag: frozenset[str]
    others: tuple[Other, ...]


def others(lemma: str) -> tuple[Other, ...]:
    """Other ways to say a word."""
    return _table()[0].get(lemma, ())


def long_forms(lemmas: Iterable[str]) -> list[LongForm]:
    """The long forms of which all words that carry meaning are among these; the longest first."""
    present = set(lemmas)
    found = [one for one in _table()[1] if one.bag <= present]
    return sorted(found, key=lambda one: (-len(one.bag), one.keys))


def standing_in(lemmas: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The long forms that stand in a text, of which the lemmas are given in order: the keys of each, as often as it is there."""
    beginnings = _beginnings()
    for at, lemma in enumerate(lemmas):
        for keys in beginnings.get(lemma, ()):
            if tuple(lemmas[at : at + len(keys)]) == keys:
                yield keys


@cache
def _beginnings() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The keys of the long forms by the first of them."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for one in _table()[1]:
        found[one.keys[0]] = (*found.get(one.keys[0], ()), one.keys)
    return found


@cache
def _table() -> tuple[dict[str, tuple[Other, ...]], tuple[LongForm, ...]]:
    with (data_folder("vocab") / "synonyms.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["one"], row["other"], float(row["weight"])) for row in csv.DictReader(file)]
    ways: dict[tuple[str, ...], list[Other]] = {}
    for one, other, weight in rows:
        sides = _keys(one), _keys(other)
        for own, another in (sides, sides[::-1]):
            ways.setdefault(own, []).append(Other(another, weight))
    single = {keys[0]: tuple(found) for keys, found in ways.items() if len(keys) == 1}
    several = tuple(LongForm(keys, _bag(keys), tuple(found)) for keys, found in ways.items() if len(keys) > 1)
    return single, several


def _keys(text: str) -> tuple[str, ...]:
    return tuple(dutch.analyse(token.text).lemma for token in dutch.tokens(text))


def _bag(keys: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key for key in keys if key not in dutch.function_words())
