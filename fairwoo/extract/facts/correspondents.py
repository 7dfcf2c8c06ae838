"""Who sent a document to whom: only from the headers of mail and memos, in the file or printed at the top of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fairwoo.extract import letter
from fairwoo.extract.case import Case, Evidence, Finds, in_properties, in_text, state
from fairwoo.extract.mail_head import MailHead, is_mail_file, mail_head, persons
from fairwoo.model import Document, Extraction, Fact, Page, Role

PROPERTIES = ("sender", "recipient")
NEEDS = ("role",)
MADE_BY = "facts/correspondents/2"

_HEADERS = (("sender", "from"), ("recipient", "to"))
_NOT_ASKED = {Role.DECISION, Role.INVENTORY, Role.REQUEST}  # of a request the sender is a person who asked, and is not named
_LONGEST = 120
_TOP_LINES = 25


def find(case: Case) -> Finds:
    """Facts for each mail or memo; a name that redaction or OCR left unreadable is left out."""
    return Finds(
        tuple(
            fact
            for document, extraction in case.read_documents()
            if case.role(document) not in _NOT_ASKED
            for fact in _of(document, extraction)
        )
    )


def _of(document: Document, extraction: Extraction) -> Iterator[Fact]:
    for name, header in _HEADERS:
        found = _said(document, extraction, header)
        if found:
            yield state(document.id, name, (found[0],), found[1], MADE_BY)


def _said(document: Document, extraction: Extraction, header: str) -> tuple[str, Evidence] | None:
    told = extraction.properties.get(header) if is_mail_file(extraction) else None
    if told:
        return told, in_properties(document, told, 1.0)
    first = extraction.pages[0] if extraction.pages else None
    head = mail_head(first) if first else None
    if first is None or head is None:
        return None
    name = persons(head.values.get(header, "")) if head.is_mail else _in_memo(first, head, header)
    return (name, in_text(document, first.number, name, 0.8)) if name else None


def _in_memo(page: Page, head: MailHead, header: str) -> str | None:
    """The words behind "Aan" or "Van" of a memo, on the line itself or the next, if they are words and nothing else."""
    if header not in head.values:
        return None
    found = next((one for one in letter.labelled(header, page) if one.line < _TOP_LINES), None)
    words = found.words if found else ""
    plain = len(words) <= _LONGEST and re.fullmatch(r"[^\W\d_][\w\s,.&()/'’-]*", words)
    another = any(letter.starts_with_label(words, name) for name in ("to", "from", "cc", "subject", "dated", "salutation"))
    named = any(word[0].isupper() for word in words.split()) and len(re.findall(r"[^\W\d_]{3,}", words)) >= 2
    return words if plain and named and not another else None
