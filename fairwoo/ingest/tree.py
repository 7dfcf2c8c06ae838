"""Walking through a folder of a stranger: everything in it is either a file to take in or rejected with the reason."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fairwoo.ingest import own, rejections
from fairwoo.ingest.names import is_writable, left_by_system, readable
from fairwoo.model import DeliveredFile, Text

_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT: the link to a folder that Windows has beside symbolic links


class Listing(NamedTuple):
    """One folder: the names of its sub-folders and of its files, and what cannot be taken in, with paths relative to the root.

    `holds_own` says that something of fairwoo itself lies in it, which is left out.
    """

    folders: tuple[str, ...]
    files: tuple[str, ...]
    rejected: tuple[DeliveredFile, ...]
    holds_own: bool = False


class Tree(NamedTuple):
    """A folder with all below it, as relative paths with `/`, sorted."""

    files: tuple[str, ...]
    rejected: tuple[DeliveredFile, ...]


def walk(root: Path) -> Tree:
    """Everything under `root`. Links are followed only to files within the root; a folder that cannot be opened is rejected."""
    files: list[str] = []
    rejected: list[DeliveredFile] = []
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        listing = list_folder(root, prefix)
        files += [prefix + name for name in listing.files]
        rejected += listing.rejected
        waiting += [f"{prefix}{name}/" for name in listing.folders]
    return Tree(tuple(sorted(files)), tuple(sorted(rejected, key=lambda file: file.path)))


def list_folder(root: Path, prefix: str = "") -> Listing:
    """The folder `prefix` (relative to `root`, "" or ending in `/`), without going down, except into folders of the system."""
    folders: list[str] = []
    files: list[str] = []
    rejected: list[DeliveredFile] = []
    try:
        with os.scandir(root / prefix) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        return Listing((), (), (rejections.unreadable(prefix.rstrip("/") or root.name, error),))
    ours = own.apart(root, prefix, (entry.name for entry in entries if is_writable(entry.name)))
    rejected += ours.told
    for entry in entries:
        if entry.name in ours.names:
            continue
        refused = _refusal(root, prefix + entry.name, entry)
        if refused:
            rejected += refused
        elif entry.is_dir(follow_symlinks=False):
            folders.append(entry.name)
        else:
            files.append(entry.name)
    return Listing(tuple(folders), tuple(files), tuple(rejected), holds_own=bool(ours.names))


def _refusal(root: Path, path: str, entry: os.DirEntry[str]) -> list[DeliveredFile]:
    """Why an entry is not taken in; a folder of the system is all the files in it."""
    if what := left_by_system(entry.name):
        return list(_skipped(root, path, what))
    if not is_writable(entry.name):
        return [rejections.rejected(readable(path), rejections.NAME_UNREADABLE)]
    try:
        status = entry.stat(follow_symlinks=False)
        if getattr(status, "st_reparse_tag", 0) == _JUNCTION:
            return [rejections.not_a_file(path, rejections.LINK_TO_FOLDER)]
        if stat.S_ISLNK(status.st_mode):
            return _link(root, path)
    except OSError as error:
        return [rejections.unreadable(path, error)]
    if stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode):
        return []
    return [rejections.not_a_file(path, rejections.DEVICE)]


def _skipped(root: Path, path: str, what: Text) -> Iterator[DeliveredFile]:
    top = root / path
    inside = (
        [top] if top.is_symlink() or not top.is_dir() else [Path(at) / name for at, _, names in os.walk(top) for name in names]
    )
    for file in sorted(inside):
        relative = readable(file.relative_to(root).as_posix())
        yield rejections.rejected(relative, rejections.FROM_SYSTEM, what=what.nl, what_en=what.en)


def _link(root: Path, path: str) -> list[DeliveredFile]:
    try:
        target = (root / path).resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a circle of links
        return [rejections.not_a_file(path, rejections.LINK_BROKEN)]
    if not target.is_relative_to(root.resolve()):
        return [rejections.not_a_file(path, rejections.LINK_OUTSIDE)]
    if target.is_dir():
        return [rejections.not_a_file(path, rejections.LINK_TO_FOLDER)]
    if own.is_own(target, root.resolve()):
        return [rejections.not_a_file(path, rejections.LINK_TO_OWN)]
    return [] if target.is_file() else [rejections.not_a_file(path, rejections.DEVICE)]


def size_of(path: Path) -> int:
    """The size in bytes, 0 where the system does not tell."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
