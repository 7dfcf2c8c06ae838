"""Publications: files about many dossiers at once, such as the sitemaps of a host and the catalogue of a body."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple, Protocol

from fairwoo.model import Description, Dossier, Finding, Text
from fairwoo.settings import MapSettings


class Published(NamedTuple):
    """A dossier as it is published: what was described of it, and when each address (`Description.parts`) last changed, in UTC.

    `changed` also has ids of dossiers: this one's, and those that were taken back. `created` has when each address was first described.
    """

    dossier: Dossier
    descriptions: tuple[Description, ...]
    changed: Mapping[str, datetime]
    created: Mapping[str, datetime] = MappingProxyType({})


class Output(NamedTuple):
    """A file of a publication: its path under the folder that the host serves, with `/`, and its bytes."""

    path: str
    content: bytes


class PublicationModule(Protocol):
    """A file on the shelf of publications. It has the name of the standard whose descriptions it gathers."""

    NAME: str
    TITLE: Text

    def publish(self, dossiers: Callable[[], Iterator[Published]], settings: MapSettings) -> Iterator[Output | Finding]:
        """The files, one at a time, and findings. `dossiers` can be gone through more than once; they come sorted by id."""
