"""`/blijvende-adressen`: what is promised of the addresses of dossiers and documents, and of what becomes of what is taken back."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo.serve.site import Site
from fairwoo.serve.templating import page


def routes(site: Site) -> Sequence[BaseRoute]:
    """The route of this file."""
    del site
    return (Route("/blijvende-adressen", _policy, name="persistence"),)


def _policy(request: Request) -> Response:
    site: Site = request.app.state.site
    policy = site.settings.map.persistence_policy
    elsewhere = policy if policy != site.shared.policy else None
    return page(request, "blijvende-adressen.html", naan=site.settings.map.ark_naan, elsewhere=elsewhere)
