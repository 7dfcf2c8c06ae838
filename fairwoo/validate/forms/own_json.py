"""Our own `dossier.json`, held against `schemas/dossier.schema.json`, and rules that a schema cannot say."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from fairwoo import grounds, vocab
from fairwoo.errors import UnknownBodyError
from fairwoo.model import Finding, FindingKind, Level, Text
from fairwoo.shared import data_folder
from fairwoo.validate import json_source
from fairwoo.validate.given import Given, Schemas
from fairwoo.validate.json_rules import is_empty, missing_kind, shown
from fairwoo.validate.json_source import Source, child

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

NAME = "dossier.json"
TITLE = Text(nl="dossier.json van fairwoo", en="dossier.json of fairwoo")
PRECEDENCE = 40

_DOSSIER = Text(nl="een dossier", en="a dossier")
WANTED = {key: missing_kind("dossier", _DOSSIER, key, Level.WARNING) for key in ("id", "title", "publisher", "decided")}
NAMELESS = FindingKind(
    code="dossier-document-nameless",
    level=Level.ERROR,
    nl="Aan dit document is niet te zien welk het is: geen van {keys} staat er.",
    en="It cannot be seen which document this is: none of {keys} is there.",
    do_nl="Noem het bestand; van een geweigerd document volstaat het nummer of de titel.",
    do_en="Name the file; of a withheld document its number or title will do.",
)
UNKNOWN = FindingKind(
    code="dossier-attribute-unknown",
    level=Level.ERROR,
    nl="Het veld “{key}” bestaat niet in dossier.json.",
    en="There is no key “{key}” in dossier.json.",
    do_nl="{hint_nl}",
    do_en="{hint_en}",
)
WRONG = FindingKind(
    code="dossier-value-wrong",
    level=Level.ERROR,
    nl="Hier staat “{found}”; verwacht is {expected.nl}.",
    en="Here is “{found}”; expected is {expected.en}.",
    do_nl="Verbeter de waarde, of laat het veld weg.",
    do_en="Mend the value, or leave the key out.",
)
PUBLISHER = FindingKind(
    code="dossier-publisher-unknown",
    level=Level.ERROR,
    nl="“publisher” is “{found}”, en dat is niet één bestuursorgaan uit TOOI.",
    en="“publisher” is “{found}”, which is not one public body of TOOI.",
    do_nl="Zoek de code op: fairwoo list bodies NAAM.",
    do_en="Look the code up: fairwoo list bodies NAME.",
)
GROUND = FindingKind(
    code="dossier-ground-incomplete",
    level=Level.WARNING,
    nl="“{found}” is geen volledige weigeringsgrond.",
    en="“{found}” is no complete ground for refusal.",
    do_nl="Schrijf artikel, lid en letter, bijvoorbeeld 5.1.2e.",
    do_en="Write article, paragraph and letter, for example 5.1.2e.",
)
ID_TWICE = FindingKind(
    code="dossier-document-id-twice",
    level=Level.ERROR,
    nl="Het kenmerk “{found}” is van meer dan één document, het eerst op regel {first}.",
    en="The id “{found}” is of more than one document, first on line {first}.",
    do_nl="Geef elk document een eigen kenmerk.",
    do_en="Give each document an id of its own.",
)
REFERENCE = FindingKind(
    code="dossier-reference-dangling",
    level=Level.ERROR,
    nl="“{key}” verwijst naar “{found}”, maar geen document hier heeft dat als kenmerk, nummer of bestand.",
    en="“{key}” refers to “{found}”, but no document here has that as its id, number or file.",
    do_nl="Verbeter de verwijzing, of voeg het document toe.",
    do_en="Mend the reference, or add the document.",
)

_SCHEMA = "dossier.schema.json"
_NEAR = 0.75
_KINDS = {
    "string": Text(nl="een tekst", en="a text"),
    "integer": Text(nl="een geheel getal", en="a whole number"),
    "boolean": Text(nl="true of false", en="true or false"),
    "array": Text(nl="een lijst", en="a list"),
    "object": Text(nl="een object", en="an object"),
}
_DATE = Text(nl="een bestaande datum als jjjj-mm-dd", en="a date that exists, as yyyy-mm-dd")
_ADDRESS = Text(nl="een heel webadres: https://…", en="a whole web address: https://…")
_NOT_EMPTY = Text(nl="een waarde (een leeg veld laat je weg)", en="a value (leave an empty key out)")
_HINT = {
    "hint_nl": "Ontbreekt het, dan wordt het uit de documenten gehaald als dat kan.",
    "hint_en": "Else it is read from the documents.",
}
_MARK = re.compile(rb'"\$schema"\s*:\s*"[^"]*' + _SCHEMA.encode())


def recognises(given: Given) -> bool:
    """Whether it is called dossier.json, or names our schema."""
    named = PurePosixPath(given.name.replace("\\", "/")).name.lower() == NAME
    return named or (json_source.looks_like_json(given) and bool(_MARK.search(given.content)))


def validate(given: Given, schemas: Schemas | None) -> Iterator[Finding]:
    """By our schema first, then what hangs together. The schema is our own, so `schemas` is not looked at."""
    del schemas
    source = json_source.read(given)
    yield from source.findings
    if not source.valid:
        return
    yield from _by_schema(source)
    if isinstance(source.content, dict):
        yield from _dossier(source, source.content)


@cache
def _schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((data_folder("schemas") / _SCHEMA).read_text(encoding="utf-8"))
    return found


def _by_schema(source: Source) -> Iterator[Finding]:
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    found = [(_path(error.absolute_path), error) for error in validator.iter_errors(_without_null(source.content))]
    for path, error in sorted(found, key=lambda one: (source.place(one[0]).line or 0, one[0], str(one[1].validator))):
        if error.validator == "additionalProperties":
            yield from _unknown(source, path, error)
        elif error.validator == "anyOf" and isinstance(error.instance, dict):
            options: Any = error.validator_value
            yield NAMELESS.at(source.place(path), keys=", ".join(option["required"][0] for option in options))
        else:
            yield WRONG.at(source.place(path), found=shown(error.instance), expected=_expected(error))


def _path(parts: Sequence[str | int]) -> str:
    path = "$"
    for part in parts:
        path = child(path, part)
    return path


def _without_null(value: Any) -> Any:
    """`null` is as good as leaving a key out."""
    if isinstance(value, dict):
        return {key: _without_null(inner) for key, inner in value.items() if inner is not None}
    return [_without_null(inner) for inner in value] if isinstance(value, list) else value


def _unknown(source: Source, path: str, error: ValidationError) -> Iterator[Finding]:
    schema: Any = error.schema
    given: Any = error.instance
    known = list(schema["properties"])
    for key in given:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=_NEAR)
            listed = ", ".join(one for one in known if not one.startswith("$"))
            hints = {
                "hint_nl": f"Bedoel je “{near[0]}”?" if near else f"Haal het weg. Wel bestaan: {listed}.",
                "hint_en": f"Did you mean “{near[0]}”?" if near else f"Take it away. There are: {listed}.",
            }
            yield UNKNOWN.at(source.place(child(path, key)), key=shown(key), **hints)


def _expected(error: ValidationError) -> Text:
    value: Any = error.validator_value
    return _EXPECTED.get(str(error.validator), lambda _: Text(nl="iets anders", en=error.message))(value)


def _one_of(kinds: Sequence[Mapping[str, Any]]) -> Text:
    texts = [_KINDS[kind["type"]] for kind in kinds]
    return Text(nl=" of ".join(text.nl for text in texts), en=" or ".join(text.en for text in texts))


_EXPECTED: Mapping[str, Callable[[Any], Text]] = {
    "type": lambda value: _KINDS[str(value)],
    "anyOf": _one_of,
    "enum": lambda value: Text(nl=f"een van {', '.join(map(str, value))}", en=f"one of {', '.join(map(str, value))}"),
    "format": lambda _: _DATE,
    "pattern": lambda _: _ADDRESS,
    "minLength": lambda _: _NOT_EMPTY,
}


def _dossier(source: Source, given: Mapping[str, Any]) -> Iterator[Finding]:
    for key, kind in WANTED.items():
        if is_empty(given.get(key)):
            yield kind.at(source.place("$"), **_HINT)
    if isinstance(words := given.get("publisher"), str) and words.strip() and not _is_body(words):
        yield PUBLISHER.at(source.place("$.publisher"), found=shown(words))
    yield from _grounds(source, "$", given)
    documents = given.get("documents")
    entries = [(n, one) for n, one in enumerate(documents) if isinstance(one, dict)] if isinstance(documents, list) else []
    names = {str(one[key]).strip() for _, one in entries for key in ("id", "number", "file") if not is_empty(one.get(key))}
    first: dict[str, str] = {}
    for number, one in entries:
        path = child("$.documents", number)
        yield from _grounds(source, path, one)
        if isinstance(identifier := one.get("id"), str) and first.setdefault(identifier, path) != path:
            place = source.place(child(path, "id"))
            yield ID_TWICE.at(place, found=shown(identifier), first=source.place(first[identifier]).line)
        yield from _references(source, path, one, names)


def _is_body(words: str) -> bool:
    try:
        vocab.match_body(words)
    except UnknownBodyError:
        return False
    return True


def _grounds(source: Source, path: str, given: Mapping[str, Any]) -> Iterator[Finding]:
    listed = given.get("grounds")
    for number, one in enumerate(listed if isinstance(listed, list) else []):
        read = grounds.read_cell(one) if isinstance(one, str) else None
        for left in (*read.unread, *read.ambiguous) if read else ():
            yield GROUND.at(source.place(child(child(path, "grounds"), number)), found=shown(left))


def _references(source: Source, path: str, given: Mapping[str, Any], names: set[str]) -> Iterator[Finding]:
    listed = given.get("related")
    related = enumerate(listed) if isinstance(listed, list) else ()
    said = [(child(child(path, "related"), number), "related", one) for number, one in related]
    said += [(child(path, "parent"), "parent", given["parent"])] if isinstance(given.get("parent"), str) else []
    for at, key, one in said:
        if isinstance(one, str) and one.strip() and one.strip() not in names:
            yield REFERENCE.at(source.place(at), key=key, found=shown(one))
