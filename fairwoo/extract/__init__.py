"""A document → an extraction (pages, tables, parts, properties); a dossier and its extractions → the settled dossier.

Files are read in worker processes with limits (`sandbox`), because they come from strangers: one that crashes, hangs or
explodes is a finding on that document and nothing more. The shelf `formats` holds a file per format, chosen by the bytes of
a file, never by its name alone. The shelf `facts` holds a file per thing to find in a dossier's texts; `settle` weighs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from fairwoo.extract.mark import MADE_BY, SETTLED_BY
from fairwoo.extract.ocr import why_not as ocr_missing
from fairwoo.extract.page_findings import told_anew
from fairwoo.extract.programs import installed
from fairwoo.extract.reading import Job, Read, Task
from fairwoo.extract.sandbox import Reader
from fairwoo.extract.settle import settle
from fairwoo.extract.tasks import PageWork, is_image, looks_at, work_after
from fairwoo.settings import ExtractSettings

__all__ = [
    "MADE_BY",
    "SETTLED_BY",
    "Job",
    "PageWork",
    "Read",
    "Reader",
    "Task",
    "installed",
    "is_image",
    "looks_at",
    "ocr_missing",
    "read",
    "settle",
    "told_anew",
    "work_after",
]


def read(jobs: Iterable[Job], settings: ExtractSettings, scratch: Path) -> Iterator[Read]:
    """Read files with workers of their own; yields each as it is done. See `Reader` for workers that live longer.

    Whatever happens to a file becomes a finding on it, with `read` False if nothing could be read. The bytes of the files found
    inside lie in `scratch` under their SHA-256. The same file under the same name always gives the same extraction.
    """
    with Reader(settings, scratch, programs=installed()) as reader:
        yield from reader.read(jobs)
