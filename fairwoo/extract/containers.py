"""Files inside files: their bytes go to the scratch folder under their SHA-256, their names are cleaned."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

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


class Parts:
    """Collects the files found inside one file, within the limits on their number and size together."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.unpacked_bytes
        self._names: set[str] = set()
        self.found: list[Part] = []

    def keep(self, name: str, content: Iterable[bytes]) -> None:
        """Keep the part `name`, whose bytes come in pieces. Raises PartTooLargeError; nothing of the part is kept then."""
        most = min(self._limits.member_bytes, self._left)
        if len(self.found) >= self._limits.entries:
            raise PartTooLargeError
        handle, temporary = tempfile.mkstemp(dir=self._limits.scratch, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                sha256, size = _write(content, file, most)
            Path(temporary).replace(self._limits.scratch / sha256)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
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


def _write(content: Iterable[bytes], file: IO[bytes], most: int) -> tuple[str, int]:
    """Write the pieces; returns their SHA-256 and size. Raises PartTooLargeError beyond `most` bytes."""
    digest, size = hashlib.sha256(), 0
    for piece in content:
        size += len(piece)
        if size > most:
            raise PartTooLargeError
        digest.update(piece)
        file.write(piece)
    return digest.hexdigest(), size
