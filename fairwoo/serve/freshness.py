"""How fresh and how whole the site is: when something last changed, what there is, and whether the index has it all."""

from __future__ import annotations

from datetime import UTC, datetime
from time import monotonic
from typing import Literal, NamedTuple

from fairwoo.errors import EngineError
from fairwoo.pipeline.derive import index_revision, map_input
from fairwoo.serve.kept import kept
from fairwoo.serve.site import Site
from fairwoo.store import Held

_SECONDS = 60  # how old an answer may be

Health = Literal["ok", "stale", "failing"]


class Run(NamedTuple):
    """A run of `fairwoo` that filled the workspace. `finished` is None while it is at work, or if it was broken off."""

    command: str
    started: datetime
    finished: datetime | None
    exit_code: int | None


class Freshness(NamedTuple):
    """What the foot of each page tells: how many dossiers there are, and when (UTC) one was last added, changed or taken back."""

    dossiers: int
    changed: datetime | None


class State(NamedTuple):
    """What the status page tells.

    `pages` are those of all documents that were read, `textless` those of them without text; `unshown` counts the dossiers that are not
    shown because their descriptions are not current; `behind` those of which the index holds another revision or number of pages, or
    that it should not have, None if the engine does not answer. `missing_pages` is how many pages less it holds than the catalogue.
    """

    measured: datetime
    fresh: Freshness
    run: Run | None
    documents: int
    pages: int
    textless: int
    unshown: int
    engine: str
    behind: int | None
    missing_pages: int | None

    @property
    def health(self) -> Health:
        """`failing`: the engine does not answer; `stale`: what is shown or found is not all that was brought in; else `ok`."""
        if self.behind is None:
            return "failing"
        broken = self.run is not None and bool(self.run.exit_code)
        return "stale" if self.unshown or self.behind or broken else "ok"


def freshness(site: Site) -> Freshness:
    """How fresh the site is, for every page: two small questions, once a minute."""
    return kept(site, "freshness", "", _minute(), lambda: _fresh(site))


def state(site: Site) -> State:
    """How the site is, once a minute: it asks the engine for all it holds. That the engine is away is an answer, no error."""
    return kept(site, "state", "", _minute(), lambda: _state(site))


def _minute() -> str:
    return str(int(monotonic() // _SECONDS))


def _fresh(site: Site) -> Freshness:
    catalogue = site.workspace.catalogue
    return Freshness(catalogue.number(), catalogue.changed_last())


def _state(site: Site) -> State:
    totals = site.workspace.catalogue.totals()
    held = site.workspace.catalogue.held()
    behind, missing = _index(site, held)
    return State(
        measured=site.clock().astimezone(UTC),
        fresh=_fresh(site),
        run=_run(site),
        documents=totals.documents,
        pages=totals.pages,
        textless=totals.textless,
        unshown=_unshown(site, held),
        engine=site.settings.index.address.partition(":")[0].partition("+")[0],
        behind=behind,
        missing_pages=missing,
    )


def _run(site: Site) -> Run | None:
    row = site.workspace.journal.last_run()
    if row is None:
        return None
    return Run(row.command, _moment(row.started), _moment(row.finished) if row.finished else None, row.exit_code)


def _unshown(site: Site, held: list[Held]) -> int:
    made = site.workspace.catalogue.stage_inputs("map")
    return sum(made.get(one.id) != map_input(one, site.settings.map) for one in held)


def _index(site: Site, held: list[Held]) -> tuple[int | None, int | None]:
    """Of how many dossiers the index does not hold what the catalogue does, and how many pages it lacks; None without an engine."""
    counted = site.workspace.catalogue.all_entries()
    wanted = {one.id: (index_revision(one), 0) for one in held}
    wanted |= {name: (wanted[name][0], number) for name, number in counted.items() if name in wanted}
    try:
        found = {name: (one.revision, one.entries) for name, one in site.engine.revisions().items()}
    except EngineError:
        return None, None
    behind = sum(found.get(name) != wanted.get(name) for name in wanted.keys() | found.keys())
    missing = sum(max(0, number - found.get(name, ("", 0))[1]) for name, (_, number) in wanted.items())
    return behind, missing


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
