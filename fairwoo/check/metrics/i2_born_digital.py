"""I2: were the files made on a computer, or printed and scanned.

Per page 1 born digital, ½ scanned with sound recognised text (at least .9 of its words known), 0 scanned (`check/pages.py`);
the mean over the pages of a file, so that a letter with a scanned annex stands between, then over the files. Blank pages and
files that could not be read leave the count. Cap "scan-only": no page of any released file has text, and they are scans.
"""

from __future__ import annotations

from typing import NamedTuple

from fairwoo.check.evidence import Evidence, place_of
from fairwoo.check.measurement import Measurement, Metric, line, mean, measured, not_applicable
from fairwoo.check.pages import characters, is_scan, nativeness
from fairwoo.model import Document, EvidenceLine, Extraction

METRIC = Metric("I2", "fair.md E3 I2, E4 (cap)")

_SCAN_ONLY = "scan-only"


class _File(NamedTuple):
    document: Document
    score: float


def measure(evidence: Evidence) -> Measurement:
    """The mean over the files; does not apply where none could be read."""
    files = [
        _File(document, score)
        for document in evidence.files()
        if (extraction := evidence.read(document)) is not None and (score := _score(extraction)) is not None
    ]
    cap = _SCAN_ONLY if _only_scans(evidence) else None
    if not files:
        return not_applicable(
            line("Van geen bestand is te zien hoe het gemaakt is.", "Of no file can it be seen how it was made.")
        )
    bad = [file for file in files if file.score < 1]
    lines = [
        line(
            f"Geheel digitaal gemaakte bestanden: {len(files) - len(bad)} van {len(files)}.",
            f"Files wholly born digital: {len(files) - len(bad)} of {len(files)}.",
        ),
        *(_line(file) for file in sorted(bad, key=lambda file: file.score)),
    ]
    return measured(sum(file.score for file in files) / len(files), lines, cap)


def _score(extraction: Extraction) -> float | None:
    if not extraction.pages:
        return None
    graded = [grade for page in extraction.pages if (grade := nativeness(page, extraction)) is not None]
    if graded:
        return mean(graded)
    return 0 if any(is_scan(page, extraction) for page in extraction.pages) else None


def _only_scans(evidence: Evidence) -> bool:
    read = [extraction for document in evidence.released() if (extraction := evidence.read(document)) is not None]
    pages = [(page, extraction) for extraction in read for page in extraction.pages]
    scanned = any(is_scan(page, extraction) for page, extraction in pages)
    # a stamp or a page number added to a scan does not make it text
    return scanned and all(is_scan(page, extraction) or characters(page) == 0 for page, extraction in pages)


def _line(file: _File) -> EvidenceLine:
    if file.score == 0:
        return line(
            "Een scan zonder bruikbare tekst. Publiceer het oorspronkelijke digitale bestand.",
            "A scan without usable text. Publish the original digital file.",
            place_of(file.document),
        )
    return line(
        "Geheel of deels gescand, met herkende tekst. Publiceer het oorspronkelijke digitale bestand.",
        "Scanned in whole or part, with recognised text. Publish the original digital file.",
        place_of(file.document),
    )
