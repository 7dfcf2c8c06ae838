"""Word documents of before 2007 (.doc), through LibreOffice where that is there."""

from __future__ import annotations

from pathlib import Path

from fairwoo.extract.converting import Kind, read_converted
from fairwoo.extract.reading import Limits, Reading

MEDIA_TYPES = ("application/msword",)

_OLD = Kind("doc", MEDIA_TYPES[0])
_MODERN = Kind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


def read(path: Path, limits: Limits) -> Reading:
    """Read a document. Raises UnreadableError if it is encrypted, damaged, or cannot be converted here."""
    return read_converted(path, _OLD, _MODERN, limits)
