"""When was asked and when that was received, as the decision tells it, and whether the term was extended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from fairwoo import dates
from fairwoo.extract import letter, phrases
from fairwoo.extract.case import Case, Evidence, Finds, in_text, state
from fairwoo.extract.phrases import Hit
from fairwoo.model import Document, Extraction, Fact, Page, Role

PROPERTIES = ("requested", "received", "adjourned")
NEEDS = ("role", "decided", "dated")
MADE_BY = "facts/requested/2"

_LOOKED_AT = 3
_AROUND = 80
_OF_ITSELF = 0.7  # the date that a request bears is trusted less than what the decision on it says


def find(case: Case) -> Finds:
    """Facts of each decision, and the date of the request itself. A date on or after that of the decision is another one."""
    decided = case.believed("decided")
    latest = date.fromisoformat(decided.values[0]) if decided else date.max
    facts: list[Fact] = []
    for document, extraction in case.read_documents(Role.DECISION):
        requested = _requested(document, extraction, latest)
        received = _received(document, extraction, latest, requested[0] if requested else None)
        for name, found in (("requested", requested), ("received", received)):
            if found:
                facts.append(state("", name, (found[0].isoformat(),), found[1], MADE_BY))
        facts += _adjourned(document, extraction)
    return Finds((*facts, *_of_request(case, latest)))


def _of_request(case: Case, latest: date) -> Iterator[Fact]:
    for document in case.dossier.documents:
        own = case.believed("dated", document.id) if case.role(document) is Role.REQUEST else None
        if own and date.fromisoformat(own.values[0]) < latest:
            update = {"subject": "", "property": "requested", "confidence": _OF_ITSELF, "made_by": MADE_BY}
            yield own.model_copy(update=update)


def _requested(document: Document, extraction: Extraction, latest: date) -> tuple[date, Evidence] | None:
    for page in extraction.pages[:_LOOKED_AT]:
        hits = [hit for hit in phrases.find("requested", page.whole_text) if hit.date and hit.date < latest]
        if hits:
            return _best(document, page, hits)
    return None


def _best(document: Document, page: Page, hits: Sequence[Hit]) -> tuple[date, Evidence] | None:
    """The date that is said with most confidence; of such dates the one said most often, then first."""
    sure = max(hit.confidence for hit in hits)
    often = Counter(hit.date for hit in hits)
    best = max((hit for hit in hits if hit.confidence == sure), key=lambda hit: (often[hit.date], -hit.start))
    return (best.date, in_text(document, page.number, best.words, best.confidence)) if best.date else None


def _received(document: Document, extraction: Extraction, latest: date, requested: date | None) -> tuple[date, Evidence] | None:
    """A full date, one without its year behind that of the request, or "the same day"; never before the request."""
    earliest = requested or date.min
    for page in extraction.pages[:_LOOKED_AT]:
        said = [hit for hit in _receipts(page, requested) if hit.date and earliest <= hit.date <= latest]
        said = [hit for hit in said if not _about_something_else(page.whole_text, hit)]
        if said:
            return _best(document, page, said)
    return None


def _receipts(page: Page, requested: date | None) -> Iterator[Hit]:
    yield from phrases.find("received", page.whole_text)
    if requested is None:
        return
    for hit in phrases.find("received_day", page.whole_text):
        years = (dates.parse(f"{hit.day} {year}") for year in (requested.year, requested.year + 1))
        yield hit._replace(date=next((day for day in years if day and day >= requested), None))
    for hit in phrases.find("received_same", page.whole_text):
        yield hit._replace(date=requested)


def _about_something_else(text: str, hit: Hit) -> bool:
    around = text[max(0, hit.start - _AROUND) : hit.start + len(hit.words)].rsplit(". ", 1)[-1]
    return any(True for _ in phrases.find("received_not", around))


def _adjourned(document: Document, extraction: Extraction) -> list[Fact]:
    for passage in letter.without_law(extraction):
        hits = list(phrases.find("adjourned", passage.text))
        if hits:
            best = max(hits, key=lambda hit: (hit.value == "false", hit.confidence))
            evidence = in_text(document, passage.page, best.words, best.confidence)
            return [state("", "adjourned", (best.value,), evidence, MADE_BY)]
    return []
