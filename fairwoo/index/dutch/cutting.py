"""Where the words of a text are, and how each is written as a key: lower case, without diacritics, one spelling of its punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

LONGEST_KEY = 100  # characters; OpenSearch cuts a term in two at 255 UTF-16 units, so both engines get less

# A soft hyphen or a combining accent inside a word belongs to it; a word broken at a line's end is one token.
_LETTERS = r"[^\W_][^\W_\u00ad\u0300-\u036f]*(?:[\u00ad\u0300-\u036f]+[^\W_]*)*"
TOKEN = re.compile(rf"{_LETTERS}(?:(?:-\n[ ]*|[-'‘’ʼ./&]){_LETTERS})*")
_CUT = re.compile(f"({TOKEN.pattern})")
_BROKEN = re.compile(r"-\n[ ]*")
_APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼ", "'"))
_JOINED = re.compile(r"[-./]")


class Token(NamedTuple):
    """A word in a text, with its place: `text[start:end]`."""

    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The words of a text, in order, each with its inner punctuation: `woo-verzoek`, `B&W`, `2021/267`, `foto's`."""
    for found in TOKEN.finditer(text):
        yield Token(found.group(), found.start(), found.end())


def words(text: str) -> list[str]:
    """The same without their places, which is several times quicker."""
    return TOKEN.findall(text)


def placed(text: str) -> tuple[list[str], list[int]]:
    """The words of a text and where each begins: as `tokens`, several times quicker."""
    pieces = _CUT.split(text)  # what lies between two words, a word, and so on
    starts = accumulate(map(len, pieces), initial=0)
    return pieces[1::2], list(starts)[1:-1:2]


def fold(word: str) -> str:
    """Lower case, compatibility forms written out (the one character ĳ becomes two), no diacritics, only letters and digits.

    At most `LONGEST_KEY` characters; empty if nothing of it is a letter or digit.
    """
    return _folded(word, "")[:LONGEST_KEY]


def spelt(token: str) -> str:
    """A token in its one spelling: folded, with ' for every apostrophe and - for a slash or hyphen beside digits. Never empty.

    In a word without digits hyphens, points and slashes go: `woo-verzoek` is `wooverzoek`, `A.P.K` is `apk`. The apostrophe stays,
    or `zo'n` were the sun, and so does &.
    """
    if token.isascii() and token.isalpha():
        return token.lower()[:LONGEST_KEY]
    whole = _folded(_BROKEN.sub("", token).translate(_APOSTROPHES), "'&./-")
    whole = whole.replace("/", "-") if any(char.isdigit() for char in whole) else _JOINED.sub("", whole)
    return whole[:LONGEST_KEY] or f"u{ord(token[0]):x}"


def pieces(token: str) -> tuple[str, ...]:
    """What lies between the punctuation of a token, folded. A word broken at a line's end is whole again."""
    whole = _BROKEN.sub("", token).translate(_APOSTROPHES)
    return tuple(piece for one in re.split(r"['&./-]", whole) if (piece := fold(one)))


def _folded(word: str, kept: str) -> str:
    if word.isascii():
        lowered = word.lower()
        return lowered if lowered.isalnum() else "".join(char for char in lowered if char.isalnum() or char in kept)
    decomposed = unicodedata.normalize("NFKD", word.casefold()).casefold()
    return "".join(char for char in decomposed if char.isalnum() or char in kept)
