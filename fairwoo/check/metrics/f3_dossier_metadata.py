"""F3: are the ten fields of the dossier's metadata given as data.

Title, description or text of the request, body (TOOI), category, request date, decision date, publication date, outcome, theme,
case number. A valid field in metadata counts 1; one that was only found in running text or in a file name ½; a date not written
as ISO 8601 ½.
"""

from __future__ import annotations

from typing import NamedTuple

from fairwoo import vocab
from fairwoo.check.evidence import Evidence
from fairwoo.check.measurement import Measurement, Metric, line, measured
from fairwoo.check.provenance import Given, Said, said
from fairwoo.check.titles import is_meaningful
from fairwoo.model import Dossier, EvidenceLine, Text

METRIC = Metric("F3", "fair.md E3 F3; ACOI baseline; Woogle metadata specification 2.0")


class _Field(NamedTuple):
    """A wanted field: its name for people, and the properties of which one suffices."""

    label: Text
    properties: tuple[str, ...]


_FIELDS = (
    _Field(Text(nl="titel", en="title"), ("title",)),
    _Field(
        Text(nl="omschrijving of tekst van het verzoek", en="description or text of the request"), ("description", "request_text")
    ),
    _Field(Text(nl="bestuursorgaan", en="body"), ("publisher",)),
    _Field(Text(nl="informatiecategorie", en="information category"), ("category",)),
    _Field(Text(nl="datum van het verzoek", en="date of the request"), ("requested", "received")),
    _Field(Text(nl="datum van het besluit", en="date of the decision"), ("decided",)),
    _Field(Text(nl="datum van publicatie", en="date of publication"), ("published",)),
    _Field(Text(nl="uitkomst van het besluit", en="outcome of the decision"), ("outcome",)),
    _Field(Text(nl="thema", en="theme"), ("theme",)),
    _Field(Text(nl="zaaknummer", en="case number"), ("inquiry",)),
)


def measure(evidence: Evidence) -> Measurement:
    """The mean over the ten fields."""
    found = [(field, max((_said(evidence, name) for name in field.properties), key=lambda each: each.share)) for field in _FIELDS]
    given = sum(each.share == 1 for _, each in found)
    lines = [
        line(
            f"Velden die geldig in de metadata staan: {given} van {len(_FIELDS)}.",
            f"Fields that are in the metadata and valid: {given} of {len(_FIELDS)}.",
        ),
        *(_line(field, each) for field, each in found if each.share < 1),
    ]
    return measured(sum(each.share for _, each in found) / len(_FIELDS), lines)


def _said(evidence: Evidence, name: str) -> Said:
    dossier = evidence.dossier
    if name == "publisher":  # a body of the registers: ingest takes it from metadata or a setting, and from nowhere else
        return Said(1)
    return said(evidence, "", name, _valid(dossier, name))


def _valid(dossier: Dossier, name: str) -> Given:
    value: Given = getattr(dossier, name)
    if name == "title" and not is_meaningful(dossier.title):
        return None
    if name == "category" and not vocab.category(dossier.category or ""):
        return None
    if name == "theme" and not vocab.theme(dossier.theme or ""):
        return None
    return value


def _line(field: _Field, each: Said) -> EvidenceLine:
    label = field.label
    if each.share == 0:
        return line(
            f"Ontbreekt of is ongeldig: {label.nl}. Zet het in de metadata.",
            f"Missing or not valid: {label.en}. Put it in the metadata.",
        )
    place = each.fact.source.place if each.fact else None
    if not each.iso and each.fact:
        return line(
            f"De {label.nl} staat als “{each.fact.raw}” in de metadata. Schrijf jjjj-mm-dd.",
            f"The {label.en} is written “{each.fact.raw}” in the metadata. Write yyyy-mm-dd.",
            place,
        )
    return line(
        f"Alleen in lopende tekst of een bestandsnaam gevonden: {label.nl}. Zet het ook in de metadata.",
        f"Found in running text or a file name only: {label.en}. Put it in the metadata too.",
        place,
    )
