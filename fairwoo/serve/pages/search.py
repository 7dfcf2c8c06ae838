"""`/zoeken`: results with their filters, or what may help where nothing was found; and `/hulp-bij-zoeken`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from fairwoo import index
from fairwoo.index import loosening
from fairwoo.index.query import searched
from fairwoo.serve.search import asking, narrowed, searching
from fairwoo.serve.search.asking import Asking
from fairwoo.serve.search.found import gone, shown
from fairwoo.serve.site import Site
from fairwoo.serve.templating import page

_AROUND = 2  # pages before and behind the current one that have a link
_REMEMBERED = 86_400  # seconds that a browser may know where an address without its empty fields is


class Numbered(NamedTuple):
    """A link to a page of results; `gap` says that pages before it have none."""

    number: int
    asking: Asking
    gap: bool


def routes(site: Site) -> Sequence[BaseRoute]:
    """The routes of this file."""
    del site
    return (
        Route("/zoeken", search, name="zoeken"),
        Route("/hulp-bij-zoeken", advice, name="hulp-bij-zoeken"),
    )


def search(request: Request) -> Response:
    """The page of results, at an address in which every field says something. Raises EngineError."""
    site: Site = request.app.state.site
    given = request.query_params.multi_items()
    told = [(key, value) for key, value in given if value.strip()]
    if len(told) < len(given):
        return _shorter(site, told)
    asked = asking.read(given)
    answer = searching.answer(site, asked)
    found = tuple(shown(site, answer.results, asked.text))
    titles = {one.dossier.id: one.dossier.title for one in found if one.dossier}
    return page(
        request,
        "zoeken.html",
        asked=asked,
        answer=answer,
        results=answer.results,
        found=found,
        choices=tuple(narrowed.choices(asked, answer.facets)),
        pills=tuple(narrowed.pills(asked, titles)),
        gone=gone(answer.results, found),
        meant=asked.but(text=answer.results.meant) if answer.results.meant else None,
        loosened=() if answer.number else searching.loosened(site, asked),
        narrowing=len(asked.filters()) + sum(1 for _ in loosening.filters(asked.text)),
        unfiltered=searching.unfiltered(asked),
        numbered=tuple(_numbered(asked, answer.pages)),
        sorts=tuple(asking.SORTS),
        filter_title=narrowed.title,
        filter_label=narrowed.label,
        in_csv=searching.IN_CSV,
        worded=any(searched(index.parse(asked.text).query)),
    )


def _shorter(site: Site, told: Sequence[tuple[str, str]]) -> Response:
    """To the same address without the fields of the form that were left empty: the one to share, to bookmark and to keep in caches.

    For good, since it says the same for ever; with scripts the form leaves them out itself.
    """
    query = urlencode(told, quote_via=quote)
    address = f"{site.prefix}/zoeken{f'?{query}' if query else ''}"
    return RedirectResponse(address, status_code=301, headers={"cache-control": f"max-age={_REMEMBERED}"})


def advice(request: Request) -> Response:
    """How to search, with examples."""
    return page(request, "hulp-bij-zoeken.html", longest=asking.LONGEST_TEXT, in_csv=searching.IN_CSV)


def _numbered(asked: Asking, last: int) -> list[Numbered]:
    """Links to the first and last page of results and those around the current one."""
    near = range(max(1, asked.page - _AROUND), min(last, asked.page + _AROUND) + 1)
    numbers = sorted({1, last, *near}) if last > 1 else []
    return [
        Numbered(number, asked.but(page=number), gap=at > 0 and number - numbers[at - 1] > 1) for at, number in enumerate(numbers)
    ]
