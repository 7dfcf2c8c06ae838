"""A visitor who follows every link of a site, whatever kind of answer it stands in, and knows which routes were never reached."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html
from starlette.testclient import TestClient

_MOST_QUERIES = 25  # addresses with a query string that are followed of each route: filters can be combined without end
_ATTRIBUTES = ("href", "src", "action")
_LINK_HEADER = re.compile(r"<([^>]*)>")
_MISSING = {404, 405}


class Answer(NamedTuple):
    """What came from an address."""

    address: str
    status: int
    headers: str
    body: bytes
    media_type: str


class Route(NamedTuple):
    """A route of the site: the pattern of its path, how it is told from others, and by which methods it is asked."""

    path: str
    pattern: re.Pattern[str]
    methods: frozenset[str]


def routes_of(app: Any) -> list[Route]:
    """All routes of an application, those of applications within it included, down to the last."""
    return list(_routes(app, "", "^"))


def _routes(app: Any, path: str, pattern: str) -> Iterator[Route]:
    for route in _inner(app):
        own = getattr(route, "path_regex", None)
        if own is None:  # a wrapper
            yield from _routes(route, path, pattern)
            continue
        inside = pattern + own.pattern.removeprefix("^").removesuffix("/(?P<path>.*)$").removesuffix("$")
        inside = re.sub(r"\?P<\w+>", "?:", inside)  # one name may be in both
        if _inner(route):
            yield from _routes(route, path + route.path, inside)
        elif getattr(route, "methods", None):
            yield Route(path + route.path, re.compile(inside + "$", re.DOTALL), frozenset(route.methods))


def _inner(app: Any) -> list[Any]:
    """The routes in an application, which may be wrapped in others."""
    for _ in range(20):
        found = getattr(app, "routes", None)
        if found:
            return list(found)
        app = next(
            (getattr(app, name) for name in ("app", "_app", "_api", "_inner", "original_router") if hasattr(app, name)), None
        )
    return []


class Crawler:
    """Fetches every address of the site at `base` that it finds, once. `answers` are given as they come."""

    def __init__(self, client: TestClient, base: str, routes: Iterable[Route]) -> None:
        self._client = client
        self._base = base
        self.routes = list(routes)
        self.reached: Counter[str] = Counter()
        self._queries: Counter[str] = Counter()
        self._seen: set[str] = set()
        self._waiting: deque[str] = deque()

    def add(self, address: str) -> None:
        """An address to fetch, of whatever form; those of other sites and those already known are passed over."""
        parts = urlsplit(urljoin(f"{self._base}/", address))
        if f"{parts.scheme}://{parts.netloc}" != self._base or parts.scheme not in {"http", "https"}:
            return
        path = parts.path or "/"
        whole = f"{path}?{parts.query}" if parts.query else path
        if whole in self._seen:
            return
        if parts.query:
            route = self.route(path)
            key = route.path if route else path
            self._queries[key] += 1
            if self._queries[key] > _MOST_QUERIES:
                return
        self._seen.add(whole)
        self._waiting.append(whole)

    def answers(self) -> Iterator[Answer]:
        """What comes from each address, until there are no more."""
        while self._waiting:
            answer = self.fetch(self._waiting.popleft())
            for link in links(answer, self._base):
                self.add(link)
            yield answer

    def fetch(self, address: str, method: str = "GET", **more: Any) -> Answer:
        """One answer; its route counts as reached unless there is nothing at the address."""
        got = self._client.request(method, address, **more)
        route = self.route(urlsplit(address).path, method)
        if route is not None and got.status_code not in _MISSING:
            self.reached[f"{method} {route.path}"] += 1
        headers = "\n".join(f"{name}: {value}" for name, value in got.headers.items())
        media_type = got.headers.get("content-type", "").split(";")[0]
        return Answer(address, got.status_code, headers, got.content, media_type)

    def route(self, path: str, method: str = "GET") -> Route | None:
        """The first route that has this path."""
        plain = unquote(path)
        return next((one for one in self.routes if method in one.methods and one.pattern.match(plain)), None)

    def unreached(self) -> list[str]:
        """The routes at which nothing was ever found, with their methods."""
        wanted = {f"{method} {one.path}" for one in self.routes for method in one.methods - {"HEAD", "OPTIONS"}}
        return sorted(wanted - self.reached.keys())


def links(answer: Answer, base: str) -> Iterator[str]:
    """The addresses of the site that an answer names, in its headers and its body."""
    here = base + answer.address
    for line in answer.headers.splitlines():
        name, _, value = line.partition(": ")
        if name == "location":
            yield urljoin(here, value)
        elif name == "link":
            yield from (urljoin(here, one) for one in _LINK_HEADER.findall(value))
    if answer.media_type == "text/html" and answer.body.strip():
        try:
            elements = html.document_fromstring(answer.body)
        except etree.ParserError:
            return
        for element in elements.iter(etree.Element):
            for name in _ATTRIBUTES:
                if value := element.get(name):
                    yield urljoin(here, value)
    if answer.media_type.startswith("text/") or re.search(r"json|xml", answer.media_type):
        text = unescape(answer.body.decode("utf-8", "replace"))
        yield from re.findall(re.escape(base) + r"[^\s\"'<>\\,;)\]}|^`]*", text)
