"""`/`: the search, what is in here, and what is newest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo.errors import EngineError
from fairwoo.serve.freshness import freshness
from fairwoo.serve.linked import datacatalog
from fairwoo.serve.search import narrowed, searching
from fairwoo.serve.search.asking import Asking
from fairwoo.serve.search.found import shown
from fairwoo.serve.site import Site
from fairwoo.serve.templating import page

_NEWEST = 5  # dossiers
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
    found = tuple(shown(site, answer.results, ""))[:_NEWEST]
    choices = tuple(one for one in narrowed.choices(answer.asking, answer.facets) if one.key in _SHOWN)
    values: dict[str, Any] = {
        "results": answer.results,
        "dossiers": freshness(site).dossiers,
        "newest": found,
        "choices": choices,
        "everything": answer.asking,
    }
    return page(request, "home.html", datacatalog=datacatalog.home(site), **values)
