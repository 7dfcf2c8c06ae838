"""Bytes → text when nobody says which encoding was used."""

from __future__ import annotations

import re
from pathlib import Path

from fairwoo.extract.reading import Limits
from fairwoo.shared import clean_text

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 256 << 10
_STRANGE = re.compile(
    "[\x00\ufffd\u201a\u0192\u201e\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u203a]"
)  # é and ü of DOS and Mac texts


def read_bytes(path: Path, limits: Limits) -> bytes:
    """As many bytes as the limit on text can need: the text of a longer file is over the limit, and so reported. Raises OSError."""
    with path.open("rb") as file:
        return file.read(limits.text_chars * 4 + 4)


def decode(content: bytes, declared: str | None = None) -> tuple[str, str]:
    """The clean text and the encoding it was in: by its mark, else as declared, else UTF-8, else by likeness, else cp1252."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return clean_text(content.decode(encoding, "replace")), encoding
    for encoding in (declared, "utf-8"):
        text = _try(content, encoding) if encoding else None
        if text is not None and encoding:
            return text, encoding.lower()
    encoding = _guess(content)
    return clean_text(content.decode(encoding, "replace")), encoding


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return clean_text(content.decode(encoding))
    except (UnicodeDecodeError, LookupError):
        return None


def _guess(content: bytes) -> str:
    """cp1252, which office software here writes, unless the bytes make no sense in it.

    Statistics alone are not to be trusted with short texts: they take cp1252 for cp1250 and turn "è" into "č".
    """
    western = content.decode("cp1252", "replace")
    letters = [character for character in western if character.isalpha()]
    foreign = sum(not character.isascii() for character in letters)
    if not _STRANGE.search(western) and foreign * 4 <= len(letters):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE]).best()
    return best.encoding if best else "cp1252"
