"""Page text by pypdf, for files and pages that pdfium does not read. It cannot see what covers what, so it keeps clear of doubt."""

from __future__ import annotations

from typing import Any

from fairwoo.shared import clean_text

_FILLS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh"})
_TEXTS = frozenset({b"Tj", b"TJ", b"'", b'"'})
_IMAGES = frozenset({b"BI", b"INLINE IMAGE", b"EI"})
_HARMLESS = frozenset({"/Link", "/Widget", "/Popup"})


def second_opinion(page: Any) -> str | None:
    """The text of a pypdf page, or None if something was drawn over its text, or may have been: it may hide a redaction.

    Raises what pypdf raises on a damaged page.
    """
    text_seen = covered = False

    def watch(operator: bytes, arguments: Any, *_: Any) -> None:
        nonlocal text_seen, covered
        text_seen = text_seen or operator in _TEXTS
        over = operator in _FILLS or operator in _IMAGES or (operator == b"Do" and _is_image(page, arguments))
        covered = covered or (text_seen and over)

    text = page.extract_text(visitor_operand_before=watch)
    if covered or _has_marks(page) or page.cropbox != page.mediabox:
        return None
    return clean_text(text).strip("\n")


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
