"""Filters in a query: `orgaan:haarlem`, `jaar:2019-2021`, `soort:e-mail`, `grond:5.1.2e`, `dossier:…`, with their values as indexed."""

from __future__ import annotations

import re
from functools import cache

from fairwoo import grounds, vocab
from fairwoo.errors import UnknownBodyError
from fairwoo.index.query import Only
from fairwoo.model import Disclosure, Redacted, Text
from fairwoo.vocab.words import fold, rows

_NAMES = {
    "orgaan": "body",
    "body": "body",
    "jaar": "year",
    "year": "year",
    "soort": "kind",
    "kind": "kind",
    "grond": "ground",
    "ground": "ground",
    "dossier": "dossier",
    "categorie": "category",
    "category": "category",
    "beoordeling": "disclosure",
    "disclosure": "disclosure",
    "gelakt": "redacted",
    "redacted": "redacted",
    "bestuurslaag": "layer",
    "layer": "layer",
    "formaat": "format",
    "format": "format",
}
NAMES = ("orgaan", "jaar", "soort", "grond", "dossier", "categorie", "beoordeling", "gelakt", "bestuurslaag", "formaat")
_YEARS = re.compile(r"(\d{4})(?:\s*(?:-|–|\.\.)\s*(\d{4}))?")
_MOST_YEARS = 100


def is_filter(name: str) -> bool:
    """Whether `name:` before a value makes a filter; any other word with a colon is a word."""
    return name.casefold() in _NAMES


def only(name: str, value: str) -> Only | Text:
    """The filter, or a sentence that says why the value means nothing."""
    field = _NAMES[name.casefold()]
    found = _values(field, value)
    if isinstance(found, Text):
        return found
    return Only(field=field, values=found)


def _values(field: str, value: str) -> tuple[str, ...] | Text:
    match field:
        case "body":
            return _body(value)
        case "year":
            return _years(value)
        case "ground":
            read = grounds.read_cell(value)
            return read.codes or (value,)
        case "kind":
            return (vocab.kind_word(value) or value,)
        case "category":
            concept = vocab.category(value)
            return (concept.code if concept else value,)
        case "disclosure":
            return _disclosure(value)
        case "redacted":
            return _redacted(value)
        case "layer":
            return _one_of(value.casefold(), tuple(sorted({body.register_name for body in vocab.bodies()})))
        case "format":
            return _format(value)
    return (value,)


def _body(value: str) -> tuple[str, ...] | Text:
    try:
        return (vocab.match_body(value).code,)
    except UnknownBodyError as error:
        return Text(
            nl=f"Het filter orgaan:{value} is weggelaten. {error.text.nl}",
            en=f"The filter body:{value} was left out. {error.text.en}",
        )


def _years(value: str) -> tuple[str, ...] | Text:
    found = _YEARS.fullmatch(value)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, -1)
    if not 0 <= last - first < _MOST_YEARS:
        return Text(
            nl=f"Het filter jaar:{value} is weggelaten; schrijf jaar:2020 of jaar:2019-2021.",
            en=f"The filter year:{value} was left out; write year:2020 or year:2019-2021.",
        )
    return tuple(str(year) for year in range(first, last + 1))


def _disclosure(value: str) -> tuple[str, ...] | Text:
    if value in set(Disclosure):
        return (value,)
    found = vocab.disclosure(value)
    return (found.value,) if found else _one_of(value, tuple(Disclosure))


@cache
def _redacted_words() -> dict[str, str]:
    """How much of a page is redacted, in words: a word that a person types → its class. The first of each class is the one to show."""
    return {fold(row["word"]): row["class"] for row in rows("redacted_words")}


def _redacted(value: str) -> tuple[str, ...] | Text:
    known = _redacted_words()
    if value in set(Redacted):
        return (value,)
    if found := known.get(fold(value)):
        return (found,)
    first = {found: word for word, found in reversed(known.items())}
    return Text(
        nl=f"Het filter gelakt:{value} is weggelaten; kies uit {', '.join(first[one] for one in Redacted)}.",
        en=f"The filter redacted:{value} was left out; choose from {', '.join(Redacted)}.",
    )


def _format(value: str) -> tuple[str, ...] | Text:
    wanted = value.casefold()
    found = tuple(one.code for one in vocab.formats() if wanted in {one.code.casefold(), one.label.casefold()})
    return found or _one_of(value, tuple(sorted({one.code for one in vocab.formats()})))


def _one_of(value: str, known: tuple[str, ...]) -> tuple[str, ...] | Text:
    if value in known:
        return (value,)
    choice = ", ".join(known)
    return Text(
        nl=f"Het filter met {value} is weggelaten; kies uit {choice}.",
        en=f"The filter with {value} was left out; choose from {choice}.",
    )
