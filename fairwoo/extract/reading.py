"""What is handed to the readers of formats and what they give back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from fairwoo.model import Extraction, Finding, Page, Part, Table, Value


class Job(NamedTuple):
    """A file to read. `name` is what people call it; `depth` is 0 for a file of the delivery, 1 for a part of one, and so on."""

    path: Path
    name: str
    sha256: str
    size: int
    depth: int = 0


class Read(NamedTuple):
    """A job and what came of it. The bytes of the extraction's parts lie in the scratch folder, each under its SHA-256."""

    job: Job
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader may use; sizes are in bytes.

    A reader calls `step` after each page, sheet or member: it lets the time allowed grow with the work done.
    """

    scratch: Path
    text_chars: int
    entries: int
    ratio: int
    member_bytes: int
    unpacked_bytes: int
    step: Callable[[], None]


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
