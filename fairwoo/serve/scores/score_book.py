"""The scores of all reports in the catalogue, without their evidence: small enough to keep, and only what changed is read again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from threading import Lock
from time import monotonic
from typing import NamedTuple
from weakref import WeakKeyDictionary

from pydantic import BaseModel

from fairwoo import score
from fairwoo.model import Outcome, Ranking, Report, Verdict
from fairwoo.serve.site import Site

_SECONDS = 60.0  # how long a book is current


class _Outcome(BaseModel):
    metric: str
    verdict: Verdict
    score: float | None
    weight: float


class _Report(BaseModel):
    """What is read of a report; its evidence is most of it, and is skipped."""

    dossier: str
    publisher: str
    rules: str
    outcomes: list[_Outcome]
    principles: dict[str, float | None]
    total: float
    arithmetic: float


class _Kept(NamedTuple):
    """A report without its evidence, and from which input it was made."""

    input: str
    report: Report


class Book(NamedTuple):
    """The scores at one moment; `edition` is another number whenever they are others."""

    edition: int
    ranking: Ranking
    kept: dict[str, _Kept]

    def of(self, publisher: str) -> list[Report]:
        """The reports on the dossiers of one body (its address), by id, without their evidence."""
        return [one.report for one in self.kept.values() if one.report.publisher == publisher]


@dataclass
class _Desk:
    """Where the book of a site lies. Whoever has the lock writes the next one; the others read the last one meanwhile."""

    lock: Lock = field(default_factory=Lock)
    book: Book | None = None
    looked: float = 0.0


_DESKS: WeakKeyDictionary[Site, _Desk] = WeakKeyDictionary()
_OPENING = Lock()


def book(site: Site) -> Book:
    """The scores, at most a minute old, or older for as long as another thread brings them up to date. Safe to use from many threads."""
    with _OPENING:
        desk = _DESKS.setdefault(site, _Desk())
    if desk.book is not None and monotonic() - desk.looked < _SECONDS:
        return desk.book
    if not desk.lock.acquire(blocking=desk.book is None):
        return desk.book or book(site)
    try:
        if desk.book is None or monotonic() - desk.looked >= _SECONDS:
            desk.book = _next(site, desk.book)
            desk.looked = monotonic()
        return desk.book
    finally:
        desk.lock.release()


def _next(site: Site, last: Book | None) -> Book:
    made_from = site.workspace.catalogue.stage_inputs("check")
    known = last.kept if last else {}
    current = {name: one for name, was in made_from.items() if (one := known.get(name)) is not None and one.input == was}
    inputs = {name: was for name, was in made_from.items() if name not in current}
    same_rules = last is not None and last.ranking.rules == score.load_rules().version
    if last is not None and same_rules and not inputs and len(current) == len(known):
        return last
    current.update(_read(site, inputs))
    kept = dict(sorted(current.items()))
    return Book(last.edition + 1 if last else 1, score.rank(one.report for one in kept.values()), kept)


def _read(site: Site, inputs: dict[str, str]) -> Iterator[tuple[str, _Kept]]:
    for name, text in site.workspace.catalogue.report_texts(inputs):
        yield name, _Kept(inputs[name], _without_evidence(_Report.model_validate_json(text)))


def _without_evidence(told: _Report) -> Report:
    """Made without validation, since it was valid when it was written. Equal outcomes are one value: there are few."""
    return Report.model_construct(
        dossier=told.dossier,
        publisher=intern(told.publisher),
        rules=intern(told.rules),
        outcomes=tuple(_outcome(one.metric, one.verdict, one.score, one.weight) for one in told.outcomes),
        principles=told.principles,
        total=told.total,
        arithmetic=told.arithmetic,
        caps=(),
    )


@lru_cache(maxsize=50_000)
def _outcome(metric: str, verdict: Verdict, value: float | None, weight: float) -> Outcome:
    return Outcome.model_construct(metric=metric, verdict=verdict, score=value, weight=weight, evidence=())
