"""By what is known what fairwoo itself writes: a workspace with its parts, an export, settings. None of it belongs in a dossier."""

from __future__ import annotations

import json
import unicodedata
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from fairwoo.settings import CONFIG_NAME

CATALOGUE = "catalogue.sqlite"
EXPORT_LIST = ".fairwoo-export.json"
"""In a folder that was exported to: the files that exports wrote, by path, with `/`, so that later ones know what is theirs."""
EXPORT_BUSY = ".fairwoo-export.busy.jsonl"
"""The same while an export is busy, or broke off: a line for each file, `[path, …]`, before it is written."""

_PARTS = (
    f"{CATALOGUE}*",
    "originals",
    "index",
    "cache",
    "tmp",
    "lock",
    "lock.holder",
    "report.*",
    "attenderingen.sqlite*",
)
_COPIES = ("*catalogue*sqlite*", "*attenderingen*sqlite*")  # also "catalogue (copy).sqlite", "catalogue.sqlite.bak"
_SQLITE = b"SQLite format 3\0"  # https://www.sqlite.org/fileformat.html, 1.3.1
_LARGEST_LIST = 64 << 20


def is_workspace(folder: Path) -> bool:
    """Whether a folder is a workspace: its catalogue lies there."""
    return _is_database(folder / CATALOGUE)


def is_part(name: str) -> bool:
    """Whether a file or folder of this name, at the top of a workspace, is one of those that fairwoo keeps there."""
    return any(fnmatchcase(name.lower(), pattern) for pattern in _PARTS)


def foreign(folder: Path) -> str | None:
    """The first name in a folder of something that a workspace may not be made beside; None also if it cannot be looked into.

    Hidden files, settings, the folder that a file system keeps at its top and, beside a lock of ours, parts of a workspace may stay;
    without the lock a folder "tmp" may be anybody's.
    """
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return None
    was_one = "lock" in names
    others = (name for name in names if not (name.startswith(".") or name == "lost+found" or is_settings(name)))
    unknown = (name for name in others if not (was_one and is_part(name)))
    return next((name.encode("utf-8", "backslashreplace").decode() for name in unknown), None)


def is_settings(name: str) -> bool:
    """Whether a file of this name holds settings of fairwoo, and perhaps passwords."""
    return name.lower() == CONFIG_NAME


def is_copy(file: Path) -> bool:
    """Whether a file is a catalogue, or the list of those who asked for alerts, outside of its workspace: a copy that was kept."""
    return any(fnmatchcase(file.name.lower(), pattern) for pattern in _COPIES) and _is_database(file)


def is_export_list(path: str) -> bool:
    """Whether a path is that of a list of what exports wrote."""
    return path.rpartition("/")[2] in {EXPORT_LIST, EXPORT_BUSY}


def is_export(folder: Path) -> bool:
    """Whether exports were written to a folder."""
    return (folder / EXPORT_LIST).is_file() or (folder / EXPORT_BUSY).is_file()


def exported(folder: Path) -> frozenset[str] | None:
    """What exports wrote in a folder, by its lists: paths of files, and of folders that are a package. None if they cannot be read."""
    written: set[str] = set()
    if (folder / EXPORT_LIST).exists():
        listed = _parsed(_text(folder / EXPORT_LIST))
        if not isinstance(listed, dict):
            return None
        written.update(listed)
    for line in _text(folder / EXPORT_BUSY).splitlines():
        entry = _parsed(line)
        if isinstance(entry, list) and entry and isinstance(entry[0], str):  # the last line may be broken off
            written.add(entry[0])
    return frozenset(unicodedata.normalize("NFC", path) for path in written if path.strip("/"))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _text(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST_LIST).decode("utf-8", "replace")
    except OSError:
        return ""


def _is_database(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False
