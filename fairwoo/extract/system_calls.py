"""Takes system calls away from this process and everything it starts, for good: a seccomp filter of Linux (seccomp(2)).

It needs no rights and no library. Where it cannot be had (another system or processor, a container that forbids it) nothing
happens, and the audit hook of the `cage` is all there is. What it does not close: sockets that are open already; and, while
programs may be started, local (Unix) sockets, by which they talk to each other, and new processes, which cannot leave the group.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from typing import Literal, NamedTuple


class _Processor(NamedTuple):
    """The numbers of a processor's system calls, and of the processor itself (AUDIT_ARCH_*)."""

    audit: int
    seccomp: int
    socket: int
    clone: int
    leaving: tuple[int, ...]  # setsid, setpgid
    starting: tuple[int, ...]  # execve, execveat, and fork and vfork where there are such


_PROCESSORS = {
    "x86_64": _Processor(0xC000003E, seccomp=317, socket=41, clone=56, leaving=(112, 109), starting=(59, 322, 57, 58)),
    "aarch64": _Processor(0xC00000B7, seccomp=277, socket=198, clone=220, leaving=(157, 154), starting=(221, 281)),
}
_CLONE3 = 435  # its flags lie where a filter cannot look; said to be missing, so that threads are made by clone
_IO_URING_SETUP = 425  # its rings can open sockets without the call; the same number everywhere
_X32 = 0x40000000  # the calls of x86_64 once more, under other numbers
_LOCAL_SOCKET = 1  # AF_UNIX
_THREAD = 0x10000  # CLONE_THREAD

# Classic BPF (linux/filter.h, linux/bpf_common.h) on `struct seccomp_data`: number, processor, address, arguments.
_LOAD, _IS, _AT_LEAST, _HAS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _REFUSE, _MISSING = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
_NO_NEW_PRIVILEGES, _SET_FILTER, _ALL_THREADS = 38, 1, 1  # linux/prctl.h, linux/seccomp.h


_OVER = 2
_Target = Literal["", "over", "allow", "refuse", "missing"]


class _Step(NamedTuple):
    """An instruction, and where to go if its question is answered yes or no ("": on to the next; "over": past the next two)."""

    code: int
    value: int
    yes: _Target = ""
    no: _Target = ""


class _Program(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def confine(*, programs: bool) -> bool:
    """Open no sockets and leave no process group any more. Returns whether the kernel sees to it.

    With `programs` local sockets and new processes stay possible, otherwise only threads. Set-user-id programs lose their power.
    """
    processor = _PROCESSORS.get(platform.machine())
    if sys.platform != "linux" or processor is None or sys.maxsize < 1 << 32:
        return False
    steps = _steps(processor, programs=programs)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, ctypes.c_ulong(1), ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0)):
        return False
    program = _Program(len(steps), b"".join(steps))
    arguments = (ctypes.c_long(processor.seccomp), ctypes.c_ulong(_SET_FILTER), ctypes.c_ulong(_ALL_THREADS))
    return bool(libc.syscall(*arguments, ctypes.byref(program)) == 0)


def _steps(processor: _Processor, *, programs: bool) -> list[bytes]:
    """The instructions of the filter (`struct sock_filter`)."""
    refused = (_IO_URING_SETUP, *processor.leaving, *(() if programs else (*processor.starting, processor.socket)))
    threads_only = (
        _Step(_IS, _CLONE3, yes="missing"),
        _Step(_IS, processor.clone, no="over"),
        _Step(_LOAD, _FIRST_ARGUMENT),
        _Step(_HAS, _THREAD, yes="allow", no="refuse"),
    )
    steps = [
        _Step(_LOAD, _ARCHITECTURE),
        _Step(_IS, processor.audit, no="refuse"),
        _Step(_LOAD, _NUMBER),
        _Step(_AT_LEAST, _X32, yes="refuse"),
        *(_Step(_IS, number, yes="refuse") for number in refused),
        *(() if programs else threads_only),
        _Step(_IS, processor.socket, no="allow"),
        _Step(_LOAD, _FIRST_ARGUMENT),
        _Step(_IS, _LOCAL_SOCKET, yes="allow", no="refuse"),
        _Step(_RETURN, _MISSING),
        _Step(_RETURN, _REFUSE),
        _Step(_RETURN, _ALLOW),
    ]
    ends = {"missing": len(steps) - 3, "refuse": len(steps) - 2, "allow": len(steps) - 1}

    def ahead(place: int, target: _Target) -> int:
        return ends[target] - place - 1 if target in ends else _OVER if target == "over" else 0

    return [
        struct.pack("=HBBI", step.code, ahead(place, step.yes), ahead(place, step.no), step.value)
        for place, step in enumerate(steps)
    ]
