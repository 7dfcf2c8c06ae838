"""JSON with the line of every value, and all that is wrong with the file itself (RFC 8259): encoding, doubled keys, NaN, depth, size.

Written by ourselves since the standard library tells no places and keeps the last of two equal keys in silence.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from json import JSONDecodeError, JSONDecoder
from typing import Any, NamedTuple

from fairwoo.model import Finding, FindingKind, Level, Place, Text
from fairwoo.shared import clean_text
from fairwoo.validate.given import Given
from fairwoo.validate.json_lines import Spot, nearest, short_path

SYNTAX = FindingKind(
    code="validate-json-syntax",
    level=Level.ERROR,
    nl="Dit is geen geldige JSON: {what.nl}.",
    en="This is no valid JSON: {what.en}.",
    do_nl="Verbeter het hier; pas daarna is de rest te toetsen.",
    do_en="Mend it here; only then the rest can be checked.",
)
ENCODING = FindingKind(
    code="validate-json-encoding",
    level=Level.ERROR,
    nl="Het bestand is {found}; JSON die je uitwisselt is UTF-8 (RFC 8259, 8.1).",
    en="The file is {found}; JSON that is exchanged is UTF-8 (RFC 8259, 8.1).",
    do_nl="Bewaar het als UTF-8, zonder BOM.",
    do_en="Save it as UTF-8, without BOM.",
)
BOM = FindingKind(
    code="validate-json-bom",
    level=Level.WARNING,
    nl="Het bestand begint met een BOM, en dat hoort niet in JSON (RFC 8259, 8.1).",
    en="The file begins with a BOM, which JSON must not have (RFC 8259, 8.1).",
    do_nl="Bewaar het als UTF-8 zonder BOM.",
    do_en="Save it as UTF-8 without BOM.",
)
KEY_TWICE = FindingKind(
    code="validate-json-key-twice",
    level=Level.ERROR,
    nl="Het veld “{key}” staat twee keer in hetzelfde object, het eerst op regel {first}; programma's kiezen er elk een ander.",
    en="The key “{key}” is in the same object twice, first on line {first}; programs differ in which one they take.",
    do_nl="Haal een van de twee weg.",
    do_en="Take one of the two away.",
)
NO_NUMBER = FindingKind(
    code="validate-json-nan",
    level=Level.ERROR,
    nl="{found} bestaat niet in JSON.",
    en="{found} does not exist in JSON.",
    do_nl="Schrijf een getal, of laat het veld weg.",
    do_en="Write a number, or leave the key out.",
)
TOO_DEEP = FindingKind(
    code="validate-json-depth",
    level=Level.ERROR,
    nl="Objecten en lijsten zijn dieper in elkaar gezet dan {most} lagen.",
    en="Objects and arrays are nested more than {most} levels.",
    do_nl="Geen standaard voor metadata heeft dat nodig: controleer hoe het bestand is gemaakt.",
    do_en="No metadata standard needs that: see how the file was made.",
)
TOO_LARGE = FindingKind(
    code="validate-json-size",
    level=Level.ERROR,
    nl="Het bestand is groter dan {most} MB.",
    en="The file is larger than {most} MB.",
    do_nl="Maak per dossier een bestand.",
    do_en="Make a file for each dossier.",
)

_DECODER = JSONDecoder()
_SCHEMA = re.compile(rb'"\$schema"\s*:\s*"https?://json-schema\.org/')
_MOST_MB = 20  # as many as ingest takes; every MB needs some 20 MB of memory
_DEEPEST = 50
_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")
_NOT_A_NUMBER = re.compile(r"-?(?:NaN|Infinity)")
_CONSTANTS = {"true": True, "false": False, "null": None}
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_MOST_DIGITS = 300  # float and int take these; Python itself refuses numbers of thousands
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Source(NamedTuple):
    """What a file holds: `content` and `lines`, the line of each value, count only if `valid`."""

    name: str
    valid: bool
    content: Any
    lines: Spot
    findings: tuple[Finding, ...]

    def place(self, path: str) -> Place:
        """Where a JSON path stands; of one that is not there the line of what it would be in. A very long path is shortened."""
        return Place(file=self.name, path=short_path(path), line=nearest(self.lines, path.removeprefix("$"))[1])


def child(path: str, key: str | int) -> str:
    """The JSON path of a member: `$.documents[3].dated`, `$["@graph"][0]`."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if _PLAIN_KEY.fullmatch(key) else f'{path}["{key}"]'


def read(given: Given) -> Source:
    """The content with its places, and what is wrong with the file as JSON. Raises nothing."""
    if len(given.content) > _MOST_MB * 1_000_000:
        return Source(given.name, False, None, 1, (TOO_LARGE.at(Place(file=given.name), most=_MOST_MB),))
    text, findings = _text(given)
    reading = _Reading(given.name, text)
    try:
        content, lines = reading.whole()
    except _StopError as stop:
        return Source(given.name, False, None, 1, (*findings, *reading.findings, stop.finding))
    return Source(given.name, True, content, lines, (*findings, *reading.findings))


