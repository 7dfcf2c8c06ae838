"""A dossier on its way in: what was delivered and what has been read of it so far."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from fairwoo import extract
from fairwoo.model import Delivery, Document, Extraction, Finding, PageBy, Settled
from fairwoo.shared import canonical_json
from fairwoo.store import Record


@dataclass
class Draft:
    """Filled while the documents are read; `record` makes it a version of the dossier."""

    fingerprint: str
    delivery: Delivery
    documents: dict[str, Document] = field(default_factory=dict)
    depths: dict[str, int] = field(default_factory=dict)
    extractions: dict[str, Extraction] = field(default_factory=dict)
    readings: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    parts_bytes: int = 0

    @classmethod
    def of(cls, fingerprint: str, delivery: Delivery) -> Draft:
        """A draft of which nothing has been read yet."""
        documents = {document.id: document for document in delivery.dossier.documents}
        return cls(fingerprint, delivery, documents, dict.fromkeys(documents, 0))

    def unread(self) -> list[Document]:
        """The documents with a file that have not been read yet."""
        return [one for one in self.documents.values() if one.sha256 and one.id not in self.extractions]

    def accept(self, document_id: str, extraction: Extraction, reading: str, state: str = "") -> None:
        """Take note of what was read of a document; `state` is a hash of what was read after the first reading."""
        document = self.documents[document_id]
        self.documents[document_id] = document.model_copy(update={"media_type": extraction.media_type})
        self.extractions[document_id] = extraction
        self.readings[document_id] = reading
        self.states[document_id] = state
        self.contents[document_id] = _content(extraction)

    def record(self) -> Record:
        """Weigh the facts and make the version of the dossier that is written."""
        given = self.delivery.dossier.model_copy(update={"documents": tuple(self.documents.values())})
        settled = extract.settle(given, self.extractions, self.delivery.facts)
        findings = [("ingest", one) for one in given.findings]
        findings += [("extract", one) for one in self.findings]
        findings += [("extract", one) for one in settled.dossier.findings[len(given.findings) :]]
        for document_id in settled_order(settled):
            findings += [("extract", one) for one in self._findings(document_id)]
        dossier = settled.dossier.model_copy(update={"findings": ()})
        further = further_of({reading: self.states[document_id] for document_id, reading in self.readings.items()})
        return Record(
            dossier=dossier,
            delivery=self.delivery,
            facts=settled.facts,
            findings=tuple(findings),
            readings=self.readings,
            pages={document_id: _page_counts(one) for document_id, one in self.extractions.items()},
            fingerprint=self.fingerprint,
            revision=digest(
                [
                    dossier.model_dump(mode="json"),
                    self.delivery.model_dump(mode="json"),
                    sorted(zip(self.readings.values(), self.contents.values(), strict=True)),
                    *([further] if further else []),
                ]
            ),
            further=further,
        )

    def _findings(self, document_id: str) -> tuple[Finding, ...]:
        document = self.documents[document_id]
        return extract.told_anew(self.extractions[document_id], document.path or document_id, document.size or 0)


def _content(extraction: Extraction) -> str:
    """A hash of what was read, page by page: the whole as one text would be large."""
    hashed = hashlib.sha256(extraction.model_copy(update={"pages": ()}).model_dump_json().encode())
    for page in extraction.pages:
        hashed.update(page.model_dump_json(exclude_defaults=True).encode())
    return hashed.hexdigest()[:16]


def _page_counts(extraction: Extraction) -> tuple[int, int]:
    return len(extraction.pages), sum(page.by is PageBy.NONE for page in extraction.pages)


def further_of(states: Mapping[str, str]) -> str:
    """A hash of what was read after the first readings, by their states; "" if nothing was."""
    read_on = {reading: state for reading, state in states.items() if state}
    return digest(read_on) if read_on else ""


def settled_order(settled: Settled) -> list[str]:
    """The documents of a settled dossier that have a file, in order."""
    return [one.id for one in settled.dossier.documents if one.sha256]


def digest(value: object) -> str:
    """A short hash of any JSON value, for fingerprints, revisions and inputs of stages."""
    return hashlib.sha256(canonical_json(value).encode("utf-8", "surrogatepass")).hexdigest()[:32]
