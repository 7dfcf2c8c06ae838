"""The search engine of the site: opened when first asked, and again when an index was made anew beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TypeVar

from fairwoo import index
from fairwoo.errors import EngineError
from fairwoo.index import Backend
from fairwoo.model import Text
from fairwoo.settings import IndexSettings

_REST = 3.0  # seconds: an engine that just failed is not asked again so soon, or every visitor would wait for it in turn

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

    def asked(self, ask: Callable[[Backend], T]) -> T:
        """What `ask` gets from the engine. Raises EngineError, at once if the engine failed a moment ago."""
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
