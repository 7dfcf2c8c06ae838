"""A dossier on its way in: what was delivered and what has been read of it so far."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fairwoo import extract
from fairwoo.model import Delivery, Document, Dossier, Extraction, Finding, PageBy, Settled, Withdrawal, closed_documents
from fairwoo.pipeline.taking_back import settled_without, with_holders
from fairwoo.shared import canonical_json
from fairwoo.store import Record


@dataclass
class Draft:
    """Filled while the documents are read; `record` makes it a version of the dossier.

    `withdrawals` is all that was taken back of the dossier, `taking_back` what is taken back now; `holders` are delivered files that turn
    out to hold such a file; `is_new` says that it comes from outside, not from the catalogue.
    """

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
    withdrawals: tuple[Withdrawal, ...] = ()
    taking_back: tuple[Withdrawal, ...] = ()
    holders: dict[str, Withdrawal] = field(default_factory=dict)
    is_new: bool = False

    @classmethod
    def of(cls, fingerprint: str, delivery: Delivery, withdrawals: Iterable[Withdrawal] = ()) -> Draft:
        """A draft of which nothing has been read yet. `withdrawals` is what was taken back of this dossier."""
        documents = {document.id: document for document in delivery.dossier.documents}
        return cls(fingerprint, delivery, documents, dict.fromkeys(documents, 0), withdrawals=tuple(withdrawals))

    def held_back(self, container: str, hashes: Iterable[str]) -> bool:
        """Whether one of the files inside a container was taken back. The delivered file that holds it all is then turned away."""
        by_hash = {one.sha256: one for one in self.withdrawals if one.document and one.sha256}
        found = next((by_hash[one] for one in hashes if one in by_hash), None)
        if found is not None:
            self.holders.setdefault(self._outermost(container), found)
        return found is not None

    def _outermost(self, document_id: str) -> str:
        while (parent := self.documents[document_id].parent) in self.documents:
            document_id = parent or ""
        return document_id

    def _turn_away(self) -> None:
        """Let go of the files that hold what was taken back, and of all that was found inside."""
        away = {one for one in self.documents if self._outermost(one) in self.holders}
        if not away:
            return
        self.delivery = with_holders(self.delivery, self.holders)
        rest = {one: document for one, document in self.documents.items() if one not in away}
        delivered = {one.id: rest.get(one.id, one) for one in self.delivery.dossier.documents}
        self.documents = delivered | {one: document for one, document in rest.items() if one not in delivered}
        for read in (self.extractions, self.readings, self.states, self.contents):
            for document_id in away:
                read.pop(document_id, None)

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
        self._turn_away()
        given = self.delivery.dossier.model_copy(update={"documents": tuple(self.documents.values())})
        settled = extract.settle(given, self.extractions, self.delivery.facts)
        findings = [("ingest", one) for one in given.findings]
        findings += [("extract", one) for one in self.findings]
        findings += [("extract", one) for one in settled.dossier.findings[len(given.findings) :]]
        for document_id in settled_order(settled):
            findings += [("extract", one) for one in self._findings(document_id)]
        dossier, facts = settled_without(settled.dossier.model_copy(update={"findings": ()}), settled.facts, self.withdrawals)
        further = further_of({reading: self.states[document_id] for document_id, reading in self.readings.items()})
        return Record(
            dossier=dossier,
            delivery=self.delivery,
            facts=facts,
            findings=tuple(findings),
            readings=self.readings,
            pages=_pages(dossier, self.extractions),
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


def _pages(dossier: Dossier, extractions: Mapping[str, Extraction]) -> dict[str, tuple[int, int]]:
    """Document id → (pages, pages without text). Pages of a document that is not to be seen do not count."""
    closed = closed_documents(dossier.documents)
    return {name: (0, 0) if name in closed else _page_counts(one) for name, one in extractions.items()}


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
