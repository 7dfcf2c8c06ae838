"""Reading files in a process that is locked in as a worker is, with the programs it may start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from fairwoo.extract import cage
from fairwoo.extract.document import readers
from fairwoo.model import Extraction
from tests.extract.opened import opened


def opened_in_cage(paths: list[Path], scratch: Path, programs: tuple[str, ...] = ()) -> list[Extraction]:
    """The extractions of files; `scratch` is left behind as the process leaves it."""
    orders = json.dumps([[str(path) for path in paths], str(scratch), list(programs)])
    done = subprocess.run(
        [sys.executable, "-c", "from tests.extract.caged import main; main()"],
        input=orders.encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    return [Extraction.model_validate_json(line) for line in done.stdout.splitlines()]


def main() -> None:
    """What the process does."""
    import pygfried

    paths, scratch, programs = json.loads(sys.stdin.read())
    answer = os.dup(1)
    readers()
    pygfried.identify(__file__)
    cage.lock_in(Path(scratch), 64, 2048, programs)
    for path in paths:
        found = opened(Path(path), scratch=Path(scratch))
        os.write(answer, found.model_dump_json().encode() + b"\n")
