"""Map: a dossier and what was read of its documents → descriptions in metadata standards; and dossiers → what a host publishes.

What is written is valid. A mandatory value that is missing is an error finding and never made up; what was worked out
(a composed description, a category that follows from the documents) is said in a finding too. The shelf `standards` describes a
dossier, the shelf `publications` gathers the descriptions of many: a catalogue, the sitemaps of a host.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol, cast

from fairwoo import discover
from fairwoo.errors import UsageError
from fairwoo.map.case import Case, prepare
from fairwoo.map.documents import shown_of
from fairwoo.map.publishing import Output, PublicationModule, Published
from fairwoo.model import Dossier, Extraction, Finding, Mapped, Text
from fairwoo.settings import MapSettings
from fairwoo.shared import made_by

__all__ = ["MADE_BY", "Output", "PublicationModule", "Published", "Standard", "describe", "publish", "with_publication"]

SHELF = "fairwoo.map.standards"
PUBLICATIONS = "fairwoo.map.publications"
MADE_BY = made_by("map", 7)


class Standard(Protocol):
    """A file on the shelf: one metadata standard."""

    NAME: str
    TITLE: Text

    def describe(self, case: Case) -> Mapped:
        """The descriptions of the dossier in this standard, all valid, and findings for what was missing."""


def describe(
    dossier: Dossier, extractions: Mapping[str, Extraction], settings: MapSettings, standards: Sequence[str] | None = None
) -> Mapped:
    """The dossier described in `standards` (names on the shelf; None for all), in the order of their names.

    `extractions` are by document id; documents without one are described by what the dossier says of them. The same input
    gives the same bytes. Raises UsageError for a standard that does not exist or a `base_url` that is no web address.
    """
    chosen = [_load(name) for name in sorted(set(standards))] if standards is not None else list(_all())
    case, findings = prepare(dossier, extractions, settings)
    results = [standard.describe(case) for standard in chosen]
    descriptions = tuple(description for result in results for description in result.descriptions)
    shown = tuple(shown_of(described) for described in case.documents.values())
    return Mapped(descriptions, findings + tuple(finding for result in results for finding in result.findings), shown)


def with_publication() -> Sequence[str]:
    """The standards that have a publication."""
    return discover.names(PUBLICATIONS)


def publish(standard: str, dossiers: Callable[[], Iterator[Published]], settings: MapSettings) -> Iterator[Output | Finding]:
    """The files about many dossiers at once that a standard has, one at a time, and findings. `dossiers` come sorted by id.

    Raises KeyError for a standard without a publication, UsageError for a `base_url` that is no web address.
    """
    module = cast("PublicationModule", discover.load(PUBLICATIONS, standard))
    yield from module.publish(dossiers, settings)


def _all() -> Sequence[Standard]:
    return [_load(name) for name in discover.names(SHELF)]


def _load(name: str) -> Standard:
    if name not in discover.names(SHELF):
        known = ", ".join(discover.names(SHELF))
        raise UsageError(
            Text(
                nl=f"De standaard “{name}” bestaat niet. Kies uit: {known}.",
                en=f"There is no standard “{name}”. Choose from: {known}.",
            )
        )
    return cast("Standard", discover.load(SHELF, name))
