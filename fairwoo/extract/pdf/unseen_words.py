"""Which unseen words say something, and the words of a page with their boxes. Words pass through here; only counts leave."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from fairwoo import dates, wordlist
from fairwoo.extract.pdf.characters import Character, Stretch
from fairwoo.extract.pdf.shapes import Box, around
from fairwoo.grounds import read_cell

_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:pagina|bladzijde|page|pag|blz|p)\b\W*)?\d{1,4}(?:\s*(?:van|of|/|-)\s*\d{1,4})?\W*", re.IGNORECASE
)
_SAYS_REDACTED = re.compile(r"\b(?:(?:weg|zwart|af)?gelakt|geanonimiseerd|geredigeerd|redacted)(?:[ -]tekst)?\b", re.IGNORECASE)
_OF_PROGRAM = re.compile(r"Powered by TCPDF \(www\.tcpdf\.org\)")  # put on every page that TCPDF makes
_END = Character(-1, " ", None, 0)
_VOWELS = frozenset("aeiouy")
_LONG, _FEWEST_VOWELS, _MOST_VOWELS = 6, 0.2, 0.7  # letters, shares
_THRICE = re.compile(r"(.)\1\1", re.IGNORECASE)
_SURE_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass
class Word:
    """The characters of a word that one or more text objects of the same sort draw; `boxes` and `objects` run along `text`."""

    text: str = ""
    boxes: list[Box] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    indexes: list[int] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """The box around the word."""
        return around(self.boxes)


def telling(text: str, *, dated: bool = False) -> int:
    """How many words of a run say something that could matter. `dated` says that dates do: under a redaction, one may be of birth.

    Quiet are other dates, codes of grounds, "gelakt", the mark of a program, lines of underscores or dots, a page number by itself and
    single letters.
    """
    text = _SAYS_REDACTED.sub(" ", _OF_PROGRAM.sub(" ", text))
    if not dated:
        for found in reversed(dates.find(text)):
            text = f"{text[: found.start]} {text[found.end :]}"
    if (not dated and dates.parse(text)) or _PAGE_NUMBER.fullmatch(text):
        return 0
    rest = " ".join(read_cell(text).unread)
    return sum(sum(letter.isalnum() for letter in word) >= 2 for word in rest.split())


def sure(text: str) -> int:
    """How many words of a run are surely words: what recognition makes of dark noise has few.

    A dictionary knows them, if they have three letters or more, or they are built like a name: long enough, with vowels between.
    """
    return sum(wordlist.is_known(word) or _is_name(word) for word in _SURE_WORD.findall(text))


def _is_name(word: str) -> bool:
    vowels = sum(letter in _VOWELS for letter in unicodedata.normalize("NFD", word.casefold()))
    regular = word.islower() or word.isupper() or word.istitle()
    return len(word) >= _LONG and regular and _FEWEST_VOWELS <= vowels / len(word) <= _MOST_VOWELS and not _THRICE.search(word)


def word_of(run: Stretch) -> Word:
    """A run of characters as one word, spaces and all."""
    word = Word("".join(one.text for one in run))
    for one in run:
        if one.box is not None:
            word.boxes.append(one.box)
            word.objects.append(one.key)
            word.indexes.append(one.position)
    return word


def words_of(stretch: Stretch, apart: Container[int]) -> Iterator[Word]:
    """The words of a stretch that begin in text objects in `apart` (by address).

    A word also ends where it goes over from a text object in `apart` to one that is not, or back.
    """
    run: Stretch = []
    for one in (*stretch, _END):
        if run and (one.box is None or (run[-1].key in apart) != (one.key in apart)):
            if run[0].key in apart:
                yield word_of(run)
            run = []
        if one.box is not None:
            run.append(one)
