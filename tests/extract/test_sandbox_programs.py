"""A program that a reader started ends with it, however it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import pytest

from fairwoo.extract.reading import Job
from fairwoo.extract.sandbox import Reader
from fairwoo.settings import ExtractSettings

FAKE = "tests.fakes.readers:behave"
PYTHON = os.path.realpath(sys.executable)
SETTINGS = ExtractSettings(workers=1, cpu_seconds=1, memory_mb=768)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no process groups on Windows")


@pytest.mark.parametrize(("then", "code"), [("wait", "reading-timed-out"), ("die", "reading-crashed")])
def test_program_ends_with_its_reader(tmp_path, then, code):
    path = tmp_path / "x"
    path.write_text(f"start {then}")
    with Reader(SETTINGS, tmp_path, reader=FAKE, programs=(PYTHON,)) as reader:
        ((_, extraction),) = reader.read([Job(path, "x", "x", 1)])
        assert [finding.code for finding in extraction.findings] == [code]
        _wait_until_gone(tmp_path / "program")


def test_program_ends_with_a_killed_run(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        textwrap.dedent(
            f"""
            from pathlib import Path
            from fairwoo.extract.reading import Job
            from fairwoo.extract.sandbox import Reader
            from fairwoo.settings import ExtractSettings

            if __name__ == "__main__":
                folder = Path({str(tmp_path)!r})
                (folder / "x").write_text("start wait")
                with Reader(ExtractSettings(workers=1), folder, reader={FAKE!r}, programs=({PYTHON!r},)) as reader:
                    list(reader.read([Job(folder / "x", "x", "1", 1)]))
            """
        )
    )
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    parent = subprocess.Popen([sys.executable, str(script)], env=environment, cwd=tmp_path)
    _wait_for(lambda: (tmp_path / "program").exists() and (tmp_path / "program").read_text())
    parent.kill()
    parent.wait()
    _wait_until_gone(tmp_path / "program")


def _wait_until_gone(pid):
    number = int(pid.read_text())
    _wait_for(lambda: not psutil.pid_exists(number) or psutil.Process(number).status() == psutil.STATUS_ZOMBIE)


def _wait_for(condition, seconds=20):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)
