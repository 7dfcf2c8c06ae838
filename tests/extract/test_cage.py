"""What a process that was locked in can still do: tried in a process of its own, because there is no way out."""

from __future__ import annotations

import errno
import json
import os
import platform
import socket
import struct
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from fairwoo.extract import system_calls

PYTHON = os.path.realpath(sys.executable)
HELD_BY_KERNEL = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in {"x86_64", "aarch64"}, reason="the kernel holds this on Linux only"
)


@pytest.fixture
def locked_in(tmp_path):
    """Run lines of Python in a process that is locked in; the answer is what they leave in `found`."""

    def run(lines, programs=()):
        scratch = tmp_path / "scratch"
        scratch.mkdir(exist_ok=True)
        script = [
            "import ctypes, json, os, resource, subprocess, sys",
            "from pathlib import Path",
            "from fairwoo.extract.cage import lock_in, program",
            "out, found, PYTHON = os.dup(1), {}, sys.argv[1]",
            "libc = ctypes.CDLL(None, use_errno=True)",
            "def refused(what):",
            "    try: what()",
            "    except PermissionError: return True",
            "    return False",
            f"lock_in(Path({str(scratch)!r}), 1, 1024, {tuple(programs)!r})",
            *textwrap.dedent(lines).splitlines(),
            "os.write(out, json.dumps(found).encode())",
        ]
        done = subprocess.run(
            [sys.executable, "-c", "\n".join(script), PYTHON],
            capture_output=True,
            check=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        )
        return json.loads(done.stdout)

    return run


def test_given_program_runs(locked_in):
    found = locked_in(
        "found['said'] = subprocess.run([PYTHON, '-c', 'print(6 * 7)'], capture_output=True).stdout.decode()", [PYTHON]
    )
    assert found["said"].strip() == "42"


def test_program_may_be_called_by_a_link_to_it(locked_in, tmp_path):
    (tmp_path / "link").symlink_to(PYTHON)
    found = locked_in(
        f"found['code'] = subprocess.run([{str(tmp_path / 'link')!r}, '-c', 'raise SystemExit(3)']).returncode", [PYTHON]
    )
    assert found["code"] == 3


def test_everything_else_stays_forbidden(locked_in):
    """A bare name too: the search path would decide what that is."""
    tries = """
        found["other"] = refused(lambda: subprocess.run(["/bin/sh", "-c", ":"]))
        found["shell"] = refused(lambda: subprocess.run("true", shell=True))
        found["bare"] = refused(lambda: subprocess.run([os.path.basename(PYTHON), "-c", ""], env={"PATH": os.path.dirname(PYTHON)}))
        found["as another"] = refused(lambda: subprocess.run([PYTHON, "-c", ""], executable="/bin/sh"))
        found["posix_spawn"] = refused(lambda: os.posix_spawn("/bin/sh", ["sh", "-c", ":"], {}))
        found["system"] = refused(lambda: os.system("true"))
        found["exec"] = refused(lambda: os.execv(PYTHON, [PYTHON, "-c", ""]))
        found["fork"] = refused(os.fork)
    """
    assert set(locked_in(tries, [PYTHON]).values()) == {True}


def test_no_programs_given_none_started(locked_in):
    found = locked_in("found['refused'] = refused(lambda: subprocess.run([PYTHON, '-c', '']))")
    assert found["refused"]


def test_program_by_name(locked_in):
    found = locked_in("found['path'], found['none'] = program('absent', 'tool'), program('absent')", ["/opt/some/Tool.exe"])
    assert found == {"path": "/opt/some/Tool.exe", "none": None}


def test_program_inherits_the_limits(locked_in):
    """Of one megabyte a file; and what it says is heard although the process itself is silent."""
    lines = """
        write = "import sys; open('large', 'wb').write(bytes(3_000_000))"
        done = subprocess.run([PYTHON, "-c", write], capture_output=True)
        found["failed"], found["size"] = done.returncode != 0, os.path.getsize("large")
    """
    found = locked_in(lines, [PYTHON])
    assert found["failed"]
    assert found["size"] <= 1 << 20


