"""What the metrics look at: one dossier with what was read of it, and where each value came from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from fairwoo.model import Description, Disclosure, Document, Dossier, Extraction, Fact, Place, Role, Value

_OWN_PARTS = frozenset({Role.REQUEST, Role.DECISION, Role.INVENTORY})


class Evidence(Value):
    """Everything the metrics may know of a dossier. Extractions are by document id.

    `facts` tell what the publisher itself gave (metadata, inventory) and what was only read from running text; `descriptions` are
    what fairwoo made of it, so they never count for the publisher.
    """

    dossier: Dossier
    extractions: dict[str, Extraction]
    descriptions: tuple[Description, ...] = ()
    facts: tuple[Fact, ...] = ()

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {document.id: document for document in self.dossier.documents}

    @cached_property
    def _facts(self) -> dict[tuple[str, str], tuple[Fact, ...]]:
        found: dict[tuple[str, str], tuple[Fact, ...]] = {}
        for fact in self.facts:
            key = (fact.subject, fact.property)
            found[key] = (*found.get(key, ()), fact)
        return found

    def facts_on(self, subject: str, name: str) -> tuple[Fact, ...]:
        """What was stated about a property of a document (by id) or of the dossier ("")."""
        return self._facts.get((subject, name), ())

    def extraction(self, document: Document) -> Extraction | None:
        """What was read of a document; None if it has no file."""
        return self.extractions.get(document.id)

    def listed(self) -> tuple[Document, ...]:
        """The documents the publisher could list: with or without a file, not the archives around nor the parts inside them."""
        found = (each for each in self.dossier.documents if not self._is_archive(each) and not self._is_part(each))
        return _distinct(found)

    def files(self) -> tuple[Document, ...]:
        """The documents with a file, each content once. Not archives, of which the members count, nor pictures inside mails."""
        found = (
            each
            for each in self.dossier.documents
            if each.sha256 and not self._is_archive(each) and not (self._is_part(each) and _is_image(each, self.extraction(each)))
        )
        return _distinct(found)

    def released(self) -> tuple[Document, ...]:
        """The files released on the request: not the request, the decision or the inventory, nor parts of other files."""
        return tuple(
            each
            for each in self.listed()
            if each.sha256 and each.role not in _OWN_PARTS and each.disclosure != Disclosure.NOT_PUBLIC
        )

    def with_role(self, role: Role) -> tuple[Document, ...]:
        """The files that play a role in the dossier."""
        return tuple(each for each in self.files() if each.role == role)

    def read(self, document: Document) -> Extraction | None:
        """What was read of a document, or None if it has no file or could not be read."""
        extraction = self.extraction(document)
        return extraction if extraction is not None and extraction.read else None

    def _is_archive(self, document: Document) -> bool:
        extraction = self.extraction(document)
        return extraction is not None and bool(extraction.parts) and not extraction.pages

    def _is_part(self, document: Document) -> bool:
        """Is the document inside another one that is no archive: an attachment of a mail or a PDF."""
        parent = self._documents.get(document.parent or "")
        return parent is not None and (not self._is_archive(parent) or self._is_part(parent))


def place_of(document: Document, page: int | None = None) -> Place:
    """Where a document is found: its path, else its title or id."""
    return Place(file=document.path or document.title or document.id, page=page)


def media_type_of(document: Document, extraction: Extraction | None) -> str:
    """The media type as read from the bytes, else as settled; "" if unknown."""
    return (extraction.media_type if extraction is not None else document.media_type) or ""


def _is_image(document: Document, extraction: Extraction | None) -> bool:
    return media_type_of(document, extraction).startswith("image/")


def _distinct(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents without copies: the same bytes count once, so that more copies never change a score."""
    found: dict[str, Document] = {}
    for document in documents:
        found.setdefault(document.sha256 or f"id:{document.id}", document)
    return tuple(found.values())
