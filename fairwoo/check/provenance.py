"""Who said it: what the publisher gave as data counts fully, what was only read from running text counts half.

Rule of F3 in the design (fair.md E3), kept for every value of a dossier or document:

* metadata, inventory, setting: 1; for a document also the file's own properties;
* running text and file names: ½; so does a value whose source is not known;
* the name of the folder: 0, for it is where a last resort comes from;
* a date that is data but not written as ISO 8601 (jjjj-mm-dd): ½.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from fairwoo.check.evidence import Evidence
from fairwoo.model import Fact, SourceKind

_DATA = frozenset({SourceKind.SETTING, SourceKind.METADATA, SourceKind.INVENTORY})
_RANK = {kind: rank for rank, kind in enumerate(SourceKind)}
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")

Given = str | date | bool | StrEnum | None


class Said(NamedTuple):
    """How far a value counts (0, ½, 1) and the fact it rests on, if known."""

    share: float
    fact: Fact | None = None
    iso: bool = True


def said(evidence: Evidence, subject: str, name: str, value: Given) -> Said:
    """How far the value of a property counts as given by the publisher. `subject` is "" or a document id."""
    if value is None or value == "":
        return Said(0)
    facts = evidence.facts_on(subject, name)
    fact = min([each for each in facts if _text(value) in each.values] or facts, key=_trust, default=None)
    if fact is None:
        return Said(0.5)
    share = _share(fact, subject)
    if share == 1 and isinstance(value, date) and not _ISO_DATE.match(fact.raw.strip().strip('"')):
        return Said(0.5, fact, iso=False)
    return Said(share, fact)


def is_data(fact: Fact) -> bool:
    """Did the publisher give this as data: metadata, inventory or setting."""
    return fact.source.kind in _DATA


def _share(fact: Fact, subject: str) -> float:
    kind = fact.source.kind
    if kind in _DATA or (kind == SourceKind.PROPERTIES and subject):
        return 1
    return 0 if kind == SourceKind.FOLDER else 0.5


def _trust(fact: Fact) -> tuple[int, float]:
    return _RANK[fact.source.kind], -fact.confidence


def _text(value: Given) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
