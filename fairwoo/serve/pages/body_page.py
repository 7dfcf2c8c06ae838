"""`/orgaan/CODE`: a body with its dossiers, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo import vocab
from fairwoo.serve import answers
from fairwoo.serve.caching import conditional
from fairwoo.serve.dossiers import overview
from fairwoo.serve.dossiers.overview import Line
from fairwoo.serve.routing import SLUG
from fairwoo.serve.site import Site
from fairwoo.serve.templating import page

_PAGE = 50  # dossiers


def routes(site: Site) -> Sequence[BaseRoute]:
    """The route of this file."""
    del site
    return (Route(f"/orgaan/{{code:{SLUG}}}", body),)


def body(request: Request) -> Response:
    """The page of a body that has dossiers here."""
    site: Site = request.app.state.site
    found = vocab.body(request.path_params["code"])
    if found is None or found.code != request.path_params["code"]:
        raise answers.missing()
    lines = overview.of_body(site, found.code)
    pages = max(1, -(-len(lines) // _PAGE))
    given = request.query_params.get("pagina", "1")
    number = int(given) if given.isascii() and given.isdigit() and len(given) <= 6 else 0
    if not lines or not 1 <= number <= pages:
        raise answers.missing()
    some = lines[(number - 1) * _PAGE : number * _PAGE]

    def answer() -> Response:
        return page(
            request,
            "orgaan.html",
            body=found,
            lines=some,
            listed={"number": number, "pages": pages},
            total=len(lines),
            documents=sum(one.documents for one in lines),
            years=_years(lines),
        )

    return conditional(request, f"{found} {number} {pages} {some} {len(lines)}", answer)


def _years(lines: Sequence[Line]) -> tuple[int, int] | None:
    """The years of the first and the last decision."""
    years = [one.decided.year for one in lines if one.decided]
    return (min(years), max(years)) if years else None
