"""Images of pages, drawn when they are first asked for, in processes of their own: pdfium is not thread-safe, and a page is a stranger's.

    drawing = Drawing(workspace.images, workspace.originals, workers=1)
    content = drawing.image(order, digest)       # a WebP, out of the cache if it was drawn before
    words = drawing.words(order)                 # where the words of a text layer stand

What a file hides does not show: the boxes of an order are painted over before anything is encoded.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from fairwoo.serve.drawing.cache import Cache
from fairwoo.serve.drawing.kinds import kind_of
from fairwoo.serve.drawing.orders import Box, Order, PlacedWord, UndrawableError, words_from
from fairwoo.serve.drawing.processes import BusyError, Processes
from fairwoo.store import Originals

__all__ = ["Box", "BusyError", "Drawing", "Order", "PlacedWord", "UndrawableError", "kind_of"]

_SULK = 600.0  # seconds in which what could not be drawn is not tried again: each try may take ten
_MOST_SULKED = 1_000


class Drawing:
    """Draws for one site; safe to use from many threads. To be closed at the end."""

    def __init__(self, images: Path, originals: Originals, workers: int) -> None:
        self._cache = Cache(images, lambda sha256: originals.path(sha256).exists())
        self._processes = Processes(workers, images)
        self._lock = Lock()
        self._failed: dict[str, float] = {}

    def image(self, order: Order, digest: str) -> bytes:
        """The image of a page as WebP. `digest` stands for the order and all that shows in the image.

        Raises UndrawableError if the page cannot be drawn, BusyError if too much is being drawn already.
        """
        kept = self._cache.get(order.sha256, digest)
        if kept is not None:
            return kept
        content = self._tried(order, digest)
        self._cache.put(order.sha256, digest, content)
        return content

    def words(self, order: Order) -> tuple[PlacedWord, ...]:
        """The words of the text layer of a page, but for those that touch a box of the order. Raises as `image`."""
        return words_from(self._tried(order, f"words of {order.sha256}/{order.page}"))

    def begin(self) -> None:
        """Start a process before it is asked for anything, without waiting for it: to load the libraries takes seconds."""
        Thread(target=self._processes.begin, daemon=True).start()

    def close(self) -> None:
        """End the processes."""
        self._processes.close()

    def _tried(self, order: Order, key: str) -> bytes:
        with self._lock:
            if monotonic() - self._failed.get(key, -_SULK) < _SULK:
                raise UndrawableError
        try:
            return self._processes.ask(order)
        except UndrawableError:
            with self._lock:
                self._failed[key] = monotonic()
                while len(self._failed) > _MOST_SULKED:
                    self._failed.pop(next(iter(self._failed)))
            raise
