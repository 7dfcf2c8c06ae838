"""The systems that are compared: fairwoo on both engines, and each engine alone with the Dutch analyser it brings.

A system takes pages once, and then gives for what a person typed the ids of the best pages, best first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from fairwoo import index
from fairwoo.index import Backend, Request
from fairwoo.model import Entry
from fairwoo.settings import IndexSettings
from tests.search import material

TITLE_WEIGHT = 3.0  # of the baselines: what fairwoo gives a title, so that this makes no difference


class System(Protocol):
    """Something that finds pages."""

    name: str

    def ranked(self, text: str, limit: int) -> list[str]:
        """The ids of the best pages for what a person typed."""
        ...

    def close(self) -> None:
        """Let go of the engine."""
        ...


class Fairwoo:
    """Our own search over one of the engines."""

    def __init__(self, name: str, address: str, folder: Path, pages: Iterable[Entry]) -> None:
        self.name = name
        self.backend: Backend = index.open_backend(IndexSettings(address=address, timeout_seconds=60), folder)
        fill(self.backend, pages)

    def ranked(self, text: str, limit: int) -> list[str]:
        return found(self.backend, text, limit=limit)

    def close(self) -> None:
        self.backend.close()


def fill(backend: Backend, pages: Iterable[Entry]) -> None:
    """Put pages in an index, dossier by dossier, and make them visible."""
    for dossier, entries in material.by_dossier(pages).items():
        backend.replace(dossier, "r1", entries)
    backend.commit()


def found(backend: Backend, text: str, *, limit: int = 20, **narrow: Any) -> list[str]:
    """The ids of the best pages, best first."""
    results, _ = index.search_text(backend, text, Request(limit=limit, **narrow))
    return [f"{hit.dossier}/{hit.document}/{hit.page}" for hit in results.hits]


class TantivyDutch:
    """tantivy's own Dutch: its simple tokenizer, lower case, folded accents, its Dutch stemmer. Any word may match; BM25."""

    name = "tantivy dutch"

    def __init__(self, pages: Iterable[Entry]) -> None:
        import tantivy

        self._analyser = _dutch()
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        for field in ("title", "text"):
            builder.add_text_field(field, tokenizer_name="dutch")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        self._index.register_tokenizer("dutch", _dutch())
        writer = self._index.writer(50_000_000, 1)
        for entry in pages:
            writer.add_document(
                tantivy.Document(id=entry.id, title=f"{entry.title}\n{entry.dossier_title}", text=entry.text or " ")
            )
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def ranked(self, text: str, limit: int) -> list[str]:
        import tantivy

        clauses = [
            (tantivy.Occur.Must if quoted else tantivy.Occur.Should, self._either(words))
            for words, quoted in self._clauses(text)
            if words
        ]
        if not clauses:
            return []
        searcher = self._index.searcher()
        result = searcher.search(tantivy.Query.boolean_query(clauses), limit=limit)
        return [str(searcher.doc(address)["id"][0]) for _, address in result.hits]

    def close(self) -> None:
        """Nothing to let go of: the index is in memory."""

    def _clauses(self, text: str) -> Iterable[tuple[list[str], bool]]:
        for quoted, word in re.findall(r'"([^"]*)"|([^\s"]+)', text):
            stems = self._analyser.analyze(quoted or word)
            if quoted:
                yield stems, True
            else:
                yield from (([stem], False) for stem in stems)

    def _either(self, words: list[str]) -> Any:
        import tantivy

        ways = []
        for field, weight in (("text", 1.0), ("title", TITLE_WEIGHT)):
            terms: list[Any] = list(words)
            one = len(terms) == 1
            query = tantivy.Query.term_query if one else tantivy.Query.phrase_query
            ways.append(tantivy.Query.boost_query(query(self._schema, field, terms[0] if one else terms), weight))
        return tantivy.Query.disjunction_max_query(ways)


def _dutch() -> Any:
    import tantivy

    chain = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (tantivy.Filter.lowercase(), tantivy.Filter.stemmer("dutch"), tantivy.Filter.ascii_fold()):
        chain = chain.filter(step)
    return chain.build()


class OpenSearchDutch:
    """OpenSearch's own Dutch: its `dutch` analyser, and its query for what people type, in which quotes make a phrase."""

    name = "OpenSearch dutch"

    def __init__(self, url: str, name: str, pages: Iterable[Entry]) -> None:
        from opensearchpy import OpenSearch, helpers

        self._client = OpenSearch([url], timeout=60)
        self._name = name
        dutch = {"type": "text", "analyzer": "dutch"}
        body = {
            "settings": {"number_of_shards": 1, "number_of_replicas": 0},
            "mappings": {"properties": {"title": dutch, "text": dutch}},
        }
        self._client.indices.create(index=name, body=body)
        actions = [
            {
                "_index": name,
                "_id": entry.id,
                "_source": {"title": f"{entry.title}\n{entry.dossier_title}", "text": entry.text},
            }
            for entry in pages
        ]
        helpers.bulk(self._client, actions, refresh=True)

    def ranked(self, text: str, limit: int) -> list[str]:
        query = {"query": text, "fields": ["text", f"title^{TITLE_WEIGHT}"], "flags": "PHRASE"}
        body = {"size": limit, "_source": False, "query": {"simple_query_string": query}}
        return [hit["_id"] for hit in self._client.search(index=self._name, body=body)["hits"]["hits"]]

    def close(self) -> None:
        self._client.indices.delete(index=self._name)
        self._client.close()
