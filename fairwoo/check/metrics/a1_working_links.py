"""A1: do the addresses of the files deliver them. Needs the web, so it is not measured yet."""

from __future__ import annotations

from fairwoo.check.evidence import Evidence
from fairwoo.check.measurement import Measurement, Metric, line, not_measured

METRIC = Metric("A1", "fair.md E3 A1")


def measure(evidence: Evidence) -> Measurement:
    """Not measured; the line says how many addresses there are to try."""
    stated = sum(document.source_url is not None for document in evidence.listed())
    return not_measured(
        line(
            f"Niet gemeten: de metadata noemen {stated} webadressen van bestanden; of die werken vraagt bezoeken op meer dagen.",
            f"Not measured: the metadata state {stated} web addresses of files; whether they work takes visits on several days.",
        )
    )
