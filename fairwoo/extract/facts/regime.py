"""The law the decision was taken under: by the articles it applies, else by the law it names most."""

from __future__ import annotations

from collections import Counter

from fairwoo import grounds
from fairwoo.extract import letter, phrases
from fairwoo.extract.case import Case, Finds, in_text, state
from fairwoo.model import Role

PROPERTIES = ("regime",)
NEEDS = ("role", "grounds")
MADE_BY = "facts/regime/1"


def find(case: Case) -> Finds:
    """One fact for the first decision that tells; without a decision the grounds of metadata or inventory tell."""
    for document, extraction in case.read_documents(Role.DECISION):
        votes: Counter[str] = Counter()
        words: dict[str, tuple[int, str]] = {}
        for passage in letter.without_law(extraction):
            for hit in phrases.find("law", passage.text):
                votes[hit.value] += 1
                words.setdefault(hit.value, (passage.page, hit.words))
        if votes:
            law = max(sorted(votes), key=lambda name: votes[name])
            page, phrase = words[law]
            return Finds((state("", "regime", (law,), in_text(document, page, phrase, 0.9), MADE_BY),))
    stated = [fact for fact in case.facts if fact.property == "grounds"]
    laws = {found.law for fact in stated for code in fact.values if (found := grounds.ground(code))}
    if len(laws) == 1:
        first = stated[0]
        update = {"subject": "", "property": "regime", "values": (laws.pop(),), "confidence": 0.7, "made_by": MADE_BY}
        return Finds((first.model_copy(update=update),))
    return Finds()
