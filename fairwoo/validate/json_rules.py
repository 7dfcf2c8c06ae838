"""What the JSON forms have in common: values that are missing, of a wrong kind, or under a key that does not exist."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from fairwoo.model import Finding, FindingKind, Level, Text
from fairwoo.shared import canonical_json
from fairwoo.validate.json_source import Source, child

LONGEST = 80
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NEAR = 0.75  # difflib ratio from which a key is a typing mistake for another


def missing_kind(form: str, name: str | Text, key: str, level: Level = Level.ERROR) -> FindingKind:
    """The finding that the mandatory key `key` of the form called `name` is not there or says nothing. `{hint}` tells how to fill it."""
    called = Text(nl=name, en=name) if isinstance(name, str) else name
    code = re.sub(r"[^a-z0-9]+", "-", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", key).lower()).strip("-")
    return FindingKind(
        code=f"{form}-{code}-missing",
        level=level,
        nl=f"Het veld “{key}” ontbreekt of is leeg; {called.nl} vraagt het.",
        en=f"The key “{key}” is missing or empty; {called.en} asks for it.",
        do_nl=f"Vul “{key}” in. {{hint_nl}}",
        do_en=f"Fill in “{key}”. {{hint_en}}",
    )


def is_empty(value: object) -> bool:
    """Whether a value says nothing."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {})


def is_day(value: object) -> bool:
    """Whether a value is a date that exists, as yyyy-mm-dd."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_address(value: object) -> bool:
    """Whether a value is a whole web address."""
    try:
        parts = urlsplit(value) if isinstance(value, str) else None
    except ValueError:
        return False
    return parts is not None and parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", str(value))


def shown(value: object) -> str:
    """A value as a finding shows it."""
    text = value if isinstance(value, str) else canonical_json(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def unknown(
    source: Source, kind: FindingKind, objects: Iterable[tuple[str, Mapping[str, Any]]], known: Iterable[str]
) -> Iterator[Finding]:
    """A finding of `kind` (which has {key}, {hint_nl} and {hint_en}) for each key that does not exist, at each place."""
    names = list(known)
    for path, value in objects:
        for key in value:
            if key not in names:
                near = difflib.get_close_matches(key, names, n=1, cutoff=_NEAR)
                hints = {
                    "hint_nl": f"Bedoel je “{near[0]}”?" if near else "Haal het weg, of controleer de naam.",
                    "hint_en": f"Did you mean “{near[0]}”?" if near else "Take it away, or check its name.",
                }
                yield kind.at(source.place(child(path, key)), key=shown(key), **hints)
