"""A package of a dossier (RO-Crate or BagIt), as a folder or a ZIP; or a folder with nothing but such packages.

Stands before `archive` and `folder` on the shelf: a package is one of those too, and more. What is in it is held against its
manifest or metadata; what was changed or does not belong is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from fairwoo.ingest.found import Folder, Found
from fairwoo.ingest.packages import opening
from fairwoo.ingest.tree import walk


def accepts(location: Path) -> bool:
    """Whether it is a package, or a folder in which every folder and file is one (hidden files apart)."""
    if _is_package(location):
        return True
    inside = _inside(location)
    return bool(inside) and all(map(_is_package, inside))


def find(location: Path) -> Iterator[Found]:
    """The one dossier, or those of all packages, by name."""
    for place in [location] if _is_package(location) else _inside(location):
        if place.is_dir():
            inputs = tuple(place / path for path in walk(place).files)
            yield Found(str(place), place.name, inputs, partial(_open_folder, place))
        else:
            yield Found(str(place), place.stem, (place,), partial(opening.open_archive, place))


def _is_package(place: Path) -> bool:
    if place.is_dir():
        return opening.is_package(place)
    return place.suffix.lower() == ".zip" and place.is_file() and opening.is_packed(place)


def _inside(folder: Path) -> list[Path]:
    return sorted(place for place in folder.iterdir() if not place.name.startswith(".")) if folder.is_dir() else []


def _open_folder(location: Path, _scratch: Path) -> Folder:
    return opening.open_folder(location)
