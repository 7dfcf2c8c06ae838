"""Bringing dossiers in: find what changed, keep the originals, read the documents, settle the facts, write one version.

Dossiers are taken in windows, so that many small ones keep all workers busy; each is written as soon as its window has been read.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from types import TracebackType

from fairwoo import extract, ingest
from fairwoo.errors import InputError
from fairwoo.extract import Task
from fairwoo.ingest import Found, Options
from fairwoo.model import Delivery, Dossier, FileFate, Finding, FindingKind, Level, Place, Refusal, Step, Text, Withdrawal
from fairwoo.pipeline.derive import unknown_dossier
from fairwoo.pipeline.draft import Draft, digest, further_of
from fairwoo.pipeline.further import Further
from fairwoo.pipeline.reading import Reading
from fairwoo.pipeline.seen import SeenFiles
from fairwoo.pipeline.taking_back import taken_back
from fairwoo.pipeline.withdrawal import DOSSIER_BACK, DOSSIER_WITHDRAWN
from fairwoo.settings import Settings
from fairwoo.store import Catalogue, Workspace

_WINDOW_DOCUMENTS = 64

ID_TAKEN = FindingKind(
    code="dossier-id-taken",
    level=Level.ERROR,
    nl="{location} zou dossier {id} heten, maar zo heet al een ander dossier, uit {other}.",
    en="{location} would be dossier {id}, but another dossier has that name, from {other}.",
    do_nl="Geef de map een andere naam of zet een eigen kenmerk (“id”) in dossier.json.",
    do_en="Rename the folder, or put an identifier of its own (“id”) in dossier.json.",
)
NOT_TAKEN_IN = FindingKind(
    code="dossier-not-taken-in",
    level=Level.ERROR,
    nl="Dossier {location} is niet opgenomen: {reason}",
    en="Dossier {location} was not taken in: {reason}",
    do_nl="Herstel wat er staat en draai opnieuw; de andere dossiers zijn wel opgenomen.",
    do_en="Mend what it says and run again; the other dossiers were taken in.",
)


class Intake:
    """A context: its workers live as long as it does. `turned_away` tells whether a file was read that held what was taken back."""

    def __init__(self, workspace: Workspace, settings: Settings, run_id: str, seen: SeenFiles) -> None:
        self._workspace = workspace
        self._settings = settings
        self._run = run_id
        self._seen = seen
        self._opened: dict[
            str, str
        ] = {}  # where the dossiers lie that this run takes in, by id: they come in the catalogue later
        self.turned_away = False
        self._stack = ExitStack()
        self._reading = Reading(workspace, settings.extract, run_id, self._stack)
        self._further = Further(workspace, settings.extract, run_id, lambda: self._reading.reader)
        self._options = Options(settings.ingest.publisher, settings.ingest.license)

    def __enter__(self) -> Intake:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.__exit__(kind, error, trace)

    def take_in(self, found: Sequence[Found], clock: Callable[[], datetime], *, force: bool) -> Iterator[Step]:
        """Yield a step per document read and, stage "ingest", one per dossier: done, current or rejected."""
        window: list[Draft] = []
        for one in found:
            outcome = self._open(one, force=force)
            if isinstance(outcome, Step):
                yield outcome
                continue
            window.append(outcome)
            if sum(len(draft.documents) for draft in window) >= _WINDOW_DOCUMENTS:
                yield from self._finish(window, clock, force=force)
                window = []
        yield from self._finish(window, clock, force=force)

    def read_again(self, dossiers: Sequence[str], clock: Callable[[], datetime], *, force: bool) -> Iterator[Step]:
        """The same for dossiers in the catalogue, from their originals: what an older reader made is read anew."""
        for dossier_id in dossiers:
            held = self._workspace.catalogue.held(dossier_id)
            delivery = self._workspace.catalogue.delivery(dossier_id)
            if not held or delivery is None:
                raise unknown_dossier(dossier_id)
            withdrawals = self._workspace.catalogue.withdrawals(dossier_id)
            yield from self._finish([Draft.of(held[0].fingerprint, delivery, withdrawals)], clock, force=force)

    def go_on(self, dossier_id: str, clock: Callable[[], datetime], only: Task | None) -> Iterator[Step]:
        """Do what the first reading of a dossier left, and settle it again if that gave something, or once did.

        Settling may bring up more: a file attached to a page that was read only now.
        """
        large, again = False, True
        while again:
            for step in self._further.do(dossier_id, only):
                large = large or step.stage == "extract"
                yield step
            if large:
                self._reading.rest()
            again = False
            for step in self.settle(dossier_id, clock):
                again = True
                yield step

    def settle(self, dossier_id: str, clock: Callable[[], datetime]) -> Iterator[Step]:
        """Settle a dossier again if more was read of its documents since it was settled, whatever version read them."""
        catalogue = self._workspace.catalogue
        if (catalogue.stage_input(dossier_id, "settle") or "") == _further(catalogue, dossier_id):
            return
        held, delivery = catalogue.held(dossier_id), catalogue.delivery(dossier_id)
        if held and delivery:
            draft = Draft.of(held[0].fingerprint, delivery, catalogue.withdrawals(dossier_id))
            for step in self._finish([draft], clock, force=False, made_by=None):
                if step.stage == "ingest":
                    yield step.model_copy(update={"stage": "settle"})

    def without(self, taking_back: Sequence[Withdrawal], clock: Callable[[], datetime]) -> Iterator[Step]:
        """A dossier without a document that is taken back."""
        catalogue, dossier_id = self._workspace.catalogue, taking_back[0].dossier
        held, delivery = catalogue.held(dossier_id), catalogue.delivery(dossier_id)
        if held and delivery:
            withdrawals = (*catalogue.withdrawals(dossier_id), *taking_back)
            draft = Draft.of(held[0].fingerprint, taken_back(delivery, withdrawals), withdrawals)
            draft.taking_back = tuple(taking_back)
            yield from self._finish([draft], clock, force=False, made_by=None)

    def _open(self, found: Found, *, force: bool) -> Draft | Step:
        """The draft of a dossier that is new or changed; else the step that says why there is none."""
        try:
            fingerprint = self._fingerprint(found)
            held = self._workspace.catalogue.held(location=found.location)
            if held and held[0].fingerprint == fingerprint and not force:
                return self._step("current", held[0].id)
            folder = found.open(self._workspace.scratch / digest([found.location]))
            delivery = ingest.deliver(folder, self._options, self._seen.hash)
            if isinstance(delivery, Refusal):
                return self._step("rejected", None, delivery.findings, detail=found.location)
            withdrawals = self._workspace.catalogue.withdrawals(delivery.dossier.id)
            if any(not one.document for one in withdrawals):
                withdrawn = DOSSIER_WITHDRAWN.at(Place(file=found.location), id=delivery.dossier.id)
                return self._step("rejected", None, (withdrawn,), detail=found.location)
            delivery = taken_back(delivery, withdrawals)
            if taken := self._taken(delivery.dossier.id, found.location):
                return self._step("rejected", None, (taken,), detail=found.location)
            if back := self._back(delivery.dossier, (one.sha256 for one in delivery.files)):
                return self._step("rejected", None, (back,), detail=found.location)
            draft = Draft.of(fingerprint, delivery, withdrawals)
            draft.is_new = True
            self._keep_originals(delivery, folder.root)
            self._opened[delivery.dossier.id] = found.location
        except (InputError, OSError) as error:
            reason = error.text if isinstance(error, InputError) else Text(nl=str(error), en=str(error))
            return self._step("rejected", None, (_not_taken_in(found.location, reason),), detail=found.location)
        return draft

    def _fingerprint(self, found: Found) -> str:
        inputs = []
        for path in found.inputs:
            try:
                inputs.append([str(path), self._seen.hash(path)])
            except OSError as error:  # a file that cannot be read is rejected later, by name
                inputs.append([str(path), error.__class__.__name__])
        marks = [ingest.MADE_BY, extract.MADE_BY, extract.SETTLED_BY]
        return digest([found.location, inputs, list(self._options), marks])

    def _taken(self, dossier_id: str, location: str) -> Finding | None:
        """The same id from another place is the same dossier moved, unless that place is still there."""
        held = [one.location for one in self._workspace.catalogue.held(dossier_id) if Path(one.location).exists()]
        opened = self._opened.get(dossier_id, location)
        other = next((one for one in (*held, opened) if one != location), None)
        return ID_TAKEN.at(Place(file=location), location=location, id=dossier_id, other=other) if other else None

    def _back(self, dossier: Dossier, hashes: Iterable[str | None]) -> Finding | None:
        """A dossier of the same body that was taken back comes in under another name."""
        before = self._workspace.catalogue.withdrawn_with(one for one in hashes if one)
        same = [one for one in before if one.publisher.uri == dossier.publisher.uri]
        place = Place(file=dossier.location)
        return DOSSIER_BACK.at(place, location=dossier.location, count=len(same), other=same[0].dossier) if same else None

    def _keep_originals(self, delivery: Delivery, root: Path) -> None:
        for file in delivery.files:
            if file.fate is not FileFate.REJECTED and file.sha256:
                self._workspace.originals.put(root / file.path, file.sha256)

    def _finish(
        self, window: list[Draft], clock: Callable[[], datetime], *, force: bool, made_by: str | None = extract.MADE_BY
    ) -> Iterator[Step]:
        yield from self._reading.read(window, force=force, made_by=made_by)
        for draft in window:
            started = time.monotonic()
            inside = (one.sha256 for one in draft.documents.values() if one.parent is not None)
            if draft.is_new and (back := self._back(draft.delivery.dossier, inside)):
                yield self._step("rejected", None, (back,), detail=draft.delivery.dossier.location)
                continue
            self.turned_away = self.turned_away or bool(draft.holders)
            record = draft.record()
            outcome = self._workspace.catalogue.put(record, clock().isoformat(timespec="seconds"), draft.taking_back)
            findings = tuple(finding for _, finding in record.findings)
            step = self._step("done", record.dossier.id, findings, detail=outcome)
            yield step.model_copy(update={"seconds": round(time.monotonic() - started, 3)})

    def _step(self, verdict: str, dossier: str | None, findings: tuple[Finding, ...] = (), detail: str | None = None) -> Step:
        return Step.model_validate(
            {"run": self._run, "stage": "ingest", "dossier": dossier, "verdict": verdict, "detail": detail, "findings": findings}
        )


def _further(catalogue: Catalogue, dossier_id: str) -> str:
    return further_of({reading: catalogue.state(reading) for reading in catalogue.readings(dossier_id).values()})


def _not_taken_in(location: str, reason: Text) -> Finding:
    finding = NOT_TAKEN_IN.at(Place(file=location), location=location, reason="")
    message = Text(nl=finding.message.nl + reason.nl, en=finding.message.en + reason.en)
    return finding.model_copy(update={"message": message})
