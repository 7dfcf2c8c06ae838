"""`/stijl/{hash}.css` and the like: what pages need to look as they do; and `/licenties`, who made what we took over."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from fairwoo.serve.answers import missing
from fairwoo.serve.site import Site
from fairwoo.serve.styling import Frame, notices

_FOREVER = "public, max-age=31536000, immutable"


def routes(site: Site) -> Sequence[BaseRoute]:
    """The routes of this file. Raises UsageError if the theme of the settings cannot be read."""
    frame = Frame(site)
    site.templates.globals["frame"] = frame

    def asset(request: Request) -> Response:
        """A stylesheet, the script or the icon; under an old address what took its place, which is not to be kept then."""
        found = frame.asset(request.path_params["name"])
        if found is None:
            raise missing()
        current = found.name == request.path_params["name"]
        headers = {"cache-control": _FOREVER if current else "no-cache"}
        return Response(found.content, media_type=found.media_type, headers=headers)

    return (Route("/stijl/{name}", asset, name="style"), Route("/licenties", licences, name="licences"))


def licences(request: Request) -> Response:
    """The notices, as text."""
    del request
    return PlainTextResponse(notices(), headers={"cache-control": "public, max-age=3600"})
