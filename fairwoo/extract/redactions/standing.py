"""Which boxes of a page image are redactions, by the words on them and round them.

A box with words on it that are no label is a cell, a button, a banner or a marked line. One without may still be part of a table, a
chart or a drawing: redactions stand where text does.
"""

from __future__ import annotations

from collections.abc import Sequence

from fairwoo import wordlist
from fairwoo.extract.redactions.boxed import Boxed, lies_on, lines_of, on_line, shared
from fairwoo.extract.redactions.codes import ground_in, ground_read, is_label
from fairwoo.extract.redactions.ornaments import Sheet, ornaments, standing
from fairwoo.model import WordBox
from fairwoo.model.extraction import RedactionStyle

_SURE = 0.6  # confidence (0–1): OCR makes words of specks in boxes, and is less sure of them
_HALF_SURE, _PRINT = 0.5, 0.4  # confidence of words that cover dots, and the share they cover
_WITHIN, _PART = 0.8, 0.4  # share of a stem that lies on its word, and share of the word that it is at most
_VERY_SURE = 0.9  # so sure is it of words that no dictionary has
_WIDE, _WIDER = 80.0, 150.0  # points: drawings have no boxes of such width, black ones and others
_SEVERAL = 2
_LETTERS = 3  # a word that speaks has so many
_NEAR = 30.0  # points: from a box to the text of its line
_ALIGNED = 5.0  # points: of the left edges of a box and the lines of its column
_COLUMN = 90.0  # points: how far up and down those lines are looked for
_FEW_WORDS = 8  # a page with fewer has no text to stand in
_LOWEST = 0.65  # of the usual height of words
_LINE = 14.0  # points: of a line; blocks of text are higher
_LIKE = 0.3  # share by which the heights of boxes on one line differ
_UPRIGHT, _BLOCK = 0.8, 72.0  # width over height of a box of few letters, and the width (points) of a block of text
_STEEP = 4.0  # height over width that no block of text has
_LINE_GAP = 1.0  # of the height of a word: to the line above or below
_TOUCHING = 4.0  # points
_EQUAL = 2.5  # points: cells and fields of one size
_BARS = 3  # so many of one width and one foot make a chart
_EXACT = 1.4  # points: edges on a scan are right within this
_FLAT = frozenset({RedactionStyle.BLACK, RedactionStyle.GREY, RedactionStyle.COLOUR})
_FIELDS = 3  # so many empty frames of one size, apart from each other, make a form


def with_words(box: Boxed, words: Sequence[WordBox]) -> Boxed:
    """The box with the words on it, line by line."""
    inside = [word for word in words if lies_on(word, box)]
    return box._replace(words=tuple(sorted(inside, key=lambda word: (round(word.y / max(1.0, word.height)), word.x))))


