"""Facts with their sources, and deliveries: what was found in a folder and what its metadata say."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from fairwoo.model.dossier import Dossier
from fairwoo.model.finding import Finding, Place, Value


class SourceKind(StrEnum):
    """Where a fact comes from, most trusted first; `extract.settle` documents the order."""

    SETTING = "setting"
    METADATA = "metadata"
    INVENTORY = "inventory"
    TEXT = "text"
    FILE_NAME = "file_name"
    PROPERTIES = "properties"
    FOLDER = "folder"


class Source(Value):
    """The evidence for a fact: its kind, place, and the words as they stand there (at most 200 characters)."""

    kind: SourceKind
    place: Place = Place()
    phrase: str | None = None


class Fact(Value):
    """One statement about the dossier (`subject` is "") or about the document whose id is `subject`.

    `property` is the name of a field of `Dossier` or `Document`; `values` are its canonical texts (ISO date, code, "true",
    enum value); `raw` are the words as given; `confidence` is 0–1. `subject` may also be `"file:NAME"` or `"number:N"` where the
    source names a document by file name or number only: `extract.settle` resolves these.
    """

    subject: str
    property: str
    values: tuple[str, ...]
    raw: str
    source: Source
    confidence: float = 1.0
    made_by: str = ""


class FileFate(StrEnum):
    """What became of a file that was found: every file has exactly one fate."""

    DOCUMENT = "document"
    METADATA = "metadata"
    REJECTED = "rejected"


class DeliveredFile(Value):
    """A file that was found, with its fate. `reason` is set when it was rejected. `sha256` is None if it could not be read."""

    path: str
    size: int
    fate: FileFate
    sha256: str | None = None
    reason: Finding | None = None


class Delivery(Value):
    """What ingest makes of one dossier folder: the dossier as it was given, what its metadata say, and the fate of every file."""

    dossier: Dossier
    facts: tuple[Fact, ...] = ()
    files: tuple[DeliveredFile, ...] = ()


class Refusal(Value):
    """A dossier folder that could not be taken in, with the reason; its files are accounted for all the same.

    `candidates` are (code, name) of bodies when the publisher was ambiguous or unknown.
    """

    location: str
    findings: tuple[Finding, ...]
    files: tuple[DeliveredFile, ...] = ()
    candidates: tuple[tuple[str, str], ...] = ()


class Settled(NamedTuple):
    """What `extract.settle` gives: the dossier that flows on, and every fact that was weighed for it."""

    dossier: Dossier
    facts: tuple[Fact, ...]
