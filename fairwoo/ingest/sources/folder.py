"""A folder: one dossier, or a collection of them."""

from __future__ import annotations

from pathlib import Path

from fairwoo.ingest.found import Folder, Found
from fairwoo.ingest.sorting import dossier_folders, files_of


def accepts(location: Path) -> bool:
    """Whether it is a folder."""
    return location.is_dir()


def find(location: Path) -> list[Found]:
    """The dossiers in the folder, or the folder itself."""
    return [_found(folder) for folder in dossier_folders(location)]


def _found(root: Path) -> Found:
    inputs = tuple(root / path for path in files_of(root))
    return Found(str(root), root.name, inputs, lambda _scratch: Folder(root.name, str(root), root, tuple(files_of(root))))
