"""The words in a compound: `omgevingsvergunning` is omgeving and vergunning. By OpenTaal's list of what may stand in one.

The fewest parts win; of as many, those that OpenTaal allows in their places, with the links that it allows. A part that it does not
allow in its place is taken all the same, at a price: its list lacks many that are used.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from fairwoo.index.dutch import lexicon

SHORTEST, LONGEST = 7, 60  # letters of a word that is divided; longer ones are none
_SHORTEST_PART = 3
_MOST_PARTS = 4
_BEGIN, _MIDDLE, _END, _TAKES_S, _UNMARKED = 1, 2, 4, 8, 16  # the places of compound_parts.txt
_OUT_OF_PLACE, _UNLISTED = 0.3, 0.6  # prices
_FOREIGN = re.compile(r"ring(en)?|naties?|.eren")  # combi-natie, code-ring, blok-keren
_PREFIXES = ("be", "ver", "ge", "ont", "her")
_LINKS = {"": 0.0, "s": 0.4, "en": 0.4, "e": 0.45, "n": 0.45}  # what a link costs that OpenTaal does not give the part


class _Way(NamedTuple):
    """A way to divide the rest of a word: how many parts, what they cost, and their forms without links."""

    many: int
    cost: float
    forms: tuple[str, ...]


def split(word: str) -> tuple[str, ...]:
    """The parts of a folded word of letters, as they stand in it without links; () if it is none, or is not known to be one."""
    if not (SHORTEST <= len(word) <= LONGEST and word.isalpha()) or lexicon.stays_whole(word):
        return ()
    rests: dict[int, _Way] = {}
    for start in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        if (way := _best(word, start, rests, _MIDDLE)) is not None:
            rests[start] = way
    found = _best(word, 0, rests, _BEGIN)
    return found.forms if found is not None and found.many > 1 and not _by_chance(word, found.forms) else ()


def _by_chance(word: str, forms: tuple[str, ...]) -> bool:
    """Is this a word with a prefix or a foreign ending, that only looks like a compound? be-handeling is no beha-deling."""
    last = forms[-1]
    if _FOREIGN.fullmatch(last) and lexicon.is_word(word):
        return True
    prefix = next((prefix for prefix in _PREFIXES if forms[0].startswith(prefix)), None)
    return prefix is not None and lexicon.is_word(word[len(prefix) :]) and lexicon.is_word(word)


def _best(word: str, start: int, rests: dict[int, _Way], place: int) -> _Way | None:
    """The best way to divide the word from `start` on, where the rests are known."""
    if not lexicon.begins_part(word[start : start + _SHORTEST_PART]):
        return None
    best = None
    if start and (allowed := lexicon.places(word[start:])):
        best = _Way(1, _cost(allowed, _END), (word[start:],))
    for stop in range(start + _SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        allowed = lexicon.places(word[start:stop]) if _followed(stop, rests) else 0
        if not allowed:
            continue
        for link in _LINKS:
            rest = rests.get(stop + len(link))
            if rest is None or rest.many >= _MOST_PARTS or not word.startswith(link, stop):
                continue
            cost = _cost(allowed, place, link)
            way = _Way(rest.many + 1, cost + rest.cost, (word[start:stop], *rest.forms))
            if best is None or way[:2] <= best[:2]:
                best = way
    return best


def _followed(stop: int, rests: dict[int, _Way]) -> bool:
    return stop in rests or stop + 1 in rests or stop + 2 in rests


def _cost(allowed: int, place: int, link: str = "") -> float:
    """What it costs that a part stands in this place, with this link after it."""
    if allowed & _UNMARKED:
        return _UNLISTED
    if link:
        return 0.0 if link == "s" and allowed & _TAKES_S else _LINKS[link]
    return 0.0 if allowed & place else _OUT_OF_PLACE
