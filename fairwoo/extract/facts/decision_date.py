"""The date of the decision: a labelled date in its letterhead, else a date with its place, else a date on a line of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fairwoo.extract import letter, letterhead, phrases
from fairwoo.extract.case import Case, Evidence, Finds, in_text, state
from fairwoo.model import Document, Extraction, FindingKind, Level, Place, Role

PROPERTIES = ("decided", "dated")
NEEDS = ("role",)
MADE_BY = "facts/decision_date/2"

SEVERAL = FindingKind(
    code="decisions-several-dates",
    level=Level.INFO,
    nl="Dit dossier heeft besluiten van verschillende datum: {dates}. Als besluitdatum van het dossier geldt de laatste.",
    en="This dossier has decisions of different dates: {dates}. The last counts as the decision date of the dossier.",
    do_nl="Klopt dat niet, zet dan de besluitdatum in dossier.json.",
    do_en="If that is not right, put the decision date in dossier.json.",
)

_LOOKED_AT = 2  # pages: a letterhead is on the first, after a cover sheet on the second


def find(case: Case) -> Finds:
    """The date of each decision, and the last of them for the dossier.

    A date after "van", "d.d." or "op" speaks of something else and never counts.
    """
    found = [
        (document, *best)
        for document, extraction in case.read_documents(Role.DECISION)
        if (best := next(_candidates(document, extraction), None))
    ]
    if not found:
        return Finds()
    facts = [state(document.id, "dated", (day.isoformat(),), evidence, MADE_BY) for document, day, evidence in found]
    _, last, evidence = max(found, key=lambda one: one[1])
    facts.append(state("", "decided", (last.isoformat(),), evidence, MADE_BY))
    days = sorted({day.isoformat() for _, day, _ in found})
    findings = (SEVERAL.at(Place(), dates=", ".join(days)),) if len(days) > 1 else ()
    return Finds(tuple(facts), findings)


def _candidates(document: Document, extraction: Extraction) -> Iterator[tuple[date, Evidence]]:
    """Dates of a decision, the most trusted first."""
    for page in extraction.pages[:_LOOKED_AT]:
        for found in letterhead.dates_of(page, "decided"):
            yield found.day, in_text(document, page.number, found.words, found.confidence)
    for passage in letter.without_law(extraction):
        for hit in phrases.find("decided", passage.text):
            if hit.date:
                yield hit.date, in_text(document, passage.page, hit.words, hit.confidence)
        for line in passage.text.splitlines():
            if day := letterhead.with_place(line):
                yield day, in_text(document, passage.page, line, 0.7)
