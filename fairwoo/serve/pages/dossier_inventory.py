"""`/dossier/ID/inventaris.csv`, `.xlsx`, `.json`: the list of documents in the form that one asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo.serve import answers
from fairwoo.serve.caching import conditional
from fairwoo.serve.dossiers import inventory
from fairwoo.serve.linked import signposting
from fairwoo.serve.linked.gone import of_dossier
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.routing import SLUG
from fairwoo.serve.site import Site


def routes(site: Site) -> Sequence[BaseRoute]:
    """The routes of this file."""
    del site
    made = {"csv": csv, "xlsx": xlsx, "json": json}
    return [Route(f"/dossier/{{id:{SLUG}}}/inventaris.{form}", of_dossier(endpoint)) for form, endpoint in made.items()]


def csv(request: Request, dossier: PublicDossier) -> Response:
    """As its description has it."""
    return _answer(request, dossier, "csv", "text/csv", lambda text: text.encode())


def xlsx(request: Request, dossier: PublicDossier) -> Response:
    """As a workbook."""
    return _answer(request, dossier, "xlsx", inventory.XLSX, lambda text: inventory.as_xlsx(text, dossier))


def json(request: Request, dossier: PublicDossier) -> Response:
    """As JSON."""
    site: Site = request.app.state.site
    address = site.absolute(dossier.id).dossier
    return _answer(request, dossier, "json", "application/json", lambda text: inventory.as_json(text, dossier, address).encode())


def _answer(request: Request, dossier: PublicDossier, form: str, media_type: str, made: Callable[[str], bytes]) -> Response:
    site: Site = request.app.state.site

    def answer() -> Response:
        text = inventory.inventory_csv(site, dossier)
        if text is None:
            raise answers.missing()
        headers = {
            "content-disposition": f'inline; filename="{dossier.id}-inventaris.{form}"',
            "link": signposting.back(site.absolute(dossier.id).dossier, "collection"),
            "access-control-allow-origin": "*",
        }
        return Response(made(text), media_type=media_type, headers=headers)

    return conditional(request, f"{dossier.revision} inventaris.{form}", answer)
