"""Finding the document that an address names; 410 for one that was taken back, 404 for one that never was."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from fairwoo.serve import answers
from fairwoo.serve.linked.gone import of_dossier, tombstone
from fairwoo.serve.public import PublicDocument, PublicDossier

_LONGEST = 7  # digits of the number of a page

Endpoint = Callable[[Request, PublicDossier, PublicDocument], Response]


def of_document(endpoint: Endpoint) -> Callable[[Request], Response]:
    """An endpoint below `/dossier/{id}/document/{name}`, which is given the dossier and the document."""

    def found(request: Request, dossier: PublicDossier) -> Response:
        document = dossier.by_name.get(request.path_params["name"])
        if document is None or document.withdrawn:
            gone = tombstone(request)
            if gone is not None:
                return gone
        if document is None:
            raise answers.missing()
        return endpoint(request, dossier, document)

    return of_dossier(found)


def page_number(text: str, document: PublicDocument) -> int:
    """The number of a page that may be read, as an address says it. Raises HTTPException (404) for any other text."""
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST and str(int(text)) == text):
        raise answers.missing()
    if not 1 <= int(text) <= document.pages:
        raise answers.missing()
    return int(text)
