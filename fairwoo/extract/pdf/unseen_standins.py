"""Texts that stand for other texts (`ActualText`, ISO 32000-1, 14.9.4): pdfium gives them in place of the letters that are drawn.

A ligature, a hyphen or a drop cap is written out like that. What is far longer than the letters that it stands for is not seen.
"""

from __future__ import annotations

import ctypes
from typing import Any

from fairwoo.extract.pdf.drawing import Drawing, Letters
from fairwoo.extract.pdf.objects import address
from fairwoo.extract.pdf.shapes import Box

_KEY = b"ActualText"
_LEAST_WIDTH = 0.25  # times the size of the font: letters are wider on average
_LONGEST = 1 << 16  # bytes


def stand_ins(drawing: Drawing) -> set[int]:
    """The addresses of the text objects that are replaced by a text for which the letters drawn have no room."""
    import pypdfium2.raw as pdfium

    count_of, mark_of = pdfium.FPDFPageObj_CountMarks, pdfium.FPDFPageObj_GetMark
    replaced: dict[int, tuple[int, list[int]]] = {}
    known: dict[int, int] = {}
    for key, one in drawing.letters.items():
        for index in range(count_of(one.handle)):
            mark = mark_of(one.handle, index)
            place = address(mark)
            if place and place not in known:
                known[place] = len(_text(mark).strip())
            if known.get(place):
                replaced.setdefault(place, (known[place], []))[1].append(key)
    return {
        key for length, keys in replaced.values() if _is_too_long(length, [drawing.letters[key] for key in keys]) for key in keys
    }


def on_areas(drawing: Drawing) -> list[tuple[str, Box]]:
    """The texts that stand for fills and images, and the boxes of these. pdfium does not give them."""
    import pypdfium2.raw as pdfium

    found = []
    for ground in drawing.grounds:
        for index in range(pdfium.FPDFPageObj_CountMarks(ground.handle)):
            text = _text(pdfium.FPDFPageObj_GetMark(ground.handle, index))
            if text.strip():
                found.append((text, ground.box))
    return found


def _text(mark: Any) -> str:
    """The text that a mark puts in place of what it holds; "" for none."""
    import pypdfium2.raw as pdfium

    size = ctypes.c_ulong()
    if not pdfium.FPDFPageObjMark_GetParamStringValue(mark, _KEY, None, 0, size) or not 2 < size.value <= _LONGEST:
        return ""
    buffer = (ctypes.c_ushort * (size.value // 2 + 1))()
    pdfium.FPDFPageObjMark_GetParamStringValue(mark, _KEY, buffer, size.value, size)
    return bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]


def _is_too_long(length: int, letters: list[Letters]) -> bool:
    room = sum(max(one.box.width, one.box.height) for one in letters)
    return length * _LEAST_WIDTH * max(one.size for one in letters) > room
