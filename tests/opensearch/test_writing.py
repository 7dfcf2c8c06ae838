"""Only what changed goes to the server, and what was broken off is known as such."""

from __future__ import annotations

from collections import Counter

import pytest

from fairwoo import index
from fairwoo.index import Held
from fairwoo.index.plan import Best, Every, Flat, Plan, Term
from fairwoo.settings import IndexSettings
from tests.opensearch import pages, testnode

pytestmark = [pytest.mark.opensearch, pytest.mark.xdist_group("opensearch")]

_KADE, _NOWHERE = Term(stream="ex", key="kade"), Term(stream="ex", key="nergens")


@pytest.fixture
def backend(opensearch_address, tmp_path):
    opened = index.open_backend(IndexSettings(address=opensearch_address, timeout_seconds=60), tmp_path)
    opened.replace("d1", "r1", pages.dossier("d1", 5))
    opened.commit()
    yield opened
    opened.close()


@pytest.fixture
def sent(backend) -> Counter[str]:
    """How many pages were written ("index") and taken out ("delete") from here on; heads are not counted."""
    counted: Counter[str] = Counter()
    bulk = backend._client.bulk

    def counting(body, params):
        lines = list(body)
        counted["delete"] += sum("delete" in line for line in lines)
        counted["index"] += sum("entry" in line for line in lines)
        return bulk(body=lines, params=params)

    backend._client.bulk = counting
    return counted


def test_the_same_pages_are_not_sent_again(backend, sent):
    backend.replace("d1", "r2", pages.dossier("d1", 5))
    backend.commit()
    assert sent == {"index": 0, "delete": 0}
    assert backend.held() == {"d1": Held("r2", 5)}


def test_a_page_that_changed_is_sent_alone(backend, sent):
    changed = pages.dossier("d1", 5)
    changed[2] = changed[2].model_copy(update={"text": "Een dijk."})
    backend.replace("d1", "r2", changed)
    backend.commit()
    assert sent == {"index": 1, "delete": 0}
    results, _ = index.search_text(backend, "dijk", index.Request())
    assert [hit.page for hit in results.hits] == [3]


def test_pages_that_are_gone_are_taken_out_and_new_ones_put_in(backend, sent):
    new = pages.dossier("d1", 7)
    backend.replace("d1", "r2", new[1:4] + new[6:])
    backend.commit()
    assert sent == {"index": 1, "delete": 2}
    results, _ = index.search_text(backend, "zwembad", index.Request())
    assert {hit.page for hit in results.hits} == {2, 3, 4, 7}
    assert backend.held() == {"d1": Held("r2", 4)}


def test_of_a_page_only_its_entry_is_stored(backend):
    found = backend._client.search(index="_all", body={"query": {"term": {"dossier": "d1"}}, "size": 10})["hits"]["hits"]
    assert len(found) == 5
    assert {key for hit in found for key in hit["_source"]} == {"entry"}


def test_a_page_of_results_asks_the_server_three_things(backend, monkeypatch):
    asked = []
    search = backend._client.search
    monkeypatch.setattr(backend._client, "search", lambda **more: asked.append(more["body"]) or search(**more))
    found = backend.find(Plan(), index.Request(by="dossier", facets="pages", pages=3))
    assert (found.total, found.dossiers, [group.found for group in found.groups]) == (5, 1, [5])
    assert len(asked) == 3  # the dossiers, their best pages, and beside these what is counted
    assert sum("collapse" in body for body in asked) == 1
    assert not any("inner_hits" in str(body) for body in asked)


def test_twice_before_a_commit(backend, sent):
    backend.replace("d1", "r2", pages.dossier("d1", 2))
    backend.replace("d1", "r3", pages.dossier("d1", 4))
    backend.commit()
    assert backend.held() == {"d1": Held("r3", 4)}


def test_a_dossier_without_pages_is_held_and_finds_nothing(backend):
    backend.replace("d2", "r1", [])
    backend.commit()
    assert backend.held() == {"d1": Held("r1", 5), "d2": Held("r1", 0)}
    results, _ = index.search_text(backend, "", index.Request())
    assert (results.total, results.dossiers) == (5, 1)


