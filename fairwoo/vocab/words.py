"""Reading the data files, and folding words so that spellings of one word are the same."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from functools import cache

from fairwoo.model import Text
from fairwoo.shared import data_folder

_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘`´", ""))


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `vocab/<name>.csv`."""
    with (data_folder("vocab") / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def fold(text: str) -> str:
    """Lower-case words, one space apart, without accents, apostrophes and other marks; "&" is "en", "#" is "nr"."""
    spelled = text.translate(_APOSTROPHES).replace("&", " en ").replace("#", " nr ")
    plain = unicodedata.normalize("NFKD", spelled).casefold()
    letters = "".join(mark if mark.isalnum() else " " for mark in plain if not unicodedata.combining(mark))
    return " ".join(letters.split())


def squeeze(text: str) -> str:
    """The folded text without its spaces: "Docu-\\nment nr." is "documentnr"."""
    return fold(text).replace(" ", "")


@cache
def code_words(of: str) -> Mapping[str, Text]:
    """What people call the values of a list of `vocab/codes.csv`, by value."""
    return {row["value"]: Text(nl=row["nl"], en=row["en"]) for row in rows("codes") if row["list"] == of}


@cache
def table(name: str, key: str, value: str) -> dict[str, str]:
    """Column `value` of `vocab/<name>.csv` by the squeezed words of column `key`."""
    return {squeeze(row[key]): row[value] for row in rows(name)}
