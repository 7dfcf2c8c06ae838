"""The language of a text, by a vote of its function words. Dutch, English, French, German and West Frisian are known."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache

from fairwoo.shared import data_folder

_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 5_000
_LEAST_WORDS = 20
_LEAST_SHARE = 0.12  # of the words are function words of the language; running text in these languages has .3 to .5
_LEAD = 1.25  # over the next language: Dutch and Frisian share many words
_DIFFERENT = 4  # function words at least: in letters at random one or two may come up by chance


def language_of(texts: Iterable[str]) -> str | None:
    """The ISO 639-3 code of the language of most of the text, or None when there is too little or no clear winner."""
    votes: Counter[str] = Counter()
    different: dict[str, set[str]] = {}
    words = 0
    for text in texts:
        for word, count in Counter(_WORD.findall(text.lower())).items():
            words += count
            for language in _languages().get(word, ()):
                votes[language] += count
                different.setdefault(language, set()).add(word)
        if words > _MOST_WORDS:
            break
    if words < _LEAST_WORDS or not votes:
        return None
    best, second, *_ = sorted([*votes, ""], key=lambda language: (-votes[language], language))
    enough = votes[best] >= _LEAST_SHARE * words and len(different[best]) >= _DIFFERENT
    return best if enough and votes[best] >= _LEAD * votes[second] else None


def is_foreign(text: str) -> bool:
    """Is this a language that is not one of the five: in another script, or with the small words of another language?"""
    if not is_latin(text):
        return True
    words = _WORD.findall(text.lower())[:_MOST_WORDS]
    if len(words) < _LEAST_WORDS:
        return False
    votes = Counter(language for word in words for language in _foreign().get(word, ()))
    different = Counter(language for word in set(words) for language in _foreign().get(word, ()))
    return any(most >= _LEAST_SHARE * len(words) and different[language] >= _DIFFERENT for language, most in votes.items())


def is_latin(text: str) -> bool:
    """Are at least half of the letters Latin ones?"""
    counts = Counter(letter for letter in text if letter.isalpha())
    latin = sum(count for letter, count in counts.items() if letter.isascii() or "LATIN" in unicodedata.name(letter, "LATIN"))
    return latin * 2 >= sum(counts.values())


@cache
def _languages() -> dict[str, frozenset[str]]:
    """Function word → the languages it belongs to."""
    return _words("stopwords.csv")


@cache
def _foreign() -> dict[str, frozenset[str]]:
    return _words("foreign_words.csv")


def _words(file_name: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    with (data_folder("vocab") / file_name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["word"]] = found.get(row["word"], frozenset()) | {row["language"]}
    return found
