"""The body's own case number, from the labels of a decision ("Zaaknummer", "Ons kenmerk")."""

from __future__ import annotations

import re

from fairwoo.extract import letter
from fairwoo.extract.case import Case, Finds, in_text, state
from fairwoo.model import Role

PROPERTIES = ("inquiry",)
NEEDS = ("role",)
MADE_BY = "facts/inquiry/1"

_NUMBER = re.compile(r"^[A-Za-z0-9][\w./&-]*\d[\w./-]*(?:\s?/\s?[\w.-]+)*")


def find(case: Case) -> Finds:
    """The best labelled number of each decision: at least one digit, no date."""
    facts = []
    for document, extraction in case.read_documents(Role.DECISION):
        found = [one for page in extraction.pages[:2] for one in letter.labelled("inquiry", page)]
        for labelled in sorted(found, key=lambda one: (one.page, one.label.rank)):
            match = _NUMBER.match(labelled.words)
            if match and len(match.group()) >= 4:
                number = match.group().strip(" .,;/-")
                words = f"{labelled.label.words} {labelled.words}"
                facts.append(state("", "inquiry", (number,), in_text(document, labelled.page, words, 0.8), MADE_BY))
                break
    return Finds(tuple(facts))
