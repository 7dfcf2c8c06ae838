"""What is left after the first reading: the further pages of large files, and looks at the images of pages.

Texts are searchable by then. Each result is durable by itself, so that a run that is broken off goes on where it was.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from fairwoo import extract
from fairwoo.extract import Job, PageWork, Reader, Task
from fairwoo.extract.page_findings import FAILED, NOT_RECOGNISED
from fairwoo.extract.reading import PAGES_AT_ONCE
from fairwoo.model import Extraction, NoText, Page, PageBy, Step
from fairwoo.settings import ExtractSettings
from fairwoo.store import Work, Workspace

_DURABLE_EVERY = 2.0  # seconds: a killed run loses no more than this


class Owner(NamedTuple):
    """A document of a dossier that a reading belongs to."""

    dossier: str
    document: str
    path: str
    sha256: str
    size: int


class _Done(NamedTuple):
    work: Work
    extraction: Extraction
    left: tuple[PageWork, ...]


class Further:
    """Does the work that readings left, with the workers that `reader` gives."""

    def __init__(self, workspace: Workspace, settings: ExtractSettings, run_id: str, reader: Callable[[], Reader]) -> None:
        self._workspace = workspace
        self._settings = settings
        self._run = run_id
        self._reader = reader
        self._ocr = settings.ocr and extract.ocr_missing(settings.ocr_data) is None

    def left(self, dossier_id: str, only: Task | None = None) -> list[Work]:
        """What can be done now for a dossier; `only` GO_ON is about further pages, OCR about recognising text."""
        readings = self._workspace.catalogue.readings(dossier_id).values()
        return [work for work in self._workspace.catalogue.work(readings) if self._can_be_done(work, only)]

    def do(self, dossier_id: str, only: Task | None = None) -> Iterator[Step]:
        """Do what is left for a dossier, and what that leads to; a step for each image looked at or stretch of pages read."""
        owners = self._owners(dossier_id)
        while works := self.left(dossier_id, only):
            for number, done in enumerate(self._done(works, owners), 1):
                yield self._step(done, owners[done.work.reading], left=len(works) - number)

    def _can_be_done(self, work: Work, only: Task | None) -> bool:
        if work.task == Task.GO_ON or only is Task.GO_ON:
            return work.task == Task.GO_ON and only is not Task.OCR
        if work.task == Task.OCR or only is Task.OCR:
            return self._ocr and work.ocr
        return self._settings.images

    def _owners(self, dossier_id: str) -> dict[str, Owner]:
        dossier = self._workspace.catalogue.dossier(dossier_id)
        readings = self._workspace.catalogue.readings(dossier_id)
        return {
            readings[one.id]: Owner(dossier_id, one.id, one.path or one.id, one.sha256 or "", one.size or 0)
            for one in (dossier.documents if dossier else ())
            if one.id in readings
        }

    def _done(self, works: Sequence[Work], owners: Mapping[str, Owner]) -> Iterator[_Done]:
        """Do works and keep what they give."""
        given: dict[Job, Work] = {}

        def jobs() -> Iterator[Job]:
            for job, work in self._jobs(works, owners):
                given[job] = work
                yield job

        pending: list[_Done] = []
        saved = time.monotonic()
        for job, extraction in self._reader().read(jobs()):
            pending.append(self._kept(given.pop(job), job, extraction))
            if time.monotonic() - saved > _DURABLE_EVERY:
                self._workspace.catalogue.put_further(pending)
                yield from pending
                pending, saved = [], time.monotonic()
        self._workspace.catalogue.put_further(pending)
        yield from pending

    def _jobs(self, works: Iterable[Work], owners: Mapping[str, Owner]) -> Iterator[tuple[Job, Work]]:
        """A job for each work, with what is known of the page it is about."""
        catalogue = self._workspace.catalogue
        for reading, group in itertools.groupby(works, key=lambda work: work.reading):
            owner, first = owners[reading], catalogue.first_reading(reading)
            language = first.language if first else None
            pages = catalogue.pages_of(reading)
            for work in group:
                path = self._workspace.originals.path(owner.sha256)
                job = Job(path, owner.path, owner.sha256, owner.size, 0, Task(work.task), work.page, language)
                if job.task is not Task.GO_ON:
                    page = next(one for one in pages if one.number == work.page)
                    drawn = any(box.found_by == "drawing" for box in page.redactions)
                    job = job._replace(
                        needs_ocr=page.needs_ocr,
                        layer_score=page.layer_score,
                        boxes=extract.is_image(page) or not drawn,
                        lines=not page.hidden,
                        ocr=self._ocr and page.seen_by != FAILED and (work.ocr or page.needs_ocr is None),
                    )
                yield job, work

    def _kept(self, work: Work, job: Job, result: Extraction) -> _Done:
        if not result.read:
            return self._broken(work, job, result)
        for part in result.parts:
            self._workspace.originals.put(self._workspace.scratch / part.sha256, part.sha256)
        if work.task == Task.GO_ON:
            return _Done(work, result, extract.looks_at(result.pages, result.media_type))
        if job.needs_ocr and not work.ocr:  # the second look, because recognition broke down at the first
            pages = tuple(page.model_copy(update={"seen_by": NOT_RECOGNISED}) for page in result.pages)
            return _Done(work, result.model_copy(update={"pages": pages}), ())
        return _Done(work, result, (PageWork(Task.OCR, work.page, ocr=True),) if work.ocr and not job.ocr else ())

    def _broken(self, work: Work, job: Job, result: Extraction) -> _Done:
        """What is kept of a job that did not come back: an image is looked at once more without recognition; pages are damaged.

        What became of the worker is not told of the whole file, of which the rest was read.
        """
        left: tuple[PageWork, ...] = ()
        if work.task == Task.GO_ON:
            first = self._workspace.catalogue.first_reading(work.reading)
            last = min(int(first.properties["pages"]) if first else 0, work.page + PAGES_AT_ONCE - 1)
            pages = tuple(_damaged(number) for number in range(work.page, last + 1))
        elif work.task == Task.OCR:  # what was seen at the first look stays
            before = next(one for one in self._workspace.catalogue.pages_of(work.reading) if one.number == work.page)
            pages = (before.model_copy(update={"text": "", "by": PageBy.NONE, "seen_by": NOT_RECOGNISED}),)
        else:
            pages = (Page(number=work.page, text="", by=PageBy.NONE, seen_by=FAILED),)
            left = (PageWork(Task.LOOK, work.page),) if job.ocr else ()
        return _Done(work, result.model_copy(update={"read": True, "pages": pages, "findings": ()}), left)

    def _step(self, done: _Done, owner: Owner, left: int) -> Step:
        return Step(
            run=self._run,
            stage="look" if done.work.task != Task.GO_ON else "extract",
            dossier=owner.dossier,
            document=owner.document,
            verdict="done",
            detail=f"{owner.path}, p. {done.work.page}",
            findings=done.extraction.findings,
            left=left,
        )


def _damaged(number: int) -> Page:
    return Page(number=number, text="", by=PageBy.NONE, no_text=NoText.DAMAGED)
