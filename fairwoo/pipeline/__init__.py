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

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from fairwoo import ingest
from fairwoo.ingest import Found
from fairwoo.model import Step
from fairwoo.pipeline.derive import check_dossier, index_pending, map_dossier
from fairwoo.pipeline.intake import Intake
from fairwoo.pipeline.seen import SeenFiles
from fairwoo.settings import Settings
from fairwoo.store import Workspace

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

    def ingest(self, plan: Plan, *, until: str = "index", force: bool = False) -> Iterator[Step]:
        """Bring the dossiers of a plan in, and on to the stage `until`."""
        seen = SeenFiles(self.workspace.journal)
        with Intake(self.workspace, self.settings, self.id, seen) as intake:
            for step in intake.take_in(plan.found, self.clock, force=force):
                yield step
                if step.dossier and step.stage == "ingest" and step.verdict in {"done", "current"}:
                    yield from self.derive([step.dossier], until=until, force=force)
            seen.save()
        self.workspace.sweep()
        if until == "index":
            yield from self.index()

    def extract(self, dossiers: Sequence[str], *, force: bool = False) -> Iterator[Step]:
        """Read and settle dossiers of the catalogue again, as far as another version read them."""
        with Intake(self.workspace, self.settings, self.id, SeenFiles(self.workspace.journal)) as intake:
            yield from intake.read_again(dossiers, self.clock, force=force)
        self.workspace.sweep()

    def derive(
        self, dossiers: Sequence[str], *, only: str | None = None, until: str = "check", force: bool = False
    ) -> Iterator[Step]:
        """Map and check dossiers of the catalogue that are not current: `only` one of the two, or all up to `until`."""
        stages = {"map": map_dossier, "check": check_dossier}
        for dossier_id in dossiers:
            for name, derive in stages.items():
                if name == only or (only is None and STAGES.index(name) <= STAGES.index(until)):
                    yield derive(self.workspace.catalogue, self.settings.map, (self.id, dossier_id), force=force)

    def index(self, *, rebuild: bool = False) -> Iterator[Step]:
        """Bring the search index up to date with the catalogue. Raises EngineError if the engine does not answer."""
        yield from index_pending(self.workspace, self.settings.index, self.id, rebuild=rebuild)
