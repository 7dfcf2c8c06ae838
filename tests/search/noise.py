"""The noise of a scan: one wrong letter in some of the words, by a table and a seed, so that a page reads the same in every run."""

from __future__ import annotations

import csv
import random
import re
from functools import cache
from hashlib import sha256
from pathlib import Path

SHARE = 0.08  # of the words of four letters and more; a bad, not a hopeless scan
_WORD = re.compile(r"[^\W\d_]{4,}")


@cache
def _table() -> tuple[tuple[str, str, int], ...]:
    lines = (Path(__file__).parent / "confusions.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return tuple((row["letters"], row["read"], int(row["weight"])) for row in rows)


def scanned(text: str, seed: str) -> str:
    """The text as a reading machine gives it: `SHARE` of its longer words with one letter wrong. The seed is the page's id."""
    chance = random.Random(int.from_bytes(sha256(seed.encode()).digest()[:8], "big"))
    return _WORD.sub(lambda found: _misread(found.group(), chance) if chance.random() < SHARE else found.group(), text)


def _misread(word: str, chance: random.Random) -> str:
    possible = [row for row in _table() if row[0] in word or row[0] in {"drop", "double", "gap"}]
    letters, read, _ = _pick(possible, chance)
    if letters in {"drop", "double", "gap"}:
        at = 1 + int(chance.random() * (len(word) - 2))
        instead = {"drop": "", "double": word[at] * 2, "gap": word[at] + " "}[letters]
        return word[:at] + instead + word[at + 1 :]
    places = [found.start() for found in re.finditer(letters, word)]
    at = places[int(chance.random() * len(places))]
    return word[:at] + read + word[at + len(letters) :]


def _pick(rows: list[tuple[str, str, int]], chance: random.Random) -> tuple[str, str, int]:
    left = chance.random() * sum(weight for _, _, weight in rows)
    for row in rows:
        left -= row[2]
        if left < 0:
            break
    return row
