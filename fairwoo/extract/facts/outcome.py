"""The outcome of the decision: what the words in which the body decides amount to. If they do not say, it stays open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fairwoo.extract import letter, phrases
from fairwoo.extract.case import Case, Finds, in_text, state
from fairwoo.extract.phrases import Hit
from fairwoo.model import DecisionOutcome, Document, Extraction, Fact, Role

PROPERTIES = ("outcome",)
NEEDS = ("role", "grounds", "disclosure")
MADE_BY = "facts/outcome/2"

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s)[^.!?]*)*[.!?]?")
_NEXT = 1  # the sentence after the deciding one often carries the exception
_SURE, _LIKELY = 0.9, 0.75
_RELEASED = {"public", "partly_public"}

_Found = tuple[Hit, int]


def find(case: Case) -> Finds:
    """One fact for each decision whose deciding words are clear. "Public, but for …" is partly public."""
    withheld = case.has("grounds")
    disclosed = {value for fact in case.facts if fact.property == "disclosure" for value in fact.values}
    facts = []
    for document, extraction in case.read_documents(Role.DECISION):
        if fact := _of(document, extraction, withheld=withheld, released=bool(disclosed & _RELEASED)):
            facts.append(fact)
    return Finds(tuple(facts))


def _of(document: Document, extraction: Extraction, *, withheld: bool, released: bool) -> Fact | None:
    """`withheld`: some ground was applied; `released`: some document was made public by the list."""
    passages = [passage for passage in letter.without_law(extraction) if not passage.listing]
    found = [(hit, passage.page) for passage in passages for hit in _decided(passage.text)]
    found = found or [(hit, passage.page) for passage in passages for hit in phrases.find("outcome_elsewhere", passage.text)]
    if not found:
        return None
    values = {hit.value for hit, _ in found}
    if values == {"not_public"} and not _refuses(found):
        released = released or any(True for passage in passages for _ in phrases.find("release_sign", passage.text))
        values |= {"public"} if released else set()
    elif values == {"public"} and withheld:
        values |= {"not_public"}
    if DecisionOutcome.PARTLY_PUBLIC in values or {"public", "not_public"} <= values:
        values = {"partly_public"}
    return _fact(document, values, found)


def _fact(document: Document, values: set[str], found: Sequence[_Found]) -> Fact:
    told = [pair for pair in found if pair[0].value in values] or list(found)
    best, page = max(told, key=lambda pair: pair[0].confidence)
    outcome = best.value if best.value in values else min(values)
    confidence = min(best.confidence, _SURE) if best.value == outcome else _LIKELY
    return state("", "outcome", (outcome,), in_text(document, page, best.words, confidence), MADE_BY)


def _refuses(found: Sequence[_Found]) -> bool:
    """Whether the request itself is refused, not only some of the information."""
    return any(hit.value == "not_public" and hit.confidence >= _SURE for hit, _ in found)


def _decided(text: str) -> Iterator[Hit]:
    """What the sentences that decide say, with the sentence after each, and what stands under the heading "Besluit"."""
    sentences = [match.group() for match in _SENTENCE.finditer(text)]
    for number, sentence in enumerate(sentences):
        if any(True for _ in phrases.find("decides", sentence)):
            yield from _undenied(list(phrases.find("outcome", " ".join(sentences[number : number + _NEXT + 1]))))
    yield from _undenied(list(phrases.find("outcome", letter.section("section_decision", text))))


def _undenied(hits: list[Hit]) -> list[Hit]:
    """The hits without "openbaar te maken" where that is the end of "niet openbaar te maken"."""
    denials = {hit.start + len(hit.words) for hit in hits if hit.value == DecisionOutcome.NOT_PUBLIC}
    return [hit for hit in hits if hit.value != DecisionOutcome.PUBLIC or hit.start + len(hit.words) not in denials]
