"""Hashes of files outside the workspace, asked of the disk only when size or time of change says so."""

from __future__ import annotations

import time
from pathlib import Path

from fairwoo.shared import sha256_of
from fairwoo.store import Journal

_SETTLED_NS = 2_000_000_000  # a file changed less than 2 s ago may change again within the same time stamp (FAT: 2 s)


class SeenFiles:
    """`hash(path)` with a memory that `save` makes durable."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._known = journal.seen()
        self._new: dict[str, tuple[int, int, str]] = {}

    def hash(self, path: Path) -> str:
        """The SHA-256 of a file. Raises OSError."""
        status = path.stat()
        key = str(path)
        known = self._known.get(key)
        if known and known[:2] == (status.st_size, status.st_mtime_ns):
            return known[2]
        sha256 = sha256_of(path)
        if time.time_ns() - status.st_mtime_ns > _SETTLED_NS:
            self._known[key] = self._new[key] = (status.st_size, status.st_mtime_ns, sha256)
        return sha256

    def save(self) -> None:
        """Keep what was learned for the next run."""
        self._journal.put_seen(self._new)
        self._new = {}
