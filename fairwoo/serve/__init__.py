"""serve: the public site and API over a workspace and its search index. Read-only, server-rendered, no JavaScript needed.

    app = application(workspace, settings, clock)      # an ASGI application

The shelf `pages` holds the kinds of pages; each file gives its routes. What the public may see of a dossier is decided in one place
(`public.py`); no page asks the catalogue for a dossier by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, cast

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router

from fairwoo import discover
from fairwoo.serve.answers import HANDLERS
from fairwoo.serve.safety import MIDDLEWARE
from fairwoo.serve.site import Site
from fairwoo.settings import Settings
from fairwoo.store import Workspace

__all__ = ["PageModule", "Site", "application"]

SHELF = "fairwoo.serve.pages"


class PageModule(Protocol):
    """A file on the shelf: one kind of page."""

    def routes(self, site: Site) -> Sequence[BaseRoute]:
        """The routes of these pages, with paths below the base of the site."""


def application(workspace: Workspace, settings: Settings, clock: Callable[[], datetime]) -> Starlette:
    """The site over an open workspace. `clock` gives the time in UTC; `site` is at `app.state.site`, and its caller closes it."""
    site = Site(workspace, settings, clock)
    modules = (cast("PageModule", discover.load(SHELF, name)) for name in discover.names(SHELF))
    routes = [route for module in modules for route in module.routes(site)]
    if site.prefix:
        at_root = [route for route in routes if getattr(route, "name", "").startswith("root:")]
        below = Router([route for route in routes if route not in at_root], redirect_slashes=False)
        routes = [*at_root, Route(site.prefix, _home), Mount(site.prefix, below)]
    app = Starlette(routes=routes, middleware=MIDDLEWARE, exception_handlers=HANDLERS)
    app.router.redirect_slashes = False  # an address with a slash behind it is another address
    app.state.site = site
    return app


def _home(request: Request) -> Response:
    """To the home page of a site below a path, from its address without the slash."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{request.app.state.site.prefix}/{query}", 308)
