"""The date of publication of an RO-Crate: it must be ISO 8601, and should be precise to the day ("Root Data Entity")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from fairwoo.model import Finding, FindingKind, Level
from fairwoo.validate.json_rules import shown
from fairwoo.validate.json_source import Source

DATE_WRONG = FindingKind(
    code="rocrate-date-wrong",
    level=Level.ERROR,
    nl="“datePublished” is “{found}”; verwacht is een bestaande datum, als 2025-06-02 (ISO 8601).",
    en="“datePublished” is “{found}”; expected is a date that exists, like 2025-06-02 (ISO 8601).",
    do_nl="Schrijf jjjj-mm-dd.",
    do_en="Write yyyy-mm-dd.",
)
DATE_IMPRECISE = FindingKind(
    code="rocrate-date-imprecise",
    level=Level.WARNING,
    nl="“datePublished” is “{found}”; RO-Crate raadt een datum tot op de dag aan.",
    en="“datePublished” is “{found}”; RO-Crate recommends a date precise to the day.",
    do_nl="Schrijf jjjj-mm-dd als de dag bekend is.",
    do_en="Write yyyy-mm-dd if the day is known.",
)

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})([T ]\d{2}:\d{2}.*)?")
_MONTH_OR_YEAR = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")


def check_date(source: Source, path: str, value: object) -> Iterator[Finding]:
    """What is wrong with a date of publication; `path` is where it stands."""
    text = value if isinstance(value, str) else ""
    if _MONTH_OR_YEAR.fullmatch(text):
        yield DATE_IMPRECISE.at(source.place(path), found=text)
    elif not (found := _DAY.fullmatch(text)) or not _exists(found[1]):
        yield DATE_WRONG.at(source.place(path), found=shown(value))


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
