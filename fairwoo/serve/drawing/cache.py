"""Images that were drawn, on disk: `cache/beelden/<hash of the file>/<digest>.webp`. Whatever is missing is drawn again.

A folder belongs to one file, so that all images of a file that was taken back go with it. The oldest used go when all are too large
together. A workspace that cannot be written to does without.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from time import time

MOST = 2_000_000_000  # bytes
_KEPT = 0.9  # share of that which stays when it is too much
_FRESH = 3_600.0  # seconds in which a use is not noted again
_ABANDONED = 600.0  # seconds after which a half-written file is nobody's


class Cache:
    """Images by the hash of their file and their digest, both hexadecimal. `held` says whether a file is still there."""

    def __init__(self, root: Path, held: Callable[[str], bool], most: int = MOST) -> None:
        self._root = root
        self._held = held
        self._most = most
        self._lock = Lock()
        self._total: int | None = None

    def get(self, sha256: str, digest: str) -> bytes | None:
        """The image, or None."""
        path = self._path(sha256, digest)
        try:
            content = path.read_bytes()
            if time() - path.stat().st_mtime > _FRESH:
                os.utime(path)
        except OSError:
            return None
        return content

    def put(self, sha256: str, digest: str, content: bytes) -> None:
        """Keep an image: all of it or nothing."""
        path = self._path(sha256, digest)
        with self._lock, contextlib.suppress(OSError):
            if self._total is None:
                self._total = self._swept()
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
            if not self._held(sha256):  # taken back while it was drawn
                shutil.rmtree(path.parent, ignore_errors=True)
                return
            self._total += len(content)
            if self._total > self._most:
                self._total = self._trimmed()

    def _path(self, sha256: str, digest: str) -> Path:
        return self._root / sha256 / f"{digest}.webp"

    def _swept(self) -> int:
        """Let go of images of files that are gone; the size of the others."""
        for folder in self._root.iterdir() if self._root.is_dir() else ():
            if not self._held(folder.name):
                shutil.rmtree(folder, ignore_errors=True)
        return sum(size for _, size, _ in self._files())

    def _trimmed(self) -> int:
        """Let go of those that were not used for longest; the size of the others."""
        files = sorted(self._files())
        total = sum(size for _, size, _ in files)
        for used, size, path in files:
            if total <= self._most * _KEPT:
                break
            if path.suffix == ".webp" or time() - used > _ABANDONED:
                path.unlink(missing_ok=True)
                total -= size
        return total

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        for path in self._root.glob("*/*"):
            with contextlib.suppress(OSError):  # gone meanwhile
                status = path.stat()
                yield status.st_mtime, status.st_size, path
