"""The document handling that DiWoo demands: was a document adopted by the body or received by it, and on which day."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from fairwoo import vocab
from fairwoo.map.documents import Described, Maker
from fairwoo.model import Dossier, Role

# Codes of the list in vocab/handlings.csv. There is none for publication; a signature date is never known here.
_ADOPTED, _RECEIVED = "c_641ecd76", "c_dfcee535"

# Before this year the offsets of Amsterdam differ between editions of the time zone database, and some have seconds in them,
# which xs:dateTime cannot express.
_FIRST_SURE_YEAR = 1970


class Handling(NamedTuple):
    """What was done with a document, and when: an `xs:dateTime` of midnight in Amsterdam."""

    kind: vocab.Concept
    at_time: str


def handling(dossier: Dossier, described: Described) -> Handling | None:
    """The handling of a document, or None if its day is not known.

    A request, and what another than the body sent, was received; all else was adopted. A decision and an inventory without a
    date of their own have the date of the decision, a request that on which it came in.
    """
    document = described.document
    if document.role is Role.REQUEST:
        day = dossier.received or document.dated or dossier.requested
    elif document.role in {Role.DECISION, Role.INVENTORY}:
        day = document.dated or dossier.decided
    else:
        day = document.dated
    if day is None:
        return None
    return Handling(_kinds()[_RECEIVED if described.maker is Maker.OTHER else _ADOPTED], midnight(day))


def midnight(day: date) -> str:
    """The start of a day in Amsterdam as `xs:dateTime` with its offset: +02:00 in summer, +01:00 in winter and before 1970."""
    if day.year < _FIRST_SURE_YEAR:
        return f"{day.isoformat()}T00:00:00+01:00"
    return datetime.combine(day, time(), ZoneInfo("Europe/Amsterdam")).isoformat()


def _kinds() -> dict[str, vocab.Concept]:
    return {kind.code: kind for kind in vocab.handlings()}
