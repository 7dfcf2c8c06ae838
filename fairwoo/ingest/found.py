"""What ingest hands over: a dossier that was found, and its folder once opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

from fairwoo.model import DeliveredFile, Fact, Finding


class Folder(NamedTuple):
    """An opened dossier: `files` are relative paths (with `/`) under `root`; `rejected` were found but are not there to read."""

    name: str
    location: str
    root: Path
    files: tuple[str, ...]
    rejected: tuple[DeliveredFile, ...] = ()


class Found(NamedTuple):
    """A dossier that was found. `inputs` are the files whose bytes decide whether it changed; `open` may raise InputError."""

    location: str
    name: str
    inputs: tuple[Path, ...]
    open: Callable[[Path], Folder]


class Options(NamedTuple):
    """What the user says of all dossiers of a run: the publisher (name or TOOI code) and the licence (URI)."""

    publisher: str | None = None
    license: str | None = None


class MetadataReading(NamedTuple):
    """What a metadata file says. Facts about documents have the subject `file:NAME` or `number:N`."""

    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    identifier: str | None = None
    publisher: str | None = None


class SourceModule(Protocol):
    """A file of the shelf `sources`."""

    def accepts(self, location: Path) -> bool:
        """Whether this source can take the location."""

    def find(self, location: Path) -> list[Found]:
        """The dossiers there, sorted."""


class MetadataModule(Protocol):
    """A file of the shelf `metadata`."""

    PRECEDENCE: int

    def recognises(self, content: object) -> bool:
        """Whether parsed JSON is of this form."""

    def read(self, name: str, content: object) -> MetadataReading:
        """What it says; raises nothing on strange content."""
