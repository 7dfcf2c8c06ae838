"""What a metadata file says, before it is known which documents it means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from fairwoo.model import Fact, Finding, Place


class Claim(NamedTuple):
    """What a metadata file says of the bytes of a file, and where: `kind` is "size" or the name of a hash ("sha256", "sha512").

    `made` is when the hash was made, with its distance to UTC; None if that is not said.
    """

    kind: str
    value: str
    place: Place
    made: datetime | None = None


class Described(NamedTuple):
    """A document that a metadata file describes: the file it names, if any, and where in the JSON or XML. The facts have subject "".

    `beside` is the path of the file that the metadata file lies beside, where its own name tells (`X` of `X.mdto.xml`): it counts
    before `file`. `claims` are to be compared with the file.
    """

    file: str | None
    path: str
    facts: tuple[Fact, ...]
    beside: str | None = None
    claims: tuple[Claim, ...] = ()

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
        """Whether parsed JSON, or the root element of XML, is of this form; `name` is the path of the file within the dossier."""

    def read(self, name: str, content: object) -> Sequence[MetadataReading]:
        """What it says, one reading a dossier (most files have one). Strange content gives findings; nothing is raised."""
