"""The ground that is printed on or at a redacted box."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache

from fairwoo import grounds
from fairwoo.shared import data_folder

_MOST_WORDS = 2  # beside the code: "Woo", a speck that was read as a letter; more make a sentence that speaks of a ground
_SEPARATOR = ", "
# What OCR makes of small print in a box, where there is nothing else to go by: tried only when the text is no ground as it stands.
_MISREAD = str.maketrans({"S": "5", "s": "5", "l": "1", "I": "1", "|": "1", "O": "0", "Z": "2", "z": "2", "€": "e", "é": "e"})
_LIKE_A_CODE = re.compile(r"[\dSsZz][\dlI|OSsZz.,\s]{1,6}[\dlI|OSsZz][.,\s]{0,2}[a-i€é]?[.,]?")
_BETWEEN = re.compile(r"[;/\s]+|,\s+")
_LETTERS = frozenset("abcdefghi")  # of the grounds of the Woo and the Wob
_LIKE_LETTERS = {"1": "i", "8": "e", "9": "g"}
_TWICE = re.compile("5[Ss]|[Ss]5")  # one sign that OCR saw as two
_FEWEST_DIGITS, _MOST_DIGITS = 3, 4


def ground_in(text: str) -> str | None:
    """The codes of the grounds in the text of a box (`5.1.2e`; several as `5.1.2e, 5.1.2i`), or None if it holds none.

    Whatever is written more than a code and a word or two is running text, and no label.
    """
    reading = grounds.read_cell(text)
    if not reading.codes and _LIKE_A_CODE.fullmatch(text.strip()):
        reading = grounds.read_cell(text.strip().translate(_MISREAD))
    words = sum(len(each.split()) for each in reading.unread)
    return _SEPARATOR.join(reading.codes) if reading.codes and words <= _MOST_WORDS else None


def ground_read(text: str) -> str | None:
    """The grounds in what OCR made of the print on a box; as `ground_in`, but dots may be missing and letters misread.

    Only for boxes that are redactions: of a number that stands alone ("521") it would make a ground.
    """
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    codes = [ground_in(part) or _mended(part) for part in parts]
    return _SEPARATOR.join(code for code in codes if code) if codes and all(codes) else ground_in(text)


def _mended(part: str) -> str | None:
    """`51.2e`, `10.29` or `5.1.21` as a ground, if it is one with its dots set and its last sign read as a letter."""
    plain = _TWICE.sub("5", unicodedata.normalize("NFD", part)).translate(_MISREAD)
    letter = plain[-1:].lower() if plain[-1:].lower() in _LETTERS else ""
    signs = plain[: len(plain) - len(letter)]
    digits = [sign for sign in signs if sign.isdigit()]
    if len(digits) < _FEWEST_DIGITS or any(sign.isalpha() for sign in signs) or len(digits) > _MOST_DIGITS:
        return None
    first = 2 if digits[0] == "1" else 1  # the Wob has articles 10 and 11, the Woo article 5
    numbers = ["".join(digits[:first]), *digits[first:]]
    readings = [".".join(numbers) + letter]
    if not letter and numbers[-1] in _LIKE_LETTERS:
        readings.append(".".join(numbers[:-1]) + _LIKE_LETTERS[numbers[-1]])
    return next((code for reading in readings if (code := ground_in(reading))), None)


def is_label(text: str) -> bool:
    """Is it what one prints on a box: a ground, part of one ("10.2"), or that it is out of scope or blacked out?"""
    if not text.strip() or ground_in(text):
        return True
    plain = " ".join(text.casefold().split()).strip(" .:;()[]")
    reading = grounds.read_cell(plain)
    return plain in _remarks() or bool(reading.ambiguous and not reading.unread)


@cache
def _remarks() -> frozenset[str]:
    """The words for it, as they also stand in inventories (`vocab/disclosures.csv`)."""
    with (data_folder("vocab") / "disclosures.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["words"] for row in csv.DictReader(file) if row["disclosure"] not in {"public", "already_public"})
