"""One page of a PDF by pdfium."""

from __future__ import annotations

from typing import Any, NamedTuple

from fairwoo.extract.pdf.attachments import content_of
from fairwoo.extract.pdf.covered import Covered
from fairwoo.extract.pdf.drawing import Drawing, drawing_of, is_invisible
from fairwoo.extract.pdf.marks import annotations_of, flattened, marks_of
from fairwoo.extract.pdf.page_text import page_text
from fairwoo.extract.pdf.shapes import Box
from fairwoo.model import NeedsOcr, Page, PageBy, PageOrigin

FEW_CHARACTERS = 20
SCAN_COVER = 0.85
_LARGE = 0.5  # of the largest image on the page
_DRAWN_LETTERS = 50  # shapes of the size of a letter: a page of text that was turned into shapes has hundreds


class PageRead(NamedTuple):
    """A page, and what else is of use: `blank` has nothing drawn on it; `characters` counts all, seen or not."""

    page: Page
    blank: bool
    characters: int
    attachments: tuple[tuple[str, bytes], ...]


def read_page(document: Any, index: int) -> PageRead:
    """Read page `index` (from 0) of a pypdfium2 document. Raises PdfiumError if pdfium cannot load it."""
    page = document[index]
    marks = marks_of(page)
    attached = tuple(_attached(page))
    page = flattened(document, page, index)
    try:
        width, height = page.get_size()
        box = Box(*page.get_bbox())
        drawing = drawing_of(page)
        text_page = page.get_textpage()
        found = page_text(text_page, Covered(page, drawing, box, marks), box)
        cover = drawing.image_cover(box)
        drawn = found.characters < FEW_CHARACTERS and drawing.small_fills >= _DRAWN_LETTERS
        read = Page(
            number=index + 1,
            text=found.text,
            by=PageBy.TEXT_LAYER if found.text.strip() else PageBy.NONE,
            width=round(width, 2),
            height=round(height, 2),
            image_cover=cover,
            origin=_origin(drawing, cover),
            needs_ocr=NeedsOcr.NO_TEXT if drawn else None,
            hidden_words=found.hidden_words,
        )
        return PageRead(read, not drawing.objects, found.characters, attached)
    finally:
        page.close()


def _origin(drawing: Drawing, cover: float) -> PageOrigin | None:
    """Digital or scanned; None where a full-page image has next to no text on it, and the text decides."""
    if cover < SCAN_COVER:
        return PageOrigin.DIGITAL
    # What was drawn after the scan and has ink is seen. A scan may come in strips, and a logo may lie over all: the first large one counts.
    images = [one for one in drawing.covers if one.image]
    most = max((one.box.width * one.box.height for one in images), default=0)
    scan = min((one.order for one in images if one.box.width * one.box.height >= _LARGE * most), default=0)
    seen = sum(order > scan and not is_invisible(text) for text, order in drawing.texts.items())
    return PageOrigin.DIGITAL if seen > len(drawing.texts) / 2 else None


def _attached(page: Any) -> list[tuple[str, bytes]]:
    import pypdfium2.raw as pdfium

    found = []
    for annotation in annotations_of(page):
        if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_FILEATTACHMENT:
            attachment = pdfium.FPDFAnnot_GetFileAttachment(annotation)
            content = content_of(attachment) if attachment else None
            if content:
                found.append(content)
    return found
