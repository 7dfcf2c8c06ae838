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


def language_of(texts: Iterable[str]) -> str | None:
    """The ISO 639-3 code of the language of most of the text, or None when there is too little or no clear winner."""
    votes = dict.fromkeys(sorted(set().union(*_languages().values())), 0)
    words = 0
    for text in texts:
        for word in _WORD.findall(text.lower()):
            words += 1
            for language in _languages().get(word, ()):
                votes[language] += 1
        if words > _MOST_WORDS:
            break
    if words < _LEAST_WORDS:
        return None
    (best, most), (_, second) = sorted(votes.items(), key=lambda vote: -vote[1])[:2]
    return best if most >= _LEAST_SHARE * words and most >= _LEAD * second else None


def is_foreign(text: str) -> bool:
    """Is this a language that is not one of the five: in another script, or with the small words of another language?"""
    words = _WORD.findall(text.lower())[:_MOST_WORDS]
    letters = "".join(words)
    if len(words) < _LEAST_WORDS:
        return False
    if sum("LATIN" not in unicodedata.name(letter, "LATIN") for letter in letters) > len(letters) / 2:
        return True
    votes = Counter(language for word in words for language in _foreign().get(word, ()))
    return max(votes.values(), default=0) >= _LEAST_SHARE * len(words)


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
