"""Reading an index of tantivy: the best pages or dossiers, counts and words. Readers see the last commit, also while one writes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from fairwoo.index.compile_tantivy import Compiler
from fairwoo.index.plan import Plan, Stream, ranks
from fairwoo.index.tantivy_known import Counts, Known
from fairwoo.index.values import DOSSIERS_COUNTED, Counted, Found, Group, Held, Request, Scored
from fairwoo.model import Entry

_FIRST = 128  # pages looked at first when dossiers are wanted
_MOST = 65_000  # pages looked at for one answer
_EXACT_DOSSIERS = 10_000  # dossiers counted one by one; of more the number is an estimate (2 %)
_EXACT_PAGES = 4_000  # pages up to which the dossiers of each facet value are counted one by one; the engine counts 65,000 in all
_TOGETHER = 1_000  # pages of the dossiers of one answer that are looked up at once
_RARE = 100  # a key that is on fewer pages is counted anew, because the quick count includes pages that were taken out
_MOST_WORDS = 2_000  # words with one beginning that are looked at
_BY_DAY = {"newest": "newest", "oldest": "oldest"}


_Place = tuple[
    float, Any
]  # a page in the order of an answer: its score (by day: minus its number in it), where the engine has it


class Reader:
    """One moment of an index. `known` is what was counted at that moment before."""

    def __init__(self, searcher: Any, compiler: Compiler, known: Known | None = None) -> None:
        self._searcher = searcher
        self._compiler = compiler
        self._known = known or Known()

    def find(self, plan: Plan, request: Request) -> Found:
        """The results at the request's offset."""
        query = self._compiler.search(plan, request)
        order = self._order(plan, request)
        counts = Counts(0, 0, {}, estimated=False)
        if request.totals:
            counts = self._known.counts(plan, request, lambda: self._counted(query, request))
        groups: Iterable[Group] = ()
        if request.limit and (counts.pages or not request.totals):
            by_dossier = request.by == "dossier"
            groups = self._dossiers(query, request, order, counts.pages) if by_dossier else self._pages(query, request, order)
        return Found(counts.pages, counts.dossiers, tuple(groups), counts.facets, counts.estimated)

    def count(self, plan: Plan, request: Request) -> int:
        """How many pages answer."""
        return self._number(self._compiler.search(plan, request))

    def _number(self, query: Any) -> int:
        return int(self._searcher.search(query, limit=1, count=True).count)

    @staticmethod
    def _order(plan: Plan, request: Request) -> str | None:
        """The field that says the order; None for the score."""
        return _BY_DAY.get(request.sort, None if ranks(plan) else "newest")

    def _pages(self, query: Any, request: Request, order: str | None) -> Iterator[Group]:
        depth = request.offset + request.limit
        places = self._best(query, depth, order)
        for place in self._settled(places, request.offset, depth):
            yield Group(1, (self._scored(place, order),))

    def _dossiers(self, query: Any, request: Request, order: str | None, total: int) -> Iterator[Group]:
        depth = request.offset + request.limit
        limit = max(_TOGETHER if 0 < total < _TOGETHER else _FIRST, 4 * depth)
        while True:
            places = self._best(query, limit, order)
            numbers = self._searcher.fast_field_values("dossier_number", [address for _, address in places])
            first = dict(zip(reversed(numbers), reversed(places), strict=True))
            if len(first) > depth or len(places) < limit or limit >= _MOST:
                break
            limit = min(4 * limit, _MOST)
        ordered = list(dict.fromkeys(numbers))
        shown = self._settled([first[number] for number in ordered], request.offset, depth)
        dossiers = [self._entry(address).dossier for _, address in shown]
        keys = self._searcher.fast_field_values("dossier_number", [address for _, address in shown])
        own = _apart(numbers, places) if len(places) < limit else self._own(query, dossiers, order)
        for dossier, number in zip(dossiers, keys, strict=True):
            yield self._dossier(query, dossier, request, order) if own is None else self._group(own[number], request, order)

    def _own(self, query: Any, dossiers: list[str], order: str | None) -> dict[int, list[_Place]] | None:
        """The pages that answer, best first, by the number of their dossier, in one look; None if there are too many for that."""
        if not dossiers:
            return {}
        within = self._compiler.every([query, self._compiler.only("dossier", dossiers)])
        places = self._found(within, _TOGETHER, order)
        if len(places) == _TOGETHER:
            return None
        return _apart(self._searcher.fast_field_values("dossier_number", [address for _, address in places]), places)

    def _group(self, places: list[_Place], request: Request, order: str | None) -> Group:
        best = self._settled(places, 0, request.pages)
        return Group(len(places), tuple(self._scored(place, order) for place in best))

    def _dossier(self, query: Any, dossier: str, request: Request, order: str | None) -> Group:
        own = self._compiler.every([query, self._worthless("dossier", dossier)])
        best = self._settled(self._best(own, request.pages, order), 0, request.pages)
        return Group(self._number(own), tuple(self._scored(place, order) for place in best))

    def _best(self, query: Any, depth: int, order: str | None) -> list[_Place]:
        """The best `depth` pages and all that score as well as the last of them, so that their order is the same on every page."""
        limit = max(depth, 1) + (order is None)
        while True:
            places = self._found(query, limit, order)
            full = len(places) >= limit and order is None
            if not full or limit > _MOST or _round(places[-1][0]) != _round(places[depth - 1][0]):
                return places
            limit *= 4

    def _found(self, query: Any, limit: int, order: str | None) -> list[_Place]:
        if order is None:
            found: list[_Place] = self._searcher.search(query, limit=limit, count=False).hits
            return found
        hits = self._searcher.search(query, limit=limit, count=False, order_by_field=order).hits
        return [(-at, address) for at, (_, address) in enumerate(hits)]

    def _settled(self, places: list[_Place], start: int, stop: int) -> list[_Place]:
        """The places from `start` to `stop`, those with one score newest first."""
        at, wanted = 0, []
        while at < min(stop, len(places)):
            end = at + 1
            score = _round(places[at][0])
            while end < len(places) and _round(places[end][0]) == score:
                end += 1
            run = places[at:end]
            if end > start and len(run) > 1:
                run = self._newest_first(run)
            wanted += [place for number, place in enumerate(run, at) if start <= number < stop]
            at = end
        return wanted

    def _newest_first(self, places: list[_Place]) -> list[_Place]:
        """In the order of their numbers; in that of their ids, which are read one by one, only where two have the same."""
        numbers = self.numbers("newest", [address for _, address in places])
        again = Counter(numbers)
        keys = [
            (-number, str(self._searcher.doc(address)["id"][0]) if again[number] > 1 else "")
            for number, (_, address) in zip(numbers, places, strict=True)
        ]
        return [place for _, place in sorted(zip(keys, places, strict=True), key=itemgetter(0))]

    def _scored(self, place: _Place, order: str | None) -> Scored:
        score, address = place
        return Scored(score if order is None else 0.0, self._entry(address))

    def _entry(self, address: Any) -> Entry:
        return entry_of(self._searcher.doc(address))

    def _worthless(self, field: str, value: str) -> Any:
        import tantivy

        return tantivy.Query.const_score_query(self._compiler.term(field, value), 0.0)

    def _counted(self, query: Any, request: Request) -> Counts:
        """What is counted, in one look if the index has few enough dossiers to count them one by one."""
        few = self._searcher.doc_freq("sort", "head") <= _EXACT_DOSSIERS
        asked: dict[str, Any] = {"pages": {"value_count": {"field": "dossier_number"}}}
        asked["dossiers"] = _ONE_BY_ONE if few else {"cardinality": {"field": "dossier_number"}}
        one_by_one = request.facets is True and self._number(query) <= _EXACT_PAGES
        inner = _ONE_BY_ONE if one_by_one else {"cardinality": {"field": "dossier_number"}}
        below = {"aggs": {"dossiers": inner}} if request.facets is True else {}
        names = request.counted if request.facets else ()
        counted = self._searcher.aggregate(query, {**asked, **{name: {**_terms(name, 1_000), **below} for name in names}})
        facets = {name: {one["key"]: _counts(one) for one in counted[name]["buckets"]} for name in names}
        pages = round(counted["pages"]["value"])
        dossiers = _number_of(counted["dossiers"]) if pages else 0
        if exact := few or dossiers <= _EXACT_DOSSIERS:
            dossiers = dossiers if few else _number_of(self._searcher.aggregate(query, {"dossiers": _ONE_BY_ONE})["dossiers"])
        return Counts(pages, dossiers, facets, not (exact and (one_by_one or not below)))

    def counts(self, keys: Sequence[tuple[Stream, str]]) -> dict[tuple[Stream, str], int]:
        """On how many pages each key is."""
        return {key: self._count(*key) for key in keys}

    def _count(self, stream: str, key: str) -> int:
        quick: int = self._searcher.doc_freq(stream, key)
        if not 0 < quick < _RARE:
            return quick
        return self._number(self._compiler.term(stream, key))

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Words that begin with a prefix, most pages first."""
        found = self._searcher.terms_with_prefix("ex", prefix, limit=_MOST_WORDS)
        found.sort(key=lambda pair: (-pair[1], pair[0]))
        counted = [(word, self._count("ex", word)) for word, _ in found[: 2 * limit]]
        return sorted(counted, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def held(self) -> dict[str, Held]:
        """What is in the index, by dossier."""
        heads = self.heads()
        counted = self._searcher.aggregate(self._compiler.pages(), {"dossier": _terms("dossier", DOSSIERS_COUNTED)})
        pages = {bucket["key"]: bucket["doc_count"] for bucket in counted["dossier"]["buckets"]}
        found: dict[str, Held] = {}
        for address in heads:
            document = self._searcher.doc(address)
            dossier = str(document["head"][0])
            known = pages.get(dossier)
            if known is None and len(heads) > DOSSIERS_COUNTED:
                known = self._number(self._compiler.term("dossier", dossier))
            found[dossier] = Held(str(document["revision"][0]), known or 0)
        return found

    def revisions(self, dossiers: Sequence[str]) -> dict[str, str]:
        """The revisions of some dossiers, of those that are there."""
        if not dossiers:
            return {}
        heads = [self._searcher.doc(address) for address in self._all(self._compiler.only("head", dossiers))]
        return {str(one["head"][0]): str(one["revision"][0]) for one in heads}

    def pages_of(self, dossier: str) -> list[Any]:
        """Where the engine has the pages of a dossier."""
        return self._all(self._compiler.term("dossier", dossier))

    def heads(self) -> list[Any]:
        """Where the engine has the heads."""
        return self._all(self._compiler.term("sort", "head"))

    def _all(self, query: Any) -> list[Any]:
        total = self._number(query)
        return [address for _, address in self._searcher.search(query, limit=max(total, 1), count=False).hits]

    def numbers(self, name: str, addresses: list[Any]) -> list[int]:
        """A number of each of these pages."""
        return list(self._searcher.fast_field_values(name, addresses)) if addresses else []

    def document(self, address: Any) -> Any:
        """What is stored there."""
        return self._searcher.doc(address)


def _apart(numbers: Sequence[int], places: Sequence[_Place]) -> dict[int, list[_Place]]:
    """The places by the number of their dossier, in their order."""
    own: dict[int, list[_Place]] = {}
    for number, place in zip(numbers, places, strict=True):
        own.setdefault(number, []).append(place)
    return own


def entry_of(document: Any) -> Entry:
    """The entry that is stored in a document of the index."""
    return Entry.model_validate(json.loads(bytes(document["entry"][0])))


def _counts(bucket: Mapping[str, Any]) -> Counted:
    """Pages and dossiers of a value of a facet; 0 dossiers where those were not counted."""
    pages: int = bucket["doc_count"]
    return Counted(pages, min(_number_of(bucket["dossiers"]), pages) if "dossiers" in bucket else 0)


def _number_of(counted: Mapping[str, Any]) -> int:
    """How many there are: of buckets one by one, or an estimate."""
    return len(counted["buckets"]) if "buckets" in counted else round(counted["value"])


def _round(score: float) -> float:
    return round(float(score), 5)


def _terms(field: str, size: int) -> dict[str, Mapping[str, Any]]:
    return {"terms": {"field": field, "size": size}}


_ONE_BY_ONE = _terms("dossier_number", DOSSIERS_COUNTED)
