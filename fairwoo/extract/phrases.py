"""Turns of phrase, kept as data in `vocab/phrases.csv`, as search patterns.

A phrase is written as words. `a|b` is either word, `besl~` any word that begins so, `*` up to eight words of the same
sentence, `**` up to sixteen, `{date}` a whole date, `{day}` a date without its year. Case does not matter, nor do brackets,
quotation marks and commas around a word, nor line ends. As OCR of old letter types reads `u` as `v`, the two are one here.

A pattern is slow, and thousands of lines are asked about: it is made and tried only where the letters that it needs are there.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import NamedTuple

from fairwoo import dates
from fairwoo.shared import data_folder

_GAPS = {"*": r"(?:\S*[^\s.!?;]\s+){0,8}?", "**": r"(?:\S*[^\s.!?;]\s+){0,16}?"}
_MONTH_DATE = r"\d{1,2}\s+[a-z]{3,9}\.?"
_DATE = rf"(?P<date>{_MONTH_DATE}\s+\d{{4}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}})"
_DAY = rf"(?P<day>{_MONTH_DATE})"
_DATES = frozenset({"{date}", "{day}"})
_OPEN, _CLOSE = r"[(\[\"'‘“„]{0,2}", r"[)\]\"'’”,:]{0,2}"


@dataclass(frozen=True)
class Phrase:
    """A phrase of a topic: the value it stands for, its words, and how far it is trusted (0–1)."""

    value: str
    words: str
    confidence: float

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds it in a text."""
        return compile_phrase(self.words)

    @cached_property
    def needs(self) -> tuple[tuple[str, ...], ...]:
        """Of each of these one is in every folded text that has the phrase: the longest first, since they are the rarest."""
        tokens = [token for token in self.words.split() if token not in _GAPS and token not in _DATES]
        needs = [tuple(map(_longest, token.split("|"))) for token in tokens]
        return tuple(sorted(needs, key=lambda each: -len(min(each, key=len))))

    def may_be_in(self, folded: str) -> bool:
        """Has a text (by `fold`) the letters for it?"""
        for each in self.needs:
            for letters in each:
                if letters in folded:
                    break
            else:
                return False
        return True


class Hit(NamedTuple):
    """A phrase found in a text: its value and confidence, the words, where they start, and the date in it if it holds one."""

    value: str
    confidence: float
    words: str
    start: int
    date: date | None = None
    day: str | None = None


@cache
def phrases(topic: str) -> tuple[Phrase, ...]:
    """The phrases of a topic in the order of the file. Raises KeyError for a topic that the file does not know."""
    with (data_folder("vocab") / "phrases.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["topic"] == topic]
    if not rows:
        raise KeyError(topic)
    return tuple(Phrase(row["value"], row["phrase"], float(row["confidence"])) for row in rows)


def find(topic: str, text: str) -> Iterator[Hit]:
    """Every place where a phrase of `topic` stands in `text`, phrase by phrase. A `{date}` that does not exist is no hit."""
    folded = fold(text)
    for phrase in phrases(topic):
        if not phrase.may_be_in(folded):
            continue
        for match in phrase.pattern.finditer(text):
            groups = match.groupdict()
            found = dates.parse(" ".join(groups["date"].split())) if groups.get("date") else None
            if groups.get("date") and found is None:
                continue
            yield Hit(phrase.value, phrase.confidence, match.group(), match.start(), found, groups.get("day"))


def may_hold(topic: str, text: str) -> bool:
    """Is there anything in a text of which a phrase of `topic` could be made? If not, it is in no part of the text either."""
    folded = fold(text)
    return any(phrase.may_be_in(folded) for phrase in phrases(topic))


def fold(text: str) -> str:
    """The text with all letters that a pattern takes for the same written alike."""
    folded = text.casefold().replace("v", "u")
    return folded if folded.isascii() else folded.replace("i\u0307", "i").replace("\u0131", "i")  # I with a dot, and i without


def compile_phrase(phrase: str) -> re.Pattern[str]:
    """The pattern of a phrase in the notation above."""
    pieces = [_piece(token) for token in phrase.split()]
    pattern = "".join(piece if piece in _GAPS.values() else piece + r"\s+" for piece in pieces[:-1]) + pieces[-1]
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


def _piece(token: str) -> str:
    if token in _GAPS:
        return _GAPS[token]
    if token in _DATES:
        return _OPEN + (_DATE if token == "{date}" else _DAY) + _CLOSE
    return _OPEN + "(?:" + "|".join(_word(word) for word in token.split("|")) + ")" + _CLOSE


def _word(word: str) -> str:
    stem = word.removesuffix("~")
    letters = "".join(_letter(letter) for letter in stem)
    return letters + (r"[\w-]*" if stem != word else "")


def _longest(word: str) -> str:
    """The longest piece of a word that stands in a folded text as it is: a hyphen may be a space there."""
    return max(fold(word.removesuffix("~")).split("-"), key=len)


def _letter(letter: str) -> str:
    if letter in "uvUV":
        return "[uv]"
    return r"\s?[-–—]?\s?" if letter == "-" else re.escape(letter)
