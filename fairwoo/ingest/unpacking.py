"""Unpacking a ZIP of a stranger: nothing is written outside the target, no member is larger than allowed, the rest goes on.

What the archive says of itself is held against the limits before unpacking, what really comes out while unpacking (OWASP ASVS 5.0,
5.2; start values in `settings.ExtractSettings`). Names are made safe for every file system, so the result is the same everywhere.
"""

from __future__ import annotations

import errno
import lzma
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import IO, NamedTuple

from fairwoo.errors import InputError, why
from fairwoo.ingest import rejections
from fairwoo.ingest.names import left_by_system, same_name
from fairwoo.model import DeliveredFile, Finding, FindingKind, Level, Place, Text
from fairwoo.settings import ExtractSettings
from fairwoo.shared import clean_text, safe_name
from fairwoo.store.own import is_export_list

MEMBER_REFUSED = FindingKind(
    code="archive-member-refused",
    level=Level.ERROR,
    nl="{file} in het zipbestand is niet uitgepakt: {reason}.",
    en="{file} in the ZIP was not unpacked: {reason_en}.",
    do_nl="Lever dit bestand los aan, of maak het zipbestand opnieuw.",
    do_en="Deliver this file by itself, or make the ZIP again.",
)
MEMBER_RENAMED = FindingKind(
    code="archive-member-renamed",
    level=Level.INFO,
    nl="{file} heet in het zipbestand “{name}”; die naam kan niet op elke computer.",
    en="{file} is called “{name}” in the ZIP; that name is not possible on every computer.",
    do_nl="Je hoeft niets te doen.",
    do_en="Nothing needs to be done.",
)

UNSAFE = Text(nl="de naam wijst buiten het zipbestand", en="its name points outside the ZIP")
LINK = Text(nl="het is een koppeling of apparaat", en="it is a link or device")
ENCRYPTED = Text(nl="het is met een wachtwoord versleuteld", en="it is encrypted with a password")
TWICE = Text(nl="een ander bestand heeft dezelfde naam", en="another file has the same name")
TOO_LARGE = Text(nl="het is groter dan toegestaan", en="it is larger than allowed")
BOMB = Text(nl="het is verdacht sterk samengeperst (zipbom)", en="it is compressed suspiciously well (ZIP bomb)")
DAMAGED = Text(nl="het is beschadigd", en="it is damaged")
UNSUPPORTED = Text(
    nl="het is ingepakt op een manier die fairwoo niet kent", en="it is packed in a way that fairwoo does not know"
)
NAME_TOO_LONG = Text(nl="de naam is te lang", en="its name is too long")

_MEGABYTE = 1_000_000
_RATIO_FROM = _MEGABYTE  # below this a high ratio does no harm
_BLOCK = 1 << 16
_UTF8_NAME, _IS_ENCRYPTED = 0x800, 0x1
_DRIVE = re.compile(r"^[A-Za-z]:")


class Unpacked(NamedTuple):
    """What became of the members: where the files are, what was rejected, and what a person should know."""

    rejected: tuple[DeliveredFile, ...]
    findings: tuple[Finding, ...]


