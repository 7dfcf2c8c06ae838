"""Turns of phrase, kept as data in `vocab/phrases.csv`, as search patterns.

A phrase is written as words. `a|b` is either word, `besl~` any word that begins so, `*` up to eight words of the same
sentence, `**` up to sixteen, `{date}` a whole date, `{day}` a date without its year. Case does not matter, nor do brackets,
quotation marks and commas around a word, nor line ends. As OCR of old letter types reads `u` as `v`, the two are one here.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from fairwoo import dates
from fairwoo.shared import data_folder

_GAPS = {"*": r"(?:\S*[^\s.!?;]\s+){0,8}?", "**": r"(?:\S*[^\s.!?;]\s+){0,16}?"}
_MONTH_DATE = r"\d{1,2}\s+[a-z]{3,9}\.?"
_DATE = rf"(?P<date>{_MONTH_DATE}\s+\d{{4}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}})"
_DAY = rf"(?P<day>{_MONTH_DATE})"
_OPEN, _CLOSE = r"[(\[\"'‘“„]{0,2}", r"[)\]\"'’”,:]{0,2}"


class Phrase(NamedTuple):
    """A phrase of a topic: the value it stands for, its pattern, and how far it is trusted (0–1)."""

    value: str
    pattern: re.Pattern[str]
    confidence: float


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
    return tuple(Phrase(row["value"], compile_phrase(row["phrase"]), float(row["confidence"])) for row in rows)


def find(topic: str, text: str) -> Iterator[Hit]:
    """Every place where a phrase of `topic` stands in `text`, phrase by phrase. A `{date}` that does not exist is no hit."""
    for phrase in phrases(topic):
        for match in phrase.pattern.finditer(text):
            groups = match.groupdict()
            found = dates.parse(" ".join(groups["date"].split())) if groups.get("date") else None
            if groups.get("date") and found is None:
                continue
            yield Hit(phrase.value, phrase.confidence, match.group(), match.start(), found, groups.get("day"))


def compile_phrase(phrase: str) -> re.Pattern[str]:
    """The pattern of a phrase in the notation above."""
    pieces = [_piece(token) for token in phrase.split()]
    pattern = "".join(piece if piece in _GAPS.values() else piece + r"\s+" for piece in pieces[:-1]) + pieces[-1]
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


def _piece(token: str) -> str:
    if token in _GAPS:
        return _GAPS[token]
    if token in {"{date}", "{day}"}:
        return _OPEN + (_DATE if token == "{date}" else _DAY) + _CLOSE
    return _OPEN + "(?:" + "|".join(_word(word) for word in token.split("|")) + ")" + _CLOSE


def _word(word: str) -> str:
    stem = word.removesuffix("~")
    letters = "".join(_letter(letter) for letter in stem)
    return letters + (r"[\w-]*" if stem != word else "")


def _letter(letter: str) -> str:
    if letter in "uvUV":
        return "[uv]"
    return r"\s?[-–—]?\s?" if letter == "-" else re.escape(letter)
