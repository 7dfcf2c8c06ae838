"""Unseen text that says nothing new: the shadow of text that is seen, and the date that a program for redaction prints in its boxes.

A web page gives its letters depth by drawing them twice, a fraction apart, the second time in a colour that nobody sees.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

from fairwoo.extract.pdf.drawing import Drawing, Letters
from fairwoo.extract.pdf.objects import text_of
from fairwoo.extract.pdf.unseen_words import Word

_SHIFT = 0.25  # times the height of a letter: a shadow is no further away
_DATE = re.compile(r"(?:\d{1,2}[-/.]\d{1,2}[-/.](?:\d{2}|\d{4})|\d{4}-\d\d-\d\d)")
_FEWEST_BOXES = 3  # with the same date in all of them


class Shadows:
    """Tells which words are shadows. `unseen` are the addresses of the text objects that nobody sees.

    Of letters that are drawn twice in a row pdfium may give the first only: then the shadow is all that it tells of what is seen.
    """

    def __init__(self, text_page: Any, drawing: Drawing, unseen: Collection[int]) -> None:
        self._text_page, self._letters, self._unseen = text_page, drawing.letters, unseen
        self._known: dict[int, frozenset[str]] = {}

    def has(self, word: Word) -> bool:
        """Does the same text stand in the same place, to be seen?"""
        return all("" in self._over(key) or self._text(self._letters[key]) in self._over(key) for key in set(word.objects))

    def stands_for_seen(self, word: Word) -> bool:
        """Is it a shadow, and all that pdfium gives of the text that is seen?"""
        return all("" in self._over(key) for key in set(word.objects))

    def _over(self, key: int) -> frozenset[str]:
        """What pdfium gives of the text objects that are seen and take up the same room."""
        if key not in self._known:
            self._known[key] = frozenset(map(self._text, self._near(self._letters[key])))
        return self._known[key]

    def _text(self, one: Letters) -> str:
        return text_of(self._text_page, one.handle).strip(" \0\t\r\n")

    def _near(self, one: Letters) -> list[Letters]:
        """The text objects that are seen and take up the same room."""
        most = _SHIFT * (one.box.top - one.box.bottom)
        bottoms, seen = self._seen
        row = seen[bisect_left(bottoms, one.box.bottom - most) : bisect_right(bottoms, one.box.bottom + most)]
        return [other for other in row if all(abs(a - b) <= most for a, b in zip(one.box, other.box, strict=True))]

    @cached_property
    def _seen(self) -> tuple[list[float], list[Letters]]:
        seen = sorted((one for key, one in self._letters.items() if key not in self._unseen), key=lambda one: one.box.bottom)
        return [one.box.bottom for one in seen], seen


def printed_dates(words: Sequence[Word], drawing: Drawing) -> frozenset[str]:
    """The dates that a program printed in boxes: the same one in three or more, drawn after the box that it is in.

    What was on the page before the redaction lies below the box, be it a date of birth: that is none. `words` lie under redactions.
    """
    dated = [word for word in words if all(map(_DATE.fullmatch, word.text.split()))]
    boxes = Counter(date for word in dated for date in word.text.split())
    below = {
        date for word in dated if not all(_is_on_its_box(drawing, key) for key in word.objects) for date in word.text.split()
    }
    return frozenset(text for text, count in boxes.items() if count >= _FEWEST_BOXES and text not in below)


def _is_on_its_box(drawing: Drawing, key: int) -> bool:
    letters = drawing.letters[key]
    orders = [ground.order for ground in drawing.covers if ground.image is None and ground.box.holds(*letters.box.middle)]
    return bool(orders) and max(orders) < letters.order
