"""When was asked and when that was received, as the decision tells it, and whether the term was extended."""

from __future__ import annotations

from datetime import date

from fairwoo.extract import letter, phrases, trust
from fairwoo.extract.case import Case, Finds, in_text, state
from fairwoo.model import Document, Extraction, Fact, Role

PROPERTIES = ("requested", "received", "adjourned")
NEEDS = ("role", "decided")
MADE_BY = "facts/requested/1"

_LOOKED_AT = 3
_SURE = 0.85
_AROUND = 80


def find(case: Case) -> Finds:
    """Facts of each decision. A date after the decision itself is another one and never counts."""
    decided = trust.believed(fact for fact in case.facts if fact.property == "decided" and fact.subject == "")
    latest = date.fromisoformat(decided.values[0]) if decided else date.max
    facts: list[Fact] = []
    for document, extraction in case.read_documents(Role.DECISION):
        for topic in ("requested", "received"):
            facts += _dated(document, extraction, topic, latest)
        facts += _adjourned(document, extraction)
    return Finds(tuple(facts))


def _dated(document: Document, extraction: Extraction, topic: str, latest: date) -> list[Fact]:
    for page in extraction.pages[:_LOOKED_AT]:
        hits = [hit for hit in phrases.find(topic, page.text) if hit.date and hit.date <= latest and hit.confidence >= _SURE]
        if topic == "received":
            hits = [hit for hit in hits if not _about_something_else(page.text, hit)]
        if hits:
            best = max(hits, key=lambda hit: (hit.confidence, -hit.start))
            value = best.date.isoformat() if best.date else ""
            return [state("", topic, (value,), in_text(document, page.number, best.words, best.confidence), MADE_BY)]
    return []


def _about_something_else(text: str, hit: phrases.Hit) -> bool:
    around = text[max(0, hit.start - _AROUND) : hit.start + len(hit.words)]
    return any(True for _ in phrases.find("received_not", around))


def _adjourned(document: Document, extraction: Extraction) -> list[Fact]:
    for passage in letter.without_law(extraction):
        hits = [hit for hit in phrases.find("adjourned", passage.text) if hit.confidence >= 0.8]
        if hits:
            best = max(hits, key=lambda hit: (hit.value == "false", hit.confidence))
            evidence = in_text(document, passage.page, best.words, best.confidence)
            return [state("", "adjourned", (best.value,), evidence, MADE_BY)]
    return []
