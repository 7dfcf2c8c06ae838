"""What was found, as the public may see it: dossiers with their best pages, titles and links from the gate, marks in their places.

The index may be behind, for as long as a run lasts or the engine is away. Nothing is quoted then: a dossier of which the index does not
hold what the catalogue does, is in the making. A page that may not be read is left out, and so is a dossier that is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from fairwoo.index import Hit, Result, Results
from fairwoo.map.addresses import Addresses
from fairwoo.pipeline.derive import index_revision
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import Site
from fairwoo.shared import clean_text


class Piece(NamedTuple):
    """A stretch of text, marked if it was asked for."""

    text: str
    marked: bool


class FoundPage(NamedTuple):
    """A page that was found. `number` is 0 for a document without text to read; `link` leads to the page, or to the document then."""

    document: PublicDocument
    number: int
    link: str
    dated: date | None
    pieces: tuple[Piece, ...]

    @property
    def snippet(self) -> str:
        """The stretch of text without marks."""
        return "".join(piece.text for piece in self.pieces)


class FoundDossier(NamedTuple):
    """A dossier with its best pages, best first; `found` is how many of its pages answer. Without `dossier` it is being updated."""

    dossier: PublicDossier | None
    link: str
    found: int
    pages: tuple[FoundPage, ...]


def shown(site: Site, results: Results, text: str, *, absolute: bool = False) -> Iterator[FoundDossier]:
    """The results as the public may see them, in order; one for each run of results from the same dossier.

    `text` is the query, which links to pages carry on; `absolute` gives addresses as the world knows them.
    Raises EngineError.
    """
    joined = tuple(_joined(results))
    known = site.several([result.dossier for result in joined])
    # after the gate, so that it is never older than what that let through
    held = site.workspace.catalogue.held_of(list(known))
    indexed = site.engine.revisions_of(list(held)) if held else {}
    for result in joined:
        if result.dossier not in held:
            continue
        addresses = site.absolute(result.dossier) if absolute else site.links(result.dossier)
        dossier = known[result.dossier]
        if dossier is None or indexed.get(result.dossier) != index_revision(held[result.dossier]):
            yield FoundDossier(None, addresses.dossier, result.found, ())
        else:
            pages = (_page(hit, dossier, addresses, text) for hit in result.hits)
            yield FoundDossier(dossier, addresses.dossier, result.found, tuple(page for page in pages if page))


def gone(results: Results, found: Sequence[FoundDossier]) -> str:
    """A sentence on the results that are not in what is `shown` of them, since their dossiers are not there any more; "" if none.

    The index has them still, and so have its counts.
    """
    number = sum(1 for _ in _joined(results)) - len(found)
    if not number:
        return ""
    if not found:
        return "Wat hier stond, is ingetrokken of weggehaald. In de aantallen is het nog even meegeteld."
    if number == 1:
        return "Een dossier dat hier stond, is ingetrokken of weggehaald. In de aantallen is het nog even meegeteld."
    return f"{number} dossiers die hier stonden, zijn ingetrokken of weggehaald. In de aantallen zijn ze nog even meegeteld."


def pieces(text: str, marks: tuple[tuple[int, int], ...]) -> tuple[Piece, ...]:
    """A text cut at its marks (start, end), in order and not overlapping; without control characters and empty pieces."""
    cut: list[Piece] = []
    at = 0
    for start, end in marks:
        cut += [Piece(text[at:start], marked=False), Piece(text[start:end], marked=True)]
        at = end
    cut.append(Piece(text[at:], marked=False))
    cleaned = (Piece(clean_text(piece.text), piece.marked) for piece in cut)
    return tuple(piece for piece in cleaned if piece.text)


def page_link(addresses: Addresses, name: str, number: int, text: str = "") -> str:
    """The address of a page of a document, with the words that are marked on it."""
    asked = f"?q={quote(text, safe='')}" if text else ""
    return f"{addresses.document(name)}/pagina/{number}{asked}"


def _joined(results: Results) -> Iterator[Result]:
    """Results one by one; pages of one dossier behind each other are one result."""
    waiting: list[Hit] = []
    found = 0
    for result in results.results:
        if waiting and waiting[0].dossier != result.dossier:
            yield Result(dossier=waiting[0].dossier, found=found, hits=tuple(waiting))
            waiting, found = [], 0
        waiting += result.hits
        found += result.found
    if waiting:
        yield Result(dossier=waiting[0].dossier, found=found, hits=tuple(waiting))


def _page(hit: Hit, dossier: PublicDossier, addresses: Addresses, text: str) -> FoundPage | None:
    document = dossier.by_name.get(dossier.names.get(hit.document, ""))
    if document is None or document.withdrawn:
        return None
    if not 1 <= hit.page <= document.pages:  # of one that may not be read that is 0
        return FoundPage(document, 0, addresses.document(document.name), document.dated, ())
    link = page_link(addresses, document.name, hit.page, text)
    return FoundPage(document, hit.page, link, document.dated, pieces(hit.snippet, hit.marks))
