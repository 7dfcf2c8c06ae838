"""How long answers take: what half of them, 95 % and 99 % need at most."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

LONGEST = 10.0  # seconds for one kind of question
T = TypeVar("T")


class Latency(NamedTuple):
    """Of one kind of question: how many were asked, and the milliseconds that this share of them stayed within.

    `bare` is the median of the engine's own bare query for the same words, None where there is none.
    """

    name: str
    asked: int
    p50: float
    p95: float
    p99: float
    worst: float
    bare: float | None = None


def latency(name: str, seconds: Sequence[float], bare: float | None = None) -> Latency:
    """The figures of one kind, by the nearest rank: each is the time of an answer that was given. At least one is needed."""
    ordered = sorted(seconds)

    def within(share: float) -> float:
        return ordered[math.ceil(share * len(ordered)) - 1] * 1_000

    return Latency(name, len(ordered), within(0.5), within(0.95), within(0.99), ordered[-1] * 1_000, bare)


def timed_in_turn(ask: Callable[[T], float], some: Sequence[T], times: int) -> list[float]:
    """Ask the questions in turn until each was asked and there are so many answers, or it has taken `LONGEST`. What `ask` gives is kept."""
    found: list[float] = []
    begun = time.monotonic()
    while len(found) < times and (not found or time.monotonic() - begun < LONGEST):
        found += [ask(one) for one in some]
    return found


def table(rows: Sequence[Latency]) -> list[str]:
    """The figures as lines of text; nothing for none."""
    if not rows:
        return []
    lines = [f"  {'milliseconds':<60}{'asked':>8}{'p50':>9}{'p95':>9}{'p99':>9}{'worst':>9}{'x bare':>9}"]
    for row in rows:
        ratio = f"{row.p50 / row.bare:9.1f}" if row.bare else ""
        lines.append(f"  {row.name:<60}{row.asked:8}{row.p50:9.1f}{row.p95:9.1f}{row.p99:9.1f}{row.worst:9.1f}{ratio}")
    return lines
