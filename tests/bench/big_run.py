"""B3: one PDF of 20,000 pages. CPU beside a bare loop, memory of the whole tree, when it can be searched, and what is left after a kill."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from tests.bench import big, fairwoo_runs, material, peers, timed
from tests.bench.workloads import Bench, Result

_HALF = 0.5
_MOST_MB, _MOST_SECONDS = 300, 10  # goals: memory of the tree, and the first page searchable


def b3_big(bench: Bench) -> Result:
    """One run that is watched, one that is killed half-way and repeated, and the bare loop."""
    pages = bench.pages
    folder = bench.folder("big", lambda folder: material.big_dossier(folder, pages))
    workspace = bench.scratch / "workspace"
    bare = timed.run([sys.executable, str(Path(peers.__file__)), "text", str(folder)], memory=True)
    first, whole = _watched(workspace, folder)
    if not fairwoo_runs.is_found(workspace, big.mark_of(pages)):
        raise timed.FailedError("the last page cannot be found")
    resumed = _resumed(workspace, folder, whole.wall * _HALF)
    if not fairwoo_runs.is_found(workspace, big.mark_of(pages)):
        raise timed.FailedError("the last page cannot be found after a kill")
    facts = {
        "CPU seconds": whole.cpu,
        "CPU seconds of the bare loop": bare.cpu,
        "ratio (a single run: no verdict)": whole.cpu / bare.cpu,
        f"memory of the tree, MB (goal {_MOST_MB})": (whole.memory or 0) / 1e6,
        "memory of the bare loop, MB": (bare.memory or 0) / 1e6,
        f"first page found after, seconds (goal {_MOST_SECONDS})": first if first is not None else whole.wall,
        "wall seconds": whole.wall,
        "CPU of the repeated run as a share of the whole, killed half-way": resumed / whole.cpu,
    }
    account = fairwoo_runs.account(whole.output)
    notes = () if first is not None else ("nothing could be found before the run had ended",)
    return Result(
        facts=tuple(facts.items()),
        counts=tuple({**account, **fairwoo_runs.size_of(workspace)}.items()),
        notes=notes,
    )


def _watched(workspace: Path, folder: Path) -> tuple[float | None, timed.Cost]:
    """A run from nothing: seconds until a word of the first page is found, and what it cost."""
    shutil.rmtree(workspace, ignore_errors=True)
    running = fairwoo_runs.ingesting(workspace, folder, fairwoo_runs.text_only())
    first = timed.until(running, lambda: fairwoo_runs.is_found(workspace, big.mark_of(1)), every=1.0)
    return first, running.finish()


def _resumed(workspace: Path, folder: Path, seconds: float) -> float:
    """CPU seconds of a run that goes on after one that was killed so many seconds after its start."""
    shutil.rmtree(workspace, ignore_errors=True)
    running = fairwoo_runs.ingesting(workspace, folder, fairwoo_runs.text_only())
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and running.step():
        time.sleep(0.05)
    running.kill()
    running.finish(fails=True)
    return fairwoo_runs.ingesting(workspace, folder, fairwoo_runs.text_only()).finish().cpu
