"""Reading the documents of a window of dossiers, containers included, with what was read before taken from the catalogue."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from fairwoo import extract
from fairwoo.extract import Job, PageWork, Reader
from fairwoo.model import Document, Extraction, FindingKind, Level, Part, Place, Role, Step
from fairwoo.pipeline.draft import Draft
from fairwoo.settings import ExtractSettings
from fairwoo.shared import slug
from fairwoo.store import Workspace

_DURABLE_EVERY = 2.0  # seconds between commits of what was read: a killed run loses no more reading than this

NESTED_TOO_DEEP = FindingKind(
    code="nested-too-deep",
    level=Level.WARNING,
    nl="{file} zit {depth} lagen diep in andere bestanden; wat er nog in zit ({count}) is niet uitgepakt.",
    en="{file} lies {depth} layers deep in other files; what it holds ({count}) was not unpacked.",
    do_nl="Lever de bestanden die erin zitten los aan.",
    do_en="Deliver the files in it separately.",
)
TOO_MUCH_UNPACKED = FindingKind(
    code="unpacked-too-much",
    level=Level.ERROR,
    nl="Uit {file} komt meer dan {entries} bestanden of {megabytes} MB voor dit dossier; dat deel is niet uitgepakt.",
    en="{file} gives more than {entries} files or {megabytes} MB for this dossier; that part was not unpacked.",
    do_nl="Lever de bestanden los aan, of verhoog entries of unpacked_mb onder [extract] in fairwoo.toml.",
    do_en="Deliver the files separately, or raise entries or unpacked_mb under [extract] in fairwoo.toml.",
)


class Reading:
    """Reads documents with workers that are started at the first document and live as long as `stack`."""

    def __init__(self, workspace: Workspace, settings: ExtractSettings, run_id: str, stack: ExitStack) -> None:
        self._workspace = workspace
        self._settings = settings
        self._run = run_id
        self._stack = stack
        self._reader: Reader | None = None

    @property
    def reader(self) -> Reader:
        """The workers, started when they are first needed."""
        if self._reader is None:
            programs = extract.installed(self._settings.ocr_data)
            self._reader = self._stack.enter_context(Reader(self._settings, self._workspace.scratch, programs=programs))
        return self._reader

    def rest(self) -> None:
        """End the workers; others start when they are needed. For when this process is about to need much memory itself."""
        if self._reader is not None:
            self._reader.close()

    def read(self, window: Sequence[Draft], *, force: bool, made_by: str | None = extract.MADE_BY) -> Iterator[Step]:
        """Read every document of the drafts, then the files found inside them, until nothing is left. A step per document.

        What `made_by` read before is taken as it is (None: whoever read it), unless `force`.
        """
        fresh: set[str] = set()
        while any(draft.unread() for draft in window):
            batch = [(draft, document.id) for draft in window for document in draft.unread()]
            wanted: dict[str, list[tuple[Draft, str]]] = {}
            for draft, document_id in batch:
                document = draft.documents[document_id]
                wanted.setdefault(f"{document.sha256} {document.path}", []).append((draft, document_id))
            known = {} if force else self._known(wanted.keys() - fresh, made_by)
            for reading, extraction in known.items():
                yield from self._accept(wanted[reading], reading, extraction, verdict="current")
            jobs = {reading: job_of(self._workspace, *owners[0]) for reading, owners in wanted.items() if reading not in known}
            for reading, extraction in self._read_new(jobs):
                fresh.add(reading)
                yield from self._accept(wanted[reading], reading, extraction, verdict="done")
            for draft, document_id in batch:  # in the order of the documents, not in that in which they were read
                self._open_parts(draft, document_id, draft.extractions[document_id])

    def _known(self, readings: set[str], made_by: str | None) -> dict[str, Extraction]:
        found = {reading: self._workspace.catalogue.extraction(reading, made_by) for reading in sorted(readings)}
        return {reading: value for reading, value in found.items() if value is not None and self._has_parts(value)}

    def _has_parts(self, extraction: Extraction) -> bool:
        return all(self._workspace.originals.path(part.sha256).exists() for part in extraction.parts)

    def _read_new(self, jobs: dict[str, Job]) -> Iterator[tuple[str, Extraction]]:
        if not jobs:
            return
        readings = {job: reading for reading, job in jobs.items()}
        pending: dict[str, tuple[Extraction, tuple[PageWork, ...]]] = {}
        saved = time.monotonic()
        for job, extraction in self.reader.read(jobs.values()):
            for part in extraction.parts:
                self._workspace.originals.put(self._workspace.scratch / part.sha256, part.sha256)
            pending[readings[job]] = extraction, extract.work_after(extraction)
            if time.monotonic() - saved > _DURABLE_EVERY:
                self._workspace.catalogue.put_extractions(pending)
                pending, saved = {}, time.monotonic()
            yield readings[job], extraction
        self._workspace.catalogue.put_extractions(pending)

    def _accept(self, owners: list[tuple[Draft, str]], reading: str, extraction: Extraction, *, verdict: str) -> Iterator[Step]:
        for draft, document_id in owners:
            draft.accept(
                document_id, extraction, reading, self._workspace.catalogue.state(reading) if verdict == "current" else ""
            )
            yield Step.model_validate(
                {
                    "run": self._run,
                    "stage": "extract",
                    "dossier": draft.delivery.dossier.id,
                    "document": document_id,
                    "verdict": verdict if extraction.read else "failed",
                    "detail": draft.documents[document_id].path,
                    "findings": extraction.findings,
                }
            )

    def _open_parts(self, draft: Draft, document_id: str, extraction: Extraction) -> None:
        """Make a document of each file inside a document, within the limits of a dossier."""
        container, depth = draft.documents[document_id], draft.depths[document_id] + 1
        place = Place(file=container.path)
        if draft.held_back(document_id, (part.sha256 for part in extraction.parts)):
            return
        if extraction.parts and depth > self._settings.nesting:
            draft.findings.append(NESTED_TOO_DEEP.at(place, file=container.path, depth=depth - 1, count=len(extraction.parts)))
            return
        for part in extraction.parts:
            draft.parts_bytes += part.size
            entries, megabytes = self._settings.entries, self._settings.unpacked_mb
            if len(draft.documents) >= entries or draft.parts_bytes > megabytes * 1_000_000:
                draft.findings.append(TOO_MUCH_UNPACKED.at(place, file=container.path, entries=entries, megabytes=megabytes))
                return
            document = _part_document(container, part, taken=draft.documents)
            draft.documents[document.id] = document
            draft.depths[document.id] = depth


def job_of(workspace: Workspace, draft: Draft, document_id: str) -> Job:
    """The job to read a document of a draft."""
    document = draft.documents[document_id]
    path: Path = workspace.originals.path(document.sha256 or "")
    return Job(path, document.path or document.id, document.sha256 or "", document.size or 0, draft.depths[document_id])


def _part_document(container: Document, part: Part, taken: dict[str, Document]) -> Document:
    base = f"{container.id}-{slug(part.name)}"
    number, document_id = 1, base
    while document_id in taken:
        number += 1
        document_id = f"{base}-{number}"
    is_mail = container.media_type in {"message/rfc822", "application/vnd.ms-outlook"}
    return Document(
        id=document_id,
        path=f"{container.path}/{part.name}",
        role=Role.ATTACHMENT if is_mail else None,
        sha256=part.sha256,
        size=part.size,
        parent=container.id,
    )
