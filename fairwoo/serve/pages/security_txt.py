"""`/.well-known/security.txt`: whom to tell of a weakness (RFC 9116), at the root of the host."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from fairwoo.serve import security
from fairwoo.serve.answers import missing
from fairwoo.serve.site import Site


def routes(site: Site) -> Sequence[BaseRoute]:
    """The routes of this file."""
    del site
    return (Route(security.PATH, security_txt, name="root:security"),)


def security_txt(request: Request) -> Response:
    """The file; 404 unless both settings are there."""
    text = security.written(request.app.state.site)
    if text is None:
        raise missing()
    return PlainTextResponse(text)
