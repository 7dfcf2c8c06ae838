"""score: which bodies publish most FAIRly? Reports of dossiers in, a ranking of bodies within their class out.

The rules (classes, dossiers needed, bands, advice) are in `vocab/weights.toml`; fair.md E4 of the design. Intervals, tiers and
the other statistics of E5–E7 are not here yet: a rank says which mean is higher, not that the difference is more than chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fairwoo import vocab
from fairwoo.model import Ranking, Report, Standing
from fairwoo.rules import Rules
from fairwoo.rules import load as load_rules
from fairwoo.score.classes import class_of
from fairwoo.score.detail import explain, explain_body
from fairwoo.score.points import to_do

__all__ = ["SHELF", "Rules", "explain", "explain_body", "load_rules", "rank"]

SHELF = "fairwoo.score.reports"


def rank(reports: Iterable[Report], rules: Rules | None = None) -> Ranking:
    """Rank bodies within their class.

    Classes in the order of the rules; in a class the ranked bodies best first, then the listed ones best first, then those with
    too few dossiers by name.

    A body's score is the mean of its dossiers' totals, equal weight each, 0–100 in hundredths. Scores that are equal to one
    decimal share a rank, and the next body's rank counts all before it. The order of the reports does not matter.
    """
    rules = rules or load_rules()
    by_body: dict[str, list[Report]] = {}
    for report in sorted(reports, key=lambda each: each.dossier):
        by_body.setdefault(report.publisher, []).append(report)
    unranked = [_standing(publisher, found, rules) for publisher, found in by_body.items()]
    classes = [each.id for each in rules.classes]
    ordered = sorted(unranked, key=lambda each: (classes.index(each.class_), *_order(each)))
    return Ranking(rules=rules.version, standings=_with_ranks(ordered))


def _standing(publisher: str, reports: Sequence[Report], rules: Rules) -> Standing:
    body = vocab.body(publisher)
    score = _mean([report.total for report in reports])
    return Standing(
        body=publisher,
        name=body.name if body else publisher,
        class_=class_of(publisher, rules).id,
        dossiers=len(reports),
        score=score,
        arithmetic=_mean([report.arithmetic for report in reports]),
        principles={name: _principle(reports, name) for name in rules.principles},
        band=rules.band(score),
        eligibility=rules.eligible(len(reports)),
        to_do=to_do(reports, rules),
    )


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 2)


def _principle(reports: Sequence[Report], name: str) -> float | None:
    values = [value for report in reports if (value := report.principles.get(name)) is not None]
    return round(sum(values) / len(values), 6) if values else None


def _order(standing: Standing) -> tuple[int, float, str, str]:
    name = (standing.name.casefold(), standing.body)
    if standing.eligibility in {"ranked", "award"}:
        return (0, -round(standing.score, 1), *name)
    return (1, -round(standing.score, 1), *name) if standing.eligibility == "listed" else (2, 0.0, *name)


def _with_ranks(ordered: Sequence[Standing]) -> tuple[Standing, ...]:
    found: list[Standing] = []
    place: dict[str, int] = {}
    for standing in ordered:
        if standing.eligibility not in {"ranked", "award"}:
            found.append(standing)
            continue
        place[standing.class_] = place.get(standing.class_, 0) + 1
        before = found[-1] if found else None
        tied = before is not None and before.class_ == standing.class_ and round(before.score, 1) == round(standing.score, 1)
        rank_ = before.rank if before is not None and tied else place[standing.class_]
        found.append(standing.model_copy(update={"rank": rank_}))
    return tuple(found)
