"""Grounds read from cells that are meant for them, and found in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from fairwoo.grounds.grammar import Reference, anchor_form, head_form, is_of_other_law, laws_in, read_reference
from fairwoo.grounds.law import Law, ground, rows

_MARKS = r"\s,;/|&+<>\[\]{}"
_UNREAD = re.compile(rf"[^{_MARKS}]+")
_LISTED = re.compile(r"[\s,;/&+]{0,30}(?:\b(?:en|of)\b)?[\s,;/&+]{0,30}", re.IGNORECASE)


class GroundReading(NamedTuple):
    """What a cell holds: codes, words that are no ground, and grounds of which a part is missing ("5.1.e"), both as written."""

    codes: tuple[str, ...]
    unread: tuple[str, ...]
    ambiguous: tuple[str, ...]


class FoundGround(NamedTuple):
    """A ground in a running text, with the words and where they stand."""

    code: str
    phrase: str
    start: int
    end: int


@cache
def _separators() -> re.Pattern[str]:
    """What stands between references; "en" only where a reference follows."""
    return re.compile(rf"(?:[{_MARKS}]|\.(?!\w)|\b(?:en|jo|juncto)\b\.?(?=\s*{head_form().pattern}))+", re.IGNORECASE)


@cache
def _blanks() -> frozenset[str]:
    return frozenset(row["words"] for row in rows("blanks.csv"))


def read_cell(text: str) -> GroundReading:
    """The grounds in a cell, label or box that is meant for them, in any notation and with any separators, in their order.

    Nothing is lost: what is no ground is in `unread`, words that stand together as one; what lacks a part is in `ambiguous`.
    A cell that only says "n.v.t." or "-" is empty.
    """
    codes: dict[str, None] = {}
    ambiguous: list[str] = []
    unread: list[slice] = []
    position = len(text) if text.strip().casefold() in _blanks() else 0
    while position < len(text):
        if found := _separators().match(text, position):
            position = found.end()
        elif reference := read_reference(text, position):
            codes |= dict.fromkeys(reference.codes)
            if not reference.complete:
                ambiguous.append(text[reference.start : reference.end].strip(" ,.;()"))
            position = reference.end
        elif words := _UNREAD.match(text, position):
            stands_with = unread and not text[unread[-1].stop : position].strip()
            start = unread.pop().start if stands_with else position
            unread.append(slice(start, position := words.end()))
    return GroundReading(tuple(codes), tuple(text[each] for each in unread), tuple(ambiguous))


def find_in_text(text: str) -> tuple[FoundGround, ...]:
    """The grounds named in running text, in their order; one phrase may name several.

    Numbers alone ("11.1 miljoen", "paragraaf 5.2.1") are none: a letter, the word "artikel" or the name of the law must be
    there, and a number without a letter needs a text that names its law. Articles of other laws are left out.
    """
    return tuple(_find(text))


def _find(text: str) -> Iterator[FoundGround]:
    laws = laws_in(text)
    last_end, position = None, 0
    while anchor := anchor_form().search(text, position):
        reference = read_reference(text, anchor.start())
        position = reference.end if reference else anchor.start() + 1
        if not reference or not reference.codes:
            continue
        listed = last_end is not None and _LISTED.fullmatch(text, last_end, reference.start) is not None
        if _is_meant(text, reference, laws, listed):
            last_end = reference.end
            phrase = text[reference.start : reference.end].strip()
            for code in reference.codes:
                yield FoundGround(code, phrase, reference.start, reference.start + len(phrase))


def _is_meant(text: str, reference: Reference, laws: set[Law], listed: bool) -> bool:
    """Is it a ground and not a number or the article of another law. `listed`: a ground stands right before it."""
    if reference.law or (reference.tight and reference.lettered):
        return True
    if is_of_other_law(text, reference.end):
        return False
    if reference.lettered:
        return reference.named or listed or bool(laws)
    known = (ground(code) for code in reference.codes)
    return (reference.named or listed) and any(each is not None and each.law in laws for each in known)
