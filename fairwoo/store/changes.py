"""What changed: the append-only feed, and when files were first seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, Select, func, insert, or_, select

from fairwoo.store import tables as t
from fairwoo.store.readings import Readings

_AT_ONCE = 500  # values in one question; SQLite takes 32,766


_OF_DOSSIERS = ("created", "changed", "withdrawn")


class Change(NamedTuple):
    """A row of the feed (see `tables.change`), and the hash that its subject had before, None if it is the first of it."""

    sequence: int
    operation: str
    subject: str
    hash: str
    time: str
    before: str | None


class Changes(Readings):
    """The change feed."""

    def changes(self, after: int = 0) -> list[tuple[int, str, str, str]]:
        """(sequence, operation, subject, hash) of every change after a sequence number."""
        c = t.change.c
        query = select(c.sequence, c.operation, c.subject, c.hash).where(c.sequence > after).order_by(c.sequence)
        return [tuple(row) for row in self.rows(query)]

    def feed(self, after: int, limit: int, below: str) -> list[Change]:
        """The changes of dossiers and of what is described below an address, after a sequence number, at most `limit`, in order.

        What is described below other addresses was told of a site that was elsewhere: it is left out.
        """
        c, earlier = t.change.c, t.change.alias()
        before = (
            select(earlier.c.hash)
            .where(earlier.c.subject == c.subject, earlier.c.sequence < c.sequence)
            .order_by(earlier.c.sequence.desc())
            .limit(1)
            .correlate(t.change)
            .scalar_subquery()
        )
        ours = or_(c.operation.in_(_OF_DOSSIERS), (c.subject >= f"{below}/") & (c.subject < f"{below}0"))  # "0" comes behind "/"
        query = select(c.sequence, c.operation, c.subject, c.hash, c.time, before.label("before"))
        return [Change(*row) for row in self.rows(query.where(c.sequence > after, ours).order_by(c.sequence).limit(limit))]

    def last_change(self) -> int:
        """The sequence number of the last change; 0 if there is none."""
        return int(self.rows(select(func.coalesce(func.max(t.change.c.sequence), 0).label("last")))[0].last)

    def changed_last(self) -> datetime | None:
        """When a dossier was last taken in, changed or taken back (UTC); None if none ever was."""
        c = t.change.c
        query = select(c.time).where(c.operation.in_(_OF_DOSSIERS)).order_by(c.sequence.desc()).limit(1)
        rows = self.rows(query)
        return datetime.fromisoformat(rows[0].time) if rows else None

    def changed(self, subjects: Iterable[str]) -> dict[str, datetime]:
        """When each of these last changed (UTC), as far as the feed knows them: ids of dossiers, or addresses of what they hold.

        In the order of the feed, what changed last comes last (also within one second).
        """
        return self._times(subjects, _newest)

    def latest(self, number: int) -> dict[str, datetime]:
        """The dossiers that were taken in or changed last, at most so many, with the time (UTC), the last first."""
        c = t.change.c
        query = select(c.subject, c.time).where(c.operation.in_(("created", "changed"))).order_by(c.sequence.desc())
        found: dict[str, datetime] = {}
        for row in self.rows(query.limit(4 * number)):
            found.setdefault(row.subject, datetime.fromisoformat(row.time))
        return dict(islice(found.items(), number))

    def created(self, subjects: Iterable[str]) -> dict[str, datetime]:
        """When the feed first had each of these (UTC): when a dossier was taken in, an address first described."""
        return self._times(subjects, _oldest)

    def _times(self, subjects: Iterable[str], which: Callable[[list[str]], Select[tuple[int]]]) -> dict[str, datetime]:
        wanted = list(subjects)
        c = t.change.c
        found: list[tuple[int, str, str]] = []
        for start in range(0, len(wanted), _AT_ONCE):
            query = select(c.sequence, c.subject, c.time).where(c.sequence.in_(which(wanted[start : start + _AT_ONCE])))
            found += [tuple(row) for row in self.rows(query)]
        return {subject: datetime.fromisoformat(time) for _, subject, time in sorted(found)}

    def hashed(self, hashes: Iterable[str]) -> dict[str, datetime]:
        """When files with these SHA-256 were first taken in and hashed (UTC), as far as that is known."""
        wanted = list(hashes)
        found: dict[str, datetime] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            query = select(t.original).where(t.original.c.sha256.in_(wanted[start : start + _AT_ONCE]))
            found |= {row.sha256: datetime.fromisoformat(row.time) for row in self.rows(query)}
        return found


def insert_change(connection: Connection, operation: str, subject: str, revision: str, time: str) -> None:
    """Append to the feed."""
    connection.execute(insert(t.change).values(operation=operation, subject=subject, hash=revision, time=time))


def insert_hashed(connection: Connection, hashes: Iterable[str], time: str) -> None:
    """Remember of hashes that are new that they were made now."""
    wanted = sorted(set(hashes))
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        known = set(connection.execute(select(t.original.c.sha256).where(t.original.c.sha256.in_(some))).scalars())
        if new := [{"sha256": sha256, "time": time} for sha256 in some if sha256 not in known]:
            connection.execute(insert(t.original), new)


def insert_described(connection: Connection, parts: Mapping[str, str], time: str) -> None:
    """Append those parts of descriptions of which something else is said than the last time."""
    addresses = list(parts)
    known: dict[str, str] = {}
    for start in range(0, len(addresses), _AT_ONCE):
        newest = _newest(addresses[start : start + _AT_ONCE])
        query = select(t.change.c.subject, t.change.c.hash).where(t.change.c.sequence.in_(newest))
        known |= {row.subject: row.hash for row in connection.execute(query)}
    new = [
        {"operation": "described", "subject": address, "hash": digest, "time": time}
        for address, digest in parts.items()
        if known.get(address) != digest
    ]
    if new:
        connection.execute(insert(t.change), new)


def described_before(connection: Connection, dossier_id: str, parts: Iterable[str]) -> set[str]:
    """The addresses of a dossier that the feed knows, below the base that `parts` have."""
    marker = f"/dossier/{dossier_id}"
    found: set[str] = set()
    for prefix in {address[: address.index(marker) + len(marker)] for address in parts if marker in address}:
        subject = t.change.c.subject
        # "#", "." and "/" come before "0"; so does "-", with which the id of another dossier may go on
        query = select(subject).where(t.change.c.operation == "described", subject >= prefix, subject < f"{prefix}0").distinct()
        found |= {one for one in connection.execute(query).scalars() if one[len(prefix) :][:1] in {"", "#", ".", "/"}}
    return found


def insert_undescribed(connection: Connection, dossier_id: str, before: Iterable[str], parts: Collection[str], time: str) -> None:
    """Append, with an empty hash, the addresses `before` of a dossier of which nothing is said any more."""
    at_end = re.compile(rf"/dossier/{re.escape(dossier_id)}(?=$|[#./])")
    insert_described(connection, {one: "" for one in sorted(before) if one not in parts and at_end.search(one)}, time)


def _newest(subjects: list[str]) -> Select[tuple[int]]:
    return select(func.max(t.change.c.sequence)).where(t.change.c.subject.in_(subjects)).group_by(t.change.c.subject)


def _oldest(subjects: list[str]) -> Select[tuple[int]]:
    return select(func.min(t.change.c.sequence)).where(t.change.c.subject.in_(subjects)).group_by(t.change.c.subject)
