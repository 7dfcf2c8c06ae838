"""What Tesseract's layout analysis passed over: letters of a list in a column of their own, pale footers, bullets.

Ink that no word covers and that has the size of letters is gathered into lines, and each is read by itself. On clear print of the
corpus Tesseract leaves out the `b.`, `c.`, `d.` before the items of a list; it never sees print that is much paler than the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from fairwoo.extract.ocr.lines import Engine, Line
from fairwoo.model import WordBox

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

BULLET = "•"

_MOST = 60  # with more pieces of ink left, it is a drawing, handwriting or noise
_PALER = 20  # than the paper around it, of 255, is ink
_SURE = 0.70
_LIKELY = 0.30  # confidence in the mark of an item, which place and form speak for
_MARK = re.compile(r"(?:[A-Za-z]|[1-9]\d?)[.)]")
_ALIKE = frozenset("COSUVWXZ")  # as small letters they look the same
_LOW = 0.88  # of the height of a word: what is lower has no ascender and is no capital
_SURE_OF_DISC = 0.9  # confidence, where the shape is clear


class _Box(NamedTuple):
    """In pixels."""

    x: int
    y: int
    width: int
    height: int

    def with_words(self, words: Sequence[WordBox]) -> _Box:
        """The box around this one and the words."""
        left, top = min(self.x, *(round(word.x) for word in words)), min(self.y, *(round(word.y) for word in words))
        right = max(self.x + self.width, *(round(word.x + word.width) for word in words))
        bottom = max(self.y + self.height, *(round(word.y + word.height) for word in words))
        return _Box(left, top, right - left, bottom - top)

    def of(self, image: Grey) -> Grey:
        """What the image shows in the box."""
        return image[self.y : self.y + self.height, self.x : self.x + self.width]


class _Reading(NamedTuple):
    """By what, at how many dots an inch, and how high a word is in pixels."""

    engine: Engine
    dpi: int
    unit: float


def completed(image: Grey, lines: Sequence[Line], engine: Engine, dpi: int) -> list[Line]:
    """The lines with what was passed over put where it belongs: before or after the words of a line, or as a line of its own."""
    heights = [word.height for line in lines for word in line.words if len(word.text) > 1]
    if not heights:
        return list(lines)
    unit = median(heights)  # the height of a word
    done = [_with_bullet(image, line, unit) for line in lines]
    for box in _passed_over(image, done, unit):
        beside = _beside(box, done, unit)
        words = _read(image, box, None if beside is None else done[beside], _Reading(engine, dpi, unit))
        if beside is not None and _is_disc(box.of(image), unit) and box.x < done[beside].words[0].x:
            words = (WordBox(BULLET, *box, _SURE_OF_DISC),)
        if words:
            _put(done, words, beside)
    return done


def _passed_over(image: Grey, lines: Sequence[Line], unit: float) -> list[_Box]:
    """The boxes of ink in lines, from top to bottom; none if there are too many."""
    import cv2
    import numpy as np

    around = round(unit * 2) | 1
    ink = cv2.adaptiveThreshold(image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(3, around), _PALER)
    _, _, stats, centres = cv2.connectedComponentsWithStats(ink)
    free = np.ones(image.shape, dtype=bool)
    reach = round(unit / 6)
    for word in (word for line in lines for word in line.words):
        left, top = max(0, round(word.x) - reach), max(0, round(word.y) - reach)
        free[top : round(word.y + word.height) + reach, left : round(word.x + word.width) + reach] = False
    letters = np.zeros(image.shape, dtype=np.uint8)
    _, _, width, height, area = stats.T
    across, down = centres.astype(int).T
    fits = (height >= unit / 4) & (height <= unit * 1.6) & (width <= unit * 4) & (area >= unit) & free[down, across]
    for x, y, wide, high, _ in stats[1:][fits[1:]]:  # the first is the paper
        letters[y : y + high, x : x + wide] = 255
    joined = cv2.dilate(letters, np.ones((max(1, round(unit / 4)), max(1, round(unit * 1.2))), dtype=np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    if count - 1 > _MOST:
        return []
    boxes = []
    for number in range(1, count):
        x, y, width, height = (int(value) for value in stats[number][:4])
        rows, columns = np.nonzero(
            (labels[y : y + height, x : x + width] == number) & (letters[y : y + height, x : x + width] > 0)
        )
        if len(rows):
            top, left = y + int(rows.min()), x + int(columns.min())
            boxes.append(_Box(left, top, x + int(columns.max()) + 1 - left, y + int(rows.max()) + 1 - top))
    return sorted((box for box in boxes if box.height <= unit * 2), key=lambda box: (box.y + box.height, box.x))


def _read(image: Grey, box: _Box, beside: Line | None, reading: _Reading) -> tuple[WordBox, ...]:
    """The sure words in the box, if they are at least half of what is in it.

    A letter alone says too little of its size and the line it stands on: it is read together with the words to its right.
    """
    room = round(reading.unit / 3)
    edge = 2 * room
    before = beside is not None and box.x < beside.words[0].x
    seen = box.with_words(beside.words[:2]) if beside is not None and before else box
    left, top = max(0, seen.x - room), max(0, seen.y - room)
    right = seen.x + seen.width + (room if before else 2 * room)  # a dot may follow
    framed = _framed(image[top : seen.y + seen.height + room, left:right], edge)
    lines = [] if framed is None else reading.engine.lines(framed, reading.dpi, single=True)
    words = [word._replace(x=word.x - edge + left, y=word.y - edge + top) for line in lines for word in line.words]
    inside = [word for word in words if word.x + word.width / 2 < box.x + box.width + room]
    if before and len(inside) == 1 and _MARK.fullmatch(inside[0].text) and inside[0].confidence >= _LIKELY:
        return (_in_case(inside[0], box.height, reading.unit),)
    sure = [word for word in inside if word.confidence >= _SURE]
    letters = sum(len(word.text) for word in inside)
    enough = 2 * sum(len(word.text) for word in sure) >= letters
    return tuple(sure) if enough and any(letter.isalnum() for word in sure for letter in word.text) else ()


def _in_case(mark: WordBox, height: int, unit: float) -> WordBox:
    """The mark of an item, a small letter where it is low and only its height tells."""
    low = mark.text[0] in _ALIKE and height < _LOW * unit
    return mark._replace(text=mark.text.lower()) if low else mark


def _framed(piece: Grey, edge: int) -> Grey | None:
    """The piece with ink as dark as it can be, on white paper with a white edge; None if all of it is alike."""
    import cv2
    import numpy as np

    dark, light = (float(value) for value in np.percentile(piece, (2, 75)))
    if light - dark < _PALER:
        return None
    stretched = np.clip((piece.astype(np.float32) - dark) * (255.0 / (light - dark)), 0, 255).astype(np.uint8)
    return np.asarray(cv2.copyMakeBorder(stretched, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=255), dtype=np.uint8)


def _with_bullet(image: Grey, line: Line, unit: float) -> Line:
    """The line with a bullet first, where a disc was read as a letter."""
    first = line.words[0]
    box = _Box(*(round(value) for value in first[1:5]))
    if len(line.words) < 2 or len(first.text) > 2 or not _is_disc(box.of(image), unit):
        return line
    return line._replace(words=(first._replace(text=BULLET), *line.words[1:]))


def _is_disc(piece: Grey, unit: float) -> bool:
    """Is the ink a filled round or square, smaller than a letter? A disc fills .79 of its box; e, o and c half of it."""
    import cv2

    if not piece.size:
        return False
    ink = cv2.threshold(piece, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    _, _, width, height = cv2.boundingRect(ink)
    if not (unit / 4 <= height <= unit * 0.8 and 0.75 <= width / height <= 1.33):
        return False
    return cv2.countNonZero(ink) >= 0.68 * width * height


def _beside(box: _Box, lines: Sequence[Line], unit: float) -> int | None:
    """The number of the line to whose left or right the box lies, at the same height and no more than six letters off."""
    middle = box.y + box.height / 2
    for number, line in enumerate(lines):
        first, last = line.words[0], line.words[-1]
        gap = max(first.x - box.x - box.width, box.x - last.x - last.width)
        word = first if box.x < first.x else last
        if 0 <= gap <= 6 * unit and word.y - unit / 4 <= middle <= word.y + word.height + unit / 4:
            return number
    return None


def _put(lines: list[Line], words: tuple[WordBox, ...], beside: int | None) -> None:
    if beside is not None:
        line = lines[beside]
        before = words[0].x < line.words[0].x
        lines[beside] = line._replace(words=(*words, *line.words) if before else (*line.words, *words))
        return
    bottom = max(word.y + word.height for word in words)
    place = next((number for number, line in enumerate(lines) if line.words[0].y >= bottom), len(lines))
    lines.insert(place, Line(words, opens=True))
