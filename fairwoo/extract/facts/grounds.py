"""The refusal grounds that a decision applies: out of its text without what only quotes the law, and out of the list in its annex."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fairwoo import grounds
from fairwoo.extract import letter, phrases
from fairwoo.extract.case import Case, Finds, in_text, state
from fairwoo.extract.letter import Passage
from fairwoo.grounds import FoundGround
from fairwoo.model import Role

PROPERTIES = ("grounds",)
NEEDS = ("role",)
MADE_BY = "facts/grounds/2"

_BEFORE = 60
_HOW_TO_RELEASE = "5.2.2"
"""Tells how personal opinions may be released; prose that quotes it refuses nothing."""


def find(case: Case) -> Finds:
    """A fact for each ground of each decision, with its first words. Grounds in released documents are read with the redactions."""
    facts = []
    for document, extraction in case.read_documents(Role.DECISION):
        seen: set[str] = set()
        for passage in letter.without_law(extraction):
            for found in _applied(passage):
                if found.code not in seen:
                    seen.add(found.code)
                    facts.append(state("", "grounds", (found.code,), in_text(document, passage.page, found.phrase, 0.8), MADE_BY))
    return Finds(tuple(facts))


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
