"""The order of the stages: ingest → extract → map → check → index. The only package that knows it.

    with workspace.lease():
        run = Run(workspace, settings, run_id, clock)
        for step in run.ingest(run.plan(locations)):
            ...

Everything is a generator of `Step`s, so progress is its consumption. A dossier changes in the catalogue in one transaction
(`intake.py`); what is derived from it follows in transactions of its own (`derive.py`) and says from which input it was made,
so that a run that was killed goes on where it was, and a run over the same input does nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from fairwoo import ingest
from fairwoo.extract import Task
from fairwoo.ingest import Found
from fairwoo.model import Step, Withdrawal
from fairwoo.pipeline.derive import check_dossier, index_pending, map_dossier
from fairwoo.pipeline.intake import Intake
from fairwoo.pipeline.seen import SeenFiles
from fairwoo.settings import Settings
from fairwoo.store import Workspace

_INDEX_EVERY = 30.0  # seconds: how long what was recognised may wait before it is found

Further = Literal["all", "text", "nothing"]

STAGES = ("ingest", "extract", "map", "check", "index")


class Plan(NamedTuple):
    """What a run is going to look at: the dossiers found, and how many files they hold in all (for progress)."""

    found: tuple[Found, ...]
    files: int


class Run:
    """One run over a workspace. The caller holds the lease.

    `until` is the last stage to do; `force` redoes what is current; `clock` gives the time for the change table.
    """

    def __init__(self, workspace: Workspace, settings: Settings, run_id: str, clock: Callable[[], datetime]) -> None:
        self.workspace = workspace
        self.settings = settings
        self.id = run_id
        self.clock = clock

    def plan(self, locations: Iterable[Path]) -> Plan:
        """Find the dossiers at the locations, each once. Raises InputError if one cannot be read or holds nothing."""
        found = {one.location: one for location in locations for one in ingest.find(location)}
        return Plan(tuple(found.values()), sum(len(one.inputs) for one in found.values()))

    def ingest(self, plan: Plan, *, until: str = "index", force: bool = False, further: Further = "all") -> Iterator[Step]:
        """Bring the dossiers of a plan in, and on to the stage `until`; then what their first reading left.

        `further` says what of that: "all", "text" without the images of pages, or "nothing".
        """
        seen = SeenFiles(self.workspace.journal)
        with Intake(self.workspace, self.settings, self.id, seen) as intake:
            held: list[str] = []
            for step in intake.take_in(plan.found, self.clock, force=force):
                yield step
                if step.dossier and step.stage == "ingest" and step.verdict in {"done", "current"}:
                    held.append(step.dossier)
                    yield from self.derive([step.dossier], until=until, force=force)
            seen.save()
            self.workspace.sweep()
            if until == "index":
                yield from self.index()
            if further != "nothing":
                yield from self._go_on(intake, held, until, Task.GO_ON if further == "text" else None)
            self._forget(intake)

    def extract(self, dossiers: Sequence[str], *, only: str | None = None, force: bool = False) -> Iterator[Step]:
        """Read and settle dossiers of the catalogue again, as far as another version read them, and do what that left.

        `only` "pages-without-text" recognises the text of pages that have none, and takes it on to the search index.
        """
        with Intake(self.workspace, self.settings, self.id, SeenFiles(self.workspace.journal)) as intake:
            if only is None:
                yield from intake.read_again(dossiers, self.clock, force=force)
                self.workspace.sweep()
            yield from self._go_on(intake, dossiers, "extract" if only is None else "index", None if only is None else Task.OCR)
            self._forget(intake)

    def _forget(self, intake: Intake) -> None:
        """What was read of a file that holds what was taken back does not stay."""
        if intake.turned_away:
            self.workspace.sweep()
            self.workspace.catalogue.forget()

    def _go_on(self, intake: Intake, dossiers: Sequence[str], until: str, only: Task | None) -> Iterator[Step]:
        """What the first readings left, dossier by dossier; each is searchable soon after it is done."""
        indexed = time.monotonic()
        changed = False
        for dossier_id in dossiers:
            settled = False
            for step in intake.go_on(dossier_id, self.clock, only):
                yield step
                settled = settled or step.stage == "settle"
            if settled:
                changed = True
                yield from self.derive([dossier_id], until=until)
            if changed and until == "index" and time.monotonic() - indexed > _INDEX_EVERY:
                yield from self.index()
                indexed, changed = time.monotonic(), False
        for dossier_id in self.workspace.catalogue.sharing(dossiers):
            for step in intake.settle(dossier_id, self.clock):
                changed = True
                yield step
                yield from self.derive([dossier_id], until=until)
        if changed and until == "index":
            yield from self.index()

    def derive(
        self, dossiers: Sequence[str], *, only: str | None = None, until: str = "check", force: bool = False
    ) -> Iterator[Step]:
        """Map and check dossiers of the catalogue that are not current: `only` one of the two, or all up to `until`."""
        wanted = {only} if only else set(STAGES[: STAGES.index(until) + 1])
        for dossier_id in dossiers:
            subject = (self.id, dossier_id)
            if "map" in wanted:
                yield map_dossier(self.workspace.catalogue, self.settings.map, subject, self._now(), force=force)
            if "check" in wanted:
                yield check_dossier(self.workspace.catalogue, self.settings.map, subject, force=force)

    def withdraw(self, withdrawals: Sequence[Withdrawal]) -> Iterator[Step]:
        """Take back a document, or a whole dossier: no trace of its contents stays in catalogue, originals or index.

        `withdrawals` is what `of_document` or `of_dossier` gave.
        """
        catalogue, dossier_id = self.workspace.catalogue, withdrawals[0].dossier
        if withdrawals[0].document:
            with Intake(self.workspace, self.settings, self.id, SeenFiles(self.workspace.journal)) as intake:
                for step in intake.without(withdrawals, self.clock):
                    if step.stage == "ingest":  # what is read again to settle the rest is not told: it names what goes
                        yield step.model_copy(update={"stage": "withdraw"})
            yield from self.derive([dossier_id])
        else:
            catalogue.withdraw_dossier(withdrawals)
            yield Step(run=self.id, stage="withdraw", dossier=dossier_id, verdict="done")
        self.workspace.sweep()
        catalogue.forget()
        yield from index_pending(self.workspace, self.settings.index, self.id, expunge=True)

    def _now(self) -> str:
        return self.clock().isoformat(timespec="seconds")

    def index(self, *, rebuild: bool = False) -> Iterator[Step]:
        """Bring the search index up to date with the catalogue. Raises EngineError if the engine does not answer."""
        yield from index_pending(self.workspace, self.settings.index, self.id, rebuild=rebuild)