def looks_like_json(given: Given) -> bool:
    """Whether the first sign is that of an object or array, in any encoding of Unicode."""
    start = given.content[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start[:1] in {b"{", b"["}


def is_schema(given: Given) -> bool:
    """Whether it is a JSON Schema: that names the keys of a form, but describes nothing."""
    return bool(_SCHEMA.search(given.content))


def _text(given: Given) -> tuple[str, list[Finding]]:
    place = Place(file=given.name)
    for bom, encoding in _BOMS:
        if given.content.startswith(bom):
            return given.content.decode(encoding, "replace"), [ENCODING.at(place, found=encoding.upper())]
    findings = [BOM.at(place)] if given.content.startswith(codecs.BOM_UTF8) else []
    content = given.content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode(), findings
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        wrong = ENCODING.at(place.model_copy(update={"line": line}), found="Windows-1252?")
        return content.decode("cp1252", "replace"), [*findings, wrong]


class _StopError(Exception):
    """The file cannot be read any further; the finding says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


class _Reading:
    """One pass over the text. `findings` fills up on the way; `_steps` are the keys and numbers that lead to where it is."""

    def __init__(self, name: str, text: str) -> None:
        self.findings: list[Finding] = []
        self._name, self._text = name, text
        self._steps: list[str | int] = []
        self._counted, self._line = 0, 1

    def whole(self) -> tuple[Any, Spot]:
        value, spot, end = self._value(self._skip(0))
        if (end := self._skip(end)) < len(self._text):
            raise self._wrong(end, Text(nl="na het einde staat nog iets", en="something follows after the end"))
        return value, spot

    def _value(self, at: int) -> tuple[Any, Spot, int]:
        line = self._line_of(at)
        if len(self._steps) > _DEEPEST:
            raise _StopError(TOO_DEEP.at(Place(file=self._name, line=line), most=_DEEPEST))
        sign = self._text[at : at + 1]
        if sign == "{":
            members, spots, end = self._object(at + 1)
            return members, (line, spots) if spots else line, end
        if sign == "[":
            items, places, end = self._array(at + 1)
            return items, (line, places) if places else line, end
        value, end = self._string(at) if sign == '"' else self._plain(at)
        return value, line, end

    def _inner(self, step: str | int, at: int) -> tuple[Any, Spot, int]:
        """A value inside another, and where the next sign after it stands."""
        self._steps.append(step)
        value, spot, end = self._value(self._skip(at))
        self._steps.pop()
        return value, spot, self._skip(end)

    def _object(self, at: int) -> tuple[dict[str, Any], dict[str, Spot], int]:
        found: dict[str, Any] = {}
        spots: dict[str, Spot] = {}
        at = self._skip(at)
        if self._text[at : at + 1] == "}":
            return found, spots, at + 1
        while True:
            if self._text[at : at + 1] != '"':
                raise self._wrong(
                    at, Text(nl="hier hoort een veldnaam tussen aanhalingstekens", en="a key in quotes belongs here")
                )
            line = self._line_of(at)
            key, at = self._string(at)
            if key in found:
                first = nearest(spots[key], "")[1]
                self.findings.append(KEY_TWICE.at(self._place(line, key), key=short_path(key), first=first))
            found[key], spots[key], at = self._inner(key, self._expect(self._skip(at), ":"))
            if self._text[at : at + 1] == "}":
                return found, spots, at + 1
            at = self._skip(self._expect(at, ","))

    def _array(self, at: int) -> tuple[list[Any], list[Spot], int]:
        found: list[Any] = []
        spots: list[Spot] = []
        at = self._skip(at)
        if self._text[at : at + 1] == "]":
            return found, spots, at + 1
        while True:
            value, spot, at = self._inner(len(found), at)
            found.append(value)
            spots.append(spot)
            if self._text[at : at + 1] == "]":
                return found, spots, at + 1
            at = self._skip(self._expect(at, ","))

    def _place(self, line: int, *more: str) -> Place:
        """The place of what is being read, or of a key in it."""
        path = "$"
        for step in (*self._steps, *more):
            path = child(path, step)
        return Place(file=self._name, line=line, path=short_path(path))

    def _string(self, at: int) -> tuple[str, int]:
        try:
            text, end = _DECODER.raw_decode(self._text, at)
        except JSONDecodeError as error:
            raise self._wrong(
                error.pos, Text(nl="de tekst is niet af of bevat een kaal stuurteken", en=error.msg.lower())
            ) from error
        return clean_text(text), end

    def _plain(self, at: int) -> tuple[Any, int]:
        for word, value in _CONSTANTS.items():
            if self._text.startswith(word, at):
                return value, at + len(word)
        if strange := _NOT_A_NUMBER.match(self._text, at):
            self.findings.append(NO_NUMBER.at(self._place(self._line_of(at)), found=strange[0]))
            return None, strange.end()
        if (number := _NUMBER.match(self._text, at)) and len(number[0]) <= _MOST_DIGITS:
            convert: Callable[[str], Any] = float if number[1] or number[2] else int
            return convert(number[0]), number.end()
        raise self._wrong(at, Text(nl="hier hoort een waarde", en="a value belongs here"))

    def _expect(self, at: int, sign: str) -> int:
        if self._text[at : at + 1] != sign:
            raise self._wrong(at, Text(nl=f"hier hoort “{sign}”", en=f"“{sign}” belongs here"))
        return at + 1

    def _skip(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        return found.end() if found else at

    def _line_of(self, at: int) -> int:
        """The line, counted on from where the last question was: positions only grow."""
        self._line += self._text.count("\n", self._counted, at)
        self._counted = max(at, self._counted)
        return self._line

    def _wrong(self, at: int, what: Text) -> _StopError:
        column = at - self._text.rfind("\n", 0, at)
        return _StopError(SYNTAX.at(Place(file=self._name, line=self._line_of(at), column=str(column)), what=what))
