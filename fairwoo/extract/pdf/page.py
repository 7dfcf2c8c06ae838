"""One page of a PDF by pdfium."""

from __future__ import annotations

from typing import Any, NamedTuple

from fairwoo.extract.pdf.annotations import annotations_of, flattened, hidden_in
from fairwoo.extract.pdf.drawing import Drawing, drawing_of
from fairwoo.extract.pdf.hidden_findings import UNDER_REDACTION
from fairwoo.extract.pdf.located import to_view
from fairwoo.extract.pdf.page_text import page_text
from fairwoo.extract.pdf.redacted import redacted
from fairwoo.extract.pdf.shapes import Box
from fairwoo.extract.pdf.unseen import unseen
from fairwoo.model import NeedsOcr, Page, PageBy, PageOrigin

FEW_CHARACTERS = 20
SCAN_COVER = 0.85
_INVISIBLE = 3  # the render mode of text without ink (ISO 32000-1, table 106)
_LARGE = 0.5  # of the largest image on the page
_DRAWN_LETTERS = 50  # shapes of the size of a letter: a page of text that was turned into shapes has hundreds


class PageRead(NamedTuple):
    """A page, and what else is of use: `blank` has nothing drawn on it; `characters` counts all, seen or not.

    `cut` are the indexes of those that were left out because nobody sees them: no other reader may be asked for such a page, since it
    would bring them back.
    """

    page: Page
    blank: bool
    characters: int
    attachments: tuple[tuple[str, bytes], ...]
    cut: frozenset[int] = frozenset()


def read_page(document: Any, index: int, *, layers: bool = True) -> PageRead:
    """Read page `index` (from 0) of a pypdfium2 document. Raises PdfiumError if pdfium cannot load it.

    `layers` says whether the document may have optional content (`OCProperties` in its catalogue): without, text in forms needs no look.
    """
    page = document[index]
    annotations = annotations_of(page)
    page = flattened(document, page, index, annotations)
    try:
        width, height = page.get_size()
        box = Box(*page.get_bbox())
        drawing = drawing_of(page)
        text_page = page.get_textpage()
        characters = max(0, text_page.count_chars())
        not_seen = unseen(text_page, drawing, annotations.marks, layers=layers, listed=annotations.listed)
        text = "\n".join((page_text(text_page, not_seen.characters), *annotations.texts))
        hidden = (*not_seen.hidden, *(hidden_in(annotations, text, to_view(page)) if annotations.notes else ()))
        cover = drawing.image_cover(box)
        taken = redacted(text_page, drawing, box)
        drawn = characters < FEW_CHARACTERS and drawing.small_fills >= _DRAWN_LETTERS
        read = Page(
            number=index + 1,
            text=text,
            by=PageBy.TEXT_LAYER if text.strip() else PageBy.NONE,
            width=round(width, 2),
            height=round(height, 2),
            image_cover=cover,
            origin=_origin(drawing, cover),
            needs_ocr=NeedsOcr.NO_TEXT if drawn else None,
            redactions=taken.boxes,
            redacted_share=taken.share,
            redacted_text_share=taken.text_share,
            hidden=hidden,
            hidden_words=sum(one.words for one in hidden if one.kind in UNDER_REDACTION),
        )
        return PageRead(read, not drawing.objects, characters, annotations.attached, not_seen.characters)
    finally:
        page.close()


def _origin(drawing: Drawing, cover: float) -> PageOrigin | None:
    """Digital or scanned; None where a full-page image has next to no text on it, and the text decides."""
    if cover < SCAN_COVER:
        return PageOrigin.DIGITAL
    # What was drawn after the scan and has ink is seen. A scan may come in strips, and a logo may lie over all: the first large one counts.
    images = [one for one in drawing.covers if one.image is not None]
    most = max((one.box.width * one.box.height for one in images), default=0)
    scan = min((one.order for one in images if one.box.width * one.box.height >= _LARGE * most), default=0)
    seen = sum(text.order > scan and text.mode != _INVISIBLE for text in drawing.letters.values())
    return PageOrigin.DIGITAL if seen > len(drawing.letters) / 2 else None
