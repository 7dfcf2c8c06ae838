"""References: numbers under which papers are known, in any notation. `2021/267`, `2021-267` and `Z2021267a` have a key in common."""

from __future__ import annotations

import re

from fairwoo.index.dutch.cutting import LONGEST_KEY, fold, tokens

_SHORTEST = 4
_LEADING = re.compile(r"^[^\W\d_]+(?=\d)")
_TRAILING = re.compile(r"(?<=\d)[^\W\d_]$")
_INITIALS = re.compile(r"(?<=\d)[-.][^\W\d_]{1,4}$")  # of a department or a person: 2022/1187-RW


def reference_keys(token: str) -> tuple[str, ...]:
    """The keys of a token with a digit: the whole as letters and digits, each piece between slashes, each of those without leading
    letters and without one trailing letter, or the few behind a dash. Keys of fewer than four characters, or without a digit, are none.
    """
    if not any(char.isdigit() for char in token):
        return ()
    found: dict[str, None] = {}
    short = _INITIALS.sub("", token)
    for part in (token, *((short,) if short != token else ()), *(short.split("/") if "/" in token else ())):
        whole = fold(part)
        bare = _LEADING.sub("", whole)
        for key in (whole, bare, _TRAILING.sub("", whole), _TRAILING.sub("", bare)):
            if len(key) >= _SHORTEST and any(char.isdigit() for char in key):
                found[key[:LONGEST_KEY]] = None
    return tuple(found)


def references(text: str) -> tuple[str, ...]:
    """The keys of the references in a text, in order, each once."""
    return tuple(dict.fromkeys(key for token in tokens(text) for key in reference_keys(token.text)))
