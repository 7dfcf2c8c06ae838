"""Dutch words as every search engine gets them: cut, folded and stemmed here, once, so that all engines find the same pages.

A *token* is a word as it stands in the text, with its inner punctuation: `woo-verzoek`, `B&W`, `2021/267`, `foto's`. Its *pieces*
are what lies between the punctuation, folded: lower case, without diacritics (`woo`, `verzoek`). Its *keys* are the stems of the
joined token and of its pieces (`wooverzoek`, `woo`, `verzoek`), so that all three spellings of a compound find one another.
The stemmer is Snowball's Dutch one (Kraaij-Pohlmann); `vocab/search_stems.csv` mends the words it is known to spoil.
Any change to what this module puts out needs a new `ANALYSIS_VERSION`: indexes made by another version are refused.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from fairwoo.shared import data_folder

ANALYSIS_VERSION = "nl-1"
LONGEST_KEY = 100  # characters; OpenSearch cuts a term in two at 255 UTF-16 units, so both engines get less

# A soft hyphen or a combining accent inside a word belongs to it; a word broken at a line's end is one token.
_LETTERS = r"[^\W_][^\W_\u00ad\u0300-\u036f]*(?:[\u00ad\u0300-\u036f]+[^\W_]*)*"
_TOKEN = re.compile(rf"{_LETTERS}(?:(?:-\n[ ]*|[-'‘’ʼ./&]){_LETTERS})*")
_SEPARATORS = re.compile(r"[-'‘’ʼ./&\n ]+")
_POSSESSIVE = re.compile(r"(?<=...)['‘’ʼ][sS]$")


class Token(NamedTuple):
    """A word in a text, with its place: `text[start:end]`."""

    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The words of a text, in order."""
    for found in _TOKEN.finditer(text):
        yield Token(found.group(), found.start(), found.end())


@lru_cache(maxsize=200_000)
def pieces(token: str) -> tuple[str, ...]:
    """The folded pieces of a token, in order. Empty when nothing of it can be searched."""
    bare = _POSSESSIVE.sub("", token)
    return tuple(folded for piece in _SEPARATORS.split(bare) if (folded := fold(piece)))


@lru_cache(maxsize=200_000)
def keys(token: str) -> tuple[str, ...]:
    """The stems of a token: that of the whole first, then those of its pieces if there is more than one."""
    parts = pieces(token)
    if len(parts) < 2:
        return tuple(stem(part) for part in parts)
    whole = stem("".join(parts)[:LONGEST_KEY])
    return tuple(dict.fromkeys((whole, *(stem(part) for part in parts))))


def fold(word: str) -> str:
    """Lower case, compatibility forms written out, no diacritics, only letters and digits, at most `LONGEST_KEY` characters."""
    decomposed = unicodedata.normalize("NFKD", word.casefold()).casefold()
    return "".join(char for char in decomposed if char.isalnum())[:LONGEST_KEY]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word. Words with a digit are references and stay as they are."""
    if any(char.isdigit() for char in word):
        return word
    return _reviewed(word) or _snowball(word)


class Streams(NamedTuple):
    """A text as engines get it, divided by spaces: its folded pieces in order, in which phrases are looked up; and its keys, for words.

    Keys are not for phrases: a compound gives several.
    """

    surface: str
    stems: str


def streams(text: str) -> Streams:
    """The two streams of a text."""
    found = [both for token in _TOKEN.findall(text) if (both := _both(token)).surface]
    return Streams(" ".join(both.surface for both in found), " ".join(both.stems for both in found))


@lru_cache(maxsize=200_000)
def _both(token: str) -> Streams:
    return Streams(" ".join(pieces(token)), " ".join(keys(token)))


@cache
def function_words() -> frozenset[str]:
    """Words such as "de" and "van": a search does not ask for them, unless in quotation marks."""
    path = data_folder("vocab") / "search_function_words.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file))


def _reviewed(word: str) -> str | None:
    whole, endings = _reviewed_stems()
    if word in whole:
        return whole[word]
    for length in range(len(word) - 1, 2, -1):
        ending = word[-length:]
        if ending in endings:
            return word[:-length] + endings[ending]
    return None


@cache
def _reviewed_stems() -> tuple[dict[str, str], dict[str, str]]:
    """Keys of whole words, and new endings of endings (rows that start with a hyphen)."""
    path = data_folder("vocab") / "search_stems.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["form"], row["key"]) for row in csv.DictReader(file)]
    whole = {form: key for form, key in rows if not form.startswith("-")}
    endings = {form[1:]: key[1:] for form, key in rows if form.startswith("-")}
    return whole, endings


def _snowball(word: str) -> str:
    from snowballstemmer.dutch_stemmer import DutchStemmer  # the class itself: the package would prefer another library

    stemmed: str = DutchStemmer().stemWord(word)  # a new one each time: it keeps state, and threads share this function
    return stemmed or word
