"""I3: is there an inventory, and is it data.

The standard columns are name, date, kind, disclosure, grounds; a column counts when at least half of the rows that need it have
a value. 1: CSV, ODS, XLSX or JSON with all five; ¾ with three or four; ½ a table in another format (PDF, Word, HTML) with three
or more, or a text in which a line of headings can be found; ¼ an inventory as other text, or such a line of headings in the
decision letter; 0 none, or only as a picture. Metadata (JSON) that list the documents one by one count as such a list. A list
of one row counts only in a dossier of one document. Where fewer than .8 of the rows marked (partly) public have their file
among those released, 1 becomes ¾ (fair.md E7). Does not apply when there are no documents by the decision.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import NamedTuple

from fairwoo.check import listing
from fairwoo.check.evidence import Evidence, media_type_of, place_of
from fairwoo.check.listing import Listing
from fairwoo.check.measurement import Measurement, Metric, line, measured, not_applicable
from fairwoo.check.pages import own_text
from fairwoo.model import DecisionOutcome, Document, EvidenceLine, Place, Role, SourceKind, Text
from fairwoo.shared import data_folder

METRIC = Metric("I3", "fair.md E3 I3, E7; Woogle CMS inventory columns")

_RESOLVABLE = 0.8
_COLUMN_NAMES = {
    "name": Text(nl="naam", en="name"),
    "dated": Text(nl="datum", en="date"),
    "kind": Text(nl="soort", en="kind"),
    "disclosure": Text(nl="beoordeling", en="disclosure"),
    "grounds": Text(nl="weigeringsgrond", en="ground"),
}


class _Found(NamedTuple):
    """A candidate for the inventory with its level and why."""

    level: float
    line: EvidenceLine


def measure(evidence: Evidence) -> Measurement:
    """The best inventory there is."""
    if evidence.dossier.outcome == DecisionOutcome.NO_DOCUMENTS:
        return not_applicable(line("Er zijn volgens het besluit geen documenten.", "By the decision there are no documents."))
    found = [
        *(_in_document(evidence, document) for document in evidence.with_role(Role.INVENTORY)),
        *_in_metadata(evidence),
        *_in_decision(evidence),
    ]
    if not found:
        return measured(0, [line("Er is geen inventarislijst gevonden.", "No inventory was found.")])
    ordered = sorted(found, key=lambda each: -each.level)
    return measured(ordered[0].level, [each.line for each in ordered])


def _in_document(evidence: Evidence, document: Document) -> _Found:
    place = place_of(document)
    found = listing.in_tables(evidence, document)
    if found is not None and len(found.columns()) >= 3 and _is_list(evidence, found):
        if media_type_of(document, evidence.extraction(document)) in _tabular():
            return _as_data(evidence, found, place)
        return _Found(
            0.5,
            line(
                "De lijst is een tabel, maar niet in CSV, ODS of XLSX.", "The list is a table, but not CSV, ODS or XLSX.", place
            ),
        )
    extraction = evidence.read(document)
    texts = [own_text(page) for page in extraction.pages] if extraction is not None else []
    if extraction is not None and not extraction.tables and any(listing.header_line(text) for text in texts):
        return _Found(
            0.5,
            line(
                "De lijst is tekst waarin kolommen te vinden zijn, geen gegevens.",
                "The list is text with columns, not data.",
                place,
            ),
        )
    if any(texts):
        return _Found(
            0.25,
            line(
                "Er is een lijst, maar de standaardkolommen zijn er niet uit te lezen.",
                "There is a list, but the standard columns cannot be read from it.",
                place,
            ),
        )
    return _Found(0, line("De lijst heeft geen tekst die te lezen is.", "The list has no text that can be read.", place))


def _in_metadata(evidence: Evidence) -> list[_Found]:
    found = listing.in_metadata(evidence)
    if found is None or len(found.columns()) < 3 or not _is_list(evidence, found):
        return []
    return [_as_data(evidence, found, _metadata_place(evidence))]


def _metadata_place(evidence: Evidence) -> Place:
    kinds = (fact for fact in evidence.facts if fact.source.kind == SourceKind.METADATA and fact.subject)
    return next((Place(file=fact.source.place.file) for fact in kinds), Place())


def _in_decision(evidence: Evidence) -> list[_Found]:
    return [
        _Found(
            0.25,
            line(
                "De lijst staat in de besluitbrief; maak er een eigen CSV of XLSX van.",
                "The list is in the decision letter; make it a CSV or XLSX of its own.",
                place_of(document, page),
            ),
        )
        for document, page in listing.in_letters(evidence)
    ]


def _as_data(evidence: Evidence, found: Listing, place: Place) -> _Found:
    used = found.columns()
    missing = [name for name in listing.STANDARD_COLUMNS if name not in used]
    level = 0.75 if missing else 1.0
    marked, files = found.released(), len(evidence.released())
    if level == 1 and marked and files < _RESOLVABLE * marked:
        return _Found(
            0.75,
            line(
                f"De lijst is volledig, maar bij {marked} (deels) openbare rijen horen {files} bestanden.",
                f"The list is complete, but there are {files} files for {marked} rows marked (partly) public.",
                place,
            ),
        )
    if not missing:
        return _Found(
            level, line("De lijst is gegevens met alle vijf de kolommen.", "The list is data with all five columns.", place)
        )
    return _Found(
        level,
        line(
            f"De lijst is gegevens; niet of te weinig gevuld: {', '.join(_COLUMN_NAMES[name].nl for name in missing)}.",
            f"The list is data; absent or too empty: {', '.join(_COLUMN_NAMES[name].en for name in missing)}.",
            place,
        ),
    )


def _is_list(evidence: Evidence, found: Listing) -> bool:
    own = (Role.REQUEST, Role.DECISION, Role.INVENTORY)
    return len(found.rows) > 1 or sum(each.role not in own for each in evidence.listed()) <= 1


@cache
def _tabular() -> frozenset[str]:
    with (data_folder("vocab") / "file_traits.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["media_type"] for row in csv.DictReader(file) if row["tabular"])
