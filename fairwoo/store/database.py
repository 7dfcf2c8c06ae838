"""The database under the catalogue: opening it, its layout's version, reading, and writing in one immediate transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, delete, event, insert, select, update
from sqlalchemy.exc import DatabaseError

from fairwoo.errors import WorkspaceError
from fairwoo.model import Text
from fairwoo.store import tables as t


class Database:
    """An open database. Reading sees committed state only; `writing` is one immediate transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open or make the catalogue file. Raises WorkspaceError if it is newer than this program or no catalogue at all."""
        engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 10})
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
        database = cls(engine)
        try:
            database._check_format(path)
        except DatabaseError as error:
            engine.dispose()
            raise WorkspaceError(
                Text(
                    nl=f"De catalogus {path} is beschadigd of geen catalogus van fairwoo. Zet een reservekopie terug.",
                    en=f"The catalogue {path} is damaged or not a catalogue of fairwoo. Put back a copy.",
                )
            ) from error
        except WorkspaceError:
            engine.dispose()
            raise
        return database

    def _check_format(self, path: Path) -> None:
        with self._engine.connect() as connection:
            known = self._engine.dialect.has_table(connection, "meta")
            found = connection.execute(select(t.meta.c.value).where(t.meta.c.key == "format")).scalar() if known else None
        if found is None:
            with self.writing() as connection:
                t.metadata.create_all(connection)
                connection.execute(delete(t.meta))
                connection.execute(insert(t.meta).values(key="format", value=str(t.FORMAT)))
        elif int(found) < t.FORMAT:  # 2, 3, 4: tables were added
            with self.writing() as connection:
                t.metadata.create_all(connection)
                connection.execute(update(t.meta).where(t.meta.c.key == "format").values(value=str(t.FORMAT)))
        elif int(found) > t.FORMAT:
            raise WorkspaceError(
                Text(
                    nl=f"De werkmap {path.parent} is van een nieuwere fairwoo (indeling {found}). Werk fairwoo bij.",
                    en=f"The workspace {path.parent} is of a newer fairwoo (layout {found}). Update fairwoo.",
                )
            )

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One immediate transaction: all of it becomes durable at the end, or none of it."""
        with self._engine.connect().execution_options(fairwoo_writing=True) as connection, connection.begin():
            yield connection

    def forget(self) -> None:
        """Write the file anew, so that nothing of what was deleted is left in unused pages or in the log beside it."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            raw = connection.connection.driver_connection
            if raw is not None:
                raw.execute("VACUUM")
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def rows(self, query: Any) -> list[Any]:
        """The rows of a query on committed state."""
        with self._engine.connect() as connection:
            return list(connection.execute(query))


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's own BEGIN, below, instead of the driver's
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("fairwoo_writing")
    # a deferred transaction that turns into a writing one loses to another writer at once; an immediate one waits
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
