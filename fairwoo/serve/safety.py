"""What every answer carries so that a browser runs nothing that is not ours: the headers that internet.nl asks for, and limits.

Sources: https://internet.nl (test explanation), https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fairwoo.serve.compressing import Compressing

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
_LONGEST = 8_000  # characters in an address, query included; longer ones are no visitor's


class Safety:
    """Middleware: sets the headers that an answer does not have itself, and refuses addresses that are too long."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def careful(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        # the API has a limit below this one, and says so itself
        own = scope["path"].startswith(f"{scope['app'].state.site.prefix}/api/v")
        if not own and len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _LONGEST:
            await _too_long(careful)
            return
        await self._app(scope, receive, careful)


async def _too_long(send: Send) -> None:
    text = b"Dit adres is te lang."
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": 414, "headers": headers})
    await send({"type": "http.response.body", "body": text})


MIDDLEWARE = [Middleware(Safety), Middleware(Compressing)]
