"""Calendar items (iCalendar, RFC 5545) and contact cards (vCard: RFC 6350, RFC 2426, version 2.1) as components with lines.

Lines are unfolded as bytes, because a fold may split a character.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fairwoo.extract.texts import decode

_WIDE = (b"\xff\xfe", b"\xfe\xff")
_NAME = re.compile(r"(?:[\w-]+\.)?([\w-]+)")
_PARAMETER = re.compile(r';([\w-]+)(?:=((?:"[^"]*"|[^";:])*))?')
_VERSION_2 = re.compile(rb"^VERSION:2\.1[ \t]*$", re.IGNORECASE | re.MULTILINE)
_PACKED = frozenset({"B", "BASE64"})
_QUOTED = "QUOTED-PRINTABLE"
_DEEPEST = 20


@dataclass(frozen=True)
class Line:
    """A property: `name` and the names of its parameters in capitals, its value as it stands."""

    name: str
    parameters: dict[str, str]
    raw: str

    @property
    def text(self) -> str:
        """The value as a text."""
        return _unescaped(self.raw)

    @property
    def fields(self) -> list[str]:
        """The texts of a value that has fields, as a name or an address has."""
        return [_unescaped(one).strip() for one in re.split(r"(?<!\\);", self.raw)]

    @property
    def is_packed(self) -> bool:
        """Is the value a file in base64, such as a photo?"""
        return self.parameters.get("ENCODING", "").upper() in _PACKED or self.raw.startswith("data:")


@dataclass(frozen=True)
class Component:
    """What stands between BEGIN and END: its kind in capitals, its lines, and the components in it."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    inside: list[Component] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        """The lines with this name that say something, in their order."""
        return [line for line in self.lines if line.name == name and line.raw.strip()]

    def text(self, name: str) -> str:
        """The text of the first line with this name, "" if there is none."""
        return next((line.text.strip() for line in self.all(name)), "")


def components(content: bytes) -> list[Component]:
    """The outer components. One without END ends with the one that it is in; lines outside any are left out."""
    outer = Component("")
    within = [outer]
    for line in _lines(_unfolded(content)):
        kind = line.raw.strip().upper()
        if line.name == "BEGIN" and len(within) <= _DEEPEST:
            within[-1].inside.append(Component(kind))
            within.append(within[-1].inside[-1])
        elif line.name == "END":
            same = [depth for depth, one in enumerate(within) if depth and one.kind == kind]
            if same:
                del within[same[-1] :]
        else:
            within[-1].lines.append(line)
    return outer.inside


def iso(line: Line) -> str:
    """A day or moment as ISO 8601, with its distance to UTC where the file tells it; what is neither stays as it is."""
    value = line.raw.strip()
    try:
        if "T" not in value:
            return date.fromisoformat(value).isoformat()
        moment = datetime.fromisoformat(value)
    except ValueError:
        return line.text.strip()
    return (moment if moment.tzinfo else moment.replace(tzinfo=_zone(line.parameters.get("TZID", "")))).isoformat()


def last_day(line: Line) -> str:
    """The end of something: of what takes whole days its last day, where the file names the day after it (RFC 5545, 3.6.1)."""
    end = iso(line)
    try:
        return (date.fromisoformat(end) - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):  # a moment, not a day
        return end


def _zone(name: str) -> ZoneInfo | None:
    """The time zone if it is one of IANA; the moment is local time otherwise."""
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return None


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def _unfolded(content: bytes) -> str:
    if content.startswith(_WIDE):
        content = decode(content)[0].encode("utf-8")
    content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    # The space at a fold belongs to the text in version 2.1, and to the fold in the later ones.
    content = re.sub(rb"\n(?=[ \t])" if _VERSION_2.search(content) else rb"\n[ \t]", b"", content)
    return decode(content)[0]


def _lines(text: str) -> Iterator[Line]:
    pieces: list[str] = []
    for one in text.split("\n"):
        begin = pieces[0] if pieces else one
        if one.endswith("=") and _QUOTED in begin[:200].upper().partition(":")[0]:
            pieces.append(one[:-1])
            continue
        line = _line("".join([*pieces, one]))
        pieces.clear()
        if line:
            yield line


def _line(text: str) -> Line | None:
    """A line taken apart; None if it is none."""
    name = _NAME.match(text)
    if not name:
        return None
    parameters: dict[str, str] = {}
    end = name.end()
    while found := _PARAMETER.match(text, end):
        key, value = found[1].upper(), found[2]
        if value is None:  # version 2.1 leaves out the names
            key, value = ("ENCODING" if key in {*_PACKED, _QUOTED} else "TYPE"), key
        parameters.setdefault(key, value.replace('"', ""))
        end = found.end()
    if text[end : end + 1] != ":":
        return None
    raw = text[end + 1 :]
    if parameters.get("ENCODING", "").upper() == _QUOTED:
        raw = decode(quopri.decodestring(raw.encode("utf-8")), parameters.get("CHARSET"))[0]
    return Line(name[1].upper(), parameters, raw)
