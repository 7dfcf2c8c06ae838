"""The supervisor: hands files to worker processes one by one, and outlives whatever they do to them.

A worker that crashes, hangs or eats memory costs its own document only: it is killed with its process group, replaced, and
the document tried once more another way if its format has one. Measured: about 7 ms a file, 40 ms after a death
(forkserver; where that does not exist, on Windows, 150 ms).

Content is deterministic per file; the order of results is the order in which they are done. CPU time decides, not the clock: the
wall-clock deadline is four times as long, so that a busy machine gives the same results.

What is promised where:
* Linux: memory and CPU time are held by the kernel.
* macOS and Windows: by looking every `_WATCH_SECONDS`, so that a quick eater can pass the limit for a moment. A worker has no
  process group on Windows: a program that it may start and that outlives it is stopped by nobody.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from fairwoo import discover
from fairwoo.extract import worker
from fairwoo.extract.cage import KERNEL_LIMITS
from fairwoo.extract.deaths import OUT_OF_MEMORY, TIMED_OUT, TOO_MUCH_OUTPUT, Death, Watch, cause_of, without_reading
from fairwoo.extract.document import SHELF
from fairwoo.extract.identify import UNKNOWN
from fairwoo.extract.reading import Job, Read
from fairwoo.model import Extraction
from fairwoo.settings import ExtractSettings

READER = "fairwoo.extract.tasks:perform"

_WALL_PER_CPU = 4
_WATCH_SECONDS = 0.2
_ANSWER_OVERHEAD = 8  # an answer is at most this many times the text kept: JSON escapes, tables beside pages
_PRELOADED = ("__main__", "fairwoo.extract.worker", "fairwoo.extract.tasks", "pypdfium2", "pypdf", "lxml.etree")


class Reader:
    """Worker processes that read files. They start with the first file and live until the reader is closed.

        with Reader(settings, scratch) as reader:
            for job, extraction in reader.read(jobs):
                ...

    `reader` names the function that the workers call; `watch` says to look at them instead of asking the kernel; `programs` are the
    real paths of the programs that readers may start. Raises
    RuntimeError if a worker cannot start: a mistake of ours, or of a program that uses this without what `multiprocessing` asks of
    it (a script in a file, with `if __name__ == "__main__":` around what it does).
    """

    def __init__(
        self,
        settings: ExtractSettings,
        scratch: Path,
        *,
        reader: str = READER,
        watch: bool = not KERNEL_LIMITS,
        programs: tuple[str, ...] = (),
    ) -> None:
        self._settings = settings
        self._orders = worker.Orders(settings.model_dump_json(), str(scratch), reader, watch, programs)
        self._watch = watch
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End all workers."""
        for one in self._workers:
            one.stop()
        self._workers.clear()

    def read(self, jobs: Iterable[Job]) -> Iterator[Read]:
        """Read the jobs, each taken when a worker is free; yield each as it is done. Closing the generator drops what is in hand."""
        waiting = iter(jobs)
        try:
            while True:
                self._hand_out(waiting)
                busy = [one for one in self._workers if one.job]
                if not busy:
                    return
                yield from self._collect(busy)
        finally:
            for one in [one for one in self._workers if one.job]:
                one.kill()
                self._workers.remove(one)

    def _hand_out(self, waiting: Iterator[Job]) -> None:
        while True:
            idle = next((one for one in self._workers if not one.job), None)
            if idle is None and len(self._workers) >= self._settings.workers:
                return
            job = next(waiting, None)
            if job is None:
                return
            if idle is None:
                idle = _Worker(self._settings, self._orders)
                self._workers.append(idle)
            idle.give(job)

    def _collect(self, busy: list[_Worker]) -> Iterator[Read]:
        """Wait until something happens, and yield what is done. Answers go before deadlines: who answered is not late."""
        by_pipe: dict[Any, _Worker] = {one.pipe: one for one in busy}
        patience = min(one.deadline for one in busy) - time.monotonic()
        if self._watch:
            patience = min(patience, _WATCH_SECONDS)
        answered = [by_pipe[pipe] for pipe in wait(list(by_pipe), max(0.0, patience))]
        for one in answered:
            yield from one.hear()
        for one in busy:
            # Whoever took the last result may have been long about it: an answer that came meanwhile is no late one.
            if one not in answered and one.job and not one.pipe.poll():
                if time.monotonic() > one.deadline:
                    yield from one.fail(TIMED_OUT)
                elif self._watch and (excess := one.watch.excess(one.granted)):
                    yield from one.fail(excess)


