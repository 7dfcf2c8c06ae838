"""Gets one file from an address that a person gave: with caps on size, redirects and time, and never from the web into a private net."""

from __future__ import annotations

import gzip
import http.client
import io
import ipaddress
import socket
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from fairwoo.errors import InputError, why
from fairwoo.model import Text
from fairwoo.shared import VERSION

MOST_BYTES = 200_000_000  # a sitemap has at most 52 million
MOST_REDIRECTS = 5
SILENCE, PATIENCE = 30.0, 300.0  # seconds without a byte; for all of it
_PIECE = 1 << 16
_ACCEPT = "text/turtle, application/ld+json, application/rdf+xml;q=0.9, application/xml;q=0.8, application/json;q=0.8, */*;q=0.5"


_HEADERS = {"User-Agent": f"fairwoo/{VERSION}", "Accept": _ACCEPT, "Accept-Encoding": "identity"}
_AS_IT_IS, _GZIP = {"", "identity"}, {"gzip", "x-gzip"}


class Downloaded(NamedTuple):
    """The bytes, the media type that the server says they have (without parameters), and where they came from in the end."""

    content: bytes
    media_type: str | None
    address: str


def is_address(text: str) -> bool:
    """Is this an address of the web, and no path? It may still be a wrong one."""
    scheme, colon, _ = text.lstrip().partition(":")
    return bool(colon) and scheme.lower() in {"http", "https"}


def download(address: str, *, origin: str | None = None, patience: float = PATIENCE) -> Downloaded:
    """Get what is at an http(s) address; proxies of the system are used.

    A person may name any address, also one of their own network; but from a public one (or when `origin`, which named this
    address, is a public one) nothing leads to a private one. Raises InputError with the reason.
    """
    if not is_address(address):
        raise _failed(address, Text(nl="alleen http:// en https:// mogen", en="only http:// and https:// are allowed"))
    try:
        public = is_public(urlsplit(origin or address).hostname or "")
        if public and not is_public(urlsplit(address).hostname or ""):
            raise _failed(address, _PRIVATE)
        request = urllib.request.Request(address, headers=_HEADERS)  # noqa: S310
    except ValueError as error:
        raise _failed(address, Text(nl="dit is geen webadres", en="this is no web address")) from error
    try:
        with _opener(public).open(request, timeout=SILENCE) as answer:
            content = _body(address, answer, time.monotonic() + patience)
            return Downloaded(content, answer.headers.get_content_type(), answer.url)
    except urllib.error.HTTPError as error:
        error.close()  # it is an answer too
        raise _failed(address, Text(nl=f"de server antwoordt {error.code}", en=f"the server answers {error.code}")) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        text = reason.text if isinstance(reason, _RefusedError) else why(reason) if isinstance(reason, Exception) else why(error)
        raise _failed(address, text) from error


def is_public(host: str) -> bool:
    """Whether all addresses of a host are of the public internet. A name unknown here counts as public: a proxy may know it."""
    try:
        found = {str(one[4][0]) for one in socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)}
    except (OSError, UnicodeError):
        return True
    return all(_is_global(one) for one in found)


def _is_global(text: str) -> bool:
    found = ipaddress.ip_address(text.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return bool((mapped or found).is_global)


class _RefusedError(OSError):
    def __init__(self, text: Text) -> None:
        super().__init__(text.nl)
        self.text = text


_PRIVATE = Text(
    nl="een openbaar adres verwijst naar een besloten netwerk; dat wordt niet gevolgd",
    en="a public address leads into a private network; that is not followed",
)
_REDIRECTS = Text(nl=f"meer dan {MOST_REDIRECTS} doorverwijzingen", en=f"more than {MOST_REDIRECTS} redirects")


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to http and https only, few of them, and none out of the public internet."""

    def __init__(self, public: bool) -> None:
        self.public = public
        self.count = 0

    def redirect_request(self, *given: Any) -> urllib.request.Request | None:
        """urllib's, unless the new address (the last argument) is not to be followed; then the answer (the second) is closed."""
        self.count += 1
        if refused := self._refused(str(given[-1])):
            given[1].close()
            raise _RefusedError(refused)
        return super().redirect_request(*given)

    def _refused(self, target: str) -> Text | None:
        if self.count > MOST_REDIRECTS:
            return _REDIRECTS
        if not is_address(target):
            return Text(nl=f"een doorverwijzing naar {target}", en=f"a redirect to {target}")
        if self.public and not is_public(urlsplit(target).hostname or ""):
            return _PRIVATE
        return None


def _opener(public: bool) -> urllib.request.OpenerDirector:
    """An opener for http and https only. What a name resolves to may change between look and use, so the connection is looked at too."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _Http(public),
        _Https(public),
        _Redirects(public),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _looked_at(kind: Callable[..., Any], look: bool, *given: Any, **options: Any) -> Any:
    connection = kind(*given, **options)
    connect = connection.connect

    def connect_and_look() -> None:
        connect()
        if look and not _is_global(connection.sock.getpeername()[0]):
            connection.close()
            raise _RefusedError(_PRIVATE)

    connection.connect = connect_and_look
    return connection


def _by_proxy(request: urllib.request.Request) -> bool:
    """Whether this request goes to a proxy: then the connection is one with the proxy, which may be in a private network."""
    return request.has_proxy() or bool(getattr(request, "_tunnel_host", None))  # the latter for https


class _Http(urllib.request.HTTPHandler):
    def __init__(self, public: bool) -> None:
        super().__init__()
        self.public = public

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_looked_at, http.client.HTTPConnection, self.public and not _by_proxy(req)), req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, public: bool) -> None:
        super().__init__()
        self.public = public

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_looked_at, http.client.HTTPSConnection, self.public and not _by_proxy(req)), req)


def _body(address: str, answer: Any, end: float) -> bytes:
    pieces, size = [], 0
    while piece := answer.read(_PIECE):
        size += len(piece)
        pieces.append(piece)
        if size > MOST_BYTES:
            raise _failed(address, _too_much())
        if time.monotonic() > end:
            raise _failed(address, Text(nl="het duurde te lang", en="it took too long"))
    if answer.length:  # what was announced and did not come
        raise _failed(address, Text(nl="het antwoord brak af", en="the answer broke off"))
    return _unpacked(address, b"".join(pieces), str(answer.headers.get("Content-Encoding") or "").strip().lower())


def _unpacked(address: str, content: bytes, encoding: str) -> bytes:
    """The content without the packing that a server used though it was asked not to."""
    if encoding in _AS_IT_IS:
        return content
    if encoding not in _GZIP:
        raise _failed(address, Text(nl=f"het antwoord is ingepakt ({encoding})", en=f"the answer is packed ({encoding})"))
    try:
        whole = gzip.GzipFile(fileobj=io.BytesIO(content)).read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise _failed(address, Text(nl="het antwoord is niet uit te pakken", en="the answer cannot be unpacked")) from error
    if len(whole) > MOST_BYTES:
        raise _failed(address, _too_much())
    return whole


def _too_much() -> Text:
    return Text(nl=f"meer dan {MOST_BYTES} bytes", en=f"more than {MOST_BYTES} bytes")


def _failed(address: str, reason: Text) -> InputError:
    return InputError(
        Text(nl=f"{address} is niet op te halen: {reason.nl}.", en=f"{address} cannot be fetched: {reason.en}."),
    )
