"""What was given to be validated, and the official schemas that the user has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from fairwoo.model import Finding, Text


@dataclass(frozen=True)
class Given:
    """A file: the name to call it by (a path or an address as the user wrote it) and its bytes.

    `folder` is the folder it lies in, None if it came from the web: only forms that name other files (an RO-Crate) look there.
    `media_type` is what a server said it is, None for a file. `address` is where it came from in the end, after redirects.
    """

    name: str
    content: bytes
    folder: Path | None = None
    media_type: str | None = None
    address: str | None = None

    @property
    def base(self) -> str:
        """What relative addresses in it are relative to, and whose host counts: its address, else its name."""
        return self.address or self.name


@dataclass(frozen=True)
class Schemas:
    """A folder with official schemas and shapes, as the user has them: `--schemas`, or what `fairwoo schemas fetch` brought.

    Files are found by their name, wherever below the folder they lie, so that any lay-out will do.
    """

    folder: Path

    def find(self, name: str) -> Path | None:
        """The file of that name, the one nearest to the folder's top (of several, the last by path: folders tell editions), or None."""
        found = sorted((path for path in self.folder.absolute().rglob(name) if path.is_file()), reverse=True)
        return min(found, key=lambda path: len(path.parts), default=None)


class FormModule(Protocol):
    """A file on the shelf of forms. The first (by `PRECEDENCE`, then by name) that recognises what is given validates it."""

    NAME: str
    TITLE: Text
    PRECEDENCE: int

    def recognises(self, given: Given) -> bool:
        """Whether this is that form, whole or broken: by its names and namespaces, not by whether it is right. Raises nothing."""

    def validate(self, given: Given, schemas: Schemas | None) -> Iterator[Finding]:
        """All that is wrong, in the order of the file; with `schemas` also by the official ones. Each `Place` has `file` and, where
        there is one, `line` (XML, text) or `path` (JSON path, or the IRI of a node and its property). Raises nothing on strange input."""
