"""OpenSearch: for more than one machine holds, or where IT runs it already. `opensearch+https://host:9200/prefix`.

The index is `PREFIX-pages-ANALYSIS`, with our analysis in whitespace fields: the server's own Dutch analysis plays no part. Documents have
fixed ids, so that repeating a write that was broken off changes nothing. Tested with 3.8.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fairwoo.errors import EngineError, UsageError
from fairwoo.index import dutch
from fairwoo.index.fields import EXACT_BOOST, TITLE_BOOST, day_number, fields
from fairwoo.index.query import AllOf, AnyOf, Not, Phrase, Query, Word
from fairwoo.index.values import FACETS, Found, Held, Request
from fairwoo.model import Entry, Text
from fairwoo.settings import IndexSettings

LAYOUT = 2
_BULK_PAGES = 200
_BULK_CHARACTERS = 5_000_000  # a request may hold 100 MB; a page goes in some four times
_DEEPEST = 20_000  # pages that can be paged through
_TRIES = 5
_STREAMS = ("surface", "stems", "title_surface", "title_stems")


def open_backend(settings: IndexSettings, workspace: Path, *, rebuild: bool = False) -> OpenSearch:  # noqa: ARG001 - the shelf's shape
    """Connect, and make the index if it is not there. Raises UsageError for a bad address, EngineError if the server does not answer."""
    from opensearchpy import OpenSearch as Client

    url = urlsplit(settings.address.removeprefix("opensearch+"))
    prefix = url.path.strip("/")
    if url.scheme not in {"http", "https"} or not url.hostname or not prefix:
        raise UsageError(
            Text(
                nl=f"Het adres {settings.address} is niet goed. Schrijf opensearch+https://host:9200/voorvoegsel.",
                en=f"The address {settings.address} is not right. Write opensearch+https://host:9200/prefix.",
            )
        )
    credentials = (settings.username, settings.password or "") if settings.username else None
    client = Client(
        [{"host": url.hostname, "port": url.port or 9200}],
        use_ssl=url.scheme == "https",
        http_auth=credentials,
        ca_certs=settings.ca_certs,
        timeout=settings.timeout_seconds,
        max_retries=2,
        retry_on_timeout=False,
    )
    where = f"{url.scheme}://{url.hostname}:{url.port or 9200}"
    return OpenSearch(client, f"{prefix}-pages-{dutch.ANALYSIS_VERSION}", where, rebuild=rebuild)


class OpenSearch:
    """An index on a server."""

    def __init__(self, client: Any, name: str, where: str, *, rebuild: bool) -> None:
        self._client = client
        self._name = name
        self._where = where
        try:
            with self._asking():
                self._make(rebuild=rebuild)
        except BaseException:
            client.close()
            raise

    def _make(self, *, rebuild: bool) -> None:
        if rebuild:
            self._client.indices.delete(index=self._name, params={"ignore_unavailable": "true"})
        if not self._client.indices.exists(index=self._name):
            self._client.indices.create(index=self._name, body=_index(), params={"wait_for_active_shards": "1"})
        mapping = self._client.indices.get_mapping(index=self._name)
        meta = next(iter(mapping.values()))["mappings"].get("_meta", {})
        if meta != _meta():
            raise EngineError(
                Text(
                    nl=f"De zoekindex {self._name} op {self._where} is van een andere versie. Draai fairwoo index --rebuild.",
                    en=f"The search index {self._name} at {self._where} is of another version. Run fairwoo index --rebuild.",
                )
            )

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Turn whatever the client raises into an error with the address and what to do."""
        from opensearchpy.exceptions import OpenSearchException

        try:
            yield
        except OpenSearchException as error:
            status = getattr(error, "status_code", None)
            reason = f"antwoord {status}" if isinstance(status, int) else "geen verbinding"
            reason_en = f"answer {status}" if isinstance(status, int) else "no connection"
            raise EngineError(
                Text(
                    nl=f"De zoekmachine op {self._where} antwoordt niet goed ({reason}). Controleer of hij draait; zie fairwoo doctor.",
                    en=f"The search engine at {self._where} does not answer well ({reason_en}). Check that it runs; see fairwoo doctor.",
                )
            ) from error

    def replace(self, dossier: str, revision: str, entries: Iterable[Entry]) -> None:
        """Take out the old pages and put in the new ones; as nothing is refreshed in between, both become visible together."""
        pages = list(entries)
        batch = {"revision": revision, "batch_size": len(pages)}
        with self._asking():
            self._delete_by_dossier(dossier)
            lines: list[dict[str, Any]] = []
            size = 0
            for entry in pages:
                lines += [{"index": {"_index": self._name, "_id": _name_of(entry.id)}}, _document(entry) | batch]
                size += len(entry.text)
                if len(lines) >= 2 * _BULK_PAGES or size >= _BULK_CHARACTERS:
                    self._bulk(lines)
                    lines, size = [], 0
            self._bulk(lines)

    def delete(self, dossier: str) -> None:
        """Take out everything of a dossier."""
        with self._asking():
            self._delete_by_dossier(dossier)

    def _delete_by_dossier(self, dossier: str) -> None:
        self._client.indices.refresh(index=self._name)  # what was written before, or it would not be found
        params = {"request_timeout": 300}  # two that write at once meet as a conflict (409), which is an error
        self._client.delete_by_query(index=self._name, body={"query": {"term": {"dossier": dossier}}}, params=params)

    def _bulk(self, lines: list[dict[str, Any]]) -> None:
        """Send a bulk; what the server refuses for being busy (429) is sent again, any other refusal is an error."""
        for wait in range(_TRIES):
            if not lines:
                return
            answer = self._client.bulk(body=lines, params={"request_timeout": 120})
            failed = [(at, item["index"]) for at, item in enumerate(answer["items"]) if item["index"]["status"] >= 300]
            wrong = [item for _, item in failed if item["status"] != 429]
            if wrong:
                reason = str(wrong[0].get("error", {}).get("reason", wrong[0]["status"]))
                raise EngineError(
                    Text(
                        nl=f"De zoekmachine op {self._where} weigert een pagina: {reason}. Meld dit als fout van fairwoo.",
                        en=f"The search engine at {self._where} refuses a page: {reason}. Report this as a fault of fairwoo.",
                    )
                )
            lines = [line for at, _ in failed for line in lines[2 * at : 2 * at + 2]]
            if lines:
                time.sleep(2**wait)
        raise EngineError(
            Text(
                nl=f"De zoekmachine op {self._where} is te druk. Probeer het later opnieuw met fairwoo index.",
                en=f"The search engine at {self._where} is too busy. Try again later with fairwoo index.",
            )
        )

    def commit(self) -> None:
        """Make all changes visible (the server has made them durable already)."""
        with self._asking():
            self._client.indices.refresh(index=self._name)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def find(self, query: Query, request: Request) -> Found:
        """Best first, then by id; an empty query newest first."""
        newest = query == AllOf()
        names = FACETS if request.facets else ()
        body = {
            "query": _narrowed(query, request),
            "from": request.offset,
            "size": request.limit,
            "track_total_hits": True,
            "sort": [{"day": "desc"}, {"id": "asc"}] if newest else [{"_score": "desc"}, {"id": "asc"}],
            "_source": ["entry"],
            "aggs": {
                "dossiers": {"cardinality": {"field": "dossier", "precision_threshold": 40_000}},  # exact, or nearly, up to there
                **{name: {"terms": {"field": name, "size": 1_000}} for name in names},
            },
        }
        with self._asking():
            answer = self._client.search(index=self._name, body=body)
        hits = answer["hits"]
        pages = tuple((hit["_score"] or 0.0, Entry.model_validate_json(hit["_source"]["entry"])) for hit in hits["hits"])
        found = answer["aggregations"]
        counted = {name: {one["key"]: one["doc_count"] for one in found[name]["buckets"]} for name in names}
        return Found(hits["total"]["value"], int(found["dossiers"]["value"]), pages, counted)

    def held(self) -> dict[str, Held]:
        """By dossier; a mixture of revisions, or a batch that was broken off, has none."""
        found: dict[str, Held] = {}
        after: dict[str, Any] = {}
        while True:
            composite = {"size": 1_000, "sources": [{"dossier": {"terms": {"field": "dossier"}}}], **after}
            inside = {"revision": {"terms": {"field": "revision", "size": 2}}, "batch_size": {"max": {"field": "batch_size"}}}
            body = {"size": 0, "aggs": {"dossiers": {"composite": composite, "aggs": inside}}}
            with self._asking():
                answer = self._client.search(index=self._name, body=body)["aggregations"]["dossiers"]
            for bucket in answer["buckets"]:
                revisions, pages = bucket["revision"]["buckets"], bucket["doc_count"]
                whole = len(revisions) == 1 and pages == bucket["batch_size"]["value"]
                found[bucket["key"]["dossier"]] = Held(revisions[0]["key"] if whole else "", pages)
            if "after_key" not in answer:
                return found
            after = {"after": answer["after_key"]}


