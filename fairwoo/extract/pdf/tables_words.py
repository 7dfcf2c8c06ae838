"""The words of a page with their boxes, in points from the top left of the page as it is shown, in drawing order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from fairwoo.extract.pdf.objects import character_box
from fairwoo.extract.pdf.shapes import Box, Matrix

_MOST_CHARACTERS = 30_000  # of a page; a page of a list has 5,000
_APART = 0.6  # of the height of a character: a wider gap parts words that no space parts
_SPACE = 0.9  # the same, for words on a line: what is further apart stands in another column
_SAME_LINE = 0.5  # of the lower of two words
_AND = {"en", "of", "and", "or"}  # behind a hyphen that stands for a part of a word: "in- en uitvoer"
_HYPHENS = "-\x02\xad\u2010\ufffe"
_HYPHEN = "\x02"
"""How pdfium, and `page_text.repaired`, write a hyphen at the end of a line."""


class Word(NamedTuple):
    """A word and its box; y runs down."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def across(self) -> float:
        """The middle, from left to right."""
        return (self.left + self.right) / 2

    @property
    def down(self) -> float:
        """The middle, from top to bottom."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """In points."""
        return self.bottom - self.top

    def is_beside(self, other: Word) -> bool:
        """Do both stand on one line?"""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > _SAME_LINE * min(self.height, other.height)


def words_of(text_page: Any, view: Matrix, cut: Collection[int] = ()) -> list[Word]:
    """The words of a pypdfium2 text page without the characters with the indexes `cut`; none if there are far too many.

    `view` leads from user space to the page as shown.
    """
    if not 0 < text_page.count_chars() <= _MOST_CHARACTERS:
        return []
    return list(_words(text_page, view, frozenset(cut)))


def phrases_of(words: Sequence[Word]) -> list[Word]:
    """Words of one line that follow each other at the distance of a space, each run as one."""
    found: list[Word] = []
    for line in lines_of(words):
        before: Word | None = None
        for word in line:
            before = _around(before, word) if before and _is_next(before, word) else word
            if found and before is not word:
                found.pop()
            found.append(before)
    return found


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """The words by the lines that they stand on, from top to bottom, each line from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: one.down):
        if lines and lines[-1][0].is_beside(word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda one: one.left) for line in lines]


def in_lines(words: Sequence[Word]) -> str:
    """The words as running text, in their order, with a hyphen at the end of a line as pdfium marks it."""
    text = ""
    for word, following in zip_longest(words, words[1:]):
        before = word.text.rstrip("-")
        ends = following is not None and 0 < len(before) < len(word.text) and word.down < following.top
        if ends and following.text not in _AND:
            text += before + (_HYPHEN if before.islower() else "-")
        else:
            text += word.text if word.text.endswith(_HYPHEN) else f"{word.text} "
    return text.rstrip()


def _is_next(before: Word, after: Word) -> bool:
    return after.left - before.right <= _SPACE * min(before.height, after.height)


def _around(one: Word, other: Word) -> Word:
    return Word(
        f"{one.text} {other.text}",
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )


def _words(text_page: Any, view: Matrix, cut: frozenset[int]) -> Iterator[Word]:
    letters: list[str] = []
    boxes: list[Box] = []
    size = 0.0
    for letter, box in _characters(text_page, view, cut):
        if boxes and (box is None or letters[-1] == _HYPHEN or _is_apart(boxes[-1], box, size)):
            yield _word(letters, boxes)
            letters, boxes, size = [], [], 0.0
        if box is not None:
            letters.append(letter)
            boxes.append(box)
            size = max(size, box.width, box.height)
    if boxes:
        yield _word(letters, boxes)


def _characters(text_page: Any, view: Matrix, cut: frozenset[int]) -> Iterator[tuple[str, Box | None]]:
    """Each character with its box as shown; None for spaces, line ends, what has no box and what is cut."""
    import pypdfium2.raw as pdfium

    raw = text_page.raw
    for index in range(text_page.count_chars()):
        code = int(pdfium.FPDFText_GetUnicode(raw, index))
        letter = chr(code) if 0 < code <= 0x10FFFF else " "
        box = None if letter.isspace() or index in cut else character_box(text_page, index)
        if box is None:
            yield " ", None
        elif letter in _HYPHENS and pdfium.FPDFText_IsHyphen(raw, index) == 1:
            yield _HYPHEN, box.through(view)
        else:
            yield letter, box.through(view)


def _is_apart(before: Box, after: Box, size: float) -> bool:
    """Does a character stand apart from the one before it? `size` is that of the largest so far; a `Box` has its upper edge at `bottom`."""
    most = _APART * max(size, after.height, after.width)
    wide = max(after.left - before.right, before.left - after.right)
    high = max(after.bottom - before.top, before.bottom - after.top)
    return max(wide, high) > most


def _word(letters: list[str], boxes: list[Box]) -> Word:
    return Word(
        "".join(letters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore"),
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )
