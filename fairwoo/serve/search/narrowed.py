"""Filters in words: what they are called, how much choosing each would find, and how to take one away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from fairwoo import grounds, vocab
from fairwoo.index import FacetValue
from fairwoo.map.wording import format_words
from fairwoo.serve import codes, wording
from fairwoo.serve.search.asking import FACETS, Asking
from fairwoo.vocab.words import rows

MOST_SHOWN = 30  # values of a filter; a page with more is long, and `orgaan:` and the like find the others


class Choice(NamedTuple):
    """A value of a filter, on how many of the pages found it stands, and whether it is chosen."""

    value: str
    label: str
    pages: int
    chosen: bool


class Choices(NamedTuple):
    """A filter with its values; `more` is how many there are that are not shown."""

    key: str
    title: str
    values: tuple[Choice, ...]
    more: int

    @property
    def chosen(self) -> bool:
        """Whether one of the values is chosen."""
        return any(one.chosen for one in self.values)


class Pill(NamedTuple):
    """A filter that is in use, in words, and the search without it."""

    title: str
    label: str
    without: Asking


def choices(asking: Asking, facets: Mapping[str, tuple[FacetValue, ...]]) -> Iterator[Choices]:
    """The filters that have something to choose from, most pages first; years newest first. What is chosen is always there."""
    for facet in FACETS:
        chosen = asking.chosen.get(facet.key, ())
        counted = {codes.code(facet.key, one.value): one.pages for one in facets.get(facet.key, ())}
        order = [*chosen, *(value for value in counted if value not in chosen)]
        kept = order[:MOST_SHOWN]
        kept.sort(key=lambda value: (-int(value) if facet.key == "jaar" else -counted.get(value, 0), value))
        if kept:
            values = (Choice(one, label(facet.key, one), counted.get(one, 0), one in chosen) for one in kept)
            yield Choices(facet.key, facet.title, tuple(values), len(order) - len(kept))


def pills(asking: Asking, titles: Mapping[str, str]) -> Iterator[Pill]:
    """The filters in use. `titles` are those of the dossiers that were found, by id."""
    for key, value in asking.filters():
        text = titles.get(value, value) if key == "dossier" else label(key, value)
        yield Pill(_TITLES[key], text, asking.without(key, value))


def label(key: str, value: str) -> str:
    """A value of a filter as a visitor reads it; the value itself where nothing is known of it."""
    return _LABELS[key](value) if key in _LABELS else value


def title(key: str) -> str:
    """What a filter is called."""
    return _TITLES[key]


def _body(code: str) -> str:
    found = vocab.body(code)
    return found.name if found else code


def _ground(code: str) -> str:
    return f"{code} {wording.ground(code)}" if grounds.ground(code) else code


@cache
def _layers() -> dict[str, str]:
    return {row["register"]: row["label"] for row in rows("body_layers")}


def _day(value: str) -> str:
    return wording.day(date.fromisoformat(value))


_TITLES: Mapping[str, str] = {
    **{facet.key: facet.title for facet in FACETS},
    "dossier": "Dossier",
    "vanaf": "Vanaf",
    "tot": "Tot en met",
    "zonder-datum": "Datum",
}
_LABELS: Mapping[str, Callable[[str], str]] = {
    "orgaan": _body,
    "bestuurslaag": lambda value: _layers().get(value, value),
    "categorie": wording.category,
    "grond": _ground,
    "beoordeling": lambda value: wording.DISCLOSURES.get(codes.value("beoordeling", value) or "", value),
    "formaat": lambda value: format_words(value) or value,
    "vanaf": _day,
    "tot": _day,
    "zonder-datum": lambda _: "alleen wat geen datum heeft",
}
