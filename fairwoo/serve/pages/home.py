"""`/`: the search, what is in here, and what is newest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo.errors import EngineError
from fairwoo.serve.dossiers import overview
from fairwoo.serve.freshness import freshness
from fairwoo.serve.linked import datacatalog
from fairwoo.serve.search import narrowed, searching
from fairwoo.serve.search.asking import Asking
from fairwoo.serve.search.found import FoundDossier, shown
from fairwoo.serve.site import Site
from fairwoo.serve.templating import page

_NEWEST = 5  # dossiers
_LOOKED_AT = 20  # dossiers that changed last, among which those without documents are looked for
_SHOWN = ("orgaan", "bestuurslaag", "jaar")


def routes(site: Site) -> Sequence[BaseRoute]:
    """The routes of this file."""
    del site
    return (Route("/", home, name="home"),)


def home(request: Request) -> Response:
    """The home page; without an engine that answers, without counts."""
    site: Site = request.app.state.site
    try:
        answer = searching.answer(site, Asking())
    except EngineError:
        return page(request, "home.html", results=None, newest=(), choices=(), datacatalog=datacatalog.home(site))
    choices = tuple(one for one in narrowed.choices(answer.asking, answer.facets) if one.key in _SHOWN)
    values: dict[str, Any] = {
        "results": answer.results,
        "dossiers": freshness(site).dossiers,
        "newest": _newest(site, answer),
        "choices": choices,
        "everything": answer.asking,
    }
    return page(request, "home.html", datacatalog=datacatalog.home(site), **values)


def _newest(site: Site, answer: searching.Answer) -> tuple[FoundDossier, ...]:
    """The dossiers of the newest decisions: of what the engine holds, and those without documents, which it does not hold."""
    bare = (FoundDossier(one, site.links(one.id).dossier, 0, ()) for one in overview.without_documents(site, _LOOKED_AT))
    found = [one for one in (*shown(site, answer.results, ""), *bare) if one.dossier]
    found.sort(key=lambda one: (one.dossier and (one.dossier.decided or one.dossier.published)) or date.min, reverse=True)
    return tuple(found[:_NEWEST])
