"""What a worker does with a job: read a file, go on with its further pages, or look at the image of one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from fairwoo.extract import looking, need, running
from fairwoo.extract.document import read_document, reader_of
from fairwoo.extract.identify import identify
from fairwoo.extract.mark import MADE_BY
from fairwoo.extract.pdf.page import SCAN_COVER
from fairwoo.extract.reading import PAGES_AT_ONCE, Job, Limits, Task
from fairwoo.model import Extraction, Page


class PageWork(NamedTuple):
    """What is still to be done for a document: a task from `page` on. `ocr` says that text is to be recognised there."""

    task: Task
    page: int
    ocr: bool = False


def perform(job: Job, limits: Limits, known: Callable[[str, bool], None], *, again: bool) -> Extraction:
    """Do a job; see `read_document` for the rest. Raises what readers raise on damaged files."""
    if job.task is Task.READ:
        return read_document(job, limits, known, again=again)
    media_type = identify(job.path, job.name).media_type
    known(media_type, job.task is Task.GO_ON)
    return _read_on(job, media_type, limits, again=again) if job.task is Task.GO_ON else _looked(job, media_type, limits)


def _read_on(job: Job, media_type: str, limits: Limits, *, again: bool) -> Extraction:
    """The pages from the job's first one; by the second way where the first does not get through, as at the first reading."""
    reader: Any = reader_of(media_type)
    made = Extraction(sha256=job.sha256, media_type=media_type, made_by=MADE_BY)
    for way in (reader.read_another_way,) if again else (reader.read_on, reader.read_another_way):
        try:
            reading = way(job.path, limits)
        except MemoryError:
            raise
        except Exception:  # noqa: S112 - then the second way; and if that fails too, the pages are told as damaged
            continue
        pages = running.parted([need.judged(page, job.language) for page in reading.pages])
        # What the second way says of the whole file was said before.
        findings = reading.findings if way is reader.read_on else ()
        return made.model_copy(update={"pages": pages, "parts": reading.parts, "findings": findings})
    return made.model_copy(update={"read": False})


def _looked(job: Job, media_type: str, limits: Limits) -> Extraction:
    made = Extraction(sha256=job.sha256, media_type=media_type, made_by=MADE_BY)
    try:
        reader: Any = reader_of(media_type)
        with reader.pictured(job.path, job.first) as picture:
            return made.model_copy(update={"pages": (looking.look(job, picture, limits.ocr_data),)})
    except MemoryError:
        raise
    except Exception:  # a page that cannot be drawn, or on which a library breaks down: told by the caller, who knows what to do
        return made.model_copy(update={"read": False})


def work_after(extraction: Extraction) -> tuple[PageWork, ...]:
    """What is to be done after the first reading of a document, in this order: the pages that it left, then looks at images."""
    if not extraction.read:
        return ()
    left = range(len(extraction.pages) + 1, int(extraction.properties.get("pages", 0)) + 1, PAGES_AT_ONCE)
    goes_on = bool(left) and hasattr(reader_of(extraction.media_type), "read_on")
    further = [PageWork(Task.GO_ON, first) for first in left] if goes_on else []
    return (*further, *looks_at(extraction.pages, extraction.media_type))


def looks_at(pages: Iterable[Page], media_type: str) -> tuple[PageWork, ...]:
    """The looks that pages ask for: at those that are an image, and at those whose text layer does not do."""
    asked = tuple(
        PageWork(Task.LOOK, page.number, ocr=page.needs_ocr is not None) for page in pages if page.needs_ocr or is_image(page)
    )
    return asked if asked and hasattr(reader_of(media_type), "pictured") else ()


def is_image(page: Page) -> bool:
    """Is the whole page an image, so that what is redacted on it has to be seen?"""
    return (page.image_cover or 0) >= SCAN_COVER
