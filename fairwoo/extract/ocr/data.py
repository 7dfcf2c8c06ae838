"""The data files that Tesseract reads by: which ones are known, where they are, and how one is put in place.

Known files are in `vocab/ocr_data.csv`, the preferred edition of a language first. A data file is a program of a kind: one that
is not in the list is used only where the system keeps its own, where the administrator put it.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import sys
import tarfile
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from fairwoo.errors import InputError
from fairwoo.model import Text
from fairwoo.shared import data_folder, sha256_of, write_atomically

DUTCH = "nld"
ORIENTATION = "osd"
UNKNOWN_EDITION = "unknown edition"

_SUFFIX = ".traineddata"
_MEMBERS, _MEMBER_BYTES = 1_000, 100_000_000  # of a package; the real one has six, of 12 MB at most
_SYSTEM = (
    "/usr/share/tesseract-ocr/*/tessdata",  # Debian, Ubuntu
    "/usr/share/tesseract/tessdata",  # Fedora
    "/usr/share/tessdata",  # Arch, Alpine, openSUSE
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)
_WINDOWS_USER = "AppData/Local/Programs/Tesseract-OCR/tessdata"


class DataFile(NamedTuple):
    """A known data file: language (ISO 639-3, or "osd" for orientation), edition, SHA-256 and size in bytes.

    `package` is the address of a package that holds it, `package_sha256` that of the package; empty if none is known.
    """

    language: str
    edition: str
    sha256: str
    size: int
    package: str = ""
    package_sha256: str = ""


@cache
def known() -> tuple[DataFile, ...]:
    """The known files, the preferred ones of a language first."""
    with (data_folder("vocab") / "ocr_data.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            DataFile(row["language"], row["edition"], row["sha256"], int(row["bytes"]), row["package"], row["package_sha256"])
            for row in csv.DictReader(file)
        )


def user_folder() -> Path:
    """Where `install` puts data files for this user, unless told otherwise."""
    import platformdirs

    return platformdirs.user_data_path("fairwoo", appauthor=False) / "tessdata"


def locate(folder: Path | None, language: str = DUTCH, program: Path | None = None) -> Path | None:
    """The folder with a usable data file of `language`: `folder`, else the user's, else where the system keeps its own.

    None if there is none. A file that is not in the list counts only in a folder of the system, or of the `program` Tesseract.
    """
    own = [user_folder()] if folder is None else [folder, user_folder()]
    for place in own:
        if _edition(place / f"{language}{_SUFFIX}"):
            return place
    systems = (*(_folders_of(program) if program else ()), *_system_folders())
    return next((place for place in systems if (place / f"{language}{_SUFFIX}").is_file()), None)


def edition_of(folder: Path, language: str = DUTCH) -> str:
    """The edition of the data file of `language` in `folder`, or "unknown edition". Raises OSError if it is not there."""
    path = folder / f"{language}{_SUFFIX}"
    return _edition(path) or f"{UNKNOWN_EDITION} (sha256 {sha256_of(path)[:8]})"


def install(source: Path, target: Path) -> str:
    """Put the data file in `source` into the folder `target`, whole or not at all; returns e.g. "nld fast 4.1.0".

    `source` is a `.traineddata`, the same with `.gz`, or a package of npm (`.tgz`), of which the preferred known file is taken.
    Raises InputError if it cannot be read or holds no known file.
    """
    try:
        held = [(found, content) for content in _contents(source) if (found := _recognised(content))]
        if not held:
            raise _unknown(source)
        found, content = min(held, key=lambda one: known().index(one[0]))
        write_atomically(target / f"{found.language}{_SUFFIX}", content)
    except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
        raise InputError(
            Text(
                nl=f"De OCR-gegevens in {source} zijn niet te lezen of niet te plaatsen in {target}: {error}. "
                "Haal het bestand opnieuw op en kijk of je in de map mag schrijven.",
                en=f"The OCR data in {source} cannot be read or not be put into {target}: {error}. "
                "Fetch the file again and see whether you may write to the folder.",
            )
        ) from error
    return f"{found.language} {found.edition}"


def with_package(language: str) -> DataFile:
    """The preferred known file of a language that a package holds. Raises LookupError if none does."""
    found = next((one for one in known() if one.language == language and one.package), None)
    if found is None:
        raise LookupError(language)
    return found


def _contents(source: Path) -> Iterator[bytes]:
    """The contents that may be data files, each cut off just past the size of the largest known one."""
    name = source.name.lower()
    if name.endswith((".tgz", ".tar.gz")):
        with tarfile.open(source, mode="r|gz") as package:
            for number, member in enumerate(package):
                if number >= _MEMBERS or member.size > _MEMBER_BYTES:
                    return
                file = package.extractfile(member) if member.isfile() else None
                if file is not None and _SUFFIX in PurePosixPath(member.name).name:
                    yield _content(file, gzipped=member.name.endswith(".gz"))
        return
    with source.open("rb") as file:
        yield _content(file, gzipped=name.endswith(".gz"))


def _content(file: IO[bytes], *, gzipped: bool) -> bytes:
    if not gzipped:
        return file.read(_most() + 1)
    with gzip.GzipFile(fileobj=file) as unpacked:
        return unpacked.read(_most() + 1)


def _most() -> int:
    return max(one.size for one in known())


def _recognised(content: bytes) -> DataFile | None:
    digest = hashlib.sha256(content).hexdigest()
    return next((one for one in known() if one.sha256 == digest), None)


def _edition(path: Path) -> str | None:
    """The edition of a file that is known under the language of its name; None if it is not, or is not there."""
    if not path.is_file():
        return None
    digest, language = sha256_of(path), path.name.removesuffix(_SUFFIX)
    return next((one.edition for one in known() if (one.sha256, one.language) == (digest, language)), None)


def _system_folders() -> Iterator[Path]:
    own = [Path.home() / _WINDOWS_USER] if sys.platform == "win32" else []
    for place in (*map(Path, _SYSTEM), *own):
        if place.is_absolute():  # the others are of another platform
            pattern = place.relative_to(place.anchor).as_posix()
            yield from sorted(Path(place.anchor).glob(pattern), reverse=True)  # the newest of several versions first


def _folders_of(program: Path) -> tuple[Path, ...]:
    """Where a program that was not installed by the system keeps its data: on Windows; with conda, Homebrew or Nix."""
    folder = program.resolve().parent
    return folder / "tessdata", folder.parent / "share" / "tessdata"


def _unknown(source: Path) -> InputError:
    names = ", ".join(f"{one.language} {one.edition}" for one in known())
    return InputError(
        Text(
            nl=f"In {source} zitten geen OCR-gegevens die fairwoo kent; het bestand is niet geplaatst. Bekend zijn: {names}.",
            en=f"There are no OCR data in {source} that fairwoo knows; the file was not put in place. Known are: {names}.",
        )
    )
