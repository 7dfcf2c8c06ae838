"""`/wijzigingen`: what changed since a number, so that a copy elsewhere stays the same as what is here."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Query

from fairwoo.serve.api import feed, models, questions
from fairwoo.serve.api.problems import ProblemError, Problems
from fairwoo.serve.api.shelf import SiteOf, shelf
from fairwoo.serve.api.telling import Addresses, asked

router = shelf("wijzigingen")


@router.get("/wijzigingen", operation_id="wijzigingenOphalen", summary="Wijzigingen")
def changes(site: SiteOf, asking: Annotated[questions.Changes, Query()]) -> models.Wijzigingen:
    """Wat er sinds een volgnummer is aangemaakt, gewijzigd of verwijderd, in volgorde.

    Wie alles vanaf 0 toepast, heeft precies de dossiers die er zijn. Bij aangemaakt of gewijzigd van een dossier: haal het dossier en zijn
    documenten opnieuw op en verwijder wat er niet meer in staat. Een document dat is ingetrokken heet daarna anders. Geeft het dossier
    503, dan wordt het nog bijgewerkt: probeer het later. Bij verwijderd van een dossier: verwijder het met alles wat erbij hoort.

    Geef met na ook de nummering mee waar dat volgnummer bij hoort; links.volgende heeft ze allebei. Begon de nummering hier opnieuw, dan
    is het antwoord 410: haal de exports opnieuw op en begin bij het volgnummer en de nummering die daarbij staan.
    """
    if not feed.goes_on(site, asking.na, asking.nummering):
        raise ProblemError(Problems.RENUMBERED)
    found, last, more = feed.changes(site, asking.na, asking.aantal)
    address = Addresses(site).changes
    numbering = feed.numbering(site)
    pairs = [("nummering", numbering), ("aantal", asking.aantal)]
    return models.Wijzigingen(
        wijzigingen=[
            models.Wijziging(
                volgnummer=one.sequence,
                operatie=one.operation,
                soort=one.kind,
                dossier=one.dossier,
                document=one.document,
                adres=one.address,
                hash=one.hash,
                tijdstip=datetime.fromisoformat(one.time),
            )
            for one in found
        ],
        laatste=last,
        nummering=numbering,
        meer=more,
        links={"zelf": asked(address, [("na", asking.na), *pairs]), "volgende": asked(address, [("na", last), *pairs])},
    )
