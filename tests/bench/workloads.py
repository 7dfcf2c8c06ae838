"""The workloads: what is run, against which named peer, and the goal. Each gives a `Result`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench import compare, fairwoo_runs, material, peers, timed
from tests.bench.compare import Comparison, Figures, Side
from tests.bench.latency import Latency
from tests.bench.timed import Cost

_PEERS = str(Path(peers.__file__))
_GENERATED_FILES, _GENERATED_PAGES = 300, 12
_DPI = 150


class Bench(NamedTuple):
    """Where a run of the bench has its files, how many rounds it measures, and how many pages the big file has.

    `indexed` is how many pages are searched in, None for as many as each workload says.
    """

    corpus: Path
    scratch: Path
    rounds: int
    pages: int
    indexed: int | None = None

    def folder(self, name: str, make: Callable[[Path], Path]) -> Path:
        """A folder of material, made when it is first asked for."""
        folder = self.scratch / name
        return folder if folder.exists() else make(folder)


class Result(NamedTuple):
    """What came of a workload: comparisons, single figures by name, counts that have no noise, and how long answers take."""

    comparisons: tuple[Comparison, ...] = ()
    figures: tuple[Figures, ...] = ()
    facts: tuple[tuple[str, float], ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    latencies: tuple[Latency, ...] = ()
    notes: tuple[str, ...] = ()


def b1_corpus(bench: Bench) -> Result:
    """All PDFs of the corpus to searchable, without images, beside a bare loop over them."""
    return _text(bench, bench.folder("corpus", lambda folder: material.corpus_dossiers(bench.corpus, folder)))


def b1_generated(bench: Bench) -> Result:
    """300 generated files of 12 pages: start-up weighs less."""
    return _text(bench, _generated(bench))


def b1_stages(bench: Bench) -> Result:
    """Where the time of the corpus run goes: start-up, reading in the workers, and each stage in the command itself."""
    folder = bench.folder("corpus", lambda folder: material.corpus_dossiers(bench.corpus, folder))
    workspace = bench.scratch / "workspace"
    rows: dict[str, list[float]] = {}
    for _ in range(bench.rounds):
        own = fairwoo_runs.start_up().cpu
        rows.setdefault("start-up", []).append(own)
        for stage in fairwoo_runs.STAGES:
            cost = fairwoo_runs.ingest(workspace, folder, stage)
            if stage == "extract":
                rows.setdefault("reading, in workers", []).append(cost.others)
            name = {"extract": "ingest, settle, catalogue"}.get(stage, stage)
            rows.setdefault(name, []).append(max(0.0, cost.own - own))
            own = cost.own
    return Result(figures=tuple(compare.figures(name, runs) for name, runs in rows.items()))


def b11_start(bench: Bench) -> Result:
    """`fairwoo --help` beside an empty Python, and one file brought in."""
    folder = bench.folder("one", lambda folder: material.generated_dossiers(folder, 1, 3))
    help_page = Side("fairwoo --help", lambda: timed.run([*fairwoo_runs.FAIRWOO, "--help"]).cpu)
    python = Side("python -c pass", lambda: timed.run([sys.executable, "-c", "pass"]).cpu)
    workspace = bench.scratch / "workspace"
    one = [fairwoo_runs.ingest(workspace, folder).cpu for _ in range(bench.rounds)]
    return Result((compare.compared(help_page, python, 6.0, bench.rounds),), (compare.figures("ingest of one file", one),))


def redactions(bench: Bench) -> Result:
    """The search for boxes on page images, per page of 150 dpi."""
    folder = bench.folder("images", lambda folder: material.page_images(bench.corpus, folder, _DPI))
    answers = [_peer("redactions", folder) for _ in range(bench.rounds + 1)][1:]
    per_page = compare.figures("boxes, a page", [answer["cpu"] / answer["pages"] for answer in answers])
    return Result(figures=(per_page,), counts=(("pages", answers[0]["pages"]), ("boxes", answers[0]["boxes"])))


def ocr(bench: Bench) -> Result:
    """Our recognition beside tesserocr as it comes (Dutch, 300 dpi), on the same pages."""
    folder = bench.folder("scans", lambda folder: material.scans(bench.corpus, folder))
    ours = Side("fairwoo.extract.ocr", lambda: float(_peer("ocr", folder)["cpu"]))
    bare = Side("tesserocr nld 300 dpi", lambda: float(_peer("bare-ocr", folder)["cpu"]))
    comparison = compare.compared(ours, bare, 1.05, bench.rounds)
    words = {name: _peer(name, folder) for name in ("ocr", "bare-ocr")}
    counts = [(f"words ({name})", answer["words"]) for name, answer in words.items()]
    return Result((comparison,), counts=(("pages", words["ocr"]["pages"]), *counts))


def _text(bench: Bench, folder: Path) -> Result:
    workspace = bench.scratch / "workspace"
    last: dict[str, Cost] = {}

    def ours() -> float:
        last["ours"] = fairwoo_runs.ingest(workspace, folder)
        return last["ours"].cpu

    def bare() -> float:
        last["bare"] = timed.run([sys.executable, _PEERS, "text", str(folder)])
        return last["bare"].cpu

    comparison = compare.compared(Side("fairwoo ingest", ours), Side("pypdfium2 loop", bare), 1.5, bench.rounds)
    again = timed.run(fairwoo_runs.ingest_command(workspace, folder), fairwoo_runs.text_only()).cpu
    pages = json.loads(last["bare"].output)["pages"]
    account = fairwoo_runs.account(last["ours"].output)
    if account.get("pages") != pages:
        raise timed.FailedError(f"not the same work: {account.get('pages')} pages and {pages}")
    counts = {**account, **fairwoo_runs.size_of(workspace), **fairwoo_runs.syscalls(workspace, folder)}
    facts = (
        ("pages a CPU second", pages / comparison.ours.median),
        ("CPU seconds of the command itself", last["ours"].own),
        ("CPU seconds of the readers", last["ours"].others),
        ("CPU seconds of a second run", again),
    )
    return Result((comparison,), facts=facts, counts=tuple(counts.items()))


def _generated(bench: Bench) -> Path:
    return bench.folder("generated", lambda folder: material.generated_dossiers(folder, _GENERATED_FILES, _GENERATED_PAGES))


def _peer(name: str, folder: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(timed.run([sys.executable, "-m", "tests.bench.peers", name, str(folder)]).output)
    return answer
