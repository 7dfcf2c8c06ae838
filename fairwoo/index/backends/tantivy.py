"""tantivy: the engine inside fairwoo, an index in the workspace, no server. One writer at a time; readers see the last commit."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from fairwoo.errors import EngineError
from fairwoo.index import dutch
from fairwoo.index.fields import EXACT_BOOST, TITLE_BOOST, day_number, fields
from fairwoo.index.query import AllOf, AnyOf, Not, Phrase, Query, Word
from fairwoo.index.values import FACETS, Found, Held, Request
from fairwoo.model import Entry, Text
from fairwoo.settings import IndexSettings
from fairwoo.shared import canonical_json, write_atomically

LAYOUT = 2
_HEAP = 64_000_000
_BUCKETS = 65_000
_STREAMS = ("surface", "stems", "title_surface", "title_stems")


def open_backend(settings: IndexSettings, workspace: Path, *, rebuild: bool = False) -> Tantivy:  # noqa: ARG001 - the shelf's shape
    """The index in `workspace`/index/tantivy; made at the first writing. Raises EngineError if another version made it."""
    return Tantivy(workspace / "index" / "tantivy", rebuild=rebuild)


class Tantivy:
    """An open index. The writer is taken at the first change and given back by `close`."""

    def __init__(self, folder: Path, *, rebuild: bool) -> None:
        self._folder = folder
        self._mark = folder.parent / "tantivy.json"
        self._writer: Any = None
        self._schema = _schema()
        if rebuild:
            self._clear()
        self._index = self._open() if self._mark.exists() else None

    def _open(self) -> Any:
        import tantivy

        outdated = EngineError(
            Text(
                nl=f"De zoekindex in {self._folder} is van een andere versie of beschadigd. Draai fairwoo index --rebuild.",
                en=f"The search index in {self._folder} is of another version, or damaged. Run fairwoo index --rebuild.",
            )
        )
        try:
            if self._mark.read_bytes() != _version().encode() or not tantivy.Index.is_compatible(str(self._folder)):
                raise outdated
            return tantivy.Index.open(str(self._folder))
        except (OSError, ValueError) as error:  # ValueError is how tantivy says that files are missing or damaged
            raise outdated from error

    def _clear(self) -> None:
        """Throw the index away, the mark first: a folder without a mark counts as no index."""
        try:
            self._mark.unlink(missing_ok=True)
            if self._folder.exists():
                shutil.rmtree(self._folder)
        except OSError as error:
            raise EngineError(
                Text(
                    nl=f"De zoekindex in {self._folder} is niet weg te gooien ({error}). Sluit andere opdrachten en probeer opnieuw.",
                    en=f"The search index in {self._folder} cannot be removed ({error}). Close other commands and try again.",
                )
            ) from error

    def _writing(self) -> Any:
        if self._writer is None:
            import tantivy

            if self._index is None:
                self._clear()  # what a making that was broken off has left
                self._folder.mkdir(parents=True, exist_ok=True)
                self._index = tantivy.Index(self._schema, path=str(self._folder))
                write_atomically(self._mark, _version().encode())
            try:
                self._writer = self._index.writer(_HEAP, 1)
            except ValueError as error:
                raise EngineError(
                    Text(
                        nl="Een andere opdracht schrijft nu in de zoekindex. Wacht tot die klaar is en probeer het opnieuw.",
                        en="Another command is writing to the search index now. Wait until it is done and try again.",
                    )
                ) from error
        return self._writer

    def replace(self, dossier: str, revision: str, entries: Iterable[Entry]) -> None:
        """Take out the old pages and put in the new ones; both become visible together."""
        import tantivy

        writer = self._writing()
        writer.delete_documents_by_term("dossier", dossier)
        for entry in entries:
            found = fields(entry)
            document = tantivy.Document()
            document.add_text("dossier", dossier)
            document.add_text("revision", revision)
            for name in _STREAMS:
                document.add_text(name, getattr(found, name))
            for name, values in found.values.items():
                for value in values:
                    document.add_text(name, value)
            document.add_integer("day", found.day)
            document.add_bytes("entry", entry.model_dump_json().encode())
            writer.add_document(document)

    def delete(self, dossier: str) -> None:
        """Take out everything of a dossier."""
        if self._index is not None:
            self._writing().delete_documents_by_term("dossier", dossier)

    def commit(self) -> None:
        """Durable and visible from here on."""
        if self._writer is not None and self._index is not None:
            try:
                self._writer.commit()
            except (OSError, ValueError) as error:
                raise EngineError(
                    Text(
                        nl=f"De zoekindex in {self._folder} is niet te schrijven ({error}). Maak ruimte en draai fairwoo index.",
                        en=f"The search index in {self._folder} cannot be written ({error}). Make room and run fairwoo index.",
                    )
                ) from error
            self._index.reload()

    def close(self) -> None:
        """Give back the writer; what was not committed is dropped."""
        if self._writer is not None:
            self._writer.rollback()
            self._writer.wait_merging_threads()
            self._writer = None
        self._index = None

    def find(self, query: Query, request: Request) -> Found:
        """Best first, then by id; an empty query newest first."""
        if self._index is None:
            return Found(0, 0, (), {})
        import tantivy

        searcher = self._index.searcher()
        wanted = self._narrowed(query, request)
        depth = request.offset + request.limit
        newest = query == AllOf()
        order = {"order_by_field": "day", "order": tantivy.Order.Desc} if newest else {}
        result = _with_ties(searcher, wanted, max(depth, 1), order)
        pages = [(float(score), _entry(searcher, address)) for score, address in result.hits]
        pages.sort(key=lambda pair: (-round(pair[0], 5), pair[1].id))
        pages = [(0.0 if newest else score, entry) for score, entry in pages]
        counted = searcher.aggregate(wanted, _aggregations(request))
        facets = {name: _counts(counted[name]) for name in FACETS if name in counted}
        return Found(result.count, len(counted["dossier"]["buckets"]), tuple(pages[request.offset : depth]), facets)

    def held(self) -> dict[str, Held]:
        """By dossier; a mixture of revisions has none."""
        if self._index is None:
            return {}
        import tantivy

        revisions = {"terms": {"field": "revision", "size": 2}}
        by_dossier = {"dossier": {"terms": {"field": "dossier", "size": _BUCKETS}, "aggs": {"revision": revisions}}}
        counted = self._index.searcher().aggregate(tantivy.Query.all_query(), by_dossier)
        found = {}
        for bucket in counted["dossier"]["buckets"]:
            inside = bucket["revision"]["buckets"]
            found[bucket["key"]] = Held(inside[0]["key"] if len(inside) == 1 else "", bucket["doc_count"])
        return found

    def _narrowed(self, query: Query, request: Request) -> Any:
        import tantivy

        must = [(tantivy.Occur.Must, self._compiled(query))]
        for name, values in request.chosen().items():
            terms = [(tantivy.Occur.Should, self._term(name, value)) for value in values]
            must.append((tantivy.Occur.Must, tantivy.Query.const_score_query(tantivy.Query.boolean_query(terms), 0.0)))
        if request.dated_from or request.dated_to:
            low, high = day_number(request.dated_from) or 1, day_number(request.dated_to) or 99_999_999
            days = tantivy.Query.range_query(self._schema, "day", tantivy.FieldType.Integer, low, high)
            must.append((tantivy.Occur.Must, tantivy.Query.const_score_query(days, 0.0)))
        return tantivy.Query.boolean_query(must)

    def _compiled(self, query: Query) -> Any:
        import tantivy

        match query:
            case Word():
                return self._word(query)
            case Phrase():
                return self._phrase(query)
            case Not(part=part):
                return self._boolean([(tantivy.Occur.MustNot, self._compiled(part))])
            case AnyOf(parts=parts):
                return self._boolean([(tantivy.Occur.Should, self._compiled(part)) for part in parts])
            case AllOf(parts=parts):
                return self._boolean([self._clause(part) for part in parts])
        raise TypeError(query)

    def _clause(self, part: Query) -> tuple[Any, Any]:
        import tantivy

        if isinstance(part, Not):
            return tantivy.Occur.MustNot, self._compiled(part.part)
        needed = not isinstance(part, Word) or part.needed
        return tantivy.Occur.Must if needed else tantivy.Occur.Should, self._compiled(part)

    @staticmethod
    def _boolean(clauses: list[tuple[Any, Any]]) -> Any:
        """A boolean query; one that only excludes excludes from everything."""
        import tantivy

        if all(occur == tantivy.Occur.MustNot for occur, _ in clauses):
            clauses = [(tantivy.Occur.Must, tantivy.Query.all_query()), *clauses]
        return tantivy.Query.boolean_query(clauses)

    def _word(self, word: Word) -> Any:
        """The stem of the whole, or the stems of all its pieces; in the text or, stronger, in a title; a little more as spelt."""
        import tantivy

        pieces = dutch.pieces(word.text)
        ways = []
        for name, boost in (("stems", 1.0), ("title_stems", TITLE_BOOST)):
            whole, *parts = dutch.keys(word.text)
            either = [(tantivy.Occur.Should, self._term(name, whole))]
            if parts:
                together = tantivy.Query.boolean_query([(tantivy.Occur.Must, self._term(name, part)) for part in parts])
                either.append((tantivy.Occur.Should, together))
            ways.append(tantivy.Query.boost_query(tantivy.Query.boolean_query(either), boost))
        found = tantivy.Query.disjunction_max_query(ways)
        exact = tantivy.Query.boost_query(self._sequence("surface", pieces), EXACT_BOOST)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, found), (tantivy.Occur.Should, exact)])

    def _phrase(self, phrase: Phrase) -> Any:
        import tantivy

        pieces = [piece for token in dutch.tokens(phrase.text) for piece in dutch.pieces(token.text)]
        title = tantivy.Query.boost_query(self._sequence("title_surface", pieces), TITLE_BOOST)
        return tantivy.Query.disjunction_max_query([self._sequence("surface", pieces), title])

    def _sequence(self, name: str, pieces: Iterable[str]) -> Any:
        import tantivy

        words: list[Any] = list(pieces)
        return self._term(name, words[0]) if len(words) == 1 else tantivy.Query.phrase_query(self._schema, name, words)

    def _term(self, name: str, value: str) -> Any:
        import tantivy

        return tantivy.Query.term_query(self._schema, name, value)


def _with_ties(searcher: Any, query: Any, depth: int, order: dict[str, Any]) -> Any:
    """The best `depth` pages and all that score as well as the last of them, so that their order by id is the same on every page."""
    limit = depth + 1
    while True:
        result = searcher.search(query, limit=limit, count=True, **order)
        hits = result.hits
        if len(hits) < limit or round(float(hits[-1][0]), 5) != round(float(hits[depth - 1][0]), 5) or limit > _BUCKETS:
            return result
        limit *= 4


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in ("dossier", "revision", *FACETS):
        builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
    for name in ("surface", "title_surface"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("stems", "title_stems"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_bytes_field("entry", stored=True)
    return builder.build()


def _version() -> str:
    return canonical_json({"analysis": dutch.ANALYSIS_VERSION, "layout": LAYOUT})


def _aggregations(request: Request) -> dict[str, Any]:
    names = ("dossier", *FACETS) if request.facets else ("dossier",)
    return {name: {"terms": {"field": name, "size": _BUCKETS if name == "dossier" else 1_000}} for name in names}


def _counts(aggregation: Mapping[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in aggregation["buckets"]}


def _entry(searcher: Any, address: Any) -> Entry:
    return Entry.model_validate(json.loads(bytes(searcher.doc(address)["entry"][0])))
