"""What a command costs: CPU seconds of it and of all that it started, wall seconds, and on request the memory of the whole tree.

A process that outlives the one that started it is adopted by the bench (PR_SET_CHILD_SUBREAPER) and waited for, so that the forkserver and
its readers are counted although the command does not wait for them. Linux only.
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import psutil

_PR_SET_CHILD_SUBREAPER = 36
_LOOK_EVERY = 0.05
_WATCH_EVERY = 0.2


class Cost(NamedTuple):
    """CPU seconds in all; those of the command's own process; wall seconds; the most memory of the tree at one time (PSS, bytes; None
    if nobody looked); what it wrote on stdout, and its exit code.
    """

    cpu: float
    own: float
    wall: float
    memory: int | None
    output: str
    code: int

    @property
    def others(self) -> float:
        """CPU seconds of the processes that it started and left behind: the forkserver and its readers."""
        return self.cpu - self.own


class FailedError(RuntimeError):
    """The command did not do what it was asked."""


class Running:
    """A command that runs. `step` looks at it once, `finish` waits for it and for all that it started."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None, *, memory: bool = False) -> None:
        if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "the bench cannot adopt processes here")
        self._memory: int | None = 0 if memory else None
        self._output = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed in `finish`
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self._start = time.monotonic()
        self._looked = 0.0
        self._usage: dict[int, resource.struct_rusage] = {}
        self._code: int | None = None
        self._before = _children()  # of whoever runs the bench: none of its business
        self._process = subprocess.Popen(
            command, env={**os.environ, **(environment or {})}, stdout=self._output, stderr=self._errors, start_new_session=True
        )
        self.command = list(command)

    @property
    def pid(self) -> int:
        """The process of the command itself."""
        return self._process.pid

    def step(self) -> bool:
        """Gather what has ended; is anything left?"""
        left = _children() - self._before
        for pid in left:
            ended, status, usage = os.wait4(pid, os.WNOHANG)
            if ended:
                self._usage[pid] = usage
                if pid == self.pid:
                    self._code = self._process.returncode = os.waitstatus_to_exitcode(status)
        if not left:
            return False
        if self._memory is not None and time.monotonic() - self._looked >= _WATCH_EVERY:
            self._memory = max(self._memory, tree_memory(left))
            self._looked = time.monotonic()
        return True

    def kill(self) -> None:
        """End the command's own process as a power cut would; what it started ends by itself."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, 9)

    def finish(self, *, fails: bool = False) -> Cost:
        """Wait for the end. Raises FailedError if the exit code is not 0 and that is not expected (`fails`)."""
        while self.step():
            time.sleep(_LOOK_EVERY)
        wall = time.monotonic() - self._start
        texts = []
        for file in (self._output, self._errors):
            file.seek(0)
            texts.append(file.read())
            file.close()
        code = self._code if self._code is not None else -1
        if code and not fails:
            raise FailedError(f"{' '.join(self.command)} ended with {code}:\n{texts[1][-2_000:]}")
        seconds = {pid: usage.ru_utime + usage.ru_stime for pid, usage in self._usage.items()}
        return Cost(sum(seconds.values()), seconds.get(self.pid, 0.0), wall, self._memory, texts[0], code)


def run(command: Sequence[str], environment: Mapping[str, str] | None = None, *, memory: bool = False) -> Cost:
    """Run a command to its end. Raises FailedError if it does not end with 0."""
    return Running(command, environment, memory=memory).finish()


def until(running: Running, seen: Callable[[], bool], every: float = 0.5) -> float | None:
    """Seconds from now until `seen`, or None if the command ended before that."""
    start = time.monotonic()
    while running.step():
        if seen():
            return time.monotonic() - start
        time.sleep(every)
    return None


def tree_memory(roots: Iterable[int]) -> int:
    """The memory of these processes and all below them in bytes, shared pages counted once (PSS)."""
    total = 0
    for root in roots:
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(root)
            total += sum(_pss(one.pid) for one in (process, *process.children(recursive=True)))
    return total


def _pss(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:  # it ended meanwhile
        return 0
    return sum(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))


def _children() -> set[int]:
    """The processes whose parent is this one, adopted ones included."""
    found: set[int] = set()
    for path in Path("/proc/self/task").iterdir():
        with suppress(ProcessLookupError):
            found.update(int(pid) for pid in (path / "children").read_text(encoding="ascii").split())
    return found
