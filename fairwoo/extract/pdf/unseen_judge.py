"""Why a word of a PDF page is not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from fairwoo.extract.pdf.drawing import Colour, Drawing, Letters
from fairwoo.extract.pdf.shapes import Box
from fairwoo.extract.pdf.unseen_look import Look
from fairwoo.extract.pdf.unseen_suspects import Suspects, is_outside, is_tiny
from fairwoo.extract.pdf.unseen_words import Word
from fairwoo.model import HiddenKind

_MOST = 0.5  # of its letters: a word is unseen if more of them are
_SAME = 24  # of 255: colours this near cannot be told apart
_PAPER = 240  # of 255
_SCAN = 0.85  # images that cover this much of a page are the scan of it: text below them is its recognised text
_PAINTS_NOTHING = (3, 7)  # the render modes of text that is invisible, or only a clip (ISO 32000-1, table 106)


class Judge:
    """Judges the words of the text objects under suspicion. Renders the page when a word asks for it.

    `under` are the indexes of the characters that are known to lie under a redaction, which are not judged.
    """

    def __init__(self, page: Any, drawing: Drawing, suspected: Suspects, under: Collection[int]) -> None:
        self._page, self._page_box = page, Box(*page.get_bbox())
        self._drawing, self._suspected, self._under = drawing, suspected, under
        self._scanned = drawing.image_cover(self._page_box) >= _SCAN
        self._first_look: Look | None = None
        self._tiny: dict[int, bool] = {}

    def kind(self, word: Word) -> HiddenKind | None:
        """Why the word is not seen; None if it is, or if it lies under a redaction."""
        if self._is_recognised(word):
            return self._of_recognised(word.box)
        kinds = [
            None if index in self._under else self._of(box, key)
            for box, key, index in zip(word.boxes, word.objects, word.indexes, strict=True)
        ]
        hidden = Counter(kind for kind in kinds if kind)
        if hidden.total() <= _MOST * len(kinds):
            return None
        kind = hidden.most_common(1)[0][0]
        return self._of_recognised(word.box) if kind is HiddenKind.OCR_LAYER else kind

    def _is_recognised(self, word: Word) -> bool:
        """The text layer of a scan has many words of one text object, without ink and well on the page: each is looked at as a whole."""
        key = word.objects[0]
        return (
            not self._under
            and key not in self._suspected.out_of_sight
            and key not in self._suspected.replaced
            and self._drawing.letters[key].mode in _PAINTS_NOTHING
            and all(other == key for other in word.objects)
        )

    def _of(self, box: Box, key: int) -> HiddenKind | None:
        """Of one character. What paints nothing, or lies below a scan, is OCR_LAYER here: the place of the whole word is looked at."""
        letters = self._drawing.letters[key]
        if is_outside(box, self._page_box):
            return HiddenKind.OUTSIDE_PAGE
        if key in self._suspected.replaced:
            return HiddenKind.INVISIBLE
        if self._is_tiny(key, letters):
            return HiddenKind.TINY
        if letters.mode in _PAINTS_NOTHING:
            return HiddenKind.OCR_LAYER
        if key not in self._suspected.to_look_at or self._look().is_seen(box):
            return None
        return self._of_unseen(box, letters)

    def _is_tiny(self, key: int, letters: Letters) -> bool:
        if key not in self._suspected.out_of_sight:
            return False
        if key not in self._tiny:
            self._tiny[key] = is_tiny(letters)
        return self._tiny[key]

    def _of_unseen(self, box: Box, letters: Letters) -> HiddenKind:
        if not all(clip.holds(*box.middle) for clip in letters.clip.shapes):
            return HiddenKind.CLIPPED
        below = self._look().colour(box)
        melts = letters.colour is None or _is_near(letters.colour, below)
        grounds = self._drawing.grounds
        over = [ground for ground in grounds if ground.order > letters.order and ground.box.holds(*box.middle)]
        if self._scanned and any(ground.image is not None for ground in over):
            return HiddenKind.OCR_LAYER
        optional = letters.optional
        if over and not optional and (not melts or min(below) < _PAPER):
            return HiddenKind.UNDER_REDACTION
        if melts:
            return HiddenKind.INVISIBLE
        return HiddenKind.LAYER_OFF if optional or letters.frame.forms else HiddenKind.INVISIBLE

    def _of_recognised(self, box: Box) -> HiddenKind | None:
        if not self._look().is_even(box):
            return None
        on_image = any(ground.image is not None and ground.box.meets(box) for ground in self._drawing.grounds)
        return HiddenKind.OCR_LAYER if on_image else HiddenKind.INVISIBLE

    def _look(self) -> Look:
        if self._first_look is None:
            letters = [self._drawing.letters[key] for key in self._suspected.to_look_at]
            painted = [one.handle for one in letters if one.mode not in _PAINTS_NOTHING]
            self._first_look = Look(self._page, painted, [one.box for one in letters])
        return self._first_look


def _is_near(one: Colour, other: Colour) -> bool:
    return all(abs(part - like) <= _SAME for part, like in zip(one, other, strict=True))
