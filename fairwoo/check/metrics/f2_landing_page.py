"""F2: has the dossier a web page of its own. Needs the web, so it is not measured yet."""

from __future__ import annotations

from fairwoo.check.evidence import Evidence
from fairwoo.check.measurement import Measurement, Metric, line, not_measured

METRIC = Metric("F2", "fair.md E3 F2")


def measure(evidence: Evidence) -> Measurement:
    """Not measured; the line says which page it will be."""
    page = evidence.dossier.source_url
    if page is None:
        return not_measured(
            line(
                "Niet gemeten: de metadata noemen geen webpagina van het dossier. Neem het adres op in de metadata.",
                "Not measured: the metadata state no web page of the dossier. State its address in the metadata.",
            )
        )
    return not_measured(
        line(
            f"Niet gemeten: of {page} een eigen pagina van dit dossier is, vraagt een bezoek aan die pagina.",
            f"Not measured: whether {page} is a page of this dossier alone takes a visit to it.",
        )
    )
