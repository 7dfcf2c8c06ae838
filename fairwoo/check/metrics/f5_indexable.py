"""F5: can machines discover the dossier: robots, sitemap, Woo-index, embedded data. Needs the web, so it is not measured yet."""

from __future__ import annotations

from fairwoo.check.evidence import Evidence
from fairwoo.check.measurement import Measurement, Metric, line, not_measured

METRIC = Metric("F5", "fair.md E3 F5")


def measure(evidence: Evidence) -> Measurement:  # noqa: ARG001 - the shelf's signature; nothing in the evidence tells
    """Not measured."""
    return not_measured(
        line(
            "Niet gemeten: robots.txt, sitemap, Woo-index en de gegevens in de pagina vragen een bezoek aan de site.",
            "Not measured: robots.txt, sitemap, Woo-index and the data in the page take a visit to the site.",
        )
    )
