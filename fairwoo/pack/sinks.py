"""Where a package is written: a folder, or a ZIP. The same content gives the same bytes; a package appears whole or not at all.

Files are copied block by block, so that their size does not matter. Members of a ZIP are stored, not compressed: nearly all files of
a dossier are compressed already, and the bytes then depend on no library's version.
"""

from __future__ import annotations

import hashlib
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from fairwoo.errors import InputError, UsageError
from fairwoo.model import Text
from fairwoo.shared import sync_folder

_BLOCK = 1 << 20
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say; packages know no clock
_PLAIN_FILE = (stat.S_IFREG | 0o644) << 16
_UNIX = 3
_OURS = ("ro-crate-metadata.json", "bagit.txt")


class Sink(Protocol):
    """Takes the files of a package, one at a time."""

    def add(self, path: str, content: Path | bytes, algorithms: Sequence[str] = ("sha256",)) -> dict[str, str]:
        """Write a file (a path with `/`, and its bytes or where they lie); its digests in hex, by algorithm. Raises OSError."""


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root

    def add(self, path: str, content: Path | bytes, algorithms: Sequence[str] = ("sha256",)) -> dict[str, str]:
        target = self._root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            return _copy(content, file, algorithms)


class _Zip:
    def __init__(self, archive: zipfile.ZipFile, prefix: str) -> None:
        self._archive = archive
        self._prefix = prefix

    def add(self, path: str, content: Path | bytes, algorithms: Sequence[str] = ("sha256",)) -> dict[str, str]:
        member = zipfile.ZipInfo(self._prefix + path, _MOMENT)
        member.create_system, member.external_attr = _UNIX, _PLAIN_FILE
        member.file_size = len(content) if isinstance(content, bytes) else content.stat().st_size
        with self._archive.open(member, "w") as file:
            return _copy(content, file, algorithms)


@contextmanager
def opened(output: Path, inside: str = "") -> Iterator[Sink]:
    """A package to be written at `output`: a ZIP if it is named so, else a folder. A package that is there is replaced.

    `inside` is a folder in which everything lies, for a ZIP.

    Raises UsageError for a folder that holds something else, InputError if it cannot be written.
    """
    is_zip = output.suffix.lower() == ".zip"
    _check_place(output, is_zip=is_zip)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=output.parent, prefix=".new-"))
        try:
            made = temporary / output.name
            if is_zip:
                with made.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                    yield _Zip(archive, f"{inside}/" if inside else "")
            else:
                made.mkdir()
                yield _Folder(made)
            _replace(made, output, temporary / "old")
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        raise InputError(
            Text(
                nl=f"Het pakket {output} is niet te schrijven: {error.strerror or error}. Kies een andere plaats met --output.",
                en=f"The package {output} cannot be written: {error.strerror or error}. Choose another place with --output.",
            )
        ) from error


def _check_place(output: Path, *, is_zip: bool) -> None:
    if output.is_dir() and not is_zip:
        free = not any(output.iterdir()) or any((output / name).is_file() for name in _OURS)
    else:
        free = not output.exists() or (is_zip and output.is_file())
    if not free:
        raise UsageError(
            Text(
                nl=f"In {output} staat al iets anders dan een pakket. Geef een lege map of een nieuwe naam.",
                en=f"In {output} there is something else than a package. Give an empty folder or a new name.",
            )
        )


def _replace(made: Path, output: Path, aside: Path) -> None:
    earlier = output.is_dir()
    if earlier:  # a folder cannot be replaced in one step
        output.rename(aside)
    try:
        made.replace(output)
    except OSError:
        if earlier:
            aside.rename(output)
        raise
    sync_folder(output.parent)


def _copy(content: Path | bytes, target: IO[bytes], algorithms: Sequence[str]) -> dict[str, str]:
    hashes = {name: hashlib.new(name) for name in algorithms}
    for block in _blocks(content):
        target.write(block)
        for one in hashes.values():
            one.update(block)
    return {name: one.hexdigest() for name, one in hashes.items()}


def _blocks(content: Path | bytes) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block
