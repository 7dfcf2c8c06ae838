"""A single file: a dossier of one document."""

from __future__ import annotations

from pathlib import Path

from fairwoo.ingest.found import Folder, Found


def accepts(location: Path) -> bool:
    """Whether it is a file (the archive source is asked before)."""
    return location.is_file()


def find(location: Path) -> list[Found]:
    """The one dossier."""
    folder = Folder(location.stem, str(location), location.parent, (location.name,))
    return [Found(str(location), location.stem, (location,), lambda _scratch: folder)]
