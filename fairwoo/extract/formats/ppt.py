"""PowerPoint presentations of before 2007 (.ppt), through LibreOffice where that is there."""

from __future__ import annotations

from pathlib import Path

from fairwoo.extract.converting import Kind, read_converted
from fairwoo.extract.reading import Limits, Reading

MEDIA_TYPES = ("application/vnd.ms-powerpoint",)

_OLD = Kind("ppt", MEDIA_TYPES[0])
_MODERN = Kind("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation")


def read(path: Path, limits: Limits) -> Reading:
    """Read a presentation. Raises UnreadableError if it is encrypted, damaged, or cannot be converted here."""
    return read_converted(path, _OLD, _MODERN, limits)
