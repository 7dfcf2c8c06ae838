"""R3: do the metadata state the terms of re-use: 1 as an address (URI), ½ in words or only read from a text, 0 not."""

from __future__ import annotations

from urllib.parse import urlsplit

from fairwoo.check.evidence import Evidence
from fairwoo.check.measurement import Measurement, Metric, line, measured
from fairwoo.check.provenance import said

METRIC = Metric("R3", "fair.md E3 R3; MQA (data.europa.eu) licence")


def measure(evidence: Evidence) -> Measurement:
    """By the licence of the dossier."""
    terms = evidence.dossier.license
    given = said(evidence, "", "license", terms)
    if terms is None or given.share == 0:
        return measured(
            0,
            [
                line(
                    "De metadata zeggen niet onder welke voorwaarden hergebruik mag.",
                    "The metadata do not say under which terms re-use is allowed.",
                )
            ],
        )
    place = given.fact.source.place if given.fact else None
    address = urlsplit(terms)
    if given.share == 1 and address.scheme in {"http", "https"} and address.netloc:
        return measured(
            1, [line(f"De voorwaarden staan als adres in de metadata: {terms}.", f"The terms are an address: {terms}.", place)]
        )
    return measured(
        0.5,
        [
            line(
                f"De voorwaarden zijn alleen in woorden gevonden: “{terms}”. Geef het adres (URI) in de metadata.",
                f"The terms were found in words only: “{terms}”. Give their address (URI) in the metadata.",
                place,
            )
        ],
    )
