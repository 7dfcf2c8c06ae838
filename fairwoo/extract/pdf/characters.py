"""The characters of a PDF page that text objects under suspicion draw. Words pass through here; only counts leave."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any, NamedTuple

from fairwoo.extract.pdf.objects import addresses_by, character_box
from fairwoo.extract.pdf.shapes import Box


class Character(NamedTuple):
    """A character, by its `position` in the text page. `key` is the address of its text object, 0 for none; a blank has no box."""

    position: int
    text: str
    box: Box | None
    key: int


Stretch = list[Character]


class _Everything:
    def __contains__(self, key: object) -> bool:
        return bool(key)


EVERYTHING = _Everything()  # the addresses of all text objects


def stretches(text_page: Any, keys: Container[int]) -> Iterator[Stretch]:
    """The characters of a pypdfium2 text page that the text objects at these addresses draw, in reading order.

    A stretch has no gap: what pdfium itself adds between words and lines is part of it, but not at its ends.
    """
    import pypdfium2.raw as pdfium

    raw, object_of, code_of = text_page.raw, addresses_by(pdfium.FPDFText_GetTextObject), pdfium.FPDFText_GetUnicode
    stretch: Stretch = []
    for position in range(max(0, text_page.count_chars())):
        key = object_of(raw, position) or 0
        if key in keys:
            code = int(code_of(raw, position))
            text = chr(code) if 0 < code <= 0x10FFFF else " "
            stretch.append(Character(position, text, None if text.isspace() else character_box(text_page, position), key))
        elif stretch and not key:
            stretch.append(Character(position, " ", None, 0))
        elif stretch:
            yield _trimmed(stretch)
            stretch = []
    if stretch:
        yield _trimmed(stretch)


def _trimmed(stretch: Stretch) -> Stretch:
    while stretch and not stretch[-1].key:
        stretch.pop()
    return stretch
