"""Why a word of a PDF page is not seen."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fairwoo.extract.pdf.covered import Covered
from fairwoo.extract.pdf.drawing import Colour, Drawing
from fairwoo.extract.pdf.shapes import Box
from fairwoo.extract.pdf.unseen_look import Look
from fairwoo.extract.pdf.unseen_objects import Letters, Objects
from fairwoo.extract.pdf.unseen_suspects import Suspects, is_tiny
from fairwoo.extract.pdf.unseen_words import Word
from fairwoo.model import HiddenKind

_MOST = 0.5  # of its letters: a word is unseen if more of them are
_SAME = 24  # of 255: colours this near cannot be told apart
_PAPER = 240  # of 255
_SCAN = 0.85  # images that cover this much of a page are the scan of it: text below them is its recognised text
_PAINTS_NOTHING = (3, 7)  # the render modes of text that is invisible, or only a clip (ISO 32000-1, table 106)


class Judge:
    """Judges the words of the text objects under suspicion. Renders the page when a word asks for it."""

    def __init__(self, page: Any, objects: Objects, suspected: Suspects, covered: Covered) -> None:
        self._page, self._page_box = page, Box(*page.get_bbox())
        self._objects, self._suspected, self._covered = objects, suspected, covered
        self._all = suspected.all()
        self._might_be_covered = covered.any()
        images = [ground.box for ground in objects.grounds if ground.image]
        self._scanned = Drawing(images=images).image_cover(self._page_box) >= _SCAN
        self._first_look: Look | None = None

    def kind(self, word: Word) -> HiddenKind | None:
        """Why the word is not seen; None if it is, or if it is for `covered` to tell."""
        if word.objects[0] not in self._all:
            return None
        kinds = [self._of(box, key) for box, key in zip(word.boxes, word.objects, strict=True)]
        hidden = Counter(kind for kind in kinds if kind)
        if hidden.total() <= _MOST * len(kinds):
            return None
        kind = hidden.most_common(1)[0][0]
        return self._of_recognised(word.box) if kind is HiddenKind.OCR_LAYER else kind

    def _of(self, box: Box, key: int) -> HiddenKind | None:
        """Of one character. What paints nothing, or lies below a scan, is OCR_LAYER here: the place of the whole word is looked at."""
        letters = self._objects.letters[key]
        if not self._page_box.holds(*_middle(box)):
            return HiddenKind.OUTSIDE_PAGE
        paints, tiny = letters.mode not in _PAINTS_NOTHING, is_tiny(letters)
        if paints and not tiny and (key not in self._suspected.to_look_at or self._look().is_seen(box)):
            return None
        if self._might_be_covered and self._covered.is_covered(letters.handle, box):
            return None
        if not paints:
            return HiddenKind.OCR_LAYER
        return HiddenKind.TINY if tiny else self._of_unseen(box, letters)

    def _of_unseen(self, box: Box, letters: Letters) -> HiddenKind:
        middle = _middle(box)
        if not all(clip.holds(*middle) for clip in letters.clips):
            return HiddenKind.CLIPPED
        below = self._look().colour(box)
        melts = letters.colour is None or _is_near(letters.colour, below)
        over = [ground for ground in self._objects.grounds if ground.order > letters.order and ground.box.holds(*middle)]
        if self._scanned and any(ground.image for ground in over):
            return HiddenKind.OCR_LAYER
        if over and not letters.optional and (not melts or min(below) < _PAPER):
            return HiddenKind.UNDER_REDACTION
        if melts:
            return HiddenKind.INVISIBLE
        return HiddenKind.LAYER_OFF if letters.optional or letters.in_form else HiddenKind.INVISIBLE

    def _of_recognised(self, box: Box) -> HiddenKind | None:
        if not self._look().is_even(box):
            return None
        on_image = any(ground.image and ground.box.meets(box) for ground in self._objects.grounds)
        return HiddenKind.OCR_LAYER if on_image else HiddenKind.INVISIBLE

    def _look(self) -> Look:
        if self._first_look is None:
            letters = [self._objects.letters[key] for key in sorted(self._suspected.to_look_at)]
            self._first_look = Look(self._page, [one.handle for one in letters if one.mode not in _PAINTS_NOTHING])
        return self._first_look


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.bottom + box.top) / 2


def _is_near(one: Colour, other: Colour) -> bool:
    return all(abs(part - like) <= _SAME for part, like in zip(one, other, strict=True))
