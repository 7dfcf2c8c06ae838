"""Calendar items (.ics, iCalendar, RFC 5545): a page per appointment, task or journal entry; files in them become parts."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from pathlib import Path

from fairwoo.extract.containers import Parts, PartTooLargeError, not_kept, too_large
from fairwoo.extract.content_lines import Component, Line, components, iso, last_day
from fairwoo.extract.reading import Limits, Reading
from fairwoo.extract.texts import decode, read_bytes
from fairwoo.model import Finding, Page
from fairwoo.shared import clean_text

MEDIA_TYPES = ("text/calendar",)

_ITEMS = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"})
_LABELS = (
    ("SUMMARY", "Onderwerp"),
    ("DTSTART", "Begin"),
    ("DTEND", "Einde"),
    ("DUE", "Uiterlijk"),
    ("DURATION", "Duur"),
    ("COMPLETED", "Voltooid"),
    ("RRULE", "Herhaling"),
    ("RECURRENCE-ID", "In plaats van"),
    ("FREEBUSY", "Bezet"),
    ("LOCATION", "Plaats"),
    ("ORGANIZER", "Organisator"),
    ("ATTENDEE", "Deelnemers"),
    ("CONTACT", "Contact"),
    ("STATUS", "Status"),
    ("CLASS", "Toegang"),
    ("CATEGORIES", "Categorie"),
    ("URL", "Internetadres"),
    ("ATTACH", "Bijlage"),
    ("COMMENT", "Opmerking"),
)
_MOMENTS = frozenset({"DTSTART", "DUE", "COMPLETED", "RECURRENCE-ID"})
_PEOPLE = frozenset({"ORGANIZER", "ATTENDEE"})
_FILE_NAMES = ("FILENAME", "X-FILENAME", "X-APPLE-FILENAME", "X-ORACLE-FILENAME")


def read(path: Path, limits: Limits) -> Reading:
    """Read a calendar file. Raises OSError. A file without calendar in it is read as plain text."""
    content = read_bytes(path, limits)
    outer = components(content)
    calendars = [one for one in outer if one.kind == "VCALENDAR"]
    items = [item for one in (*calendars, Component("", inside=outer)) for item in one.inside if item.kind in _ITEMS]
    parts = Parts(limits)
    pages: list[Page] = []
    findings: list[Finding] = []
    for item in items:
        findings.extend(_keep_files(item, parts))
        pages.append(Page(number=len(pages) + 1, text=_text(item)))
        limits.step()
    title = items[0].text("SUMMARY") if len(items) == 1 else next((one.text("X-WR-CALNAME") for one in calendars), "")
    if not items:
        pages.append(Page(number=1, text=title if calendars else decode(content)[0].strip()))
    properties = {
        "title": title,
        "created": _only(items, "CREATED"),
        "modified": _only(items, "LAST-MODIFIED"),
        "producer": next((one.text("PRODID") for one in calendars), ""),
        "pages": str(len(pages)),
    }
    return Reading(pages=tuple(pages), parts=tuple(parts.found), properties=properties, findings=tuple(findings))


def _text(item: Component) -> str:
    lines = []
    for name, label in _LABELS:
        values = [value for line in item.all(name) if (value := " ".join(_value(line).split()))]
        if values:
            lines.append(f"{label}: {'; '.join(values)}")
    description = item.text("DESCRIPTION")
    return clean_text("\n".join([*lines, *(["", description] if description else [])]))


def _value(line: Line) -> str:
    """The value as people read it."""
    if line.name in _MOMENTS:
        return iso(line)
    if line.name == "DTEND":
        return last_day(line)
    if line.name == "FREEBUSY":
        periods = (one.split("/") for one in line.raw.split(","))
        return ", ".join(" – ".join(iso(Line("", {}, moment)) for moment in period) for period in periods)
    if line.name in _PEOPLE:
        address, name = re.sub(r"^mailto:", "", line.text.strip(), flags=re.IGNORECASE), line.parameters.get("CN", "").strip()
        return f"{name} <{address}>" if name and name != address else address
    return _file_name(line) if line.is_packed else line.text


def _only(items: list[Component], name: str) -> str:
    """The moment of this name, where the file has one item."""
    return next((iso(line) for line in items[0].all(name)), "") if len(items) == 1 else ""


def _keep_files(item: Component, parts: Parts) -> Iterator[Finding]:
    for line in item.all("ATTACH"):
        if not line.is_packed:
            continue
        name = _file_name(line)
        packed = "".join((line.raw.partition("base64,")[2] or line.raw).split())
        try:
            parts.keep(name, [base64.b64decode(packed, validate=True)])
        except binascii.Error:
            yield not_kept(name, "het is beschadigd", "it is damaged")
        except PartTooLargeError:
            yield too_large(name)


def _file_name(line: Line) -> str:
    named = next((line.parameters[key] for key in _FILE_NAMES if line.parameters.get(key)), "")
    kind = re.sub(r"^(?:x-)?", "", line.parameters.get("FMTTYPE", "").partition("/")[2])
    return named or (f"bijlage.{kind}" if re.fullmatch(r"[\w-]{1,10}", kind) else "bijlage")
