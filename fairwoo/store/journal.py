"""The journal of runs and the files seen before: what a run needs to be told, resumed and skipped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import delete, insert, select, update

from fairwoo.model import Step
from fairwoo.shared import VERSION
from fairwoo.store import tables as t
from fairwoo.store.catalogue import Catalogue


class Run(NamedTuple):
    """A run of `fairwoo`. Times are in ISO 8601; `finished` and `exit_code` are None while it is at work, or if it was broken off."""

    command: str
    started: str
    finished: str | None
    exit_code: int | None


class Journal:
    """Runs, their steps, and the hashes of files outside the workspace."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def start_run(self, run_id: str, command: str, time: str) -> None:
        """Open the journal of a run."""
        with self._catalogue.writing() as connection:
            connection.execute(insert(t.run).values(id=run_id, command=command, version=VERSION, started=time))

    def finish_run(self, run_id: str, exit_code: int, time: str) -> None:
        """Close the journal of a run."""
        with self._catalogue.writing() as connection:
            connection.execute(update(t.run).where(t.run.c.id == run_id).values(finished=time, exit_code=exit_code))

    def last_run(self) -> Run | None:
        """The run that started last, or None."""
        c = t.run.c
        query = select(c.command, c.started, c.finished, c.exit_code).order_by(c.started.desc(), c.id.desc()).limit(1)
        rows = self._catalogue.rows(query)
        return Run(*rows[0]) if rows else None

    def journal(self, run_id: str, first: int, steps: Iterable[Step]) -> None:
        """Write steps to the journal, numbered from `first`."""
        rows = [{"run": run_id, "number": first + n, "value": step.model_dump_json()} for n, step in enumerate(steps)]
        if rows:
            with self._catalogue.writing() as connection:
                connection.execute(insert(t.step), rows)

    def seen(self) -> dict[str, tuple[int, int, str]]:
        """Path → (size, time of change in ns, hash) of files hashed before."""
        c = t.seen.c
        return {
            row.path: (row.size, row.modified_ns, row.sha256)
            for row in self._catalogue.rows(select(c.path, c.size, c.modified_ns, c.sha256))
        }

    def put_seen(self, files: Mapping[str, tuple[int, int, str]]) -> None:
        """Remember the hashes of files outside the workspace."""
        if not files:
            return
        with self._catalogue.writing() as connection:
            for path, (size, modified_ns, sha256) in files.items():
                connection.execute(delete(t.seen).where(t.seen.c.path == path))
                connection.execute(insert(t.seen).values(path=path, size=size, modified_ns=modified_ns, sha256=sha256))
