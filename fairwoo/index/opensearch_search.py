"""Reading an index in OpenSearch: always the one that is searched now, whole answers only, within the time that was given."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from fairwoo.errors import EngineError
from fairwoo.index.opensearch_layout import meta
from fairwoo.index.opensearch_numbered import Indices, outdated
from fairwoo.index.opensearch_server import Server, ServerError
from fairwoo.index.values import Held
from fairwoo.model import Text

_FOLLOW_SECONDS = 5.0  # a reader that stays open looks so often whether another index is searched
_TRIES = 3
_BLOCK = 1_000  # pages or dossiers in one answer of many
_KEEP = "2m"  # how long a point in time stays between two of its answers


class Searcher:
    """Follows the alias. One index is asked by its own name, so that no answer mixes two and its analysis is known to be ours."""

    def __init__(self, server: Server, indices: Indices, seconds: float) -> None:
        self.server = server
        self._indices = indices
        self._seconds = seconds
        self._name: str | None = None
        self._looked = float("-inf")

    def resolve(self) -> str | None:
        """The index to search now; None if there is none. Raises EngineError if it is of another version.

        A reader whose version's index is still there goes on with that: it is kept until the next rebuild.
        """
        found = self._indices.searched()
        if found is None or found.meta == meta():
            self._name = found.name if found else None
        elif self._name is None:
            raise outdated(self.server.where)
        self._looked = time.monotonic()
        return self._name

    def current(self) -> str | None:
        """As `resolve`, but asks only every few seconds."""
        if self._name is None or time.monotonic() - self._looked > _FOLLOW_SECONDS:
            return self.resolve()
        return self._name

    def search(self, body: Mapping[str, Any]) -> Any:
        """The server's whole answer; None if there is no index. An index that goes away under it is followed to the next."""
        for _ in range(_TRIES):
            name = self.current()
            if name is None:
                return None
            try:
                return self.search_in(name, body)
            except ServerError as error:
                if error.status is None:
                    raise
                self._name = None if error.kind == "index_not_found_exception" else name
                if self.resolve() == name:
                    raise
        raise EngineError(
            Text(
                nl=f"De zoekindex op {self.server.where} wisselt telkens. Draait er meer dan één fairwoo index --rebuild?",
                en=f"The search index at {self.server.where} keeps changing. Is more than one fairwoo index --rebuild running?",
            )
        )

    def search_in(self, name: str | None, body: Mapping[str, Any]) -> Any:
        """The whole answer of one index (None: of a point in time, which the body names). Raises ServerError."""
        params: dict[str, Any] = {"request_timeout": self._seconds, "cancel_after_time_interval": self._time(1.0)}
        if name is not None:
            params |= {"allow_partial_search_results": "false"}
        whole = {**body, "timeout": self._time(0.9)}
        answer = self.server.ask(lambda: self.server.client.search(index=name, body=whole, params=params))
        if answer["timed_out"] or answer["_shards"]["failed"]:
            raise ServerError(
                Text(
                    nl=f"De zoekmachine op {self.server.where} is niet op tijd klaar met deze vraag. Maak hem eenvoudiger of korter.",
                    en=f"The search engine at {self.server.where} is not done with this query in time. Make it simpler or shorter.",
                ),
                kind="timeout",
            )
        return answer

    def _time(self, share: float) -> str:
        return f"{max(1, round(1000 * share * self._seconds))}ms"

    def held(self, name: str | None) -> dict[str, Held]:
        """By dossier what an index holds; one whose head does not tell a revision, or tells another number of pages, has none."""
        if name is None:
            return {}
        counted = self._counted(name)
        heads = {told["head"]: told for told in self._heads(name)}
        found = {}
        for dossier in counted.keys() | heads.keys():
            head, pages = heads.get(dossier), counted.get(dossier, 0)
            found[dossier] = Held(head["revision"] if head and head["pages"] == pages else "", pages)
        return found

    def revisions(self, name: str | None, dossiers: Sequence[str]) -> dict[str, str]:
        """Of some dossiers, which one request may ask for, what `held` has for all."""
        if name is None or not dossiers:
            return {}
        wanted, number = list(dossiers), len(dossiers)
        heads = {"terms": {"head": wanted}}
        body = {
            "size": number,
            "query": {"bool": {"should": [heads, {"terms": {"dossier": wanted}}], "minimum_should_match": 1}},
            "post_filter": heads,
            "aggs": {"pages": {"terms": {"field": "dossier", "size": number}}},
        }
        answer = self.search_in(name, body)
        counted = {one["key"]: one["doc_count"] for one in answer["aggregations"]["pages"]["buckets"]}
        found = [hit["_source"] for hit in answer["hits"]["hits"]]
        return {head["head"]: head["revision"] for head in found if head["pages"] == counted.get(head["head"], 0)}

    def _counted(self, name: str) -> dict[str, int]:
        """The pages of each dossier."""
        counted: dict[str, int] = {}
        after: dict[str, Any] = {}
        while True:
            composite = {"size": _BLOCK, "sources": [{"dossier": {"terms": {"field": "dossier"}}}], **after}
            answer = self.search_in(name, {"size": 0, "aggs": {"dossiers": {"composite": composite}}})["aggregations"]["dossiers"]
            counted |= {bucket["key"]["dossier"]: bucket["doc_count"] for bucket in answer["buckets"]}
            if "after_key" not in answer:
                return counted
            after = {"after": answer["after_key"]}

    def _heads(self, name: str) -> Iterator[Mapping[str, Any]]:
        body: dict[str, Any] = {"query": {"exists": {"field": "head"}}, "size": _BLOCK, "sort": [{"head": "asc"}]}
        while True:
            hits = self.search_in(name, {**body, "track_total_hits": False})["hits"]["hits"]
            yield from (hit["_source"] for hit in hits)
            if len(hits) < _BLOCK:
                return
            body["search_after"] = hits[-1]["sort"]

    def scan(self, query: Mapping[str, Any], source: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
        """The hits of a query, all of them however many, by id, as they are at this moment whatever is written meanwhile."""
        name = self.current()
        if name is None:
            return
        with self._moment(name) as moment:
            after: dict[str, Any] = {}
            while True:
                body = {
                    "query": query,
                    "size": _BLOCK,
                    "sort": [{"id": "asc"}],
                    "track_scores": True,
                    "_source": list(source),
                }
                point = {"pit": {"id": moment, "keep_alive": _KEEP}}
                hits = self.search_in(None, {**body, **point, "track_total_hits": False, **after})["hits"]["hits"]
                yield from hits
                if len(hits) < _BLOCK:
                    return
                after = {"search_after": hits[-1]["sort"]}

    @contextmanager
    def _moment(self, name: str) -> Iterator[str]:
        """A point in time of an index, given back afterwards: the server keeps its files for it."""
        client = self.server.client
        params = {"keep_alive": _KEEP, "allow_partial_pit_creation": "false"}
        opened = self.server.ask(lambda: client.create_pit(index=name, params=params))["pit_id"]
        try:
            yield opened
        finally:
            self.server.ask(lambda: client.delete_pit(body={"pit_id": [opened]}))