def redactions_among(boxes: Sequence[Boxed], words: Sequence[WordBox], size: tuple[float, float]) -> list[Boxed]:
    """Those of the boxes that are redactions. `words` are all words of the page, `size` is its width and height."""
    told = _are_blank_black(boxes)
    read = [box for box in boxes if speaks(box) and not (told and box.style is RedactionStyle.BLACK)]
    left = [box for box in boxes if box not in read and not any(_is_row(box, other) for other in read)]
    left = [box for box in left if not _is_part_of_letter(box, words)]
    left = [box for box in left if not (box.style is RedactionStyle.DITHERED and _is_print(box, words))]
    left = [box for box in left if not _is_bar(box, boxes) and not _is_field(box, boxes)]
    outside = [word for word in words if not any(lies_on(word, box) for box in left)]
    if len(outside) < _FEW_WORDS:
        return [box for box in left if not _is_steep(box)]
    left = _without_ornaments(left, Sheet(lines_of(outside), size, read, _EXACT))
    usual = sorted(word.height for word in outside)[len(outside) // 2]
    large = [box for box in left if box.height >= _LOWEST * usual and not _is_steep(box)]
    sure = [box for box in left if ground_in(box.label) or (box in large and _stands(box, outside, large))]
    return [box for box in left if box in sure or _belongs(box, sure)]


def _without_ornaments(boxes: Sequence[Boxed], sheet: Sheet) -> list[Boxed]:
    """The boxes without those flat ones that are decoration, or coloured and not where text stands."""
    flat = [box for box in boxes if box.style in _FLAT and not ground_in(box.label)]
    decoration = {id(box) for box in ornaments(flat, sheet)}
    left = [box for box in boxes if id(box) not in decoration]
    asked = [box for box in left if box.style is RedactionStyle.COLOUR and not ground_in(box.label)]
    among_text = {id(box) for box in standing(asked, left, sheet)}
    return [box for box in left if id(box) in among_text or all(box is not one for one in asked)]


def _is_print(box: Boxed, words: Sequence[WordBox]) -> bool:
    """Is what looks like dots small print: do words cover it?"""
    covered = sum(shared(word, box) for word in words if word.confidence >= _HALF_SURE)
    return covered >= _PRINT * box.width * box.height


def _is_part_of_letter(box: Boxed, words: Sequence[WordBox]) -> bool:
    """Does the box lie on a word that is larger: is it a stem of its letters?"""
    return any(
        word.confidence >= _VERY_SURE
        and not is_label(word.text)
        and _PART * word.width * word.height >= shared(word, box) >= _WITHIN * box.width * box.height
        for word in words
    )


def _is_steep(box: Boxed) -> bool:
    """Is it too narrow for its height to have text under it?"""
    if box.height > _STEEP * box.width:
        return True
    return (
        not box.words
        and box.style in {RedactionStyle.GREY, RedactionStyle.COLOUR}
        and box.width < min(_BLOCK, _UPRIGHT * box.height)
    )


def _are_blank_black(boxes: Sequence[Boxed]) -> bool:
    """Are there several black boxes with nothing on them? Then one with words says why, as "does not belong to the request"."""
    return sum(box.style is RedactionStyle.BLACK and not box.words for box in boxes) >= _SEVERAL


def speaks(box: Boxed) -> bool:
    """Are there words on the box that are to be read, and no label?"""
    return not is_label(box.label) and any(_is_read(word) for word in box.words)


def _is_read(word: WordBox) -> bool:
    """Is it a word, not what OCR makes of a speck or a code?"""
    letters, digits = sum(letter.isalpha() for letter in word.text), sum(letter.isdigit() for letter in word.text)
    if digits >= letters:
        return word.confidence >= _VERY_SURE and len(word.text) > 1 and not is_label(word.text) and ground_read(word.text) is None
    if letters < _LETTERS or word.confidence < _SURE:
        return False
    return word.confidence >= _VERY_SURE or wordlist.is_known(word.text.strip(".,;:()"))


def _begins_line(word: WordBox, words: Sequence[WordBox]) -> bool:
    """Does nothing stand close before the word?"""
    return not any(
        other is not word and -1 <= word.x - other.x - other.width <= word.height and on_line(other, word) for other in words
    )


def _stands(box: Boxed, words: Sequence[WordBox], boxes: Sequence[Boxed]) -> bool:
    """Does text stand on its line close by, do lines or other boxes above and below begin where it does, or is it wide and black?"""
    if box.width >= (_WIDE if box.style is RedactionStyle.BLACK else _WIDER) and box.style is not RedactionStyle.COLOUR:
        return True
    if any(_is_over(word, box) for word in words):
        return True
    row = [
        other
        for other in boxes
        if other.style is box.style is RedactionStyle.BLACK
        and on_line(other, box)
        and abs(other.height - box.height) <= _LIKE * box.height
        and max(box.x - other.right, other.x - box.right) <= _NEAR
    ]
    if len(row) > _SEVERAL:
        return True
    column = [
        other
        for other in boxes
        if other.style is box.style
        and abs(other.x - box.x) <= _ALIGNED
        and max(box.y - other.bottom, other.y - box.bottom) <= _NEAR
    ]
    if len(column) > _SEVERAL:
        return True
    for word in words:
        gap = max(word.x - box.right, box.x - word.x - word.width)
        if gap <= _NEAR and on_line(word, box):
            return True
    return any(
        abs(word.x - box.x) <= _ALIGNED
        and max(word.y - box.bottom, box.y - word.y - word.height) <= _COLUMN
        and _begins_line(word, words)
        for word in words
    )


def _is_over(word: WordBox, box: Boxed) -> bool:
    """Does the word stand right above or below the box?"""
    across = min(word.x + word.width, box.right) - max(word.x, box.x)
    return across > 0 and max(box.y - word.y - word.height, word.y - box.bottom) <= _LINE_GAP * word.height


def _belongs(box: Boxed, others: Sequence[Boxed]) -> bool:
    """Is it of the same kind as a redaction on its line or in its column?"""
    for other in others:
        if other.style is box.style and box.height >= _LOWEST * min(other.height, _LINE):
            beside = max(box.x - other.right, other.x - box.right) <= _NEAR and on_line(box, other)
            below = max(box.y - other.bottom, other.y - box.bottom) <= 2 * _NEAR and abs(box.x - other.x) <= _ALIGNED
            if beside or below:
                return True
    return False


def _is_row(box: Boxed, other: Boxed) -> bool:
    """Do the two touch and are they of one colour, as the cells of a shaded row or column?"""
    if box.style is not other.style or box.style is RedactionStyle.MARKER:
        return False
    level = abs(box.y - other.y) <= _EQUAL and abs(box.bottom - other.bottom) <= _EQUAL
    upright = abs(box.x - other.x) <= _EQUAL and abs(box.right - other.right) <= _EQUAL
    across = max(box.x - other.right, other.x - box.right) <= _TOUCHING
    down = max(box.y - other.bottom, other.y - box.bottom) <= _TOUCHING
    return (level and across) or (upright and down)


def _is_bar(box: Boxed, boxes: Sequence[Boxed]) -> bool:
    """Is it a bar of a chart: do others have its foot and its width, but another height?"""
    bars = [other for other in boxes if abs(other.bottom - box.bottom) <= _EQUAL and abs(other.width - box.width) <= _EQUAL]
    return len(bars) >= _BARS and max(bar.height for bar in bars) - min(bar.height for bar in bars) > 2 * _EQUAL


def _is_field(box: Boxed, boxes: Sequence[Boxed]) -> bool:
    """Is it an empty field of a form: a frame like others in its column, that do not touch it?"""
    if box.style is not RedactionStyle.OUTLINE or ground_in(box.label):
        return False
    like = [
        other
        for other in boxes
        if other.style is RedactionStyle.OUTLINE
        and all(abs(one - two) <= _EQUAL for one, two in ((box.x, other.x), (box.width, other.width), (box.height, other.height)))
    ]
    if any(other is not box and max(box.y - other.bottom, other.y - box.bottom) <= _TOUCHING for other in like):
        return False
    return len(like) >= _FIELDS
