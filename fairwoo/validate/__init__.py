"""Validate: anybody's metadata against the standards → findings, each with its place, what was found, what is expected and how to mend it.

The shelf `forms` holds what is recognised. Rules of our own always count; the official schemas and shapes where the user has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from fairwoo import discover
from fairwoo.model import Finding, FindingKind, Level, Place
from fairwoo.validate.given import FormModule, Given, Schemas

__all__ = ["FormModule", "Given", "Schemas", "Validated", "validate"]

SHELF = "fairwoo.validate.forms"

NOT_RECOGNISED = FindingKind(
    code="validate-not-recognised",
    level=Level.ERROR,
    nl="{name} is geen vorm van metadata die fairwoo kent.",
    en="{name} is no form of metadata that fairwoo knows.",
    do_nl="Geef een van deze: {known_nl}.",
    do_en="Give one of these: {known_en}.",
)


class Validated(NamedTuple):
    """What was recognised (a name on the shelf, None if nothing was), and the findings as they come."""

    form: str | None
    findings: Iterator[Finding]


def validate(given: Given, schemas: Schemas | None = None) -> Validated:
    """Recognise what was given and hold it against its standard. Raises nothing on strange input: that is a finding."""
    for form in _forms():
        if form.recognises(given):
            return Validated(form.NAME, form.validate(given, schemas))
    titles = [form.TITLE for form in _forms()]
    known_nl, known_en = ", ".join(title.nl for title in titles), ", ".join(title.en for title in titles)
    finding = NOT_RECOGNISED.at(Place(file=given.name), name=given.name, known_nl=known_nl, known_en=known_en)
    return Validated(None, iter([finding]))


def _forms() -> list[FormModule]:
    modules = [cast("FormModule", discover.load(SHELF, name)) for name in discover.names(SHELF)]
    return sorted(modules, key=lambda form: (form.PRECEDENCE, form.NAME))
