"""The refusal grounds that a decision applies, out of its text without the annexes that only quote the law."""

from __future__ import annotations

from fairwoo import grounds
from fairwoo.extract import letter, phrases
from fairwoo.extract.case import Case, Finds, in_text, state
from fairwoo.model import Role

PROPERTIES = ("grounds",)
NEEDS = ("role",)
MADE_BY = "facts/grounds/1"

_BEFORE = 60


def find(case: Case) -> Finds:
    """A fact for each ground, with its first words. Grounds in released documents are read with the redactions, not here."""
    facts = []
    for document, extraction in case.read_documents(Role.DECISION):
        seen: set[str] = set()
        for passage in letter.without_law(extraction):
            for found in grounds.find_in_text(passage.text):
                before = passage.text[max(0, found.start - _BEFORE) : found.start]
                denied = any(True for _ in phrases.find("not_ground", before))
                if found.code in seen or denied or grounds.ground(found.code) is None:
                    continue
                seen.add(found.code)
                evidence = in_text(document, passage.page, found.phrase, 0.8)
                facts.append(state("", "grounds", (found.code,), evidence, MADE_BY))
    return Finds(tuple(facts))
