"""Writing an index in OpenSearch: only pages that changed are analysed and sent, and a dossier that was broken off is known as such.

Beside its pages a dossier has a *head*: the revision and the number of pages. It is emptied before the first page goes and written
again after the last, so a head that tells a revision stands for all of it. Nothing is visible before `commit`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from fairwoo.index.fields import STREAMS, fields, order
from fairwoo.index.opensearch_bulk import Page, Target, send
from fairwoo.index.opensearch_search import Searcher
from fairwoo.index.opensearch_server import Server
from fairwoo.model import Entry

_BULK_CHARACTERS = 5_000_000  # a request may hold 100 MB; a page goes in some four times
_BLOCK = 5_000  # prints of pages in one answer
_LONG = {"request_timeout": 300}


class _There(NamedTuple):
    """What an index holds of a dossier: the print of each page by its id, and the highest version among pages and head."""

    prints: dict[str, str]
    version: int


class Writer:
    """Writes to `target`, at most `most` pages at a time.

    `others` are indices of ours that are not in use: they take nothing new, but lose what is replaced.
    """

    def __init__(self, searcher: Searcher, target: Target, others: Sequence[str], most: int) -> None:
        self._server = searcher.server
        self._searcher = searcher
        self._most = most
        self._target = target
        self._others = tuple(others)
        self._touched: set[str] | None = None  # dossiers changed since a refresh; None: perhaps any, by a run that was killed

    def replace(self, dossier: str, revision: str, entries: Iterable[Entry]) -> None:
        """Write the pages that are not there as they should be, and take out those that should not be there."""
        there = self._there(dossier)
        # Versions grow, whatever becomes of a dossier: the server remembers those of deleted pages for a while.
        version = max(there.version + 1, time.time_ns() // 1_000_000)
        self._drop(dossier, self._others)
        outbox = _Outbox(self._server, self._target, self._most)
        outbox.put(Page(_head_id(dossier), dossier, version, head(dossier, "", 0)))
        count = 0
        for entry in entries:
            count += 1
            content = entry.model_dump_json()
            name, mark = id_of(entry.id), _digest(content)
            if there.prints.pop(name, None) != mark:
                outbox.put(Page(name, dossier, version, page(entry, content)), len(content))
        for name in there.prints:
            outbox.put(Page(name, dossier, version, None), 1)
        outbox.put(Page(_head_id(dossier), dossier, version, head(dossier, revision, count)))
        outbox.empty()

    def delete(self, dossier: str) -> None:
        """Take out everything of a dossier, from all our indices."""
        self._see(dossier)
        self._drop(dossier, (self._target.name, *self._others))

    def commit(self) -> None:
        """Make all changes visible."""
        self._refresh()
        self._touched = set()

    def _refresh(self) -> None:
        names = ",".join((self._target.name, *self._others))
        params = {**_LONG, "ignore_unavailable": "true"}
        self._server.ask_patiently(lambda: self._server.client.indices.refresh(index=names, params=params))

    def _see(self, dossier: str) -> None:
        """Refresh if something of the dossier was written that a search would not show."""
        if self._touched is None or dossier in self._touched:
            self._refresh()
            self._touched = set()
        self._touched.add(dossier)

    def _there(self, dossier: str) -> _There:
        self._see(dossier)
        prints: dict[str, str] = {}
        version = 0
        asked = {"query": _of(dossier), "size": _BLOCK, "sort": [{"id": "asc"}], "version": True, "track_total_hits": False}
        body: dict[str, Any] = {**asked, "_source": False, "docvalue_fields": ["print"]}
        while True:
            hits = self._searcher.search_in(self._target.name, body)["hits"]["hits"]
            for hit in hits:
                version = max(version, hit["_version"])
                if "fields" in hit:  # a head has no print
                    prints[hit["_id"]] = hit["fields"]["print"][0]
            if len(hits) < _BLOCK:
                return _There(prints, version)
            body["search_after"] = hits[-1]["sort"]

    def _drop(self, dossier: str, names: Sequence[str]) -> None:
        if not names:
            return
        # Sent a second time it meets what the first has deleted, which is no conflict that matters.
        params = {**_LONG, "conflicts": "proceed", "ignore_unavailable": "true"}
        body = {"query": _of(dossier)}
        client = self._server.client
        self._server.ask_patiently(lambda: client.delete_by_query(index=",".join(names), body=body, params=params))


class _Outbox:
    """Pages on their way, sent when there are enough of them."""

    def __init__(self, server: Server, target: Target, most: int) -> None:
        self._server = server
        self._target = target
        self._most = most
        self._waiting: list[Page] = []
        self._pages = self._size = 0

    def put(self, page: Page, size: int = 0) -> None:
        """Take a page; a head has no size."""
        self._waiting.append(page)
        self._pages += bool(size)
        self._size += size
        if self._pages >= self._most or self._size >= _BULK_CHARACTERS:
            self.empty()

    def empty(self) -> None:
        """Send what there is."""
        if self._waiting:
            send(self._server, self._target, self._waiting)
        self._waiting, self._pages, self._size = [], 0, 0


def id_of(entry_id: str) -> str:
    """The id of an entry's document: the server takes at most 512 bytes."""
    return _digest(entry_id)


def page(entry: Entry, content: str) -> dict[str, Any]:
    """The document of an entry, of which `content` is the JSON."""
    found = fields(entry)
    values = {name: list(one) for name, one in found.values.items() if one}
    streams = {name: getattr(found, name) for name in STREAMS}
    own = {"id": entry.id, "dossier": entry.dossier, "document": entry.document, "day": found.day, "print": _digest(content)}
    return {**own, **order(entry)._asdict(), "entry": content, **streams, **values}


def head(dossier: str, revision: str, pages: int) -> dict[str, Any]:
    """The document that tells of which revision the pages are, and how many."""
    return {"id": f"{dossier}/", "head": dossier, "revision": revision, "pages": pages}


def _head_id(dossier: str) -> str:
    return _digest(f"{dossier}/")


def _of(dossier: str) -> dict[str, Any]:
    parts = [{"term": {"dossier": dossier}}, {"term": {"head": dossier}}]
    return {"bool": {"filter": [{"bool": {"should": parts}}]}}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
