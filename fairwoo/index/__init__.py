"""Dossiers and their texts → search. One page of a document is an entry; the Dutch analysis is ours, so every engine finds the same.

    backend = open_backend(settings, workspace)
    results, repairs = search_text(backend, 'zwembad "De Plons" -chloor', Request())

The address in the settings picks the engine: `tantivy:` (in the workspace, no server) or `opensearch+https://host:9200/prefix`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from fairwoo import discover, vocab
from fairwoo.errors import UsageError
from fairwoo.index.dutch import ANALYSIS_VERSION
from fairwoo.index.parsing import Parsed, parse
from fairwoo.index.searching import Answered, analysed, did_you_mean, explain, search_beside, search_like, search_text
from fairwoo.index.suggest import complete
from fairwoo.index.values import Backend, FacetValue, Held, Hit, Request, Result, Results
from fairwoo.model import Disclosure, Document, Dossier, Entry, Finding, Page, Redacted, Text, closed_documents
from fairwoo.settings import IndexSettings
from fairwoo.shared import made_by

__all__ = [
    "ANALYSIS_VERSION",
    "MADE_BY",
    "Answered",
    "Backend",
    "FacetValue",
    "Held",
    "Hit",
    "Parsed",
    "Request",
    "Result",
    "Results",
    "analysed",
    "complete",
    "did_you_mean",
    "entries",
    "examine",
    "explain",
    "open_backend",
    "parse",
    "search_beside",
    "search_like",
    "search_text",
]

MADE_BY = made_by(f"index-{ANALYSIS_VERSION}", 7)
SHELF = "fairwoo.index.backends"


def open_backend(settings: IndexSettings, workspace: Path, *, rebuild: bool = False) -> Backend:
    """The engine that the address names. `rebuild` throws away what it holds first, also what another version made.

    Raises UsageError for an unknown kind of address, EngineError when the engine does not answer or holds another version's index.
    """
    backend: Backend = discover.load(SHELF, _scheme(settings)).open_backend(settings, workspace, rebuild=rebuild)
    return backend


def _scheme(settings: IndexSettings) -> str:
    """The kind of engine that the address names. Raises UsageError for an unknown one."""
    scheme = settings.address.split(":", 1)[0].split("+", 1)[0]
    if scheme not in discover.names(SHELF):
        known = ", ".join(discover.names(SHELF))
        raise UsageError(
            Text(
                nl=f"De zoekmachine van het adres {settings.address} is onbekend; kies uit {known}.",
                en=f"The search engine of the address {settings.address} is unknown; choose from {known}.",
            )
        )
    return scheme


def examine(settings: IndexSettings) -> tuple[Finding, ...]:
    """What is wrong with the engine, for `fairwoo doctor`; nothing for one that has no server. Raises as `open_backend`."""
    look = getattr(discover.load(SHELF, _scheme(settings)), "examine", None)
    return tuple(look(settings)) if look else ()


class _Shown(NamedTuple):
    """What the index gets of a page: all that can be read on it, and how much of its text (0–1) is redacted on which grounds."""

    number: int
    text: str
    redacted_share: float | None = None
    grounds: tuple[str, ...] = ()


def entries(dossier: Dossier, pages: Callable[[str], Iterable[Page]]) -> Iterator[Entry]:
    """One entry a page; a document without pages (not read) has one entry with page 0 and no text, and so has one that was refused
    or holds one that was (`model.closed_documents`), whatever file was delivered; one that was withdrawn has none.

    `pages` gives the pages of a document by its id; they are taken one by one, however many there are.
    """
    closed = closed_documents(dossier.documents)
    for document in dossier.documents:
        if document.withdrawn is not None:
            continue
        if document.id in closed:
            yield _entry(dossier, document, _Shown(0, ""))
            continue
        page = None
        for page in pages(document.id):
            yield _entry(dossier, document, _shown(page))
        if page is None:
            yield _entry(dossier, document, _Shown(0, ""))


def _title(document: Document) -> str:
    """What a hit is called. The name of a file that was refused may say what was refused."""
    if document.disclosure is Disclosure.NOT_PUBLIC:
        return document.title or document.number or "document"
    return document.title or document.path or document.id


def _shown(page: Page) -> _Shown:
    grounds = {box.ground for box in page.redactions if box.ground}
    return _Shown(page.number, page.whole_text, page.redacted_text_share, tuple(sorted(grounds)))


def _entry(dossier: Dossier, document: Document, page: _Shown) -> Entry:
    dated = document.dated or dossier.decided
    told = document.media_type if document.disclosure is not Disclosure.NOT_PUBLIC else None
    format_ = vocab.format_for(told) if told else None
    return Entry(
        id=f"{dossier.id}/{document.id}/{page.number}",
        dossier=dossier.id,
        document=document.id,
        page=page.number,
        text=page.text,
        title=_title(document),
        dossier_title=dossier.title or dossier.id,
        body=dossier.publisher.code,
        body_name=dossier.publisher.name,
        year=dated.year if dated else None,
        dated=dated,
        category=dossier.category,
        kind=document.kind,
        disclosure=document.disclosure,
        grounds=tuple(sorted({*document.grounds, *page.grounds})),
        redacted=Redacted.of(page.redacted_share),
        media_type=told,
        layer=dossier.publisher.register_name,
        format=format_.code if format_ else None,
    )
