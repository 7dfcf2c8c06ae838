"""The Dutch sentences in the descriptions, made of known facts only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from fairwoo import grounds
from fairwoo.map.terms import law_of
from fairwoo.model import Disclosure, Document, Dossier, Role
from fairwoo.shared import clean_text
from fairwoo.vocab.words import rows

OPEN_LICENCE = "De uitgever staat hergebruik toe onder de licentie die erbij staat."
NO_LICENCE = "Openbaarmaking is geen licentie: het auteursrecht kan bij een ander liggen. Vraag de maker of hergebruik mag."
OPEN_METADATA = "Deze metagegevens zijn vrij te hergebruiken."
INVENTORY_TITLE = "Inventaris van het dossier (CSV)"
SERVICE_KEYWORDS = ("Wet open overheid", "zoeken", "API")
WITHDRAWN = "Ingetrokken"
REPLACED = "Vervangen"

_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_DISCLOSED = {
    Disclosure.PUBLIC: "openbaar",
    Disclosure.PARTLY_PUBLIC: "deels openbaar",
    Disclosure.NOT_PUBLIC: "niet openbaar",
    Disclosure.ALREADY_PUBLIC: "al eerder openbaar",
}


def one_line(text: str | None) -> str:
    """`text` without control characters and with single spaces, so that every format can hold it; "" for None."""
    return " ".join(clean_text(text or "").split())


@cache
def _formats() -> Mapping[str, str]:
    """What a format is called in Dutch, by its code in DiWoo's list or by its media type."""
    listed = {row["code"]: row["nl"] for row in rows("format_names")}
    return {row["media_type"]: row["name_nl"] for row in rows("file_formats")} | listed


def format_words(*known: str | None) -> str | None:
    """What a format is called, of the code of DiWoo's list or the media type that are known of it; None where neither is in the lists."""
    return next((words for one in known if one and (words := _formats().get(one))), None)


def dutch_date(day: date) -> str:
    """A date in words: 2 juni 2025."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def describe_dossier(dossier: Dossier) -> str:
    """A description made of what is known: whose decision of which date on what, and how much was released."""
    decided = any(document.role is Role.DECISION for document in dossier.documents) or dossier.decided is not None
    law, thing = law_of(dossier), "besluit" if decided else "dossier"
    subject = f"{f'{law.code}-{thing}' if law else thing.capitalize()} van {one_line(dossier.publisher.name)}"
    if dossier.decided:
        subject += f" van {dutch_date(dossier.decided)}"
    title = one_line(dossier.title)
    sentences = [f"{subject}: {title}" if title else subject, _documents_sentence(dossier.documents)]
    return " ".join(sentence.rstrip(".") + "." for sentence in sentences if sentence)


def disclosure_words(document: Document) -> tuple[str, ...]:
    """How much of a document is public, in at most one phrase."""
    return (_DISCLOSED[document.disclosure],) if document.disclosure else ()


def grounds_in_words(document: Document) -> tuple[str, ...]:
    """The grounds on which a document or parts of it are refused; a code that no law has is kept as it is."""
    return tuple(grounds.describe(code, "nl") if grounds.ground(code) else one_line(code) for code in document.grounds)


def redacted_words(document: Document) -> tuple[str, ...]:
    """How much of the text of a document is redacted, in at most one phrase."""
    share = document.redacted_share
    if not share:
        return ()
    return (
        f"ongeveer {share:.0%} van de tekst is gelakt".replace("%", " %")
        if share >= 0.01
        else "minder dan 1 % van de tekst is gelakt",
    )


def file_sentence(document: Document, kind: str | None) -> str:
    """What a file holds, for one who sees nothing but the file: kind (as the list has it, else as given), number and date."""
    what = one_line(kind or document.kind) or "document"
    parts = [f"{what[:1].upper()}{what[1:]}"]
    if number := one_line(document.number):
        parts.append(f"met nummer {number}")
    if document.dated:
        parts.append(f"van {dutch_date(document.dated)}")
    sentence = disclosure_sentence(document)
    return f"{' '.join(parts)}. {sentence}" if sentence else f"{' '.join(parts)}."


def series_words(number: str, body: str) -> tuple[str, str]:
    """Title and description of what the decisions on one request have in common."""
    return (
        f"Besluiten op het verzoek {number}",
        f"De deelbesluiten van {body} op het verzoek met nummer {number}, met de documenten die daarbij openbaar zijn gemaakt.",
    )


def catalogue_words(body: str) -> tuple[str, str]:
    """Title and description of the catalogue of a body."""
    return (
        f"Woo-dossiers van {body}",
        f"De dossiers die {body} op grond van de Wet open overheid en de Wet openbaarheid van bestuur openbaar heeft gemaakt.",
    )


def service_words(body: str) -> tuple[str, str]:
    """Title and description of the search API of a body."""
    return (
        f"Zoek-API voor de Woo-dossiers van {body}",
        f"Doorzoekt de dossiers en documenten die {body} openbaar heeft gemaakt, voor gebruik door programma's.",
    )


def disclosure_sentence(document: Document) -> str | None:
    """How much of a document is public, how much is redacted and on which grounds; None if nothing is known of that."""
    parts = [*disclosure_words(document), *redacted_words(document), *grounds_in_words(document)]
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}." if sentence else None


def _documents_sentence(documents: Sequence[Document]) -> str:
    counted = [document for document in documents if document.role in {None, Role.DOCUMENT, Role.ATTACHMENT}]
    if not counted:
        return ""
    total = "1 document" if len(counted) == 1 else f"{len(counted)} documenten"
    numbers = {words: sum(one.disclosure is judgement for one in counted) for judgement, words in _DISCLOSED.items()}
    judged = {words: number for words, number in numbers.items() if number}
    for words, number in judged.items():
        if number == len(counted):
            return f"{total}, {words}" if number == 1 else f"{total}, alle {words}"
    return f"{total}, waarvan {_enumerate([f'{number} {words}' for words, number in judged.items()])}" if judged else total


def _enumerate(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}"
