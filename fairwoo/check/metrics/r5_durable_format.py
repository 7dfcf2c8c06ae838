"""R5: the share of files in a durable, open format.

PDF/A, or one of `vocab/file_traits.csv` (ODF, CSV, HTML, XML, text).

A PDF counts by what it claims in its XMP (pdfaid); that the claim is true is not checked. Files in an archive count for
themselves; an archive that could not be opened counts as one file that is not durable.
"""

from __future__ import annotations

import csv
from functools import cache

from fairwoo.check.evidence import Evidence, media_type_of, place_of
from fairwoo.check.measurement import Measurement, Metric, line, measured, not_applicable
from fairwoo.model import Document
from fairwoo.shared import data_folder

METRIC = Metric("R5", "fair.md E3 R5; ISO 19005 (PDF/A)")


def measure(evidence: Evidence) -> Measurement:
    """The share of the files; does not apply to a dossier without files."""
    files = evidence.files()
    if not files:
        return not_applicable(line("Het dossier heeft geen bestanden.", "The dossier has no files."))
    bad = [document for document in files if not _is_durable(evidence, document)]
    lines = [
        line(
            f"{len(files) - len(bad)} van de {len(files)} bestanden zijn in een duurzaam open formaat.",
            f"{len(files) - len(bad)} of the {len(files)} files are in a durable open format.",
        ),
        *(
            line(
                f"{_format(evidence, document)}: bewaar het ook als PDF/A, ODF, CSV of HTML.",
                f"{_format(evidence, document)}: save it as PDF/A, ODF, CSV or HTML too.",
                place_of(document),
            )
            for document in bad
        ),
    ]
    return measured(1 - len(bad) / len(files), lines)


def _is_durable(evidence: Evidence, document: Document) -> bool:
    extraction = evidence.extraction(document)
    media_type = media_type_of(document, extraction).partition(";")[0]
    if media_type == "application/pdf":
        return bool(extraction and extraction.properties.get("pdfa"))
    return media_type in _durable()


def _format(evidence: Evidence, document: Document) -> str:
    media_type = media_type_of(document, evidence.extraction(document))
    return "PDF (geen PDF/A)" if media_type == "application/pdf" else media_type or "?"


@cache
def _durable() -> frozenset[str]:
    with (data_folder("vocab") / "file_traits.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["media_type"] for row in csv.DictReader(file) if row["durable"])
