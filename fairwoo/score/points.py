"""Where points are lost: a metric's share of the 100 points of a dossier, and how much of it was not earned.

Points are those of the arithmetic mean, which adds up; the weights of what was not measured have moved as in
`vocab/weights.toml`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fairwoo.model import Outcome, Report, Text
from fairwoo.rules import Rules

_TO_DO = 3


class Loss(NamedTuple):
    """A metric over several dossiers: its mean score, and the mean points lost on it a dossier (0–100)."""

    metric: str
    score: float
    points: float


def effective_weights(outcomes: Iterable[Outcome], rules: Rules) -> dict[str, float]:
    """The points of 100 that each scored metric is worth after the weights have moved; they sum to 100 if anything was scored."""
    scored = [outcome for outcome in outcomes if outcome.score is not None and outcome.metric in rules.metrics]
    within: dict[str, float] = defaultdict(float)
    for outcome in scored:
        within[rules.metrics[outcome.metric].principle] += outcome.weight
    total = sum(rules.principles[name] for name in within)
    return {
        outcome.metric: 100 * rules.principles[name] / total * outcome.weight / within[name]
        for outcome in scored
        for name in [rules.metrics[outcome.metric].principle]
    }


def losses(reports: Sequence[Report], rules: Rules) -> tuple[Loss, ...]:
    """Every metric that was scored in some report, most points lost first; equal ones in the order of the rules."""
    scores: dict[str, list[float]] = defaultdict(list)
    lost: dict[str, float] = defaultdict(float)
    for report in reports:
        weights = effective_weights(report.outcomes, rules)
        for outcome in report.outcomes:
            if outcome.score is not None and outcome.metric in weights:
                scores[outcome.metric].append(outcome.score)
                lost[outcome.metric] += weights[outcome.metric] * (1 - outcome.score)
    found = [Loss(name, sum(values) / len(values), lost[name] / len(reports)) for name, values in scores.items()]
    order = list(rules.metrics)
    return tuple(sorted(found, key=lambda loss: (-round(loss.points, 6), order.index(loss.metric))))


def to_do(reports: Sequence[Report], rules: Rules) -> tuple[Text, ...]:
    """What to do first: the advice on the three metrics where most points are lost."""
    return tuple(_sentence(loss, rules) for loss in losses(reports, rules)[:_TO_DO] if loss.points >= 0.05)


def body_only(reports: Sequence[Report], rules: Rules) -> float | None:
    """The score (0–100) over what the bodies decide themselves: the mean, by weight, of the metrics that no platform decides."""
    totals = []
    for report in reports:
        own = [
            (outcome.weight, outcome.score)
            for outcome in report.outcomes
            if outcome.score is not None
            and outcome.metric in rules.metrics
            and rules.metrics[outcome.metric].attribution == "body"
        ]
        if own:
            totals.append(100 * sum(weight * score for weight, score in own) / sum(weight for weight, _ in own))
    return sum(totals) / len(totals) if totals else None


def scored_points(report: Report) -> tuple[float, float]:
    """How many points (of how many) were scored: the rest does not apply or was not measured."""
    return (
        sum(outcome.weight for outcome in report.outcomes if outcome.score is not None),
        sum(outcome.weight for outcome in report.outcomes),
    )


def _sentence(loss: Loss, rules: Rules) -> Text:
    rule = rules.metrics[loss.metric]
    points = f"{loss.points:.1f}"
    return Text(
        nl=f"{rule.advice.nl.rstrip('.')} ({loss.metric}: {points.replace('.', ',')} punten te winnen per dossier).",
        en=f"{rule.advice.en.rstrip('.')} ({loss.metric}: {points} points to win a dossier).",
    )
