"""A2: can everything be fetched without barriers, and all at once. Needs the web, so it is not measured yet."""

from __future__ import annotations

from fairwoo.check.evidence import Evidence
from fairwoo.check.measurement import Measurement, Metric, line, not_measured

METRIC = Metric("A2", "fair.md E3 A2")


def measure(evidence: Evidence) -> Measurement:  # noqa: ARG001 - the shelf's signature; nothing in the evidence tells
    """Not measured."""
    return not_measured(
        line(
            "Niet gemeten: of alles zonder drempels en ook ineens op te halen is, vraagt een bezoek aan de site.",
            "Not measured: whether everything can be fetched without barriers, and at once, takes a visit to the site.",
        )
    )
