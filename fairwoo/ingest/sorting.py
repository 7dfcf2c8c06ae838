"""Which folder is a dossier, and which files in it are worth taking in. Nothing is read here but names and sizes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fairwoo.model import DeliveredFile, FileFate, Finding, FindingKind, Level, Place
from fairwoo.shared import data_folder, slug

SYSTEM_FILE = FindingKind(
    code="file-of-the-system",
    level=Level.INFO,
    nl="{file} is een bestand van het besturingssysteem of een kladbestand en is overgeslagen.",
    en="{file} is a file of the operating system or a scratch file, and was skipped.",
    do_nl="Je hoeft niets te doen.",
    do_en="Nothing needs to be done.",
)
EMPTY_FILE = FindingKind(
    code="file-empty",
    level=Level.WARNING,
    nl="{file} is leeg (0 bytes).",
    en="{file} is empty (0 bytes).",
    do_nl="Lever het bestand opnieuw aan, of haal het weg.",
    do_en="Deliver the file again, or take it away.",
)
UNREADABLE_FILE = FindingKind(
    code="file-unreadable",
    level=Level.ERROR,
    nl="{file} is niet te openen: {reason}.",
    en="{file} cannot be opened: {reason}.",
    do_nl="Sluit het programma dat het bestand open heeft, of vraag leesrechten, en draai opnieuw.",
    do_en="Close the program that has the file open, or ask for the right to read it, and run again.",
)
NOT_A_FILE = FindingKind(
    code="file-special",
    level=Level.WARNING,
    nl="{file} is geen gewoon bestand maar een {what} en is niet gevolgd.",
    en="{file} is no ordinary file but a {what}, and was not followed.",
    do_nl="Zet het bestand zelf in de map.",
    do_en="Put the file itself in the folder.",
)

_SYSTEM = {"thumbs.db", "desktop.ini", "__macosx", ".ds_store", "ehthumbs.db"}


@cache
def _part_folders() -> dict[str, str]:
    """Folder name (folded) → what such a folder holds: documents or metadata."""
    lines = (data_folder("vocab") / "part_folders.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {name: holds for name, holds in (line.split(",") for line in lines if line and not line.startswith("#"))}


def part_folder(name: str) -> str | None:
    """What a folder of this name holds within a dossier ("documents", "metadata"), or None if it is no known part."""
    return _part_folders().get(slug(name))


def is_system(name: str) -> bool:
    """Whether a file or folder is the operating system's, or a scratch or hidden file."""
    return name.lower() in _SYSTEM or name.startswith((".", "~$"))


def dossier_folders(root: Path) -> Iterator[Path]:
    """The dossiers in a folder, itself or below, sorted.

    A folder is a dossier when documents or a metadata file lie directly in it: its sub-folders then belong to it. So is a folder
    with none, if each of its sub-folders is a known part of a dossier (vocab/part_folders.csv: documenten, metadata …).
    Otherwise it is a collection, and the same question is asked of its sub-folders.
    """
    children = sorted(child for child in _children(root) if not is_system(child.name))
    folders = [child for child in children if child.is_dir() and not child.is_symlink()]
    if any(not child.is_dir() or child.is_symlink() for child in children) or (folders and all(part_folder(folder.name) for folder in folders)):
        yield root
    else:
        for folder in folders:
            yield from dossier_folders(folder)


def _children(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:  # a folder that may not be opened is told by `files_of` of the dossier that it belongs to
        return []


def files_of(root: Path) -> list[str]:
    """The relative path of everything in a dossier folder that is no folder, sorted; links are listed, not followed."""
    found = []
    for folder, names, files in os.walk(root, onerror=None, followlinks=False):
        links = [name for name in names if (Path(folder) / name).is_symlink()]
        found += [(Path(folder) / name).relative_to(root).as_posix() for name in (*files, *links)]
    return sorted(found)


def rejection(root: Path, path: str) -> DeliveredFile | None:
    """The file with the reason why it is not taken in, or None if it may be."""
    full, place = root / path, Place(file=path)
    if any(is_system(part) for part in Path(path).parts):
        return _rejected(path, 0, SYSTEM_FILE.at(place, file=path))
    try:
        status = full.lstat()
        if not stat.S_ISREG(status.st_mode):
            what = "snelkoppeling" if stat.S_ISLNK(status.st_mode) else "apparaat of pijp"
            return _rejected(path, 0, NOT_A_FILE.at(place, file=path, what=what))
        if status.st_size == 0:
            return _rejected(path, 0, EMPTY_FILE.at(place, file=path))
        with full.open("rb") as file:
            file.read(1)
    except OSError as error:
        return _rejected(path, 0, UNREADABLE_FILE.at(place, file=path, reason=error.strerror or type(error).__name__))
    return None


def _rejected(path: str, size: int, reason: Finding) -> DeliveredFile:
    return DeliveredFile(path=path, size=size, fate=FileFate.REJECTED, reason=reason)
