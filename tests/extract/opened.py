"""Reading a file as a worker does, in this process."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from fairwoo.extract.document import read_document
from fairwoo.extract.reading import Job, Limits
from fairwoo.model import Extraction

MB = 1 << 20


def limits(scratch: Path, **changed: int) -> Limits:
    """Limits wide enough for anything that is not about limits."""
    wide = {"text_chars": 50 * MB, "entries": 10_000, "ratio": 200, "member_bytes": 64 * MB, "unpacked_bytes": 256 * MB}
    return Limits(scratch=scratch, step=lambda: None, **{**wide, **changed})


def opened(
    path: Path, *, name: str | None = None, again: bool = False, scratch: Path | None = None, **changed: int
) -> Extraction:
    """The extraction of a file; the bytes of its parts stay in `scratch`, if that is given."""
    content = path.read_bytes()
    job = Job(path, name or path.name, hashlib.sha256(content).hexdigest(), len(content))
    with tempfile.TemporaryDirectory() as passing:
        return read_document(job, limits(scratch or Path(passing), **changed), lambda *_: None, again=again)


def text_of(extraction: Extraction) -> str:
    """The text of all pages."""
    return "\n".join(page.text for page in extraction.pages)


def codes(extraction: Extraction) -> list[str]:
    """The codes of the findings."""
    return [finding.code for finding in extraction.findings]
