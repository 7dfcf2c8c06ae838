"""The plan of a search, which no engine has seen either: which keys to look up in which streams, and what each is worth.

`planning.py` makes it from a query; each backend compiles it into objects of its engine, never into the engine's query language. So
both engines look up the same keys, and find the same pages. Weights multiply the BM25 of the key in its stream.
"""

from __future__ import annotations

from collections import abc
from collections.abc import Iterator, Mapping
from typing import Literal, Protocol

from fairwoo.model import Value

TIE = 0.1  # what the other ways of a group add to its best one

Stream = Literal["ex", "lem", "pa", "cp", "rf", "title_ex", "title_lem", "title_pa"]


Key = tuple[Stream, str]


class Vocabulary(Protocol):
    """What an index knows of keys."""

    def counts(self, keys: abc.Sequence[Key]) -> Mapping[Key, int]:
        """On how many pages each key is."""
        ...

    def pages(self, way: Way) -> int:
        """On how many pages something is, however it is looked up."""
        ...


class Term(Value):
    """A key in a stream."""

    stream: Stream
    key: str
    weight: float = 1.0


class Sequence(Value):
    """Keys that follow one another in a stream. In `lem` that can be looked up of the long forms of synonyms only."""

    stream: Stream
    keys: tuple[str, ...]
    weight: float = 1.0


class Near(Value):
    """Keys at most `distance` letters away: one put in, left out, changed or swapped with its neighbour. All are worth `weight`.

    `keys` are those, if they were looked up beforehand.
    """

    stream: Stream
    key: str
    distance: int
    weight: float
    keys: tuple[str, ...] | None = None


class Best(Value):
    """The best of several ways, and a little of the others."""

    ways: tuple[Way, ...]
    weight: float = 1.0


class Every(Value):
    """All parts must be there; their worth is added up."""

    parts: tuple[Way, ...]
    weight: float = 1.0


class Filter(Value):
    """Pages with one of the values of a facet. Worth nothing."""

    field: str
    values: tuple[str, ...]


class Flat(Value):
    """Worth `weight` for whatever answers, no more and no less."""

    way: Way
    weight: float


class Groups(Value):
    """`must` all be there and none of `never`; of `should` at least `least`. `bonus` only puts pages higher. Nothing: all pages."""

    must: tuple[Way, ...] = ()
    should: tuple[Way, ...] = ()
    least: int = 0
    bonus: tuple[Way, ...] = ()
    never: tuple[Way, ...] = ()


Way = Term | Sequence | Near | Best | Every | Filter | Flat | Groups
Plan = Groups

for _node in (Best, Every, Flat, Groups):
    _node.model_rebuild()


def leaves(way: Way) -> Iterator[Term | Sequence | Near]:
    """All that is looked up in streams, what is excluded left out."""
    match way:
        case Flat(way=inner):
            yield from leaves(inner)
        case Term() | Sequence() | Near():
            yield way
        case Best(ways=some) | Every(parts=some):
            for one in some:
                yield from leaves(one)
        case Groups():
            for one in (*way.must, *way.should, *way.bonus):
                yield from leaves(one)


def ranks(plan: Plan) -> bool:
    """Whether the plan says which pages are better; if not, the newest go first."""
    return any(True for _ in leaves(plan))


def told(way: Way, indent: int = 0) -> Iterator[str]:
    """The plan as indented lines for people who want to know why something was found."""
    pad = "  " * indent
    match way:
        case Term():
            yield f"{pad}{way.stream}:{way.key} × {way.weight:g}"
        case Sequence():
            yield f'{pad}{way.stream}:"{" ".join(way.keys)}" × {way.weight:g}'
        case Near():
            yield f"{pad}{way.stream}:{way.key}~{way.distance} × {way.weight:g}"
        case Filter():
            yield f"{pad}{way.field} = {' | '.join(way.values)}"
        case Flat():
            yield from _told("flat", (way.way,), indent, way.weight)
        case Best():
            yield from _told("best", way.ways, indent, way.weight)
        case Every():
            yield from _told("every", way.parts, indent, way.weight)
        case Groups():
            yield from _told("must", way.must, indent)
            yield from _told(f"should (≥ {way.least})", way.should, indent)
            yield from _told("bonus", way.bonus, indent)
            yield from _told("never", way.never, indent)


def _told(name: str, ways: tuple[Way, ...], indent: int, weight: float = 1.0) -> Iterator[str]:
    if ways:
        yield "  " * indent + name + (f" × {weight:g}" if weight != 1 else "")
        for one in ways:
            yield from told(one, indent + 1)
