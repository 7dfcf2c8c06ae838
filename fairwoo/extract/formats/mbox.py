"""Mailboxes (.mbox, RFC 4155): each message becomes a part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fairwoo.extract.containers import Parts, PartTooLargeError, too_large
from fairwoo.extract.reading import Limits, Reading
from fairwoo.model import Finding

MEDIA_TYPES = ("application/mbox",)


def read(path: Path, limits: Limits) -> Reading:
    """Take a mailbox apart. Raises OSError."""
    parts = Parts(limits)
    findings: list[Finding] = []
    for number, message in enumerate(_messages(path), start=1):
        name = f"bericht-{number:04}.eml"  # in their order, also where they are sorted by name
        try:
            parts.keep(name, message)
        except PartTooLargeError:
            findings.append(too_large(name))
            if len(parts.found) >= limits.entries:
                break
        limits.step()
    return Reading(parts=tuple(parts.found), properties={"members": str(len(parts.found))}, findings=tuple(findings))


def _messages(path: Path) -> Iterator[list[bytes]]:
    """The lines of each message: one begins with "From " after an empty line, and ">From " in it was "From " once."""
    lines: list[bytes] = []
    after_empty = True
    with path.open("rb") as file:
        for line in file:
            if after_empty and line.startswith(b"From "):
                if lines:
                    yield lines
                lines = []
            else:
                lines.append(line[1:] if line.startswith(b">") and line.lstrip(b">").startswith(b"From ") else line)
            after_empty = not line.strip()
    if lines:
        yield lines
