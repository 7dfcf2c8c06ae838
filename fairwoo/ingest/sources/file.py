"""A single file: a dossier of one document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from fairwoo.ingest import rejections
from fairwoo.ingest.found import Folder, Found
from fairwoo.ingest.names import left_by_system


def accepts(location: Path) -> bool:
    """Whether it is an ordinary file (an archive is asked for first, by the order of the shelf)."""
    return location.is_file()


def find(location: Path) -> Iterator[Found]:
    """The one dossier."""
    yield Found(str(location), location.stem, (location,), partial(_open, location))


def _open(location: Path, _scratch: Path) -> Folder:
    if what := left_by_system(location.name):
        refused = rejections.rejected(location.name, rejections.FROM_SYSTEM, what=what.nl, what_en=what.en)
        return Folder(location.stem, str(location), location.parent, (), (refused,))
    return Folder(location.stem, str(location), location.parent, (location.name,))
