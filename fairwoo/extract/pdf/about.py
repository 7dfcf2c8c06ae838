"""What a PDF says of itself, by pypdf: title, dates, tags, language, claims of PDF/A and PDF/UA. ISO 32000-1, 14.3 and 14.8."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from fairwoo.extract.pdf.fonts import fonts_mapped
from fairwoo.extract.pdf.xmp import told

_DATE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:(Z)|([+-])(\d\d)'?:?(\d\d)?)?")
_NAMES = {
    "/Title": "title",
    "/Author": "author",
    "/Subject": "subject",
    "/Keywords": "keywords",
    "/Creator": "creator",
    "/Producer": "producer",
}
_DATES = {"/CreationDate": "created", "/ModDate": "modified"}
_LONGEST = 2_000


def about(reader: Any) -> dict[str, str]:
    """The properties of a pypdf document that opens without a password. Raises what pypdf raises on a damaged file.

    `title`, `author`, `subject`, `keywords`, `creator`, `producer`, `created`, `modified` by the information dictionary, else by the
    XMP; `language` (as written); `tagged`, `display_title` and `fonts_mapped`; `pdfa` and `pdfua` as the XMP claims.
    """
    root = reader.root_object
    found = _information(reader)
    marked, preferences = _dictionary(root, "/MarkInfo"), _dictionary(root, "/ViewerPreferences")
    found["tagged"] = _flag(marked.get("/Marked"))
    found["display_title"] = _flag(preferences.get("/DisplayDocTitle"))
    found["language"] = str(root.get("/Lang", ""))
    mapped = fonts_mapped(reader)
    found["fonts_mapped"] = "" if mapped is None else _flag(mapped)
    xmp = _dictionary(root, "/Metadata")
    if hasattr(xmp, "get_data"):
        found = {**told(xmp.get_data()), **{key: value for key, value in found.items() if value.strip()}}
    return {key: value.strip()[:_LONGEST] for key, value in found.items() if value.strip()}


def iso_date(text: str) -> str | None:
    """A PDF date (`D:20211223101530+01'00'`, ISO 32000-1, 7.9.4) in ISO 8601, as precise as it is; None if it is no date."""
    found = _DATE.match(text.strip())
    if not found:
        return None
    year, month, day, hour, minute, second, zulu, sign, zone_hour, zone_minute = found.groups()
    try:
        datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0))  # noqa: DTZ001
    except ValueError:
        return None
    date = "-".join(part for part in (year, month, day) if part)
    if not hour:
        return date
    zone = "Z" if zulu else f"{sign}{zone_hour}:{zone_minute or '00'}" if sign else ""
    return f"{date}T{hour}:{minute or '00'}:{second or '00'}{zone}"


def _information(reader: Any) -> dict[str, str]:
    information = reader.metadata or {}
    found = {name: str(information[key]) for key, name in _NAMES.items() if information.get(key) is not None}
    for key, name in _DATES.items():
        date = iso_date(str(information.get(key) or ""))
        if date:
            found[name] = date
    return found


def _dictionary(root: Any, key: str) -> Any:
    """The dictionary under `key`, or an empty one: damaged files have anything there."""
    value = root.get(key)
    value = value.get_object() if hasattr(value, "get_object") else value
    return value if isinstance(value, dict) else {}


def _flag(value: object) -> str:
    value = value.get_object() if hasattr(value, "get_object") else value
    return "true" if value == True else "false"  # noqa: E712 - a BooleanObject of pypdf is equal to True, not the same
