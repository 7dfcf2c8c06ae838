"""Opening a package: a folder, or a ZIP that is unpacked into the scratch folder. What is in it is checked before it is taken in."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from fairwoo.errors import InputError
from fairwoo.ingest.found import Folder
from fairwoo.ingest.names import extended, is_writable
from fairwoo.ingest.packages import bag, crate
from fairwoo.ingest.packages.verdicts import Checked
from fairwoo.ingest.said import MetadataReading
from fairwoo.ingest.unpacking import MEMBER_RENAMED, member_name, opened_archive, unpack
from fairwoo.model import DeliveredFile, Finding, Text
from fairwoo.settings import ExtractSettings
from fairwoo.shared import clean_text, safe_name

_MARKS = (bag.DECLARATION, crate.METADATA, crate.OLD_METADATA)
_DRIVE = re.compile(r"[A-Za-z]:")


class _Unpacked(NamedTuple):
    root: Path
    rejected: tuple[DeliveredFile, ...]
    findings: tuple[Finding, ...]


def is_package(folder: Path) -> bool:
    """Whether a folder is a bag or a crate, by the files at its top."""
    return bag.is_bag(folder) or crate.is_crate(folder)


def is_packed(archive: Path) -> bool:
    """Whether a ZIP holds a bag or a crate, at its top or in the one folder there. A file that is no ZIP is none."""
    try:
        with zipfile.ZipFile(archive) as opened:
            return _top(_names(opened)) is not None
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile):
        return False


def open_folder(location: Path) -> Folder:
    """The dossier in a package that is a folder."""
    root = Path(extended(str(location))) if os.name == "nt" else location
    return _opened(_Unpacked(root, (), ()), location.name, str(location))


def open_archive(location: Path, scratch: Path) -> Folder:
    """The dossier in a package that is a ZIP. Raises InputError if it is damaged as a whole, or holds more than is allowed."""
    target = scratch / "unpacked"
    with opened_archive(location, target) as archive:
        names = _names(archive)
        top = _top(names) or ""
        done = unpack(archive, target, ExtractSettings())
        restored = _with_own_names(names, target)
    findings = (one for one in done.findings if one.code != MEMBER_RENAMED.code or one.place.file not in restored)
    rejected = tuple(one.model_copy(update={"path": one.path.removeprefix(clean_text(top))}) for one in done.rejected)
    return _opened(_Unpacked(_root(target, top), rejected, tuple(findings)), location.stem, str(location))


def _opened(unpacked: _Unpacked, name: str, location: str) -> Folder:
    root = unpacked.root
    told: tuple[tuple[str, MetadataReading], ...] = ()
    if bag.is_bag(root):
        checked, root = bag.check(root), root / bag.PAYLOAD
        if crate.is_crate(root):
            inner = crate.check(root, checked)
            checked = Checked(inner.files, (*checked.rejected, *inner.rejected), (*checked.findings, *inner.findings))
        is_ours = crate.OWN_METADATA in checked.files and crate.is_crate(root)
        told = () if is_ours else ((f"../{bag.INFORMATION}", bag.told(unpacked.root)),)
    else:
        checked = crate.check(root)
    rejected = _distinct((*unpacked.rejected, *checked.rejected), checked.files)
    return Folder(name, location, root, checked.files, rejected, (*unpacked.findings, *checked.findings), told)


def _distinct(rejected: Iterable[DeliveredFile], files: Iterable[str]) -> tuple[DeliveredFile, ...]:
    """What is refused, each path once."""
    taken = set(files)
    distinct = []
    for file in rejected:
        if file.path not in taken:
            taken.add(file.path)
            distinct.append(file)
    return tuple(distinct)


def _names(archive: zipfile.ZipFile) -> list[str]:
    """The files that unpacking writes, by their own names. Names that lead outside it refuses, so they tell nothing of a package."""
    return [name for name in (_inside(member_name(member)) for member in archive.infolist()) if name]


def _inside(name: str) -> str | None:
    """The path of a file below the top, without steps that lead nowhere; None for a folder and what lies elsewhere."""
    parts = [part for part in name.split("/") if part not in {"", "."}]
    if name.startswith("/") or name.endswith("/") or ".." in parts or _DRIVE.match(name) or "\0" in name:
        return None
    return "/".join(parts)


def _top(names: Iterable[str]) -> str | None:
    """The folder ("" or ending in `/`) in which a mark of a package lies: the top, or the one folder there; None without a mark."""
    names = list(names)
    if any(name in _MARKS for name in names):
        return ""
    tops = {name.partition("/")[0] for name in names if not name.startswith("__MACOSX/")}
    if len(tops) != 1:
        return None
    top = f"{tops.pop()}/"
    return top if any(name.removeprefix(top) in _MARKS for name in names) else None


def _root(target: Path, top: str) -> Path:
    """The folder of the package: under its own name, or the safe one where this system cannot have that. Raises InputError."""
    found = target / top
    if top and not os.path.isdir(found):  # noqa: PTH112 # a name that is too long is an error for pathlib
        found = target / safe_name(top)
    if not found.resolve().is_relative_to(target.resolve()):  # the names were looked at; this holds whatever they were
        raise InputError(
            Text(
                nl=f"De map {clean_text(top)} ligt buiten het pakket.", en=f"The folder {clean_text(top)} is outside the package."
            )
        )
    return found


def _with_own_names(names: Iterable[str], target: Path) -> set[str]:
    """Give files the names that they have in the archive again, where this system allows; the safe names of those it was done for.

    A bag lists its files by those names, and a dossier should come back with the paths that it had.
    """
    restored = set()
    for name in names if os.name != "nt" else ():
        safe = "/".join(safe_name(part) for part in name.split("/"))
        wanted = target / PurePosixPath(name)
        with suppress(OSError):  # a name that is too long stays as it is
            if safe != name and is_writable(name) and (target / safe).is_file() and not wanted.exists():
                wanted.parent.mkdir(parents=True, exist_ok=True)
                (target / safe).rename(wanted)
                restored.add(safe)
    return restored
