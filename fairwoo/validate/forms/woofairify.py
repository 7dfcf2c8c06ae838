"""WooFAIRify (University of Amsterdam, 2022): one publication with its documents, English keys, or a list of publications.

Mandatory keys as its schema specification has them; keys in `vocab/metadata_keys.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from fairwoo import grounds, vocab
from fairwoo.model import Disclosure, Finding, FindingKind, Level, Text
from fairwoo.validate import json_source
from fairwoo.validate.given import Given, Schemas
from fairwoo.validate.json_rules import is_address, is_day, is_empty, missing_kind, shown, unknown
from fairwoo.validate.json_source import Source, child
from fairwoo.vocab.words import rows, squeeze

NAME = "woofairify"
TITLE = Text(nl="WooFAIRify (JSON)", en="WooFAIRify (JSON)")
PRECEDENCE = 42


def _needed(form: str, keys: Iterable[str]) -> dict[str, FindingKind]:
    return {key: missing_kind(form, "WooFAIRify", key) for key in keys}


PUBLICATION = _needed("woofairify", ("identifier", "title", "type", "handledBy", "decisionDate", "valuation"))
OF_REQUEST = _needed("woofairify", ("fileDate", "isAdjourned"))
DOCUMENT = _needed(
    "woofairify-document", ("identifier", "title", "date", "fileName", "fileExtension", "mimeType", "documentType")
)
OF_RELEASED = _needed("woofairify-document", ("annexType", "valuation"))
OF_WITHHELD = _needed("woofairify-document", ("groundsOfRefusal",))
OF_PUBLIC = _needed("woofairify-document", ("alreadyPublicLocation",))
UNKNOWN = FindingKind(
    code="woofairify-attribute-unknown",
    level=Level.WARNING,
    nl="“{key}” is geen veld van WooFAIRify.",
    en="“{key}” is no key of WooFAIRify.",
    do_nl="{hint_nl}",
    do_en="{hint_en}",
)
FORM = FindingKind(
    code="woofairify-form-wrong",
    level=Level.ERROR,
    nl="Hier staat “{found}”; verwacht is {expected.nl}.",
    en="Here is “{found}”; expected is {expected.en}.",
    do_nl="Schrijf het zoals in het voorbeeld van WooFAIRify.",
    do_en="Write it as in the example of WooFAIRify.",
)
WORD = FindingKind(
    code="woofairify-word-unknown",
    level=Level.ERROR,
    nl="“{key}” is “{found}”; verwacht is een van {expected}.",
    en="“{key}” is “{found}”; expected is one of {expected}.",
    do_nl="Kies een van deze woorden.",
    do_en="Choose one of these words.",
)
DATE = FindingKind(
    code="woofairify-date-wrong",
    level=Level.ERROR,
    nl="“{key}” is “{found}”; verwacht is een bestaande datum als jjjj-mm-dd.",
    en="“{key}” is “{found}”; expected is a date that exists, as yyyy-mm-dd.",
    do_nl="Schrijf bijvoorbeeld 2022-02-02.",
    do_en="Write for example 2022-02-02.",
)
ADDRESS = FindingKind(
    code="woofairify-address-wrong",
    level=Level.ERROR,
    nl="“{key}” is “{found}”; verwacht is een heel webadres.",
    en="“{key}” is “{found}”; expected is a whole web address.",
    do_nl="Schrijf het hele adres: https://…",
    do_en="Write the whole address: https://…",
)
OLD_EDITION = FindingKind(
    code="woofairify-old-edition",
    level=Level.WARNING,
    nl="Dit is de voorloper van WooFAIRify, met Nederlandse veldnamen; fairwoo leest die wel, maar anderen niet.",
    en="This is the forerunner of WooFAIRify, with Dutch keys; fairwoo reads it, but others do not.",
    do_nl="Gebruik de Engelse veldnamen: title, handledBy, decisionDate, documents …",
    do_en="Use the English keys: title, handledBy, decisionDate, documents …",
)
GROUND = FindingKind(
    code="woofairify-ground-incomplete",
    level=Level.WARNING,
    nl="“{found}” is geen volledige weigeringsgrond.",
    en="“{found}” is no complete ground for refusal.",
    do_nl="Schrijf artikel, lid en letter, bijvoorbeeld 10.2.e.",
    do_en="Write article, paragraph and letter, for example 10.2.e.",
)

_MARK = re.compile(rb'"(handledBy|decisionDate|datum_besluit|wob_id)"\s*:')
_OLD_KEYS = {"datum_besluit", "verantwoordelijk", "wob_id"}
_DATES = {"fileDate", "decisionDate", "retrievedAt", "date"}
_ADDRESSES = {"sourceUrl", "url", "alreadyPublicLocation"}
_NUMBERS = {"numberDocuments", "numberPages", "numberWords", "numberCharacters", "numberTextPages"}
_TYPES = ("Verzoek", "Actieve openbaarmaking")
_JUDGEMENTS = ("Openbaar", "Deels openbaar", "Niet openbaar", "Reeds openbaar")
_RELEASED = {"vrijgegeven document", "bijlage"}
_KINDS = ("Besluit", "Inventarislijst", "Verzoek", "Vrijgegeven document", "Bijlage")
_ALSO = {"isAdjourned": "adjourned"}  # as its JSON Schema has it
_NO_HINT = {"hint_nl": "", "hint_en": ""}
_OBJECT = Text(nl="een object", en="an object")
_LIST = Text(nl="een lijst van documenten", en="a list of documents")
_NUMBER = Text(nl="een getal", en="a number")


def recognises(given: Given) -> bool:
    """Whether it is JSON with a key that WooFAIRify has and others do not."""
    return json_source.looks_like_json(given) and bool(_MARK.search(given.content)) and not json_source.is_schema(given)


def validate(given: Given, schemas: Schemas | None) -> Iterator[Finding]:
    """Publication by publication. There is no official schema; `schemas` has nothing for it."""
    del schemas
    source = json_source.read(given)
    yield from source.findings
    if not source.valid:
        return
    many = isinstance(source.content, list)
    listed = [(child("$", n), one) for n, one in enumerate(source.content)] if many else [("$", source.content)]
    if old := next((path for path, one in listed if isinstance(one, dict) and _OLD_KEYS & one.keys()), None):
        yield OLD_EDITION.at(source.place(old))
        return
    for path, one in listed:
        if isinstance(one, dict):
            yield from _publication(source, path, one)
        else:
            yield FORM.at(source.place(path), found=shown(one), expected=_OBJECT)


def _publication(source: Source, path: str, given: Mapping[str, Any]) -> Iterator[Finding]:
    yield from _missing(source, path, given, PUBLICATION)
    if squeeze(str(given.get("type") or "")) == squeeze(_TYPES[0]):
        yield from _missing(source, path, given, OF_REQUEST)
    yield from unknown(source, UNKNOWN, [(path, given)], _keys("dossier"))
    yield from _values(source, path, given, _TYPES)
    documents = given.get("documents", [])
    if not isinstance(documents, list):
        yield FORM.at(source.place(child(path, "documents")), found=shown(documents), expected=_LIST)
        return
    for number, one in enumerate(documents):
        at = child(child(path, "documents"), number)
        if isinstance(one, dict):
            yield from _document(source, at, one)
        else:
            yield FORM.at(source.place(at), found=shown(one), expected=_OBJECT)


def _document(source: Source, path: str, given: Mapping[str, Any]) -> Iterator[Finding]:
    yield from _missing(source, path, given, DOCUMENT)
    judged = vocab.disclosure(str(given.get("valuation") or ""))
    if str(given.get("documentType") or "").strip().lower() in _RELEASED:
        yield from _missing(source, path, given, OF_RELEASED)
    if judged in {Disclosure.PARTLY_PUBLIC, Disclosure.NOT_PUBLIC}:
        yield from _missing(source, path, given, OF_WITHHELD)
    if judged is Disclosure.ALREADY_PUBLIC:
        yield from _missing(source, path, given, OF_PUBLIC)
    yield from unknown(source, UNKNOWN, [(path, given)], _keys("document"))
    yield from _values(source, path, given, ())


def _keys(level: str) -> list[str]:
    return [row["key"] for row in rows("metadata_keys") if (row["form"], row["level"]) == ("woofairify", level)]


def _missing(source: Source, path: str, given: Mapping[str, Any], kinds: Mapping[str, FindingKind]) -> Iterator[Finding]:
    for key, kind in kinds.items():
        if is_empty(given.get(key)) and is_empty(given.get(_ALSO.get(key, key))):
            yield kind.at(source.place(path), **_NO_HINT)


def _values(source: Source, path: str, given: Mapping[str, Any], types: tuple[str, ...]) -> Iterator[Finding]:
    """What is said, but not as it should be. `types` are the words for `type`; a document has none."""
    for key, value in given.items():
        if is_empty(value):
            continue
        place, found = source.place(child(path, key)), shown(value)
        if key in _DATES and not is_day(value):
            yield DATE.at(place, key=key, found=found)
        elif key in _ADDRESSES and not is_address(value):
            yield ADDRESS.at(place, key=key, found=found)
        elif key in _NUMBERS and (isinstance(value, bool) or not isinstance(value, int | float)):
            yield FORM.at(place, found=found, expected=_NUMBER)
        elif key == "groundsOfRefusal":
            words = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
            read = grounds.read_cell(words)
            yield from (GROUND.at(place, found=shown(left)) for left in (*read.unread, *read.ambiguous))
        elif (expected := _words(key, value, types)) is not None:
            yield WORD.at(place, key=key, found=found, expected=", ".join(expected))


def _words(key: str, value: object, types: tuple[str, ...]) -> tuple[str, ...] | None:
    """The words that a key may have, if this is none of them."""
    word = squeeze(str(value))
    if key == "type" and types and word not in map(squeeze, types):
        return types
    if key == "valuation" and vocab.disclosure(str(value)) is None and vocab.outcome(str(value)) is None:
        return _JUDGEMENTS
    if key == "documentType" and word not in {*map(squeeze, _KINDS), *_role_words()}:
        return _KINDS
    return None


@cache
def _role_words() -> frozenset[str]:
    """Other words for a kind that everybody understands: the example that came with WooFAIRify has “Inventarislijst”."""
    return frozenset(squeeze(row["word"]) for row in rows("metadata_words") if row["property"] == "role" and row["value"])
