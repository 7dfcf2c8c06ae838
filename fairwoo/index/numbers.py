"""References in a query: which keys a number is looked up by, and when two words are one reference written with a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from fairwoo.index import dutch
from fairwoo.index.query import Query, Word

_YEAR = re.compile(r"(?:19|20)\d\d")
_FEWEST_DIGITS = 3
_SHORT_WORD = 4  # letters; "Z 2021-267" is a reference, "besluit 2021-267" a word and a reference
_SHORTEST_PIECE = 6  # of a number between slashes; a shorter one is in far too many
_BREAKS = re.compile(r"[-'‘’ʼ./&]")


def keys_of(text: str) -> tuple[str, ...]:
    """The keys of a word as a reference; none for a word without enough digits, or a year."""
    if not is_reference(text):
        return ()
    whole = dutch.fold(text)
    return tuple(key for key in dutch.references(text) if len(key) >= min(len(whole) - 1, _SHORTEST_PIECE) or whole.endswith(key))


def is_reference(text: str) -> bool:
    """Whether a word is a number by which a paper may be known: three digits or more, and no bare year."""
    return sum(char.isdigit() for char in text) >= _FEWEST_DIGITS and _YEAR.fullmatch(text) is None


def joined(parts: Sequence[Query]) -> Iterator[tuple[tuple[Word, Word], str]]:
    """Neighbours that may be one reference, with what they are together: `2021 267`, `Z 2021-267`."""
    for first, second in pairwise(parts):
        if not (isinstance(first, Word) and isinstance(second, Word)) or not any(char.isdigit() for char in second.text):
            continue
        numbered = any(char.isdigit() for char in first.text)
        if (numbered or (len(first.text) <= _SHORT_WORD and _YEAR.fullmatch(second.text) is None)) and is_reference(
            first.text + second.text
        ):
            yield (first, second), first.text + second.text


def words_in(token: str) -> list[str]:
    """The words between the punctuation of a token."""
    return [piece for piece in _BREAKS.split(token) if piece and dutch.fold(piece)]
