"""What a metric is and what it gives: a score from 0 to 1 with lines that a person can follow, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from fairwoo import rules
from fairwoo.check.evidence import Evidence
from fairwoo.model import EvidenceLine, Place, Text, Verdict

_LINES = 12  # more lines than a person follows; the rest is counted
_EXACT = 1e-9


class Metric(NamedTuple):
    """One criterion. `source` says where its definition is found; what a jury may change is in `vocab/weights.toml`."""

    id: str
    source: str

    @property
    def principle(self) -> str:
        """F, A, I or R."""
        return rules.load().metrics[self.id].principle

    @property
    def attribution(self) -> str:
        """Who decides it: "body" or "platform"."""
        return rules.load().metrics[self.id].attribution

    @property
    def title(self) -> Text:
        """Its name for people."""
        return rules.load().metrics[self.id].title


class Measurement(NamedTuple):
    """What a metric gives. `score` is 0–1, None when not applicable or not measured; `cap` is the code of a knock-out seen."""

    score: float | None
    verdict: Verdict
    lines: tuple[EvidenceLine, ...]
    cap: str | None = None


class MetricFile(Protocol):
    """A file on the shelf `check/metrics`, named after its id: `f3_dossier_metadata` holds F3. `measure` is pure."""

    METRIC: Metric

    def measure(self, evidence: Evidence) -> Measurement:
        """Measure one dossier."""
        ...


def line(nl: str, en: str, place: Place | None = None) -> EvidenceLine:
    """One line of evidence."""
    return EvidenceLine(text=Text(nl=nl, en=en), place=place or Place())


def measured(score: float, lines: Sequence[EvidenceLine], cap: str | None = None) -> Measurement:
    """A score with its evidence; beyond a dozen lines the rest is counted in a last one."""
    bounded = min(1.0, max(0.0, score))
    verdict = Verdict.PASSED if bounded > 1 - _EXACT else Verdict.FAILED if bounded < _EXACT else Verdict.PARTLY
    return Measurement(round(bounded, 6), verdict, _limited(lines), cap)


def not_applicable(*lines: EvidenceLine) -> Measurement:
    """The metric does not apply to this dossier, by the rule that the first line names."""
    return Measurement(None, Verdict.NOT_APPLICABLE, _limited(lines))


def not_measured(*lines: EvidenceLine) -> Measurement:
    """The metric needs something that was not looked at, as the first line says."""
    return Measurement(None, Verdict.NOT_MEASURED, _limited(lines))


def mean(values: Iterable[float]) -> float | None:
    """The mean, or None of nothing."""
    found = list(values)
    return sum(found) / len(found) if found else None


def pages_text(numbers: Sequence[int]) -> str:
    """Page numbers for a sentence, rows of them as ranges: "1–12, 14, 20"; at most ten items."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1] = [ranges[-1][0], number]
        else:
            ranges.append([number])
    shown = ", ".join("–".join(map(str, each)) for each in ranges[:10])
    return f"{shown} …" if len(ranges) > 10 else shown


def _limited(lines: Sequence[EvidenceLine]) -> tuple[EvidenceLine, ...]:
    if len(lines) <= _LINES:
        return tuple(lines)
    rest = len(lines) - _LINES + 1
    return (*lines[: _LINES - 1], line(f"En nog {rest} regels van dezelfde soort.", f"And {rest} more lines of the same kind."))
