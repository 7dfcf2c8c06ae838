"""Sites to look at with a browser, and how to reach every page of one."""

from __future__ import annotations

import contextlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx2
import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.applications import Starlette
from starlette.routing import Match

from fairwoo import cli
from fairwoo.serve import application
from fairwoo.store import Workspace
from tests.serve import loopback
from tests.serve.conftest import brought_in, loaded, now

MOST_VISITS = 600


class Served(NamedTuple):
    """A site on loopback: its address without a slash at the end, the application, and its workspace."""

    base: str
    app: Starlette
    workspace: Path


class Seen(NamedTuple):
    """A page of a site: by which route it is found, its address, the status and the HTML as sent."""

    route: str
    address: str
    status: int
    html: str


def needed(found: object, what: str) -> None:
    """Skip the test where a tool is not there; under CI it fails."""
    if found:
        return
    reason = f"{what} is not there (make test brings it)"
    if os.environ.get("CI"):
        pytest.fail(f"{reason}, and CI may not skip", pytrace=False)
    pytest.skip(reason)


@contextlib.contextmanager
def served(root: Path, folders: Iterable[Path], *further: tuple[str, ...], config: str = "") -> Iterator[Served]:
    """Dossiers brought in and served, after further commands of `fairwoo`; `config` is added to the settings."""
    opened, base = loopback.listening()
    brought_in(root / "werkmap", base, *folders)
    settings = root / "fairwoo.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + config, encoding="utf-8")
    for one in further:
        assert cli.run(["--workspace", str(root / "werkmap"), "--config", str(settings), "-q", *one]) == 0
    workspace = Workspace.open(root / "werkmap")
    app = application(workspace, loaded(root / "werkmap"), now)
    try:
        with loopback.served(app, opened):
            yield Served(base, app, root / "werkmap")
    finally:
        app.state.site.close()
        workspace.close()


def walked(site: Served, starts: Iterable[str], each: int) -> list[Seen]:
    """The pages at `starts`, and those that links lead to, at most `each` of one route."""
    seen: list[Seen] = []
    counted: Counter[str] = Counter()
    asked = {f"{site.base}{one}" for one in starts}
    waiting = [(one, True) for one in sorted(asked)]
    with httpx2.Client(timeout=60, follow_redirects=False, trust_env=False) as client:
        while waiting and len(asked) < MOST_VISITS:
            address, wanted = waiting.pop(0)
            route = route_of(site.app, urlsplit(address).path)
            if not wanted and counted[route] >= each:
                continue
            answer = client.get(address, headers={"accept": "text/html"})
            saved = answer.headers.get("content-disposition", "").startswith("attachment")
            if saved or not answer.headers.get("content-type", "").startswith("text/html"):
                continue
            counted[route] += 1
            seen.append(Seen(route, address, answer.status_code, answer.text))
            for link in links(answer.text, address):
                if link.startswith(f"{site.base}/") and link not in asked:
                    asked.add(link)
                    waiting.append((link, False))
    return seen


def links(html: str, address: str) -> list[str]:
    """Where the links of a page lead to, whole, without the part after `#`."""
    found = (one.attributes.get("href") for one in LexborHTMLParser(html).css("a[href]"))
    return list(dict.fromkeys(urldefrag(urljoin(address, one)).url for one in found if one))


def route_of(app: Starlette, path: str) -> str:
    """The pattern of the route that answers a path; "" if none does."""
    scope: Mapping[str, Any] = {"type": "http", "path": path, "method": "GET", "root_path": ""}
    for route in app.routes:
        if route.matches(dict(scope))[0] is Match.FULL:
            return getattr(route, "path", "")
    return ""


def html_routes(app: Starlette) -> set[str]:
    """The patterns of routes that could answer with a page for people, by what their addresses look like."""
    paths = {getattr(one, "path", "") for one in app.routes if "GET" in (getattr(one, "methods", None) or ())}
    return {one for one in paths if not re.search(r"\.(\w+)$", one)}
