"""What goes into a search and comes out of it, whatever the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, Protocol

from pydantic import Field

from fairwoo.index.query import Query
from fairwoo.model import Entry, Value

FACETS = ("body", "year", "category", "kind", "ground", "disclosure", "redacted")


class Request(Value):
    """How to narrow and page a search. Values of one facet widen (or), facets narrow (and); `bodies` are codes (gm0055)."""

    bodies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    categories: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    disclosures: tuple[str, ...] = ()
    redacted: tuple[str, ...] = ()
    dated_from: date | None = None
    dated_to: date | None = None
    limit: int = 10
    offset: int = 0
    facets: bool = True

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """Facet → the values asked for, for facets that narrow."""
        years = tuple(str(year) for year in self.years)
        values = (self.bodies, years, self.categories, self.kinds, self.grounds, self.disclosures, self.redacted)
        return {name: chosen for name, chosen in zip(FACETS, values, strict=True) if chosen}


class Hit(Value):
    """A page that was found. `marks` are the places of the words asked for in `snippet` (start, end); page 0 has no text."""

    dossier: str
    dossier_title: str
    body: str
    body_name: str
    document: str
    title: str
    page: int
    score: float
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()


class FacetValue(Value):
    """A value of a facet, and on how many of the pages found it stands."""

    value: str
    pages: int


class Results(Value):
    """What was found: pages in all, dossiers they are of, the hits asked for, and the facets."""

    total: int
    dossiers: int
    hits: tuple[Hit, ...] = ()
    facets: dict[str, tuple[FacetValue, ...]] = Field(default_factory=dict)


class Held(NamedTuple):
    """What an index holds of a dossier: its revision ("" if pages of several are there), and its entries."""

    revision: str
    entries: int


class Found(NamedTuple):
    """What an engine gives back: total pages, dossiers, (score, entry) best first, and facet → value → pages."""

    total: int
    dossiers: int
    pages: tuple[tuple[float, Entry], ...]
    facets: Mapping[str, Mapping[str, int]]


class Backend(Protocol):
    """A search engine. `replace` and `delete` become durable and visible with `commit`; all raise EngineError."""

    def replace(self, dossier: str, revision: str, entries: Iterable[Entry]) -> None:
        """Put the entries in the place of whatever the index holds of the dossier."""
        ...

    def delete(self, dossier: str) -> None:
        """Take out everything of a dossier."""
        ...

    def commit(self) -> None:
        """Make all changes durable and visible."""
        ...

    def find(self, query: Query, request: Request) -> Found:
        """The pages that answer a query, best first; newest first for an empty one."""
        ...

    def held(self) -> dict[str, Held]:
        """What is in the index, by dossier."""
        ...

    def close(self) -> None:
        """Let go of the engine."""
        ...
