"""A folder: one dossier, or a collection of them.

A folder is a dossier, with all that lies below it,
* when a `dossier.json` lies directly in it, or it is a package (RO-Crate, BagIt), which is then opened as one;
* when other files lie directly in it (README and LEESMIJ apart), unless one of its sub-folders that is no part folder has a
  `dossier.json` of its own: then the loose files belong to no dossier;
* when none do, and all of its sub-folders are known parts of a dossier (`vocab/part_folders.csv`: documenten, bijlagen, metadata,
  pdf …), or at least half of them are, not counting those named by a format ("pdf", "scans").
Otherwise it is a collection, and the same is asked of each of its sub-folders. Links between folders are not followed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from fairwoo.errors import InputError
from fairwoo.ingest import rejections
from fairwoo.ingest.found import Folder, Found
from fairwoo.ingest.names import FORMAT, extended, is_accompanying, part_folder
from fairwoo.ingest.packages import opening
from fairwoo.ingest.tree import Listing, list_folder, size_of, walk
from fairwoo.model import DeliveredFile, Text

_OWN_METADATA = "dossier.json"


def accepts(location: Path) -> bool:
    """Whether it is a folder."""
    return location.is_dir()


def find(location: Path) -> Iterator[Found]:
    """The dossiers in the folder, or the folder itself, in the order of their paths. Raises InputError if there is no file in it."""
    root = Path(extended(str(location))) if os.name == "nt" else location
    if not any(files for _, _, files in os.walk(root)) and not walk(root).rejected:
        raise InputError(
            Text(
                nl=f"De map {location} bevat geen bestanden. Wijs de map met de documenten aan.",
                en=f"The folder {location} holds no files. Name the folder with the documents.",
            )
        )
    last: Found | None = None
    beside: list[DeliveredFile] = []
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        listing = list_folder(root, prefix)
        packed = opening.is_package(root / prefix)
        if _is_own(listing):
            beside += listing.rejected
        elif packed or _is_dossier(root / prefix, listing):
            if last:
                yield last
            last, beside = _found(location / prefix, root / prefix, tuple(beside), packed=packed), []
        else:
            beside += _beside(root, prefix, listing)
            waiting += [f"{prefix}{name}/" for name in reversed(listing.folders)]
    if last is None:
        raise _only_own(location)
    yield last._replace(beside=(*last.beside, *beside))


def _only_own(location: Path) -> InputError:
    return InputError(
        Text(
            nl=f"In {location} staat alleen wat fairwoo zelf heeft gemaakt (een werkmap, een export of instellingen). "
            "Wijs de map met de documenten aan.",
            en=f"In {location} there is only what fairwoo made itself (a workspace, an export or settings). "
            "Name the folder with the documents.",
        )
    )


def _is_dossier(folder: Path, listing: Listing) -> bool:
    loose = [name for name in listing.files if not is_accompanying(name)]
    if _has_own_metadata(listing):
        return True
    if loose:
        others = (name for name in listing.folders if part_folder(name) is None)
        return not any(_has_own_metadata(list_folder(folder / name)) for name in others)
    parts = [part_folder(name) for name in listing.folders]
    telling = [part for part in parts if part not in {None, FORMAT}]
    if None not in parts or 2 * len(telling) >= len(parts):
        return True
    own = (_is_own(list_folder(folder / name)) for name in listing.folders) if telling else ()
    return bool(telling) and 2 * len(telling) >= len(parts) - sum(own)


def _is_own(listing: Listing) -> bool:
    """Whether in a folder there is only what fairwoo made itself."""
    return listing.holds_own and not listing.files and not listing.folders


def _has_own_metadata(listing: Listing) -> bool:
    return any(name.lower() == _OWN_METADATA for name in listing.files)


def _beside(root: Path, prefix: str, listing: Listing) -> Iterator[DeliveredFile]:
    for name in listing.files:
        kind = rejections.ACCOMPANYING if is_accompanying(name) else rejections.LOOSE
        yield rejections.rejected(prefix + name, kind, size_of(root / prefix / name))
    yield from listing.rejected


def _found(location: Path, root: Path, beside: tuple[DeliveredFile, ...], *, packed: bool) -> Found:
    inputs = tuple(root / path for path in walk(root).files)
    how = partial(_open_package, location) if packed else partial(_open, str(location), root)
    return Found(str(location), location.name or str(location), inputs, how, beside)


def _open_package(location: Path, _scratch: Path) -> Folder:
    return opening.open_folder(location)


def _open(location: str, root: Path, _scratch: Path) -> Folder:
    tree = walk(root)
    return Folder(Path(location).name or location, location, root, tree.files, tree.rejected)
