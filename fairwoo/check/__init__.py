"""check: how FAIR is a dossier? Each metric on the shelf looks at the evidence; the weights are in `vocab/weights.toml`.

What counts is what the publisher gave: its files, its metadata, its inventory. What fairwoo derived from these (texts it
recognised, descriptions it wrote) is no merit of the publisher.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import ModuleType

from fairwoo import discover, rules
from fairwoo.check import aggregate
from fairwoo.check.evidence import Evidence
from fairwoo.check.measurement import Measurement, Metric, MetricFile
from fairwoo.errors import UsageError
from fairwoo.model import Outcome, Report, Text
from fairwoo.shared import made_by

__all__ = ["MADE_BY", "SHELF", "Evidence", "Measurement", "Metric", "MetricFile", "check", "known_metrics", "rules_version"]

MADE_BY = made_by("check", 1)
SHELF = "fairwoo.check.metrics"


def check(evidence: Evidence, metrics: Sequence[str] | None = None) -> Report:
    """Measure a dossier: all metrics, or only those with these ids ("F3"), in the order of their principles.

    Pure: the same evidence and rules give the same report. The totals are over what was measured; how weights move is written in
    `vocab/weights.toml`. Raises UsageError for an unknown metric.
    """
    edition = rules.load()
    outcomes, caps = [], []
    for module in _chosen(metrics):
        measurement: Measurement = module.measure(evidence)
        weight = edition.metrics[module.METRIC.id].weight
        outcomes.append(_outcome(module.METRIC.id, weight, measurement))
        caps += [measurement.cap] if measurement.cap else []
    values = aggregate.principles(outcomes, edition)
    return Report(
        dossier=evidence.dossier.id,
        publisher=evidence.dossier.publisher.uri,
        rules=edition.version,
        outcomes=tuple(outcomes),
        principles={name: None if value is None else round(value, 6) for name, value in values.items()},
        total=aggregate.capped(aggregate.geometric(values, edition), caps, edition),
        arithmetic=aggregate.capped(aggregate.arithmetic(values, edition), caps, edition),
        caps=tuple(sorted(caps)),
    )


def known_metrics() -> tuple[Metric, ...]:
    """Every metric there is, F before A before I before R."""
    return tuple(module.METRIC for module in _in_order())


def rules_version() -> str:
    """Which rules `check` uses now, as reports name them; a report by other rules is not current. Raises InputError."""
    return rules.load().version


def _outcome(metric: str, weight: float, measurement: Measurement) -> Outcome:
    return Outcome(metric=metric, verdict=measurement.verdict, score=measurement.score, weight=weight, evidence=measurement.lines)


def _in_order() -> Iterator[ModuleType]:
    modules = {module.METRIC.id: module for module in discover.load_all(SHELF)}
    yield from (modules[name] for name in rules.load().metrics if name in modules)


def _chosen(wanted: Sequence[str] | None) -> list[ModuleType]:
    known = {module.METRIC.id: module for module in _in_order()}
    if wanted is None:
        return list(known.values())
    ids = [name.partition("_")[0].upper() for name in wanted]
    unknown = [name for name, key in zip(wanted, ids, strict=True) if key not in known]
    if unknown:
        raise UsageError(
            Text(
                nl=f"Er is geen toets {', '.join(unknown)}; kies uit {', '.join(known)}.",
                en=f"There is no metric {', '.join(unknown)}; choose from {', '.join(known)}.",
            )
        )
    return [module for key, module in known.items() if key in ids]
