"""Two ways of doing the same work, measured turn by turn, and what may be said of them."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from typing import NamedTuple

ROUNDS = 5
_MOST_NOISE = 0.15  # of the median: with more than this between the quartiles nothing is said


class Side(NamedTuple):
    """One of the two: its name, and how it is run once (CPU seconds)."""

    name: str
    once: Callable[[], float]


class Figures(NamedTuple):
    """What the runs of one side gave, in CPU seconds; `noise` is the distance between the quartiles as a share of the median."""

    name: str
    least: float
    median: float
    noise: float
    runs: tuple[float, ...]


class Comparison(NamedTuple):
    """Ours beside the named peer. `ratio` is that of the medians, `ratio_of_least` that of the quickest runs; `goal` is the most it may be.

    `verdict`: "reached", "missed", "no verdict" when there is too much noise, or "none asked" without a goal.
    """

    ours: Figures
    peer: Figures
    ratio: float
    ratio_of_least: float
    goal: float | None
    verdict: str


def compared(ours: Side, peer: Side, goal: float | None, rounds: int = ROUNDS) -> Comparison:
    """Run both once to warm up, then A, B, A, B, …"""
    runs: dict[str, list[float]] = {ours.name: [], peer.name: []}
    for number in range(rounds + 1):
        for side in (ours, peer):
            seconds = side.once()
            if number:
                runs[side.name].append(seconds)
    return judged(figures(ours.name, runs[ours.name]), figures(peer.name, runs[peer.name]), goal)


def figures(name: str, runs: Sequence[float]) -> Figures:
    """The figures of at least two runs."""
    median = statistics.median(runs)
    first, _, third = statistics.quantiles(runs, n=4, method="inclusive")
    return Figures(name, min(runs), median, (third - first) / median if median else 0.0, tuple(runs))


def judged(ours: Figures, peer: Figures, goal: float | None) -> Comparison:
    """The comparison of two sides that were measured in the same run."""
    ratio = ours.median / peer.median
    if goal is None:
        verdict = "none asked"
    elif max(ours.noise, peer.noise) > _MOST_NOISE:
        verdict = "no verdict"
    else:
        verdict = "reached" if ratio <= goal else "missed"
    return Comparison(ours, peer, ratio, ours.least / peer.least, goal, verdict)
