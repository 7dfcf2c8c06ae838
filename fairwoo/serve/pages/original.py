"""`…/bestand/FILE-NAME`: the file of a document as it was published, if it is handed out; whole or in ranges (RFC 9110, 14)."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from fairwoo.serve import answers
from fairwoo.serve.caching import conditional
from fairwoo.serve.dossiers.within import of_document
from fairwoo.serve.linked import signposting
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.routing import SLUG
from fairwoo.serve.site import Site

_SHOWN = {"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"}
"""What browsers show by themselves and run nothing of; anything else is for the visitor's own programs."""
_NOTHING = "sandbox; default-src 'none'"
_UNKNOWN = "application/octet-stream"
_KEPT = 300  # seconds: what was taken back is gone from caches soon


def routes(site: Site) -> Sequence[BaseRoute]:
    """The route of this file."""
    del site
    return (Route(f"/dossier/{{id:{SLUG}}}/document/{{name:{SLUG}}}/bestand/{{file}}", of_document(original), name="bestand"),)


def original(request: Request, dossier: PublicDossier, document: PublicDocument) -> Response:
    """The file; 404 if it is not handed out, or has another name. No part of the address is a path: the catalogue says where it lies."""
    site: Site = request.app.state.site
    if document.file_name is None or document.sha256 is None or unquote(document.file_name) != request.path_params["file"]:
        raise answers.missing()
    path = site.workspace.originals.path(document.sha256)
    if not path.is_file():
        raise answers.missing()

    def file() -> Response:
        media_type = document.media_type or _UNKNOWN
        name = unquote(document.file_name or "")
        kind = "inline" if media_type in _SHOWN else "attachment"
        answer = FileResponse(path, media_type=media_type, stat_result=path.stat())
        answer.headers["content-type"] = media_type  # of a text file nobody knows the encoding
        answer.headers["content-disposition"] = f"{kind}; filename*=UTF-8''{quote(name, safe='')}"
        answer.headers["link"] = signposting.back(site.absolute(dossier.id).document(document.name), "collection")
        answer.headers["access-control-allow-origin"] = "*"
        if media_type not in _SHOWN:
            answer.headers["content-security-policy"] = _NOTHING
        return answer

    return conditional(request, document.sha256, file, keep=f"public, max-age={_KEPT}")
