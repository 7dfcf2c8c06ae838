"""The site as visitors meet it: `fairwoo serve` over a workspace that `fairwoo ingest` filled, asked over loopback.

An answer is timed by the client, from sending the question to the last byte of the page, on a connection that stays open: what the server
needs, and loopback. Pages are asked once to warm up. Sizes are of the pages as gzip makes them (level 6), whether the server did or not.
"""

from __future__ import annotations

import contextlib
import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from fairwoo.settings import load
from fairwoo.store import Workspace
from tests.bench import fairwoo_runs, multiplied, timed
from tests.bench.latency import Latency, latency, timed_in_turn
from tests.bench.questions import Question, kinds, questions
from tests.bench.workloads import Bench, Result
from tests.opensearch import testnode

PAGES = 100_000
ASKED = 60  # times that each kind is asked, if that does not take too long
_ROUNDS = 3  # of each question that count in the figures of all kinds together
_BESIDE = 2_000  # pages that each ingest beside brings in
_SAMPLES = Path(__file__).parents[2] / "sample_dossiers" / "dossiers"
_GOALS = "goals: p95 50 ms, HTML 30 kB gzip, page image 350 kB"
_START, _ANSWER = 120.0, 60.0  # seconds
_IDLE = 2.0  # seconds after which a connection may be closed by the server


class Served(NamedTuple):
    """A site that runs, and the workspace that it serves."""

    port: int
    workspace: Path
    environment: Mapping[str, str]


def site(bench: Bench) -> Result:
    """`/zoeken` on both engines, alone and with an ingest beside; sizes of pages and images (100,000 pages; `--indexed` for others)."""
    pages = bench.indexed or PAGES
    workspace = bench.scratch / "workspace"
    base = multiplied.texts(bench.corpus)
    dossiers = multiplied.folders(multiplied.papers(base, pages), bench.scratch / "in")
    samples = sorted(path for path in _SAMPLES.iterdir() if path.is_dir())
    timed.run([*_fairwoo(workspace), "ingest", *map(str, samples)])
    cost = timed.run([*_fairwoo(workspace), "ingest", str(bench.scratch / "in")], fairwoo_runs.text_only())
    found = [_engine("tantivy", bench, workspace, {})]
    notes = [_GOALS]
    try:
        with testnode.running(heap="1g") as node:
            environment = {"FAIRWOO_INDEX__ADDRESS": f"opensearch+{node.url}/bench", "FAIRWOO_INDEX__TIMEOUT_SECONDS": "60"}
            timed.run([*_fairwoo(workspace), "index"], environment)
            found.append(_engine("opensearch", bench, workspace, environment))
    except testnode.TestNodeError as error:
        notes.append(f"no OpenSearch here: {str(error).splitlines()[0]}")
    notes += [note for one in found for note in one.notes]
    return Result(
        facts=(("seconds to bring the pages in", cost.wall), *(fact for one in found for fact in one.facts)),
        counts=(("pages", pages), ("dossiers", dossiers), *(count for one in found for count in one.counts)),
        latencies=tuple(row for one in found for row in one.latencies),
        notes=tuple(dict.fromkeys(notes)),
    )


def _engine(name: str, bench: Bench, workspace: Path, environment: Mapping[str, str]) -> Result:
    """The site with one engine behind it."""
    with _served(workspace, environment) as served:
        visitor = _Visitor(served.port)
        sizes: dict[str, int] = {}
        rows = list(_asked(visitor, name, "", sizes))
        images = _images(visitor, workspace) if name == "tantivy" else []
        beside = _Beside(bench, served, name)
        rows += list(_asked(visitor, name, ", an ingest beside", sizes, beside))
        brought_in = beside.finish()
    facts = [(f"largest result page, kB gzip ({name})", max(sizes.values()) / 1e3)]
    facts += [(f"result page in the median, kB gzip ({name})", median(sizes.values()) / 1e3)]
    if images:
        facts += [("largest page image, kB", max(images) / 1e3), ("page image in the median, kB", median(images) / 1e3)]
    counts = [(f"ingests beside ({name})", brought_in), (f"kinds of pages weighed ({name})", len(sizes))]
    notes = () if images or name != "tantivy" else ("no page images were found to weigh",)
    counts += [("page images weighed", len(images))] if images else []
    return Result(facts=tuple(facts), counts=tuple(counts), latencies=tuple(rows), notes=notes)


