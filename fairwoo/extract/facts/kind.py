"""What kind of document it is: by its role, its form (mail), the word at the top of its first page, or in its file name."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from fairwoo import vocab
from fairwoo.extract import letter
from fairwoo.extract.case import Case, Evidence, Finds, in_name, in_properties, in_text, state
from fairwoo.extract.mail_head import mail_head
from fairwoo.model import Document, Extraction, Role

PROPERTIES = ("kind",)
NEEDS = ("role",)
MADE_BY = "facts/kind/1"

_MAIL = {"message/rfc822", "application/vnd.ms-outlook"}
_BY_ROLE = {Role.DECISION: "besluit", Role.REQUEST: "verzoek", Role.INVENTORY: "inventarislijst"}
_TOP_LINES = 6


def find(case: Case) -> Finds:
    """At most one fact a document."""
    facts = []
    for document in case.dossier.documents:
        found = _kind(document, case.extraction(document), case.role(document))
        if found:
            facts.append(state(document.id, "kind", (found[0],), found[1], MADE_BY))
    return Finds(tuple(facts))


def _kind(document: Document, extraction: Extraction | None, role: Role | None) -> tuple[str, Evidence] | None:
    if role in _BY_ROLE:
        return _BY_ROLE[role], in_name(document, 0.6)
    if extraction and extraction.media_type in _MAIL:
        return "e-mail", in_properties(document, extraction.media_type, 1.0)
    first = extraction.pages[0] if extraction and extraction.pages else None
    if first:
        head = mail_head(first)
        if head and head.is_mail:
            return "e-mail", in_text(document, first.number, head.values.get("subject") or "e-mail", 0.9)
        for line in letter.non_empty_lines(first.text)[:_TOP_LINES]:
            word = vocab.kind_word(line) if len(line) < 30 else None
            if word:
                return word, in_text(document, first.number, line, 0.7)
    for token in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", PurePosixPath(document.path or "").stem):
        if word := vocab.kind_word(token):
            return word, in_name(document, 0.6)
    return None
