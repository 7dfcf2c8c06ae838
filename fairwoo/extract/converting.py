"""Files of old office programs → their modern form, by LibreOffice where that is installed. The one reader then reads both.

LibreOffice runs inside the cage with a fresh profile in the scratch folder, so that it meets no settings, macros or locks of the
user, and one file learns nothing of another. The profile forbids macros and links: a file may otherwise ask for another file of
this computer, and what is in that would be published. It has no network on Linux (see `cage`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from fairwoo.extract import cage, unread
from fairwoo.extract.identify import Identity
from fairwoo.extract.ole_properties import is_encrypted, ole_properties
from fairwoo.extract.reading import Limits, Reading, UnreadableError
from fairwoo.model import FindingKind, Level

CONVERTED = FindingKind(
    code="document-converted",
    level=Level.INFO,
    nl="Dit bestand heeft een oud formaat en is voor het lezen omgezet door LibreOffice; pagina’s kunnen anders zijn ingedeeld.",
    en="This file has an old format and was converted by LibreOffice for reading; its pages may be laid out differently.",
    do_nl="Je hoeft niets te doen. Lever liever .docx, .pptx of PDF aan: die blijven leesbaar.",
    do_en="You need not do anything. Rather deliver .docx, .pptx or PDF: those stay readable.",
)
CONVERSION_FAILED = FindingKind(
    code="conversion-failed",
    level=Level.ERROR,
    nl="LibreOffice kon dit bestand niet omzetten, dus de inhoud is niet gelezen. Het is waarschijnlijk beschadigd of beveiligd.",
    en="LibreOffice could not convert this file, so its contents were not read. It is probably damaged or protected.",
    do_nl="Open het bestand zelf en sla het op als .docx, .pptx of PDF.",
    do_en="Open the file yourself and save it as .docx, .pptx or PDF.",
)
_PROFILE = Path("user", "registrymodifications.xcu")
_OPTIONS = ("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard")
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Common/Save/Document", "CreateBackup", "false"),
)
_NAMESPACES = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'


class Kind(NamedTuple):
    """A kind of file, by the extension of its names and by its media type."""

    extension: str
    media_type: str


def read_converted(path: Path, old: Kind, new: Kind, limits: Limits) -> Reading:
    """Read a file of an old OLE format in its modern form; what it says of itself comes from the file as it is.

    Raises UnreadableError if it is encrypted, if there is no LibreOffice, or if that makes nothing of it.
    """
    own = ole_properties(path)
    if is_encrypted(path):
        raise UnreadableError(unread.FILE_ENCRYPTED.at(), {**own, "encrypted": "true"})
    if not is_possible():
        raise UnreadableError(unread.finding(Identity(old.media_type)), own)
    with converted(path, old, new, limits) as modern:
        reading = _reader(new.media_type)(modern, limits)
    program = reading.properties.get("producer", "LibreOffice").partition("$")[0]
    properties = {**own, "pages": reading.properties["pages"], "converted_by": program}
    return reading.model_copy(update={"properties": properties, "findings": (CONVERTED.at(), *reading.findings)})


def _reader(media_type: str) -> Callable[[Path, Limits], Reading]:
    from fairwoo.extract.document import readers  # it loads the shelf, on which our callers stand

    return readers()[media_type].read  # type: ignore[no-any-return]


def is_possible() -> bool:
    """Is there a LibreOffice that this process may start?"""
    return cage.program("soffice") is not None


@contextmanager
def converted(path: Path, old: Kind, new: Kind, limits: Limits) -> Iterator[Path]:
    """The modern form of a file; it is gone after the block. Raises UnreadableError where LibreOffice makes nothing of it.

    There is no time limit here: the supervisor ends the whole group of processes when the document's time is up.
    """
    program = cage.program("soffice")
    if program is None:
        raise RuntimeError("ask is_possible() first")
    folder = Path(tempfile.mkdtemp(dir=limits.scratch, prefix=".convert-"))
    try:
        source, made = folder / f"document.{old.extension}", folder / "new" / f"document.{new.extension}"
        shutil.copyfile(path, source)
        _run(program, folder, source, made)
        if not made.is_file():
            raise UnreadableError(CONVERSION_FAILED.at())
        yield made
    finally:
        _remove(folder)


def _run(program: str, folder: Path, source: Path, made: Path) -> None:
    profile = folder / "profile"
    _write_profile(profile / _PROFILE)
    # Nothing of our own environment: it may hold passwords. Windows programs do not start without theirs.
    own = {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(folder), "TMPDIR": str(folder)}
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            *_OPTIONS,
            "--convert-to",
            made.suffix.removeprefix("."),
            "--outdir",
            str(made.parent),
            str(source),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=None if sys.platform == "win32" else own,
        check=False,  # it answers 0 whatever comes of it: the file tells
    )


def _write_profile(path: Path) -> None:
    items = (
        f'<item oor:path="/org.openoffice.{node}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for node, name, value in _SETTINGS
    )
    path.parent.mkdir(parents=True)
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {_NAMESPACES}>{"".join(items)}</oor:items>\n', "utf-8")


def _remove(folder: Path) -> None:
    """Take a folder away, name by name: `shutil.rmtree` goes by open folders, which the cage cannot follow."""
    for place, folders, files in os.walk(folder, topdown=False):
        for name in files:
            Path(place, name).unlink(missing_ok=True)
        for name in folders:
            inner = Path(place, name)
            inner.unlink() if inner.is_symlink() else inner.rmdir()
    folder.rmdir()
