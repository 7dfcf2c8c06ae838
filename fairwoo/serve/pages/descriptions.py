"""`/dossier/ID.ttl`, `/dossier/ID/document/NAME.ttl` and the other syntaxes: the descriptions under addresses of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo.serve import answers
from fairwoo.serve.linked.gone import of_dossier
from fairwoo.serve.linked.landing import representation
from fairwoo.serve.linked.negotiation import SYNTAXES
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.routing import SLUG
from fairwoo.serve.site import Site


def routes(site: Site) -> Sequence[BaseRoute]:
    """A route a syntax, of dossiers and of documents."""
    del site
    made = []
    for syntax in SYNTAXES:
        made.append(Route(f"/dossier/{{id:{SLUG}}}.{syntax}", of_dossier(_dossier(syntax))))
        made.append(Route(f"/dossier/{{id:{SLUG}}}/document/{{name:{SLUG}}}.{syntax}", of_dossier(_document(syntax))))
    return made


def _dossier(syntax: str) -> Callable[[Request, PublicDossier], Response]:
    return lambda request, dossier: representation(request, dossier, None, syntax)


def _document(syntax: str) -> Callable[[Request, PublicDossier], Response]:
    def endpoint(request: Request, dossier: PublicDossier) -> Response:
        document = dossier.by_name.get(request.path_params["name"])
        if document is None:
            raise answers.missing()
        return representation(request, dossier, document, syntax)

    return endpoint
