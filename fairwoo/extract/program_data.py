"""What programs write into files by themselves, by name (`vocab/office_program_data.csv`), and texts that say nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache

from fairwoo.model import Page, Table
from fairwoo.shared import data_folder

_PIECE = re.compile(r"\w+")
_WORD = re.compile(r"[^\W\d_]{2,}")
# A number by which programs know something, a date, yes or no, a packed text: nobody meant to say anything with it.
_NOTHING = re.compile(
    r"\{?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\}?|(?=\w*\d)(?:0x)?[0-9a-f]{8,}|true|false|yes|no|ja|nee|none|null"
    r"|\d{4}-\d\d-\d\d(?:t[\d:.]+(?:z|[+-]\d\d:?\d\d)?)?|(?=\S*\d)[\w+/=-]{40,}",
    re.IGNORECASE,
)


def is_by_program(kind: str, name: str) -> bool:
    """Do programs write what has this name by themselves? Kinds: "property", "part", "field", "comment", "mark" (in lower case)."""
    return any(fnmatchcase(name, pattern) for pattern in _names(kind))


@cache
def _names(kind: str) -> tuple[str, ...]:
    with (data_folder("vocab") / "office_program_data.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["name"] for row in csv.DictReader(file) if row["kind"] == kind)


def says_something(text: str) -> bool:
    """Are there words in it?"""
    return bool(_WORD.search(text)) and not _NOTHING.fullmatch(text.strip())


class Shown:
    """What is to be read in a document. What stands there too is not hidden elsewhere."""

    def __init__(self, pages: Iterable[Page], tables: Iterable[Table] = ()) -> None:
        self._pages, self._tables = pages, tables
        self._text: str | None = None

    def lacks(self, text: str) -> bool:
        """Does a text say something that is not to be read?"""
        return says_something(text) and _plain(text) not in self._whole()

    def _whole(self) -> str:
        if self._text is None:
            cells = (cell for table in self._tables for row in table.rows for cell in row)
            self._text = "".join((*(_plain(page.text) for page in self._pages), *map(_plain, cells)))
        return self._text


def _plain(text: str) -> str:
    """A text with one space before, between and after its words."""
    return f" {' '.join(_PIECE.findall(text.casefold()))} "
