"""`/api/v1`: the API, and how to use it, on `/api`; what changed in it, on `/api/v1/changelog`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from fairwoo.serve.api import VERSION, application, telling
from fairwoo.serve.api.problems import Problems
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.site import NotReadyError, Site
from fairwoo.serve.templating import page

_TRIED = 5  # dossiers, those that changed last, in which an example is looked for
_LONGEST_EXAMPLE = 3_000  # characters


class Example(NamedTuple):
    """A question to the API and the answer that it gives, as JSON on many lines."""

    address: str
    answer: str


def routes(site: Site) -> Sequence[BaseRoute]:
    """The routes of this file."""
    api = application(site)
    return (
        Route("/api", manual, name="api"),
        Route("/api/v1/changelog", changelog, name="api-changelog"),
        _Below("/api/v1", api, name="api-v1"),
        Route("/api/v1", _Exactly(api), name="api-v1-start"),
    )


class _Below(Mount):
    """All that lies below the address of the API, even with a line break in it: what is not there is told as the API tells it."""

    def __init__(self, path: str, app: ASGIApp, name: str) -> None:
        super().__init__(path, app, name=name)
        self.path_regex = re.compile(self.path_regex.pattern, re.DOTALL)


class _Exactly:
    """The API at its own address: a Mount has only what lies below it."""

    def __init__(self, api: ASGIApp) -> None:
        self._api = api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        await self._api({**scope, "root_path": f"{scope.get('root_path', '')}/api/v1"}, receive, send)


def manual(request: Request) -> Response:
    """How to use the API."""
    site: Site = request.app.state.site
    return page(
        request,
        "api.html",
        version=VERSION,
        problems=tuple(Problems),
        per_minute=site.settings.serve.requests_per_minute,
        example=next(_examples(site), None),
    )


def _examples(site: Site) -> Iterator[Example]:
    """Documents of this site as the API tells them, those with a file first: an example that is true and can be tried."""
    for dossier in _latest(site):
        for document in sorted(dossier.documents, key=lambda one: one.file_name is None):
            told = telling.document(site, dossier, document)
            answer = told.model_dump_json(by_alias=True, exclude_none=True, indent=2)
            if not document.withdrawn and len(answer) <= _LONGEST_EXAMPLE:
                yield Example(told.links["zelf"], answer)


def _latest(site: Site) -> Iterator[PublicDossier]:
    for dossier_id in site.workspace.catalogue.latest(_TRIED):
        try:
            dossier = site.dossier(dossier_id)
        except NotReadyError:
            continue
        if dossier is not None:
            yield dossier


def changelog(request: Request) -> Response:
    """What changed in the API, version by version."""
    answer = page(request, "api-changelog.html", version=VERSION)
    answer.headers["api-version"] = VERSION
    return answer
