"""The ranking and what is behind it: bodies in their class, and of one body its metrics and dossiers. At most a minute old."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from fairwoo import score, vocab
from fairwoo.model import Ranking, Report, Standing
from fairwoo.score.points import Loss, body_only, losses
from fairwoo.serve.kept import kept
from fairwoo.serve.scores.score_book import book
from fairwoo.serve.site import Site

MOST_WEAK = 3  # dossiers with their evidence, of each metric


class DossierScore(NamedTuple):
    """A dossier with its score (0–100) and those of the principles (0–1)."""

    id: str
    total: float
    band: str
    principles: dict[str, float | None]


class MetricScore(NamedTuple):
    """A metric over the dossiers of a body: the mean score (0–1) of the `measured` dossiers, and the mean points lost on it.

    `weakest` are the ids of the dossiers that score lowest, and less than 1, lowest first.
    """

    loss: Loss
    measured: int
    weakest: tuple[str, ...]


class BodyScore(NamedTuple):
    """What is behind the score of a body. Metrics with most points lost come first, dossiers with the lowest score.

    `own` is the score over what the body itself decides; `unmeasured` are metrics without a score in any dossier; `ranked` how many
    bodies of the class have a rank.
    """

    code: str
    standing: Standing
    ranked: int
    own: float | None
    metrics: tuple[MetricScore, ...]
    unmeasured: tuple[str, ...]
    dossiers: tuple[DossierScore, ...]


def ranking(site: Site) -> Ranking:
    """The ranking over all reports in the catalogue: that of `fairwoo score`."""
    return book(site).ranking


def body_score(site: Site, code: str) -> BodyScore | None:
    """What is behind the score of the body with this TOOI code; None if there is no report on a dossier of it."""
    body = vocab.body(code)
    if body is None or body.code != code:
        return None
    current = book(site)
    standing = next((one for one in current.ranking.standings if one.body == body.uri), None)
    if standing is None:
        return None
    return kept(
        site, "body-score", code, str(current.edition), lambda: _body_score(current.of(body.uri), current.ranking, standing)
    )


def code_of(standing: Standing) -> str:
    """The TOOI code of a body in the ranking, as it is in addresses."""
    found = vocab.body(standing.body)
    return found.code if found else standing.body.rpartition("/")[2]


def _body_score(reports: Sequence[Report], whole: Ranking, standing: Standing) -> BodyScore:
    rules = score.load_rules()
    found = losses(reports, rules)
    scored = {loss.metric for loss in found}
    same_class = (one for one in whole.standings if one.class_ == standing.class_)
    dossiers = (DossierScore(one.dossier, one.total, rules.band(one.total), dict(one.principles)) for one in reports)
    return BodyScore(
        code=code_of(standing),
        standing=standing,
        ranked=sum(one.rank is not None for one in same_class),
        own=body_only(reports, rules),
        metrics=tuple(_metric(loss, reports) for loss in found),
        unmeasured=tuple(name for name in rules.metrics if name not in scored),
        dossiers=tuple(sorted(dossiers, key=lambda one: (one.total, one.id))),
    )


def _metric(loss: Loss, reports: Sequence[Report]) -> MetricScore:
    scored = sorted(
        (one.score, report.dossier)
        for report in reports
        for one in report.outcomes
        if one.metric == loss.metric and one.score is not None
    )
    weakest = tuple(dossier for value, dossier in scored if value < 1)[:MOST_WEAK]
    return MetricScore(loss, len(scored), weakest)


class Order(NamedTuple):
    """An order of the table: its key in addresses, the column, whether its natural direction is from high to low, and what it goes by.

    `by` gives None for a body without a value: that comes last in both directions.
    """

    key: str
    title: str
    falling: bool
    by: Callable[[Standing], float | str | None]


def _principle(letter: str) -> Callable[[Standing], float | None]:
    return lambda one: one.principles.get(letter)


ORDERS: tuple[Order, ...] = (
    Order("plaats", "Plaats", falling=False, by=lambda one: one.rank),
    Order("naam", "Bestuursorgaan", falling=False, by=lambda one: one.name.casefold()),
    Order("dossiers", "Dossiers", falling=True, by=lambda one: one.dossiers),
    Order("score", "Score", falling=True, by=lambda one: one.score),
    *(Order(letter, letter, falling=True, by=_principle(letter)) for letter in "FAIR"),
    Order("rekenkundig", "Rekenkundig", falling=True, by=lambda one: one.arithmetic),
)


def ordered(standings: Sequence[Standing], order: Order, *, falling: bool) -> tuple[Standing, ...]:
    """Bodies in an order; equal ones, and those without a value at the end, in the order of the ranking."""
    known = [(order.by(one), number, one) for number, one in enumerate(standings)]
    having = sorted((one for one in known if one[0] is not None), key=lambda one: (one[0], -one[1] if falling else one[1]))
    if falling:
        having.reverse()
    return tuple(one for _, _, one in (*having, *(one for one in known if one[0] is None)))
