"""`…/pagina/N/beeld/DIGEST.webp`: the image of a page, or the finer one, under an address that says what is on it."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo.serve import answers
from fairwoo.serve.caching import conditional
from fairwoo.serve.dossiers.leaves import leaf
from fairwoo.serve.dossiers.pictures import Picture, drawing, order, picture
from fairwoo.serve.dossiers.within import of_document, page_number
from fairwoo.serve.drawing import UndrawableError
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.routing import SLUG
from fairwoo.serve.site import Site

_DAY = 86_400  # seconds: a year (RFC 8246) would leave a page that was taken back with proxies for so long


def routes(site: Site) -> Sequence[BaseRoute]:
    """The route of this file."""
    del site
    path = f"/dossier/{{id:{SLUG}}}/document/{{name:{SLUG}}}/pagina/{{number}}/beeld/{{digest:{SLUG}}}.webp"
    return (Route(path, of_document(image), name="beeld"),)


def image(request: Request, dossier: PublicDossier, document: PublicDocument) -> Response:
    """The image, if the digest is that of the page as it may be seen now. Raises BusyError (503) when too much is asked."""
    site: Site = request.app.state.site
    page = leaf(site, dossier, document, page_number(request.path_params["number"], document))
    digest = request.path_params["digest"]
    large = page is not None and _is(picture(site, dossier, document, page, large=True), digest)
    if page is None or not (large or _is(picture(site, dossier, document, page), digest)):
        raise answers.missing()

    def drawn() -> Response:
        try:
            content = drawing(site).image(order(site, document, page, "image", large=large), digest)
        except UndrawableError:
            raise answers.missing() from None
        return Response(content, media_type="image/webp")

    # of what is not handed out it may yet turn out that more must be painted over
    whose = "private" if document.file_name is None else "public"
    return conditional(request, digest, drawn, keep=f"{whose}, max-age={_DAY}, immutable")


def _is(shown: Picture | None, digest: str) -> bool:
    return shown is not None and shown.digest == digest
