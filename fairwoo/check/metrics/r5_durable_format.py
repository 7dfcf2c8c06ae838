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
from fairwoo.model import Document, Text
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
            f"Bestanden in een duurzaam open formaat: {len(files) - len(bad)} van {len(files)}.",
            f"Files in a durable open format: {len(files) - len(bad)} of {len(files)}.",
        ),
        *(
            line(
                f"{_format(evidence, document).nl}: bewaar het ook als PDF/A, ODF, CSV of HTML.",
                f"{_format(evidence, document).en}: save it as PDF/A, ODF, CSV or HTML too.",
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


def _format(evidence: Evidence, document: Document) -> Text:
    media_type = media_type_of(document, evidence.extraction(document))
    if media_type == "application/pdf":
        return Text(nl="PDF, geen PDF/A", en="PDF, not PDF/A")
    return Text(nl=media_type or "Onbekend formaat", en=media_type or "Unknown format")


@cache
def _durable() -> frozenset[str]:
    with (data_folder("vocab") / "file_traits.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["media_type"] for row in csv.DictReader(file) if row["durable"])
