"""tantivy: the engine inside fairwoo, an index in the workspace, no server. One writer at a time; readers see the last commit."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from fairwoo.errors import EngineError
from fairwoo.index import tantivy_layout as layout
from fairwoo.index.compile_tantivy import Compiler
from fairwoo.index.plan import Groups, Plan, Stream, Way
from fairwoo.index.tantivy_known import Known
from fairwoo.index.tantivy_reading import Reader
from fairwoo.index.tantivy_writing import Writer
from fairwoo.index.values import Found, Held, Request
from fairwoo.model import Entry, Text
from fairwoo.settings import IndexSettings
from fairwoo.shared import write_atomically


def open_backend(settings: IndexSettings, workspace: Path, *, rebuild: bool = False) -> Tantivy:  # noqa: ARG001 - the shelf's shape
    """The index in `workspace`/index/tantivy; made at the first writing. Raises EngineError if another version made it."""
    return Tantivy(workspace / "index" / "tantivy", rebuild=rebuild)


class Tantivy:
    """An open index. The writer is taken at the first change and given back by `close`."""

    def __init__(self, folder: Path, *, rebuild: bool) -> None:
        self._folder = folder
        self._mark = folder.parent / "tantivy.json"
        self._writer: Writer | None = None
        self._schema = layout.schema()
        self._compiler = Compiler(self._schema)
        self._lock = Lock()
        self._commit: tuple[int, ...] = ()  # the one of which is `_known` what was counted
        self._known = Known()
        if rebuild:
            self._clear()
        self._index = self._open() if self._mark.exists() else None

    def _open(self) -> Any:
        import tantivy

        outdated = EngineError(
            Text(
                nl=f"De zoekindex in {self._folder} is van een andere versie of beschadigd. Draai fairwoo index --rebuild.",
                en=f"The search index in {self._folder} is of another version, or damaged. Run fairwoo index --rebuild.",
            )
        )
        try:
            if self._mark.read_bytes() != layout.version().encode() or not tantivy.Index.is_compatible(str(self._folder)):
                raise outdated
            return tantivy.Index.open(str(self._folder))
        except (OSError, ValueError) as error:  # ValueError is how tantivy says that files are missing or damaged
            raise outdated from error

    def _clear(self) -> None:
        """Throw the index away, the mark first: a folder without a mark counts as no index."""
        try:
            self._mark.unlink(missing_ok=True)
            if self._folder.exists():
                shutil.rmtree(self._folder)
        except OSError as error:
            raise EngineError(
                Text(
                    nl=f"De zoekindex in {self._folder} is niet weg te gooien ({error}). Sluit andere opdrachten en probeer opnieuw.",
                    en=f"The search index in {self._folder} cannot be removed ({error}). Close other commands and try again.",
                )
            ) from error

    def _reader(self) -> Reader | None:
        """The last commit of whoever writes."""
        if self._index is None:
            return None
        with self._lock:
            known = self._known if self._follow(self._index) else Known()
            return Reader(self._index.searcher(), self._compiler, known)

    def _follow(self, index: Any) -> bool:
        """Go on to the last commit; False if that cannot be told, for the index is being made anew: what is open then stays."""
        try:
            meta = (self._folder / "meta.json").stat()
            commit = (meta.st_ino, meta.st_mtime_ns, meta.st_size)
            if commit != self._commit:
                index.reload()
                self._commit, self._known = commit, Known()
        except (OSError, ValueError):
            return False
        return True

    def _writing(self) -> Writer:
        if self._writer is None:
            import tantivy

            if self._index is None:
                self._clear()  # what a making that was broken off has left
                self._folder.mkdir(parents=True, exist_ok=True)
                self._index = tantivy.Index(self._schema, path=str(self._folder))
                write_atomically(self._mark, layout.version().encode())
            index = self._index
            self._writer = Writer(index, self._folder, self._compiler, lambda: Reader(index.searcher(), self._compiler))
        return self._writer

    def replace(self, dossier: str, revision: str, entries: Iterable[Entry]) -> None:
        """Put the entries in the place of what the index holds of the dossier; only pages that differ are written."""
        self._writing().replace(dossier, revision, entries)

    def delete(self, dossier: str) -> None:
        """Take out everything of a dossier."""
        if self._index is not None:
            self._writing().delete(dossier)

    def commit(self) -> None:
        """Durable and visible from here on."""
        if self._writer is not None:
            self._writer.commit()

    def finish(self, wanted: Mapping[str, Held], entries: Callable[[str], Iterable[Entry]]) -> None:
        """Nothing: a rebuild was done in place."""

    def expunge(self) -> bool:
        """Nothing: `commit` has done it."""
        return True

    def close(self) -> None:
        """Give back the writer; what was not committed is dropped."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._index = None

    def find(self, plan: Plan, request: Request) -> Found:
        """The results at the request's offset, best first."""
        reader = self._reader()
        return reader.find(plan, request) if reader else Found(0, 0, (), {})

    def count(self, plan: Plan, request: Request) -> int:
        """How many pages answer."""
        reader = self._reader()
        return reader.count(plan, request) if reader else 0

    def counts(self, keys: Sequence[tuple[Stream, str]]) -> dict[tuple[Stream, str], int]:
        """On how many pages each key is in its stream."""
        reader = self._reader()
        return reader.counts(keys) if reader else dict.fromkeys(keys, 0)

    def pages(self, way: Way) -> int:
        """On how many pages something is."""
        return self.count(Groups(must=(way,)), Request())

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Words of the texts that begin with a folded prefix, most pages first."""
        reader = self._reader()
        return reader.words(prefix, limit) if reader else []

    def revisions(self, dossiers: Sequence[str]) -> dict[str, str]:
        """By dossier, of those that are there."""
        reader = self._reader()
        return reader.revisions(dossiers) if reader else {}

    def held(self) -> dict[str, Held]:
        """By dossier."""
        reader = self._reader()
        return reader.held() if reader else {}
