"""What is wrong with a JSON document by a JSON Schema, in plain words, all of it at once, each with its path."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from fairwoo.model import Finding, FindingKind, Level, Place, Text
from fairwoo.shared import canonical_json

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

WRONG = FindingKind(
    code="dossier-json-wrong",
    level=Level.ERROR,
    nl="{file}, {path}: {what}.",
    en="{file}, {path}: {what_en}.",
    do_nl="Verbeter dit veld (zie schemas/dossier.schema.json). De andere velden zijn wel gebruikt.",
    do_en="Mend this key (see schemas/dossier.schema.json). The other keys were used.",
)
UNKNOWN_KEY = FindingKind(
    code="dossier-json-key-unknown",
    level=Level.ERROR,
    nl="{file}: het veld “{key}” bestaat niet en is niet gebruikt ({count} keer, het eerst bij {path}).",
    en="{file}: there is no key “{key}”; it was not used ({count} times, first at {path}).",
    do_nl="{hint_nl}",
    do_en="{hint_en}",
)

Path = tuple[str | int, ...]

_KINDS = {
    "string": Text(nl="tekst", en="text"),
    "integer": Text(nl="een geheel getal", en="a whole number"),
    "boolean": Text(nl="true of false", en="true or false"),
    "array": Text(nl="een lijst", en="a list"),
    "object": Text(nl="een object", en="an object"),
}
_LONGEST = 80
_NEAR = 0.75  # difflib ratio from which a key is a typing mistake for another


class Faults(NamedTuple):
    """What to tell, and where the values lie that cannot be used."""

    findings: tuple[Finding, ...]
    unusable: frozenset[Path]


def faults(schema: Mapping[str, Any], content: object, file: str) -> Faults:
    """All that is wrong, in the order of the paths. A key that does not exist is told once, however often it occurs."""
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    errors = sorted(validator.iter_errors(content), key=lambda error: (_order(error.absolute_path), str(error.validator)))
    findings: list[Finding] = []
    unusable: set[Path] = set()
    unknown: dict[tuple[str, tuple[str, ...]], list[Path]] = {}
    for error in errors:
        at = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            known = tuple(error.schema["properties"])
            for key in error.instance.keys() - set(known):
                unknown.setdefault((key, known), []).append((*at, key))
        else:
            what = _said(error)
            place = Place(file=file, path=json_path(at))
            findings.append(WRONG.at(place, file=file, path=json_path(at), what=what.nl, what_en=what.en))
            if not (error.validator in {"required", "anyOf"} and isinstance(error.instance, dict)):  # something is missing
                unusable.add(at)
    findings += [_unknown(file, key, paths) for key, paths in sorted(unknown.items())]
    return Faults(tuple(findings), frozenset(unusable).union(*unknown.values()))


def json_path(path: Sequence[str | int]) -> str:
    """A path as people write it: `$.documents[3].dated`."""
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)


def _order(path: Sequence[str | int]) -> tuple[tuple[int, str], ...]:
    return tuple((part, "") if isinstance(part, int) else (0, part) for part in path)


def _unknown(file: str, key: tuple[str, tuple[str, ...]], paths: list[Path]) -> Finding:
    name, known = key
    near = difflib.get_close_matches(name, known, n=1, cutoff=_NEAR)
    hint = Text(nl=f"Bedoel je “{near[0]}”?", en=f"Did you mean “{near[0]}”?") if near else _all(known)
    first = json_path(paths[0])
    return UNKNOWN_KEY.at(
        Place(file=file, path=first), file=file, key=name, count=len(paths), path=first, hint_nl=hint.nl, hint_en=hint.en
    )


def _all(known: Sequence[str]) -> Text:
    listed = ", ".join(key for key in known if not key.startswith("$"))
    return Text(nl=f"Laat het weg. Wel bestaan: {listed}.", en=f"Leave it out. There are: {listed}.")


def _said(error: ValidationError) -> Text:
    say = _SAY.get(str(error.validator))
    return say(error, _shown(error.instance)) if say else Text(nl="dit voldoet niet aan het schema", en=error.message[:_LONGEST])


def _value_of(error: ValidationError) -> Any:
    return error.validator_value


def _shown(value: object) -> str:
    return f"“{(value if isinstance(value, str) else canonical_json(value))[:_LONGEST]}”"


def _required(error: ValidationError, _value: str) -> Text:
    given: Any = error.instance
    missing = ", ".join(f"“{key}”" for key in _value_of(error) if key not in given)
    return Text(nl=f"het veld {missing} ontbreekt", en=f"the key {missing} is missing")


def _type(error: ValidationError, value: str) -> Text:
    kind = _KINDS[str(_value_of(error))]
    return Text(nl=f"{value} moet {kind.nl} zijn", en=f"{value} must be {kind.en}")


def _any_of(error: ValidationError, value: str) -> Text:
    """Of two kinds of value neither; or of several keys none."""
    options = _value_of(error)
    if all("required" in option for option in options):
        keys = ", ".join(option["required"][0] for option in options)
        return Text(nl=f"een van de velden {keys} moet er staan", en=f"one of the keys {keys} must be there")
    kinds = [_KINDS[option["type"]] for option in options]
    return Text(
        nl=f"{value} moet {' of '.join(kind.nl for kind in kinds)} zijn", en=f"{value} must be {' or '.join(k.en for k in kinds)}"
    )


def _enum(error: ValidationError, value: str) -> Text:
    words = ", ".join(map(str, _value_of(error)))
    return Text(nl=f"{value} kan hier niet; kies uit {words}", en=f"{value} is not possible here; choose from {words}")


def _format(_error: ValidationError, value: str) -> Text:
    return Text(nl=f"{value} is geen bestaande datum; schrijf jjjj-mm-dd", en=f"{value} is no date that exists; write yyyy-mm-dd")


def _pattern(_error: ValidationError, value: str) -> Text:
    return Text(nl=f"{value} is geen webadres; schrijf https://…", en=f"{value} is no web address; write https://…")


def _min_length(_error: ValidationError, _value: str) -> Text:
    return Text(nl="dit veld is leeg; laat het dan weg", en="this key is empty; leave it out then")


_SAY: Mapping[str, Callable[[ValidationError, str], Text]] = {
    "required": _required,
    "type": _type,
    "anyOf": _any_of,
    "enum": _enum,
    "format": _format,
    "pattern": _pattern,
    "minLength": _min_length,
}
