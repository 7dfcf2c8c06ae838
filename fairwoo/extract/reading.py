"""What is handed to the readers of formats and what they give back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from fairwoo.model import Extraction, Finding, NeedsOcr, Page, Part, Table, Value

PAGES_AT_ONCE = 150
"""A file with more pages is read in as many goes, so that its first pages can be found soon and memory stays flat."""


class Task(StrEnum):
    """What is asked: READ a file and its first pages; GO_ON with the pages from `first`; LOOK at the image of page `first`.

    OCR is a LOOK at a page that was looked at before, when text could not be recognised.
    """

    READ = "read"
    GO_ON = "go_on"
    LOOK = "look"
    OCR = "ocr"


class Job(NamedTuple):
    """A file to read. `name` is what people call it; `depth` is 0 for a file of the delivery, 1 for a part of one, and so on.

    `task` and `first` (a page, from 1) say what of it. A LOOK is also told the document's `language` and what is known of the page:
    its `needs_ocr` and `layer_score`; whether to look for redactions (`boxes`), whether its text layer is all to be seen (`lines`), and
    whether text may be recognised (`ocr`).
    """

    path: Path
    name: str
    sha256: str
    size: int
    depth: int = 0
    task: Task = Task.READ
    first: int = 1
    language: str | None = None
    needs_ocr: NeedsOcr | None = None
    layer_score: float | None = None
    boxes: bool = True
    lines: bool = True
    ocr: bool = False


class Read(NamedTuple):
    """A job and what came of it: for GO_ON and LOOK an extraction with those pages and what is to be said of them alone.

    The bytes of the extraction's parts lie in the scratch folder, each under its SHA-256.
    """

    job: Job
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader may use; sizes are in bytes. Of a paged file it reads `PAGES_AT_ONCE` pages from `first`, which counts from 1.
    `ocr_data` is the folder of Tesseract's data (None: the usual places).

    A reader calls `step` after each page, sheet or member: it lets the time allowed grow with the work done.
    """

    scratch: Path
    text_chars: int
    entries: int
    ratio: int
    member_bytes: int
    unpacked_bytes: int
    step: Callable[[], None]
    first: int = 1
    ocr_data: Path | None = None


class Reading(Value):
    """What the reader of a format found. The findings have no file in their places yet: the reader does not know its name."""

    pages: tuple[Page, ...] = ()
    tables: tuple[Table, ...] = ()
    parts: tuple[Part, ...] = ()
    properties: dict[str, str] = Field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


class UnreadableError(Exception):
    """Raised by a reader when nothing of the file can be read; the finding says why and what to do.

    Any other exception means that the reader broke down, and that another way may be tried.
    """

    def __init__(self, finding: Finding, properties: dict[str, str] | None = None) -> None:
        super().__init__(finding.code)
        self.finding = finding
        self.properties = properties or {}
