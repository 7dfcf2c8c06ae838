"""What fairwoo itself made is no part of a dossier: a workspace, what an export wrote, settings, copies of a catalogue.

It is left out wherever it lies, and told: of a workspace or export as one thing, so that what changes in there changes no dossier.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from fairwoo.ingest import rejections
from fairwoo.ingest.names import left_by_system
from fairwoo.model import DeliveredFile
from fairwoo.store.own import (
    CATALOGUE,
    EXPORT_BUSY,
    EXPORT_LIST,
    exported,
    is_copy,
    is_export,
    is_part,
    is_settings,
    is_workspace,
)


class Apart(NamedTuple):
    """The names in a folder that are fairwoo's own, and what is told of them, with paths relative to the root."""

    names: frozenset[str]
    told: tuple[DeliveredFile, ...]


def apart(root: Path, prefix: str, names: Iterable[str]) -> Apart:
    """What of the files and folders `names` in `prefix` (relative to `root`, "" or ending in `/`) is fairwoo's own.

    Of a workspace that is all; but a person who names one with dossiers in it means those, so there it is the parts that are known.
    """
    folder, found, told = root / prefix, set[str](), list[DeliveredFile]()
    where = prefix.rstrip("/") or root.name
    names = set(names)
    if CATALOGUE in names and is_workspace(folder):
        found |= names if prefix else {name for name in names if is_part(name)}
        told.append(rejections.rejected(prefix + CATALOGUE, rejections.OWN_WORKSPACE, folder=where))
    if marks := names & {EXPORT_LIST, EXPORT_BUSY}:
        found |= marks
        told.append(rejections.rejected(prefix + min(marks, key=len), rejections.OWN_EXPORT, folder=where))
    for written in _written(root, prefix):
        found |= names if written is None else {name for name in names if _is_written(folder, name, written)}
    for name in sorted(names - found):
        if is_settings(name):
            found.add(name)
            told.append(rejections.rejected(prefix + name, rejections.OWN_SETTINGS))
        elif is_copy(folder / name):
            found.add(name)
            told.append(rejections.rejected(prefix + name, rejections.OWN_COPY))
    return Apart(frozenset(found), tuple(told))


def is_own(place: Path, top: Path | None = None) -> bool:
    """Whether a file or folder is fairwoo's own by what lies around it, up to the folder `top` (to the root of the system if None)."""
    if is_settings(place.name) or is_copy(place):
        return True
    for folder in place.parents:
        path = place.relative_to(folder).as_posix()
        whole = top is not None and folder != top
        if (whole or is_part(path.partition("/")[0])) and is_workspace(folder):
            return True
        if is_export(folder) and _is_of(path, exported(folder)):
            return True
        if folder == top:
            break
    return False


def _is_of(path: str, written: frozenset[str] | None) -> bool:
    """Whether a file or folder was written by an export, or holds something that was."""
    return written is None or _is_listed(path, written) or any(one.startswith(f"{_same(path)}/") for one in written)


def _written(root: Path, prefix: str) -> Iterator[frozenset[str] | None]:
    """What exports to a folder, and to those that it lies in, down from `root`, wrote in it, as paths from there."""
    parts = prefix.split("/")[:-1]
    for depth in range(len(parts) + 1):
        folder = root.joinpath(*parts[:depth])
        if is_export(folder):
            written, inside = exported(folder), _same("".join(f"{part}/" for part in parts[depth:]))
            yield None if written is None else frozenset(path[len(inside) :] for path in written if path.startswith(inside))


def _is_written(folder: Path, name: str, written: frozenset[str]) -> bool:
    """Whether a file was written by an export; of a folder, whether all that is in it was, but for what systems leave behind."""
    if _same(name) in written:
        return True
    if not any(path.startswith(f"{_same(name)}/") for path in written):
        return False
    inside = (Path(at) / file for at, _, files in os.walk(folder / name) for file in files)
    paths = (one.relative_to(folder).as_posix() for one in inside)
    return all(_is_listed(path, written) or left_by_system(path) is not None for path in paths)


def _is_listed(path: str, written: frozenset[str]) -> bool:
    parts = _same(path).split("/")
    return any("/".join(parts[:depth]) in written for depth in range(1, len(parts) + 1))


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", name)
