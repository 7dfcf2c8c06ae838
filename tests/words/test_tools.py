"""Looking for other programs: what is there is told, what is not, hangs or fails is told as absent."""

from __future__ import annotations

import re
import stat
import sys
from importlib.metadata import requires, version
from pathlib import Path

import pytest

from fairwoo import tools

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs made here are shell scripts")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An otherwise empty search path, to put programs in."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(tools, "_USUAL_PLACES", {})
    return tmp_path


def make(folder: Path, name: str, script: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def probed() -> dict[str, tools.Tool]:
    return {tool.name: tool for tool in tools.probe_all()}


def test_every_tool_says_what_for_and_how_in_two_languages(programs: Path) -> None:
    found = probed()
    assert list(found) == ["pyshacl", "java", "tesseract", "libreoffice"]
    for tool in found.values():
        assert all([tool.needed_for.nl, tool.needed_for.en, tool.how.nl, tool.how.en])
    assert {name for name, tool in found.items() if tool.found} == {"pyshacl"}


def test_a_library_tells_its_version(programs: Path) -> None:
    assert probed()["pyshacl"].version == version("pyshacl")


def test_versions_are_read_from_either_stream(programs: Path) -> None:
    make(programs, "java", "echo 'openjdk version \"21.0.4\" 2024-07-16' >&2")
    make(programs, "soffice", "echo 'LibreOffice 24.2.7.2 420(Build:2)'")
    found = probed()
    assert (found["java"].found, found["java"].version) == (True, "21.0.4")
    assert (found["libreoffice"].found, found["libreoffice"].version) == (True, "24.2.7.2")


def test_java_that_is_too_old_is_shown_and_does_not_count(programs: Path) -> None:
    make(programs, "java", "echo 'openjdk version \"17.0.15\"' >&2")
    assert (probed()["java"].found, probed()["java"].version) == (False, "17.0.15")


@pytest.mark.parametrize(("languages", "found"), [("eng\\nnld\\nosd", True), ("eng\\nosd", False), ("nld_old", False)])
def test_tesseract_counts_only_with_dutch(programs: Path, languages: str, found: bool) -> None:
    make(programs, "tesseract", f'[ "$1" = --version ] && echo "tesseract 5.3.0" || printf "List:\\n{languages}\\n"')
    assert probed()["tesseract"].found is found


def test_programs_outside_the_search_path_are_found_in_their_usual_places(
    programs: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = make(tmp_path_factory.mktemp("elsewhere"), "soffice.com", "echo LibreOffice 24.8.1")
    monkeypatch.setattr(tools, "_USUAL_PLACES", {"soffice": ("/nowhere/soffice", str(elsewhere))})
    assert probed()["libreoffice"].version == "24.8.1"


def test_the_path_of_a_program_is_absolute_or_none(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tools.program("soffice") is None
    made = make(programs, "soffice", "exit 0")
    assert tools.program("soffice") == made
    monkeypatch.chdir(programs)
    monkeypatch.setenv("PATH", ".")
    assert tools.program("soffice") == made


@pytest.mark.parametrize("script", ["exit 3", "echo 24.2; exit 1", "exec /bin/sleep 5", "kill -9 $$"])
def test_a_program_that_fails_or_hangs_is_absent(programs: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "_SECONDS", 0.3)
    make(programs, "soffice", script)
    assert (probed()["libreoffice"].found, probed()["libreoffice"].version) == (False, None)


def test_a_program_that_cannot_be_started_is_absent(programs: Path) -> None:
    path = programs / "soffice"
    path.write_bytes(b"\x7fELF nonsense")
    path.chmod(0o755)
    assert not probed()["libreoffice"].found


def test_what_is_said_to_be_installed_is_there_under_that_name():
    """fairwoo itself is on no index, so its extras are named by what is in them."""
    root = Path(__file__).parents[2]
    extras = {name.split(">")[0].split(";")[0] for name in requires("fairwoo") or () if "extra ==" in name}
    texts = [*root.glob("*.md"), *(root / "docs").rglob("*.md"), *(root / "fairwoo").rglob("*.py")]
    told = {name for path in texts for name in re.findall(r"pip install ([^\s;.,`\"'<|]+)", path.read_text(encoding="utf-8"))}
    assert {"pyshacl", "tesserocr", "py7zr"} <= told
    assert {name for name in told if not name.startswith("-")} <= extras
    assert [path for path in texts if re.search(r"pip install [\"“`']*fairwoo", path.read_text(encoding="utf-8"))] == []
