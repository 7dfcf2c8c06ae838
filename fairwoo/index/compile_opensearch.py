"""Plans and requests as bodies of OpenSearch's search, and its answers as what was found. No query language of the server is used."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from fairwoo.index import dutch
from fairwoo.index.fields import day_number, long_form
from fairwoo.index.opensearch_layout import PAGES
from fairwoo.index.plan import TIE, Best, Every, Filter, Flat, Groups, Near, Plan, Stream, Term, Way, ranks
from fairwoo.index.plan import Sequence as Row
from fairwoo.index.values import FACETS, Counted, Found, Group, Request, Scored
from fairwoo.model import Entry

_MOST_VALUES = 1_000  # of a facet
_SAMPLE = 60  # pages of which the words are read
_BM25 = 2.2  # Lucene leaves k1 + 1 out of its scores, tantivy does not: what is worth a fixed number is worth less here
_PRECISE = 10_000  # up to here the server's count of different dossiers is exact, or nearly
# only where nothing is looked up: heads have none of the keys, and to look at this too takes as long as the rest
_EVERY_PAGE = {"constant_score": {"filter": PAGES, "boost": 0.0}}


def compiled(way: Way) -> dict[str, Any]:
    """A plan, or part of one, as a query."""
    match way:
        case Term():
            return {"term": {way.stream: {"value": way.key, "boost": way.weight}}}
        case Row(stream="lem"):
            return {"term": {"cp": {"value": long_form(way.keys), "boost": way.weight}}}
        case Row():
            return {"match_phrase": {way.stream: {"query": " ".join(way.keys), "analyzer": "whitespace", "boost": way.weight}}}
        case Near(keys=tuple() as keys):
            return {"terms": {way.stream: list(keys), "boost": way.weight / _BM25}}
        case Near():
            near = {"value": way.key, "fuzziness": way.distance, "transpositions": True, "rewrite": "constant_score"}
            # as a filter, so that the server may remember it for the next question of the same search
            return {"constant_score": {"filter": {"fuzzy": {way.stream: near}}, "boost": way.weight / _BM25}}
        case Best():
            ways = [compiled(one) for one in way.ways]
            return {"dis_max": {"queries": ways, "tie_breaker": TIE, "boost": way.weight}}
        case Every():
            return {"bool": {"must": [compiled(one) for one in way.parts] or [_EVERY_PAGE], "boost": way.weight}}
        case Filter():
            return {"bool": {"filter": [{"terms": {way.field: list(way.values)}}]}}
        case Flat():
            return {"constant_score": {"filter": compiled(way.way), "boost": way.weight}}
        case Groups():
            return _groups(way)


def _groups(groups: Groups) -> dict[str, Any]:
    must = [compiled(one) for one in groups.must]
    bonus = [compiled(one) for one in groups.bonus]
    if groups.should and groups.least:
        chosen = [compiled(one) for one in groups.should]
        must.append({"bool": {"should": chosen, "minimum_should_match": groups.least}})
    else:
        bonus += [compiled(one) for one in groups.should]
    never = [compiled(one) for one in groups.never]
    return {"bool": {"must": must or [_EVERY_PAGE], "should": bonus, "must_not": never}}


def narrowed(plan: Plan, request: Request) -> dict[str, Any]:
    """The query of a plan and what the request narrows it to."""
    narrow: list[dict[str, Any]] = [{"terms": {name: list(values)}} for name, values in request.chosen().items()]
    if request.dated_from or request.dated_to:
        low, high = day_number(request.dated_from) or 1, day_number(request.dated_to) or 99_999_999
        narrow.append({"range": {"day": {"gte": low, "lte": high}}})
    return {"bool": {"must": [compiled(plan)], "filter": narrow}}


def search_body(plan: Plan, request: Request) -> dict[str, Any]:
    """The body of a search. Of dossiers it gives the names alone; `best_body` asks for their pages."""
    body: dict[str, Any] = {
        "query": narrowed(plan, request),
        "from": request.offset,
        "size": request.limit,
        "track_total_hits": False,
        "sort": _order(plan, request),
    }
    if request.by == "dossier":
        # `_none_`: to read what is stored of a page, its id included, takes longer than to find it
        return {**body, "collapse": {"field": "dossier"}, "stored_fields": "_none_", "docvalue_fields": ["dossier"]}
    return {**body, "track_scores": True, "_source": ["entry"]}


def totals_body(plan: Plan, request: Request) -> dict[str, Any]:
    """The body that counts what answers. It is apart from `search_body` so that both can be done at once, and that the server can
    remember it for the next page.
    """
    aggregations = {"dossiers": _dossiers(), **_facets(request)}
    return {"size": 0, "track_total_hits": True, "query": narrowed(plan, request), "aggs": aggregations}


def best_body(plan: Plan, request: Request, dossiers: Sequence[str]) -> dict[str, Any]:
    """The body that asks for the best pages of some dossiers, and how many pages of each answer."""
    best = {"size": request.pages, "sort": _order(plan, request), "track_scores": True, "_source": ["entry"]}
    own = {"terms": {"field": "dossier", "size": len(dossiers)}, "aggs": {"best": {"top_hits": best}}}
    within = {"bool": {"must": [narrowed(plan, request)], "filter": [{"terms": {"dossier": list(dossiers)}}]}}
    return {"size": 0, "track_total_hits": False, "query": within, "aggs": {"own": own}}


def dossiers(answer: Mapping[str, Any]) -> list[str]:
    """The dossiers that the server answered to `search_body`, in their order."""
    return [str(hit["fields"]["dossier"][0]) for hit in answer["hits"]["hits"]]


def groups(answer: Mapping[str, Any], best: Mapping[str, Any] | None, plan: Plan, request: Request) -> Iterator[Group]:
    """The results in their order, from the answers to `search_body` and, of dossiers, to `best_body`.

    A dossier that went out between the two is left out.
    """
    if best is None:
        yield from (Group(1, (_scored(hit, plan, request),)) for hit in answer["hits"]["hits"])
        return
    own = {one["key"]: one for one in best["aggregations"]["own"]["buckets"]}
    for one in dossiers(answer):
        if one in own:
            hits = own[one]["best"]["hits"]["hits"]
            yield Group(own[one]["doc_count"], tuple(_scored(hit, plan, request) for hit in hits))


def found(groups: Iterable[Group], totals: Mapping[str, Any] | None) -> Found:
    """The results with what the server answered to `totals_body`."""
    if totals is None:
        return Found(0, 0, tuple(groups), {})
    counted = totals["aggregations"]
    facets = {
        name: {
            one["key"]: Counted(one["doc_count"], int(one.get("dossiers", {"value": 0})["value"]))
            for one in counted[name]["buckets"]
        }
        for name in FACETS
        if name in counted
    }
    number = int(counted["dossiers"]["value"])
    return Found(totals["hits"]["total"]["value"], number, tuple(groups), facets, estimated=number > _PRECISE)


def count_body(plan: Plan, request: Request) -> dict[str, Any]:
    """The body that counts the pages that answer."""
    return {"size": 0, "track_total_hits": True, "query": narrowed(plan, request)}


def counts_body(keys: Sequence[tuple[Stream, str]]) -> dict[str, Any]:
    """The body that counts the pages of each key."""
    filters = {str(number): {"term": {stream: key}} for number, (stream, key) in enumerate(keys)}
    return {"size": 0, "track_total_hits": False, "aggs": {"keys": {"filters": {"filters": filters}}}}


def counts(answer: Mapping[str, Any], keys: Sequence[tuple[Stream, str]]) -> dict[tuple[Stream, str], int]:
    """What the server answered to `counts_body`."""
    buckets = answer["aggregations"]["keys"]["buckets"]
    return {key: int(buckets[str(number)]["doc_count"]) for number, key in enumerate(keys)}


def words_body(prefix: str) -> dict[str, Any]:
    """The body that asks for the newest pages with a word that begins so: the server has no list of the words of a text field."""
    begins = {"prefix": {"ex": {"value": prefix, "rewrite": "constant_score"}}}
    order = [{"newest": "desc"}, {"id": "asc"}]
    return {"size": _SAMPLE, "track_total_hits": False, "query": begins, "sort": order, "_source": ["entry"]}


def words(answer: Mapping[str, Any], prefix: str) -> Counter[str]:
    """The words that begin so on the pages that the server answered to `words_body`, each with the number of those pages it is on."""
    counted: Counter[str] = Counter()
    for hit in answer["hits"]["hits"]:
        typed = set(dutch.words(_entry(hit).text))
        counted.update({exact for word in typed if (exact := dutch.analyse(word).exact).startswith(prefix)})
    return counted


def _order(plan: Plan, request: Request) -> list[dict[str, Any]]:
    by_day = {"oldest": "oldest", "newest": "newest"}.get(request.sort, "newest")
    ordered = [{by_day: "desc"}, {"id": "asc"}]
    return ordered if request.sort == by_day or not ranks(plan) else [{"_score": "desc"}, *ordered]


def _dossiers() -> dict[str, Any]:
    return {"cardinality": {"field": "dossier", "precision_threshold": _PRECISE}}


def _facets(request: Request) -> dict[str, Any]:
    names = request.counted if request.facets else ()
    below = {} if request.facets == "pages" else {"aggs": {"dossiers": _dossiers()}}
    return {name: {"terms": {"field": name, "size": _MOST_VALUES}, **below} for name in names}


def _scored(hit: Mapping[str, Any], plan: Plan, request: Request) -> Scored:
    entry = _entry(hit)
    by_day = request.sort != "relevance" or not ranks(plan)
    return Scored(float(day_number(entry.dated)) if by_day else float(hit["_score"] or 0.0), entry)


def _entry(hit: Mapping[str, Any]) -> Entry:
    return Entry.model_validate(json.loads(hit["_source"]["entry"]))
