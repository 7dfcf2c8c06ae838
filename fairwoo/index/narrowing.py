"""Filters in a query: `orgaan:haarlem`, `jaar:2019-2021`, `soort:e-mail`, `grond:5.1.2e`, `dossier:…`, with their values as indexed."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
_A_CATEGORY = "3.3.2f"  # the article of one, for an example


def is_filter(name: str) -> bool:
    """Whether `name:` before a value makes a filter; any other word with a colon is a word."""
    return name.casefold() in _NAMES


def only(name: str, value: str) -> Only | Text:
    """The filter, or a sentence that says why the value means nothing."""
    field = _NAMES[name.casefold()]
    found = values(field, value)
    if isinstance(found, Text):
        return Text(
            nl=f"Het filter {name}:{value} is weggelaten. {found.nl}", en=f"The filter {name}:{value} was left out. {found.en}"
        )
    return Only(field=field, values=found)


def values(field: str, value: str) -> tuple[str, ...] | Text:
    """The values that the index has of a facet for what a person says, in words or codes; or a sentence with what can be said.

    Kinds of documents and dossiers are taken as they are, and so are grounds that no law has: the index alone knows which there are.
    """
    match field:
        case "body":
            return _body(value)
        case "year":
            return _years(value)
        case "ground":
            return grounds.read_cell(value).codes or (value,)
        case "kind":
            return (vocab.kind_word(value) or value,)
        case "category":
            return _category(value)
        case "disclosure":
            return _among(vocab.disclosure(value) or value, _disclosure_words(), Disclosure)
        case "redacted":
            return _among(value, _redacted_words(), Redacted)
        case "layer":
            return _among(value, _layer_words(), dict.fromkeys(_layer_words().values()))
        case "format":
            return _format(value)
    return (value,)


def _body(value: str) -> tuple[str, ...] | Text:
    try:
        return (vocab.match_body(value).code,)
    except UnknownBodyError as error:
        return error.text


def _years(value: str) -> tuple[str, ...] | Text:
    found = _YEARS.fullmatch(value)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, -1)
    if not 0 <= last - first < _MOST_YEARS:
        return Text(
            nl=f"Schrijf een jaar als 2020, of hoogstens {_MOST_YEARS} jaren als 2019-2021.",
            en=f"Write a year as 2020, or at most {_MOST_YEARS} years as 2019-2021.",
        )
    return tuple(str(year) for year in range(first, last + 1))


def _category(value: str) -> tuple[str, ...] | Text:
    if found := vocab.category(value):
        return (found.code,)
    one = vocab.category(_A_CATEGORY)
    label, article = (one.singular, one.article) if one else ("", "")
    return Text(
        nl=f"Schrijf de naam of het artikel van een informatiecategorie van de Woo, zoals {label} of {article}.",
        en=f"Write the name or the article of an information category of the Woo, such as {label} or {article}.",
    )


@cache
def _disclosure_words() -> dict[str, str]:
    """How much of a document is public: words → code. The first of each code is the one to show."""
    return {row["words"]: row["disclosure"] for row in rows("disclosures")}


@cache
def _redacted_words() -> dict[str, str]:
    """How much of a page is redacted, in words: a word that a person types → its class. The first of each class is the one to show."""
    return {row["word"]: row["class"] for row in rows("redacted_words")}


@cache
def _layer_words() -> dict[str, str]:
    """Classes of bodies: a word that a person types → its register. The first of each register is the one to show."""
    return {row[form]: row["register"] for row in rows("body_layers") for form in ("singular", "label", "register")}


def _format(value: str) -> tuple[str, ...] | Text:
    """The formats with this code, or with this word in their name: "Excel" is both."""
    wanted = fold(value)
    exact = tuple(one.code for one in vocab.formats() if wanted in {fold(one.code), fold(one.label)})
    named = tuple(one.code for one in vocab.formats() if wanted in fold(one.label).split())
    codes = sorted(one.code for one in vocab.formats())
    return exact or named or _choice({code: code for code in codes}, codes)


def _among(value: str, words: dict[str, str], codes: Iterable[str]) -> tuple[str, ...] | Text:
    known = list(codes)
    found = value if value in known else {fold(word): code for word, code in words.items()}.get(fold(value))
    return (found,) if found else _choice(words, known)


def _choice(words: dict[str, str], codes: Iterable[str]) -> Text:
    """What may be chosen, as it may be typed: in Dutch the first word of each code, in English the code."""
    known = list(codes)
    first = {code: word for word, code in reversed(words.items())}
    typed = (f'"{first[one]}"' if " " in first[one] else first[one] for one in known)
    return Text(nl=f"Kies uit {', '.join(typed)}.", en=f"Choose from {', '.join(known)}.")
