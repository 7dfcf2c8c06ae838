"""OpenSearch: for more than one machine holds, or where IT runs it already. `opensearch+https://host:9200/prefix`.

Searching follows the alias `PREFIX-pages`, writing goes to `PREFIX-pages-write`; `--rebuild` fills a new index beside the one in use
and changes over when it holds what the catalogue holds (`opensearch_numbered.py`). Our analysis is in whitespace fields: the server's
own Dutch plays no part. Ids are fixed and versions our own, so that repeating what was broken off changes nothing.
Tested with 2.19, 3.4 and 3.8.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fairwoo.index import compile_opensearch as compiler
from fairwoo.index import opensearch_health as health
from fairwoo.index import opensearch_layout as layout
from fairwoo.index.opensearch_address import Address, connect, parse
from fairwoo.index.opensearch_bulk import Target
from fairwoo.index.opensearch_compare import compare
from fairwoo.index.opensearch_near import Nearby
from fairwoo.index.opensearch_numbered import Indices, outdated
from fairwoo.index.opensearch_search import Searcher
from fairwoo.index.opensearch_server import Server
from fairwoo.index.opensearch_writing import Writer
from fairwoo.index.plan import Groups, Plan, Stream, Way
from fairwoo.index.values import Found, Group, Held, Request
from fairwoo.model import Entry, Finding
from fairwoo.settings import IndexSettings

_BULK_PAGES = 200  # in one request
_BESIDE = 8  # questions that are counted for at once; further ones wait
_LOOKED_UP = 2  # times as many words are counted as are wanted


def open_backend(settings: IndexSettings, workspace: Path, *, rebuild: bool = False) -> OpenSearch:  # noqa: ARG001 - the shelf's shape
    """Connect; nothing is made before the first writing. With `rebuild`, what is written goes to a new index, see `finish`.

    Raises UsageError for a bad address, EngineError if the server does not answer or has an index of another version.
    """
    address = parse(settings.address)
    client = connect(settings, address)
    try:
        return OpenSearch(Server(client, address.where), address, seconds=settings.timeout_seconds, rebuild=rebuild)
    except BaseException:
        client.close()
        raise


def examine(settings: IndexSettings) -> tuple[Finding, ...]:
    """What is wrong with the server and our indices on it. Raises UsageError and EngineError as `open_backend`."""
    address = parse(settings.address)
    client = connect(settings, address)
    try:
        return tuple(health.examine(Server(client, address.where), address))
    finally:
        client.close()


class OpenSearch:
    """The pages on a server."""

    def __init__(self, server: Server, address: Address, *, seconds: float, rebuild: bool) -> None:
        self._server = server
        self._client = server.client
        self._indices = Indices(server, address)
        self._searcher = Searcher(server, self._indices, seconds)
        self._nearby = Nearby(self._searcher.search)
        self._writer: Writer | None = None
        self._beside = ThreadPoolExecutor(_BESIDE, "counting")
        self._new: str | None = None  # the index that a rebuild fills
        if rebuild:
            self._indices.searched()  # an alias that cannot be changed over is told before the work, not after it
            self._indices.tidy()
            self._new = self._indices.make(searched=False)
        else:
            self._searcher.resolve()

    def _writing(self) -> Writer:
        if self._writer is None:
            target, others = (Target(self._new, alias=False), []) if self._new else self._in_use()
            self._writer = Writer(self._searcher, target, others, _BULK_PAGES)
        return self._writer

    def _in_use(self) -> tuple[Target, list[str]]:
        """Where to write outside a rebuild, made if it is not there; and our other indices. Raises EngineError for another version's."""
        found = self._indices.searched()
        if found is not None and found.meta != layout.meta():  # changed over since we opened
            raise outdated(self._server.where)
        current = found.name if found else self._indices.make(searched=True)
        self._searcher.resolve()
        return Target(self._indices.names.write, alias=True), [one.name for one in self._indices.all() if one.name != current]

    def replace(self, dossier: str, revision: str, entries: Iterable[Entry]) -> None:
        """Put the entries in the place of what the index holds of the dossier; only pages that differ are written."""
        self._writing().replace(dossier, revision, entries)

    def delete(self, dossier: str) -> None:
        """Take out everything of a dossier, also from an index that is no longer searched or not yet."""
        if self._new or self._searcher.resolve():
            self._writing().delete(dossier)

    def commit(self) -> None:
        """Make all changes visible (the server has made them durable already)."""
        if self._writer is not None:
            self._writer.commit()
            self._nearby.forget()

    def expunge(self) -> bool:
        """After a withdrawal: take what was deleted off the disks as well. False if the server still keeps some of it."""
        return self._indices.expunge()

    def finish(self, wanted: Mapping[str, Held], entries: Callable[[str], Iterable[Entry]]) -> None:
        """End a rebuild: if the new index holds what is `wanted`, by dossier, it is searched from now on.

        `entries` gives those of a dossier anew. Raises EngineError if there is a difference; the old index then stays in use.
        """
        if self._new is None:
            return
        self._indices.ready(self._new)
        compare(self._searcher, self._new, wanted, entries)
        self._indices.switch(self._new)
        self._new = self._writer = None
        self._searcher.resolve()
        self._nearby.forget()

    def close(self) -> None:
        """Close the connection."""
        self._beside.shutdown(wait=True, cancel_futures=True)
        self._client.close()

    def find(self, plan: Plan, request: Request) -> Found:
        """The results at the request's offset, best first. What is counted is asked for beside them."""
        plan = self._nearby.filled(plan)
        totals = self._beside.submit(self._searcher.search, compiler.totals_body(plan, request)) if request.totals else None
        groups = tuple(self._groups(plan, request)) if request.limit else ()
        return compiler.found(groups, totals.result() if totals else None)

    def _groups(self, plan: Plan, request: Request) -> Iterator[Group]:
        answer = self._searcher.search(compiler.search_body(plan, request))
        if answer is None:
            return
        best = None
        if request.by == "dossier" and (dossiers := compiler.dossiers(answer)):
            best = self._searcher.search(compiler.best_body(plan, request, dossiers))
        yield from compiler.groups(answer, best, plan, request)

    def count(self, plan: Plan, request: Request) -> int:
        """How many pages answer."""
        answer = self._searcher.search(compiler.count_body(self._nearby.filled(plan), request))
        return int(answer["hits"]["total"]["value"]) if answer else 0

    def counts(self, keys: Sequence[tuple[Stream, str]]) -> dict[tuple[Stream, str], int]:
        """On how many pages each key is in its stream."""
        answer = self._searcher.search(compiler.counts_body(keys)) if keys else None
        return compiler.counts(answer, keys) if answer else dict.fromkeys(keys, 0)

    def pages(self, way: Way) -> int:
        """On how many pages something is."""
        return self.count(Groups(must=(way,)), Request())

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Words of the texts that begin with a folded prefix, most pages first: those that are on the newest pages with such a word."""
        answer = self._searcher.search(compiler.words_body(prefix))
        known = compiler.words(answer, prefix) if answer else Counter()
        keys: list[tuple[Stream, str]] = [("ex", word) for word, _ in known.most_common(_LOOKED_UP * limit)]
        counted = ((word, pages) for (_, word), pages in self.counts(keys).items())
        return sorted(counted, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def scan(self, plan: Plan, request: Request) -> Iterator[tuple[float, Entry]]:
        """All pages that answer a plan, however many, in the order of their ids, as they are at this moment; no limit or offset."""
        for hit in self._searcher.scan(compiler.narrowed(self._nearby.filled(plan), request), ("entry",)):
            yield hit["_score"] or 0.0, Entry.model_validate_json(hit["_source"]["entry"])

    def revisions(self, dossiers: Sequence[str]) -> dict[str, str]:
        """By dossier, of those that are there whole."""
        return self._searcher.revisions(self._searcher.current(), dossiers)

    def held(self) -> dict[str, Held]:
        """By dossier; a mixture of revisions, or a batch that was broken off, has none. In a rebuild: what the new index holds."""
        return self._searcher.held(self._new or self._searcher.resolve())
