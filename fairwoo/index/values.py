"""What goes into a search and comes out of it, whatever the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple, Protocol

from pydantic import Field

from fairwoo.index.plan import Plan, Stream, Way
from fairwoo.model import Entry, Value

FACETS = ("body", "year", "category", "kind", "ground", "disclosure", "redacted", "layer", "format", "dated")
UNDATED = "no"  # of the facet "dated": pages whose day is not known
DEEPEST = 10_000  # results that can be paged through
MOST_RESULTS = 1_000  # in one answer
DOSSIERS_COUNTED = 65_000  # dossiers that are counted one by one; of more the number is an estimate


class Request(Value):
    """How to narrow, order and page a search. Values of one facet widen (or), facets narrow (and); `bodies` are codes (gm0055),
    `layers` registers of bodies (gemeente), `formats` codes of the official list; `undated` keeps only pages whose day is not known.

    `by` "page" gives each page as a result, "dossier" each dossier with its best `pages` pages. `limit` and `offset` count results;
    `after` is the `next` of earlier results and goes before `offset`. Pages without a date come last, in whatever order. `facets`
    "pages" counts the pages of each value and not its dossiers, which is several times quicker; `counted` are the facets that are
    counted. Without `totals` nothing is counted at all: `total` and `dossiers` are 0.
    """

    bodies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    categories: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    disclosures: tuple[str, ...] = ()
    redacted: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    undated: bool = False
    dossiers: tuple[str, ...] = ()
    dated_from: date | None = None
    dated_to: date | None = None
    sort: Literal["relevance", "newest", "oldest"] = "relevance"
    by: Literal["page", "dossier"] = "page"
    pages: int = 3
    limit: int = 10
    offset: int = 0
    after: str | None = None
    facets: bool | Literal["pages"] = True
    counted: tuple[str, ...] = FACETS
    totals: bool = True

    @property
    def whole(self) -> bool:
        """Whether nothing is narrowed: every page that answers the plan is asked for."""
        return not (self.chosen() or self.dated_from or self.dated_to)

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """Facet (or "dossier") → the values asked for, for those that narrow."""
        years = tuple(str(year) for year in self.years)
        dated = (UNDATED,) if self.undated else ()
        values = (
            *(self.bodies, years, self.categories, self.kinds, self.grounds, self.disclosures, self.redacted),
            *(self.layers, self.formats, dated, self.dossiers),
        )
        return {name: chosen for name, chosen in zip((*FACETS, "dossier"), values, strict=True) if chosen}


class Hit(Value):
    """A page that was found. `marks` are the places of the words asked for in `snippet` (start, end); page 0 has no text.

    A mark may lie inside a word: the part of a compound that was asked for.
    """

    dossier: str
    dossier_title: str
    body: str
    body_name: str
    document: str
    title: str
    page: int
    dated: date | None = None
    score: float
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()


class Result(Value):
    """A dossier with its best pages, best first, and how many of its pages were found; or a page by itself."""

    dossier: str
    found: int
    hits: tuple[Hit, ...]


class FacetValue(Value):
    """A value of a facet, on how many of the pages found it stands, and of how many dossiers they are."""

    value: str
    pages: int
    dossiers: int


class Results(Value):
    """What was found: pages in all (`total`), dossiers they are of, the results asked for, and the facets, most pages first.

    `years` is the facet of years in order, with the years between that have none. `estimated` says that numbers of dossiers are within
    some percents, because there are very many; numbers of pages are always exact. `next` is for `Request.after`, None at the end.
    If few pages have as many of the words as were asked, pages with fewer follow behind those; `full` is how many have them.
    `meant` is the query with words that hardly occur replaced by ones that do and are spelt nearly so.
    """

    total: int
    dossiers: int
    full: int
    results: tuple[Result, ...] = ()
    facets: dict[str, tuple[FacetValue, ...]] = Field(default_factory=dict)
    years: tuple[FacetValue, ...] = ()
    estimated: bool = False
    next: str | None = None
    meant: str | None = None

    @property
    def undated(self) -> FacetValue:
        """How many of the pages found have no day."""
        found = (one for one in self.facets.get("dated", ()) if one.value == UNDATED)
        return next(found, FacetValue(value=UNDATED, pages=0, dossiers=0))

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The pages of all results, in order."""
        return tuple(hit for result in self.results for hit in result.hits)


class Held(NamedTuple):
    """What an index holds of a dossier: its revision ("" if pages of several are there), and its entries."""

    revision: str
    entries: int


class Scored(NamedTuple):
    """A page and what it is worth; when sorted by date, its day as a number."""

    score: float
    entry: Entry


class Group(NamedTuple):
    """A dossier as an engine found it: how many of its pages answer, and the best of them. By page: one page."""

    found: int
    best: tuple[Scored, ...]


class Counted(NamedTuple):
    """On how many of the pages found a value stands, of how many dossiers."""

    pages: int
    dossiers: int


class Found(NamedTuple):
    """What an engine gives back: pages (`total`) and dossiers in all, the results asked for, best first, and facet → value → counts.

    Results with the same score (rounded to five places) are in the order of the ids of their first pages.
    """

    total: int
    dossiers: int
    groups: tuple[Group, ...]
    facets: Mapping[str, Mapping[str, Counted]]
    estimated: bool = False

    @property
    def pages(self) -> tuple[Scored, ...]:
        """The pages of all results, in order."""
        return tuple(scored for group in self.groups for scored in group.best)


class Backend(Protocol):
    """A search engine. `replace` and `delete` become durable and visible with `commit`; all raise EngineError."""

    def replace(self, dossier: str, revision: str, entries: Iterable[Entry]) -> None:
        """Put the entries in the place of whatever the index holds of the dossier."""
        ...

    def delete(self, dossier: str) -> None:
        """Take out everything of a dossier."""
        ...

    def commit(self) -> None:
        """Make all changes durable and visible. Nothing is left of documents that were taken out."""
        ...

    def finish(self, wanted: Mapping[str, Held], entries: Callable[[str], Iterable[Entry]]) -> None:
        """End a rebuild: what it filled is searched from now on, if it holds what is `wanted`, by dossier.

        `entries` gives those of a dossier anew, to compare some. An engine that rebuilds in place has nothing to do.
        """
        ...

    def expunge(self) -> bool:
        """Take what was taken out off the disk as well; False if the engine still keeps some of it."""
        ...

    def find(self, plan: Plan, request: Request) -> Found:
        """The results at `offset`, at most `limit`; a plan that does not rank gives the newest first. `after` is not looked at."""
        ...

    def count(self, plan: Plan, request: Request) -> int:
        """How many pages answer."""
        ...

    def counts(self, keys: Sequence[tuple[Stream, str]]) -> Mapping[tuple[Stream, str], int]:
        """On how many pages each key is in its stream."""
        ...

    def pages(self, way: Way) -> int:
        """On how many pages something is, however it is looked up."""
        ...

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Words of the texts (`ex`) that begin with a folded prefix, on how many pages each is, most pages first."""
        ...

    def held(self) -> dict[str, Held]:
        """What is in the index, by dossier."""
        ...

    def revisions(self, dossiers: Sequence[str]) -> dict[str, str]:
        """The revision of each of some dossiers that is in the index, as `held` has it; at most some hundreds are asked for."""
        ...

    def close(self) -> None:
        """Let go of the engine."""
        ...
