"""The outcome of the decision: what the sentences in which the body decides amount to. If they do not say, it stays open."""

from __future__ import annotations

import re

from fairwoo.extract import letter, phrases
from fairwoo.extract.case import Case, Finds, in_text, state
from fairwoo.model import DecisionOutcome, Document, Extraction, Fact, Role

PROPERTIES = ("outcome",)
NEEDS = ("role", "grounds")
MADE_BY = "facts/outcome/1"

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s)[^.!?]*)*[.!?]?")
_NEXT = 1  # the sentence after the deciding one often carries the exception


def find(case: Case) -> Finds:
    """One fact for each decision whose deciding sentences are clear. "Public, but for …" is partly public."""
    facts = []
    for document, extraction in case.read_documents(Role.DECISION):
        if fact := _of(document, extraction, withheld=case.has("grounds")):
            facts.append(fact)
    return Finds(tuple(facts))


def _of(document: Document, extraction: Extraction, *, withheld: bool) -> Fact | None:
    hits: list[tuple[phrases.Hit, int]] = []
    for passage in letter.without_law(extraction):
        sentences = [match.group() for match in _SENTENCE.finditer(passage.text)]
        for number, sentence in enumerate(sentences):
            if any(True for _ in phrases.find("decides", sentence)):
                said = " ".join(sentences[number : number + _NEXT + 1])
                hits += [(hit, passage.page) for hit in _undenied(list(phrases.find("outcome", said)))]
    if not hits:
        return None
    best = max(hits, key=lambda pair: pair[0].confidence)
    values = {hit.value for hit, _ in hits if hit.confidence >= 0.7}
    outcome = best[0].value
    if DecisionOutcome.PARTLY_PUBLIC in values or {"public", "not_public"} <= values or (outcome == "public" and withheld):
        outcome = DecisionOutcome.PARTLY_PUBLIC
    return state("", "outcome", (outcome,), in_text(document, best[1], best[0].words, min(best[0].confidence, 0.9)), MADE_BY)


def _undenied(hits: list[phrases.Hit]) -> list[phrases.Hit]:
    """The hits without "openbaar te maken" where that is the end of "niet openbaar te maken"."""
    denials = [(hit.start, hit.start + len(hit.words)) for hit in hits if hit.value == DecisionOutcome.NOT_PUBLIC]
    return [
        hit
        for hit in hits
        if hit.value != DecisionOutcome.PUBLIC
        or not any(start <= hit.start and hit.start + len(hit.words) <= end for start, end in denials)
    ]
