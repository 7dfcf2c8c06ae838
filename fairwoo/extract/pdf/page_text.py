"""The text of a PDF page as a reader of the page would see it: in its order, within its crop, without what is covered."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from fairwoo import wordlist
from fairwoo.extract.pdf.covered import Covered
from fairwoo.extract.pdf.shapes import Box
from fairwoo.shared import clean_text

# pdfium writes a hyphen at the end of a line as U+0002, or as U+FFFE, and leaves the line break out.
_LINE_END_HYPHEN = re.compile(r"([^\W_]*)[\x02\ufffe](?:\r?\n)?([^\W_]*)")
_SOFT_HYPHEN = re.compile(r"\xad(?:\r?\n)?")
_HIDDEN_MARK = "\x1a"


class PageText(NamedTuple):
    """`characters` counts all that pdfium found, seen or not; `hidden_words` those left out because they are covered."""

    text: str
    characters: int
    hidden_words: int


def page_text(text_page: Any, covered: Covered, page_box: Box) -> PageText:
    """The text of a pypdfium2 text page."""
    characters = max(0, text_page.count_chars())
    hidden = _hidden(text_page, covered, page_box, characters) if covered.any() else []
    if not hidden:
        return PageText(repaired(text_page.get_text_bounded()), characters, 0)
    words = sum(_words(text_page, run) for run in hidden)
    return PageText(repaired(_without(text_page, page_box, hidden, characters)), characters, words)


def repaired(text: str) -> str:
    """pdfium's text with line-end hyphens resolved and without control characters.

    A word broken at the end of a line is joined if a dictionary knows it whole, and keeps its hyphen if only its halves are known
    ("Woo-verzoek"). Where the dictionary knows neither, the hyphen stays after an abbreviation or a number ("EU-niveau") and before a
    capital ("Noord-Holland"). Soft hyphens go.
    """

    def join(found: re.Match[str]) -> str:
        before, after = found.groups()
        return f"{before}{'' if _was_whole(before, after) else '-'}{after}"

    return clean_text(_SOFT_HYPHEN.sub("", _LINE_END_HYPHEN.sub(join, text))).strip("\n")


def _was_whole(before: str, after: str) -> bool:
    if not (before and after) or wordlist.is_known(before + after):
        return bool(before and after)
    if wordlist.is_known(before) and wordlist.is_known(after):
        return False
    return after[0].islower() and not before.isupper() and not any(letter.isdigit() for letter in before)


def _hidden(text_page: Any, covered: Covered, page_box: Box, characters: int) -> list[range]:
    """Runs of covered characters with at least two letters or digits, or one that is a word by itself."""
    flags = [_is_hidden(text_page, covered, page_box, index) for index in range(characters)]
    runs: list[range] = []
    index = 0
    while index < characters:
        if flags[index] is not True:
            index += 1
            continue
        end = index
        while end < characters and flags[end] is not False:
            end += 1
        last = max(position for position in range(index, end) if flags[position] is True)
        run = range(index, last + 1)
        if _says_something(text_page, run, characters):
            runs.append(run)
        index = end
    return runs


def _is_hidden(text_page: Any, covered: Covered, page_box: Box, index: int) -> bool | None:
    """None for what has no ink (spaces, line ends): it goes with its neighbours."""
    import pypdfium2.raw as pdfium

    box = character_box(text_page, index)
    if box is None or box.width <= 0 or box.height <= 0 or chr(_code(text_page, index)).isspace():
        return None
    text_object = pdfium.FPDFText_GetTextObject(text_page.raw, index)
    return box.meets(page_box) and covered.is_covered(text_object, box)


def _says_something(text_page: Any, run: range, characters: int) -> bool:
    letters = [index for index in run if chr(_code(text_page, index)).isalnum()]
    if len(letters) >= 2:
        return True
    around = [index for index in (run.start - 1, run.stop) if 0 <= index < characters]
    return len(letters) == 1 and not any(chr(_code(text_page, index)).isalnum() for index in around)


def _words(text_page: Any, run: range) -> int:
    text = "".join(chr(_code(text_page, index)) for index in run)
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


def _without(text_page: Any, page_box: Box, hidden: list[range], characters: int) -> str:
    """The visible text, character by character."""
    gone = {index for run in hidden for index in run}
    starts = {run.start for run in hidden}

    def pieces() -> Iterator[str]:
        for index in range(characters):
            if index in gone:
                yield _HIDDEN_MARK if index in starts else ""
            elif _is_on_page(text_page, page_box, index):
                yield chr(_code(text_page, index))

    text = "".join(pieces()).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return re.sub(rf"[ \t]*{_HIDDEN_MARK}[ \t]*", " ", text)


def _is_on_page(text_page: Any, page_box: Box, index: int) -> bool:
    box = character_box(text_page, index)
    return box is None or page_box.holds((box.left + box.right) / 2, (box.bottom + box.top) / 2) or box.width <= 0


def _code(text_page: Any, index: int) -> int:
    import pypdfium2.raw as pdfium

    if pdfium.FPDFText_IsHyphen(text_page.raw, index) == 1:
        return 2
    code = int(pdfium.FPDFText_GetUnicode(text_page.raw, index))
    return code if 0 < code <= 0x10FFFF else 0


def character_box(text_page: Any, index: int) -> Box | None:
    """The box of a character of a pypdfium2 text page, in its user space; None if it has none."""
    import pypdfium2.raw as pdfium

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(text_page.raw, index, left, right, bottom, top):
        return None
    return Box(left.value, bottom.value, right.value, top.value)
