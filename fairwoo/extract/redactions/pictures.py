"""Where a page image is a photograph: boxes there are windows, shadows and screens, not redactions.

In a photograph there is no paper to be seen, and no few levels of grey prevail as on a panel or in a redaction.
"""

from __future__ import annotations

from fairwoo.extract.redactions.found import Found, Pixels

_PIECE = 0.16  # inch: what is judged at once; lines of print are nearer to each other, so that text shows paper in it
_LIGHTEST = 90  # percentile: the paper in a piece
_DARKER = 22  # of 255: what is so much darker than the paper of the page is none
_GAP = 0.35  # inch: pieces of paper in a photo (a window, a white wall)
_LEAST = 1.0  # inch: a photo is no smaller, in both directions
_LEVELS = 16  # the levels of grey are counted in so many classes
_FEW, _PREVAIL = 3, 0.72  # so many classes, and the share of the pixels that they have on a panel
_REACH = 0.1  # inch: the surroundings of a box
_AROUND = 0.6  # share of these that must be photo


class Pictures:
    """The photographs of a page image."""

    def __init__(self, grey: Pixels, dpi: float) -> None:
        """`grey` is the page (0–255)."""
        self._dpi = dpi
        self._piece = max(4, round(_PIECE * dpi))
        self._mask = self._photos(grey)

    def holds(self, box: Found) -> bool:
        """Does the box lie in a photograph: is most of what surrounds it part of one?"""
        if self._mask is None:
            return False
        reach = _REACH * self._dpi
        left, top, right, bottom = (
            round(side / self._piece) for side in (box.x - reach, box.y - reach, box.x + box.w + reach, box.y + box.h + reach)
        )
        around = self._mask[max(0, top) : bottom + 1, max(0, left) : right + 1]
        return bool(around.size and (around > 0).mean() >= _AROUND)

    def _photos(self, grey: Pixels) -> Pixels | None:
        """A mask of the photographs, one value a piece; None if there are none."""
        import cv2
        import numpy as np

        side = self._piece
        rows, columns = grey.shape[0] // side, grey.shape[1] // side
        if not rows or not columns:
            return None
        pieces = grey[: rows * side, : columns * side].reshape(rows, side, columns, side)[:, ::2, :, ::2]
        pieces = pieces.swapaxes(1, 2).reshape(rows, columns, -1)
        place = pieces.shape[2] * _LIGHTEST // 100
        lightest = np.partition(pieces, place, axis=2)[:, :, place]
        covered = (lightest.astype(np.int16) < int(lightest.max()) - _DARKER).astype(np.uint8)
        gap = round(_GAP * self._dpi / side)
        joined = cv2.morphologyEx(covered, cv2.MORPH_CLOSE, np.ones((gap + 1, gap + 1), np.uint8))
        count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=4)
        photos = np.zeros_like(joined)
        least = _LEAST * self._dpi / side
        for number in range(1, count):
            if stats[number][cv2.CC_STAT_WIDTH] >= least and stats[number][cv2.CC_STAT_HEIGHT] >= least:
                here = labels == number
                levels = np.sort(np.bincount((pieces[here] // (256 // _LEVELS)).ravel(), minlength=_LEVELS))
                if levels[-_FEW:].sum() < _PREVAIL * levels.sum():
                    photos[here] = 1
        return photos if photos.any() else None
