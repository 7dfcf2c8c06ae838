"""`/dossier/ID/linkset.json`, `/dossier/ID/document/NAME/linkset.json`: all typed links of a landing page (Signposting, level 2)."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo.serve import answers
from fairwoo.serve.linked import landing
from fairwoo.serve.linked.gone import of_dossier
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.routing import SLUG
from fairwoo.serve.site import Site


def routes(site: Site) -> Sequence[BaseRoute]:
    """The routes of this file."""
    del site
    return (
        Route(f"/dossier/{{id:{SLUG}}}/linkset.json", of_dossier(_of_dossier), name="linkset"),
        Route(f"/dossier/{{id:{SLUG}}}/document/{{name:{SLUG}}}/linkset.json", of_dossier(_of_document), name="document-linkset"),
    )


def _of_dossier(request: Request, dossier: PublicDossier) -> Response:
    return landing.linkset(request, dossier, None)


def _of_document(request: Request, dossier: PublicDossier) -> Response:
    document = dossier.by_name.get(request.path_params["name"])
    if document is None:
        raise answers.missing()
    return landing.linkset(request, dossier, document)
