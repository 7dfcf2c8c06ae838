"""The text of a PDF page by the objects that draw it, with its place in the drawing order."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from fairwoo.extract.pdf.drawing import Drawing, address, is_invisible
from fairwoo.extract.pdf.page_text import character_box
from fairwoo.extract.pdf.shapes import around
from fairwoo.extract.redactions.drawing import Printed


def printed(text_page: Any, drawing: Drawing) -> list[Printed]:
    """The text objects of a pypdfium2 text page that are drawn with ink, those in forms included, in page space.

    Text that a box drawn later hides is among them: never show these texts, only look where they stand and what lies on a box.
    """
    import pypdfium2.raw as pdfium

    found = []
    handles = (address(pdfium.FPDFText_GetTextObject(text_page.raw, index)) for index in range(text_page.count_chars()))
    for handle, group in groupby(enumerate(handles), key=lambda each: each[1]):
        indices = [index for index, _ in group]
        order = drawing.texts.get(handle)
        if order is not None and not is_invisible(handle):
            boxes = [box for index in indices if (box := character_box(text_page, index)) and box.width > 0]
            text = text_page.get_text_range(indices[0], len(indices)).strip()
            if text and boxes:
                found.append(Printed(text, around(boxes), order))
    return found
