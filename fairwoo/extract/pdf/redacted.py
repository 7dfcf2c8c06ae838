"""The redactions in the drawing of a PDF page, and how much of it they take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from fairwoo.extract.pdf.drawing import Cover, Drawing
from fairwoo.extract.pdf.located import to_view
from fairwoo.extract.pdf.objects import text_of
from fairwoo.extract.pdf.shapes import Box, box_around
from fairwoo.extract.redactions.drawing import Printed, find
from fairwoo.extract.redactions.shares import Area, area_share, text_share
from fairwoo.model import Redaction

_LEAST_WIDTH, _LEAST_HEIGHT, _MOST = 5.0, 6.0, 0.95  # points, points, share of the page: see `redactions/drawing.py`
_MOST_SEGMENTS = 24  # of an outline: a rectangle has 5, with round corners up to 13
_FULL = 0.8  # of its box: rectangles may have round corners
_SCAN = 0.85
_INVISIBLE = 3  # the render mode of text without ink (ISO 32000-1, table 106)
_EXACT = 4  # digits of a share


class Redacted(NamedTuple):
    """The boxes in points from the top left of the page as shown, and the shares (0–1) of the page and of its text that they cover.

    The shares are None where they cannot be known from the drawing: the page is an image, and no box was drawn on it.
    """

    boxes: tuple[Redaction, ...] = ()
    share: float | None = None
    text_share: float | None = None


def redacted(text_page: Any, drawing: Drawing, page_box: Box) -> Redacted:
    """What is redacted on the page of a pypdfium2 text page. `drawing` has to be that of this very page object."""
    candidates = _candidates(drawing, page_box)
    texts = _printed(text_page, drawing, candidates) if candidates else []
    found = find(_only_near(drawing, candidates), page_box, texts) if candidates else []
    if not found:
        scanned = drawing.image_cover(page_box) >= _SCAN
        return Redacted((), None, None) if scanned else Redacted((), 0.0, 0.0)
    view = to_view(text_page.page)
    boxes = [_user_space(one, page_box).through(view) for one in found]
    areas = [Area(box.left, box.bottom, box.width, box.height) for box in boxes]
    lines = [Area(box.left, box.bottom, box.width, box.height) for box in (text.box.through(view) for text in texts)]
    shown = tuple(one.model_copy(update=_placed(box)) for one, box in zip(found, boxes, strict=True))
    page = Area(0.0, 0.0, *text_page.page.get_size())
    return Redacted(shown, round(area_share(areas, page), _EXACT), round(text_share(areas, lines), _EXACT))


def _candidates(drawing: Drawing, page: Box) -> list[Cover]:
    """What might be a redaction by its size and shape. A white one has to have a label."""
    found = [
        cover for cover in drawing.covers if _has_size(cover.box, page) and cover.colour and cover.segments <= _MOST_SEGMENTS
    ]
    if not found:
        return []
    return [cover for cover in found if _is_full(cover) and not (cover.is_white and not _has_text(cover, drawing))]


def _is_full(cover: Cover) -> bool:
    """Is it about a rectangle, its border aside?"""
    points = [point for polygon in cover.shape.polygons for point in polygon]
    box = box_around(points) if points else None
    return box is not None and cover.shape.area >= _FULL * box.width * box.height


def _has_size(box: Box, page: Box) -> bool:
    large = box.width >= _MOST * page.width and box.height >= _MOST * page.height
    return box.width >= _LEAST_WIDTH and box.height >= _LEAST_HEIGHT and not large


def _has_text(cover: Cover, drawing: Drawing) -> bool:
    """Is there text on it? It may be the label."""
    return any(letters.order > cover.order and cover.box.holds(*letters.box.middle) for letters in drawing.letters.values())


def _only_near(drawing: Drawing, candidates: Sequence[Cover]) -> Drawing:
    """The drawing with the covers only that may be redactions, or lie on or under them: a picture made of shapes has hundreds of others."""
    kept = {id(one) for one in candidates}
    near = [one for one in drawing.covers if id(one) in kept or any(one.box.meets(other.box) for other in candidates)]
    return Drawing(drawing.letters, near, drawing.images, drawing.objects, drawing.small_fills)


def _printed(text_page: Any, drawing: Drawing, candidates: Sequence[Cover]) -> list[Printed]:
    """The text objects that are drawn with ink: what they say only where that may be the label of a box."""
    found = []
    for letters in drawing.letters.values():
        box = letters.box
        if letters.mode != _INVISIBLE and box.width > 0 and box.height > 0:
            on_box = any(cover.order < letters.order and cover.box.holds(*box.middle) for cover in candidates)
            found.append(Printed(text_of(text_page, letters.handle).strip() if on_box else "", box, letters.order))
    return found


def _user_space(one: Redaction, page: Box) -> Box:
    """`find` counts from the top left of the page before it is turned."""
    return Box(page.left + one.x, page.top - one.y - one.height, page.left + one.x + one.width, page.top - one.y)


def _placed(box: Box) -> dict[str, float]:
    return {"x": round(box.left, 2), "y": round(box.bottom, 2), "width": round(box.width, 2), "height": round(box.height, 2)}
