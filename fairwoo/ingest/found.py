"""What is found at a location, and what an opened dossier looks like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol, Self

from fairwoo import vocab
from fairwoo.errors import UnknownBodyError
from fairwoo.ingest.said import MetadataReading
from fairwoo.model import DeliveredFile, Finding


class Folder(NamedTuple):
    """An opened dossier. `files` are relative paths, with `/`, of what lies under `root`; `rejected` was found but is not taken in.

    `findings` are what opening it brought to light without rejecting anything; `told` is what its wrapping says of the dossier (a file,
    and the reading), which counts after all metadata in it.
    """

    name: str
    location: str
    root: Path
    files: tuple[str, ...]
    rejected: tuple[DeliveredFile, ...] = ()
    findings: tuple[Finding, ...] = ()
    told: tuple[tuple[str, MetadataReading], ...] = ()


class Found(NamedTuple):
    """A dossier that was found, not opened yet.

    `location` is the absolute path of the folder, archive or file; `name` the last-resort title. `inputs` are the files whose bytes
    decide whether the dossier changed: all in the folder but those of the system, or the archive itself; some may turn out unreadable.
    `open` takes a scratch folder (an archive is unpacked there) and may raise InputError. `beside` are files met on the way here that
    belong to no dossier: they lie loose in a collection. Their paths are relative to that collection.
    """

    location: str
    name: str
    inputs: tuple[Path, ...]
    open: Callable[[Path], Folder]
    beside: tuple[DeliveredFile, ...] = ()


class _Said(NamedTuple):
    publisher: str | None = None
    license: str | None = None


class Options(_Said):
    """What the user says of all dossiers of a run: the publisher (name, code or URI) and the licence (URI).

    A publisher that means one body, whatever the day, is that body's code: another spelling of it is no change.
    """

    __slots__ = ()

    def __new__(cls, publisher: str | None = None, license: str | None = None) -> Self:  # noqa: A002 - the name of the setting
        """The options, with the code of the publisher where its words mean one body."""
        return super().__new__(cls, _code(publisher), license)


def _code(publisher: str | None) -> str | None:
    try:
        return vocab.match_body(publisher).code if publisher else publisher
    except UnknownBodyError:
        return publisher  # a day may choose, or it is refused with the words as they were said


class SourceModule(Protocol):
    """A file of the shelf `ingest/sources`: a kind of place that dossiers come from."""

    def accepts(self, location: Path) -> bool:
        """Whether this source can take the location, an absolute path."""

    def find(self, location: Path) -> Iterator[Found]:
        """The dossiers there, sorted."""
