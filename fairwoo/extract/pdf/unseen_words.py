"""Which unseen words say something, and the words of a page with their boxes. Words pass through here; only counts leave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from fairwoo import dates, wordlist
from fairwoo.extract.pdf.drawing import address
from fairwoo.extract.pdf.page_text import character_box
from fairwoo.extract.pdf.shapes import Box, around
from fairwoo.grounds import read_cell

_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:pagina|bladzijde|page|pag|blz|p)\b\W*)?\d{1,4}(?:\s*(?:van|of|/|-)\s*\d{1,4})?\W*", re.IGNORECASE
)
_SAYS_REDACTED = re.compile(r"\b(?:(?:weg|zwart|af)?gelakt|geanonimiseerd|geredigeerd|redacted)(?:[ -]tekst)?\b", re.IGNORECASE)
_OF_PROGRAM = re.compile(r"Powered by TCPDF \(www\.tcpdf\.org\)")  # put on every page that TCPDF makes
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


def telling(text: str) -> int:
    """How many words of a run say something that could matter.

    Quiet are dates, codes of grounds, "gelakt", the mark of a program, lines of underscores or dots, a page number by itself and
    single letters.
    """
    text = _SAYS_REDACTED.sub(" ", _OF_PROGRAM.sub(" ", text))
    for found in reversed(dates.find(text)):
        text = f"{text[: found.start]} {text[found.end :]}"
    if dates.parse(text) or _PAGE_NUMBER.fullmatch(text):
        return 0
    rest = " ".join(read_cell(text).unread)
    return sum(sum(letter.isalnum() for letter in word) >= 2 for word in rest.split())


def sure(text: str) -> int:
    """How many words of a run a dictionary knows, of three letters or more: what recognition makes of dark noise has few."""
    return sum(wordlist.is_known(word) for word in _SURE_WORD.findall(text))


def words_of(text_page: Any, apart: set[int]) -> Iterator[Word]:
    """The words of a pypdfium2 text page in reading order.

    A word also ends where it goes over from a text object in `apart` (by address) to one that is not, or back.
    """
    import pypdfium2.raw as pdfium

    word = Word()
    for index in range(max(0, text_page.count_chars())):
        code = int(pdfium.FPDFText_GetUnicode(text_page.raw, index))
        box = character_box(text_page, index)
        key = address(pdfium.FPDFText_GetTextObject(text_page.raw, index))
        blank = box is None or not 0 < code <= 0x10FFFF or chr(code).isspace()
        if word.text and (blank or (word.objects[-1] in apart) != (key in apart)):
            yield word
            word = Word()
        if not blank and box is not None:
            word.text += chr(code)
            word.boxes.append(box)
            word.objects.append(key)
            word.indexes.append(index)
    if word.text:
        yield word
