"""The date of a document: of a mail when it was sent, of a letter or memo its labelled date. Anything less certain is left open."""

from __future__ import annotations

from collections.abc import Iterator

from fairwoo import dates
from fairwoo.extract import letterhead
from fairwoo.extract.case import Case, Finds, in_properties, in_text, state
from fairwoo.extract.mail_head import is_mail_file, mail_head
from fairwoo.model import Document, Extraction, Fact, Role

PROPERTIES = ("dated",)
NEEDS = ("role",)
MADE_BY = "facts/document_date/2"


def find(case: Case) -> Finds:
    """At most one fact a document; those of decisions are found with the decision date, and an inventory has none of its own."""
    return Finds(
        tuple(
            fact
            for document, extraction in case.read_documents()
            if case.role(document) not in {Role.DECISION, Role.INVENTORY}
            for fact in _of(document, extraction)
        )
    )


def _of(document: Document, extraction: Extraction) -> Iterator[Fact]:
    sent = extraction.properties.get("date", "")[:10] if is_mail_file(extraction) else ""
    if dates.parse(sent):
        yield state(document.id, "dated", (sent,), in_properties(document, sent, 0.95), MADE_BY)
        return
    first = extraction.pages[0] if extraction.pages else None
    if first is None:
        return
    head = mail_head(first)
    if head and head.is_mail:
        found = next(iter(dates.find(head.values.get("sent", ""))), None)
        if found:
            yield state(
                document.id, "dated", (found.value.isoformat(),), in_text(document, first.number, found.phrase, 0.9), MADE_BY
            )
        return
    if dated := next(letterhead.dates_of(first, "dated"), None):
        evidence = in_text(document, first.number, dated.words, min(dated.confidence, 0.8))
        yield state(document.id, "dated", (dated.day.isoformat(),), evidence, MADE_BY)
