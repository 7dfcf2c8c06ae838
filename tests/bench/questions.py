"""What is asked of the search in the bench: the open queries of the relevance set by class, and what else visitors do with it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from tests.search import material

COMMON = ("gemeente", "besluit", "brief")  # on very many pages
_CLASSES: Mapping[str, tuple[str, ...]] = {
    "words": ("known_item", "topic", "inflection", "name"),
    "phrase": ("phrase",),
    "compound": ("compound",),
    "reference": ("reference",),
    "typo": ("typo",),
    "synonym": ("synonym",),
}


class Question(NamedTuple):
    """A question: its kind, and the query string that asks it on the site."""

    kind: str
    pairs: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """What is typed."""
        return dict(self.pairs).get("q", "")

    @property
    def address(self) -> str:
        """The address on the site."""
        return f"/zoeken?{urlencode(self.pairs)}" if self.pairs else "/zoeken"


def questions() -> list[Question]:
    """All of them, kind by kind."""
    return [*_typed(), *_filtered(), *_browsed()]


def kinds(asked: list[Question]) -> dict[str, list[Question]]:
    """The questions by their kind."""
    return {kind: list(group) for kind, group in itertools.groupby(asked, key=lambda one: one.kind)}


def _typed() -> Iterator[Question]:
    for kind, classes in _CLASSES.items():
        for one in _open(*classes):
            yield Question(kind, (("q", one.text),))


def _open(*classes: str) -> list[material.Asked]:
    """The queries of some classes that are not kept for the final check of relevance."""
    split = material.split()
    return [one for one in material.queries() if one.kind in classes and split[one.id] == "open"]


def _filtered() -> Iterator[Question]:
    words = [one.text for one in _open("topic")]
    bodies = itertools.cycle(sorted(material.BODIES))
    for text, body, year in zip(words, bodies, itertools.count(2013), strict=False):
        yield Question("words, two filters", (("q", text), ("orgaan", body), ("jaar", str(2013 + year % 10))))
    for text in COMMON:
        yield Question("a common word, a period", (("q", text), ("vanaf", "2016-01-01"), ("tot", "2019-12-31")))


def _browsed() -> Iterator[Question]:
    for text in COMMON:
        yield Question("a common word", (("q", text),))
    yield Question("everything, newest first", ())
    for kind in ("besluit", "verslag"):
        yield Question("one kind, newest first", (("soort", kind), ("sorteer", "nieuwste")))
    for text, page in itertools.product(COMMON, ("50", "100")):
        yield Question("a common word, page 50 and 100", (("q", text), ("pagina", page)))
