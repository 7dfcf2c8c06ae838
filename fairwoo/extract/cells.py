"""Values of spreadsheet cells as text: numbers without noise, dates as ISO 8601."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

# The built-in formats that show a date or a time (ECMA-376-1, 18.8.30; 27–36 and 50–58 are East Asian dates).
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_DATE = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.', re.IGNORECASE)
_SAYS_NOTHING = re.compile(r'"\s*"|\[[^\]]*\]|_.|\s')  # an empty text, a colour or a condition, a space as wide as a letter
_SECTIONS = 4
_LAST_DAY = 2_958_466  # 31 December 9999


def is_date_format(number: int, code: str | None) -> bool:
    """Does a number format show a date or time? `code` is the format's code if the workbook defines it."""
    if code is None:
        return number in _BUILT_IN_DATES
    return bool(re.search(r"[dmyhs]", _NOT_DATE.sub("", code.split(";")[0]), re.IGNORECASE)) and code.lower() != "general"


def shows_nothing(code: str) -> bool:
    """Does a number format leave out whatever is in the cell? `;;;` does: nothing for positive, negative, zero and text."""
    sections = _SAYS_NOTHING.sub("", code).strip().split(";")
    return len(sections) == _SECTIONS and not any(sections)


def date_text(serial: float, *, from_1904: bool = False) -> str:
    """A serial day number as ISO text: a date, a date with time, or a time; what cannot be a day stays a number.

    The 1900 system counts a 29 February 1900 that never was: serials up to 60 are off by one, as in Excel.
    """
    if not 0 <= serial < _LAST_DAY:
        return number_text(serial)
    epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if serial >= 61 else 31)  # noqa: DTZ001 - sheets have no zones
    moment = epoch + timedelta(seconds=round(serial * 86_400))
    if serial < 1 and not from_1904:
        return moment.time().isoformat()
    return moment.date().isoformat() if moment.time() == datetime.min.time() else moment.isoformat()


def number_text(value: float) -> str:
    """A number as a person would write it: 12 rather than 12.0, 0.3 rather than 0.30000000000000004."""
    if value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124 - not a number
        return ""
    rounded = float(f"{value:.15g}")
    return str(int(rounded)) if rounded.is_integer() and abs(rounded) < 1e15 else repr(rounded)