class _Visitor:
    """A client that keeps its connection, and makes a new one before asking if it did not ask for a while: the server hangs up then."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_ANSWER)
        self._last = -_IDLE

    def get(self, address: str) -> tuple[int, bytes]:
        """Status and body, unpacked."""
        self._ready()
        answer, body = self._asked(address)
        return answer.status, gzip.decompress(body) if answer.headers.get("content-encoding") == "gzip" else body

    def timed(self, address: str) -> float:
        """Seconds of an answer. Raises FailedError for one that is no page of results."""
        self._ready()
        start = time.perf_counter()
        answer, _ = self._asked(address)
        seconds = time.perf_counter() - start
        if answer.status != 200:
            raise timed.FailedError(f"{address} answers {answer.status}")
        return seconds

    def _ready(self) -> None:
        if time.monotonic() - self._last > _IDLE:
            self._connection.close()
            self._connection.connect()

    def _asked(self, address: str) -> tuple[http.client.HTTPResponse, bytes]:
        self._connection.request("GET", address, headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
        answer = self._connection.getresponse()
        body = answer.read()
        self._last = time.monotonic()
        return answer, body


class _Beside:
    """Dossiers that are brought in again and again while questions are asked, each time with other texts: the index stays as large."""

    def __init__(self, bench: Bench, served: Served, name: str) -> None:
        self._bench, self._served, self._name = bench, served, name
        self._base = multiplied.texts(bench.corpus)
        self._number = 0
        self._running = self._next()

    def step(self) -> None:
        """See to it that an ingest runs."""
        if not self._running.step():
            self._running.finish()
            self._running = self._next()

    def finish(self) -> int:
        """Wait for the last one; how many there were."""
        self._running.finish()
        return self._number

    def _next(self) -> timed.Running:
        self._number += 1
        first = 10_000 + self._number * 100 + (50 if self._name == "opensearch" else 0)  # copies that are not there yet
        folder = self._bench.scratch / "beside"
        shutil.rmtree(folder, ignore_errors=True)
        multiplied.folders(multiplied.papers(self._base, _BESIDE, first, called=10_000), folder)
        command = [*_fairwoo(self._served.workspace), "ingest", str(folder)]
        return timed.Running(command, {**fairwoo_runs.text_only(), **self._served.environment})


def _asked(
    visitor: _Visitor, engine: str, where: str, sizes: dict[str, int], beside: _Beside | None = None
) -> Iterator[Latency]:  # `sizes` gets the largest page of each kind
    every: list[float] = []
    for kind, some in kinds(questions()).items():
        for one in some:
            status, body = visitor.get(one.address)
            if status != 200:
                raise timed.FailedError(f"{one.address} answers {status}")
            sizes[kind] = max(sizes.get(kind, 0), len(gzip.compress(body, 6)))

        def once(question: Question) -> float:
            if beside is not None:
                beside.step()
            return visitor.timed(question.address)

        found = timed_in_turn(once, some, ASKED)
        rounds = len(found) // len(some)
        every += found[
            : len(some) * min(rounds, _ROUNDS)
        ]  # kinds count by how many questions they have, not by how often they were asked
        yield latency(f"{engine}: {kind}{where}", found)
    yield latency(f"{engine}: every question{where}", every)


def _images(visitor: _Visitor, workspace: Path) -> list[int]:
    """Bytes of the images of the first pages of the sample dossiers' documents, as their pages name them."""
    from fairwoo.serve import Site

    opened = Workspace.open(workspace)
    given = Site(opened, load({"workspace": workspace}), lambda: datetime.now(UTC))
    found = []
    try:
        for held in opened.catalogue.held():
            if "zaak-" in held.id:
                continue
            dossier = given.dossier(held.id)
            for document in dossier.documents if dossier else ():
                status, body = visitor.get(f"{given.links(held.id).document(document.name)}/pagina/1")
                sources = re.findall(rb'<img[^>]+src="([^"]+/beeld/[^"]+)"', body) if status == 200 else []
                for source in sources[:1]:
                    status, image = visitor.get(source.decode())
                    found += [len(image)] if status == 200 else []
    finally:
        given.close()
        opened.close()
    return found


@contextlib.contextmanager
def _served(workspace: Path, environment: Mapping[str, str]) -> Iterator[Served]:
    """`fairwoo serve` as a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*_fairwoo(workspace), "serve", "--port", str(port)], env={**os.environ, **environment}, cwd=workspace.parent
    )
    try:
        deadline = time.monotonic() + _START
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise timed.FailedError("the site did not start")
            time.sleep(0.1)
        yield Served(port, workspace, environment)
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    try:
        return _Visitor(port).get("/zoeken")[0] == 200
    except OSError:
        return False


def _fairwoo(workspace: Path) -> list[str]:
    return [*fairwoo_runs.FAIRWOO, "--workspace", str(workspace), "-q"]
