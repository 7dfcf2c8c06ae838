"""The documentation says what the code does: generated pages are up to date, links and commands in the texts exist."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from fairwoo import cli

ROOT = Path(__file__).parents[2]
SHELLS = {"", "sh", "bash", "console", "shell"}
TEXTS = sorted(path for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("vocab/*.md")])


@pytest.fixture
def reference(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    spec = importlib.util.spec_from_file_location("docs_reference", ROOT / "docs" / "reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["opdrachten.md", "bevindingen.md", "onderdelen.md", "standaarden.md", "../standards.md"])
def test_the_generated_pages_are_up_to_date(name, reference):
    assert (reference.FOLDER / name).read_text(encoding="utf-8") == reference.pages()[name], "run: make docs"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_to_files_exist(path):
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_in_code_blocks_exist_with_their_options(path):
    for language, block in re.findall(r"^ *```(\w*)\n(.*?)^ *```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
        for line in block.splitlines() if language in SHELLS else ():
            found = re.match(r"^(?:\$ )?fairwoo\s+(.*)$", line.split("#")[0].strip())
            if not found:
                continue
            words = found[1].split()
            own = {name for param in cli.root.params for name in param.opts}
            command = next((word for word in words if word in cli.root.commands), None)
            assert command or words[0] in own, f"{path.name}: {line}"
            within = cli.root.commands[command] if command else cli.root
            named = next(iter(words[words.index(command) + 1 :]), None) if command else None
            within = getattr(within, "commands", {}).get(named, within)
            known = own | {name for param in within.params for name in param.opts} | {"--help"}
            options = [word.split("=")[0] for word in words if re.match(r"--[a-z]", word)]
            assert set(options) <= known, f"{path.name}: {line}"
