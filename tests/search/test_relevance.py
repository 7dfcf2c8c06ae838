"""The search on the relevance set: what fairwoo promises, on queries that it was not tuned on; and that the counting is right."""

from __future__ import annotations

from math import log2

import pytest

from tests.search import evaluate, material, measures
from tests.search.measures import Run

pytestmark = pytest.mark.xdist_group("opensearch")  # one node for all workers


@pytest.fixture(scope="module")
def runs(opensearch_url: str) -> dict[str, Run]:
    return evaluate.run_all(opensearch_url)


def test_ndcg_recall_and_mrr_are_counted_as_by_hand():
    """One query with two graded pages, the better of which stands third; 50 others that were judged 0 or not at all."""
    query = "n05"
    best, other = (page for page, grade in material.grades()[query].items() if grade == 3)
    run = {query: ["a", "b", best, "c", other], "n04": []}
    ideal = 3 / log2(2) + 3 / log2(3)
    found = measures.per_query(run, [query, "n04"])
    assert found[query] == pytest.approx(((3 / log2(4) + 3 / log2(6)) / ideal, 1.0, 1 / 3))
    assert found["n04"] == (0.0, 0.0, 0.0)
    means = measures.figures(run, [query, "n04"])
    assert (means.queries, means.empty) == (2, 1)
    assert means.mrr == pytest.approx(1 / 6)


def test_chance_is_small_for_a_clear_and_large_for_no_difference():
    queries = evaluate.chosen("all")
    perfect = {query: sorted(pages, key=lambda page: -pages[page]) for query, pages in material.grades().items()}
    nothing: Run = {query: [] for query in queries}
    assert measures.chance(perfect, nothing, queries) < 0.001
    assert measures.chance(perfect, perfect, queries) == 1.0
    half = {query: perfect[query] if place % 2 else nothing[query] for place, query in enumerate(queries)}
    other = {query: nothing[query] if place % 2 else perfect[query] for place, query in enumerate(queries)}
    assert measures.chance(half, other, queries) > 0.5


@pytest.mark.opensearch
@pytest.mark.parametrize("system", list(evaluate.BASELINE))
class TestKept:
    def test_the_best_pages_stand_first_and_none_are_missed(self, runs, system):
        found = measures.figures(runs[system], evaluate.chosen("kept"))
        assert found.ndcg >= 0.80
        assert found.recall >= 0.80

    def test_no_class_of_queries_is_left_behind(self, runs, system):
        for kind in material.CLASSES:
            inside = [one.id for one in material.queries() if one.kind == kind and material.split()[one.id] == "kept"]
            assert measures.figures(runs[system], inside).ndcg >= 0.60, kind

    def test_better_than_the_engine_alone_and_not_by_chance(self, runs, system):
        queries, base = evaluate.chosen("kept"), evaluate.BASELINE[system]
        assert measures.figures(runs[system], queries).ndcg > measures.figures(runs[base], queries).ndcg
        assert measures.chance(runs[system], runs[base], queries) <= 0.01


@pytest.mark.opensearch
def test_both_engines_find_the_same_pages(runs):
    assert measures.same_sets(*(runs[name] for name in evaluate.BASELINE), evaluate.chosen("all")) >= 0.95
