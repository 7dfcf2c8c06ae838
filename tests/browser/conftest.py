"""Debian's Chromium, driven by Playwright, over sites on loopback. Where a tool is absent these tests skip; under CI they fail."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import tools
from tests.browser.sites import Served, needed, served
from tests.serve.conftest import SAMPLES

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-gpu")
WITHDRAWN = ("gm1672-glasvezel", "ws0151-muskusratten/besluit")  # the dossier; a document of another
_MAIL = '\n[mail]\nhost = "127.0.0.1"\nsender = "woo@voorbeeld.nl"\n'


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser a file: Playwright's loop must not outlive it, for the sake of other tests in this process."""
    path = os.environ.get("FAIRWOO_TEST_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    needed(path, "Chromium")
    with sync_playwright() as playwright:
        # Chromium's own sandbox does not start for root, as containers run; what it opens here is ours and on loopback.
        arguments = [*_QUIET, *(("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ())]
        launched = playwright.chromium.launch(executable_path=path, args=arguments)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample dossiers, of which one was taken back and one document of another; and two decisions on one request."""
    folders = sorted(path for path in SAMPLES.iterdir() if path.is_dir())
    parts = tmp_path_factory.mktemp("reeks")
    for name in ("deel-1", "deel-2"):
        (parts / name).mkdir()
        told = {"publisher": "gm0055", "id": name, "title": f"Besluit over de haven, {name}", "series": "2024-12"}
        (parts / name / "dossier.json").write_text(json.dumps(told), encoding="utf-8")
        (parts / name / "besluit.txt").write_text(f"Besluit over de haven, {name}", encoding="utf-8")
    withdrawn = [("withdraw", one, "--reason", "privacy") for one in WITHDRAWN]
    root = tmp_path_factory.mktemp("voorbeelden")
    with served(root, [*folders, parts / "deel-1", parts / "deel-2"], *withdrawn, config=_MAIL) as site:
        yield site


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    needed(tools.AXE.path.exists(), "axe-core")
    return tools.AXE.path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def checker() -> Callable[[list[Path]], list[str]]:
    """The Nu HTML Checker."""
    needed(tools.java(), "a Java")
    needed(tools.VNU.path.exists(), "the Nu HTML Checker")
    return tools.html_faults


class Watched:
    """Pages in a browser of which all that should not happen is noted: dialogs, errors, refusals by policy, requests to elsewhere."""

    def __init__(self, browser: Browser, base: str, **options: Any) -> None:
        self.noted: list[str] = []
        self.context: BrowserContext = browser.new_context(base_url=base, **options)
        self.context.set_default_timeout(15_000)
        self.context.on("page", self._watch)
        self._base = base

    def open(self, address: str) -> Page:
        """A new page, at an address."""
        page = self.context.new_page()
        page.goto(address)
        return page

    def _watch(self, page: Page) -> None:
        page.on("dialog", lambda one: (self.noted.append(f"dialog: {one.message}"), one.dismiss()))
        page.on("pageerror", lambda one: self.noted.append(f"error in a script: {one}"))
        page.on("console", lambda one: self.noted.append(f"console: {one.text}") if one.type in {"error", "warning"} else None)
        page.on("request", self._elsewhere)

    def _elsewhere(self, request: Any) -> None:
        if not request.url.startswith((f"{self._base}/", "data:", "blob:")):
            self.noted.append(f"request to elsewhere: {request.url}")


@pytest.fixture
def watched(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Makes `Watched` pages over a site; at the end nothing may have been noted."""
    made: list[Watched] = []

    def make(site: Served, **options: Any) -> Watched:
        made.append(Watched(browser, site.base, **options))
        return made[-1]

    yield make
    for one in made:
        one.context.close()
    assert [note for one in made for note in one.noted] == []


def overflow(page: Page) -> int:
    """By how many CSS pixels a page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
