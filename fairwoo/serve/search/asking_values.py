"""The values of filters in an address, as people and programs write them, and the one way in which our own addresses have them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from fairwoo import dates, grounds, vocab
from fairwoo.serve import codes

_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)


def known(key: str, value: str) -> str | None:
    """The value that our own addresses have for what an address says of a filter (`codes.value` of it is the index's); None where there is
    no such value.

    Kinds of documents and dossiers are taken as they are: the index alone knows which there are.
    """
    return _VALUES[key](value) if key in _VALUES else value


def day(text: str, *, last: bool) -> date | None:
    """The day that a text says; of a year or a month alone its first or `last` day. None for what is no date."""
    if found := _MONTH.fullmatch(text):
        year, month = int(found[1]), int(found[2] or (12 if last else 1))
        if not (1 <= year <= 9999 and 1 <= month <= 12):
            return None
        return date(year, month, monthrange(year, month)[1] if last else 1)
    return dates.parse(text)


def _body(value: str) -> str | None:
    found = vocab.find_bodies(value)  # a name that means two bodies means none
    return found[0].code if len(found) == 1 else None


def _year(value: str) -> str | None:
    return value if re.fullmatch(r"[0-9]{4}", value) else None


def _category(value: str) -> str | None:
    found = vocab.category(value)
    return found.code if found else None


def _ground(value: str) -> str | None:
    codes = () if grounds.ground(value) else grounds.read_cell(value).codes
    return codes[0] if len(codes) == 1 else value


def _disclosure(value: str) -> str | None:
    found = codes.value("beoordeling", value) or vocab.disclosure(value)
    return codes.code("beoordeling", found) if found else None


@cache
def _layers() -> frozenset[str]:
    return frozenset(body.register_name for body in vocab.bodies())


def _layer(value: str) -> str | None:
    return value.casefold() if value.casefold() in _layers() else None


def _format(value: str) -> str | None:
    return next((one.code for one in vocab.formats() if one.code.casefold() == value.casefold()), None)


_VALUES: Mapping[str, Callable[[str], str | None]] = {
    "orgaan": _body,
    "bestuurslaag": _layer,
    "jaar": _year,
    "categorie": _category,
    "grond": _ground,
    "beoordeling": _disclosure,
    "formaat": _format,
}
