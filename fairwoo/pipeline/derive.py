"""What is derived from the catalogue: descriptions, FAIR reports, the search index. Each says from which input it was made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from time import monotonic
from typing import Literal

from fairwoo import check, index
from fairwoo import map as mapping
from fairwoo.check import Evidence
from fairwoo.errors import InputError
from fairwoo.index import Backend
from fairwoo.map.leaking import not_read, with_hidden_text
from fairwoo.model import Dossier, Entry, Extraction, FindingKind, Level, Page, Step, Text
from fairwoo.pipeline.draft import digest
from fairwoo.settings import IndexSettings, MapSettings
from fairwoo.store import Catalogue, Held, Workspace
from fairwoo.store.readings import GO_ON

_COMMIT_SECONDS = 5.0

INDEX_KEEPS = FindingKind(
    code="index-keeps-withdrawn",
    level=Level.WARNING,
    nl="Wat is ingetrokken is niet meer te vinden, maar de zoekserver heeft het nog op schijf.",
    en="What was withdrawn cannot be found any more, but the search server still has it on disk.",
    do_nl="Vaak staat een knoop van de server uit. Start hem en draai fairwoo index --rebuild.",
    do_en="Mostly a node of the server is down. Start it and run fairwoo index --rebuild.",
)

Subject = tuple[str, str]
"""The id of the run and of the dossier."""


def map_input(held: Held, settings: MapSettings) -> str:
    """From what the descriptions of a dossier are made."""
    return digest([held.revision, mapping.MADE_BY, settings.model_dump(mode="json")])


def check_input(held: Held, settings: MapSettings) -> str:
    """From what the report on a dossier is made."""
    return digest([map_input(held, settings), check.MADE_BY, check.rules_version()])


def index_revision(held: Held) -> str:
    """What the index should hold of a dossier."""
    return digest([held.revision, index.MADE_BY])[:16]


def map_dossier(catalogue: Catalogue, settings: MapSettings, subject: Subject, time: str, *, force: bool) -> Step:
    """Describe a dossier in every standard; `time` is when what it says of a part changed, if it did."""
    started = monotonic()
    held = _held(catalogue, subject)
    made_from = map_input(held, settings)
    if not force and catalogue.stage_input(held.id, "map") == made_from:
        return _step(subject, "map", "current")
    extractions = catalogue.extractions_of(held.id)
    dossier = _completed(catalogue, _dossier(catalogue, held), extractions)
    mapped = mapping.describe(dossier, extractions, settings)
    catalogue.put_stage(held.id, "map", made_from, mapped, time)
    step = _step(subject, "map", "done", seconds=monotonic() - started)
    return step.model_copy(update={"findings": mapped.findings})


def check_dossier(catalogue: Catalogue, settings: MapSettings, subject: Subject, *, force: bool) -> Step:
    """Measure the FAIR metrics of a dossier."""
    started = monotonic()
    held = _held(catalogue, subject)
    made_from = check_input(held, settings)
    if not force and catalogue.stage_input(held.id, "check") == made_from:
        return _step(subject, "check", "current")
    evidence = Evidence(
        dossier=_dossier(catalogue, held),
        extractions=catalogue.extractions_of(held.id),
        descriptions=catalogue.descriptions(held.id),
        facts=catalogue.facts(held.id),
    )
    report = check.check(evidence)
    catalogue.put_stage(held.id, "check", made_from, report)
    step = _step(subject, "check", "done", seconds=monotonic() - started)
    return step.model_copy(update={"detail": f"{report.total:.0f}"})


def index_pending(
    workspace: Workspace, settings: IndexSettings, run_id: str, *, rebuild: bool = False, expunge: bool = False
) -> Iterator[Step]:
    """Index what the engine does not hold in the right revision, and delete what the catalogue does not know (any more).

    `expunge` waits until what was deleted is off the disk as well.

    The engine itself is asked what it holds, so that nothing has to be remembered about a run that was killed.
    """
    backend = index.open_backend(settings, workspace.root, rebuild=rebuild)
    try:
        yield from _bring_up_to_date(workspace.catalogue, backend, run_id)
        if rebuild:
            _finish(workspace.catalogue, backend)
        if expunge and not backend.expunge():
            yield Step(run=run_id, stage="index", verdict="failed", findings=(INDEX_KEEPS.at(),))
    finally:
        backend.close()


def _bring_up_to_date(catalogue: Catalogue, backend: Backend, run_id: str) -> Iterator[Step]:
    wanted = {held.id: held for held in catalogue.held()}
    present = backend.held()
    for stray in sorted(present.keys() - wanted.keys()):
        backend.delete(stray)
    changed = bool(present.keys() - wanted.keys())
    pending: list[Step] = []
    committed = monotonic()
    for dossier_id, held in wanted.items():
        started = monotonic()
        revision = index_revision(held)
        if dossier_id in present and present[dossier_id].revision == revision:
            continue
        backend.replace(dossier_id, revision, index.entries(_dossier(catalogue, held), _pages(catalogue, dossier_id)))
        changed = True
        pending.append(_step((run_id, dossier_id), "index", "done", seconds=monotonic() - started))
        if monotonic() - committed > _COMMIT_SECONDS:
            backend.commit()
            yield from pending
            pending, committed = [], monotonic()
    if changed:
        backend.commit()
    yield from pending


def _finish(catalogue: Catalogue, backend: Backend) -> None:
    """Let what was rebuilt take the place of the old index, if it holds what the catalogue holds. Raises EngineError if not."""
    wanted = {held.id: index.Held(index_revision(held), catalogue.entries(held.id)) for held in catalogue.held()}

    def entries(dossier_id: str) -> Iterator[Entry]:
        (held,) = catalogue.held(dossier_id)
        return index.entries(_dossier(catalogue, held), _pages(catalogue, dossier_id))

    backend.finish(wanted, entries)


def _pages(catalogue: Catalogue, dossier_id: str) -> Callable[[str], Iterator[Page]]:
    """The pages of a document by its id."""
    readings = catalogue.readings(dossier_id)
    return lambda document_id: catalogue.pages_of(readings[document_id]) if document_id in readings else iter(())


def _held(catalogue: Catalogue, subject: Subject) -> Held:
    found = catalogue.held(subject[1])
    if not found:
        raise unknown_dossier(subject[1])
    return found[0]


def unknown_dossier(dossier_id: str) -> InputError:
    """The error for an id that is not in the catalogue."""
    return InputError(
        Text(
            nl=f"Dossier {dossier_id} staat niet in de werkmap. Zie fairwoo list dossiers.",
            en=f"Dossier {dossier_id} is not in the workspace. See fairwoo list dossiers.",
        )
    )


def _dossier(catalogue: Catalogue, held: Held) -> Dossier:
    dossier = catalogue.dossier(held.id)
    if dossier is None:
        raise unknown_dossier(held.id)
    return dossier


def _completed(catalogue: Catalogue, dossier: Dossier, extractions: Mapping[str, Extraction]) -> Dossier:
    """The dossier with what only the catalogue knows: when the hashes of its files were made, where the metadata do not say, and which
    files show what they should not.
    """
    times = catalogue.hashed(one.sha256 for one in dossier.documents if one.sha256)
    documents = (
        one.model_copy(update={"hashed": one.hashed or times.get(one.sha256 or "")})
        for one in judged(catalogue, dossier, extractions).documents
    )
    return dossier.model_copy(update={"documents": tuple(documents)})


def judged(catalogue: Catalogue, dossier: Dossier, extractions: Mapping[str, Extraction]) -> Dossier:
    """The dossier, with what reading found of each file: whether it shows what it should not, and whether it was read to the end."""
    findings = catalogue.findings(dossier.id, "extract")
    leaking = with_hidden_text(dossier, findings, extractions)
    readings = catalogue.readings(dossier.id)
    left = {work.reading for work in catalogue.work(readings.values()) if work.task == GO_ON}
    unread = not_read(dossier, findings, [name for name, reading in readings.items() if reading in left])
    documents = (one.model_copy(update={"leaking": one.id in leaking, "unread": one.id in unread}) for one in dossier.documents)
    return dossier.model_copy(update={"documents": tuple(documents)})


def _step(subject: Subject, stage: str, verdict: Literal["done", "current"], seconds: float = 0.0) -> Step:
    return Step(run=subject[0], dossier=subject[1], stage=stage, verdict=verdict, seconds=round(seconds, 3))
