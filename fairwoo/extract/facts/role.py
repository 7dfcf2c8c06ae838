"""The role of each document: by the words of its file name (vocab/roles.csv), then by its first page."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import PurePosixPath
from typing import NamedTuple

from fairwoo.extract import letter, phrases
from fairwoo.extract.case import Case, Evidence, Finds, in_name, in_text, state
from fairwoo.model import Document, Extraction, Fact, Role
from fairwoo.shared import data_folder

PROPERTIES = ("role",)
NEEDS: tuple[str, ...] = ()
MADE_BY = "facts/role/1"

_STRONG = 2


class _Words(NamedTuple):
    role: Role
    pattern: re.Pattern[str]
    strength: int


def find(case: Case) -> Finds:
    """One fact a document that is not inside another; a document that neither name nor text places is a plain document."""
    own = [document for document in case.dossier.documents if document.parent is None and document.path]
    return Finds(tuple(fact for document in own for fact in _facts(document, case.extraction(document))))


def _facts(document: Document, extraction: Extraction | None) -> list[Fact]:
    said: list[tuple[Role, Evidence]] = []
    named = in_words(PurePosixPath(document.path or "").stem)
    if named:
        said.append((named[0], in_name(document, 0.9 if named[1] >= _STRONG else 0.6)))
    if extraction and extraction.pages:
        said += _from_text(document, extraction)
    if not said:
        said.append((Role.DOCUMENT, in_name(document, 0.1)))
    return [state(document.id, "role", (role.value,), evidence, MADE_BY) for role, evidence in said]


def in_words(name: str) -> tuple[Role, int] | None:
    """The role that the words of a file name tell, with its strength (3 surest), or None. The first of equally strong words wins."""
    folded = " ".join(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()))
    found = [(words, match.start()) for words in _words() if (match := words.pattern.search(folded))]
    if not found:
        return None
    best = min(found, key=lambda pair: (-pair[0].strength, pair[1]))[0]
    return best.role, best.strength


@cache
def _words() -> tuple[_Words, ...]:
    with (data_folder("vocab") / "roles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(_Words(Role(row["role"]), _pattern(row["words"], row["position"]), int(row["strength"])) for row in rows)


def _pattern(words: str, position: str) -> re.Pattern[str]:
    body = re.escape(words.removesuffix("*")) + (r"[a-z]*" if words.endswith("*") else "")
    return re.compile(rf"(?:^|(?<=\s)){body}(?!\S)" if position == "any" else rf"^{body}(?!\S)")


def _from_text(document: Document, extraction: Extraction) -> list[tuple[Role, Evidence]]:
    """A decision says in its subject what it decides, or decides and tells how to object; a request asks, and decides nothing."""
    first = extraction.pages[0]
    subject = letter.subject(first)
    if subject and (hit := next(phrases.find("decision_subject", subject.words), None)):
        decides = any(True for page in extraction.pages for _ in phrases.find("decides", page.text))
        if decides:
            return [(Role.DECISION, in_text(document, subject.page, subject.words, hit.confidence))]
    text = letter.joined(letter.without_law(extraction))
    deciding = next((hit for hit in phrases.find("decides", text) if hit.confidence >= 1), None)
    objecting = any(True for _ in phrases.find("objection", text))
    law = any(True for _ in phrases.find("law", text))
    if deciding and objecting and law:
        return [(Role.DECISION, in_text(document, None, deciding.words, 0.8))]
    asking = next((hit for hit in phrases.find("asks", first.text) if hit.confidence >= 0.8), None)
    if asking and law and not deciding and len(extraction.pages) <= 5:
        return [(Role.REQUEST, in_text(document, first.number, asking.words, 0.7))]
    return []
