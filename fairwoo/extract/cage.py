"""Locks a worker process in: memory, CPU time, size of files, no network, no writing outside its scratch folder, no programs but a few.

What holds it:
* Memory and CPU time: the kernel on Linux (`KERNEL_LIMITS`). Elsewhere the supervisor watches from outside; that is slower (it
  looks a few times a second), so a file can use more for a moment.
* Network, programs, writing: an audit hook, which stops Python code. It is no wall against machine code that was taken over.
* On Linux the kernel too: no sockets, no further process unless programs are allowed, no leaving the process group
  (`system_calls`). On macOS and Windows the hook is all there is.

A program that may be started (`programs`, such as LibreOffice) inherits what the kernel holds, each process for itself: it may use
as much memory and CPU time as the reader, and on Linux it has no network and dies with the process group of the worker. It is
not kept from writing elsewhere, nor from starting further programs. On macOS and Windows it has the network of the user, and the
wall-clock deadline alone holds it.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any

from fairwoo.extract import system_calls

KERNEL_LIMITS = sys.platform == "linux"

_FORBIDDEN = frozenset(
    {
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.spawn",
        "os.startfile",
        "os.system",
        "pty.spawn",
        "socket.__new__",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
    }
)
_SIGNALS = frozenset({"os.kill", "os.killpg"})  # needed by whoever may start a program, to end it
# Both are raised, or the first alone, depending on how `subprocess` starts it. The first argument of both is what is started.
_STARTS_A_PROGRAM = frozenset({"subprocess.Popen", "os.posix_spawn"})
_WRITES_A_PATH = frozenset({"os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate"})
_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


_programs: set[str] = set()


def lock_in(scratch: Path, file_mb: int, memory_mb: int | None, programs: Iterable[str] = ()) -> None:
    """Lock the calling process in for good. Call it after the libraries that start threads have been loaded.

    `memory_mb` is None where the kernel does not hold it. `programs` are the real, absolute paths of the programs that it may start.
    """
    with contextlib.suppress(AttributeError, OSError):  # Windows has no sessions; a session leader needs none
        os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = str(scratch)
    sys.dont_write_bytecode = True
    _set_limits(file_mb << 20, None if memory_mb is None else memory_mb << 20)
    _silence()
    _programs.update(programs)
    system_calls.confine(programs=bool(_programs))
    sys.addaudithook(_guard(scratch, frozenset(_programs)))


def program(*names: str) -> str | None:
    """The path of the first of these programs (names without ".exe") that `lock_in` lets this process start; else None."""
    by_name = {re.sub(r"\.(exe|com)$", "", PurePath(path).name.lower()): path for path in sorted(_programs)}
    return next((by_name[name] for name in names if name in by_name), None)


def _set_limits(file_size: int, memory: int | None) -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    if memory is not None:
        # DATA counts what can be written to: unlike AS it leaves out the 1.5 GB that the Go runtime of pygfried only reserves.
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _silence() -> None:
    """Third-party readers talk to stdout and stderr; what they have to say comes back as findings."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    os.close(null)


def _guard(scratch: Path, programs: frozenset[str]) -> Any:
    inside = os.path.realpath(scratch) + os.sep
    forbidden = _FORBIDDEN if programs else _FORBIDDEN | _SIGNALS

    def guard(event: str, arguments: tuple[Any, ...]) -> None:
        if event in forbidden:
            raise PermissionError(f"a reader may not use {event}")
        if event in _STARTS_A_PROGRAM:
            if not _is_one_of(programs, arguments[0]):
                raise PermissionError("a reader may not start this program")
            return
        if event == "open":
            path, _, flags = arguments
            written = [path] if flags & _WRITE_FLAGS and not isinstance(path, int) else []
        elif event in _WRITES_A_PATH:
            written = [argument for argument in arguments[:2] if isinstance(argument, str | bytes | os.PathLike)]
        else:
            return
        for path in written:
            if os.fsdecode(path) != os.devnull and not os.path.realpath(os.fsdecode(path)).startswith(inside):
                raise PermissionError("a reader may write in its scratch folder only")

    return guard


def _is_one_of(programs: frozenset[str], path: object) -> bool:
    """Is this the absolute path of one of the programs? A bare name is not: the search path decides what that means."""
    text = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else ""
    return Path(text).is_absolute() and os.path.realpath(text) in programs


class CpuAllowance:
    """The CPU time one document may use: `seconds`, and `per_page` more for each page done, up to `CEILING` times `seconds`.

    Never more than `seconds` ahead, so that a claim of a million pages, or a thousand quick ones, buys no time for a hang.
    """

    CEILING = 40

    def __init__(self, seconds: float, per_page: float, *, held: bool) -> None:
        """`held`: ask the kernel to end this process when the allowance is used up."""
        self.seconds = seconds
        self.per_page = per_page
        self.held = held
        self.start = time.process_time()
        self.pages = 0
        self.granted = seconds
        self._set()

    def step(self) -> bool:
        """One page done. True when the allowance grew by a second or more since the last time it did."""
        self.pages += 1
        earned = self.seconds + self.per_page * self.pages
        ahead = time.process_time() - self.start + self.seconds
        allowed = min(earned, ahead, self.seconds * self.CEILING)
        if allowed < self.granted + 1:
            return False
        self.granted = allowed
        self._set()
        return True

    def _set(self) -> None:
        if self.held and sys.platform != "win32":
            import resource

            # The soft limit kills by SIGXCPU; the hard one stays open, so that the next document can have its own.
            soft = int(self.start + self.granted) + 1
            resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
