"""Values of XML Schema types: is this text a date, a time, a whole number? As XML Schema 1.0 part 2 has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from fairwoo.model import Text

_ZONE = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_DATE = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d){_ZONE}", re.ASCII)
_TIME = re.compile(rf"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?){_ZONE}", re.ASCII)
_YEAR = re.compile(rf"\d{{4}}{_ZONE}", re.ASCII)
_MONTH = re.compile(rf"\d{{4}}-(?:0[1-9]|1[0-2]){_ZONE}", re.ASCII)
_NUMBER = re.compile(r"\+?\d+", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_DURATION = re.compile(r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?", re.ASCII)
_DECIMAL = re.compile(r"\+?(?:0(?:\.\d*)?|1(?:\.0*)?|\.\d+)", re.ASCII)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:\S+|[^\s:/?#]*(?:[/?#]\S*)?")
_FREQUENCIES = ("always", "hourly", "daily", "weekly", "monthly", "yearly", "never")


def is_date(text: str) -> bool:
    """Whether this is an `xs:date` of the years 1 to 9999 that exists."""
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True


def is_date_time(text: str) -> bool:
    """Whether this is an `xs:dateTime`; the zone may be absent."""
    day, mark, time = text.partition("T")
    return bool(mark) and len(day) == 10 and is_date(day) and _TIME.fullmatch(time) is not None


def has_zone(text: str) -> bool:
    """Whether a date and time says in which time zone it is."""
    return text.endswith("Z") or text[-6:-5] in {"+", "-"}


def _is_period(text: str) -> bool:
    return is_date(text) or _YEAR.fullmatch(text) is not None or _MONTH.fullmatch(text) is not None


class ValueType(NamedTuple):
    """A type of value: its test, and how to write one."""

    holds: Callable[[str], bool]
    expected: Text


_DAY = Text(nl="een datum die bestaat, als jjjj-mm-dd", en="a date that exists, as yyyy-mm-dd")
_MOMENT = Text(nl="een datum en tijd, als 2025-06-02T09:30:00+02:00", en="a date and time, as 2025-06-02T09:30:00+02:00")
_SPAN = Text(nl="een jaar, een maand of een datum, als 2025, 2025-06 of 2025-06-02", en="2025, 2025-06 or 2025-06-02")

TYPES: Mapping[str, ValueType] = {
    "text": ValueType(lambda _: True, Text(nl="tekst", en="text")),
    "date": ValueType(is_date, _DAY),
    "dateTime": ValueType(is_date_time, _MOMENT),
    "dateOrTime": ValueType(
        lambda text: is_date(text) or is_date_time(text),
        Text(nl="een datum of een datum en tijd, als 2025-06-02 of 2025-06-02T09:30:00+02:00",
             en="a date or a date and time, as 2025-06-02 or 2025-06-02T09:30:00+02:00"),
    ),
    "period": ValueType(_is_period, _SPAN),
    "moment": ValueType(
        lambda text: _is_period(text) or is_date_time(text),
        Text(nl=f"{_SPAN.nl}, of {_MOMENT.nl}", en=f"{_SPAN.en}, or {_MOMENT.en}"),
    ),
    "number": ValueType(
        lambda text: _NUMBER.fullmatch(text) is not None, Text(nl="een geheel getal, 0 of meer", en="a whole number, 0 or more")
    ),
    "uri": ValueType(
        lambda text: _URI.fullmatch(text) is not None, Text(nl="een webadres, zonder spaties", en="a web address, without spaces")
    ),
    "language": ValueType(
        lambda text: _LANGUAGE.fullmatch(text) is not None, Text(nl="een taalcode, als nl of en", en="a code of a language, as nl or en")
    ),
    "duration": ValueType(
        lambda text: _DURATION.fullmatch(text) is not None, Text(nl="een duur, als P20Y of P6M", en="a duration, as P20Y or P6M")
    ),
    "frequency": ValueType(
        lambda text: text in _FREQUENCIES, Text(nl=f"een van {', '.join(_FREQUENCIES)}", en=f"one of {', '.join(_FREQUENCIES)}")
    ),
    "priority": ValueType(
        lambda text: _DECIMAL.fullmatch(text) is not None, Text(nl="een getal van 0.0 tot en met 1.0", en="a number from 0.0 to 1.0")
    ),
}  # fmt: skip
