"""The text of a PDF page as a reader of the page would see it: in its order, without what is not seen."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import Any

from fairwoo import wordlist
from fairwoo.extract.pdf.located import to_view
from fairwoo.extract.pdf.objects import character_box
from fairwoo.extract.pdf.order import in_order, reading_order
from fairwoo.shared import clean_text

__all__ = ["character_box", "page_text", "repaired", "text_of"]

# pdfium writes a hyphen at the end of a line as U+0002, or as U+FFFE, and leaves the line break out.
_LINE_END_HYPHEN = re.compile(r"[\x02\ufffe](?:\r?\n)?")
_WORD = re.compile(r"[^\W_]*")
_SOFT_HYPHEN = re.compile(r"\xad(?:\r?\n)?")
_CUT = "\x1a"
_GAP = rf"[ \t]*(?:{_CUT}[ \t]*)+"
_LINE_GONE = re.compile(rf"^{_GAP}(?:\r?\n|\Z)", re.MULTILINE)
_EDGE_GONE = re.compile(rf"^{_GAP}|{_GAP}(?=\r?\n|\Z)", re.MULTILINE)
_GONE = re.compile(_GAP)


def page_text(text_page: Any, cut: Collection[int] = ()) -> str:
    """The text of a pypdfium2 text page, repaired, without the characters with the indexes `cut`."""
    rows = reading_order(text_page, to_view(text_page.page) if text_page.page.get_rotation() else None)
    if rows:
        return repaired(in_order(rows, lambda run: text_of(text_page, run, sorted(cut))))
    return repaired(text_of(text_page, range(text_page.count_chars()), sorted(cut)) if cut else text_page.get_text_bounded())


def repaired(text: str) -> str:
    """pdfium's text with line-end hyphens resolved and without control characters.

    A word broken at the end of a line is joined if a dictionary knows it whole, and keeps its hyphen if only its halves are known
    ("Woo-verzoek"). Where the dictionary knows neither, the hyphen stays after an abbreviation or a number ("EU-niveau") and before a
    capital ("Noord-Holland"). Soft hyphens go.
    """

    first, *rest = _LINE_END_HYPHEN.split(text)
    pieces = [first]
    for piece in rest:
        before, after = _last_word(pieces[-1]), _WORD.match(piece)
        pieces += ["" if _was_whole(before, after[0] if after else "") else "-", piece]
    return clean_text(_SOFT_HYPHEN.sub("", "".join(pieces))).strip("\n")


def _last_word(text: str) -> str:
    """What stands at the end of a text: letters and digits, if any."""
    start = len(text)
    while start and text[start - 1].isalnum():
        start -= 1
    return text[start:]


def _was_whole(before: str, after: str) -> bool:
    if not (before and after) or after[0].isupper() > before.isupper():
        return False
    if wordlist.is_known(before + after):
        return True
    if wordlist.is_known(before) and wordlist.is_known(after):
        return False
    return after[0].islower() and not before.isupper() and not any(letter.isdigit() for letter in before)


def text_of(text_page: Any, characters: range, cut: Sequence[int] = ()) -> str:
    """What these characters of a text page say, as pdfium gives it, without those in `cut` (ascending); a line that is all cut goes."""
    pieces: list[str] = []
    start = characters.start
    for index in (*cut[bisect_left(cut, characters.start) : bisect_left(cut, characters.stop)], characters.stop):
        if index > start:
            pieces.append(text_page.get_text_range(start, index - start))
        if index >= start:
            pieces.append(_CUT)
        start = index + 1
    text = _LINE_GONE.sub("", "".join(pieces[:-1]))
    return _GONE.sub(" ", _EDGE_GONE.sub("", text))
