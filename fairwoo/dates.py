"""Dates as Dutch archives write them. A date is right or it is not a date: nothing is guessed or repaired."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from fairwoo.shared import data_folder

Order = Literal["dmy", "mdy"]

_FIRST_YEAR, _LAST_YEAR = 1800, 2199
_CENTURY_TURNS = 70  # two digits: 70 and up are 19xx
_WEEKDAY = r"(?:(?:ma|di|wo|do|vr|za|zo|maan|dins|woens|donder|vrij|zater|zon)(?:dag)?\.?,?\s+|[A-Z][a-z]+day,?\s+)"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?P<year>\d{4})"
_SHORT_YEAR = r"(?P<year>\d{4}|['’‘`]?\d{2})"
_TIME = (
    r"(?:[T,]?\s*(?:om\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?:uur|u\.?|h)?\s*\(?(?:Z|UTC|GMT|CES?T|[+-]\d{2}:?\d{2})?\)?)?"
)


class FoundDate(NamedTuple):
    """A date in a running text, with the words and where they stand."""

    value: date
    phrase: str
    start: int
    end: int


@cache
def _months() -> dict[str, int]:
    with (data_folder("vocab") / "months.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: int(row["month"]) for row in csv.DictReader(file)}


def _month() -> str:
    words = "|".join(sorted(_months(), key=len, reverse=True))
    return rf"(?P<month>{words})\.?"


@cache
def _cell_forms() -> tuple[re.Pattern[str], ...]:
    month = _month()
    dates = (
        rf"{_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark){_DAY}",
        rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})",
        rf"(?P<first>\d{{1,2}})\s*(?P<mark>[-/. ])\s*(?P<second>\d{{1,2}})\s*(?P=mark)\s*{_SHORT_YEAR}",
        rf"{_DAY}(?:e|ste|de)?[-\s./]*{month}[-\s./,]*{_SHORT_YEAR}",
        rf"{month}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
    )
    return tuple(
        re.compile(rf"(?:d\.?d\.?:?\s*|datum:?\s*)?{_WEEKDAY}?{form}{_TIME}", re.IGNORECASE | re.ASCII) for form in dates
    )


def _match(text: str) -> re.Match[str] | None:
    cell = " ".join(text.split())
    return next((found for form in _cell_forms() if (found := form.fullmatch(cell))), None)


def parse(text: str, order: Order = "dmy") -> date | None:
    """The date that a whole cell holds, or None if it holds something else or a day that does not exist.

    `order` is that of numbers with the year last (`9-10-2022`); AM or PM behind them says month first. A time is dropped: the
    date is the one written, whatever the time zone.
    """
    found = _match(text)
    if not found:
        return None
    parts = found.groupdict()
    if "first" not in parts:
        return _date(parts["year"], parts["month"], parts["day"])
    month_first = order == "mdy" or parts["half"] is not None
    day, month = (parts["second"], parts["first"]) if month_first else (parts["first"], parts["second"])
    return _date(parts["year"], month, day)


def is_ambiguous(text: str) -> bool:
    """Could the day be the month: numbers with slashes, both at most 12 and different, and no AM or PM to tell."""
    found = _match(text)
    if not found or "first" not in found.re.groupindex:
        return False
    first, second = int(found["first"]), int(found["second"])
    return found["mark"] == "/" and first != second and max(first, second) <= 12 and not found["half"]


def _date(year: str, month: str, day: str) -> date | None:
    number = int(year.lstrip("'’‘`"))
    if len(year) < 4:
        number += 1900 if number >= _CENTURY_TURNS else 2000
    if not _FIRST_YEAR <= number <= _LAST_YEAR:
        return None
    try:
        return date(number, _months().get(month.lower()) or int(month), int(day))
    except ValueError:
        return None


@cache
def _text_form() -> re.Pattern[str]:
    month, space = _month(), r"[\s\u00a0]+"
    forms = (
        rf"{_DAY}{space}{month}{space}{_YEAR}",
        rf"{month}{space}{_DAY}(?:st|nd|rd|th)?,?{space}{_YEAR}",
        rf"{_DAY}(?P<mark>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<year>\d{{4}}|['’‘`]\d{{2}})",
        rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:T[\d:.]+Z?)?",
    )
    numbered = (re.sub(r"\?P(<|=)(\w+)", rf"?P\1\2{number}", form) for number, form in enumerate(forms))
    return re.compile(rf"(?<![\w.,/-])(?:{'|'.join(numbered)})(?![\w]|[-./]\d)", re.IGNORECASE | re.ASCII)


def find(text: str) -> tuple[FoundDate, ...]:
    """All full dates in a running Dutch or English text, in order; numbers are day first. Days that do not exist are left out."""
    return tuple(_find(text))


def _find(text: str) -> Iterator[FoundDate]:
    for found in _text_form().finditer(text):
        parts = {key[:-1]: value for key, value in found.groupdict().items() if value is not None}
        value = _date(parts["year"], parts["month"], parts["day"])
        if value:
            yield FoundDate(value, found.group(), found.start(), found.end())


def excel_serial(value: float) -> date:
    """The date of an Excel serial number in the 1900 system; the part behind the point (the time) is dropped.

    Excel believes that 1900 was a leap year: 60 is its 29 February 1900, which raises ValueError, as do numbers below 1 and
    above 2958465 (31 December 9999).
    """
    days = int(value)
    if not 1 <= days <= 2_958_465 or days == 60:
        raise ValueError(f"{value} is no date in Excel's 1900 system")
    return date(1899, 12, 31 if days < 60 else 30) + timedelta(days=days)
