"""The plain index: the same pages and texts in tantivy with the Dutch analyser it brings, and its bare query for the words of a question.

No streams of ours, no facets, no groups, no snippets: what there would be without fairwoo's search.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fairwoo.model import Entry
from tests.search.engines import TITLE_WEIGHT, _dutch

_HEAP = 64_000_000  # as fairwoo's own writer


class Plain:
    """A plain index in a folder."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        for field in ("title", "text"):
            builder.add_text_field(field, stored=True, tokenizer_name="dutch")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._index.register_tokenizer("dutch", _dutch())
        self._analyser = _dutch()
        self._writer = self._index.writer(_HEAP, 1)

    def add(self, entries: Iterable[Entry]) -> None:
        """Put pages in."""
        import tantivy

        for entry in entries:
            title = f"{entry.title}\n{entry.dossier_title}"
            self._writer.add_document(tantivy.Document(id=entry.id, title=title, text=entry.text or " "))

    def commit(self) -> None:
        """Durable and visible."""
        self._writer.commit()

    def finish(self) -> None:
        """No more pages come."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._index.reload()

    def ask(self, text: str) -> int:
        """The ten best pages for any of the words, their texts read; how many there are."""
        import tantivy

        query = self._query(self._analyser.analyze(re.sub(r'["-]', " ", text)))
        searcher = self._index.searcher()
        result = searcher.search(query, limit=10) if text else searcher.search(tantivy.Query.all_query(), limit=10)
        return len([searcher.doc(address)["text"] for _, address in result.hits])

    def _query(self, words: list[str]) -> Any:
        import tantivy

        either = []
        for word in words:
            ways = [
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, word), weight)
                for field, weight in (("text", 1.0), ("title", TITLE_WEIGHT))
            ]
            either.append((tantivy.Occur.Should, tantivy.Query.disjunction_max_query(ways)))
        return tantivy.Query.boolean_query(either)
