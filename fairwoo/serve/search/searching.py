"""Asking the search engine for a visitor: the results, what can be narrowed further, and what lies outside."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any, NamedTuple

from fairwoo import index
from fairwoo.errors import EngineError
from fairwoo.index import Backend, FacetValue, Results, loosening
from fairwoo.index.values import DEEPEST
from fairwoo.model import Text
from fairwoo.serve.search.asking import FACETS, Asking
from fairwoo.serve.site import Site

DOSSIERS, PAGES = 10, 20  # results on a page of the site: dossiers, or pages of the one dossier that is searched in
BEST_PAGES = 3  # shown of each dossier
IN_CSV = 500  # pages in one answer for spreadsheets
_MOST_WIDENED = 3  # filters of which the values that were not chosen are counted too; each is a question to the engine
_MOST_LOOSENED = 6  # filters of which it is counted what leaving them out would find
_COUNTED = (*(facet.name for facet in FACETS), "dated")
_COUNTING: Mapping[str, Any] = {"limit": 0, "sort": "newest"}  # nothing is shown, so nothing need be ranked


class Answer(NamedTuple):
    """What was found. `repairs` says what was done with a query that could not be read; `facets` has, by the key of each filter, on how
    many pages each value stands, whatever is chosen of that filter itself. `undated` is how many pages fit but for the period,
    because their day is not known.
    """

    asking: Asking
    results: Results
    repairs: tuple[str, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    undated: int

    @property
    def size(self) -> int:
        """How many results a page of the site has."""
        return size_of(self.asking)

    @property
    def number(self) -> int:
        """How many results there are in all."""
        return self.results.total if self.asking.single else self.results.dossiers

    @property
    def pages(self) -> int:
        """How many pages of results can be paged through."""
        return -(-min(self.number, DEEPEST) // self.size)

    @property
    def beyond(self) -> int:
        """How many results lie deeper than can be paged to."""
        return max(0, self.number - DEEPEST)


class Loosened(NamedTuple):
    """A search with one filter less, and what it finds. A filter that stands in the words has the key `q`, and is as it was typed."""

    key: str
    value: str
    asking: Asking
    pages: int


def size_of(asking: Asking) -> int:
    """How many results a page of the site has."""
    return PAGES if asking.single else DOSSIERS


def answer(site: Site, asking: Asking) -> Answer:
    """What a page of the site shows. Raises EngineError."""
    found = site.engine.asked(lambda backend: _answer(backend, asking))
    if not found.results.total and site.engine.empty() and not site.engine.revisions() and site.workspace.catalogue.held():
        raise EngineError(
            Text(nl="Er is nog geen zoekindex.", en="There is no search index yet.")
        )  # nothing found would be untrue
    return found


def results(site: Site, asking: Asking, **more: object) -> tuple[Results, tuple[str, ...]]:
    """The results alone, without counts of filters, and what was repaired. `more` is for the Request. Raises EngineError."""
    request = asking.request(**{"facets": False, **more})
    found, repairs = site.engine.asked(lambda backend: index.search_text(backend, asking.text, request))
    return found, tuple(one.nl for one in repairs)


def loosened(site: Site, asking: Asking) -> tuple[Loosened, ...]:
    """The searches with one filter less that find something, most pages first. Raises EngineError."""
    typed = [("q", one.text, asking.but(text=one.rest)) for one in islice(loosening.filters(asking.text), _MOST_LOOSENED)]
    tried = typed + [(key, value, asking.without(key, value)) for key, value in asking.filters()]
    counted = tried[:_MOST_LOOSENED]
    found = site.engine.asked(lambda backend: [Loosened(*one, _counted(backend, one[2])) for one in counted])
    return tuple(sorted((one for one in found if one.pages), key=lambda one: -one.pages))


def unfiltered(asking: Asking) -> Asking:
    """The words alone: without the filters in the address, and without those in the words."""
    return asking.bare().but(text=loosening.unfiltered(asking.text))


def _answer(backend: Backend, asking: Asking) -> Answer:
    size = size_of(asking)
    offset = (asking.page - 1) * size
    window = {"limit": size, "offset": offset} if offset < DEEPEST else {"limit": 0}
    narrowing = {"facets": "pages", "counted": _COUNTED}
    request = asking.request(by="page" if asking.single else "dossier", pages=BEST_PAGES, **narrowing, **window)
    widened = [facet for facet in FACETS if facet.key in asking.chosen][:_MOST_WIDENED]
    others = [asking.unfiltered(one.key).request(**_COUNTING, facets="pages", counted=(one.name,)) for one in widened]
    if period := bool(asking.since or asking.until):
        others.append(asking.but(since=None, until=None, undated=True).request(**_COUNTING, facets=False))
    found, repairs, beside = index.search_beside(backend, asking.text, request, others)
    facets = {facet.key: found.facets.get(facet.name, ()) for facet in FACETS}
    facets |= {facet.key: other.facets.get(facet.name, ()) for facet, other in zip(widened, beside, strict=False)}
    undated = beside[-1].total if period else found.undated.pages
    return Answer(asking, found, tuple(one.nl for one in repairs), facets, undated)


def _counted(backend: Backend, asking: Asking) -> int:
    return index.search_text(backend, asking.text, asking.request(**_COUNTING, facets=False))[0].total
