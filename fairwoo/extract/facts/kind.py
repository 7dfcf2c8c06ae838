"""What kind of document it is: by its role, its form (mail, sheet), the word at the top of its first page, or in its file name."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath

from fairwoo import vocab
from fairwoo.extract import letter, phrases
from fairwoo.extract.case import Case, Evidence, Finds, in_name, in_properties, in_text, state
from fairwoo.extract.mail_head import mail_head
from fairwoo.model import Document, Extraction, Fact, Page, Role
from fairwoo.shared import data_folder

PROPERTIES = ("kind", "kind_code")
NEEDS = ("role",)
MADE_BY = "facts/kind/2"

_BY_ROLE = {Role.DECISION: "besluit", Role.REQUEST: "verzoek", Role.INVENTORY: "inventarislijst"}
_UNTOLD = "bijlage"  # says of what it is a part, not what it is
_TOP_LINES = 8
_HEADING_WORDS = 4
_SHORTEST_ENDING = 5  # letters: "raadsbesluit" ends in "besluit", but "bijplan" is no plan


def find(case: Case) -> Finds:
    """One fact a document at most, and one more with the official kind for the request and the decision on it."""
    facts: list[Fact] = []
    for document in case.dossier.documents:
        extraction, role = case.extraction(document), case.role(document)
        found = _kind(case, document, extraction)
        if found is None:
            continue
        facts.append(state(document.id, "kind", (found[0],), found[1], MADE_BY))
        if code := _official(extraction, role):
            facts.append(state(document.id, "kind_code", (code,), found[1], MADE_BY))
    return Finds(tuple(facts))


def _kind(case: Case, document: Document, extraction: Extraction | None) -> tuple[str, Evidence] | None:
    role = case.role(document)
    if role in _BY_ROLE:
        told = next((fact for fact in case.facts if fact.property == "role" and fact.subject == document.id), None)
        return _BY_ROLE[role], Evidence(told.raw, told.source, told.confidence) if told else in_name(document, 0.6)
    if extraction and (form := _by_form(extraction.media_type)):
        return form, in_properties(document, extraction.media_type, 1.0)
    if extraction and extraction.pages and (found := _on_page(document, extraction.pages[0])):
        return found
    if word := in_words(PurePosixPath(document.path or "").stem):
        return word, in_name(document, 0.6)
    if extraction and extraction.pages and _is_letter(extraction.pages[0]):
        return "brief", in_text(document, extraction.pages[0].number, "Geachte", 0.6)
    return None


def _official(extraction: Extraction | None, role: Role | None) -> str | None:
    """The official kind of a request, and of a decision on a request; other decisions are plain ones."""
    if role is Role.REQUEST:
        concept = vocab.kind("woo-verzoek")
    elif role is Role.DECISION and extraction and any(_speaks_of_request(page) for page in extraction.pages[:2]):
        concept = vocab.kind("woo-besluit")
    else:
        return None
    return concept.code if concept else None


def _speaks_of_request(page: Page) -> bool:
    return any(hit.confidence >= 0.8 for hit in phrases.find("request_based", page.whole_text))


def _by_form(media_type: str) -> str | None:
    return next((kind for beginning, kind in _forms() if media_type.startswith(beginning)), None)


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    with (data_folder("vocab") / "media_kinds.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["media_type"], row["kind"]) for row in csv.DictReader(file))


def _on_page(document: Document, page: Page) -> tuple[str, Evidence] | None:
    head = mail_head(page)
    if head and head.is_mail:
        return "e-mail", in_text(document, page.number, head.values.get("subject") or "e-mail", 0.9)
    for line in letter.non_empty_lines(page.whole_text)[:_TOP_LINES]:
        words = re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", line)
        if len(words) <= _HEADING_WORDS and (word := _in_heading(words)):
            return word, in_text(document, page.number, line, 0.7)
    return None


def _in_heading(words: list[str]) -> str | None:
    """The kind that a short heading names as a whole, or with its last or first word ("Definitief verslag")."""
    tries = (" ".join(words), *words[-1:], *words[:1]) if words and words[0][0].isupper() else ()
    return next((word for each in tries if (word := _word(each))), None)


def in_words(name: str) -> str | None:
    """The kind that the words of a file name tell, the first first; of compounds the ending counts ("raadsbesluit")."""
    tokens = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", name)
    found = (word for token in tokens for each in (token, *token.split("-")) if (word := _word(each)))
    return next(found, None)


def _word(word: str) -> str | None:
    told = vocab.kind_word(word) or next(_by_ending(word), None)
    return None if told == _UNTOLD else told


def _by_ending(word: str) -> Iterator[str]:
    """Kinds that a compound ends in; not narrower ones ("voorstel" alone is one to the council, "verkoopvoorstel" is not)."""
    for start in range(1, len(word) - _SHORTEST_ENDING + 1):
        kind = vocab.kind_word(word[start:])
        if kind and (kind == word[start:].lower() or not kind.endswith(word[start:].lower())):
            yield kind


def _is_letter(page: Page) -> bool:
    return any(
        letter.starts_with_label(line, "salutation") for line in letter.non_empty_lines(page.whole_text)[: letter.HEAD_LINES]
    )
