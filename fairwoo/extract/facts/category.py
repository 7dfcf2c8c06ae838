"""The Woo category of a dossier that answers a request: "Woo-verzoeken en -besluiten" (Woo, article 3.3, second paragraph, i)."""

from __future__ import annotations

from fairwoo import vocab
from fairwoo.extract import letter, phrases
from fairwoo.extract.case import Case, Finds, in_text, state
from fairwoo.model import Role

PROPERTIES = ("category",)
NEEDS = ("role",)
MADE_BY = "facts/category/1"

_SURE = 0.8


def find(case: Case) -> Finds:
    """One fact, from the first decision that says it answers a request. Publication on own initiative may be of any category."""
    for document, extraction in case.read_documents(Role.DECISION):
        for passage in letter.without_law(extraction):
            hits = [hit for hit in phrases.find("request_based", passage.text) if hit.confidence >= _SURE]
            if hits:
                first = min(hits, key=lambda hit: hit.start)
                evidence = in_text(document, passage.page, first.words, _SURE)
                return Finds((state("", "category", (vocab.WOO_DECISIONS,), evidence, MADE_BY),))
    return Finds()
