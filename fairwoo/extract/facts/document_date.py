"""The date of a document: of a mail when it was sent, of a letter or memo its labelled date. Anything less certain is left open."""

from __future__ import annotations

from collections.abc import Iterator

from fairwoo import dates
from fairwoo.extract import letter, trust
from fairwoo.extract.case import Case, Finds, in_properties, in_text, state
from fairwoo.extract.mail_head import mail_head
from fairwoo.model import Document, Extraction, Fact, Role

PROPERTIES = ("dated",)
NEEDS = ("role", "decided")
MADE_BY = "facts/document_date/1"


def find(case: Case) -> Finds:
    """At most one fact a document; a decision has the date of its decision."""
    decided = [fact for fact in case.facts if fact.property == "decided" and fact.subject == ""]
    facts: list[Fact] = []
    for document, extraction in case.read_documents():
        if case.role(document) is Role.DECISION:
            own = trust.believed(fact for fact in decided if fact.source.place.file in {document.path, None})
            if own:
                facts.append(own.model_copy(update={"subject": document.id, "property": "dated", "made_by": MADE_BY}))
        elif case.role(document) is not Role.INVENTORY:
            facts += _of(document, extraction)
    return Finds(tuple(facts))


def _of(document: Document, extraction: Extraction) -> Iterator[Fact]:
    sent = extraction.properties.get("date", "")[:10]
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
    for labelled in sorted(letter.labelled("dated", first), key=lambda one: one.label.rank):
        date = next(iter(dates.find(labelled.words)), None)
        if date and date.start <= 12 and labelled.line < 40:
            words = f"{labelled.label.words} {date.phrase}"
            yield state(document.id, "dated", (date.value.isoformat(),), in_text(document, first.number, words, 0.8), MADE_BY)
            return