@HELD_BY_KERNEL
def test_kernel_keeps_machine_code_off_the_network(locked_in):
    """What no audit hook of Python sees: the calls themselves. With programs only local sockets stay."""
    lines = """
        families = {"local": 1, "inet": 2, "inet6": 10, "netlink": 16, "packet": 17}
        found.update({name: libc.socket(family, 1, 0) >= 0 for name, family in families.items()})
        found["io_uring"] = libc.syscall(425, 1, ctypes.create_string_buffer(120)) >= 0
    """
    closed = {"local": False, "inet": False, "inet6": False, "netlink": False, "packet": False, "io_uring": False}
    assert locked_in(lines) == closed
    assert locked_in(lines, [PYTHON]) == {**closed, "local": True}


@HELD_BY_KERNEL
def test_kernel_keeps_programs_off_the_network(locked_in):
    lines = """
        code = "import socket\\ntry: socket.socket(); print('open')\\nexcept PermissionError: print('closed')"
        found["said"] = subprocess.run([PYTHON, "-c", code], capture_output=True).stdout.decode().strip()
    """
    assert locked_in(lines, [PYTHON])["said"] == "closed"


@HELD_BY_KERNEL
def test_kernel_keeps_machine_code_from_starting_programs(locked_in):
    lines = """
        found["fork"] = libc.fork() >= 0 or ctypes.get_errno()
        found["exec"] = libc.execv(b"/bin/true", (ctypes.c_char_p * 2)(b"true", None)) and ctypes.get_errno()
        import threading
        thread = threading.Thread(target=lambda: found.update(thread="ran"))
        thread.start()
        thread.join()
    """
    refused = errno.EPERM
    assert locked_in(lines) == {"fork": refused, "exec": refused, "thread": "ran"}


@HELD_BY_KERNEL
def test_nothing_leaves_the_process_group(locked_in):
    lines = """
        code = "import os\\ntry: os.setsid(); print('left')\\nexcept PermissionError: print(os.getpgrp())"
        found["said"] = subprocess.run([PYTHON, "-c", code], capture_output=True).stdout.decode().strip()
        found["group"] = os.getpgrp()
    """
    found = locked_in(lines, [PYTHON])
    assert found["said"] == str(found["group"])


def _decided(steps, processor, call, argument=0):
    """What a filter answers, by the rules of classic BPF."""
    place, accumulator = 0, 0
    data = {0: call, 4: processor.audit, 16: argument}
    while True:
        code, yes, no, value = struct.unpack("=HBBI", steps[place])
        place += 1
        if code == 0x20:
            accumulator = data[value]
        elif code == 0x06:
            return {0x7FFF0000: "allow", 0x50000 | errno.EPERM: "refuse", 0x50000 | errno.ENOSYS: "missing"}[value]
        else:
            held = {0x15: accumulator == value, 0x35: accumulator >= value, 0x45: bool(accumulator & value)}[code]
            place += yes if held else no


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_filter_decides_the_same_on_every_processor(machine):
    """Numbers of the calls: asm/unistd_64.h and asm-generic/unistd.h."""
    numbers = {
        "x86_64": {"read": 0, "socket": 41, "clone": 56, "execve": 59, "setpgid": 109, "setsid": 112},
        "aarch64": {"read": 63, "socket": 198, "clone": 220, "execve": 221, "setpgid": 154, "setsid": 157},
    }[machine]
    processor = system_calls._PROCESSORS[machine]
    thread, local, internet = 0x3D0F00, socket.AF_UNIX, socket.AF_INET
    wanted = [
        # call, argument, without programs, with programs
        ("read", 0, "allow", "allow"),
        ("socket", local, "refuse", "allow"),
        ("socket", internet, "refuse", "refuse"),
        ("clone", thread, "allow", "allow"),
        ("clone", 17, "refuse", "allow"),
        ("execve", 0, "refuse", "allow"),
        ("setpgid", 0, "refuse", "refuse"),
        ("setsid", 0, "refuse", "refuse"),
    ]
    for programs in (False, True):
        steps = system_calls._steps(processor, programs=programs)
        for name, argument, without, given in wanted:
            assert _decided(steps, processor, numbers[name], argument) == (given if programs else without), name
        assert _decided(steps, processor, 435) == ("allow" if programs else "missing")
        assert _decided(steps, processor, 425) == "refuse"
        assert _decided(steps, processor._replace(audit=0x40000003), numbers["read"]) == "refuse"  # 32-bit calls


def test_unknown_processor_is_left_alone(monkeypatch):
    monkeypatch.setattr(platform, "machine", lambda: "riscv128")
    assert not system_calls.confine(programs=False)
