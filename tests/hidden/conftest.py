"""All planted files and controls, taken through the whole of fairwoo once; the tests look at what is left."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from fairwoo.model import Finding
from fairwoo.settings import load
from fairwoo.store import Workspace
from tests.hidden.planting import CONTROLS, PLANTED, words_for

for module in ("pdf_drawn", "pdf_unseen", "pdf_marked", "pdf_filed", "pdf_pdfium", "office", "sheets", "mail_images", "controls"):
    importlib.import_module(f"tests.hidden.{module}")

PUBLISHER = "gm1672"
VISIBLE = "kanarie.txt"  # a file whose words are seen, to see the search find them


class Done(NamedTuple):
    """What a run left: `files` is what was delivered, `workspace` what came of it, `said` what was printed and exported."""

    files: Path
    workspace: Path
    said: Path
    findings: dict[str, list[Finding]]
    codes: dict[str, int]


def fairwoo(folder: Path, *words: str, name: str = "") -> int:
    """Run a command on the workspace in a folder, and keep what it prints in `said`; its exit code."""
    said = folder / "said"
    said.mkdir(exist_ok=True)
    environment = {**os.environ, "FAIRWOO_WORKSPACE": str(folder / "workspace")}
    done = subprocess.run(
        [sys.executable, "-m", "fairwoo", *words], check=False, capture_output=True, env=environment, cwd=folder, timeout=900
    )
    stem = name or words[0]
    (said / f"{stem}.out").write_bytes(done.stdout)
    (said / f"{stem}.err").write_bytes(done.stderr)
    assert done.returncode in {0, 1}, done.stderr.decode(errors="replace")
    return done.returncode


def deliver(folder: Path, files: dict[str, bytes], title: str) -> Path:
    """A dossier folder with these files."""
    folder.mkdir(parents=True)
    about = {"publisher": PUBLISHER, "title": title, "category": "Woo-verzoeken en -besluiten", "decided": "2024-03-12"}
    about["documents"] = [{"file": name, "dated": "2024-02-29"} for name in files]
    (folder / "dossier.json").write_text(json.dumps(about))
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def findings_by_file(workspace: Path) -> dict[str, list[Finding]]:
    """File → the findings of its reading, files inside files counted as themselves."""
    opened = Workspace.open(load({"workspace": workspace}).workspace)
    try:
        found: dict[str, list[Finding]] = {}
        for held in opened.catalogue.held():
            for finding in opened.catalogue.findings(held.id, "extract"):
                found.setdefault(finding.place.file or "", []).append(finding)
        return found
    finally:
        opened.close()


@pytest.fixture(scope="session")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """One run over everything: ingest (with all that it can say), index, export, score, show, verify."""
    folder = tmp_path_factory.mktemp("hidden")
    files = folder / "delivered"
    made = {name: one.make(one.words()) for name, one in PLANTED.items()}
    kinds = {kind: {name: content for name, content in made.items() if name.startswith(kind)} for kind in ("rl-", "pk-")}
    rest = {name: content for name, content in made.items() if not name.startswith(tuple(kinds))}
    for number, group in enumerate((*kinds.values(), rest)):
        deliver(files / f"geplant-{number}", group, "Besluit over de bruggen")
    shown = {VISIBLE: f"Te lezen staat hier {' '.join(words_for(VISIBLE, 2))}.".encode()}
    controls = {name: make() for name, make in CONTROLS.items()} | shown
    deliver(files / "niets-verborgen", controls, f"Besluit {words_for('title', 1)[0]}")
    codes = {"ingest": fairwoo(folder, "ingest", str(files), "-vv", "--strict")}
    for words in (("index", "--rebuild"), ("export", "--output", str(folder / "said" / "export")), ("verify",), ("score",)):
        codes[words[0]] = fairwoo(folder, *words)
    codes["score json"] = fairwoo(folder, "score", "--format", "json", name="score-json")
    codes["export json"] = fairwoo(folder, "export", name="export-screen")
    for number, held in enumerate(_held(folder / "workspace")):
        fairwoo(folder, "show", held, name=f"show-{number}")
        fairwoo(folder, "show", held, "--json", name=f"show-json-{number}")
    fairwoo(folder, "search", "besluit", "--limit", "500", "--json", name="search")
    return Done(files, folder / "workspace", folder / "said", findings_by_file(folder / "workspace"), codes)


def _held(workspace: Path) -> list[str]:
    opened = Workspace.open(workspace)
    try:
        return [held.id for held in opened.catalogue.held()]
    finally:
        opened.close()