def _meta() -> dict[str, Any]:
    return {"analysis": dutch.ANALYSIS_VERSION, "layout": LAYOUT}


def _index() -> dict[str, Any]:
    """Strict: a field that is not here is an error. Streams are cut at white space only. Nothing is visible before `commit`."""
    stream = {"type": "text", "analyzer": "whitespace"}
    properties: dict[str, Any] = {name: {"type": "keyword"} for name in ("id", "dossier", "revision", *FACETS)}
    properties |= {name: {**stream, "index_options": "positions"} for name in ("surface", "title_surface")}
    properties |= {name: {**stream, "index_options": "freqs"} for name in ("stems", "title_stems")}
    properties |= {name: {"type": "integer"} for name in ("day", "batch_size")}
    properties |= {"entry": {"type": "keyword", "index": False, "doc_values": False}}
    settings = {"number_of_shards": 1, "auto_expand_replicas": "0-1", "refresh_interval": "-1"}
    settings["max_result_window"] = _DEEPEST
    return {"settings": settings, "mappings": {"dynamic": "strict", "_meta": _meta(), "properties": properties}}


def _name_of(entry_id: str) -> str:
    """The server takes ids of at most 512 bytes."""
    return hashlib.sha256(entry_id.encode()).hexdigest()


def _document(entry: Entry) -> dict[str, Any]:
    found = fields(entry)
    values = {name: list(one) for name, one in found.values.items() if one}
    streams = {name: getattr(found, name) for name in _STREAMS}
    own = {"id": entry.id, "dossier": entry.dossier, "day": found.day, "entry": entry.model_dump_json()}
    return {**own, **streams, **values}


