"""The originals: content-addressed, read-only files `originals/ab/ab12…`. Written once, never changed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fairwoo.errors import InputError
from fairwoo.model import Text
from fairwoo.shared import sha256_of, sync_folder

_BLOCK = 1 << 20


class Originals:
    """A folder of originals. With `copying` off (`--dry-run`) nothing is written: `put` tells where the bytes lie already."""

    def __init__(self, root: Path, *, copying: bool = True) -> None:
        self.root = root
        self._copying = copying
        self._elsewhere: dict[str, Path] = {}

    def path(self, sha256: str) -> Path:
        """Where the original with this hash lies, whether or not it is there."""
        return self._elsewhere.get(sha256, self.root / sha256[:2] / sha256)

    def put(self, source: Path, sha256: str) -> Path:
        """Take in a file, durably, and return where it lies. Raises InputError if its bytes are not those of `sha256`."""
        target = self.path(sha256)
        if not self._copying:
            self._elsewhere[sha256] = source
            return source
        if target.exists():
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                found = _copy(source, file.fileno())
                os.fsync(file.fileno())
            _insist(found == sha256, source)
            temporary.chmod(stat.S_IRUSR)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)
        return target

    def held(self) -> Iterator[Path]:
        """Every file in the store, also those that should not be there."""
        if self.root.is_dir():
            yield from sorted(path for path in self.root.rglob("*") if path.is_file())

    def is_sound(self, path: Path) -> bool:
        """Whether the bytes of a held file are those its name says."""
        return path.parent.name == path.name[:2] and sha256_of(path) == path.name

    def drop(self, path: Path) -> None:
        """Remove a file that no dossier refers to; not in a rehearsal, where the files are those of the real workspace."""
        if not self._copying:
            return
        with contextlib.suppress(OSError):
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)  # Windows does not remove a read-only file
        path.unlink(missing_ok=True)


def _copy(source: Path, target: int) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            view = memoryview(block)
            while view:
                view = view[os.write(target, view) :]
    return digest.hexdigest()


def _insist(unchanged: bool, source: Path) -> None:
    if not unchanged:
        raise InputError(
            Text(
                nl=f"Het bestand {source} veranderde tijdens het inlezen. Sluit het programma dat erin schrijft; draai opnieuw.",
                en=f"The file {source} changed while it was read. Close the program that writes it and run again.",
            )
        )
