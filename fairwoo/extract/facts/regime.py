"""The law the decision was taken under: by the articles it applies, else by the law it names most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fairwoo import grounds
from fairwoo.extract import letter, phrases
from fairwoo.extract.case import Case, Finds, in_text, state
from fairwoo.model import Document, Extraction, Fact, Role, SourceKind

PROPERTIES = ("regime",)
NEEDS = ("role", "grounds")
MADE_BY = "facts/regime/2"


def find(case: Case) -> Finds:
    """One fact: of the grounds in the decision, of the words of the first decision that tells, or of the grounds that others state."""
    stated = [fact for fact in case.facts if fact.property == "grounds"]
    applied = [fact for fact in stated if fact.subject == "" and fact.source.kind is SourceKind.TEXT]
    if fact := _of_grounds(applied, 0.95):
        return Finds((fact,))
    for document, extraction in case.read_documents(Role.DECISION):
        if fact := _of_words(document, extraction):
            return Finds((fact,))
    fact = _of_grounds(stated, 0.7)
    return Finds((fact,) if fact else ())


def _of_grounds(facts: Sequence[Fact], confidence: float) -> Fact | None:
    """The law that all grounds belong to; None if there are none, or of both laws."""
    laws = {found.law for fact in facts for code in fact.values if (found := grounds.ground(code))}
    if len(laws) != 1:
        return None
    update = {"subject": "", "property": "regime", "values": (laws.pop(),), "confidence": confidence, "made_by": MADE_BY}
    return facts[0].model_copy(update=update)


def _of_words(document: Document, extraction: Extraction) -> Fact | None:
    votes: Counter[str] = Counter()
    words: dict[str, tuple[int, str]] = {}
    for passage in letter.without_law(extraction):
        for hit in phrases.find("law", passage.text):
            votes[hit.value] += 1
            words.setdefault(hit.value, (passage.page, hit.words))
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    law = ranked[0][0]
    page, phrase = words[law]
    return state("", "regime", (law,), in_text(document, page, phrase, 0.9), MADE_BY)
