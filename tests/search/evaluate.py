"""Measure the search against the relevance set.

    python -m tests.search.evaluate                     the open queries, tantivy
    python -m tests.search.evaluate --opensearch        both engines (starts the test node, or FAIRWOO_OPENSEARCH_URL)
    python -m tests.search.evaluate --split kept        the final check; not to be looked at while the search is being changed
    python -m tests.search.evaluate --split all --opensearch --write    the table in docs/relevance.md
    python -m tests.search.evaluate --split all --opensearch --pool FILE    what is in a top 20 and was not judged, to be judged

Baselines are each engine's own Dutch analyser, in the same run over the same pages.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

from fairwoo.index import ANALYSIS_VERSION
from tests.opensearch import testnode
from tests.search import material, measures
from tests.search.engines import Fairwoo, OpenSearchDutch, System, TantivyDutch
from tests.search.measures import Run

PAGE = Path(__file__).parent.parent.parent / "docs" / "relevance.md"
POOL = 20
BASELINE = {"fairwoo tantivy": TantivyDutch.name, "fairwoo OpenSearch": OpenSearchDutch.name}


def run_all(url: str | None) -> dict[str, Run]:
    """System → query → the best pages, for all queries; OpenSearch too if the address of a server is given."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        return {system.name: _run(system) for system in _systems(url, folder, stack)}


def _systems(url: str | None, folder: Path, stack: contextlib.ExitStack) -> Iterator[System]:
    pages = material.entries()
    yield _closing(stack, Fairwoo("fairwoo tantivy", "tantivy:", folder, pages))
    yield _closing(stack, TantivyDutch(pages))
    if url:
        prefix = f"relevance{uuid.uuid4().hex[:8]}"
        stack.callback(testnode.http, url, f"/{prefix}*", method="DELETE")
        yield _closing(stack, Fairwoo("fairwoo OpenSearch", f"opensearch+{url}/{prefix}", folder, pages))
        yield _closing(stack, OpenSearchDutch(url, f"{prefix}-baseline", pages))


def _closing(stack: contextlib.ExitStack, system: System) -> System:
    stack.callback(system.close)
    return system


def _run(system: System) -> Run:
    return {one.id: system.ranked(one.text, measures.DEPTH) for one in material.queries()}


def table(runs: dict[str, Run], queries: list[str]) -> list[str]:
    """The figures as a Markdown table: a row a system, then a row a class."""
    lines = ["| system | nDCG@10 | recall@50 | MRR@10 | no hit | p |", "| --- | --- | --- | --- | --- | --- |"]
    for name, run in runs.items():
        found = measures.figures(run, queries)
        base = BASELINE.get(name)
        chance = f"{measures.chance(run, runs[base], queries):.4f}" if base in runs else ""
        lines.append(f"| {name} | {found.ndcg:.3f} | {found.recall:.3f} | {found.mrr:.3f} | {found.empty} | {chance} |")
    lines += ["", "| class (nDCG@10) | queries | " + " | ".join(runs) + " |", "| --- | --- |" + " --- |" * len(runs)]
    for kind in material.CLASSES:
        inside = [one.id for one in material.queries() if one.kind == kind and one.id in queries]
        cells = [f"{measures.figures(run, inside).ndcg:.2f}" for run in runs.values()]
        lines.append(f"| {kind} | {len(inside)} | " + " | ".join(cells) + " |")
    if set(BASELINE) <= set(runs):
        same = measures.same_sets(*(runs[name] for name in BASELINE), queries)
        lines += ["", f"Same pages among the best {measures.DEPTH} in both engines: {same:.1%} of the queries."]
    return lines


def unjudged(runs: dict[str, Run]) -> list[tuple[str, str]]:
    """(query, page) among the best `POOL` of any system without a grade, in the order of the files: not that of the systems."""
    seen = {(query, page) for run in runs.values() for query, pages in run.items() for page in pages[:POOL]}
    order = {entry.id: place for place, entry in enumerate(material.entries())}
    left = [(query, page) for query, page in seen if page not in material.grades()[query]]
    return sorted(left, key=lambda pair: (pair[0], order[pair[1]]))


def chosen(split: str) -> list[str]:
    """The ids of the queries of a split: `open`, `kept` or `all`."""
    return [query for query, part in material.split().items() if split in {part, "all"}]


def page(runs: dict[str, Run]) -> str:
    """docs/relevance.md: what was measured, on which queries, with which analysis."""
    head = (
        "# Relevance\n\nWritten by `python -m tests.search.evaluate --split all --opensearch --write`; the set and how it was made: "
        f"`tests/search/README.md`. Analysis `{ANALYSIS_VERSION}`, {len(material.entries())} pages, "
        f"{len(material.queries())} queries. `p`: chance of such a difference in nDCG@10 to the engine's own Dutch analyser "
        f"(paired randomisation, {measures.PERMUTATIONS:,} permutations). Pages without a grade count as 0.\n"
    )
    parts = {"kept": "The 30 kept queries", "open": "The 60 open queries, which the search was tuned on", "all": "All 90 queries"}
    told = [f"\n## {title}\n\n" + "\n".join(table(runs, chosen(part))) + "\n" for part, title in parts.items()]
    return head + "".join(told)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--split", choices=("open", "kept", "all"), default="open")
    options.add_argument("--opensearch", action="store_true")
    options.add_argument("--write", action="store_true", help="write docs/relevance.md")
    options.add_argument("--pool", type=Path, help="write what was found and not judged to this file")
    options.add_argument("--each", action="store_true", help="also each open query")
    given = options.parse_args()
    with _server() if given.opensearch else contextlib.nullcontext() as url:
        runs = run_all(url)
    queries = chosen(given.split)
    print(f"analysis {ANALYSIS_VERSION}, {len(queries)} queries ({given.split})\n")
    print("\n".join(table(runs, queries)))
    if given.each:
        _print_each(runs)
    if given.pool:
        given.pool.write_text("".join(f"{query}\t{found}\n" for query, found in unjudged(runs)), encoding="utf-8")
    if given.write:
        PAGE.write_text(page(runs), encoding="utf-8")


@contextlib.contextmanager
def _server() -> Iterator[str]:
    if known := os.environ.get("FAIRWOO_OPENSEARCH_URL"):
        yield known
        return
    with testnode.running(prepared=testnode.prepare()) as node:
        yield node.url


def _print_each(runs: dict[str, Run]) -> None:
    values = {name: measures.per_query(run, chosen("open")) for name, run in runs.items()}
    print()
    for one in material.queries():
        if material.split()[one.id] == "open":
            print(f"{one.id}  " + "  ".join(f"{found[one.id][0]:.2f}" for found in values.values()) + f"  {one.text}")


if __name__ == "__main__":
    main()
