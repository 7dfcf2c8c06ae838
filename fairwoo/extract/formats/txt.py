"""Plain text and Markdown. A form feed ends a page."""

from __future__ import annotations

from pathlib import Path

from fairwoo.extract.reading import Limits, Reading
from fairwoo.extract.texts import decode, read_bytes
from fairwoo.model import Page

MEDIA_TYPES = ("text/plain", "text/markdown")


def read(path: Path, limits: Limits) -> Reading:
    """Read a text file, in whatever encoding. Raises OSError."""
    text, encoding = decode(read_bytes(path, limits))
    pages = text.removesuffix("\f").split("\f")
    return Reading(
        pages=tuple(Page(number=number, text=page.strip("\n")) for number, page in enumerate(pages, start=1)),
        properties={"encoding": encoding, "pages": str(len(pages))},
    )
