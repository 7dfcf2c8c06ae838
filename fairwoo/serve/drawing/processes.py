"""The processes that draw: handed one page each, ended when they take too long, replaced when they die."""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from pathlib import Path
from queue import Empty, LifoQueue
from threading import BoundedSemaphore
from typing import Any

from fairwoo.extract.cage import KERNEL_LIMITS
from fairwoo.extract.deaths import Watch
from fairwoo.model import Text
from fairwoo.serve.drawing import worker
from fairwoo.serve.drawing.orders import Order, UndrawableError
from fairwoo.serve.site import NotReadyError

_WAITING = 8  # orders a process that may wait for it
_PATIENCE = 10.0  # seconds until a process must be free
_START = 60.0  # seconds in which a process must have started; a busy machine is slow to load libraries
_WATCH = 0.2  # seconds between looks at a process, where the kernel does not hold it
_PRELOADED = ["__main__", "fairwoo.serve.drawing.worker", "pypdfium2", "PIL.Image", "numpy", "cv2"]


class BusyError(NotReadyError):
    """So many pages are being drawn that another would have to wait too long."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                nl="Er worden nu veel pagina’s bekeken. Probeer het over een minuut opnieuw.",
                en="Many pages are being looked at now. Try again in a minute.",
            )
        )


class Processes:
    """At most `number` of them; they start when they are first needed."""

    def __init__(self, number: int, scratch: Path) -> None:
        self._places = BoundedSemaphore(number * (1 + _WAITING))
        self._idle: LifoQueue[_Process] = LifoQueue()
        self._all = [_Process(scratch) for _ in range(number)]
        for one in self._all:
            self._idle.put(one)

    def ask(self, order: Order) -> bytes:
        """What a process makes of an order. Raises UndrawableError, or BusyError if too many wait already."""
        if not self._places.acquire(blocking=False):
            raise BusyError
        try:
            try:
                one = self._idle.get(timeout=_PATIENCE)
            except Empty:
                raise BusyError from None
            try:
                return one.ask(order)
            finally:
                self._idle.put(one)
        finally:
            self._places.release()

    def begin(self) -> None:
        """Start one, if none is needed just now."""
        with contextlib.suppress(Empty, BusyError):
            one = self._idle.get(block=False)
            try:
                one.start()
            finally:
                self._idle.put(one)

    def close(self) -> None:
        """End them all."""
        for one in self._all:
            one.kill()


class _Process:
    """One process, used by one thread at a time."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = str(scratch)
        self._process: Any = None
        self._pipe: Any = None

    def ask(self, order: Order) -> bytes:
        """What comes of an order. One that died, perhaps of an earlier page, is replaced, and asked once more."""
        answer = self._asked(order) or self._asked(order)
        if answer[:1] != worker.DONE:
            raise UndrawableError
        return answer[1:]

    def _asked(self, order: Order) -> bytes:
        """The answer; empty if the process is dead. Raises UndrawableError if it takes too long."""
        try:
            self.start()
            self._pipe.send_bytes(order.packed())
            answer = self._answer(worker.SECONDS)
        except (EOFError, OSError):
            answer = b""
        if answer == worker.FULL:  # it said so before it was given this order
            answer = b""
        if not answer:
            self.kill()
        if answer is None:
            raise UndrawableError
        return answer

    def start(self) -> None:
        """Start it, unless it runs already. Raises BusyError if that takes too long."""
        if self._process is not None:
            return
        context = _context()
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=worker.work, args=(theirs, self._scratch), daemon=True)
        self._process.start()
        theirs.close()
        self._watch = Watch(self._process.pid or 0, worker.MEMORY_MB)
        if self._answer(_START) != worker.READY:
            self.kill()
            raise BusyError

    def _answer(self, seconds: float) -> bytes | None:
        """The next message, or None if it does not come in time. Raises EOFError or OSError if the process died."""
        deadline = time.monotonic() + seconds
        if not KERNEL_LIMITS:
            self._watch.begin()
        while (left := deadline - time.monotonic()) > 0:
            if self._pipe.poll(left if KERNEL_LIMITS else min(left, _WATCH)):
                message: bytes = self._pipe.recv_bytes()
                return message
            if not KERNEL_LIMITS and self._watch.excess(seconds):
                return None
        return None

    def kill(self) -> None:
        """End the process at once; another takes its place when one is needed."""
        if self._process is not None:
            self._pipe.close()
            with contextlib.suppress(OSError):
                self._process.kill()
            self._process.join()
            self._process = None


def _context() -> Any:
    """Processes that are forked from a clean server, so that threads of this process cannot hurt them; on Windows fresh ones."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context
