"""I1: have the pages text that a machine can use.

A page is usable with at least 50 characters of its own text layer of which the words are language: at least .6 of them known
(`fairwoo/wordlist.py`). Blank, wholly redacted and too short pages leave the count, and so do pages in a language without a word
list. The share per file, then the mean over the files weighted by the root of their pages. A file that opens only with a
password has none.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from fairwoo.check.evidence import Evidence, place_of
from fairwoo.check.measurement import Measurement, Metric, line, measured, not_applicable, pages_text
from fairwoo.check.pages import Usability, usabilities
from fairwoo.model import Document, EvidenceLine, Extraction

METRIC = Metric("I1", "fair.md E3 I1")

_LOCKED = frozenset({"pdf-encrypted", "file-encrypted"})


class _File(NamedTuple):
    document: Document
    share: float
    weight: float
    unusable: tuple[int, ...]
    locked: bool = False


def measure(evidence: Evidence) -> Measurement:
    """The weighted mean over the files; does not apply where no page can be judged."""
    files = [file for document in evidence.files() if (file := _file(document, evidence.extraction(document))) is not None]
    if not files:
        return not_applicable(
            line("Geen bestand heeft pagina's die te beoordelen zijn.", "No file has pages that can be judged.")
        )
    bad = [file for file in files if file.share < 1]
    lines = [
        line(
            f"Bestanden met op alle pagina's bruikbare tekst: {len(files) - len(bad)} van {len(files)}.",
            f"Files with usable text on all pages: {len(files) - len(bad)} of {len(files)}.",
        ),
        *(_line(file) for file in sorted(bad, key=lambda file: file.share)),
    ]
    return measured(sum(file.share * file.weight for file in files) / sum(file.weight for file in files), lines)


def _file(document: Document, extraction: Extraction | None) -> _File | None:
    if extraction is None:
        return None
    if not extraction.read:
        locked = any(finding.code in _LOCKED for finding in extraction.findings)
        return _File(document, 0, 1, (), locked=True) if locked else None
    states = usabilities(extraction)
    counted = [state for state in states if state != Usability.LEFT_OUT]
    if not counted:
        return None
    unusable = tuple(page.number for page, state in zip(extraction.pages, states, strict=True) if state == Usability.UNUSABLE)
    return _File(document, 1 - len(unusable) / len(counted), math.sqrt(len(extraction.pages)), unusable)


def _line(file: _File) -> EvidenceLine:
    if file.locked:
        return line(
            "Met een wachtwoord beveiligd: geen tekst te lezen. Publiceer het zonder wachtwoord.",
            "Protected with a password: no text can be read. Publish it without a password.",
            place_of(file.document),
        )
    pages = pages_text(file.unusable)
    return line(
        f"Geen bruikbare tekst op p. {pages}.",
        f"No usable text on p. {pages}.",
        place_of(file.document, file.unusable[0]),
    )
