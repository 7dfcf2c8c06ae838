"""R2: has each document that is not or partly public its grounds for withholding, as codes.

The share of such rows with a code of the Woo or Wob, in the inventory or the metadata, whichever is better; a code that was
only read from the text of a document counts ½. The other part of the metric, labels on the redactions themselves, needs images
of the pages and is not measured; its weight moves to the first part. Does not apply when no document is known to be restricted
and the decision does not say so.

Text that is still there under a redaction is reported here for the publisher; it is not scored, and never quoted.
"""

from __future__ import annotations

from typing import NamedTuple

from fairwoo import grounds
from fairwoo.check import listing
from fairwoo.check.evidence import Evidence, place_of
from fairwoo.check.measurement import Measurement, Metric, line, measured, not_applicable, not_measured
from fairwoo.check.provenance import said
from fairwoo.model import DecisionOutcome, EvidenceLine, Place, Role

METRIC = Metric("R2", "fair.md E3 R2; Woo 5.1, 5.2; Wob 10, 11")


class _Row(NamedTuple):
    share: float
    place: Place


def measure(evidence: Evidence) -> Measurement:
    """The share of restricted documents with a code."""
    leaks = _leaks(evidence)
    candidates = [rows for rows in (_listed(evidence), _settled(evidence)) if rows]
    if candidates:
        rows = max(candidates, key=lambda rows: sum(row.share for row in rows) / len(rows))
        return measured(sum(row.share for row in rows) / len(rows), [_total(rows), *leaks, *_missing(rows)])
    if evidence.dossier.outcome not in {DecisionOutcome.NOT_PUBLIC, DecisionOutcome.PARTLY_PUBLIC}:
        return not_applicable(
            line("Van geen document is bekend dat het niet of deels openbaar is.", "No document is known to be withheld."), *leaks
        )
    unread = [(each, None) for each in evidence.with_role(Role.INVENTORY) if listing.in_tables(evidence, each) is None]
    lists = [*unread, *listing.in_letters(evidence)]
    if lists:
        return not_measured(
            line(
                "Niet gemeten: deze lijst is geen CSV, ODS of XLSX, dus de gronden per document zijn niet te lezen.",
                "Not measured: this list is not CSV, ODS or XLSX, so the grounds of each document cannot be read.",
                place_of(*lists[0]),
            ),
            *leaks,
        )
    return measured(
        0,
        [
            line(
                "Volgens het besluit is niet alles openbaar, maar bij geen document staat een weigeringsgrond.",
                "By the decision not all is public, but no document has a ground for withholding.",
            ),
            *leaks,
        ],
    )


def _listed(evidence: Evidence) -> list[_Row]:
    return [
        _Row(float(any(grounds.ground(code) for code in row.grounds)), row.place)
        for found in listing.in_inventories(evidence)
        for row in found.rows
        if row.disclosure in listing.RESTRICTED
    ]


def _settled(evidence: Evidence) -> list[_Row]:
    found = []
    for document in evidence.listed():
        if document.disclosure in listing.RESTRICTED:
            codes = [code for code in document.grounds if grounds.ground(code)]
            share = max((said(evidence, document.id, "grounds", code).share for code in codes), default=0)
            found.append(_Row(share, place_of(document)))
    return found


def _total(rows: list[_Row]) -> EvidenceLine:
    whole = sum(row.share == 1 for row in rows)
    return line(
        f"Niet of deels openbare documenten met een weigeringsgrond als code: {whole} van {len(rows)}.",
        f"Documents withheld in whole or part with a ground as a code: {whole} of {len(rows)}.",
    )


def _missing(rows: list[_Row]) -> list[EvidenceLine]:
    return [
        line("Geen weigeringsgrond als code.", "No ground as a code.", row.place)
        if row.share == 0
        else line(
            "De grond staat alleen in de tekst; zet hem in de inventarislijst.",
            "The ground is in the text only; put it in the inventory.",
            row.place,
        )
        for row in rows
        if row.share < 1
    ]


def _leaks(evidence: Evidence) -> list[EvidenceLine]:
    return [
        line(
            f"Onder een gelakt vlak staat nog tekst ({page.hidden_words} woorden). Haal dit bestand weg en lak opnieuw.",
            f"There is still text under a redaction ({page.hidden_words} words). Take this file down and redact it again.",
            place_of(document, page.number),
        )
        for document in evidence.files()
        if (extraction := evidence.read(document)) is not None
        for page in extraction.pages
        if page.hidden_words
    ]
