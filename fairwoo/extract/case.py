"""What the fact finders are handed: a dossier, what was read of it, and what is known so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from fairwoo.extract import trust
from fairwoo.model import Document, Dossier, Extraction, Fact, Finding, Place, Role, Source, SourceKind

_PHRASE_LIMIT = 200


class Finds(NamedTuple):
    """What a finder found: statements, and what a person should know about them."""

    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()


class Evidence(NamedTuple):
    """The words that a fact rests on, where they stand, and how far they are trusted (0–1)."""

    raw: str
    source: Source
    confidence: float = 1.0


@dataclass(frozen=True)
class Case:
    """One dossier as given (`dossier`), the extractions by document id, the facts found so far, and the roles they amount to."""

    dossier: Dossier
    extractions: Mapping[str, Extraction]
    facts: tuple[Fact, ...] = ()
    roles: Mapping[str, Role] | None = None

    def role(self, document: Document) -> Role | None:
        """The role of a document as far as it is known now."""
        return (self.roles or {}).get(document.id) or document.role

    def extraction(self, document: Document) -> Extraction | None:
        """What was read of a document; None if it has no file or could not be read."""
        extraction = self.extractions.get(document.id)
        return extraction if extraction is not None and extraction.read else None

    def read_documents(self, *roles: Role) -> Iterator[tuple[Document, Extraction]]:
        """The documents that were read, in their order; only those with one of `roles` if any are given."""
        for document in self.dossier.documents:
            extraction = self.extraction(document)
            if extraction is not None and (not roles or self.role(document) in roles):
                yield document, extraction

    def believed(self, property_name: str, subject: str = "") -> Fact | None:
        """The most trusted fact so far that can be read, about this property of this subject (the dossier if none is named)."""
        return trust.believed(fact for fact in self.facts if fact.property == property_name and fact.subject == subject)

    def has(self, property_name: str, subject: str = "") -> bool:
        """Whether some fact already speaks of this property of this subject."""
        return any(fact.property == property_name and fact.subject == subject for fact in self.facts)


class FactFinder(Protocol):
    """A file on the shelf `extract/facts`.

    `PROPERTIES` are the fields of `Dossier` and `Document` it speaks of; `NEEDS` the properties whose finders must have run before.
    """

    PROPERTIES: tuple[str, ...]
    NEEDS: tuple[str, ...]

    def find(self, case: Case) -> Finds:
        """The facts that this finder finds in a case."""
        ...


def in_text(document: Document, page: int | None, phrase: str, confidence: float) -> Evidence:
    """Evidence from the words of a document; `page` counts from 1."""
    return _evidence(SourceKind.TEXT, Place(file=document.path, page=page), phrase, confidence)


def in_name(document: Document, confidence: float) -> Evidence:
    """Evidence from the file name of a document."""
    name = (document.path or "").rsplit("/", 1)[-1]
    return _evidence(SourceKind.FILE_NAME, Place(file=document.path), name, confidence)


def in_properties(document: Document, words: str, confidence: float) -> Evidence:
    """Evidence from the properties that a file carries about itself."""
    return _evidence(SourceKind.PROPERTIES, Place(file=document.path), words, confidence)


def in_folder(words: str, confidence: float) -> Evidence:
    """Evidence from the name of the dossier's folder."""
    return _evidence(SourceKind.FOLDER, Place(), words, confidence)


def in_cell(place: Place, words: str, confidence: float = 1.0) -> Evidence:
    """Evidence from a cell of an inventory."""
    return _evidence(SourceKind.INVENTORY, place, words, confidence)


def _evidence(kind: SourceKind, place: Place, words: str, confidence: float) -> Evidence:
    raw = " ".join(words.split())
    return Evidence(raw, Source(kind=kind, place=place, phrase=raw[:_PHRASE_LIMIT]), confidence)


def state(subject: str, property_name: str, values: tuple[str, ...], evidence: Evidence, made_by: str) -> Fact:
    """A fact: `values` (canonical) is what `property_name` of `subject` is, on this evidence."""
    return Fact(
        subject=subject,
        property=property_name,
        values=values,
        raw=evidence.raw,
        source=evidence.source,
        confidence=evidence.confidence,
        made_by=made_by,
    )
