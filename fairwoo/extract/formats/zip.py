"""ZIP archives: each member becomes a part. Nothing is written outside the scratch folder, nothing is trusted.

Caps against bombs: number of entries, size of a member and of all together, ratio above 1 MB, and members whose bytes overlap.
Side files of macOS are left out, as are folders.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from fairwoo.extract.containers import Parts, PartTooLargeError, is_side_file, not_kept, refused_name, too_large
from fairwoo.extract.reading import Limits, Reading, UnreadableError
from fairwoo.model import Finding, FindingKind, Level

MEDIA_TYPES = ("application/zip",)

ZIP_BROKEN = FindingKind(
    code="zip-broken",
    level=Level.ERROR,
    nl="Het zip-bestand is beschadigd en niet uit te pakken.",
    en="The ZIP file is damaged and cannot be unpacked.",
    do_nl="Maak het zip-bestand opnieuw, of lever de bestanden los aan.",
    do_en="Make the ZIP file again, or deliver the files separately.",
)
ZIP_UNSAFE = FindingKind(
    code="zip-unsafe",
    level=Level.ERROR,
    nl="Het zip-bestand is niet uitgepakt: {reason_nl}.",
    en="The ZIP file was not unpacked: {reason_en}.",
    do_nl="Lever de bestanden los aan.",
    do_en="Deliver the files separately.",
)
ZIP_EMPTY = FindingKind(
    code="zip-empty",
    level=Level.WARNING,
    nl="Het zip-bestand is leeg.",
    en="The ZIP file is empty.",
    do_nl="Maak het zip-bestand opnieuw, of laat het weg.",
    do_en="Make the ZIP file again, or leave it out.",
)
_RATIO_FROM = 1 << 20
_PIECE = 1 << 20
_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError)
_ENCRYPTED = 1


def read(path: Path, limits: Limits) -> Reading:
    """Unpack an archive. Raises UnreadableError for one that is damaged or a bomb as a whole."""
    try:
        archive = zipfile.ZipFile(path)
    except _DAMAGE as error:
        raise UnreadableError(ZIP_BROKEN.at()) from error
    parts = Parts(limits)
    findings: list[Finding] = []
    with archive:
        members = [one for one in archive.infolist() if not one.is_dir() and not is_side_file(one.filename)]
        _refuse_bombs(members, path, limits)
        for member in members:
            refusal = _refusal(member, limits) or _unpack(archive, member, parts)
            if refusal:
                findings.append(refusal)
            limits.step()
    if not members:
        findings.append(ZIP_EMPTY.at())
    return Reading(parts=tuple(parts.found), properties={"members": str(len(members))}, findings=tuple(findings))


def _refuse_bombs(members: list[zipfile.ZipInfo], path: Path, limits: Limits) -> None:
    if len(members) > limits.entries:
        nl, en = f"er zitten meer dan {limits.entries} bestanden in", f"it holds more than {limits.entries} files"
        raise UnreadableError(ZIP_UNSAFE.at(reason_nl=nl, reason_en=en))
    if sum(member.compress_size for member in members) > path.stat().st_size:
        nl, en = "de bestanden erin overlappen elkaar, zoals in een zip-bom", "the files in it overlap, as in a zip bomb"
        raise UnreadableError(ZIP_UNSAFE.at(reason_nl=nl, reason_en=en))


def _refusal(member: zipfile.ZipInfo, limits: Limits) -> Finding | None:
    """Why a member may not be unpacked, before looking into it."""
    name = member.filename
    if member.flag_bits & _ENCRYPTED:
        return not_kept(name, "het is met een wachtwoord beveiligd", "it is protected with a password")
    if stat.S_ISLNK(member.external_attr >> 16):
        return not_kept(name, "het is een verwijzing (symlink)", "it is a symbolic link")
    if refusal := refused_name(name):
        return refusal
    if member.file_size > max(_RATIO_FROM, member.compress_size * limits.ratio):
        return not_kept(name, "het is zo sterk ingepakt als een zip-bom", "it is packed as tightly as a zip bomb")
    return None


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, parts: Parts) -> Finding | None:
    try:
        parts.keep(member.filename, _pieces(archive, member))
    except PartTooLargeError:
        return too_large(member.filename)
    except _DAMAGE:
        return not_kept(
            member.filename, "het is beschadigd of op een ongewone manier ingepakt", "it is damaged or packed in an unusual way"
        )
    return None


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            yield piece
