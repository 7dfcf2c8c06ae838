"""The dossiers of a body as a feed, what changed last first: `/orgaan/CODE.atom`. It needs no search engine."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo import vocab
from fairwoo.map.wording import one_line
from fairwoo.serve import answers, atom, wording
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.site import NotReadyError, Site

_MOST = 50  # dossiers in a feed


def routes(site: Site) -> Sequence[BaseRoute]:
    """The route of the feed."""

    def feed(request: Request) -> Response:
        return _feed(request, site)

    return [Route("/orgaan/{code}.atom", feed, methods=["GET"])]


def _feed(request: Request, site: Site) -> Response:
    body = vocab.body(request.path_params["code"])
    if body is None or body.code != request.path_params["code"]:
        raise answers.missing()
    name = site.settings.serve.name
    feed = atom.Feed(
        title=f"{body.name}: nieuwe en gewijzigde dossiers",
        link=f"{site.base}/orgaan/{body.code}",
        address=f"{site.base}/orgaan/{body.code}.atom",
        author=name,
        entries=_entries(site, body.code),
        subtitle=f"De dossiers van {body.name} op {name}, wat het laatst veranderde bovenaan.",
    )
    return atom.answer(request, feed)


def _entries(site: Site, code: str) -> list[atom.Entry]:
    """The dossiers that changed last. The id of a dossier begins with the code of its body, so that the others need not be opened."""
    catalogue = site.workspace.catalogue
    ids = [held.id for held in catalogue.held() if held.id.startswith(f"{code}-")]
    changed, created = catalogue.changed(ids), catalogue.created(ids)
    made: list[atom.Entry] = []
    for dossier_id in reversed(changed):
        try:
            dossier = site.dossier(dossier_id)
        except NotReadyError:
            continue
        if dossier is not None and dossier.publisher.code == code:
            address = site.absolute(dossier_id).dossier
            made.append(
                atom.Entry(
                    id=address,
                    title=dossier.title,
                    link=address,
                    updated=changed[dossier_id],
                    summary=_summary(dossier),
                    published=created[dossier_id],
                    author=dossier.publisher.name,
                )
            )
        if len(made) == _MOST:
            break
    return made


def _summary(dossier: PublicDossier) -> str:
    """What it is about, and how much there is."""
    number = len(dossier.documents)
    counted = f"{wording.number(number)} {'document' if number == 1 else 'documenten'}"
    decided = f"Besluit van {wording.day(dossier.decided)}, {counted}." if dossier.decided else f"{counted.capitalize()}."
    return f"{one_line(dossier.description)} {decided}".strip()
