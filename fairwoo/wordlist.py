"""Is this text language? The share of its words that a dictionary of the language knows.

Dictionary: for Dutch and English `vocab/known_words.bin`, made of the lists of OpenTaal and SCOWL; for German and French, where the
document is in that language, the lists of simplemma, which take a second to load. A Dutch compound counts as known if it divides
into two known words of four letters or more, with or without an s between.

The file holds a CRC-32 of each word, sorted: it loads in a millisecond and takes 2 MB, where a set of the words takes half a second
and 50 MB in every worker. One word in 9,000 that is none is taken for one by chance.

Measured on the pages of the corpus: 115 born-digital pages .74–1 (median .98); the same pages with shifted letters at most .07,
reversed .2, with a tenth of the letters wrong .56 (median; at most .65), with a fifth .35; typed text of scanned pages .94 and up;
the damaged layers of four scanned pages .69–.84. At .6 all sound pages pass and all shifted, reversed and fifth-wrong ones fail; at
.9 the damaged layers of scans fail too.
"""

from __future__ import annotations

import re
import sys
import zlib
from array import array
from bisect import bisect_left
from functools import cache, lru_cache

from fairwoo.shared import data_folder

USABLE = 0.6
SOUND = 0.9

_LEAST = 3  # letters of a word that is looked up
_SAMPLE = 300
_FEWEST = 10  # with fewer words a share says nothing
_RUN = re.compile(r"[^\W\d_]+")
_SINGLES = 0.45  # more single letters than this, among thirty runs of letters, is text that fell apart
_FEWEST_RUNS = 30
_COMPOUND, _PART = 8, 4
_OWN = "nld+eng"
_DICTIONARIES = {"nld": _OWN, "eng": _OWN, "deu": "de", "fra": "fr"}


def hit_rate(text: str, language: str | None = None) -> float | None:
    """The share (0–1) of known words among at most 300 words spread evenly over `text`.

    `language` is ISO 639-3; None is read as Dutch or English. None is returned where it cannot be judged: fewer than ten words of
    three letters, or a language without a dictionary here (Frisian). Letters with spaces between them are no words: 0.
    """
    runs = _RUN.findall(text)
    if len(runs) >= _FEWEST_RUNS and sum(len(run) == 1 for run in runs) > _SINGLES * len(runs):
        return 0.0
    dictionary = _DICTIONARIES.get(language or "nld")
    words = [run for run in runs if len(run) >= _LEAST]
    if dictionary is None or len(words) < _FEWEST:
        return None
    if len(words) > _SAMPLE:
        words = [words[place * len(words) // _SAMPLE] for place in range(_SAMPLE)]
    return sum(_known(word, dictionary) for word in words) / len(words)


def is_known(word: str, language: str | None = None) -> bool:
    """Does the dictionary of the language (ISO 639-3; None: Dutch or English) know the word, or both parts of it if it is a compound?

    False where there is no dictionary.
    """
    dictionary = _DICTIONARIES.get(language or "nld")
    return dictionary is not None and _known(word, dictionary)


@lru_cache(maxsize=100_000)
def _known(word: str, dictionary: str) -> bool:
    small = word.lower()
    if _listed(small, dictionary) or (dictionary != _OWN and _listed(word, dictionary)):
        return True
    if len(small) < _COMPOUND:
        return False
    cuts = ((small[:cut], small[cut:]) for cut in range(_PART, len(small) - _PART + 1))
    return any(_listed(tail, dictionary) and _head(head, dictionary) for head, tail in cuts)


def _head(head: str, dictionary: str) -> bool:
    joined = head.endswith("s") and len(head) > _PART and _listed(head[:-1], dictionary)
    return joined or _listed(head, dictionary)


def _listed(word: str, dictionary: str) -> bool:
    if dictionary != _OWN:
        return _listed_elsewhere(word, dictionary)
    table = _table()
    value = zlib.crc32(word.encode("utf-8", "surrogatepass"))
    place = bisect_left(table, value)
    return place < len(table) and table[place] == value


@cache
def _table() -> array[int]:
    """The values of the known words, sorted."""
    table = array("I", (data_folder("vocab") / "known_words.bin").read_bytes())
    if sys.byteorder == "big":
        table.byteswap()
    return table


@lru_cache(maxsize=100_000)
def _listed_elsewhere(word: str, dictionary: str) -> bool:
    import simplemma

    return bool(simplemma.is_known(word, lang=dictionary))
