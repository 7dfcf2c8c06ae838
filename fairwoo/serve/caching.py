"""Answers that a browser, proxy or harvester may keep: an entity tag, and 304 for one who has the answer already (RFC 9110, 13.1.2)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fairwoo.serve.site import Site
from fairwoo.shared import VERSION

_TAG = re.compile(r'(?:W/)?("[^"]*")')
_PAGES = ("text/html", "application/json", "application/atom+xml", "application/xml", "text/csv")
_LARGEST = 4_000_000  # bytes of an answer that is kept until it is whole


def conditional(request: Request, tag: str, make: Callable[[], Response], *, keep: str = "no-cache") -> Response:
    """The answer of `make`, or 304 without making it if the visitor has it already.

    `tag` is any text that differs whenever the answer does: the revision of the dossier and whatever else shows, the form that was
    negotiated included. The look and the settings of the site count by themselves. An answer is asked for anew each time, unless
    `keep` (the value of Cache-Control) says otherwise. An answer other than 200 is handed on as it is.
    """
    entity = f'"{_digest(_edition(request.app.state.site), tag)}"'
    given = ", ".join(request.headers.getlist("if-none-match")).strip() if request.method in {"GET", "HEAD"} else ""
    if entity in _TAG.findall(given):  # compared weakly, since a proxy that compresses may have weakened it
        answer = Response(status_code=304)
    else:
        answer = make()
        if answer.status_code != 200:
            return answer
        if given == "*":  # whoever has anything of it, if there is anything
            answer = Response(status_code=304)
    answer.headers["etag"] = entity
    answer.headers["cache-control"] = keep
    return answer


def _edition(site: Site) -> str:
    """What all pages have in common: a new version, another template or another setting is another answer."""
    return _digest(VERSION, _templates(), site.settings.map.model_dump_json(), site.settings.serve.model_dump_json())


@cache
def _templates() -> str:
    folder = files("fairwoo.serve") / "templates"
    return _digest(
        *(one.read_text(encoding="utf-8") for one in sorted(folder.iterdir(), key=lambda one: one.name) if one.is_file())
    )


def _digest(*parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


class Tagging:
    """Middleware: what says nothing of being kept gets an entity tag of its bytes, so that who has the page already gets 304.

    The page is made all the same; what is spared is the sending. Where something that is known beforehand tells whether an answer is
    another one, `conditional` spares the making too.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        await self._app(scope, receive, _Tagged(send, ", ".join(Headers(scope=scope).getlist("if-none-match"))).send)


class _Tagged:
    """One answer on its way out, held until its body is there if it is to have a tag."""

    def __init__(self, send: Send, given: str) -> None:
        self._send = send
        self._given = given
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _says_nothing(message):
            self._start = message
            return
        if self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body", False):
            await self._whole(self._start)

    async def _whole(self, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        entity = f'"{hashlib.sha256(self._body).hexdigest()[:32]}"'
        headers["etag"], headers["cache-control"] = entity, "no-cache"
        if entity in _TAG.findall(self._given) or self._given.strip() == "*":
            del headers["content-length"], headers["content-type"]
            start, self._body = {**start, "status": 304}, b""
        await self._send(start)
        await self._send({"type": "http.response.body", "body": self._body})


def _says_nothing(start: Message) -> bool:
    """Whether it is a page of which neither a tag nor how long to keep it is told, and which is there whole."""
    headers = Headers(raw=start["headers"])
    length = headers.get("content-length", "")
    told = {"etag", "cache-control", "content-encoding"} & set(headers.keys())
    small = length.isdecimal() and int(length) <= _LARGEST
    return start["status"] == 200 and small and not told and headers.get("content-type", "").startswith(_PAGES)