def _narrowed(query: Query, request: Request) -> dict[str, Any]:
    narrow: list[dict[str, Any]] = [{"terms": {name: list(values)}} for name, values in request.chosen().items()]
    if request.dated_from or request.dated_to:
        low, high = day_number(request.dated_from) or 1, day_number(request.dated_to) or 99_999_999
        narrow.append({"range": {"day": {"gte": low, "lte": high}}})
    return {"bool": {"must": [_compiled(query)], "filter": narrow}}


def _compiled(query: Query) -> dict[str, Any]:
    match query:
        case Word():
            return _word(query)
        case Phrase():
            pieces = [piece for token in dutch.tokens(query.text) for piece in dutch.pieces(token.text)]
            return _either(_sequence("surface", pieces), _sequence("title_surface", pieces, TITLE_BOOST))
        case Not(part=part):
            return {"bool": {"must": [{"match_all": {}}], "must_not": [_compiled(part)]}}
        case AnyOf(parts=parts):
            return {"bool": {"should": [_compiled(part) for part in parts], "minimum_should_match": 1}}
        case AllOf(parts=()):
            return {"match_all": {}}
        case AllOf(parts=parts):
            return _all(parts)
    raise TypeError(query)


def _all(parts: tuple[Query, ...]) -> dict[str, Any]:
    excluded = [_compiled(part.part) for part in parts if isinstance(part, Not)]
    wished = [_compiled(part) for part in parts if isinstance(part, Word) and not part.needed]
    needed = [_compiled(part) for part in parts if not isinstance(part, Not) and not (isinstance(part, Word) and not part.needed)]
    return {"bool": {"must": needed or [{"match_all": {}}], "should": wished, "must_not": excluded}}


def _word(word: Word) -> dict[str, Any]:
    """The stem of the whole, or the stems of all its pieces; in the text or, stronger, in a title; a little more as spelt."""
    ways = []
    for name, boost in (("stems", 1.0), ("title_stems", TITLE_BOOST)):
        whole, *parts = dutch.keys(word.text)
        either: list[dict[str, Any]] = [{"term": {name: whole}}]
        if parts:
            either.append({"bool": {"must": [{"term": {name: part}} for part in parts]}})
        ways.append({"bool": {"should": either, "minimum_should_match": 1, "boost": boost}})
    exact = _sequence("surface", list(dutch.pieces(word.text)), EXACT_BOOST)
    return {"bool": {"must": [_either(*ways)], "should": [exact]}}


def _either(*ways: dict[str, Any]) -> dict[str, Any]:
    return {"dis_max": {"queries": list(ways)}}


def _sequence(name: str, pieces: list[str], boost: float = 1.0) -> dict[str, Any]:
    return {"match_phrase": {name: {"query": " ".join(pieces), "analyzer": "whitespace", "boost": boost}}}
