"""F1: has the dossier a globally unique, persistent identifier, stated in its metadata.

Measured now is the form of what the metadata state (the schemes of F-UJI v0.8, FsF-F1-02MD): 1 a persistent identifier; ¾ a
UUID or other URN; ½ an own web address without a query; 0 none, a query or a place within a page. Whether it resolves, and
keeps doing so, needs the web, so the score is what the form allows at best.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from fairwoo.check.evidence import Evidence
from fairwoo.check.measurement import Measurement, Metric, line, measured
from fairwoo.check.provenance import is_data
from fairwoo.model import Fact, Text

METRIC = Metric("F1", "fair.md E3 F1; F-UJI FsF-F1-01MD, FsF-F1-02MD")

_PROPERTIES = ("identifier", "source_url", "inquiry")
_PERSISTENT = re.compile(
    r"^(https?://(dx\.)?doi\.org/10\.\d{4,9}/\S+|doi:10\.\d{4,9}/\S+|https?://hdl\.handle\.net/\S+/\S+|hdl:\S+/\S+"
    r"|(https?://[^\s/]+/)?ark:/?\d{5,9}/\S+|https://w3id\.org/\S+|https?://purl\.(org|oclc\.org|lib\.\S+)/\S+|urn:nbn:\S+)$",
    re.IGNORECASE,
)
_UUID = re.compile(r"^(urn:uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", re.IGNORECASE)
_URN = re.compile(r"^urn:[a-z0-9][a-z0-9-]{1,31}:\S+$", re.IGNORECASE)
_FORMS = {
    1.0: Text(nl="een blijvende identificatie", en="a persistent identifier"),
    0.75: Text(nl="uniek, maar niet blijvend", en="unique, but not persistent"),
    0.5: Text(nl="een gewoon webadres", en="an ordinary web address"),
    0.0: Text(nl="geen vast adres van dit dossier alleen", en="no fixed address of this dossier alone"),
}


def measure(evidence: Evidence) -> Measurement:
    """The best of what the metadata state."""
    stated = [fact for name in _PROPERTIES for fact in evidence.facts_on("", name) if is_data(fact) and fact.values]
    graded = [(grade, fact) for fact in stated if (grade := _grade(fact)) is not None]
    if not graded:
        return measured(
            0,
            [
                line(
                    "De aangeleverde metadata noemen geen identificatie en geen webadres van het dossier.",
                    "The metadata delivered state no identifier and no web address of the dossier.",
                )
            ],
        )
    grade, fact = max(graded, key=lambda pair: pair[0])
    form = _FORMS[grade]
    value = fact.values[0]
    lines = [
        line(f"De metadata noemen “{value}”: {form.nl}.", f"The metadata state “{value}”: {form.en}.", fact.source.place),
        line(
            "Of het adres werkt en hetzelfde blijft is niet gemeten: daarvoor moet de webpagina bezocht worden.",
            "Whether the address works and stays the same was not measured: the web page would have to be visited.",
        ),
    ]
    return measured(grade, lines)


def _grade(fact: Fact) -> float | None:
    value = fact.values[0].strip()
    if _PERSISTENT.match(value):
        return 1.0
    if _UUID.match(value) or _URN.match(value):
        return 0.75
    if value.lower().startswith(("http://", "https://")):
        parts = urlsplit(value)
        return 0.5 if parts.path.strip("/") and not parts.query and not parts.fragment else 0.0
    return None  # a case number: unique within the body at most
