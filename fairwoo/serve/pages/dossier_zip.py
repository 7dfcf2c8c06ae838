"""`/dossier/ID.zip`: the whole dossier, sent while it is made, of a size that is told first."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from fairwoo.model import Text
from fairwoo.serve.bundle import bundle, missing, stream
from fairwoo.serve.caching import conditional
from fairwoo.serve.gone import of_dossier
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.routing import SLUG
from fairwoo.serve.site import NotReadyError, Site

_LOG = logging.getLogger("fairwoo.serve")
_TYPE = "application/zip"


def routes(site: Site) -> Sequence[BaseRoute]:
    """The route of this file."""
    del site
    return (Route(f"/dossier/{{id:{SLUG}}}.zip", of_dossier(whole)),)


def whole(request: Request, dossier: PublicDossier) -> Response:
    """The ZIP. Raises NotReadyError if an original is not there as it should be."""
    site: Site = request.app.state.site
    planned = bundle(site, dossier)
    headers = {
        "content-length": str(planned.size),
        "content-disposition": f'attachment; filename="{dossier.id}.zip"',
        "x-accel-buffering": "no",  # nginx would store a large answer on disk first
    }

    def answer() -> Response:
        if request.method == "HEAD":
            return Response(media_type=_TYPE, headers=headers)
        if lost := missing(site, planned):
            _LOG.error("%s: %d originals are not there as they should be; run fairwoo verify", dossier.id, len(lost))
            raise NotReadyError(
                Text(
                    nl="Van dit dossier is nu een bestand niet beschikbaar. Probeer het later opnieuw.",
                    en="A file of this dossier is not available now. Try again later.",
                )
            )
        return StreamingResponse(stream(site, dossier, planned), media_type=_TYPE, headers=headers)

    return conditional(request, f"zip {planned.tag}", answer)
