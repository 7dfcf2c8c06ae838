"""What is around every operation: the version, who may read, how much, entity tags, HEAD and OPTIONS, and a calm answer to a bug.

Rules: /core/version-header, /core/transport/cors, /core/http-methods, /core/error-handling/problem-details.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from typing import NamedTuple

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match
from starlette.types import Message, Receive, Scope, Send

from fairwoo.serve.api.description import VERSION
from fairwoo.serve.api.limits import Limits
from fairwoo.serve.api.problems import ProblemError, Problems, answer
from fairwoo.serve.api.telling import Addresses
from fairwoo.serve.caching import conditional
from fairwoo.serve.site import Site

_LOG = logging.getLogger("fairwoo.serve")
_LONGEST = 6_000  # octets of an address, query included; the site itself refuses from 8,000 on
_METHODS = "GET, HEAD, OPTIONS"
_TOLD = "API-Version, ETag, RateLimit, RateLimit-Policy, Retry-After, Wijzigingen-Na, Wijzigingen-Nummering"
_OPEN = {"access-control-allow-origin": "*", "access-control-expose-headers": _TOLD}
_PREFLIGHT = {"access-control-allow-methods": _METHODS, "access-control-allow-headers": "*", "access-control-max-age": "86400"}

_COSTS = {
    "": 0.2,
    "/openapi.json": 0.2,
    "/_zoek": 2.0,
    "/exports/dossiers": 10.0,
    "/exports/documenten": 10.0,
    "/exports/paginas": 30.0,
}
_KNOWN_ALREADY = 0.5  # of what a question took comes back when the client turned out to have the answer


class _Asked(NamedTuple):
    """A question: below the address of the API, who asks, and what it costs."""

    path: str
    who: str
    cost: float


class Frame:
    """The operations in their frame: an ASGI application."""

    def __init__(self, app: FastAPI, site: Site, limits: Limits) -> None:
        self._app = app
        self._site = site
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            return
        asked = _asked(scope)
        left = self._limits.take(asked.who, asked.cost)
        out = _Out(send, {**_OPEN, "api-version": VERSION, **self._limits.headers(left)}, bare=scope["method"] == "HEAD")
        found = await self._answer(scope, receive, out, asked) if left.granted else self._problem(Problems.OFTEN)
        if found is not None:
            if found.status_code == 304:
                self._limits.give_back(asked.who, asked.cost * _KNOWN_ALREADY)
            await found(scope, receive, out)

    async def _answer(self, scope: Scope, receive: Receive, out: _Out, asked: _Asked) -> Response | None:
        """The answer; None if it went out already, piece by piece."""
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _LONGEST:
            return self._problem(Problems.LONG)
        if scope["method"] == "OPTIONS":
            return self._options(scope, asked)
        if not asked.path:
            kept: Response = self._start() if scope["method"] in {"GET", "HEAD"} else self._problem(Problems.METHOD)
        else:
            collector = _Collector(out)
            read = {**scope, "method": "GET", "fairwoo.head": True} if scope["method"] == "HEAD" else scope
            try:
                await self._app(read, receive, collector)
            except Exception as error:  # whatever it is, the client gets an answer it can read
                _LOG.error("a fault of fairwoo itself", exc_info=error)
                return None if collector.streaming else self._problem(Problems.BUG)
            if collector.streaming or collector.answer is None:
                return None
            kept = collector.answer
        return _tagged(scope, kept)

    def _options(self, scope: Scope, asked: _Asked) -> Response:
        read = {**scope, "method": "GET"}
        known = not asked.path or any(route.matches(read)[0] is Match.FULL for route in self._app.routes)
        return (
            Response(status_code=204, headers={"allow": _METHODS, **_PREFLIGHT}) if known else self._problem(Problems.NOT_FOUND)
        )

    def _start(self) -> Response:
        addresses = Addresses(self._site)
        links = {
            "openapi": f"{addresses.base}/openapi.json",
            "documentatie": f"{self._site.base}/api",
            "dossiers": addresses.dossiers,
            "documenten": addresses.documents,
            "organisaties": addresses.bodies,
            "zoeken": addresses.search,
            "wijzigingen": addresses.changes,
            "exportDossiers": f"{addresses.exports}/dossiers",
            "exportDocumenten": f"{addresses.exports}/documenten",
            "exportPaginas": f"{addresses.exports}/paginas",
        }
        return JSONResponse({"naam": self._site.settings.serve.name, "versie": VERSION, "links": links})

    def _problem(self, kind: Problems) -> Response:
        headers = {"allow": _METHODS} if kind is Problems.METHOD else None
        return answer(self._site.base, ProblemError(kind), headers)


def _asked(scope: Scope) -> _Asked:
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    client = scope.get("client")
    return _Asked(path, client[0] if client else "", _COSTS.get(path, 1.0))


def _tagged(scope: Scope, kept: Response) -> Response:
    if kept.status_code != 200:
        return kept
    return conditional(Request(scope), hashlib.sha256(bytes(kept.body)).hexdigest(), lambda: kept)


class _Out:
    """The way out: adds what every answer has, and of an answer to HEAD leaves out the body."""

    def __init__(self, send: Send, headers: Mapping[str, str], *, bare: bool) -> None:
        self._send = send
        self._headers = headers
        self._bare = bare

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in self._headers.items():
                headers[name] = value
        elif self._bare:
            message = {**message, "body": b""}
        await self._send(message)


class _Collector:
    """Keeps an answer whose length is known until it is whole; one that is made piece by piece goes on at once."""

    def __init__(self, out: Send) -> None:
        self._out = out
        self._start: Message = {}
        self._body = b""
        self.streaming = False
        self.answer: Response | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            self.streaming = b"content-length" not in {name.lower() for name, _ in message["headers"]}
        if self.streaming:
            await self._out(message)
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                self.answer = Response(self._body, self._start["status"])
                self.answer.raw_headers = list(self._start["headers"])
