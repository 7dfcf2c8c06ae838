"""What an office file of before 2007 says of itself (MS-OLEPS, the stream of summary information), and whether it is encrypted."""

from __future__ import annotations

import codecs
import struct
from datetime import datetime
from pathlib import Path
from typing import Any

_TEXTS = {
    "title": "title",
    "author": "author",
    "subject": "subject",
    "keywords": "keywords",
    "producer": "creating_application",
}
_DATES = {"created": "create_time", "modified": "last_saved_time"}
_DAMAGE = (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError, struct.error)
_WORD_ENCRYPTED = 0x0100  # MS-DOC 2.5.2, FibBase.fEncrypted
_SLIDES_ENCRYPTED = b"\xdf\xc4\xd1\xf3"  # MS-PPT 2.3.2, CurrentUserAtom.headerToken


def ole_properties(path: Path) -> dict[str, str]:
    """Title, author, dates and so on, under the names of `Extraction.properties`; nothing where they are absent or damaged."""
    import olefile

    try:
        with olefile.OleFileIO(str(path)) as container:
            told: Any = container.get_metadata()
    except _DAMAGE:
        return {}
    found = {name: _text(getattr(told, attribute), getattr(told, "codepage", None)) for name, attribute in _TEXTS.items()}
    found |= {name: _moment(getattr(told, attribute)) for name, attribute in _DATES.items()}
    return {name: value for name, value in found.items() if value}


def is_encrypted(path: Path) -> bool:
    """Does a .doc or .ppt need a password? False where it is too damaged to tell."""
    import olefile

    try:
        with olefile.OleFileIO(str(path)) as container:
            if container.exists("WordDocument"):
                flags = container.openstream("WordDocument").read(12)[10:12]
                return bool(int.from_bytes(flags, "little") & _WORD_ENCRYPTED)
            user = container.openstream("Current User").read(16) if container.exists("Current User") else b""
            return bool(user[12:16] == _SLIDES_ENCRYPTED)
    except _DAMAGE:
        return False


def _text(value: Any, code_page: Any) -> str:
    if not isinstance(value, bytes):
        return str(value or "").strip("\0 ")
    try:
        encoding = codecs.lookup(f"cp{int(code_page or 1252) & 0xFFFF}").name
    except (LookupError, TypeError, ValueError):
        encoding = "cp1252"
    return value.decode(encoding, "replace").strip("\0 ")


def _moment(value: Any) -> str:
    """A moment in UTC as ISO 8601. A file time of zero (the year 1601) stands for none."""
    return f"{value.isoformat(timespec='seconds')}Z" if isinstance(value, datetime) and value.year > 1601 else ""
