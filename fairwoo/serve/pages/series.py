"""`/reeks/CODE/NUMBER`: the decisions that were taken on one request."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo import vocab
from fairwoo.serve import answers
from fairwoo.serve.caching import conditional
from fairwoo.serve.dossiers import overview
from fairwoo.serve.routing import SLUG
from fairwoo.serve.site import Site
from fairwoo.serve.templating import page


def routes(site: Site) -> Sequence[BaseRoute]:
    """The route of this file. A number may hold anything, a slash too."""
    del site
    return (Route(f"/reeks/{{code:{SLUG}}}/{{number:path}}", series),)


def series(request: Request) -> Response:
    """The page of a request with its decisions, the first first."""
    site: Site = request.app.state.site
    body = vocab.body(request.path_params["code"])
    if body is None or body.code != request.path_params["code"]:
        raise answers.missing()
    number = request.path_params["number"]
    lines = overview.series(site, body.code, number)
    if not lines:
        raise answers.missing()
    return conditional(request, f"{body} {lines}", lambda: page(request, "reeks.html", body=body, number=number, lines=lines))
