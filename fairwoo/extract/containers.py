"""Files inside files: their bytes go to the scratch folder under their SHA-256, their names are cleaned."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from fairwoo.extract.reading import Limits
from fairwoo.model import Finding, FindingKind, Level, Part
from fairwoo.shared import clean_text, safe_name

PART_NOT_KEPT = FindingKind(
    code="part-not-unpacked",
    level=Level.ERROR,
    nl="Het bestand “{part}” dat hierin zit, is niet uitgepakt: {reason_nl}.",
    en="The file “{part}” in it was not unpacked: {reason_en}.",
    do_nl="Lever dat bestand los aan.",
    do_en="Deliver that file separately.",
)


class PartTooLargeError(Exception):
    """A part is larger than the limits allow."""


def not_kept(name: str, nl: str, en: str) -> Finding:
    """The finding on a part that was not unpacked, and why."""
    return PART_NOT_KEPT.at(part=clean_text(name)[-180:], reason_nl=nl, reason_en=en)


def too_large(name: str) -> Finding:
    """The finding on a part that is larger than the limits allow."""
    return not_kept(
        name, "het is te groot, of er zit te veel in dit bestand", "it is too large, or there is too much in this file"
    )


def refused_name(name: str) -> Finding | None:
    """Why a member of an archive may not be unpacked under its name: that points outside the archive."""
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name):
        return not_kept(name, "de naam wijst naar een plek buiten het archief", "its name points outside the archive")
    return None


def is_side_file(name: str) -> bool:
    """Is a member something that a file manager left behind, such as the side files of macOS?"""
    last = name.rpartition("/")[2]
    return name.startswith("__MACOSX/") or last.startswith("._") or last in {".DS_Store", "Thumbs.db", "desktop.ini"}


class Parts:
    """Collects the files found inside one file, within the limits on their number and size together."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.unpacked_bytes
        self._names: set[str] = set()
        self.found: list[Part] = []

    def keep(self, name: str, content: Iterable[bytes]) -> None:
        """Keep the part `name`, whose bytes come in pieces. Raises PartTooLargeError; nothing of the part is kept then."""
        incoming = self.begin(name)
        try:
            for piece in content:
                incoming.write(piece)
        except BaseException:
            incoming.drop()
            raise
        incoming.end()

    def begin(self, name: str) -> Incoming:
        """A part whose bytes are written to it one by one. Raises PartTooLargeError if there are too many parts already."""
        if len(self.found) >= self._limits.entries:
            raise PartTooLargeError
        return Incoming(self, name, self._limits.scratch, min(self._limits.member_bytes, self._left))

    def add(self, name: str, sha256: str, size: int) -> None:
        """Note a part whose bytes are in their place."""
        self._left -= size
        self.found.append(Part(name=self._free_name(safe_name(name)), sha256=sha256, size=size))

    def _free_name(self, name: str) -> str:
        """The name, with a number before its extension if an earlier part has it already."""
        path, number, free = Path(name), 1, name
        while free.casefold() in self._names:
            number += 1
            free = f"{path.stem} ({number}){path.suffix}"
        self._names.add(free.casefold())
        return free


class Incoming:
    """A part that is being written: `end` or `drop` it, whatever happens."""

    def __init__(self, parts: Parts, name: str, folder: Path, most: int) -> None:
        self._parts = parts
        self.name = name
        self._folder = folder
        self._most = most
        self._digest = hashlib.sha256()
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".part-")
        self._temporary = Path(temporary)
        self._file = os.fdopen(handle, "wb")
        self.size = 0

    def write(self, piece: bytes) -> None:
        """Take the next bytes. Raises PartTooLargeError; the part is to be dropped then."""
        self.size += len(piece)
        if self.size > self._most:
            raise PartTooLargeError
        self._digest.update(piece)
        self._file.write(piece)

    def end(self) -> None:
        """That was all: the bytes go to their place."""
        self._file.close()
        sha256 = self._digest.hexdigest()
        self._temporary.replace(self._folder / sha256)
        self._parts.add(self.name, sha256, self.size)

    def drop(self) -> None:
        """Nothing of it is kept."""
        self._file.close()
        self._temporary.unlink(missing_ok=True)
