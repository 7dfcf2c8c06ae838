"""What is known of Dutch words: reviewed exceptions, OpenTaal's tables and simplemma's dictionary, each read when first asked for."""

from __future__ import annotations

import csv
import hashlib
import sys
import zlib
from array import array
from bisect import bisect_left
from functools import cache
from importlib.metadata import version
from itertools import count
from typing import Protocol, cast

from fairwoo.shared import data_folder

_LANGUAGE = "nl"
_FEW = 20_000  # questions, of some 4,000 words
_asked = count()
_FILES = (
    "search_lemmas.csv", "search_parts.csv", "compound_parts.txt", "dutch_words.bin", "accented_words.txt",
    "synonyms.csv",  # an index has a key for each long form that is there
)  # fmt: skip
_PLACES = {"part": 15, "first": 1, "last": 4}  # rules of search_parts.csv for words that OpenTaal has not, as its bits
_BUCKET = 3  # letters; no part is shorter


class _Strategy(Protocol):
    def get_lemma(self, token: str, lang: str) -> str | None: ...

    def is_dictionary_member(self, token: str, lang: str) -> bool: ...


def fingerprint() -> str:
    """Eight hexadecimal digits that change with simplemma's version and with every table here: other keys may come out then."""
    return _digest()[:8]


@cache
def function_words() -> frozenset[str]:
    """Words such as "de" and "van": a search does not ask for them, unless in quotation marks."""
    return frozenset(row["word"] for row in _rows("search_function_words.csv"))


def known_lemma(word: str) -> str | None:
    """simplemma's lemma of a lower-case word (its diacritics put back by us); None if simplemma does not know the word at all."""
    return _strategy().get_lemma(_accented().get(word, word), _LANGUAGE)


def in_simplemma(word: str) -> bool:
    """Has simplemma's dictionary this very form?"""
    return _strategy().is_dictionary_member(_accented().get(word, word), _LANGUAGE)


def is_word(word: str) -> bool:
    """Is this folded word a form that simplemma knows, or a base word of OpenTaal?"""
    return inflection(word) is not None or in_simplemma(word)


def inflection(word: str) -> int | None:
    """How OpenTaal inflects this folded base word, as the bits of `fairwoo.index.dutch.endings`; None if it is none of its base words."""
    values, bits = _words()
    number = zlib.crc32(word.encode())
    at = bisect_left(values, number)
    return bits[at] if at < len(values) and values[at] == number else None


def override(word: str) -> str | None:
    """The lemma that reviewers gave this folded word, if they did."""
    return _overrides().get(word)


def places(part: str) -> int:
    """Where this folded form may stand in a compound: 1 first, 2 in the middle, 4 last, 8 with a linking s; 0 for nowhere."""
    if part in _stops():
        return 0
    bucket = _parts().get(part[:_BUCKET])
    if bucket is None:
        return 0
    at = bucket.find(f"\n{part[_BUCKET:]} ")
    if at < 0:
        return 0
    start = at + len(part) - _BUCKET + 2
    return int(bucket[start : bucket.index("\n", start)])


def begins_part(three: str) -> bool:
    """Is there a part that begins with these three letters?"""
    return three in _parts()


def stays_whole(word: str) -> bool:
    """Did reviewers say that this folded word must not be split?"""
    return word in _wholes()


@cache
def _digest() -> str:
    """Of the version of simplemma, and of the tables with one kind of line end, whatever a checkout made of them."""
    sum_ = hashlib.sha256(version("simplemma").encode())
    for name in _FILES:
        content = (data_folder("vocab") / name).read_bytes()
        sum_.update(content if name.endswith(".bin") else content.replace(b"\r\n", b"\n"))
    return sum_.hexdigest()


def _strategy() -> _Strategy:
    """simplemma in 11 MB and slow at first, as a search needs it; in 47 MB and twice as fast for who asks so much that loading it pays."""
    return _simplemma(small=next(_asked) < _FEW)


@cache
def _simplemma(*, small: bool) -> _Strategy:
    from simplemma.strategies import DefaultStrategy

    return cast("_Strategy", DefaultStrategy(low_memory=small))


def _rows(name: str) -> list[dict[str, str]]:
    with (data_folder("vocab") / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _overrides() -> dict[str, str]:
    return {row["form"]: row["lemma"] for row in _rows("search_lemmas.csv")}


@cache
def _reviewed_parts() -> dict[str, frozenset[str]]:
    rows = _rows("search_parts.csv")
    return {rule: frozenset(row["word"] for row in rows if row["rule"] == rule) for rule in (*_PLACES, "stop", "whole")}


@cache
def _stops() -> frozenset[str]:
    return _reviewed_parts()["stop"]


@cache
def _wholes() -> frozenset[str]:
    return _reviewed_parts()["whole"]


@cache
def _parts() -> dict[str, str]:
    """Parts by their first three letters: the rest of each and its places, line by line. A dict of them all takes ten times the memory."""
    buckets: dict[str, list[str]] = {}
    with (data_folder("vocab") / "compound_parts.txt").open(encoding="utf-8") as file:
        for line in file:
            buckets.setdefault(line[:_BUCKET], []).append(line[_BUCKET:].rstrip())
    for rule, mask in _PLACES.items():
        for word in sorted(_reviewed_parts()[rule]):
            buckets.setdefault(word[:_BUCKET], []).insert(0, f"{word[_BUCKET:]} {mask}")
    return {first: "\n" + "\n".join(rests) + "\n" for first, rests in buckets.items()}


@cache
def _accented() -> dict[str, str]:
    """Folded forms → the form with its diacritics."""
    from fairwoo.index.dutch.cutting import fold

    with (data_folder("vocab") / "accented_words.txt").open(encoding="utf-8") as file:
        return {fold(word): word for line in file if (word := line.rstrip())}


@cache
def _words() -> tuple[array[int], bytes]:
    """CRC-32 of the base words, sorted, and the bits of each: one word in 30,000 that is none is taken for one by chance."""
    content = (data_folder("vocab") / "dutch_words.bin").read_bytes()
    values = array("I", content[: len(content) // 5 * 4])
    if sys.byteorder == "big":
        values.byteswap()
    return values, content[len(values) * 4 :]
