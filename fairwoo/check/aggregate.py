"""From metrics to one figure for a dossier (fair.md E4): principles, weighted geometric mean, arithmetic mean, caps."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from fairwoo.model import Outcome
from fairwoo.rules import Rules


def principles(outcomes: Iterable[Outcome], rules: Rules) -> dict[str, float | None]:
    """F, A, I and R as 0–1: the mean of the scored metrics by weight, or None where none was scored."""
    scored: dict[str, list[tuple[float, float]]] = {name: [] for name in rules.principles}
    for outcome in outcomes:
        if outcome.score is not None:
            scored[rules.metrics[outcome.metric].principle].append((outcome.weight, outcome.score))
    return {name: _weighted_mean(pairs) for name, pairs in scored.items()}


def geometric(values: Mapping[str, float | None], rules: Rules) -> float:
    """100 · Π max(value, floor)^(weight / Σ weights with a value); 0 if nothing has a value."""
    present = _present(values, rules)
    weights = sum(weight for weight, _ in present)
    if not weights:
        return 0.0
    logarithm = sum(weight * math.log(max(value, rules.floor)) for weight, value in present) / weights
    return 100 * math.exp(logarithm)


def arithmetic(values: Mapping[str, float | None], rules: Rules) -> float:
    """100 · the mean of the principles with a value, by weight; 0 if nothing has a value."""
    return 100 * (_weighted_mean(_present(values, rules)) or 0.0)


def capped(score: float, caps: Iterable[str], rules: Rules) -> float:
    """The score, not above the lowest ceiling of the knock-outs in `caps`; rounded to hundredths."""
    return round(min([score, *(rules.caps[cap] for cap in caps)]), 2)


def _present(values: Mapping[str, float | None], rules: Rules) -> list[tuple[float, float]]:
    return [(weight, value) for name, weight in rules.principles.items() if (value := values.get(name)) is not None]


def _weighted_mean(pairs: Sequence[tuple[float, float]]) -> float | None:
    weights = sum(weight for weight, _ in pairs)
    return sum(weight * value for weight, value in pairs) / weights if weights else None
