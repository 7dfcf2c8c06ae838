"""How long a request took, and what the law says of that: told, not judged, since terms stand still for reasons that nobody published.

Sources: Woo, article 4.4 (four weeks, at most two more; paragraphs 3 and 4 on standing still), BWBR0045754. Wob, article 6, as it was
from 1 October 2009 (four weeks, at most four more), BWBR0005252; before that day it was otherwise, and nothing is said of it.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from fairwoo.serve.public import PublicDossier

_WOB_TERM_SINCE = date(2009, 10, 1)


class Handling(NamedTuple):
    """From which day to which, and how many days that is. `received` tells whether the first is that of receipt.

    `weeks` and `more` are the term of the law and what may be added to it; None where that is not known.
    """

    begun: date
    decided: date
    days: int
    received: bool
    law: str | None
    weeks: int | None
    more: int | None
    adjourned: bool | None


def handling(dossier: PublicDossier) -> Handling | None:
    """How long it took, or None if a day is unknown or they contradict each other."""
    begun, decided = dossier.received or dossier.requested, dossier.decided
    if begun is None or decided is None or decided < begun:
        return None
    weeks, more = _term(dossier.regime, decided)
    return Handling(
        begun=begun,
        decided=decided,
        days=(decided - begun).days,
        received=dossier.received is not None,
        law=dossier.regime if weeks else None,
        weeks=weeks,
        more=more,
        adjourned=dossier.adjourned,
    )


def _term(law: str | None, decided: date) -> tuple[int | None, int | None]:
    if law == "Woo":
        return 4, 2
    return (4, 4) if law == "Wob" and decided >= _WOB_TERM_SINCE else (None, None)
