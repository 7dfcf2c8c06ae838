"""The redactions of a page that is an image, with the grounds printed on them, and how much of the page they cover."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fairwoo.extract.redactions.boxed import Boxed
from fairwoo.extract.redactions.codes import ground_read
from fairwoo.extract.redactions.found import Found, Pixels
from fairwoo.extract.redactions.labels import ground_of, label_image
from fairwoo.extract.redactions.pixels import find
from fairwoo.extract.redactions.shares import Area, area_share, text_share
from fairwoo.extract.redactions.standing import redactions_among, with_words
from fairwoo.model import Redaction, WordBox
from fairwoo.model.extraction import RedactionStyle

_POINTS = 72.0
_FLAT = frozenset({RedactionStyle.BLACK, RedactionStyle.GREY, RedactionStyle.COLOUR})
_STEP = 2  # pixels: every other one tells the colour
_FEWEST = 10  # words of some length that tell which way the page lies
_LONG = 4  # letters of such a word
_SIDEWAYS = 0.6  # share of them that are higher than wide

Read = Callable[[Pixels], str]


def boxes(image: Pixels, dpi: float, words: Sequence[WordBox] = (), read: Read | None = None) -> tuple[Redaction, ...]:
    """The redacted boxes of a page, in reading order, in points from the top left of the image as shown.

    `image` is height × width × 3, BGR, 0–255, of `dpi` dots an inch; give it up to about 9 megapixels. `words` are those that can be
    seen on the page, from its text layer or by OCR, in points from the same corner: with them cells, buttons and drawings are told from
    redactions, and grounds are read. `read` is handed what is printed on a box of which the words give no ground: a grey image
    (height × width, dark on white, 300 dpi) of a line or two; it returns the text. That text is only looked at for a ground.
    """
    if image.size == 0:
        return ()
    if _lies_sideways(words):
        return _sideways(image, dpi, words, read)
    factor = _POINTS / dpi
    found = find(image, dpi)
    candidates = [with_words(_boxed(each, image, factor), words) for each in found]
    size = (image.shape[1] * factor, image.shape[0] * factor)
    kept = set(redactions_among(candidates, words, size)) if words else set(candidates)
    result = []
    for each, box in zip(found, candidates, strict=True):
        if box in kept:
            ground = ground_of(box, words)
            if ground is None and read is not None and (label := label_image(image, each, dpi)) is not None:
                ground = ground_read(read(label))
            result.append(_redaction(box, ground))
    return tuple(result)


def shares(redactions: Sequence[Redaction], size: tuple[float, float], words: Sequence[WordBox]) -> tuple[float, float]:
    """The shares (0–1) of the page and of its text that the boxes cover; `size` is the width and height of the page in points."""
    areas = [Area(box.x, box.y, box.width, box.height) for box in redactions]
    return area_share(areas, Area(0, 0, *size)), text_share(areas, _lines(words))


def _lines(words: Sequence[WordBox]) -> list[Area]:
    """The words with the spaces between those that follow each other on a line."""
    lines: list[Area] = []
    for word in words:
        last = lines[-1] if lines else None
        if last and abs(word.y + word.height / 2 - last.y - last.height / 2) < 0.5 * word.height:
            gap = word.x - last.x - last.width
            if -word.height <= gap <= word.height:
                top, bottom = min(last.y, word.y), max(last.y + last.height, word.y + word.height)
                lines[-1] = Area(last.x, top, max(last.width, word.x + word.width - last.x), bottom - top)
                continue
        lines.append(Area(word.x, word.y, word.width, word.height))
    return lines


def _lies_sideways(words: Sequence[WordBox]) -> bool:
    """Are the words written up or down the page?"""
    long = [word for word in words if len(word.text) >= _LONG]
    return len(long) >= _FEWEST and sum(word.height > word.width for word in long) >= _SIDEWAYS * len(long)


def _sideways(image: Pixels, dpi: float, words: Sequence[WordBox], read: Read | None) -> tuple[Redaction, ...]:
    """The boxes of a page whose lines run up or down, found on the image turned a quarter clockwise.

    Lines that run up come to lie level and upright; those that run down level and upside down, where nothing but `read` would mind.
    """
    import numpy as np

    height = image.shape[0] * _POINTS / dpi
    turned = np.ascontiguousarray(np.rot90(image, -1))
    level = [
        WordBox(word.text, height - word.y - word.height, word.x, word.height, word.width, word.confidence) for word in words
    ]
    back = [
        box.model_copy(update={"x": box.y, "y": round(height - box.x - box.width, 2), "width": box.height, "height": box.width})
        for box in boxes(turned, dpi, level, read)
    ]
    return tuple(sorted(back, key=lambda box: (box.y, box.x)))


def _boxed(found: Found, image: Pixels, factor: float) -> Boxed:
    return Boxed(
        found.x * factor, found.y * factor, found.w * factor, found.h * factor, found.style, colour=_colour_of(found, image)
    )


def _colour_of(found: Found, image: Pixels) -> tuple[int, int, int] | None:
    """Red, green and blue of a flat box; None of one that has no colour of its own."""
    import numpy as np

    inside = image[found.y : found.y + found.h : _STEP, found.x : found.x + found.w : _STEP].reshape(-1, image.shape[2])
    if found.style not in _FLAT or not len(inside):
        return None
    blue, green, red = (int(value) for value in np.median(inside, axis=0)[:3])
    return red, green, blue


def _redaction(box: Boxed, ground: str | None) -> Redaction:
    return Redaction(
        x=round(box.x, 2),
        y=round(box.y, 2),
        width=round(box.width, 2),
        height=round(box.height, 2),
        ground=ground,
        style=box.style,
        found_by="pixels",
    )
