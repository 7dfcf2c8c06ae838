"""What every answer carries so that a browser runs nothing that is not ours: the headers that internet.nl asks for, and limits.

Sources: https://internet.nl (test explanation), https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fairwoo.serve.caching import Tagging
from fairwoo.serve.compressing import Compressing
from fairwoo.serve.templating import page

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}
_LOG = logging.getLogger("fairwoo.serve")
_LONGEST = 8_000  # characters in an address, query included; longer ones are no visitor's


class Safety:
    """Middleware: sets the headers that an answer does not have itself, and refuses addresses that are too long."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._told = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        self._tell_of_proxy(scope)

        async def careful(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        # the API has a limit below this one, and says so itself
        own = scope["path"].startswith(f"{scope['app'].state.site.prefix}/api/v")
        if not own and len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _LONGEST:
            answer = await run_in_threadpool(_too_long, scope)
            await answer(scope, receive, careful)
            return
        await self._app(scope, receive, careful)

    def _tell_of_proxy(self, scope: Scope) -> None:
        """Say, once, that all who come by a proxy share one limit, because it is not among those that are trusted."""
        forwarded = None if self._told else Headers(scope=scope).get("x-forwarded-for")
        peer = (scope.get("client") or ("",))[0]
        if forwarded is not None and peer not in forwarded:
            self._told = True
            _LOG.warning("X-Forwarded-For from %s is not followed: if that is your proxy, name it in serve.trusted_proxies", peer)


def _too_long(scope: Scope) -> Response:
    """The page that says so. It knows no address, so that it does not repeat this one; `scope` names the site."""
    elsewhere = Request({**scope, "path": "", "raw_path": b"", "query_string": b""})
    return page(elsewhere, "te-lang.html", status=414)


MIDDLEWARE = [Middleware(Safety), Middleware(Compressing), Middleware(Tagging)]
