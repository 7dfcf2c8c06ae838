"""Dates as Dutch archives write them. A date is right or it is not a date: nothing is guessed or repaired.

Accepted are `9 december 2025`, `9 dec. 2025`, `9-12-2025`, `9/12/2025`, `9.12.2025`, `9-12-'25`, `2025-12-09`, `20251209`,
`December 9, 2025`, with a weekday before and a time behind. The words are in `vocab/date_words.csv`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from fairwoo.shared import data_folder

Order = Literal["dmy", "mdy"]

_LONGEST_CELL = 80
_FIRST_YEAR, _LAST_YEAR = 1800, 2199
_CENTURY_TURNS = 70  # of years in two digits, 70 and up are 19xx
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?P<year>\d{4})"
_ANY_YEAR = r"(?P<year>\d{4}|['’‘`]?\d{2})"
_TOLD_YEAR = r"(?P<year>\d{4}|['’‘`]\d{2})"
_NUMBERS = r"(?P<first>\d{1,2})\s*(?P<mark>[-/. ])\s*(?P<second>\d{1,2})\s*(?P=mark)\s*"
_HALF = r"(?P<half>[ap]\.?m\b\.?)"
_TIME = (
    rf"(?:[T,]?\s*(?:om\s+)?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}}(?:[.,]\d+)?)?\s*{_HALF}?"
    r"\s*(?:uur|u\.?|h)?\s*\(?(?:Z|UTC|GMT|CES?T|[+-]\d{2}:?\d{2})?\)?)?"
)
_FLAGS = re.IGNORECASE | re.ASCII


class FoundDate(NamedTuple):
    """A date in a running text, with the words and where they stand."""

    value: date
    phrase: str
    start: int
    end: int


@cache
def _words(means: str) -> dict[str, int]:
    with (data_folder("vocab") / "date_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: int(row["number"]) for row in csv.DictReader(file) if row["means"] == means}


def _any_of(means: str) -> str:
    return "|".join(sorted(_words(means), key=len, reverse=True))


def _month() -> str:
    return rf"(?P<month>{_any_of('month')})\b\.?"


@cache
def _cell_forms() -> tuple[re.Pattern[str], ...]:
    before = rf"(?:d\.?d\.?:?\s*|datum:?\s*)?(?:(?:{_any_of('weekday')})\b\.?,?\s*)?"
    forms = (
        rf"{_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark){_DAY}",
        rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})",
        rf"{_NUMBERS}{_ANY_YEAR}",
        rf"{_DAY}(?:e|ste|de)?[-\s./]*{_month()}[-\s./,]*{_ANY_YEAR}",
        rf"{_month()}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
    )
    return tuple(re.compile(rf"{before}{form}{_TIME}", _FLAGS) for form in forms)


@cache
def _text_form() -> re.Pattern[str]:
    space = r"[\s\u00a0]+"
    clock = rf"(?={space}\d{{1,2}}:\d{{2}}(?::\d{{2}})?\s*{_HALF})?"
    forms = (
        rf"{_DAY}(?:e|ste)?{space}{_month()}{space}{_TOLD_YEAR}",
        rf"{_month()}{space}{_DAY}(?:st|nd|rd|th)?,?{space}{_YEAR}",
        rf"(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<second>\d{{1,2}})(?P=mark){_TOLD_YEAR}(?!\w){clock}",
        rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:T[\d:.]+Z?)?",
    )
    # A group name may be used once in a pattern: `day` of the third form becomes `day2`.
    numbered = (re.sub(r"\?P(<|=)(\w+)", rf"?P\g<1>\g<2>{number}", form) for number, form in enumerate(forms))
    return re.compile(rf"(?<!\w)(?<!\d[.,/-])(?:{'|'.join(numbered)})(?!\w|[-./]\d)", _FLAGS)


def _match(text: str) -> re.Match[str] | None:
    cell = " ".join(text.split())
    if len(cell) > _LONGEST_CELL:
        return None
    return next((found for form in _cell_forms() if (found := form.fullmatch(cell))), None)


def parse(text: str, order: Order = "dmy") -> date | None:
    """The date that a whole cell holds, or None if it holds something else or a day that does not exist.

    `order` is that of numbers with the year last (`9-10-2022`); AM or PM behind them says month first. A time is dropped: the
    date is the one written, whatever the time zone.
    """
    found = _match(text)
    return _date(found.groupdict(), order) if found else None


def is_ambiguous(text: str) -> bool:
    """Could the day be the month: numbers with slashes, both at most 12 and different, and no AM or PM to tell."""
    found = _match(text)
    if not found or found.groupdict().get("first") is None:
        return False
    first, second = int(found["first"]), int(found["second"])
    return found["mark"] == "/" and first != second and max(first, second) <= 12 and not found["half"]


def find(text: str) -> tuple[FoundDate, ...]:
    """All full dates in a running Dutch or English text, in their order. Days that do not exist are left out.

    Numbers are day first, unless a time with AM or PM follows; years of two digits need an apostrophe.
    """
    return tuple(_find(text))


def _find(text: str) -> Iterator[FoundDate]:
    for found in _text_form().finditer(text):
        parts = {name[:-1]: words for name, words in found.groupdict().items() if words is not None}
        value = _date(parts, "dmy")
        if value:
            yield FoundDate(value, found.group(), found.start(), found.end())


def _date(parts: dict[str, str | None], order: Order) -> date | None:
    day, month, year = parts.get("day"), parts.get("month"), parts["year"] or ""
    if parts.get("first"):
        month_first = order == "mdy" or parts.get("half")
        day, month = (parts["second"], parts["first"]) if month_first else (parts["first"], parts["second"])
    try:
        return date(_full_year(year), _words("month").get((month or "").lower()) or int(month or ""), int(day or ""))
    except ValueError:
        return None


def _full_year(words: str) -> int:
    number = int(words.lstrip("'’‘`"))
    if len(words) < 4:
        number += 1900 if number >= _CENTURY_TURNS else 2000
    if not _FIRST_YEAR <= number <= _LAST_YEAR:
        raise ValueError(f"{words} is no year of a document")
    return number


def excel_serial(value: float) -> date:
    """The date of an Excel serial number in the 1900 system; the part behind the point (the time) is dropped.

    Excel believes that 1900 was a leap year: 60 is its 29 February 1900, which raises ValueError, as do numbers below 1 and
    above 2958465 (31 December 9999).
    """
    if not 1 <= value < 2_958_466 or int(value) == 60:
        raise ValueError(f"{value} is no date in Excel's 1900 system")
    return date(1899, 12, 31 if value < 60 else 30) + timedelta(days=int(value))
