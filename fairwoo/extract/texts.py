"""Bytes → text when nobody says which encoding was used."""

from __future__ import annotations

import re
from pathlib import Path

from fairwoo.extract.reading import Limits
from fairwoo.shared import clean_text

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 256 << 10
_CODE_PAGES = ("cp1252", "cp850", "mac_roman")  # the first wins where it fits as well as another
_USUAL = re.compile("[äëïöüáéíóúàèìòùâêîôûçñßÄËÏÖÜÉÈÀÂÊÎÔÇåøæ€‘’“”–—…•°§²³½©®\xa0«»ij]")


def clean_pages(text: str) -> str:
    """Clean text (see `clean_text`) that keeps its form feeds."""
    return "\f".join(clean_text(page) for page in text.split("\f"))


def read_bytes(path: Path, limits: Limits) -> bytes:
    """As many bytes as the limit on text can need: the text of a longer file is over the limit, and so reported. Raises OSError."""
    with path.open("rb") as file:
        return file.read(limits.text_chars * 4 + 4)


def decode(content: bytes, declared: str | None = None) -> tuple[str, str]:
    """The clean text (form feeds stay) and its encoding: by its mark, else as declared, else UTF-8, else by likeness."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return clean_pages(content.decode(encoding, "replace")), encoding
    for encoding in ("utf-8",) if declared is None else (declared, "utf-8"):
        text = _try(content, encoding)
        if text is not None:
            return text, encoding.lower()
    guessed = _guess(content)
    return clean_pages(content.decode(guessed, "replace")), guessed


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return clean_pages(content.decode(encoding))
    except (UnicodeDecodeError, LookupError):
        return None


def _guess(content: bytes) -> str:
    """The code page of Windows, DOS or Mac in which the most non-ASCII characters are ones that people here write; else by likeness.

    Statistics alone are not to be trusted with short texts: they take cp1252 for cp1250 and turn "è" into "č".
    """
    sample = content[:_SAMPLE]
    foreign = sum(byte >= 0x80 for byte in sample)
    usual = {encoding: len(_USUAL.findall(sample.decode(encoding, "replace"))) for encoding in _CODE_PAGES}
    best = max(_CODE_PAGES, key=lambda encoding: usual[encoding])
    letters = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    if usual[best] >= 0.9 * foreign and foreign <= letters:
        return best
    from charset_normalizer import from_bytes

    likely = from_bytes(sample).best()
    return likely.encoding if likely else "cp1252"
