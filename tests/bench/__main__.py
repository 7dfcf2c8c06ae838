"""The benchmarks: a table on stdout, and everything in a JSON file.

    python -m tests.bench [NAME …] [--rounds N] [--pages N] [--indexed N] [--corpus DIR] [--out FILE]

CPU seconds of a command and of all that it started, ours and the named peer turn by turn. A ratio gets no verdict when the quartiles of
either side lie more than 15 % of its median apart: run it again on a quieter machine. Of `search` and `site` the wall time of answers is
measured; `search-million` runs only when it is named.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench import analysis, big, big_run, compare, latency, machine, searching, site, workloads
from tests.bench.timed import FailedError
from tests.bench.workloads import Bench, Result

_CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

WORKLOADS: dict[str, Callable[[Bench], Result]] = {
    "start": workloads.b11_start,
    "text": workloads.b1_corpus,
    "stages": workloads.b1_stages,
    "generated": workloads.b1_generated,
    "big": big_run.b3_big,
    "redactions": workloads.redactions,
    "ocr": workloads.ocr,
    "analysis": analysis.analysis,
    "search": searching.search,
    "search-million": searching.search_many,
    "site": site.site,
}
_ONLY_BY_NAME = {"search-million"}  # takes an hour or more
_NEED_CORPUS = {"text", "stages", "redactions", "ocr", "analysis"}


def main() -> None:
    """Run the workloads that are named, or all."""
    given = _arguments()
    report: dict[str, Any] = {"machine": machine.described(), "rounds": given.rounds, "workloads": {}}
    failed: list[str] = []
    print(machine.line(report["machine"]))
    for name in given.names or [one for one in WORKLOADS if one not in _ONLY_BY_NAME]:
        if name in _NEED_CORPUS and not given.corpus.is_dir():
            print(f"\n{name}: left out, there is no corpus at {given.corpus}")
            continue
        with tempfile.TemporaryDirectory(prefix="fairwoo-bench-") as scratch:
            before = os.getloadavg()
            try:
                result = WORKLOADS[name](Bench(given.corpus, Path(scratch), given.rounds, given.pages, given.indexed))
            except FailedError as error:
                result = Result(notes=(f"failed: {error}",))
                failed.append(name)
            report["workloads"][name] = {**_plain(result), "load": [before, os.getloadavg()]}
        print(f"\n{name}: {(WORKLOADS[name].__doc__ or '').splitlines()[0]}")
        print(*lines(result), _load(before), sep="\n", flush=True)
        given.out.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(f"\nAll figures: {given.out}")
    if failed:
        raise SystemExit(f"no figures for: {', '.join(failed)}")


def _load(before: tuple[float, float, float]) -> str:
    """How busy the machine was, which decides what wall times are worth."""
    return f"  load {before[0]:.1f} before, {os.getloadavg()[0]:.1f} after"


def lines(result: Result) -> list[str]:
    """The table of one workload."""
    rows = [figure for one in result.comparisons for figure in (one.ours, one.peer)] + list(result.figures)
    table = [f"  {'CPU seconds':<30}{'least':>10}{'median':>10}{'noise':>8}"] if rows else []
    table += [f"  {row.name:<30}{row.least:10.3f}{row.median:10.3f}{row.noise:8.1%}" for row in rows]
    for one in result.comparisons:
        goal = f", goal {one.goal:g}" if one.goal else ""
        table.append(f"  ratio {one.ratio:.2f} (of the least {one.ratio_of_least:.2f}){goal}: {one.verdict}")
    table += [f"  {name}: {value:.3g}" for name, value in result.facts]
    table += latency.table(result.latencies)
    if result.counts:
        table.append("  counted: " + ", ".join(f"{name} {value}" for name, value in result.counts))
    return [*table, *(f"  {note}" for note in result.notes)]


def _plain(result: Result) -> dict[str, Any]:
    """The result in the words of JSON."""
    return {
        "comparisons": [{**one._asdict(), "ours": one.ours._asdict(), "peer": one.peer._asdict()} for one in result.comparisons],
        "figures": [one._asdict() for one in result.figures],
        "facts": dict(result.facts),
        "counts": dict(result.counts),
        "latencies": [one._asdict() for one in result.latencies],
        "notes": list(result.notes),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[*WORKLOADS, []], metavar="NAME", help=", ".join(WORKLOADS))
    parser.add_argument("--rounds", type=int, default=compare.ROUNDS)
    parser.add_argument("--pages", type=int, default=big.PAGES, help="of the big file")
    parser.add_argument("--indexed", type=int, help="pages that are searched in")
    parser.add_argument("--corpus", type=Path, default=_CORPUS)
    parser.add_argument("--out", type=Path, default=Path("bench.json"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
