"""From the fields of a metadata file to facts and findings: what all forms of metadata have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from fairwoo.ingest.values import as_text, read_value
from fairwoo.model import Fact, Finding, FindingKind, Place, Source, SourceKind
from fairwoo.vocab.words import rows

_LONGEST_PHRASE = 200


class Statement(NamedTuple):
    """A field of a metadata file: the property of Dossier or Document it speaks of, its value as given, its JSON path.

    In XML `path` is that of the element, and `line` where it begins.
    """

    property: str
    given: object
    path: str
    line: int | None = None


class Stated(NamedTuple):
    """What the fields amount to. The facts have the subject ""."""

    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]


def state(file: str, made_by: str, statements: Iterable[Statement]) -> Stated:
    """Facts for what is understood, findings for what is not; of two fields for one property the first that says something counts."""
    facts: dict[str, Fact] = {}
    findings: list[Finding] = []
    for statement in statements:
        if statement.property in facts:
            continue
        reading = read_value(statement.property, statement.given)
        place, raw = Place(file=file, path=statement.path, line=statement.line), as_text(statement.given)
        for kind, words in reading.unread:
            findings.append(kind.at(place, file=file, path=statement.path, value=words[:_LONGEST_PHRASE]))
        if reading.values:
            source = Source(kind=SourceKind.METADATA, place=place, phrase=" ".join(raw.split())[:_LONGEST_PHRASE])
            facts[statement.property] = Fact(
                subject="", property=statement.property, values=reading.values, raw=raw, source=source, made_by=made_by
            )
    return Stated(tuple(facts.values()), tuple(findings))


@cache
def keys(form: str, level: str) -> Mapping[str, str]:
    """The keys of a form ("woogle", "woofairify") for a level ("dossier", "document"), in order of preference.

    The values are properties of the model, or one of `identifier`, `publisher`, `documents`, `file`; "" for a key that is known and
    not used (`vocab/metadata_keys.csv`).
    """
    return {row["key"]: row["property"] for row in rows("metadata_keys") if (row["form"], row["level"]) == (form, level)}


def statements(given: Mapping[str, object], known: Mapping[str, str], path: str, without: Iterable[str] = ()) -> list[Statement]:
    """The fields of an object as statements, in the order of `known`, without those for the properties `without`."""
    skipped = {"", *without}
    return [Statement(name, given[key], f"{path}.{key}") for key, name in known.items() if name not in skipped and key in given]


def named(given: Mapping[str, object], known: Mapping[str, str], name: str) -> tuple[str, object] | None:
    """The first key that stands for `name` and says something, and its value."""
    return next(((key, given[key]) for key, meant in known.items() if meant == name and given.get(key) not in (None, "")), None)


def text_of(given: Mapping[str, object], known: Mapping[str, str], name: str) -> str | None:
    """The text of the key that stands for `name`; None if it is not there, or no text or number."""
    found = named(given, known, name)
    return as_text(found[1]) or None if found and isinstance(found[1], str | int) else None


def unknown_keys(
    kind: FindingKind, file: str, objects: Iterable[tuple[str, Mapping[str, object], Mapping[str, str]]]
) -> list[Finding]:
    """One finding for each key that the form does not know, however often it occurs. `objects` are (path, object, known keys)."""
    first: dict[str, str] = {}
    count: dict[str, int] = {}
    for path, given, known in objects:
        for key in given:
            if key not in known:
                first.setdefault(key, f"{path}.{key}")
                count[key] = count.get(key, 0) + 1
    return [
        kind.at(Place(file=file, path=path), file=file, key=key, path=path, count=count[key])
        for key, path in sorted(first.items())
    ]
