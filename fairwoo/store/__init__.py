"""The workspace: `catalogue.sqlite` (the truth), `originals/` (content-addressed), and what can be rebuilt from them.

    workspace = Workspace.open(folder, create=True)
    with workspace.lease():
        ...

One writer at a time, held by a lock that the operating system frees when its holder dies.
"""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from fairwoo.errors import WorkspaceError, why
from fairwoo.model import Text
from fairwoo.store.catalogue import Catalogue, Record
from fairwoo.store.changes import Change
from fairwoo.store.journal import Journal, Run
from fairwoo.store.originals import Originals
from fairwoo.store.overview import Held, Totals
from fairwoo.store.own import CATALOGUE, foreign
from fairwoo.store.readings import Work

__all__ = ["CATALOGUE", "Catalogue", "Change", "Held", "Journal", "Originals", "Record", "Run", "Totals", "Work", "Workspace"]


class Workspace:
    """An open workspace. `scratch` is a folder for the run's temporary files, emptied when a lease is taken and given back; `images` is
    where the site keeps images of pages, in a folder an original; they can be made again.
    """

    def __init__(self, root: Path, catalogue: Catalogue, originals: Originals) -> None:
        self.root = root
        self.catalogue = catalogue
        self.journal = Journal(catalogue)
        self.originals = originals
        self.scratch = root / "tmp"
        self.images = root / "cache" / "beelden"

    @classmethod
    def open(cls, root: Path, *, create: bool = False) -> Workspace:
        """Open the workspace at `root`.

        Raises WorkspaceError if there is none (unless `create`, in a folder where nothing of anybody else lies), or it is newer or
        damaged.
        """
        path = root / CATALOGUE
        if not path.exists() and not create:
            raise WorkspaceError(
                Text(
                    nl=f"Er is nog geen werkmap in {root}. Neem eerst dossiers op: fairwoo ingest MAP.",
                    en=f"There is no workspace in {root} yet. Bring in dossiers first: fairwoo ingest FOLDER.",
                )
            )
        _check_free(root)
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceError(
                Text(
                    nl=f"De werkmap {root} is niet te maken: {why(error).nl}. Kies een andere met --workspace.",
                    en=f"The workspace {root} cannot be made: {why(error).en}. Choose another with --workspace.",
                )
            ) from error
        return cls(root, Catalogue.open(path), Originals(root / "originals"))

    @classmethod
    @contextmanager
    def rehearsal(cls, root: Path) -> Iterator[Workspace]:
        """A throw-away workspace that knows what the one at `root` knows; nothing is written to `root` (`--dry-run`).

        Raises WorkspaceError if `root` could not become a workspace, because something of somebody else lies there.
        """
        _check_free(root)
        with tempfile.TemporaryDirectory(prefix="fairwoo-") as name:
            temporary = Path(name)
            if (root / CATALOGUE).exists():
                _copy_catalogue(root / CATALOGUE, temporary / CATALOGUE)
            workspace = cls(temporary, Catalogue.open(temporary / CATALOGUE), Originals(root / "originals", copying=False))
            try:
                yield workspace
            finally:
                workspace.close()

    @contextmanager
    def lease(self) -> Iterator[None]:
        """Be the one writer. Raises WorkspaceError that names the holder if there is another."""
        import filelock

        lock = filelock.FileLock(self.root / "lock", timeout=0)
        holder = self.root / "lock.holder"
        try:
            lock.acquire()
        except filelock.Timeout as error:
            who = holder.read_text(encoding="utf-8") if holder.exists() else "?"
            raise WorkspaceError(
                Text(
                    nl=f"Deze werkmap is al in gebruik door {who}. Wacht tot die klaar is of kies een andere met --workspace.",
                    en=f"This workspace is in use by {who}. Wait until it is done, or choose another with --workspace.",
                )
            ) from error
        try:
            holder.write_text(
                f"{socket.gethostname()}, pid {os.getpid()}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC", encoding="utf-8"
            )
            shutil.rmtree(self.scratch, ignore_errors=True)  # what a killed run left behind
            self.scratch.mkdir(parents=True)
            yield
        finally:
            shutil.rmtree(self.scratch, ignore_errors=True)
            holder.unlink(missing_ok=True)
            lock.release()

    def sweep(self) -> int:
        """Remove originals and extractions that no dossier refers to any more, and images of them; the number of originals removed."""
        wanted = self.catalogue.hashes()
        stray = [path for path in self.originals.held() if path.name not in wanted]
        for path in stray:
            self.originals.drop(path)
            shutil.rmtree(self.images / path.name, ignore_errors=True)
        self.catalogue.sweep_extractions()
        return len(stray)

    def close(self) -> None:
        """Let go of the catalogue."""
        self.catalogue.close()


def _check_free(root: Path) -> None:
    """Raises WorkspaceError for a folder that is no workspace and holds something else than a new workspace may stand beside."""
    if (root / CATALOGUE).exists() or not (other := foreign(root)):
        return
    raise WorkspaceError(
        Text(
            nl=f"De map {root} is geen werkmap van fairwoo en er staan al andere bestanden in, zoals {other}. "
            "Kies met --workspace een map die leeg is of nog niet bestaat.",
            en=f"The folder {root} is no workspace of fairwoo and already holds other files, such as {other}. "
            "Choose with --workspace a folder that is empty or does not exist yet.",
        )
    )


def _copy_catalogue(source: Path, target: Path) -> None:
    with sqlite3.connect(f"file:{source.as_posix()}?mode=ro", uri=True) as old, sqlite3.connect(target) as new:
        old.backup(new)
    old.close()
    new.close()
