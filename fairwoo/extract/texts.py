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


_WIDE = (("utf-32-le", 4, 0), ("utf-32-be", 4, 3), ("utf-16-le", 2, 0), ("utf-16-be", 2, 1))
# What decodes to a letter that people write here, in a place where they do not: "cafÄ", "Say²n".
_UNLIKELY = re.compile("(?<=[a-z])[A-ZÄËÏÖÜÉÈÀÂÊÎÔÇÅ](?![A-Z])|(?<=[a-zA-Z])[§°²³«»¹](?=[a-z])")
# Of other alphabets only those of people who write to Dutch authorities: with more to choose from, short texts are guessed wrong.
_OTHERS = ["cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1256", "koi8_r"]


def clean_pages(text: str) -> str:
    """Clean text (see `clean_text`) that keeps its form feeds."""
    return "\f".join(clean_text(page) for page in text.split("\f"))


def read_bytes(path: Path, limits: Limits) -> bytes:
    """As many bytes as the limit on text can need: the text of a longer file is over the limit, and so reported. Raises OSError."""
    with path.open("rb") as file:
        return file.read(limits.text_chars * 4 + 4)


def decode(content: bytes, declared: str | None = None) -> tuple[str, str]:
    """The clean text (form feeds stay) and its encoding: by its first bytes, else as declared, else UTF-8, else by likeness."""
    sure = sure_encoding(content)
    if sure:
        return clean_pages(content.decode(sure, "replace")), sure
    if declared and re.match(r"utf-?(16|32)|unicode", declared, re.IGNORECASE):
        declared = None  # what an editor declared before another saved it as UTF-8 (HTML standard, 13.2.3.2)
    for encoding in ("utf-8",) if declared is None else (declared, "utf-8"):
        text = _try(content, encoding)
        if text is not None:
            return text, encoding.lower()
    guessed = _guess(content)
    return clean_pages(content.decode(guessed, "replace")), guessed


def sure_encoding(content: bytes) -> str | None:
    """The encoding by its mark, or by the zeros that Latin letters have in UTF-16 and UTF-32; None for anything else."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return encoding
    sample = content[: 4 << 10]
    for encoding, width, letter in _WIDE:
        units = len(sample) // width
        zeros = [sample[place : units * width : width].count(0) for place in range(width)]
        # "\n" and letters have a byte of their own; of the other bytes most are zero.
        if (
            units > 1
            and not zeros[letter]
            and all(10 * count >= 9 * units for place, count in enumerate(zeros) if place != letter)
        ):
            text = sample[: units * width].decode(encoding, "replace")
            return encoding if sum(one.isprintable() or one.isspace() for one in text) >= 0.99 * len(text) else None
    return None


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
    usual = {encoding: _likeness(sample.decode(encoding, "replace")) for encoding in _CODE_PAGES}
    best = max(_CODE_PAGES, key=lambda encoding: usual[encoding])
    letters = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    if usual[best] >= 0.9 * foreign and foreign <= letters:
        return best
    from charset_normalizer import from_bytes

    likely = from_bytes(sample, cp_isolation=_OTHERS).best()
    return likely.encoding if likely else "cp1252"


def _likeness(text: str) -> int:
    """How many characters are ones that people here write, less those that stand where nobody does."""
    return len(_USUAL.findall(text)) - len(_UNLIKELY.findall(text))
