"""What a metadata file says, before it is known which documents it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from fairwoo.model import Fact, Finding


class Described(NamedTuple):
    """A document that a metadata file describes: the file it names, if any, and where in the JSON. The facts have subject ""."""

    file: str | None
    path: str
    facts: tuple[Fact, ...]

    def values(self, property_name: str) -> tuple[str, ...]:
        """What is said of a property of the document."""
        return next((fact.values for fact in self.facts if fact.property == property_name), ())


class MetadataReading(NamedTuple):
    """What a metadata file says of one dossier. `identifier` and `publisher` are the words as given."""

    identifier: str | None = None
    publisher: str | None = None
    facts: tuple[Fact, ...] = ()
    documents: tuple[Described, ...] = ()
    findings: tuple[Finding, ...] = ()


class MetadataModule(Protocol):
    """A file of the shelf `ingest/metadata`: a form of metadata. `PRECEDENCE` says whom to believe first; the lowest."""

    PRECEDENCE: int

    def recognises(self, name: str, content: object) -> bool:
        """Whether parsed JSON is of this form; `name` is the path of the file within the dossier."""

    def read(self, name: str, content: object) -> Sequence[MetadataReading]:
        """What it says, one reading a dossier (most files have one). Strange content gives findings; nothing is raised."""
