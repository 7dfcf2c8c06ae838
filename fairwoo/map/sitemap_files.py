"""Sitemap files of one information category: entries one by one in, files within the limits of the protocol out.

Limits: 50,000 entries and 52,428,800 bytes a sitemap, 50,000 sitemaps an index (https://www.sitemaps.org/protocol.html).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from fairwoo.map.publishing import Output
from fairwoo.map.sitemap import sitemapindex

_IN_MEMORY = 1 << 20  # bytes of a sitemap in the making; what is more waits in a temporary file


class Limits(NamedTuple):
    """What a sitemap and an index may hold; `size` in bytes, uncompressed."""

    entries: int = 50_000
    size: int = 52_428_800
    sitemaps: int = 50_000


LIMITS = Limits()


class SitemapFiles:
    """The sitemaps of one category and their index, at the root of a host.

    The files lie at the root because a sitemap may speak only of addresses at or below its own folder. A change to an entry may move
    all entries behind it to another file, so a sitemap has changed when an entry in it or in one before it has.
    """

    def __init__(self, root: str, infocat: str, limits: Limits = LIMITS) -> None:
        self.left_out = 0
        self._root, self._infocat, self._limits = root, infocat, limits
        self._body = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by `close`
        self._around = (b"", b"")
        self._entries = self._size = 0
        self._changed: datetime | None = None
        self._done: list[tuple[str, str | None]] = []

    def changed(self, *moments: datetime | None) -> None:
        """Tell when the last entry changed, or something that is no longer there went away."""
        self._changed = max(filter(None, (self._changed, *moments)), default=None)

    def add(self, xml: str, around: tuple[str, str]) -> Iterator[Output]:
        """Take in an entry, and what stands around entries. Gives the file before it if the entry is too much for that one.

        What fits nowhere is counted in `left_out`: an entry larger than a whole sitemap, and all that is too much for the index.
        """
        head, tail = (part.encode() for part in around)
        entry = xml.encode()
        frame = len(head) + len(tail)
        if self._entries and (self._entries == self._limits.entries or self._size + len(entry) > self._limits.size):
            yield self._finished()
        if len(self._done) == self._limits.sitemaps or frame + len(entry) > self._limits.size:
            self.left_out += 1
            return
        if not self._entries:
            self._around, self._size = (head, tail), frame
        self._body.write(entry)
        self._entries += 1
        self._size += len(entry)

    def finish(self) -> Iterator[Output]:
        """The last sitemap and the index; nothing if nothing was added."""
        if self._entries:
            yield self._finished()
        if self._done:
            yield Output(self.index, sitemapindex(self._done).encode())

    @property
    def index(self) -> str:
        """The name of the index. The harvester reads no other."""
        return f"sitemapindex-diwoo-infocat{self._infocat}.xml"

    def close(self) -> None:
        """Drop what is in the making."""
        self._body.close()

    def _finished(self) -> Output:
        name = f"sitemap-diwoo-infocat{self._infocat}-{len(self._done) + 1:03}.xml"
        self._body.seek(0)
        content = b"".join((self._around[0], self._body.read(), self._around[1]))
        self._body.seek(0)
        self._body.truncate()
        self._entries = self._size = 0
        self._done.append((f"{self._root}/{name}", w3c(self._changed)))
        return Output(name, content)


def in_utc(moment: datetime) -> datetime:
    """A moment in UTC; one without a zone is taken to be in UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def w3c(moment: datetime | None) -> str | None:
    """A moment as W3C datetime with seconds, in UTC."""
    return in_utc(moment).replace(tzinfo=None).isoformat(timespec="seconds") + "Z" if moment else None
