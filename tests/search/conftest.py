"""Indexes for the metamorphic tests: the relevance set together with real texts, on both engines, filled once for a module."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fairwoo import index
from fairwoo.model import Entry
from fairwoo.settings import IndexSettings
from tests.opensearch import testnode
from tests.search import material
from tests.search.engines import fill, found

ENGINES = ["tantivy", pytest.param("opensearch", marks=pytest.mark.opensearch)]
_WORDS_A_PAGE = 400


class World:
    """An engine with pages in it."""

    def __init__(self, backend: index.Backend, pages: list[Entry]) -> None:
        self.backend = backend
        self.pages = pages

    def top(self, text: str, limit: int = 20, **narrow: Any) -> list[str]:
        """The ids of the best pages, best first."""
        return found(self.backend, text, limit=limit, **narrow)

    def results(self, text: str, **request: Any) -> index.Results:
        """The results with their totals and facets."""
        return index.search_text(self.backend, text, index.Request(**request))[0]


@pytest.fixture(scope="session")
def real_pages(corpus: Path) -> list[Entry]:
    """The recognised texts of real dossiers and council papers, page by page, and a parliamentary paper."""
    pages = []
    for folder in ("ocr-dossiers", "council"):
        for file in sorted((corpus / folder).rglob("*.ocr")):
            texts = file.read_text(encoding="utf-8", errors="replace").split("\f")
            pages += _entries(file.parent.name, file.name.split(".")[0], [text for text in texts if text.strip()])
    for file in sorted((corpus / "kamerstukken-plooi").rglob("*.html")):
        pages += _entries("kamerstukken", file.stem, _cut(file))
    assert len(pages) > 1_000
    return list({page.id: page for page in pages}.values())


def _cut(file: Path) -> list[str]:
    from lxml import html

    words = html.fromstring(file.read_bytes()).text_content().split()
    return [" ".join(words[at : at + _WORDS_A_PAGE]) for at in range(0, len(words), _WORDS_A_PAGE)]


def _entries(dossier: str, document: str, texts: list[str]) -> list[Entry]:
    shown = {"dossier": dossier, "document": document, "title": document, "dossier_title": dossier}
    body = {"body": "gm0363", "body_name": "gemeente Amsterdam"}
    return [
        Entry(id=f"{dossier}/{document}/{number}", page=number, text=text, **shown, **body)
        for number, text in enumerate(texts, 1)
    ]


@pytest.fixture(scope="module")
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], index.Backend]]:
    """Opens an empty index of an engine; all are closed and removed after the module."""
    backends, servers = [], []

    def open_one(engine: str) -> index.Backend:
        address = "tantivy:"
        if engine == "opensearch":
            prefix = f"m{uuid.uuid4().hex[:10]}"
            url = request.getfixturevalue("opensearch_url")
            servers.append((url, f"/{prefix}*"))
            address = f"opensearch+{url}/{prefix}"
        backend = index.open_backend(IndexSettings(address=address, timeout_seconds=60), tmp_path_factory.mktemp(engine))
        backends.append(backend)
        return backend

    yield open_one
    for backend in backends:
        backend.close()
    for url, path in servers:
        testnode.http(url, path, method="DELETE")


@pytest.fixture(scope="module")
def worlds(opened: Callable[[str], index.Backend], real_pages: list[Entry]) -> Callable[[str], World]:
    """The relevance set and the real texts in an engine, filled at the first asking."""
    known: dict[str, World] = {}

    def world(engine: str) -> World:
        if engine not in known:
            pages = [*material.entries(), *real_pages]
            backend = opened(engine)
            fill(backend, pages)
            known[engine] = World(backend, pages)
        return known[engine]

    return world


@pytest.fixture(scope="module", params=ENGINES)
def world(request: pytest.FixtureRequest, worlds: Callable[[str], World]) -> World:
    """The set and the real texts, in each engine in turn; not to be changed."""
    return worlds(request.param)


@pytest.fixture(params=ENGINES)
def small(request: pytest.FixtureRequest, opened: Callable[[str], index.Backend]) -> World:
    """The set alone in an index of its own, to be changed."""
    backend = opened(request.param)
    fill(backend, material.entries())
    return World(backend, list(material.entries()))
