"""Of which files pages can be drawn, by their first bytes; what a file is called says nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Kind = Literal["pdf", "image"]

_FIRST = 1024  # bytes in which the head of a PDF must begin (ISO 32000-1, annex H.3, note 13)
_IMAGES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"\0\0\0\x0cjP  \r\n\x87\n",
)


def kind_of(path: Path) -> Kind | None:
    """What the file is; None if its pages are not drawn, or it is not there."""
    try:
        with path.open("rb") as file:
            head = file.read(_FIRST)
    except OSError:
        return None
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "image"
    return None
