"""The descriptions of a dossier in the metadata standards, as files: what there are, and one of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple, cast

from fairwoo import discover
from fairwoo.map import SHELF, Standard
from fairwoo.model import Description
from fairwoo.serve.kept import kept
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.site import Site


class MetadataFile(NamedTuple):
    """A description without its text. `size` is in bytes, `sha256` of its bytes; `name` may have folders in it, with `/`."""

    standard: str
    name: str
    media_type: str
    size: int
    sha256: str


def metadata_files(site: Site, dossier: PublicDossier) -> tuple[MetadataFile, ...]:
    """The descriptions of a dossier, by name."""
    return kept(site, "metadata", dossier.id, dossier.revision, lambda: tuple(map(_file, descriptions(site, dossier))))


def by_standard(files: Iterable[MetadataFile]) -> list[tuple[str, list[MetadataFile]]]:
    """The files under the names of their standards, as the standards call themselves."""
    found: dict[str, list[MetadataFile]] = {}
    for one in files:
        found.setdefault(_title(one.standard), []).append(one)
    return sorted(found.items())


def descriptions(site: Site, dossier: PublicDossier) -> tuple[Description, ...]:
    """The descriptions with their texts, by name. Of a large dossier they are large together."""
    return site.workspace.catalogue.descriptions(dossier.id)


def description(site: Site, dossier: PublicDossier, name: str) -> Description | None:
    """The description with that name, or None."""
    return site.workspace.catalogue.description(dossier.id, name)


def _file(one: Description) -> MetadataFile:
    content = one.content.encode()
    return MetadataFile(one.standard, one.file_name, one.media_type, len(content), hashlib.sha256(content).hexdigest())


@cache
def _title(standard: str) -> str:
    if standard not in discover.names(SHELF):
        return standard
    return cast("Standard", discover.load(SHELF, standard)).TITLE.nl
