"""A3: are the released documents separate files, or merged.

With a list that says which documents are (partly) public: share = files ÷ such rows, at most 1. 1 from .95 on; from .5 to .95
it rises in a straight line from ½ to 1; below that the documents are merged: ¼ where the files have as many bookmarks as half
of the rows, else 0.

Without such a list the bounds of documents are not known, and the metric does not apply; with one exception: the only released
file is a PDF of more than twenty pages, while there is an inventory (so there are several documents) or at least three of its
pages begin like a letter, a mail or a first page. Then it is merged as well. One long report alone is not.
"""

from __future__ import annotations

import csv
import re
from functools import cache

from fairwoo.check import listing
from fairwoo.check.evidence import Evidence, place_of
from fairwoo.check.measurement import Measurement, Metric, line, measured, not_applicable
from fairwoo.model import DecisionOutcome, Document, EvidenceLine, Extraction, Role
from fairwoo.shared import data_folder

METRIC = Metric("A3", "fair.md E3 A3, E4 (cap), E7")

_MERGED = "merged-pdf"
_ALL, _MOST = 0.95, 0.5
_FEW_ROWS = 3  # one file for two documents is half of them, not all in one
_LONG = 20
_STARTS = 3
_HEAD_LINES = 12
_LABEL = re.compile(r"\s*([^:]{2,15}?)\s*:")
_FIRST_PAGE = re.compile(r"\b1\s*(?:van|of|/)\s*[1-9]\d*\s*$", re.IGNORECASE)


def measure(evidence: Evidence) -> Measurement:
    """By the list where there is one, else by the one long PDF."""
    files = evidence.released()
    if evidence.dossier.outcome in {DecisionOutcome.NOT_PUBLIC, DecisionOutcome.NO_DOCUMENTS} and not files:
        return not_applicable(
            line("Er zijn volgens het besluit geen documenten vrijgegeven.", "By the decision no documents were released.")
        )
    lists = [*listing.in_inventories(evidence), listing.in_metadata(evidence)]
    marked = max((each.released() for each in lists if each is not None), default=0)
    if marked:
        return _by_list(evidence, files, marked)
    return _by_form(evidence, files)


def _by_list(evidence: Evidence, files: tuple[Document, ...], marked: int) -> Measurement:
    share = min(1.0, len(files) / marked)
    told = line(
        f"(Deels) openbaar volgens de lijst: {marked}; losse bestanden: {len(files)}.",
        f"(Partly) public by the list: {marked}; separate files: {len(files)}.",
    )
    if share >= _MOST:
        return measured(1 if share >= _ALL else _MOST + (share - _MOST) * (1 - _MOST) / (_ALL - _MOST), [told])
    one = _only_pdf(evidence, files) if marked >= _FEW_ROWS else None
    marks = sum(_bookmarks(evidence.read(each)) for each in files)
    return measured(0.25 if marks >= marked / 2 else 0, [told, _marks_line(marks)], _MERGED if one else None)


def _by_form(evidence: Evidence, files: tuple[Document, ...]) -> Measurement:
    one = _only_pdf(evidence, files)
    extraction = evidence.read(one) if one else None
    starts = _starts(extraction) if extraction is not None else []
    long = extraction is not None and len(extraction.pages) > _LONG
    if one is None or extraction is None or not long or not (evidence.with_role(Role.INVENTORY) or len(starts) >= _STARTS):
        return not_applicable(
            line(
                "Geen lijst zegt welke documenten (deels) openbaar zijn, dus is niet te zien of ze los gepubliceerd zijn.",
                "No list says which documents are (partly) public, so it cannot be seen whether they were published separately.",
            )
        )
    marks = _bookmarks(extraction)
    seen = ", ".join(str(number) for number in starts[:10])
    told = line(
        f"Eén PDF van {len(extraction.pages)} pagina's is het enige vrijgegeven bestand"
        + (
            f"; er lijken documenten te beginnen op pagina {seen}."
            if starts
            else "; de inventarislijst wijst op meer documenten."
        ),
        f"One PDF of {len(extraction.pages)} pages is the only file released"
        + (f"; documents seem to begin on page {seen}." if starts else "; the inventory points to several documents."),
        place_of(one),
    )
    return measured(0.25 if marks >= max(_STARTS, len(starts) / 2) else 0, [told, _marks_line(marks)], _MERGED)


def _only_pdf(evidence: Evidence, files: tuple[Document, ...]) -> Document | None:
    """The one file with pages, if it is a PDF; what could not be read (a stray data file) does not make it one of several."""
    paged = [(each, extraction) for each in files if (extraction := evidence.read(each)) is not None and extraction.pages]
    return paged[0][0] if len(paged) == 1 and paged[0][1].media_type == "application/pdf" else None


def _starts(extraction: Extraction) -> list[int]:
    """The pages that begin like a document: two labels of a letter or mail in the first lines, or "1 van n" on the page."""
    found = []
    for page in extraction.pages:
        lines = [text for text in page.whole_text.splitlines() if text.strip()]
        labels = {match[1].lower() for text in lines[:_HEAD_LINES] if (match := _LABEL.match(text))} & _head_words()
        numbered = any(_FIRST_PAGE.search(text) for text in (*lines[:2], *lines[-2:]))
        if len(labels) >= 2 or numbered:
            found.append(page.number)
    return found


def _bookmarks(extraction: Extraction | None) -> int:
    value = extraction.properties.get("bookmarks", "0") if extraction is not None else "0"
    return int(value) if value.isdecimal() else 0


def _marks_line(marks: int) -> EvidenceLine:
    return line(
        f"Bladwijzers in de bestanden: {marks}. Publiceer elk document als eigen bestand.",
        f"Bookmarks in the files: {marks}. Publish each document as a file of its own.",
    )


@cache
def _head_words() -> frozenset[str]:
    with (data_folder("vocab") / "document_heads.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file))
