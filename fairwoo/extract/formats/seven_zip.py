"""7-Zip archives (.7z), by py7zr where that is installed (the extra `sevenzip`: it is LGPL, so no part of fairwoo itself).

The caps are those of ZIP: number of entries, sizes, ratio, no names that point outside. Sizes are those that the archive tells: its
decoder gives no byte more.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from fairwoo.extract.containers import Incoming, Parts, PartTooLargeError, is_side_file, not_kept, refused_name, too_large
from fairwoo.extract.reading import Limits, Reading, UnreadableError
from fairwoo.extract.unread import FILE_ENCRYPTED
from fairwoo.model import Finding, FindingKind, Level

MEDIA_TYPES = ("application/x-7z-compressed",)

SEVEN_ZIP_NOT_READ = FindingKind(
    code="seven-zip-not-read",
    level=Level.WARNING,
    nl="Het 7-Zip-archief is niet uitgepakt: het onderdeel dat dat kan, is hier niet geïnstalleerd.",
    en="The 7-Zip archive was not unpacked: the part that can do so is not installed here.",
    do_nl="Lever de bestanden los of als .zip aan, of laat de beheerder het onderdeel installeren: pip install py7zr.",
    do_en="Deliver the files separately or as .zip, or have the administrator install the part: pip install py7zr.",
)
SEVEN_ZIP_BROKEN = FindingKind(
    code="seven-zip-broken",
    level=Level.ERROR,
    nl="Het 7-Zip-archief is beschadigd of op een ongewone manier ingepakt, en niet (helemaal) uit te pakken.",
    en="The 7-Zip archive is damaged or packed in an unusual way, and cannot be unpacked (in full).",
    do_nl="Maak het archief opnieuw, of lever de bestanden los aan.",
    do_en="Make the archive again, or deliver the files separately.",
)
SEVEN_ZIP_UNSAFE = FindingKind(
    code="seven-zip-unsafe",
    level=Level.ERROR,
    nl="Het 7-Zip-archief is niet uitgepakt: {reason_nl}.",
    en="The 7-Zip archive was not unpacked: {reason_en}.",
    do_nl="Lever de bestanden los aan.",
    do_en="Deliver the files separately.",
)
SEVEN_ZIP_EMPTY = FindingKind(
    code="seven-zip-empty",
    level=Level.WARNING,
    nl="Het 7-Zip-archief is leeg.",
    en="The 7-Zip archive is empty.",
    do_nl="Maak het archief opnieuw, of laat het weg.",
    do_en="Make the archive again, or leave it out.",
)
_RATIO_FROM = 1 << 20  # small things may be packed as tightly as they like
_EXTRA = "py7zr"


def read(path: Path, limits: Limits) -> Reading:
    """Unpack an archive. Raises UnreadableError for one that is damaged, encrypted or a bomb, and where py7zr is not installed."""
    try:
        library = importlib.import_module(_EXTRA)
    except ImportError as error:
        raise UnreadableError(SEVEN_ZIP_NOT_READ.at()) from error
    writers = _Writers(limits)
    members: list[Any] = []
    findings: list[Finding] = []
    try:
        with path.open("rb") as file, library.SevenZipFile(file) as archive:  # of an open file it unpacks in one thread
            _refuse_encrypted(archive)
            members = [one for one in archive.list() if not one.is_directory and not is_side_file(one.filename)]
            _refuse_bombs(members, path, limits)
            refused = {one.filename: refusal for one in members if (refusal := _refusal(one, limits))}
            findings.extend(refused.values())
            archive.extract(targets=[one.filename for one in members if one.filename not in refused], factory=writers)
    except library.PasswordRequired as error:  # of the list of names too
        raise UnreadableError(FILE_ENCRYPTED.at(), {"encrypted": "true"}) from error
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:  # its parsers raise anything on damage
        if not writers.parts.found:
            raise UnreadableError(SEVEN_ZIP_BROKEN.at()) from error
        findings.append(SEVEN_ZIP_BROKEN.at())
    finally:
        writers.drop()
    if not members:
        findings.append(SEVEN_ZIP_EMPTY.at())
    properties = {"members": str(len(members))}
    return Reading(parts=tuple(writers.parts.found), properties=properties, findings=(*findings, *writers.findings))


def _refuse_encrypted(archive: Any) -> None:
    if archive.needs_password():
        raise UnreadableError(FILE_ENCRYPTED.at(), {"encrypted": "true"})


def _refuse_bombs(members: list[Any], path: Path, limits: Limits) -> None:
    if len(members) > limits.entries:
        nl, en = f"er zitten meer dan {limits.entries} bestanden in", f"it holds more than {limits.entries} files"
        raise UnreadableError(SEVEN_ZIP_UNSAFE.at(reason_nl=nl, reason_en=en))
    # Files are packed together, so the ratio is that of all.
    if sum(member.uncompressed or 0 for member in members) > max(_RATIO_FROM, path.stat().st_size * limits.ratio):
        nl, en = "het is zo sterk ingepakt als een zip-bom", "it is packed as tightly as a zip bomb"
        raise UnreadableError(SEVEN_ZIP_UNSAFE.at(reason_nl=nl, reason_en=en))


def _refusal(member: Any, limits: Limits) -> Finding | None:
    """Why a member may not be unpacked, before looking into it."""
    if not member.is_file:
        return not_kept(member.filename, "het is een verwijzing (symlink)", "it is a symbolic link")
    return too_large(member.filename) if member.uncompressed > limits.member_bytes else refused_name(member.filename)


class _Writers:
    """Gives py7zr what it writes the members to, one after the other (its WriterFactory)."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._open: list[Incoming] = []
        self.parts = Parts(limits)
        self.findings: list[Finding] = []

    def create(self, name: str) -> _Writer:
        """What the member `name` is written to."""
        incoming = self.parts.begin(name)
        self._open.append(incoming)
        return _Writer(incoming, self)

    def end(self, incoming: Incoming) -> None:
        """A member is whole."""
        self._open.remove(incoming)
        incoming.end()
        self._limits.step()

    def refuse(self, incoming: Incoming) -> None:
        """A member is larger than the limits allow."""
        self._open.remove(incoming)
        self.findings.append(too_large(incoming.name))
        incoming.drop()

    def drop(self) -> None:
        """Keep nothing of members that were broken off."""
        for incoming in self._open:
            incoming.drop()
        self._open.clear()


class _Writer:
    """What one member is written to (py7zr's Py7zIO). What is too much is not taken: other members are packed behind it."""

    def __init__(self, incoming: Incoming, writers: _Writers) -> None:
        self._incoming: Incoming | None = incoming
        self._writers = writers

    def write(self, piece: bytes | bytearray) -> int:
        """Take the next bytes."""
        if self._incoming:
            try:
                self._incoming.write(bytes(piece))
            except PartTooLargeError:
                self._writers.refuse(self._incoming)
                self._incoming = None
        return len(piece)

    def close(self) -> None:
        """The member is whole, and its checksum right."""
        if self._incoming:
            self._writers.end(self._incoming)
            self._incoming = None

    def read(self, size: int | None = None) -> bytes:  # noqa: ARG002
        """Nothing is read back."""
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:  # noqa: ARG002
        """It is rewound before it is closed, for those who read it back."""
        return 0

    def flush(self) -> None:
        """Nothing waits."""

    def size(self) -> int:
        """How many bytes were taken."""
        return self._incoming.size if self._incoming else 0
