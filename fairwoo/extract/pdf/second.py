"""Page text by pypdf, for files and pages that pdfium does not read. It cannot see what is seen, so it keeps clear of doubt."""

from __future__ import annotations

from typing import Any

from fairwoo.shared import clean_text

_FILLS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh"})
_TEXTS = frozenset({b"Tj", b"TJ", b"'", b'"'})
_IMAGES = frozenset({b"BI", b"INLINE IMAGE", b"EI"})
_COLOURS = frozenset({b"g", b"rg", b"k", b"sc", b"scn"})
_HARMLESS = frozenset({"/Link", "/Widget", "/Popup"})
_WITHOUT_INK = frozenset({3, 7})  # render modes (ISO 32000-1, table 106)
_PALE = 0.78  # of 1: letters in a colour that has all parts from here may melt into white paper


def second_opinion(page: Any) -> str | None:
    """The text of a pypdf page, or None if some of it may not be seen: it may be covered, pale, without ink or in a layer.

    Raises what pypdf raises on a damaged page.
    """
    watch = _Watch(page)
    text = page.extract_text(visitor_operand_before=watch.operator)
    if watch.doubtful or _has_marks(page) or page.cropbox != page.mediabox:
        return None
    return clean_text(text).strip("\n")


class _Watch:
    """Follows the drawing of a page for what may hide text."""

    def __init__(self, page: Any) -> None:
        self.doubtful = False
        self._page = page
        self._text_seen = False
        self._pale = False
        self._kept: list[bool] = []

    def operator(self, operator: bytes, arguments: Any, *_: Any) -> None:
        """Take in the next operator with its arguments, as pypdf tells it."""
        if operator in _TEXTS:
            self._text_seen = True
            self.doubtful |= self._pale
        elif operator in _COLOURS:
            self._pale = _is_pale(operator, arguments)
        elif operator == b"q":
            self._kept.append(self._pale)
        elif operator == b"Q" and self._kept:
            self._pale = self._kept.pop()
        elif operator == b"Tr":
            self.doubtful |= bool(arguments) and int(arguments[0]) in _WITHOUT_INK
        elif operator == b"BDC":
            self.doubtful |= bool(arguments) and str(arguments[0]) == "/OC"
        elif self._text_seen:
            image = operator == b"Do" and _is_image(self._page, arguments)
            self.doubtful |= operator in _FILLS or operator in _IMAGES or image


def _is_pale(operator: bytes, arguments: Any) -> bool:
    """Is it a colour that melts into paper? One that is not told in numbers may be."""
    parts = [float(part) for part in arguments if isinstance(part, int | float)]
    if not parts or len(parts) != len(arguments):
        return True
    if operator == b"k" or len(parts) == 4:
        return max(parts) <= 1 - _PALE
    return min(parts) >= _PALE


def _is_image(page: Any, arguments: Any) -> bool:
    """Does `Do` draw an image? Also when the name is not among the page's own: that of a form inside it may be anything."""
    objects = (page.get("/Resources") or {}).get("/XObject") or {}
    drawn = objects.get(arguments[0]) if arguments else None
    drawn = drawn.get_object() if drawn is not None else None
    return not (isinstance(drawn, dict) and drawn.get("/Subtype") == "/Form")


def _has_marks(page: Any) -> bool:
    annotations = page.get("/Annots")
    annotations = annotations.get_object() if annotations is not None else []
    return any(one.get_object().get("/Subtype") not in _HARMLESS for one in annotations or [])
