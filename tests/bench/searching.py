"""Search by itself: building an index of generated pages, what it takes on disk, and how long each kind of question takes, beside a writer.

    python -m tests.bench.searching measure ADDRESS FOLDER CORPUS PAGES      prints JSON; in a process of its own, so that CPU is its own
    python -m tests.bench.searching write ADDRESS FOLDER CORPUS PAGES        writes further dossiers until it is ended

An answer is timed from the question to the results with facets, groups and snippets, as the site asks for them (`index.search_text`). The
Dutch analysis of the pages is done before a dossier is written and timed apart.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from fairwoo import index
from fairwoo.index import Backend, dutch
from fairwoo.index.dutch import analysis
from fairwoo.model import Entry
from fairwoo.serve.search import asking
from fairwoo.settings import IndexSettings
from tests.bench import multiplied, timed
from tests.bench.latency import Latency, latency, timed_in_turn
from tests.bench.multiplied import PAGES_A_DOSSIER
from tests.bench.plain import Plain
from tests.bench.questions import Question, kinds, questions
from tests.bench.workloads import Bench, Result
from tests.opensearch import testnode

PAGES, MANY_PAGES = 100_000, 1_000_000
ASKED = 100  # times that each kind is asked, if that does not take too long
_DOSSIERS_A_COMMIT = 40
_GOALS = (
    "goals at 1,000,000 pages on tantivy: p95 50 ms, p99 150 ms; build 3,000 pages a CPU second; size 1.6 times the plain index"
)
_DEADLINE = 60.0  # seconds in which the writer beside must have made its first commit


class Build(NamedTuple):
    """Building: pages, bytes of their texts, CPU seconds of the analysis and of the rest, wall seconds of the rest, bytes on disk."""

    pages: int
    text: int
    analysis: float
    writing: float
    wall: float
    size: int


def search(bench: Bench) -> Result:
    """Pages indexed and asked, on both engines, alone and beside a writer (100,000; `--indexed` for another number)."""
    return _search(bench, bench.indexed or PAGES)


def search_many(bench: Bench) -> Result:
    """The same with 1,000,000 pages; only when it is named."""
    return _search(bench, bench.indexed or MANY_PAGES)


def _search(bench: Bench, pages: int) -> Result:
    found = [_measured("tantivy", "tantivy:", bench, pages)]
    notes = [_GOALS]
    try:
        with testnode.running(heap="1g") as node:
            found.append(_measured("opensearch", f"opensearch+{node.url}/bench", bench, pages))
    except testnode.TestNodeError as error:
        notes.append(f"no OpenSearch here: {str(error).splitlines()[0]}")
    return Result(
        facts=tuple(fact for one in found for fact in one.facts),
        counts=(("pages", pages), *(count for one in found for count in one.counts)),
        latencies=tuple(row for one in found for row in one.latencies),
        notes=tuple(notes),
    )


def _measured(engine: str, address: str, bench: Bench, pages: int) -> Result:
    folder = bench.scratch / engine
    folder.mkdir()
    command = [sys.executable, "-m", "tests.bench.searching", "measure", address, str(folder), str(bench.corpus), str(pages)]
    answer = json.loads(timed.run(command).output)
    built, plain = Build(*answer["build"]), Build(*answer["plain"])
    ours, theirs = f"{engine}, fairwoo's index", f"{engine}, plain index"
    facts = [
        ("pages a CPU second, without analysis", ours, built.pages / built.writing),
        ("pages a wall second, without analysis", ours, built.pages / built.wall),
        ("pages a CPU second of analysis", ours, built.pages / built.analysis),
        ("size, MB", ours, built.size / 1e6),
        ("size as a share of the text", ours, built.size / built.text),
    ]
    if plain.pages:
        facts += [
            ("pages a CPU second", theirs, plain.pages / plain.writing),
            ("size, MB", theirs, plain.size / 1e6),
            ("size as a share of the text", theirs, plain.size / plain.text),
            ("size beside the plain index, times", ours, built.size / plain.size),
        ]
    rows = [Latency(*row)._replace(name=f"{engine}: {row[0]}") for row in answer["latencies"]]
    counts = ((f"pages written beside ({engine})", answer["beside"]), (f"bytes of text ({engine})", built.text))
    return Result(facts=tuple((f"{name} ({which})", value) for name, which, value in facts), counts=counts, latencies=tuple(rows))


# --- in the process that measures


def measured(address: str, folder: Path, corpus: Path, pages: int) -> dict[str, Any]:
    """Build, ask alone, ask beside a writer."""
    base = multiplied.texts(corpus)
    backend = index.open_backend(IndexSettings(address=address, timeout_seconds=60), folder, rebuild=True)
    plain = Plain(folder / "plain") if address.startswith("tantivy:") else None
    build, bare = _built(backend, plain, base, pages)
    backend.close()
    build = build._replace(size=_size(address, folder))
    bare = bare._replace(size=_bytes(folder / "plain"))
    backend = index.open_backend(IndexSettings(address=address, timeout_seconds=60), folder)
    medians = {kind: median(_timed(some, plain_asks(plain), 30)) for kind, some in asked().items()} if plain else {}
    rows = list(_asked(backend, "", medians))
    before = sum(held.entries for held in backend.held().values())
    with _writing(address, folder, corpus, pages):
        _wait_for_more(backend, before)
        rows += _asked(backend, ", beside a writer", medians)
        after = sum(held.entries for held in backend.held().values())
    backend.close()
    return {"build": build, "plain": bare, "latencies": rows, "beside": after - before}


def asked() -> Mapping[str, list[Question]]:
    """What is asked, by kind."""
    return kinds(questions())


def plain_asks(plain: Plain) -> Callable[[Question], object]:
    """The bare query for the words of a question."""
    return lambda question: plain.ask(question.text)


class _Spent:
    """CPU and wall seconds by what they were spent on."""

    def __init__(self) -> None:
        self.cpu = dict.fromkeys(("analysis", "writing", "plain"), 0.0)
        self.wall = dict(self.cpu)

    @contextmanager
    def on(self, what: str) -> Iterator[None]:
        """Time what is done inside."""
        cpu, wall = time.process_time(), time.perf_counter()
        yield
        self.cpu[what] += time.process_time() - cpu
        self.wall[what] += time.perf_counter() - wall


def _built(backend: Backend, plain: Plain | None, base: list[str], pages: int) -> tuple[Build, Build]:
    """Both indexes, dossier by dossier; the plain one has no pages if there is none."""
    spent, text, count = _Spent(), 0, 0
    for number, (dossier, entries) in enumerate(multiplied.entries(multiplied.papers(base, pages)), 1):
        text += sum(len(entry.text.encode()) for entry in entries)
        count += len(entries)
        with spent.on("analysis"):
            known = {one: analysis.streams(one) for entry in entries for one in (entry.text, _titles(entry))}
        with spent.on("writing"), _remembered(known):
            backend.replace(dossier, "r1", entries)
            if number % _DOSSIERS_A_COMMIT == 0:
                backend.commit()
        if plain:
            with spent.on("plain"):
                plain.add(entries)
                if number % _DOSSIERS_A_COMMIT == 0:
                    plain.commit()
    with spent.on("writing"):
        backend.commit()
    if plain:
        with spent.on("plain"):
            plain.finish()
    cpu = spent.cpu
    mine = Build(count, text, cpu["analysis"], cpu["writing"], spent.wall["writing"], 0)
    return mine, Build(count if plain else 0, text, 0.0, cpu["plain"], spent.wall["plain"], 0)


def _titles(entry: Entry) -> str:
    """What the index analyses beside the text of a page."""
    return f"{entry.title}\n{entry.dossier_title}"


@contextmanager
def _remembered(known: Mapping[str, dutch.Streams]) -> Iterator[None]:
    """Writing finds the analysis of these texts done. What is not among them is analysed, and its time is that of writing."""
    real = analysis.streams
    analysis.streams = lambda text: known[text] if text in known else real(text)
    try:
        yield
    finally:
        analysis.streams = real


def _asked(backend: Backend, where: str, bare: Mapping[str, float]) -> Iterator[Latency]:
    """Each kind of question, after one round to warm up."""

    def ask(question: Question) -> object:
        given = asking.read(question.pairs)
        offset = (given.page - 1) * 10
        return index.search_text(backend, given.text, given.request(by="dossier", limit=10, offset=offset))

    for kind, some in asked().items():
        milliseconds = bare[kind] * 1_000 if kind in bare else None
        yield latency(f"{kind}{where}", _timed(some, ask, ASKED), milliseconds)


def _timed(some: list[Question], ask: Callable[[Question], object], times: int) -> list[float]:
    """Seconds of each answer, after one round to warm up."""

    def once(question: Question) -> float:
        start = time.perf_counter()
        ask(question)
        return time.perf_counter() - start

    for question in some:
        ask(question)
    return timed_in_turn(once, some, times)


def _size(address: str, folder: Path) -> int:
    """Bytes of the index; a server is asked."""
    if address.startswith("tantivy:"):
        return _bytes(folder / "index")
    url, _, prefix = address.removeprefix("opensearch+").rpartition("/")
    testnode.http(url, f"/{prefix}*/_flush", method="POST")
    return int(testnode.http(url, f"/{prefix}*/_stats/store")["_all"]["primaries"]["store"]["size_in_bytes"])


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@contextmanager
def _writing(address: str, folder: Path, corpus: Path, pages: int) -> Iterator[None]:
    """A process beside that goes on writing dossiers and committing them."""
    command = [sys.executable, "-m", "tests.bench.searching", "write", address, str(folder), str(corpus), str(pages)]
    process = subprocess.Popen(command)
    try:
        yield
        if process.poll() is not None:
            raise timed.FailedError(f"the writer ended by itself with {process.returncode}")
    finally:
        process.kill()
        process.wait()


def _wait_for_more(backend: Backend, before: int) -> None:
    deadline = time.monotonic() + _DEADLINE
    while sum(held.entries for held in backend.held().values()) == before:
        if time.monotonic() > deadline:
            raise timed.FailedError("the writer beside wrote nothing")
        time.sleep(0.2)


def write(address: str, folder: Path, corpus: Path, pages: int) -> None:
    """Write dossiers of copies that are not in the index yet, and commit after every five, as bringing in does."""
    base = multiplied.texts(corpus)
    backend = index.open_backend(IndexSettings(address=address, timeout_seconds=60), folder)
    first = pages // len(base) + 2
    for number, (dossier, entries) in enumerate(
        multiplied.entries(multiplied.papers(base, 100 * PAGES_A_DOSSIER * 1_000, first)), 1
    ):
        backend.replace(dossier, "r1", entries)
        if number % 5 == 0:
            backend.commit()


if __name__ == "__main__":
    what, at, place, real_texts, how_many = sys.argv[1:]
    if what == "measure":
        print(json.dumps(measured(at, Path(place), Path(real_texts), int(how_many))))
    else:
        write(at, Path(place), Path(real_texts), int(how_many))
