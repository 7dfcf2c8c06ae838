"""Plans and requests as bodies of OpenSearch's search, and its answers as what was found. No query language of the server is used."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fairwoo.index.fields import day_number, long_form
from fairwoo.index.plan import TIE, Best, Every, Filter, Flat, Groups, Near, Plan, Stream, Term, Way, ranks
from fairwoo.index.plan import Sequence as Row
from fairwoo.index.values import FACETS, Counted, Found, Group, Request, Scored
from fairwoo.model import Entry

_MOST_VALUES = 1_000  # of a facet
_SAMPLE = 1_000
_BM25 = 2.2  # Lucene leaves k1 + 1 out of its scores, tantivy does not: what is worth a fixed number is worth less here
_PRECISE = 40_000  # up to here the server's count of different dossiers is exact, or nearly


def compiled(way: Way) -> dict[str, Any]:
    """A plan, or part of one, as a query."""
    match way:
        case Term():
            return {"term": {way.stream: {"value": way.key, "boost": way.weight}}}
        case Row(stream="lem"):
            return {"term": {"cp": {"value": long_form(way.keys), "boost": way.weight}}}
        case Row():
            return {"match_phrase": {way.stream: {"query": " ".join(way.keys), "analyzer": "whitespace", "boost": way.weight}}}
        case Near():
            near = {"value": way.key, "fuzziness": way.distance, "transpositions": True, "rewrite": "constant_score"}
            return {"fuzzy": {way.stream: {**near, "boost": way.weight / _BM25}}}
        case Best():
            ways = [compiled(one) for one in way.ways]
            return {"dis_max": {"queries": ways, "tie_breaker": TIE, "boost": way.weight}}
        case Every():
            return {"bool": {"must": [compiled(one) for one in way.parts], "boost": way.weight}}
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
    return {"bool": {"must": must or [{"match_all": {"boost": 0.0}}], "should": bonus, "must_not": never}}


def narrowed(plan: Plan, request: Request) -> dict[str, Any]:
    """The query of a plan and what the request narrows it to."""
    narrow: list[dict[str, Any]] = [{"terms": {name: list(values)}} for name, values in request.chosen().items()]
    if request.dated_from or request.dated_to:
        low, high = day_number(request.dated_from) or 1, day_number(request.dated_to) or 99_999_999
        narrow.append({"range": {"day": {"gte": low, "lte": high}}})
    return {"bool": {"must": [compiled(plan)], "filter": narrow}}


def search_body(plan: Plan, request: Request) -> dict[str, Any]:
    """The body of a search."""
    order = _order(plan, request)
    body: dict[str, Any] = {
        "query": narrowed(plan, request),
        "from": request.offset,
        "size": request.limit,
        "track_total_hits": request.totals,
        "track_scores": True,
        "sort": order,
        "_source": ["entry"],
        "aggs": {"dossiers": _dossiers(), **_facets(request)} if request.totals else {},
    }
    if request.by == "dossier":
        inner = {"name": "best", "size": request.pages, "sort": order, "track_scores": True, "_source": ["entry"]}
        body["collapse"] = {"field": "dossier", "inner_hits": inner}
    return body


def found(answer: Mapping[str, Any], plan: Plan, request: Request) -> Found:
    """What the server answered to `search_body`."""
    groups = []
    for hit in answer["hits"]["hits"]:
        inner = hit["inner_hits"]["best"]["hits"] if request.by == "dossier" else None
        best = tuple(_scored(one, plan, request) for one in (inner["hits"] if inner else [hit]))
        groups.append(Group(inner["total"]["value"] if inner else 1, best))
    if not request.totals:
        return Found(0, 0, tuple(groups), {})
    counted = answer["aggregations"]
    facets = {
        name: {
            one["key"]: Counted(one["doc_count"], int(one.get("dossiers", {"value": 0})["value"]))
            for one in counted[name]["buckets"]
        }
        for name in FACETS
        if name in counted
    }
    dossiers = int(counted["dossiers"]["value"])
    return Found(answer["hits"]["total"]["value"], dossiers, tuple(groups), facets, estimated=dossiers > _PRECISE)


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


def words_body(prefix: str, limit: int) -> dict[str, Any]:
    """The body that asks for words with a prefix: those of a sample of pages, each with the number of all pages it is on.

    The server has no list of the words of a text field. The sample is of a thousand pages with such a word.
    """
    words = {
        "field": "ex",
        "include": f"{prefix}[a-z]*",
        "size": limit,
        "min_doc_count": 1,
        "percentage": {},
        "source_fields": ["ex"],
    }
    sample = {"sampler": {"shard_size": _SAMPLE}, "aggs": {"words": {"significant_text": words}}}
    begins = {"prefix": {"ex": {"value": prefix, "rewrite": "constant_score"}}}
    return {"size": 0, "track_total_hits": False, "query": begins, "aggs": {"sample": sample}}


def words(answer: Mapping[str, Any]) -> list[tuple[str, int]]:
    """What the server answered to `words_body`, most pages first."""
    found = [(str(one["key"]), int(one["bg_count"])) for one in answer["aggregations"]["sample"]["words"]["buckets"]]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


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
    entry = Entry.model_validate(json.loads(hit["_source"]["entry"]))
    by_day = request.sort != "relevance" or not ranks(plan)
    return Scored(float(day_number(entry.dated)) if by_day else float(hit["_score"] or 0.0), entry)
