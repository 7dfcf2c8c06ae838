"""A .zip: one dossier, unpacked safely into the scratch folder. A member that is not safe is rejected; the rest goes on.

Caps before unpacking, by what the archive says of itself, and again while unpacking, by what really comes out
(OWASP ASVS 5.0, 5.2; start values of the reliability design).
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from fairwoo.errors import InputError
from fairwoo.ingest.found import Folder, Found
from fairwoo.ingest.sorting import files_of
from fairwoo.model import DeliveredFile, FileFate, FindingKind, Level, Place, Text
from fairwoo.shared import clean_text

MEMBER_REFUSED = FindingKind(
    code="archive-member-refused",
    level=Level.ERROR,
    nl="{file} in het archief is niet uitgepakt: {reason}.",
    en="{file} in the archive was not unpacked: {reason_en}.",
    do_nl="Lever dit bestand los aan.",
    do_en="Deliver this file separately.",
)

_ENTRIES, _MEMBER_BYTES, _ALL_BYTES, _RATIO, _BLOCK = 10_000, 512_000_000, 10_240_000_000, 200, 1 << 16
_RATIO_FROM = 1_000_000  # small files compress well without being bombs


class _Refusal(NamedTuple):
    nl: str
    en: str


def accepts(location: Path) -> bool:
    """Whether it is a ZIP by its bytes, and named so (a .docx is a ZIP too)."""
    return location.is_file() and location.suffix.lower() == ".zip"


def find(location: Path) -> list[Found]:
    """The one dossier in the archive."""
    return [Found(str(location), location.stem, (location,), lambda scratch: _open(location, scratch))]


def _open(location: Path, scratch: Path) -> Folder:
    try:
        with zipfile.ZipFile(location) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > _ENTRIES:
                raise _too_many(location, len(members))
            rejected = _unpack(archive, members, scratch)
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise InputError(
            Text(
                nl=f"Het archief {location} is niet te openen ({error}). Pak het zelf uit en wijs de map aan.",
                en=f"The archive {location} cannot be opened ({error}). Unpack it yourself and name the folder.",
            )
        ) from error
    root = scratch
    while len(inside := list(root.iterdir())) == 1 and inside[0].is_dir():
        root = inside[0]  # an archive of one folder is that folder
    return Folder(location.stem, str(location), root, tuple(files_of(root)), tuple(rejected))


def _too_many(location: Path, count: int) -> InputError:
    return InputError(
        Text(
            nl=f"Het archief {location} heeft {count} bestanden; de grens is {_ENTRIES}. Verdeel het.",
            en=f"The archive {location} has {count} files; the limit is {_ENTRIES}. Divide it.",
        )
    )


def _unpack(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], scratch: Path) -> list[DeliveredFile]:
    scratch.mkdir(parents=True, exist_ok=True)
    rejected: list[DeliveredFile] = []
    left = _ALL_BYTES
    for member in members:
        name = clean_text(member.filename).replace("\\", "/")
        refusal = _refusal(member, name, scratch, left)
        if refusal is None:
            written = _write(archive, member, scratch / name)
            left -= written if isinstance(written, int) else 0
            refusal = None if isinstance(written, int) else written
        if refusal is not None:
            reason = MEMBER_REFUSED.at(Place(file=name), file=name, reason=refusal.nl, reason_en=refusal.en)
            size = member.file_size
            rejected.append(DeliveredFile(path=_unique(name, rejected), size=size, fate=FileFate.REJECTED, reason=reason))
    return rejected


def _unique(name: str, rejected: list[DeliveredFile]) -> str:
    """Two members of one name are two files in the account."""
    taken, number, path = {file.path for file in rejected}, 1, name
    while path in taken:
        number += 1
        path = f"{name} ({number})"
    return path


def _refusal(member: zipfile.ZipInfo, name: str, scratch: Path, left: int) -> _Refusal | None:
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or ":" in name or not parts or len(name.encode()) > 1000:
        return _Refusal("de naam wijst buiten de map", "its name points outside the folder")
    if stat.S_ISLNK(member.external_attr >> 16):
        return _Refusal("het is een snelkoppeling", "it is a link")
    if member.flag_bits & 0x1:
        return _Refusal("het is versleuteld", "it is encrypted")
    if (scratch / name).exists():
        return _Refusal("een ander bestand heeft dezelfde naam", "another file has the same name")
    if member.file_size > min(_MEMBER_BYTES, left):
        return _Refusal("het is te groot", "it is too large")
    if member.file_size > _RATIO_FROM and member.file_size > _RATIO * max(member.compress_size, 1):
        return _Refusal("het is een zip-bom", "it is a zip bomb")
    return None


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> int | _Refusal:
    written = 0
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as source, target.open("xb") as file:
            while block := source.read(_BLOCK):
                written += len(block)
                if written > member.file_size:
                    break
                file.write(block)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        target.unlink(missing_ok=True)
        return _Refusal(f"het is beschadigd ({type(error).__name__})", f"it is damaged ({type(error).__name__})")
    return written
