"""The search engine of the site: opened when first asked, and again when an index was made anew beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import TypeVar

from fairwoo import index
from fairwoo.errors import EngineError
from fairwoo.index import Backend, Held, Request
from fairwoo.index.plan import Groups
from fairwoo.model import Text
from fairwoo.settings import IndexSettings

_REST = 3.0  # seconds: an engine that just failed is not asked again so soon, or every visitor would wait for it in turn
_AT_ONCE = 8  # questions at once, of the 40 visitors that are served at once: the worst of them takes a second of a processor
_PATIENCE = 2.0  # seconds that a question waits for its turn
_FRESH = 5.0  # seconds: how old what a server holds may be told to be; what is in the workspace says itself when it changes

T = TypeVar("T")


class Engine:
    """Ask it with `asked`; safe to use from many threads."""

    def __init__(self, settings: IndexSettings, workspace: Path) -> None:
        self._settings = settings
        self._workspace = workspace
        self._lock = Lock()
        self._backend: Backend | None = None
        self._made: tuple[int, ...] = ()
        self._failed = -_REST
        self._turns = BoundedSemaphore(_AT_ONCE)
        self._counting = Lock()
        self._held: tuple[tuple[object, ...], Mapping[str, Held]] | None = None

    def asked(self, ask: Callable[[Backend], T]) -> T:
        """What `ask` gets from the engine. Raises EngineError: at once if the engine failed a moment ago, and if too many ask."""
        if not self._turns.acquire(timeout=_PATIENCE):
            raise EngineError(
                Text(nl="Er wordt nu te veel tegelijk gezocht.", en="Too much is being searched at once."),
            )
        try:
            return self._tried(ask)
        finally:
            self._turns.release()

    def revisions(self) -> Mapping[str, Held]:
        """What the index holds of each dossier. A change of an index in the workspace is seen at once, that of a server soon.

        Since an index never runs ahead of the catalogue, what is told here too late is at worst taken for not yet indexed.
        Raises EngineError.
        """
        with self._counting:
            state = self._state()
            if self._held is None or self._held[0] != state:
                self._held = (state, self._tried(lambda backend: backend.held()))
            return self._held[1]

    def revisions_of(self, dossiers: Sequence[str]) -> Mapping[str, str]:
        """The revision of each of some dossiers that the index holds at this moment. Raises EngineError.

        Nothing of it is remembered: a file that was put back leaves the revision as it was, while the index may hold what came between.
        """
        return self._tried(lambda backend: backend.revisions(dossiers))

    def empty(self) -> bool:
        """Whether the index has no pages. Raises EngineError."""
        return not self._tried(lambda backend: backend.count(Groups(), Request()))

    def _state(self) -> tuple[object, ...]:
        """What differs when the engine may hold something else than before."""
        if self._settings.address.startswith("tantivy:"):
            return self._mark()
        return (int(monotonic() // _FRESH),)

    def _tried(self, ask: Callable[[Backend], T]) -> T:
        if monotonic() - self._failed < _REST:
            raise EngineError(
                Text(nl="De zoekmachine antwoordt nu niet.", en="The search engine does not answer now."),
            )
        try:
            return ask(self._current())
        except EngineError:
            self._failed = monotonic()
            self._let_go()
            raise

    def _current(self) -> Backend:
        """The open engine; opened anew if its index was replaced since."""
        made = self._mark()
        with self._lock:
            if self._backend is None or made != self._made:
                self._backend = index.open_backend(self._settings, self._workspace)
                self._made = made
            return self._backend

    def _mark(self) -> tuple[int, ...]:
        """What tells one state of an index in the workspace from the next; a server sees to that itself.

        tantivy's own readers look for a commit twice a second, and what was withdrawn is not to be found that long.
        """
        folder = self._workspace / "index"
        try:
            found = [(folder / name).stat() for name in ("tantivy.json", "tantivy/meta.json")]
        except OSError:
            return ()
        return tuple(part for one in found for part in (one.st_ino, one.st_mtime_ns))

    def _let_go(self) -> None:
        with self._lock:
            self._backend = None

    def close(self) -> None:
        """Let go of the engine."""
        with self._lock:
            if self._backend is not None:
                self._backend.close()
                self._backend = None
