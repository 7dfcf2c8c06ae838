"""Form fields on a page: what readers of PDF show of their values (ISO 32000-1, 12.7).

The value of a field stands in an appearance that a program made of it. Where there is none, readers draw the value by themselves, as
the default appearance (`DA`) says. Of a list they show the word that goes with the value, and all others to who opens it.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, Self

from fairwoo.extract.pdf.shapes import Box

_LONGEST = 1 << 20  # bytes of a text
_PASSWORD = 1 << 13  # a flag of text fields (ISO 32000-1, table 228)
_LEAST = 4.0  # points: nothing can be read in a field that is less high or wide
_TINY = 1.0  # points; 0 is "what fits"
_PALE = 0.78  # of 1: letters in a colour that has all parts from here may melt into white paper
_FONT = re.compile(r"([\d.]+)\s+Tf\b")
_COLOUR = re.compile(r"((?:[\d.]+\s+){1,4})(g|rg|k)\b")
_MOST_OPTIONS = 1_000


class Field(NamedTuple):
    """`text` is what the field says to people; `drawn`: readers draw that by themselves; `listed` are the words of its list."""

    text: str
    drawn: bool
    listed: tuple[str, ...] = ()


class Fields:
    """Reads the fields of a pypdfium2 document. A context: what pdfium needs for lists is taken down at its end.

    It may not stay: pages loaded while it is there would be drawn with their fields.
    """

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._form: Any = None
        self._settings: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        import pypdfium2.raw as pdfium

        if self._form:
            pdfium.FPDFDOC_ExitFormFillEnvironment(self._form)

    def of(self, annotation: Any, box: Box) -> Field | None:
        """The field that a raw annotation in this box is. None for buttons, signatures and those that say nothing."""
        kind = text_at(annotation, b"FT")
        if kind in {"Btn", "Sig"}:
            return None
        text = text_at(annotation, b"V")
        chosen, listed = self._options(annotation) if kind == "Ch" else ("", ())
        return Field(chosen or text, _is_drawn(annotation, box), listed) if text.strip() or listed else None

    def _options(self, annotation: Any) -> tuple[str, tuple[str, ...]]:
        """The word of a list that goes with its value, "" if none does, and all its words."""
        import pypdfium2.raw as pdfium

        if self._form is None:
            self._settings = pdfium.FPDF_FORMFILLINFO(version=2)  # to be kept as long as the form
            self._form = pdfium.FPDFDOC_InitFormFillEnvironment(self._pdf.raw, self._settings)
        chosen, listed = "", []
        for index in range(min(max(0, pdfium.FPDFAnnot_GetOptionCount(self._form, annotation)), _MOST_OPTIONS)):
            listed.append(string_by(partial(pdfium.FPDFAnnot_GetOptionLabel, self._form, annotation, index)))
            if not chosen and pdfium.FPDFAnnot_IsOptionSelected(self._form, annotation, index):
                chosen = listed[-1]
        return chosen, tuple(listed)


def text_at(annotation: Any, key: bytes) -> str:
    """The text or name under a key of a raw annotation; "" for none, or for one that is too long."""
    import pypdfium2.raw as pdfium

    return string_by(partial(pdfium.FPDFAnnot_GetStringValue, annotation, key))


def string_by(ask: Callable[[Any, int], int]) -> str:
    """A text that pdfium writes in UTF-16 with a zero at its end; "" for one that is too long."""
    size = int(ask(None, 0))
    if not 2 < size <= _LONGEST:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    ask(buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]


def _is_drawn(annotation: Any, box: Box) -> bool:
    """Do readers draw the value by themselves, so that it can be read?"""
    import pypdfium2.raw as pdfium

    if pdfium.FPDFAnnot_HasKey(annotation, b"AP") or min(box.width, box.height) < _LEAST:
        return False
    flags = ctypes.c_float()
    if pdfium.FPDFAnnot_GetNumberValue(annotation, b"Ff", flags) and int(flags.value) & _PASSWORD:
        return False
    look = text_at(annotation, b"DA")
    size = _FONT.search(look)
    return size is not None and not 0 < _number(size[1]) < _TINY and not _is_pale(look) and " Tr" not in look


def _is_pale(look: str) -> bool:
    found = _COLOUR.search(look)
    parts = [_number(part) for part in found[1].split()] if found else [0.0]
    return max(parts) <= 1 - _PALE if found and found[2] == "k" else min(parts) >= _PALE


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
