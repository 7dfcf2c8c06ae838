"""The limits on use that MDTO demands of every object: how much is public, on which grounds the rest is not, whose the copyright is."""

from __future__ import annotations

from collections.abc import Iterable

from fairwoo import grounds
from fairwoo.map.case import Case
from fairwoo.map.documents import Described, Maker
from fairwoo.map.mdto_xml import Elements, Identification, Reference, term
from fairwoo.map.terms import not_open
from fairwoo.map.wording import NO_LICENCE, disclosure_sentence, one_line
from fairwoo.model import DecisionOutcome, Disclosure

_LAW_SITE = "wetten.overheid.nl"
_LIMITED = {Disclosure.PARTLY_PUBLIC, Disclosure.NOT_PUBLIC}
_OUTCOMES = {
    DecisionOutcome.PUBLIC: "Openbaar",
    DecisionOutcome.PARTLY_PUBLIC: "Deels openbaar",
    DecisionOutcome.NOT_PUBLIC: "Niet openbaar",
    DecisionOutcome.ALREADY_PUBLIC: "Al openbaar",
    DecisionOutcome.NO_DOCUMENTS: "Geen documenten",
}


def outcome_words(outcome: DecisionOutcome | None) -> str | None:
    """What a decision says of the whole request; None if that is not known."""
    return _OUTCOMES[outcome] if outcome else None


def limits_of_dossier(case: Case) -> Elements:
    """beperkingGebruik of the dossier: limited if it has grounds, or a document that is not wholly public.

    Unlimited only if the decision or every single document says so: that there are no documents says nothing of their use.
    """
    dossier = case.dossier
    limited = bool(dossier.grounds) or any(one.disclosure in _LIMITED for one in dossier.documents)
    limited = limited or dossier.outcome in {DecisionOutcome.PARTLY_PUBLIC, DecisionOutcome.NOT_PUBLIC}
    judged = bool(dossier.documents) and all(one.disclosure for one in dossier.documents)
    unlimited = dossier.outcome in {DecisionOutcome.PUBLIC, DecisionOutcome.ALREADY_PUBLIC} or (
        judged and dossier.outcome is None
    )
    kind = "restricted" if limited else "unrestricted" if unlimited else "undetermined"
    words = outcome_words(dossier.outcome)
    return _limit(kind, f"{words}." if words else None, dossier.grounds)


def limits_of_document(described: Described) -> Elements:
    """beperkingGebruik of a document.

    Withdrawn or not wholly public: limited, with the grounds. Public: unlimited if the body made it or an open licence holds,
    limited if another made it (release is no licence), and to be determined if that, or the judgement, is not known.
    """
    document = described.document
    said = disclosure_sentence(document)
    if described.withdrawn:
        return _limit("restricted", f"Teruggetrokken: {described.withdrawn.words.rstrip('.')}.", document.grounds)
    if document.disclosure in _LIMITED or document.grounds:
        return _limit("restricted", said, document.grounds)
    if described.maker is Maker.BODY and document.disclosure:
        return _limit("unrestricted", said)
    if described.licence is not None and described.licence != not_open():
        return _limit("unrestricted", said)
    kind = "restricted" if described.maker is Maker.OTHER else "undetermined"
    return _limit(kind, " ".join(filter(None, (said, NO_LICENCE))))


def _limit(kind: str, words: str | None, codes: Iterable[str] = ()) -> Elements:
    return [
        ("beperkingGebruikType", term(kind).elements()),
        ("beperkingGebruikNadereBeschrijving", words),
        *(("beperkingGebruikDocumentatie", _law(code).elements()) for code in codes if one_line(code)),
    ]


def _law(code: str) -> Reference:
    """Where the law says so; a code that no law has is named as it is."""
    known = grounds.ground(code)
    address = Identification(known.jci, _LAW_SITE) if known and known.jci else None
    return Reference(grounds.describe(code, "nl") if known else one_line(code), address)
