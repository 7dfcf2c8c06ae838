"""Refusal grounds: those that a decision applies in its text or the list in its annex, and those stamped on released documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fairwoo import grounds
from fairwoo.extract import letter, phrases
from fairwoo.extract.case import Case, Finds, in_text, state
from fairwoo.extract.letter import Passage
from fairwoo.grounds import FoundGround
from fairwoo.model import Document, Extraction, Fact, Role

PROPERTIES = ("grounds",)
NEEDS = ("role",)
MADE_BY = "facts/grounds/3"

_BEFORE = 60
_STAMPS = re.compile(
    r"\s*(?:(?:art(?:ikel)?\.?\s*)?(?:5\.[12][.,]?\d?|1[01]\.\d)[.,]?\s?[a-i1]?[.,]?(?:\s?(?:Woo|Wob))?[\s;,/|]*)+",
    re.IGNORECASE,
)
"""A line of nothing but codes with their article: "5.1.2.e", "art. 10.2.e art. 10.2.e"."""
_HOW_TO_RELEASE = "5.2.2"
"""Tells how personal opinions may be released; prose that quotes it refuses nothing."""


def find(case: Case) -> Finds:
    """A fact for each ground of each decision, and for each ground stamped where something was taken out of a document."""
    facts: list[Fact] = []
    for document, extraction in case.read_documents(Role.DECISION):
        applied = ((passage.page, found) for passage in letter.without_law(extraction) for found in _applied(passage))
        facts += _facts("", document, applied, 0.8)
    for document, extraction in case.read_documents():
        if case.role(document) in {None, Role.DOCUMENT, Role.ATTACHMENT}:
            facts += _facts(document.id, document, _stamped(extraction), 0.7)
    return Finds(tuple(facts))


def _facts(subject: str, document: Document, applied: Iterable[tuple[int, FoundGround]], confidence: float) -> Iterator[Fact]:
    """A fact for each code, with the first words that tell it."""
    seen: set[str] = set()
    for page, found in applied:
        if found.code not in seen:
            seen.add(found.code)
            yield state(subject, "grounds", (found.code,), in_text(document, page, found.phrase, confidence), MADE_BY)


def _stamped(extraction: Extraction) -> Iterator[tuple[int, FoundGround]]:
    """Codes on redactions, and those that fill a line of the text: a sentence that speaks of a ground withholds nothing."""
    for page in extraction.pages:
        for redaction in page.redactions:
            label = redaction.ground or ""
            yield from ((page.number, FoundGround(code, label, 0, len(label))) for code in grounds.read_cell(label).codes)
        for line in page.whole_text.splitlines():
            if _STAMPS.fullmatch(line):
                reading = grounds.read_cell(line)
                if not reading.unread:
                    yield from ((page.number, FoundGround(code, line.strip(), 0, len(line))) for code in reading.codes)


def _applied(passage: Passage) -> Iterator[FoundGround]:
    for found in grounds.find_in_text(passage.text):
        if grounds.ground(found.code) is None:
            continue
        if passage.listing or (found.code != _HOW_TO_RELEASE and _is_said(passage.text, found)):
            yield found


def _is_said(text: str, found: FoundGround) -> bool:
    """Whether the sentence applies the ground: not "other than", and no bare code stamped over a name of the letter itself."""
    before = text[max(0, found.start - _BEFORE) : found.start]
    if any(len(before) - hit.start - len(hit.words) <= 20 for hit in phrases.find("not_ground", before)):
        return False
    in_words = re.search(r"[^\W\d_]{2}", found.phrase) is not None
    return in_words or any(True for _ in phrases.find("ground_telling", before))