class _Worker:
    """One worker process with its pipe, and the job it is on."""

    def __init__(self, settings: ExtractSettings, orders: worker.Orders) -> None:
        self._settings = settings
        self._orders = orders
        self._largest_answer = _ANSWER_OVERHEAD * (settings.text_mb << 20) + (1 << 20)
        self.job: Job | None = None
        self._start()

    def _start(self) -> None:
        context = _context()
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=worker.work, args=(theirs, self._orders), daemon=True)
        self._process.start()
        theirs.close()
        self.watch = Watch(self._process.pid or 0, self._settings.memory_mb)
        self._ready = False

    def give(self, job: Job) -> None:
        """Put the worker on a job."""
        self.job = job
        self._death: Death | None = None
        self._media_type, self._has_second_way = UNKNOWN, False
        self._send(again=False)

    def _send(self, *, again: bool) -> None:
        job = self.job
        assert job is not None  # noqa: S101 - called between `give` and the end of the job
        order = json.dumps({**job._asdict(), "path": str(job.path), "again": again}).encode()
        try:
            self.pipe.send_bytes(order)
        except OSError:  # it died while it was idle, or could not start
            self._check_start()
            self._restart()
            self.pipe.send_bytes(order)
        self.watch.begin()
        self._began = time.monotonic()
        self._grant(self._settings.cpu_seconds)

    def _grant(self, seconds: float) -> None:
        self.granted = seconds
        self.deadline = self._began + seconds * _WALL_PER_CPU

    def hear(self) -> Iterator[Read]:
        """Take one message; yields when it ends the job."""
        try:
            message = self.pipe.recv_bytes(self._largest_answer)
        except (EOFError, ConnectionError):
            yield from self.fail(None)
            return
        except OSError:  # the answer is larger than the text limit can explain
            yield from self.fail(TOO_MUCH_OUTPUT)
            return
        kind, body = message[:1], message[1:]
        if kind == worker.READY:
            self._ready = True
        elif kind == worker.KNOWN:
            self._media_type, self._has_second_way = json.loads(body)
        elif kind == worker.GRANTED:
            self._grant(float(body))
        elif kind == worker.OUT_OF_MEMORY:
            yield from self.fail(OUT_OF_MEMORY)
        else:
            extraction = Extraction.model_validate_json(body)
            if kind == worker.LAST:
                self._restart()
            yield self._finish(extraction)

    def fail(self, death: Death | None) -> Iterator[Read]:
        """The worker died (`death` None) or has to die: try the job once more another way, or give it up."""
        self.kill()
        if death is None:
            self._check_start()
        first, self._death = self._death, death or cause_of(self._process.exitcode)
        self._start()
        if first is None and self._has_second_way:
            self._send(again=True)
        elif self.job:
            death = first or self._death
            yield self._finish(without_reading(self.job, self._media_type, death, self._settings))

    def _check_start(self) -> None:
        if not self._ready:
            self.kill()
            raise RuntimeError(f"a reading worker could not start (exit code {self._process.exitcode})")

    def _finish(self, extraction: Extraction) -> Read:
        assert self.job is not None  # noqa: S101 - a worker finishes only what it was given
        done, self.job = Read(self.job, extraction), None
        return done

    def _restart(self) -> None:
        self.stop()
        self._start()

    def stop(self) -> None:
        """End the process: an idle one by itself, because its pipe closes; a busy one at once."""
        if self.job is None:
            self.pipe.close()
            self._process.join(timeout=2)
        self.kill()

    def kill(self) -> None:
        """End the process and whatever it started, also where it ended by itself before what it started did."""
        self.pipe.close()
        if sys.platform != "win32" and self._process.pid:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # no group of its own yet, or nobody left in it
                os.killpg(self._process.pid, signal.SIGKILL)
        if self._process.is_alive():
            self._process.kill()
        self._process.join()


def _context() -> Any:
    """Processes that are forked from a clean server, so that threads of this process cannot hurt them; on Windows fresh ones."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    # Each would load the readers for itself else. Nothing that starts threads may be among these: they do not live on in a fork.
    context.set_forkserver_preload([*_PRELOADED, *(f"{SHELF}.{name}" for name in discover.names(SHELF))])
    return context
