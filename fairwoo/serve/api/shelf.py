"""What all operations share: the site, where a dossier or document is to be had or what became of it, and the form of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import merge
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.routing import APIRoute

from fairwoo import vocab
from fairwoo.model import Withdrawal
from fairwoo.serve.api import telling
from fairwoo.serve.api.problems import Fault, ProblemError, Problems
from fairwoo.serve.linked import taken_back
from fairwoo.serve.linked.negotiation import chosen
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import NotReadyError, Site

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
    row = taken_back.whole_dossier(site, dossier_id)
    raise ProblemError(Problems.NOT_FOUND, "Er is geen dossier met dit id.") if row is None else _gone(row)


def document_at(site: Site, dossier_id: str, name: str) -> tuple[PublicDossier, PublicDocument]:
    """The document and its dossier. Raises as `dossier_at`; a document that was taken back is gone under its old name too."""
    dossier = dossier_at(site, dossier_id)
    row = taken_back.document(site, dossier_id, dossier, name)
    if row is not None:
        raise _gone(row, dossier.names.get(row.document, name))
    if (found := dossier.by_name.get(name)) is None:
        raise ProblemError(Problems.NOT_FOUND, "Dit dossier heeft geen document met deze naam.")
    return dossier, found


def shown(site: Site, ids: Iterable[str]) -> Iterable[PublicDossier]:
    """The dossiers with these ids that can be shown now."""
    for one in ids:
        try:
            found = site.dossier(one)
        except NotReadyError:
            continue
        if found is not None:
            yield found


def behind(site: Site, dossier_id: str) -> str:
    """The id of a dossier that a cursor names. Raises ProblemError if there is none and never was; one taken back has its place still."""
    if dossier_id and not site.workspace.catalogue.held(dossier_id) and not site.withdrawals(dossier_id):
        raise wrong_cursor()
    return dossier_id


def ids_of(site: Site, bodies: Iterable[str], first: str) -> Iterable[str]:
    """The ids of dossiers among which are all those of these bodies (codes; none for all), from one on, in order."""
    catalogue, codes = site.workspace.catalogue, set(bodies)
    if not codes:
        return catalogue.ids_from(first)
    return merge(*(catalogue.ids_from(first, body.uri) for code in codes if (body := vocab.body(code)) is not None))


def wrong_cursor() -> ProblemError:
    """The cursor is none that was given for this question."""
    return ProblemError(
        Problems.INPUT,
        faults=[
            Fault("query", "cursor", "cursor", "Deze cursor hoort niet bij deze vraag. Begin weer bij het eerste resultaat.")
        ],
    )


def _gone(row: Withdrawal, name: str | None = None) -> ProblemError:
    told = telling.tombstone(row, name).model_dump(mode="json", by_alias=True, exclude_none=True)
    return ProblemError(Problems.GONE, more={"ingetrokken": told})
