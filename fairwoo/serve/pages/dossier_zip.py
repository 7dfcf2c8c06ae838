"""`/dossier/ID.zip`: the whole dossier, sent while it is made, of a size that is told first."""

from __future__ import annotations

import logging
import weakref
from collections.abc import Sequence
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo.model import Text
from fairwoo.serve.caching import conditional
from fairwoo.serve.dossiers.bundle import bundle, missing, stream
from fairwoo.serve.linked.gone import of_dossier
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.routing import SLUG
from fairwoo.serve.sending import Sending, Turns
from fairwoo.serve.site import NotReadyError, Site

_LOG = logging.getLogger("fairwoo.serve")
_TYPE = "application/zip"
_AT_ONCE = 8  # ZIPs that a site is sending: of each a description is in memory, and a thread is now and then at work on it

_LOCK = Lock()
_TURNS: weakref.WeakKeyDictionary[Site, Turns] = weakref.WeakKeyDictionary()


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
        return Sending(stream(site, dossier, planned), _turns(site), _busy(), _TYPE, headers)

    return conditional(request, f"zip {planned.tag}", answer)


def _busy() -> NotReadyError:
    return NotReadyError(
        Text(
            nl="Er worden nu te veel dossiers tegelijk gedownload. Probeer het over een paar minuten opnieuw.",
            en="Too many dossiers are being downloaded now. Try again in a few minutes.",
        )
    )


def _turns(site: Site) -> Turns:
    with _LOCK:
        return _TURNS.setdefault(site, Turns(_AT_ONCE))
