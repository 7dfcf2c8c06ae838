"""Words for the official reasons of withdrawal."""

from __future__ import annotations

from fairwoo.vocab.lists import Concept, reasons
from fairwoo.vocab.words import squeeze, table


def reason_for(words: str) -> Concept | None:
    """The reason of DiWoo's list that `words` stand for (`vocab/reason_words.csv`, or the list's own code or label), or None."""
    code = table("reason_words", "words", "code").get(squeeze(words), "")
    return next((each for each in reasons() if each.code == code), None)
