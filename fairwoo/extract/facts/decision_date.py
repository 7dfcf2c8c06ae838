"""The date of the decision: a labelled date in its letterhead, else a date with its place, else a date on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fairwoo import dates
from fairwoo.extract import letter
from fairwoo.extract.case import Case, Finds, in_text, state
from fairwoo.model import Document, Extraction, Fact, Page, Role

PROPERTIES = ("decided",)
NEEDS = ("role",)
MADE_BY = "facts/decision_date/1"

_PLACE_DATE = re.compile(r"^[A-ZÀ-Þ][\w'’. -]{2,30}?,\s*(?P<rest>.+)$")
_LOOKED_AT = 2  # pages: a letterhead is on the first, after a cover sheet on the second


def find(case: Case) -> Finds:
    """One fact for each decision that bears a date. A date after "van", "d.d." or "op" speaks of something else and never counts."""
    return Finds(tuple(fact for document, extraction in case.read_documents(Role.DECISION) for fact in _of(document, extraction)))


def _of(document: Document, extraction: Extraction) -> Iterator[Fact]:
    for page in extraction.pages[:_LOOKED_AT]:
        for words, value, confidence in _candidates(page):
            yield state("", "decided", (value,), in_text(document, page.number, words, confidence), MADE_BY)
            return


def _candidates(page: Page) -> Iterator[tuple[str, str, float]]:
    labelled = sorted(letter.labelled("decided", page), key=lambda found: found.label.rank)
    for found in labelled:
        value = starts_with_date(found.words)
        if value:
            yield f"{found.label.words} {found.words}"[:200], value, 1.0 - 0.05 * found.label.rank
    for line in letter.head(page):
        match = _PLACE_DATE.match(line)
        date = dates.parse(match["rest"]) if match else None
        if date:
            yield line, date.isoformat(), 0.8
    for line in letter.head(page):
        if date := dates.parse(line):
            yield line, date.isoformat(), 0.7


def starts_with_date(words: str) -> str | None:
    """The ISO date that a text begins with, or None if it begins with anything else."""
    found = next(iter(dates.find(words)), None)
    return found.value.isoformat() if found and found.start <= 2 else None
