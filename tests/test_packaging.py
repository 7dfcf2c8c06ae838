"""The wheel, in a clean environment without development dependencies: `fairwoo demo` works, twice, without a network."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NO_NETWORK = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "PIP_NO_INDEX": "1"}


@pytest.fixture(scope="module")
def fairwoo(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT)], check=True, timeout=300)
    (wheel,) = folder.glob("fairwoo-*.whl")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True, timeout=300)
    scripts = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    install = [str(scripts / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", str(wheel)]
    subprocess.run(install, check=True, timeout=900)
    return scripts / "fairwoo"


@pytest.mark.slow
def test_the_demo_runs_from_the_wheel(fairwoo, tmp_path):
    arguments = [str(fairwoo), "--workspace", str(tmp_path / "demo"), "demo", "--no-serve"]
    environment = {**os.environ, **NO_NETWORK}
    first = subprocess.run(arguments, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=True)
    for stage in ("ingest", "map", "check", "index", "score", "search"):
        assert f"--workspace {tmp_path / 'demo'} {stage}" in first.stdout
    assert "zwembad" in first.stdout.lower()
    assert first.stdout.strip().endswith('ingest MAP --publisher "gemeente Naam" --dry-run')
    again = subprocess.run(arguments, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=True)
    assert "ongewijzigd" in again.stdout


@pytest.mark.slow
def test_the_demo_ends_with_the_site_open(fairwoo, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, **NO_NETWORK, "FAIRWOO_SERVE__PORT": str(port), "no_proxy": "127.0.0.1"}
    arguments = [str(fairwoo), "--workspace", str(tmp_path / "demo"), "demo"]
    with subprocess.Popen(arguments, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            page = _read(f"http://127.0.0.1:{port}/zoeken?q=zwembad", process)
            assert "<mark>" in page
            assert _read(f"http://127.0.0.1:{port}/", process)
        finally:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode in {0, 130}


def _read(address: str, process: subprocess.Popen[str]) -> str:
    """A page of a site that may not be there yet."""
    end = time.monotonic() + 240
    while True:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                return str(answer.read().decode())
        except urllib.error.URLError:
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.2)


@pytest.mark.slow
def test_data_files_are_in_the_wheel(fairwoo):
    listed = subprocess.run([str(fairwoo), "list", "bodies", "Haarlem"], capture_output=True, text=True, timeout=60, check=True)
    assert "gm0392" in listed.stdout
