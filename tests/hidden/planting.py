"""What the makers of this folder share: the register of planted files and of controls, and the words that are planted.

A planted file hides nonsense words in one place. Each file has words of its own, drawn by a generator that is seeded with its name, so
that a word found anywhere says which file gave it away. Nothing here depends on the day, the network or the order of the makers.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import NamedTuple

UNDER = frozenset({"text-under-redaction"})
HIDDEN = frozenset({"hidden-content"})
EITHER = UNDER | HIDDEN
SHEET = frozenset({"sheet-hidden"})
PLACE = frozenset({"image-location"})

_ONSETS = (
    "kw",
    "zw",
    "pf",
    "dw",
    "vl",
    "gn",
    "sj",
    "tw",
    "spl",
    "schr",
    "fn",
    "wr",
    "bl",
    "dr",
    "fr",
    "gl",
    "kn",
    "kl",
    "pr",
    "sl",
    "sm",
    "sn",
    "spr",
    "str",
)
_VOWELS = ("oe", "ui", "y", "aa", "eu", "ij", "o", "au", "ou", "ee", "u", "ie")
_CODAS = ("lk", "mp", "rf", "x", "ng", "pst", "mf", "lp", "rk", "ns", "ft", "nk", "rt", "ls", "rm", "kt")


class Planted(NamedTuple):
    """A file to make: one of `codes` must be reported, on page `page` if that is given. `make` takes words and gives bytes."""

    name: str
    codes: frozenset[str]
    make: Callable[[list[str]], bytes]
    page: int | None = None
    count: int = 2
    accents: bool = False

    @property
    def extension(self) -> str:
        """The ending of the file name."""
        return self.name.rpartition(".")[2]

    def words(self) -> list[str]:
        """The words of this file."""
        return words_for(self.name, self.count, accents=self.accents)


PLANTED: dict[str, Planted] = {}
CONTROLS: dict[str, Callable[[], bytes]] = {}


def words_for(name: str, count: int, *, accents: bool = False) -> list[str]:
    """Words of three syllables that no language has, different for every name. With `accents`, a letter of each has one."""
    source = random.Random(name)
    found = []
    for _ in range(count):
        word = "".join(source.choice(_ONSETS) + source.choice(_VOWELS) + source.choice(_CODAS) for _ in range(3))
        found.append((re.sub("[oa]", lambda one: {"o": "ö", "a": "ä"}[one[0]], word, count=1) if accents else word).capitalize())
    return found


def plant(name: str, codes: frozenset[str], make: Callable[[list[str]], bytes], **more: object) -> None:
    """Register a file to make."""
    assert name not in PLANTED, name
    PLANTED[name] = Planted(name, codes, make, **more)  # type: ignore[arg-type]


def control(name: str, make: Callable[[], bytes]) -> None:
    """Register a file that hides nothing."""
    assert name not in CONTROLS, name
    CONTROLS[name] = make


def slug(text: str) -> str:
    """A part of a file name."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
