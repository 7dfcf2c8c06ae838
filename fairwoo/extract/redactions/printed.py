"""The text of a PDF page by the objects that draw it, with its place in the drawing order."""

from __future__ import annotations

import ctypes
from itertools import groupby
from typing import Any

from fairwoo.extract.pdf.drawing import Drawing, address, is_invisible
from fairwoo.extract.pdf.shapes import Box
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
            boxes = [box for index in indices if (box := _box(text_page, index)).width > 0]
            text = text_page.get_text_range(indices[0], len(indices)).strip()
            if text and boxes:
                found.append(Printed(text, _around(boxes), order))
    return found


def _box(text_page: Any, index: int) -> Box:
    import pypdfium2.raw as pdfium

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page.raw, index, left, right, bottom, top)
    return Box(left.value, bottom.value, right.value, top.value)


def _around(boxes: list[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )
