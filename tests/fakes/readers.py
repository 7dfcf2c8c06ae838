"""Readers that do what hostile files make real ones do. Run in a worker in place of `document.read_document`."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from fairwoo.model import Extraction, Page


def behave(job, limits, known, *, again):
    """Do what the first word of the file says; the rest of the file is its argument."""
    word, _, argument = job.path.read_text().partition(" ")
    known("text/x-fake", word in {"abort-once", "abort-twice"})
    return _DEEDS[word](job, limits, argument, again)


def _say(job, text, **more):
    return Extraction(sha256=job.sha256, media_type="text/x-fake", pages=(Page(number=1, text=text),), **more)


def _read(job, limits, argument, again):
    return _say(job, argument)


def _spin(job, limits, argument, again):
    while True:
        pass


def _spin_in_c(job, limits, argument, again):
    """No line of Python runs meanwhile, so no handler of a signal would."""
    pow(3, 10**9)


def _spin_deaf(job, limits, argument, again):
    """Every signal that can be blocked is."""
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    _spin(job, limits, argument, again)


def _fork(job, limits, argument, again):
    """Past the audit hook: twins that sleep, and the process itself goes on as if nothing was."""
    for _ in range(20):
        if ctypes.CDLL(None).fork() == 0:
            _sleep(job, limits, argument, again)
    return _say(job, "forked")


def _fork_and_die(job, limits, argument, again):
    """The twin holds the pipe open."""
    if ctypes.CDLL(None).fork() == 0:
        _sleep(job, limits, argument, again)
    os.abort()


def _start(job, limits, argument, again):
    """A program that writes its number down, ignores what it can, and sleeps; the reader waits for it, or dies, as `argument` says."""
    pid = limits.scratch / "program"
    code = f"""
import os, pathlib, signal, time
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
pathlib.Path({str(pid)!r}).write_text(str(os.getpid()))
time.sleep(600)
"""
    program = subprocess.Popen([os.path.realpath(sys.executable), "-c", code])
    while argument == "die" and not (pid.exists() and pid.read_text()):
        time.sleep(0.01)
    if argument == "die":
        os.abort()
    program.wait()


def _sleep(job, limits, argument, again):
    time.sleep(600)


def _nap(job, limits, argument, again):
    time.sleep(float(argument))
    return _say(job, "awake")


def _sleep_deaf(job, limits, argument, again):
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    time.sleep(600)


def _eat(job, limits, argument, again):
    hoard = []
    while True:
        hoard.append(bytearray(64 << 20))


def _eat_slowly(job, limits, argument, again):
    hoard = []
    while True:
        hoard.append(bytes(range(256)) * (40 << 12))
        time.sleep(0.05)


def _eat_and_die(job, limits, argument, again):
    """As C++ does: no exception, but an abort."""
    try:
        _eat(job, limits, argument, again)
    except MemoryError:
        os.abort()


def _abort(job, limits, argument, again):
    os.abort()


def _segfault(job, limits, argument, again):
    ctypes.string_at(0)


def _exit(job, limits, argument, again):
    os._exit(7)


def _raise(job, limits, argument, again):
    raise RuntimeError("of our own")


def _abort_once(job, limits, argument, again):
    if not again:
        os.abort()
    return _say(job, "another way")


def _abort_twice(job, limits, argument, again):
    os.abort()


def _shout(job, limits, argument, again):
    return _say(job, "a" * int(argument))


def _print(job, limits, argument, again):
    print("noise")
    os.write(1, b"noise\n")
    os.write(2, b"noise\n")
    return _say(job, "quiet")


def _step(job, limits, argument, again):
    """Many pages that each take a while: allowed, though together they take more than the basic time."""
    for _ in range(int(argument)):
        until = time.process_time() + 0.25
        while time.process_time() < until:
            pass
        limits.step()
    return _say(job, "done")


def _forbidden(job, limits, argument, again):
    """Tries what a reader may not do; says what was let through."""
    outside = Path(argument)
    tries = {
        "connect": lambda: socket.create_connection(("127.0.0.1", 9)),
        "socket": socket.socket,
        "name": lambda: socket.getaddrinfo("localhost", 80),
        "program": lambda: subprocess.run([sys.executable, "-c", ""], check=False),
        "system": lambda: os.system("true"),
        "fork": lambda: os.fork() or os._exit(0),
        "signal": lambda: os.kill(os.getppid(), 0),
        "write": lambda: outside.write_text("outside"),
        "append": lambda: outside.open("a").close(),
        "rename": lambda: job.path.rename(outside),
        "remove": job.path.unlink,
        "folder": lambda: outside.with_suffix(".d").mkdir(),
        "up": lambda: (limits.scratch / ".." / outside.name).write_text("outside"),
    }
    done = []
    for name, attempt in tries.items():
        try:
            attempt()
        except PermissionError:
            continue
        done.append(name)
    (limits.scratch / "inside").write_text("inside")
    return _say(job, " ".join(done))


def _grow(job, limits, argument, again):
    """A file larger than members may be."""
    with (limits.scratch / "large").open("wb") as file:
        file.write(bytes(int(argument)))
    return _say(job, "written")


def _pid(job, limits, argument, again):
    return _say(job, str(os.getpid()))


def _sleep_with_pid(job, limits, argument, again):
    (limits.scratch / "pid").write_text(str(os.getpid()))
    time.sleep(600)


_DEEDS = {name[1:].replace("_", "-"): deed for name, deed in list(globals().items()) if name.startswith("_") and callable(deed)}
