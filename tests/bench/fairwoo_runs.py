"""fairwoo as a user runs it: by its command line only, each time in a fresh workspace."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fairwoo.settings import ExtractSettings
from tests.bench import timed
from tests.bench.timed import Cost, Running

FAIRWOO = (sys.executable, "-m", "fairwoo")
STAGES = ("extract", "map", "check", "index")
_PUBLISHER = "gemeente Amsterdam"


def text_only() -> dict[str, str]:
    """The environment in which pages that are images are left alone: no recognition, no search for boxes."""
    switches = {"images": "off", "ocr": "off"}
    return {f"FAIRWOO_EXTRACT__{name.upper()}": value for name, value in switches.items() if name in ExtractSettings.model_fields}


def ingest_command(workspace: Path, folder: Path, until: str = "index") -> list[str]:
    """The command that brings the dossiers of a folder in."""
    return [*FAIRWOO, "--workspace", str(workspace), "--json", "ingest", str(folder), "--publisher", _PUBLISHER, "--until", until]


def ingest(workspace: Path, folder: Path, until: str = "index") -> Cost:
    """Bring them in, in a workspace that is empty before."""
    shutil.rmtree(workspace, ignore_errors=True)
    return timed.run(ingest_command(workspace, folder, until), text_only())


def ingesting(workspace: Path, folder: Path, environment: Mapping[str, str]) -> Running:
    """The same, as a run that goes on; the workspace is left as it is."""
    return Running(ingest_command(workspace, folder), environment, memory=True)


def start_up() -> Cost:
    """What it costs to load the program and do nothing."""
    return timed.run([*FAIRWOO, "--version"])


def is_found(workspace: Path, word: str) -> bool:
    """Does a search for the word find a page?"""
    # Its own small runner: the bench's would take the processes of a run that is going on for its own.
    import subprocess

    command = [*FAIRWOO, "--workspace", str(workspace), "--json", "search", word]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return found.returncode == 0 and any('"document"' in line for line in found.stdout.splitlines())


def account(output: str) -> dict[str, int]:
    """The sums of the account that `ingest --json` ends with: documents, pages, pages without text, findings."""
    sums: dict[str, int] = {}
    for line in output.splitlines():
        record: dict[str, Any] = json.loads(line)
        for name, value in record.get("account", {}).items():
            if isinstance(value, int):
                sums[name] = sums.get(name, 0) + value
    return sums


def size_of(workspace: Path) -> dict[str, int]:
    """Files and bytes of a workspace."""
    sizes = [path.stat().st_size for path in workspace.rglob("*") if path.is_file()]
    return {"workspace_files": len(sizes), "workspace_bytes": sum(sizes)}


def syscalls(workspace: Path, folder: Path) -> dict[str, int]:
    """How often a run asks the system to make things durable, by strace; empty where that is missing. Counts, so without noise."""
    if shutil.which("strace") is None:
        return {}
    shutil.rmtree(workspace, ignore_errors=True)
    report = workspace.with_suffix(".strace")
    calls = "fsync,fdatasync,rename,unlink,pwrite64,write,openat"
    trace = ["strace", "-f", "-qq", "-c", "-U", "calls,name", "-e", f"trace={calls}", "-o", str(report)]
    timed.run([*trace, *ingest_command(workspace, folder)], text_only())
    rows = [line.split() for line in report.read_text(encoding="utf-8").splitlines()]
    return {row[1]: int(row[0]) for row in rows if len(row) == 2 and row[0].isdigit() and row[1] != "total"}
