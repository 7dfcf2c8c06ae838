"""Annotations that say "this must go" or that hide what is below them, though they are not part of the page's drawing.

A `Redact` annotation that was never applied leaves its text in full sight of the machine (ISO 32000-2, 12.5.6.23); so does a
filled `Square` (12.5.6.8). Annotations with an appearance of their own are drawn into the page by `flattened`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from fairwoo.extract.pdf.shapes import Box, box_around

_INVISIBLE = 0b100010  # hidden, no view


def marks_of(page: Any) -> tuple[Box, ...]:
    """The boxes of the redaction annotations of a page, and of its filled squares without an appearance."""
    import pypdfium2.raw as pdfium

    found: list[Box] = []
    for annotation in annotations_of(page):
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind == pdfium.FPDF_ANNOT_REDACT:
            found.extend(_quads(annotation) or _rectangle(annotation))
        elif (
            kind == pdfium.FPDF_ANNOT_SQUARE and not pdfium.FPDFAnnot_GetFlags(annotation) & _INVISIBLE and _is_filled(annotation)
        ):
            found.extend(_rectangle(annotation))
    return tuple(found)


def flattened(pdf: Any, page: Any, index: int) -> Any:
    """The page with the appearances of its annotations and form fields drawn into it, if it has any (in memory only)."""
    import pypdfium2.raw as pdfium

    links = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)
    if all(pdfium.FPDFAnnot_GetSubtype(annotation) in links for annotation in annotations_of(page)):
        return page
    done = pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    if done != pdfium.FLATTEN_SUCCESS:
        return page
    page.close()
    return pdf[index]


def annotations_of(page: Any) -> Iterator[Any]:
    """The raw annotations of a page, each closed after use."""
    import pypdfium2.raw as pdfium

    for index in range(max(0, pdfium.FPDFPage_GetAnnotCount(page.raw))):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if annotation:
            try:
                yield annotation
            finally:
                pdfium.FPDFPage_CloseAnnot(annotation)


def _is_filled(annotation: Any) -> bool:
    """Has it an opaque colour inside? Unknown where it has an appearance, which is then drawn into the page."""
    import pypdfium2.raw as pdfium

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    inside = pdfium.FPDFANNOT_COLORTYPE_InteriorColor
    has_colour = pdfium.FPDFAnnot_HasKey(annotation, b"IC") and pdfium.FPDFAnnot_GetColor(
        annotation, inside, red, green, blue, alpha
    )
    return bool(has_colour) and alpha.value == 255


def _rectangle(annotation: Any) -> list[Box]:
    import pypdfium2.raw as pdfium

    raw = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(annotation, raw):
        return []
    return [box_around([(raw.left, raw.bottom), (raw.right, raw.top)])]


def _quads(annotation: Any) -> list[Box]:
    import pypdfium2.raw as pdfium

    found: list[Box] = []
    for index in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)):
        raw = pdfium.FS_QUADPOINTSF()
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, index, raw):
            found.append(box_around([(raw.x1, raw.y1), (raw.x2, raw.y2), (raw.x3, raw.y3), (raw.x4, raw.y4)]))
    return found
