"""A delivery file of Woogle 2.0: a list of dossiers, or one. Keys in `vocab/metadata_keys.csv`; with the official `valid_scheme.json`
also which keys a kind of dossier can have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fairwoo import grounds, vocab
from fairwoo.model import Finding, FindingKind, Level, Text
from fairwoo.validate import json_source
from fairwoo.validate.given import Given, Schemas
from fairwoo.validate.json_rules import is_address, is_day, is_empty, missing_kind, shown, unknown
from fairwoo.validate.json_source import Source, child
from fairwoo.vocab.words import rows

NAME = "woogle"
TITLE = Text(nl="Woogle 2.0 (JSON)", en="Woogle 2.0 (JSON)")
PRECEDENCE = 41

REQUIRED = {key: missing_kind("woogle", "Woogle 2.0", key) for key in ("dc_title", "dc_publisher", "dc_type")}
DOCUMENT_REQUIRED = {
    "dc_source": missing_kind("woogle", "Woogle 2.0", "dc_source"),
    "foi_url_on_web": missing_kind("woogle", "Woogle 2.0", "foi_url_on_web"),
}
FILES_MISSING = missing_kind("woogle", "Woogle 2.0", "foi_files", Level.WARNING)
UNKNOWN = FindingKind(
    code="woogle-attribute-unknown",
    level=Level.ERROR,
    nl="“{key}” is geen veld van Woogle 2.0.",
    en="“{key}” is no key of Woogle 2.0.",
    do_nl="{hint_nl}",
    do_en="{hint_en}",
)
NOT_OF_TYPE = FindingKind(
    code="woogle-attribute-not-of-type",
    level=Level.ERROR,
    nl="“{key}” hoort niet bij een dossier van soort {type} (valid_scheme.json).",
    en="“{key}” is no key of a dossier of type {type} (valid_scheme.json).",
    do_nl="Haal het weg, of verbeter “dc_type”.",
    do_en="Take it away, or mend “dc_type”.",
)
FORM = FindingKind(
    code="woogle-form-wrong",
    level=Level.ERROR,
    nl="Hier staat {found}; verwacht is {expected.nl}.",
    en="Here is {found}; expected is {expected.en}.",
    do_nl="Schrijf het zoals in het voorbeeld van Woogle 2.0.",
    do_en="Write it as in the example of Woogle 2.0.",
)
PUBLISHER = FindingKind(
    code="woogle-publisher-unknown",
    level=Level.ERROR,
    nl="“dc_publisher” is “{found}”; verwacht is de code van een bestuursorgaan uit TOOI, zoals pv24.",
    en="“dc_publisher” is “{found}”; expected is the code of a public body in TOOI, like pv24.",
    do_nl="Zoek de code op: fairwoo list bodies NAAM.",
    do_en="Look the code up: fairwoo list bodies NAME.",
)
TYPE = FindingKind(
    code="woogle-type-unknown",
    level=Level.ERROR,
    nl="“dc_type” is “{found}”; verwacht is een categorie van artikel 3.3 Woo, zoals 2i{among}.",
    en="“dc_type” is “{found}”; expected is a category of article 3.3 Woo, like 2i{among}.",
    do_nl="Schrijf lid en letter: 2i is een Woo-verzoek.",
    do_en="Write paragraph and letter: 2i is a Woo request.",
)
ADDRESS = FindingKind(
    code="woogle-address-wrong",
    level=Level.ERROR,
    nl="“{key}” is “{found}”; verwacht is een heel webadres.",
    en="“{key}” is “{found}”; expected is a whole web address.",
    do_nl="Schrijf het adres van het bestand: https://…",
    do_en="Write the address of the file: https://…",
)
BOOLEAN = FindingKind(
    code="woogle-boolean-wrong",
    level=Level.ERROR,
    nl="“{key}” is “{found}”; verwacht is True of False.",
    en="“{key}” is “{found}”; expected is True or False.",
    do_nl="Schrijf True als dat zo is, anders False.",
    do_en="Write True if so, else False.",
)
DATE = FindingKind(
    code="woogle-date-wrong",
    level=Level.ERROR,
    nl="“{key}” is “{found}”; verwacht is een bestaande datum als jjjj-mm-dd.",
    en="“{key}” is “{found}”; expected is a date that exists, as yyyy-mm-dd.",
    do_nl="Schrijf bijvoorbeeld 2022-08-11.",
    do_en="Write for example 2022-08-11.",
)
YEAR = FindingKind(
    code="woogle-year-wrong",
    level=Level.ERROR,
    nl="“dc_date_year” is “{found}”; verwacht is een jaartal van vier cijfers.",
    en="“dc_date_year” is “{found}”; expected is a year of four digits.",
    do_nl="Schrijf bijvoorbeeld 2022.",
    do_en="Write for example 2022.",
)
JUDGEMENT = FindingKind(
    code="woogle-valuation-unknown",
    level=Level.WARNING,
    nl="“foi_valuation” is “{found}”, en dat is geen beoordeling die fairwoo kent.",
    en="“foi_valuation” is “{found}”, which is no judgement that fairwoo knows.",
    do_nl="Schrijf Openbaar, Deels openbaar, Niet openbaar of Reeds openbaar.",
    do_en="Write Openbaar, Deels openbaar, Niet openbaar or Reeds openbaar.",
)
GROUND = FindingKind(
    code="woogle-ground-incomplete",
    level=Level.WARNING,
    nl="“{found}” is geen volledige weigeringsgrond.",
    en="“{found}” is no complete ground for refusal.",
    do_nl="Schrijf artikel, lid en letter, bijvoorbeeld 5.1.2e.",
    do_en="Write article, paragraph and letter, for example 5.1.2e.",
)

_PARTS = ("foi_verzoek", "foi_besluit", "foi_inventaris", "foi_documenten")
_SCHEME = "valid_scheme.json"
_MARK = re.compile(rb'"(dc_title|foi_files)"\s*:')
_OBJECT, _TEXT = Text(nl="een object", en="an object"), Text(nl="een tekst", en="a text")
_TEXTS = {"dc_title", "dc_description", "foi_requestText", "foi_decisionText"}
_HINTS = {
    "dc_publisher": {"hint_nl": "Een code uit TOOI, zoals gm0363.", "hint_en": "A code of TOOI, like gm0363."},
    "dc_type": {"hint_nl": "Bijvoorbeeld 2i voor een Woo-verzoek.", "hint_en": "For example 2i for a Woo request."},
    "dc_source": {"hint_nl": "Het webadres van het bestand.", "hint_en": "The web address of the file."},
    "foi_url_on_web": {
        "hint_nl": "True als het adres blijft, anders False.",
        "hint_en": "True if the address lasts, else False.",
    },
}
_NO_HINT = {"hint_nl": "", "hint_en": ""}


def recognises(given: Given) -> bool:
    """Whether it is JSON with a key of Woogle that others do not have."""
    return json_source.looks_like_json(given) and bool(_MARK.search(given.content)) and not json_source.is_schema(given)


def validate(given: Given, schemas: Schemas | None) -> Iterator[Finding]:
    """Dossier by dossier: what is missing, what is wrong, and keys that do not exist or do not belong."""
    source = json_source.read(given)
    yield from source.findings
    if source.valid:
        scheme = _scheme(schemas)
        for path, dossier in _objects(source.content, "$"):
            if not isinstance(dossier, dict):
                yield FORM.at(source.place(path), found=shown(dossier), expected=_OBJECT)
            else:
                yield from _dossier(source, path, dossier, scheme)


def _scheme(schemas: Schemas | None) -> Mapping[str, Any]:
    """The official lists of keys by type; nothing if they are not at hand or cannot be read."""
    file = schemas.find(_SCHEME) if schemas else None
    try:
        found = json.loads(file.read_text(encoding="utf-8")) if file else {}
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _dossier(source: Source, path: str, dossier: Mapping[str, Any], scheme: Mapping[str, Any]) -> Iterator[Finding]:
    yield from _missing(source, path, dossier, REQUIRED)
    if is_empty(files := dossier.get("foi_files")):
        yield FILES_MISSING.at(source.place(path), **_NO_HINT)
    yield from unknown(source, UNKNOWN, [(path, dossier)], _keys("dossier"))
    yield from _of_type(source, path, dossier, scheme)
    yield from _wrong_values(source, path, dossier, scheme)
    if not is_empty(files):
        yield from _files(source, child(path, "foi_files"), files)


def _files(source: Source, path: str, files: Any) -> Iterator[Finding]:
    if not isinstance(files, dict):
        yield FORM.at(source.place(path), found=shown(files), expected=_OBJECT)
        return
    yield from unknown(source, UNKNOWN, [(path, files)], _PARTS)
    for key in _PARTS:
        for at, document in _objects(files.get(key, []), child(path, key)):
            if not isinstance(document, dict):
                yield FORM.at(source.place(at), found=shown(document), expected=_OBJECT)
                continue
            yield from _missing(source, at, document, DOCUMENT_REQUIRED)
            yield from unknown(source, UNKNOWN, [(at, document)], _keys("document"))
            yield from _wrong_values(source, at, document, {})


def _objects(value: Any, path: str) -> Iterable[tuple[str, Any]]:
    return [(child(path, n), one) for n, one in enumerate(value)] if isinstance(value, list) else [(path, value)]


def _keys(level: str) -> list[str]:
    return [row["key"] for row in rows("metadata_keys") if (row["form"], row["level"]) == ("woogle", level)]


def _missing(source: Source, path: str, given: Mapping[str, Any], kinds: Mapping[str, FindingKind]) -> Iterator[Finding]:
    for key, kind in kinds.items():
        if is_empty(given.get(key)):
            yield kind.at(source.place(path), **_HINTS.get(key, _NO_HINT))


def _of_type(source: Source, path: str, dossier: Mapping[str, Any], scheme: Mapping[str, Any]) -> Iterator[Finding]:
    """Keys that exist, but not for this type of dossier."""
    kind = dossier.get("dc_type")
    allowed = scheme.get(f"{kind}_valid_attributes") if isinstance(kind, str) else None
    if not isinstance(allowed, list) or not isinstance(generic := scheme.get("generic_valid_attributes"), list):
        return
    for key in dossier:
        if key in _keys("dossier") and key not in {*allowed, *generic}:
            yield NOT_OF_TYPE.at(source.place(child(path, key)), key=key, type=kind)


def _wrong_values(source: Source, path: str, given: Mapping[str, Any], scheme: Mapping[str, Any]) -> Iterator[Finding]:
    for key, value in given.items():
        if is_empty(value) or key == "foi_files":
            continue
        place, found = source.place(child(path, key)), shown(value)
        if key != "dc_publisher" and (isinstance(value, dict) or (key in _TEXTS and not isinstance(value, str))):
            yield FORM.at(place, found=found, expected=_TEXT)
        elif key == "dc_publisher" and not _is_code(value):
            yield PUBLISHER.at(place, found=found)
        elif key == "dc_type" and "dc_publisher" in given and (among := _wrong_type(value, scheme)) is not None:
            yield TYPE.at(place, found=found, among=among)
        elif key == "dc_source" and not is_address(value):
            yield ADDRESS.at(place, key=key, found=found)
        elif key in {"foi_url_on_web", "foi_isAdjourned"} and str(value).lower() not in {"true", "false"}:
            yield BOOLEAN.at(place, key=key, found=found)
        elif key.startswith("foi_") and key.endswith("Date") and not is_day(value):
            yield DATE.at(place, key=key, found=found)
        elif key == "dc_date_year" and not re.fullmatch(r"(19|20)\d\d", str(value)):
            yield YEAR.at(place, found=found)
        elif key == "foi_valuation" and vocab.disclosure(str(value)) is None and vocab.outcome(str(value)) is None:
            yield JUDGEMENT.at(place, found=found)
        elif key == "foi_groundsOfRefusal":
            words = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
            read = grounds.read_cell(words)
            yield from (GROUND.at(place, found=shown(left)) for left in (*read.unread, *read.ambiguous))


def _is_code(value: object) -> bool:
    """Whether this is the code of a body; its whole address is something else."""
    found = vocab.body(value) if isinstance(value, str) else None
    return found is not None and found.code == value


def _wrong_type(value: Any, scheme: Mapping[str, Any]) -> str | None:
    """Which types there are, if this is none; None if it is one."""
    listed = scheme.get("dossier_valid_types")
    if isinstance(listed, list):
        return None if value in listed else f" ({', '.join(map(str, listed))})"
    return None if isinstance(value, str) and vocab.category(value.partition("-")[0]) else ""
