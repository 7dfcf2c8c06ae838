"""What all operations share: the site, where a dossier or document is to be had or what became of it, and the form of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.routing import APIRoute

from fairwoo.map.held_back import Held
from fairwoo.serve.api import telling
from fairwoo.serve.api.problems import Fault, ProblemError, Problems
from fairwoo.serve.linked.negotiation import chosen
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import NotReadyError, Site
from fairwoo.store.withdrawals import digest_of_id

JSON = "application/json"


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def form_of(request: Request, forms: Sequence[str]) -> str:
    """The form that the client likes best of those that there are. Raises ProblemError (406) if it takes none."""
    form = chosen(", ".join(request.headers.getlist("accept")) or None, forms)
    if form is None:
        raise ProblemError(Problems.FORM, f"Hier is te krijgen: {' en '.join(forms)}.")
    return form


def _json(request: Request) -> None:
    form_of(request, (JSON,))


SiteOf = Annotated[Site, Depends(_site)]


class _Known(APIRoute):
    """A route whose answers leave out what is not known."""

    def __init__(self, path: str, endpoint: Any, **options: Any) -> None:
        super().__init__(path, endpoint, **{**options, "response_model_exclude_none": True})


def shelf(tag: str) -> APIRouter:
    """A router for operations that answer in JSON."""
    return APIRouter(route_class=_Known, tags=[tag], dependencies=[Depends(_json)])


def dossier_at(site: Site, dossier_id: str) -> PublicDossier:
    """The dossier. Raises ProblemError if there is none (404), or it was taken back (410); NotReadyError while it is being updated."""
    found = site.dossier(dossier_id)
    if found is not None:
        return found
    rows = [one for one in site.withdrawals(dossier_id) if not one.document]
    if rows:
        raise _gone(telling.tombstone(rows[0]).model_dump(mode="json", by_alias=True, exclude_none=True))
    raise ProblemError(Problems.NOT_FOUND, "Er is geen dossier met dit id.")


def document_at(site: Site, dossier_id: str, name: str) -> tuple[PublicDossier, PublicDocument]:
    """The document and its dossier. Raises as `dossier_at`; a document that was taken back is gone under its old name too."""
    dossier = dossier_at(site, dossier_id)
    found = dossier.by_name.get(name)
    if found is not None and found.held is not Held.WITHDRAWN:
        return dossier, found
    rows = [one for one in site.withdrawals(dossier_id) if one.document]
    digest = digest_of_id(name)
    row = next((one for one in rows if dossier.names.get(one.document) == name or digest in one.was[:1]), None)
    if row is None:
        raise ProblemError(Problems.NOT_FOUND, "Dit dossier heeft geen document met deze naam.")
    now = dossier.names.get(row.document, name)
    raise _gone(telling.tombstone(row, now).model_dump(mode="json", by_alias=True, exclude_none=True))


def shown(site: Site, ids: Iterable[str]) -> Iterable[PublicDossier]:
    """The dossiers with these ids that can be shown now."""
    for one in ids:
        try:
            found = site.dossier(one)
        except NotReadyError:
            continue
        if found is not None:
            yield found


def wrong_cursor() -> ProblemError:
    """The cursor is none that was given for this question."""
    return ProblemError(
        Problems.INPUT,
        faults=[
            Fault("query", "cursor", "cursor", "Deze cursor hoort niet bij deze vraag. Begin weer bij het eerste resultaat.")
        ],
    )


def _gone(told: dict[str, Any]) -> ProblemError:
    return ProblemError(Problems.GONE, more={"ingetrokken": told})