@pytest.mark.parametrize(
    "text", ["", "-nergens", "kade -nergens", "-nergens OF kade", "(-nergens) zwembad", '-"van hier"', "soort:besluit", "~"]
)
def test_what_is_kept_of_a_dossier_itself_is_never_found(backend, text):
    """Of each dossier the index holds one thing that is no page."""
    results, _ = index.search_text(backend, text, index.Request(by="page", limit=50))
    assert (results.total, results.dossiers) == (5, 1)
    assert {hit.page for hit in results.hits} == {1, 2, 3, 4, 5}
    results, _ = index.search_text(backend, text, index.Request(by="dossier", facets=True, undated=True))
    assert (results.total, results.dossiers) == (5, 1)


@pytest.mark.parametrize(
    "plan",
    [
        Plan(),
        Plan(bonus=(_KADE,)),
        Plan(should=(_KADE,)),
        Plan(should=(_KADE, Plan(never=(_NOWHERE,))), least=1),
        Plan(never=(_NOWHERE,)),
        Plan(must=(Plan(never=(_NOWHERE,)),)),
        Plan(must=(Best(ways=(_NOWHERE, Plan())),)),
        Plan(must=(Every(parts=()),)),
        Plan(must=(Flat(way=Plan(), weight=2.0),)),
    ],
)
def test_nor_by_a_plan_that_looks_nothing_up(backend, plan):
    assert backend.count(plan, index.Request()) == 5
    assert len(list(backend.scan(plan, index.Request()))) == 5
    assert len(backend.find(plan, index.Request(limit=50)).groups) == 5


def test_taken_out_and_put_back_at_once(backend):
    backend.delete("d1")
    backend.replace("d1", "r1", pages.dossier("d1", 5))
    backend.commit()
    assert backend.held() == {"d1": Held("r1", 5)}


def test_many_pages_and_dossiers_are_all_seen(backend, monkeypatch):
    """More than fits in one answer of each kind."""
    monkeypatch.setattr("fairwoo.index.opensearch_search._BLOCK", 3)
    monkeypatch.setattr("fairwoo.index.opensearch_writing._BLOCK", 3)
    for number in range(2, 9):
        backend.replace(f"d{number}", "r1", pages.dossier(f"d{number}", number))
    backend.commit()
    backend.replace("d8", "r2", pages.dossier("d8", 4))
    backend.commit()
    assert backend.held() == {"d1": Held("r1", 5), **{f"d{n}": Held("r1", n) for n in range(2, 8)}, "d8": Held("r2", 4)}

    assert len(list(backend.scan(Plan(), index.Request()))) == 5 + sum(range(2, 8)) + 4


def test_a_scan_sees_one_moment(backend, monkeypatch):
    monkeypatch.setattr("fairwoo.index.opensearch_search._BLOCK", 2)

    scan = backend.scan(Plan(), index.Request())
    seen = [next(scan)[1].page]
    backend.delete("d1")
    backend.commit()
    seen += [entry.page for _, entry in scan]
    assert seen == [1, 2, 3, 4, 5]


def test_points_in_time_are_given_back(backend, opensearch_url):

    next(backend.scan(Plan(), index.Request()))
    list(backend.scan(Plan(), index.Request()))
    told = testnode.http(opensearch_url, "/_nodes/stats/indices/search")
    assert all(node["indices"]["search"]["point_in_time_current"] == 0 for node in told["nodes"].values())


def test_with_more_than_one_shard_all_is_the_same(opensearch_address, tmp_path):
    settings = IndexSettings(address=f"{opensearch_address}?shards=3&replicas=0", timeout_seconds=60)
    backend = index.open_backend(settings, tmp_path)
    due = {f"d{number}": pages.dossier(f"d{number}", number) for number in range(1, 8)}
    for name, entries in due.items():
        backend.replace(name, "r1", entries)
    backend.commit()
    backend.delete("d7")
    backend.replace("d6", "r2", pages.dossier("d6", 2))
    backend.commit()
    results, _ = index.search_text(backend, "zwembad", index.Request(by="dossier", limit=10, pages=9))
    assert (results.total, results.dossiers) == (17, 6)
    assert {result.dossier: result.found for result in results.results} == {"d1": 1, "d2": 2, "d3": 3, "d4": 4, "d5": 5, "d6": 2}
    assert backend.held()["d6"] == Held("r2", 2)
    backend.close()
