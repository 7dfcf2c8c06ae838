"""What is kept of people who asked for alerts: an address, a query, and how far they were told. In a SQLite file of its own.

Not in the catalogue, since that may be copied and passed on, and this may not: it holds personal data. Only the owner of the file can read
it (where the system knows such permissions), what is deleted is overwritten, and nothing is kept once it is not needed.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

FILE = "attenderingen.sqlite"
CONFIRM_WITHIN = timedelta(hours=48)
MOST_REFUSALS = 3  # rounds in which the mail server of an address said for good that it does not take mail

_LAYOUT = """
CREATE TABLE IF NOT EXISTS secret (value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS subscription (
  handle BLOB PRIMARY KEY, address TEXT NOT NULL, query TEXT NOT NULL, asked TEXT NOT NULL, confirmed TEXT, waiting TEXT,
  seen INTEGER NOT NULL DEFAULT 0, going TEXT, refused INTEGER NOT NULL DEFAULT 0, UNIQUE (address, query));
CREATE TABLE IF NOT EXISTS told (
  handle BLOB NOT NULL REFERENCES subscription ON DELETE CASCADE, dossier TEXT NOT NULL, revision TEXT NOT NULL,
  PRIMARY KEY (handle, dossier));
CREATE TABLE IF NOT EXISTS attempt (who BLOB NOT NULL, time TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS attempt_who ON attempt (who);
"""
_COLUMNS = "handle, address, query, asked, confirmed, waiting, seen, going, refused"


class News(NamedTuple):
    """A dossier to tell of: its revision, and whether it is new since the last time (else it was changed)."""

    dossier: str
    revision: str
    new: bool


class Going(NamedTuple):
    """A mail that is about to go or may have gone: what it tells of, its Message-ID, and up to where the feed was read for it.

    `seen` is what will be remembered: a place in the feed before which all was told of, with `told` what was told of behind it.
    """

    message_id: str
    seen: int
    news: tuple[News, ...]
    told: dict[str, str]


class Subscription(NamedTuple):
    """Someone's alert. `waiting` is the mail that the site still has to send: "confirm", "again" or None."""

    handle: bytes
    address: str
    query: str
    asked: datetime
    confirmed: datetime | None
    waiting: str | None
    seen: int
    going: Going | None
    refused: int


class Subscriptions:
    """The file, opened for each question: so many processes and threads may use it at once, and none holds it."""

    def __init__(self, workspace: Path) -> None:
        self._path = workspace / FILE

    # --- asking

    def secret(self) -> bytes:
        """What tokens are signed with, made when first asked for."""
        with self._writing() as connection:
            row = connection.execute("SELECT value FROM secret").fetchone()
            if row is None:
                row = (secrets.token_bytes(32),)
                connection.execute("INSERT INTO secret VALUES (?)", row)
            return bytes(row[0])

    def ask(self, address: str, query: str, now: datetime) -> None:
        """Remember that someone asked. A mail has to go in any case: to confirm, or to say that it was confirmed before."""
        with self._writing() as connection:
            found = connection.execute(
                "SELECT handle, confirmed FROM subscription WHERE address = ? AND query = ?", (address, query)
            ).fetchone()
            if found is None:
                connection.execute(
                    "INSERT INTO subscription (handle, address, query, asked, waiting) VALUES (?, ?, ?, ?, 'confirm')",
                    (secrets.token_bytes(16), address, query, now.isoformat()),
                )
            elif found[1] is None:
                connection.execute(
                    "UPDATE subscription SET asked = ?, waiting = 'confirm' WHERE handle = ?", (now.isoformat(), found[0])
                )
            else:
                connection.execute("UPDATE subscription SET waiting = 'again' WHERE handle = ?", (found[0],))

    def confirm(self, handle: bytes, seen: int, now: datetime) -> bool:
        """From now on, and from this place in the feed on, mails go to the address. False if there is nothing to confirm (any more)."""
        with self._writing() as connection:
            done = connection.execute(
                "UPDATE subscription SET confirmed = ?, seen = ?, waiting = NULL "
                "WHERE handle = ? AND confirmed IS NULL AND asked > ?",
                (now.isoformat(), seen, handle, (now - CONFIRM_WITHIN).isoformat()),
            )
            return done.rowcount == 1

    def stop(self, handle: bytes) -> bool:
        """Delete everything of a subscription; False if there was none."""
        with self._writing() as connection:
            return connection.execute("DELETE FROM subscription WHERE handle = ?", (handle,)).rowcount == 1

    def stop_address(self, address: str) -> int:
        """Delete everything of an address, in whatever case it is written; the number of subscriptions that were."""
        with self._writing() as connection:
            return connection.execute("DELETE FROM subscription WHERE address = ? COLLATE NOCASE", (address,)).rowcount

    def forget(self, now: datetime) -> int:
        """Delete what was not confirmed in time, and who asked more than a day ago; the number of subscriptions that were."""
        with self._writing() as connection:
            connection.execute("DELETE FROM attempt WHERE time <= ?", ((now - timedelta(days=1)).isoformat(),))
            late = (now - CONFIRM_WITHIN).isoformat()
            return connection.execute("DELETE FROM subscription WHERE confirmed IS NULL AND asked <= ?", (late,)).rowcount

    # --- limits

    def attempts(self, limits: Mapping[bytes, int], now: datetime) -> bytes | None:
        """Count an attempt of each of these in the last 24 hours; the first that is over its limit, and then nothing is counted."""
        since = (now - timedelta(days=1)).isoformat()
        with self._writing() as connection:
            for who, most in limits.items():
                count = connection.execute("SELECT count(*) FROM attempt WHERE who = ? AND time > ?", (who, since)).fetchone()
                if count[0] >= most:
                    return who
            connection.executemany("INSERT INTO attempt VALUES (?, ?)", [(who, now.isoformat()) for who in limits])
        return None

    def counts(self, address: str) -> tuple[int, int]:
        """How many subscriptions an address has, and how many there are in all."""
        with self._reading() as connection:
            row = connection.execute("SELECT count(*) FILTER (WHERE address = ?), count(*) FROM subscription", (address,))
            own, all_of_them = row.fetchone()
        return int(own), int(all_of_them)

    # --- sending

    def one(self, handle: bytes) -> Subscription | None:
        """A subscription, or None."""
        found = self._subscriptions("handle = ?", handle)
        return found[0] if found else None

    def confirmed(self) -> list[Subscription]:
        """Those that get mails, in the order in which they were asked for."""
        return self._subscriptions("confirmed IS NOT NULL")

    def waiting(self) -> list[Subscription]:
        """Those to whom the site still has to send a mail about the subscription itself."""
        return self._subscriptions("waiting IS NOT NULL")

    def informed(self, handle: bytes, mail: str) -> None:
        """The mail about the subscription has gone."""
        with self._writing() as connection:
            connection.execute("UPDATE subscription SET waiting = NULL WHERE handle = ? AND waiting = ?", (handle, mail))

    def about_to_send(self, handle: bytes, going: Going) -> None:
        """Remember a mail before it goes, so that after a crash the very same one goes, and is known by its Message-ID."""
        with self._writing() as connection:
            connection.execute("UPDATE subscription SET going = ? WHERE handle = ?", (json.dumps(going), handle))

    def sent(self, handle: bytes, seen: int, told: Mapping[str, str]) -> None:
        """What was told, at once after the mail has gone, or when there was nothing to tell."""
        with self._writing() as connection:
            exists = connection.execute(
                "UPDATE subscription SET seen = ?, going = NULL, refused = 0 WHERE handle = ?", (seen, handle)
            ).rowcount
            connection.execute("DELETE FROM told WHERE handle = ?", (handle,))
            if exists:  # not stopped while the mail was on its way
                rows = [(handle, dossier, revision) for dossier, revision in told.items()]
                connection.executemany("INSERT INTO told VALUES (?, ?, ?)", rows)

    def told(self, handle: bytes) -> dict[str, str]:
        """Dossier → revision, for what was told although the feed is not read beyond it yet."""
        with self._reading() as connection:
            return dict(connection.execute("SELECT dossier, revision FROM told WHERE handle = ?", (handle,)))

    def refused(self, handle: bytes) -> bool:
        """The address does not take mail; True if that was so often that the subscription is deleted."""
        with self._writing() as connection:
            connection.execute("UPDATE subscription SET refused = refused + 1 WHERE handle = ?", (handle,))
            gone = connection.execute(
                "DELETE FROM subscription WHERE handle = ? AND (refused >= ? OR confirmed IS NULL)", (handle, MOST_REFUSALS)
            )
            return gone.rowcount == 1

    # --- the file

    def _subscriptions(self, where: str, *values: object) -> list[Subscription]:
        with self._reading() as connection:  # `where` is one of the words above, never a stranger's
            rows = connection.execute(f"SELECT {_COLUMNS} FROM subscription WHERE {where} ORDER BY asked, rowid", values)  # noqa: S608
            return [_subscription(row) for row in rows]

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One immediate transaction; the file is made if it is not there."""
        with suppress(FileExistsError):
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Committed state; without a file, nothing at all."""
        if not self._path.exists():
            with closing(sqlite3.connect(":memory:")) as connection:
                connection.executescript(_LAYOUT)
                yield connection
            return
        with self._connected() as connection:
            yield connection

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=10, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
                connection.executescript(f"BEGIN IMMEDIATE;{_LAYOUT}PRAGMA user_version = 1;COMMIT;")
            yield connection


def _subscription(row: tuple[Any, ...]) -> Subscription:
    handle, address, query, asked, confirmed, waiting, seen, going, refused = row
    return Subscription(
        handle,
        address,
        query,
        datetime.fromisoformat(asked),
        datetime.fromisoformat(confirmed) if confirmed else None,
        waiting,
        seen,
        _going(going) if going else None,
        refused,
    )


def _going(text: str) -> Going:
    message_id, seen, news, told = json.loads(text)
    return Going(message_id, seen, tuple(News(*one) for one in news), told)
