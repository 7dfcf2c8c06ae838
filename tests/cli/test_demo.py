"""The demo, and what the README says to do first: each line can be typed as it stands, in the folder where the demo ran."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(sys.executable).parent
pytestmark = pytest.mark.skipif(not shutil.which("fairwoo", path=str(SCRIPTS)), reason="fairwoo is not installed here")


def typed(line: str, folder: Path, path: str = "") -> subprocess.CompletedProcess[str]:
    """What comes of a line typed in a shell."""
    found = os.pathsep.join(filter(None, [path, *(one for one in os.environ["PATH"].split(os.pathsep) if Path(one) != SCRIPTS)]))
    told = {**os.environ, "PATH": found}
    return subprocess.run(line, shell=True, cwd=folder, env=told, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def demo(place) -> str:
    done = typed(f"{SCRIPTS / 'fairwoo'} demo --no-serve", place)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_lines_it_ends_with_work_in_the_shell_it_ran_in(demo, place):
    lines = [line.strip() for line in demo[demo.index("De resultaten staan in") :].splitlines() if line.startswith("  ")]
    (place / "zaak").mkdir()
    (place / "zaak" / "besluit.txt").write_text("Besluit op het verzoek over het zwembad.")
    assert len(lines) == 4
    for line in (one for one in lines if not one.endswith(" serve")):
        filled = line.replace("MAP --publisher", "zaak --publisher").replace("gemeente Naam", "gemeente Boarnsterhim")
        done = typed(filled, place)
        assert done.returncode == 0, (filled, done.stderr)
        assert done.stdout.strip(), filled
    assert any("list dossiers" in line for line in lines)


def test_it_tells_short_paths_where_it_can(demo, place):
    assert "De resultaten staan in fairwoo-demo, " in demo
    assert str(place) not in demo.split("\n$ ")[-1]


@pytest.mark.parametrize("language", ["", "--lang en "])
def test_the_lines_of_the_readme_about_the_demo_work(demo, place, language):
    lines = re.findall(
        rf"^(fairwoo {language}--workspace fairwoo-demo .*)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(lines) >= 2
    for line in lines:
        done = typed(line, place, str(SCRIPTS))
        assert done.returncode == 0, (line, done.stderr)
        assert done.stdout.strip(), line


def test_what_describing_finds_is_told_with_its_dossier_and_stands_in_the_account(demo, place):
    account = (place / "fairwoo-demo" / "report.html").read_text(encoding="utf-8")
    assert account.count("diwoo-date-missing") == 4
    assert "gm0055-bomenkap-dorpsstraat" in account


def test_another_port_is_one_option_away(demo, place):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = typed(f"{SCRIPTS / 'fairwoo'} demo --port {port}", place)
    assert done.returncode == 2  # it is that port that it asked for
    assert f"poort {port}" in done.stderr


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")
def test_make_passes_the_port_on_and_tells_every_target():
    told = make("-n", "demo", "PORT=8123", "CI=")
    assert "demo --port 8123" in " ".join(told.split())
    (targets,) = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    helped = make("help")
    assert {line.split()[1] for line in helped.splitlines()} == set(targets.split()) - {"help"}


def make(*arguments: str) -> str:
    """What make prints; the tests may run under a make of their own, which says more."""
    outer = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    return subprocess.run(["make", *arguments], cwd=ROOT, env=outer, capture_output=True, text=True, check=True).stdout