class _RefusedError(Exception):
    """A member that is not unpacked, with the reason."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


@contextmanager
def opened_archive(location: Path, target: Path) -> Iterator[zipfile.ZipFile]:
    """The ZIP at `location`, with an empty folder `target` to unpack it in. Raises InputError if it is none or is damaged as a whole."""
    try:
        if target.exists():  # left by a run that was killed
            shutil.rmtree(target)
        target.mkdir(parents=True)
        with zipfile.ZipFile(location) as archive:
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        reason = (
            why(error)
            if isinstance(error, OSError)
            else Text(nl="het is beschadigd of geen zipbestand", en="it is damaged or no ZIP")
        )
        raise InputError(
            Text(
                nl=f"Het zipbestand {location} is niet uit te pakken: {reason.nl}. Pak het zelf uit en wijs de map aan.",
                en=f"The ZIP {location} cannot be unpacked: {reason.en}. Unpack it yourself and name the folder.",
            )
        ) from error


def unpack(archive: zipfile.ZipFile, target: Path, limits: ExtractSettings) -> Unpacked:
    """Unpack every member that may be, in the order of the archive; of two with one name the first counts.

    Raises InputError when the archive as a whole is over a limit (number of members, bytes in all), OSError when the disk is full.
    """
    members = [member for member in archive.infolist() if not (member.is_dir() and not member.file_size)]
    if len(members) > limits.entries:
        count, most = len(members), limits.entries
        raise _too_much(archive, Text(nl=f"{count} bestanden (de grens is {most})", en=f"{count} files (the limit is {most})"))
    overlapping = _overlapping(members)
    unpacking = _Unpacking(archive, target, limits)
    for member in members:
        unpacking.take(member, overlapping=member.header_offset in overlapping)
    return Unpacked(tuple(unpacking.rejected), tuple(unpacking.findings))


def _overlapping(members: Iterable[zipfile.ZipInfo]) -> set[int]:
    """The offsets of members whose bytes are those of another too: the trick of small archives that unpack to terabytes."""
    ordered = sorted(members, key=lambda member: member.header_offset)
    return {
        one.header_offset
        for first, second in pairwise(ordered)
        if first.header_offset + first.compress_size > second.header_offset
        for one in (first, second)
    }


class _Unpacking:
    """The state of one unpacking."""

    def __init__(self, archive: zipfile.ZipFile, target: Path, limits: ExtractSettings) -> None:
        self.rejected: list[DeliveredFile] = []
        self.findings: list[Finding] = []
        self._archive, self._target, self._limits = archive, target, limits
        self._left = limits.unpacked_mb * _MEGABYTE
        self._files: set[str] = set()

    def take(self, member: zipfile.ZipInfo, *, overlapping: bool) -> None:
        """Unpack one member, or reject it."""
        name = member_name(member)
        shown = clean_text(name)
        try:
            path = _safe_path(name)
            if not is_export_list(name) and (what := left_by_system(name)):
                why = {"what": what.nl, "what_en": what.en}
                self.rejected.append(rejections.rejected(shown, rejections.FROM_SYSTEM, member.file_size, **why))
                return
            self._check(member, path, overlapping=overlapping)
            self._write(member, self._target / path)
        except _RefusedError as refused:
            reason = {"reason": refused.reason.nl, "reason_en": refused.reason.en}
            self.rejected.append(rejections.rejected(shown, MEMBER_REFUSED, member.file_size, **reason))
            return
        self._files.add(same_name(path))
        if same_name(path) != same_name(name):
            self.findings.append(MEMBER_RENAMED.at(Place(file=path), file=path, name=shown))

    def _check(self, member: zipfile.ZipInfo, path: str, *, overlapping: bool) -> None:
        if stat.S_IFMT(member.external_attr >> 16) not in {0, stat.S_IFREG}:
            raise _RefusedError(LINK)
        if member.flag_bits & _IS_ENCRYPTED:
            raise _RefusedError(ENCRYPTED)
        if overlapping:
            raise _RefusedError(BOMB)
        if same_name(path) in self._files:
            raise _RefusedError(TWICE)
        self._weigh(member.file_size, member)

    def _weigh(self, size: int, member: zipfile.ZipInfo) -> None:
        if size > self._limits.member_mb * _MEGABYTE:
            raise _RefusedError(TOO_LARGE)
        if size > _RATIO_FROM and size > self._limits.ratio * max(member.compress_size, 1):
            raise _RefusedError(BOMB)
        if size > self._left:
            most = self._limits.unpacked_mb
            raise _too_much(self._archive, Text(nl=f"uitgepakt meer dan {most} MB", en=f"more than {most} MB when unpacked"))

    def _write(self, member: zipfile.ZipInfo, file: Path) -> None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with self._archive.open(member) as packed, file.open("xb") as unpacked:
                whole = False
                try:
                    self._left -= self._copy(packed, unpacked, member)
                    whole = True
                finally:
                    unpacked.close()  # Windows does not remove an open file
                    if not whole:
                        file.unlink()
        except (OSError, RuntimeError, ValueError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError) as error:
            reason = _reason(error)
            if reason is None:
                raise
            raise _RefusedError(reason) from error

    def _copy(self, packed: IO[bytes], unpacked: IO[bytes], member: zipfile.ZipInfo) -> int:
        written = 0
        while block := packed.read(_BLOCK):
            written += len(block)
            self._weigh(written, member)
            unpacked.write(block)
        return written


def _reason(error: Exception) -> Text | None:
    """Why a member could not be unpacked, or None if that is no fault of the member (a full disk)."""
    if isinstance(error, FileExistsError | NotADirectoryError | IsADirectoryError):
        return TWICE
    if isinstance(error, OSError) and error.errno:  # the bzip2 reader raises one without a number for damaged data
        return {errno.ENAMETOOLONG: NAME_TOO_LONG, errno.EINVAL: DAMAGED}.get(error.errno)
    return UNSUPPORTED if isinstance(error, NotImplementedError) else DAMAGED


def member_name(member: zipfile.ZipInfo) -> str:
    """The name as its maker meant it: many programs write UTF-8 without saying so; the rest is code page 437."""
    name = member.orig_filename
    if not member.flag_bits & _UTF8_NAME:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _safe_path(name: str) -> str:
    parts = [part for part in name.split("/") if part not in {"", "."}]
    if name.startswith("/") or name.endswith("/") or _DRIVE.match(name) or ".." in parts or "\0" in name or not parts:
        raise _RefusedError(UNSAFE)
    return "/".join(safe_name(part) for part in parts)


def _too_much(archive: zipfile.ZipFile, what: Text) -> InputError:
    return InputError(
        Text(
            nl=f"Het zipbestand {archive.filename} bevat {what.nl}. Verdeel het over meer zipbestanden.",
            en=f"The ZIP {archive.filename} holds {what.en}. Divide it over more ZIPs.",
        )
    )
