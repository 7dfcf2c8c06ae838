"""Reading a JSON file of a stranger: limits on size and depth, any usual encoding, errors that name line and column."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from fairwoo.model import Finding, FindingKind, Level, Place, Text
from fairwoo.shared import clean_text

MALFORMED = FindingKind(
    code="json-malformed",
    level=Level.ERROR,
    nl="{file} is geen geldige JSON: {what}.",
    en="{file} is no valid JSON: {what_en}.",
    do_nl="Herstel het bestand in een editor die JSON controleert; het is nu niet als metadata gebruikt.",
    do_en="Mend the file in an editor that checks JSON; it was not used as metadata.",
)
TOO_LARGE = FindingKind(
    code="json-too-large",
    level=Level.ERROR,
    nl="{file} is te groot voor metadata: meer dan {most} MB.",
    en="{file} is too large for metadata: more than {most} MB.",
    do_nl="Lever per dossier een eigen metadatabestand aan.",
    do_en="Deliver a metadata file for each dossier.",
)
OLD_ENCODING = FindingKind(
    code="json-encoding",
    level=Level.WARNING,
    nl="{file} is geen UTF-8, zoals JSON hoort te zijn; het is gelezen als Windows-tekst (cp1252).",
    en="{file} is not UTF-8 as JSON should be; it was read as Windows text (cp1252).",
    do_nl="Kijk of letters met accenten goed staan, en bewaar het bestand als UTF-8.",
    do_en="See whether accented letters are right, and save the file as UTF-8.",
)
KEY_TWICE = FindingKind(
    code="json-key-twice",
    level=Level.WARNING,
    nl="{file}: het veld “{key}” staat twee keer in hetzelfde object; alleen het laatste is gebruikt.",
    en="{file}: the key “{key}” is there twice in the same object; only the last was used.",
    do_nl="Haal een van de twee weg.",
    do_en="Take one of the two away.",
)

_LARGEST_MB = 20
_DEEPEST = 50  # arrays and objects inside one another; metadata have less than ten
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Parsed(NamedTuple):
    """What a JSON file holds: `content` counts only if `valid`. Texts in it are clean (`shared.clean_text`)."""

    valid: bool
    content: object
    findings: tuple[Finding, ...]


class _UnusableError(Exception):
    """The file cannot be used; the finding says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message.en)
        self.finding = finding


def read_json(path: Path, name: str) -> Parsed:
    """The parsed content of a file that is called `name` in findings. Raises OSError if it cannot be opened."""
    place = Place(file=name)
    findings: list[Finding] = []
    try:
        text, old = _decoded(path, name)
        findings += [OLD_ENCODING.at(place, file=name)] if old else []
        content, twice = _parsed(text, name)
        findings += [KEY_TWICE.at(place, file=name, key=key) for key in twice]
    except _UnusableError as unusable:
        return Parsed(False, None, (*findings, unusable.finding))
    return Parsed(True, content, tuple(findings))


def _decoded(path: Path, name: str) -> tuple[str, bool]:
    """The text, and whether it was in the old encoding of Windows."""
    if path.stat().st_size > _LARGEST_MB * 1_000_000:
        raise _UnusableError(TOO_LARGE.at(Place(file=name), file=name, most=_LARGEST_MB))
    content = path.read_bytes()
    encoding = next((encoding for bom, encoding in _BOMS if content.startswith(bom)), json.detect_encoding(content))
    try:
        return content.decode(encoding), False
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), True
    except UnicodeDecodeError as error:
        what = Text(nl=f"byte {error.start} hoort bij geen letter", en=f"byte {error.start} is no letter")
        raise _UnusableError(_malformed(name, what)) from error


def _parsed(text: str, name: str) -> tuple[object, list[str]]:
    """The content, and the keys that an object has more than once."""
    twice: dict[str, None] = {}

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            counted = Counter(key for key, _ in pairs)
            twice.update(dict.fromkeys(clean_text(key) for key, count in counted.items() if count > 1))
        return found

    too_deep = Text(nl="objecten of lijsten zijn te diep genest", en="objects or arrays are nested too deep")
    try:
        content = json.loads(text, object_pairs_hook=unique, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        what = Text(nl=f"regel {error.lineno}, kolom {error.colno}", en=f"line {error.lineno}, column {error.colno}: {error.msg}")
        raise _UnusableError(_malformed(name, what, row=error.lineno, column=str(error.colno))) from error
    except RecursionError as error:
        raise _UnusableError(_malformed(name, too_deep)) from error
    except ValueError as error:  # an integer of more digits than Python converts
        what = Text(nl="er staat een getal in dat te lang is", en="a number in it is too long")
        raise _UnusableError(_malformed(name, what)) from error
    if _is_deeper(content, _DEEPEST):
        raise _UnusableError(_malformed(name, too_deep))
    return _clean(content), list(twice)


def _malformed(name: str, what: Text, **place: object) -> Finding:
    return MALFORMED.at(Place.model_validate({"file": name, **place}), file=name, what=what.nl, what_en=what.en)


def _is_deeper(content: object, levels: int) -> bool:
    layer = [content]
    for _ in range(levels):
        layer = [inner for value in layer for inner in _inside(value)]
    return bool(layer)


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _clean(value: object) -> object:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(key): _clean(inner) for key, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list) else value
