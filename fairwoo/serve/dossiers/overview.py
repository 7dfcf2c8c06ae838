"""The dossiers of a body in short, newest first, without opening each of them for every visitor."""

from __future__ import annotations

from datetime import date
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

from fairwoo.model import DecisionOutcome
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.site import NotReadyError, Site
from fairwoo.store import Held


class Line(NamedTuple):
    """A dossier in a list."""

    id: str
    title: str
    publisher: str
    decided: date | None
    published: date | None
    outcome: DecisionOutcome | None
    series: str | None
    documents: int

    @property
    def newest(self) -> tuple[str, str]:
        """What to order by: the day of the decision, else of publication."""
        day = self.decided or self.published
        return (day.isoformat() if day else "", self.id)


_LOCK = Lock()
_LINES: WeakKeyDictionary[Site, dict[str, tuple[str, Line]]] = WeakKeyDictionary()


def of_body(site: Site, code: str) -> tuple[Line, ...]:
    """The dossiers of a body, those of the newest decisions first, without day last. Those that are being brought in are left out."""
    held = (one for one in site.workspace.catalogue.held() if one.id.startswith(f"{code}-"))  # an id begins with the code
    lines = (line for one in held if (line := _line(site, one)) is not None)
    return tuple(sorted((line for line in lines if line.publisher == code), key=lambda line: line.newest, reverse=True))


def series(site: Site, code: str, number: str) -> tuple[Line, ...]:
    """The decisions on one request to a body, the first first."""
    return tuple(sorted((one for one in of_body(site, code) if one.series == number), key=lambda one: one.newest))


def without_documents(site: Site, among: int) -> tuple[PublicDossier, ...]:
    """The dossiers that have no document, of the so many that changed last: the search engine holds documents, and finds none of these."""
    catalogue = site.workspace.catalogue
    held = (one for dossier_id in catalogue.latest(among) for one in catalogue.held(dossier_id))
    bare = (one.id for one in held if (line := _line(site, one)) is not None and not line.documents)
    return tuple(dossier for one in bare if (dossier := _ready(site, one)) is not None)


def _ready(site: Site, dossier_id: str) -> PublicDossier | None:
    try:
        return site.dossier(dossier_id)
    except NotReadyError:
        return None


def _line(site: Site, held: Held) -> Line | None:
    """The line of a dossier; of the revision that it has now it is made once."""
    with _LOCK:
        lines = _LINES.setdefault(site, {})
        known = lines.get(held.id)
    if known is not None and known[0] == held.revision:
        return known[1]
    dossier = _ready(site, held.id)
    if dossier is None:
        return None
    line = _short(dossier)
    with _LOCK:
        lines[held.id] = (held.revision, line)
    return line


def _short(dossier: PublicDossier) -> Line:
    return Line(
        id=dossier.id,
        title=dossier.title,
        publisher=dossier.publisher.code,
        decided=dossier.decided,
        published=dossier.published,
        outcome=dossier.outcome,
        series=dossier.series,
        documents=len(dossier.documents),
    )
