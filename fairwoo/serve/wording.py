"""How dates, numbers, sizes and codes are said on the site, in Dutch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from fairwoo import grounds, vocab
from fairwoo.model import DecisionOutcome
from fairwoo.vocab.words import code_words

_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)
DISCLOSURES: Mapping[str, str] = {value: words.nl for value, words in code_words("beoordeling").items()}
OUTCOMES: Mapping[str, str] = {
    DecisionOutcome.PUBLIC: "alles openbaar gemaakt",
    DecisionOutcome.PARTLY_PUBLIC: "een deel openbaar gemaakt",
    DecisionOutcome.NOT_PUBLIC: "niets openbaar gemaakt",
    DecisionOutcome.ALREADY_PUBLIC: "alles was al openbaar",
    DecisionOutcome.NO_DOCUMENTS: "er zijn geen documenten",
}
ROLES: Mapping[str, str] = {value: words.nl for value, words in code_words("rol").items()}


def day(value: date | None) -> str:
    """3 maart 2024; "" for none."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}" if value else ""


def number(value: float) -> str:
    """12.345, or 0,5 with one decimal for a number that is not whole."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
    return text.translate(str.maketrans(",.", ".,"))


def size(octets: int | None) -> str:
    """1,2 MB, in powers of a thousand; "" for none."""
    if octets is None:
        return ""
    amount = float(octets)
    for unit in ("bytes", "kB", "MB"):
        if amount < 1000:
            return f"{round(amount)} {unit}" if unit == "bytes" or amount >= 10 else f"{number(round(amount, 1))} {unit}"
        amount /= 1000
    return f"{number(round(amount, 1))} GB"


def share(value: float | None) -> str:
    """12 % of a share (0–1); "" for none."""
    return "" if value is None else "minder dan 1 %" if 0 < value < 0.01 else f"{round(value * 100)} %"


def ground(code: str) -> str:
    """The name of a refusal ground in words, or its code where it is not known."""
    found = next((one for one in grounds.all_grounds() if one.code == code), None)
    return found.name if found else code


def category(code: str | None) -> str:
    """The label of an information category, or the code itself."""
    found = vocab.category(code) if code else None
    return found.label if found else code or ""


def _of(words: Mapping[str, str]) -> Callable[[str | None], str]:
    return lambda value: words.get(value, value) if value else ""


def capital(text: str) -> str:
    """The text with a capital in front, the rest as it is."""
    return text[:1].upper() + text[1:]


FILTERS: Mapping[str, Callable[..., Any]] = {
    "dag": day,
    "hoofdletter": capital,
    "getal": number,
    "grootte": size,
    "aandeel": share,
    "grond": ground,
    "categorie": category,
    "beoordeling": _of(DISCLOSURES),
    "uitkomst": _of(OUTCOMES),
    "rol": _of(ROLES),
}
