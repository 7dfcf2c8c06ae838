"""Figures from runs: nDCG@10, recall@50, MRR@10 and queries without a hit, per class; and whether a difference can be chance.

The counting is `ir-measures`' (over trec_eval). Gains are the grades 0–3; a page that was not judged counts as 0; for recall and MRR
every page of grade 1 and more is right. A query without a hit is a 0 in each mean: the library leaves such queries out, so it is put
back here.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import ir_measures
from ir_measures import RR, R, nDCG

from tests.search import material

DEPTH = 50
PERMUTATIONS = 10_000
Run = Mapping[str, Sequence[str]]  # query → pages, best first


class Figures(NamedTuple):
    """Means over some queries (0–1), and how many of the queries found nothing."""

    queries: int
    ndcg: float
    recall: float
    mrr: float
    empty: int


def per_query(run: Run, queries: Iterable[str]) -> dict[str, tuple[float, float, float]]:
    """Query → nDCG@10, recall@50, MRR@10."""
    asked = list(queries)
    grades = material.grades()
    qrels = [ir_measures.Qrel(query, page, grade) for query in asked for page, grade in grades[query].items()]
    scored = [
        ir_measures.ScoredDoc(query, page, float(DEPTH - place))
        for query in asked
        for place, page in enumerate(run[query][:DEPTH])
    ]
    values = {query: dict.fromkeys(("nDCG@10", "R@50", "RR@10"), 0.0) for query in asked}
    for one in ir_measures.iter_calc([nDCG @ 10, R @ DEPTH, RR @ 10], qrels, scored):
        values[one.query_id][str(one.measure)] = one.value
    return {query: (found["nDCG@10"], found["R@50"], found["RR@10"]) for query, found in values.items()}


def figures(run: Run, queries: Iterable[str]) -> Figures:
    """The means over these queries."""
    values = per_query(run, queries)
    ndcg, recall, mrr = (sum(column) / len(values) for column in zip(*values.values(), strict=True))
    return Figures(len(values), ndcg, recall, mrr, sum(not run[query] for query in values))


def chance(better: Run, worse: Run, queries: Iterable[str], seed: int = 1) -> float:
    """How likely a difference in mean nDCG@10 at least this large is by chance: paired randomisation, two sides, seeded.

    Of each query the two values are swapped or not, `PERMUTATIONS` times; the share of those in which the means differ as much.
    """
    asked = list(queries)
    one, other = per_query(better, asked), per_query(worse, asked)
    differences = [one[query][0] - other[query][0] for query in asked]
    seen = abs(sum(differences))
    toss = random.Random(seed)
    as_far = 0
    for _ in range(PERMUTATIONS):
        signs = toss.getrandbits(len(differences))
        total = sum(value if signs >> at & 1 else -value for at, value in enumerate(differences))
        as_far += abs(total) >= seen - 1e-12
    return (as_far + 1) / (PERMUTATIONS + 1)


def same_sets(one: Run, other: Run, queries: Iterable[str]) -> float:
    """The share of the queries for which both runs have the same pages among their best `DEPTH`."""
    asked = list(queries)
    return sum(set(one[query][:DEPTH]) == set(other[query][:DEPTH]) for query in asked) / len(asked)
