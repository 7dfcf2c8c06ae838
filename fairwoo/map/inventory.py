"""The inventory of a dossier as CSV, made of what is known of its documents: the form that a program can read.

Comma-separated, UTF-8, CRLF, one heading line (RFC 4180). The headings are words that inventories use (`vocab/headings.csv`), so
the list can be taken in again. Senders and recipients are left out: they may be people.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from fairwoo.map.case import Case
from fairwoo.map.documents import Described
from fairwoo.map.wording import REPLACED, WITHDRAWN, one_line
from fairwoo.model import Disclosure

MEDIA_TYPE = "text/csv"
FILE_NAME = "inventaris.csv"
HEADINGS = (
    *("Documentnummer", "Titel", "Datum", "Soort", "Beoordeling", "Uitzonderingsgronden", "Opmerking"),
    *("Bestandsnaam", "Publieke link", "Gerelateerd"),
)

# The four judgements, as inventories have them (`vocab/disclosures.csv` knows these words).
_JUDGEMENTS = {
    Disclosure.PUBLIC: "openbaar",
    Disclosure.PARTLY_PUBLIC: "deels openbaar",
    Disclosure.NOT_PUBLIC: "niet openbaar",
    Disclosure.ALREADY_PUBLIC: "reeds openbaar",
}

# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@")


def inventory_csv(case: Case) -> str:
    """The inventory of the dossier, a line for each document in its order; only the headings if it has none."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for described in case.documents.values():
        writer.writerow([_harmless(cell) for cell in _cells(case, described)])
    return text.getvalue()


def _cells(case: Case, described: Described) -> Iterator[str]:
    document = described.document
    yield one_line(document.number)
    yield described.title or ""
    yield document.dated.isoformat() if document.dated else ""
    yield described.kind.label if described.kind else one_line(document.kind)
    yield _JUDGEMENTS[document.disclosure] if document.disclosure else ""
    yield "; ".join(one_line(code) for code in document.grounds)
    yield "; ".join(_remarks(described))
    yield one_line(document.path).rpartition("/")[2] if described.file else ""
    yield described.file or described.elsewhere or ""
    related = (case.documents[one] for one in document.related if one in case.documents)
    yield "; ".join(one_line(one.document.number) or one.id for one in related)


def _remarks(described: Described) -> Iterator[str]:
    if described.withdrawn:
        yield f"{WITHDRAWN}: {described.withdrawn.words}"
    if described.correction:
        yield f"{REPLACED}: {described.correction.words}"


def _harmless(cell: str) -> str:
    """The cell with a quotation mark in front if a spreadsheet would run it."""
    return f"'{cell}" if cell.startswith(_FORMULA) and len(cell) > 1 else cell
