"""Who sent a document to whom: only from the headers of mail, in the file or printed at the top of the page."""

from __future__ import annotations

from collections.abc import Iterator

from fairwoo.extract.case import Case, Evidence, Finds, in_properties, in_text, state
from fairwoo.extract.mail_head import mail_head, person
from fairwoo.model import Document, Extraction, Fact

PROPERTIES = ("sender", "recipient")
NEEDS: tuple[str, ...] = ()
MADE_BY = "facts/correspondents/1"

_HEADERS = (("sender", "from"), ("recipient", "to"))


def find(case: Case) -> Finds:
    """Facts for each mail; a name that redaction or OCR left unreadable is left out."""
    return Finds(tuple(fact for document, extraction in case.read_documents() for fact in _of(document, extraction)))


def _of(document: Document, extraction: Extraction) -> Iterator[Fact]:
    for name, header in _HEADERS:
        found = _said(document, extraction, header)
        if found:
            yield state(document.id, name, (found[0],), found[1], MADE_BY)


def _said(document: Document, extraction: Extraction, header: str) -> tuple[str, Evidence] | None:
    if told := extraction.properties.get(header):
        return told, in_properties(document, told, 1.0)
    first = extraction.pages[0] if extraction.pages else None
    head = mail_head(first) if first else None
    name = person(head.values.get(header, "")) if head else None
    return (name, in_text(document, first.number, name, 0.8)) if first and name else None
