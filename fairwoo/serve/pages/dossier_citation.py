"""`/dossier/ID/citeren/FORM` and `/dossier/ID/document/NAME/citeren/FORM`: how to cite it, as text or for a reference manager."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo.serve import answers
from fairwoo.serve.caching import conditional
from fairwoo.serve.dossiers import citing
from fairwoo.serve.linked.gone import of_dossier
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.routing import SLUG
from fairwoo.serve.site import Site

_EXTENSIONS = {"bibtex": "bib", "ris": "ris"}


def routes(site: Site) -> Sequence[BaseRoute]:
    """The routes of this file."""
    del site
    return (
        Route(f"/dossier/{{id:{SLUG}}}/citeren/{{form}}", of_dossier(citation)),
        Route(f"/dossier/{{id:{SLUG}}}/document/{{name:{SLUG}}}/citeren/{{form}}", of_dossier(citation)),
    )


def citation(request: Request, dossier: PublicDossier) -> Response:
    """The citation of a dossier or, where the address names one, of a document in it."""
    site: Site = request.app.state.site
    form = citing.FORMS.get(request.path_params["form"])
    name = request.path_params.get("name")
    document = dossier.by_name.get(name) if name else None
    if form is None or (name and (document is None or document.withdrawn)):
        raise answers.missing()
    make, media_type, _ = form
    headers = _as_file(request.path_params["form"], dossier, document)
    tag = f"{dossier.revision} {request.path_params['form']} {name or ''}"

    def answer() -> Response:
        text = make(citing.source(site, dossier, document))
        return Response(text.encode(), media_type=f"{media_type}; charset=utf-8", headers=headers)

    return conditional(request, tag, answer)


def _as_file(form: str, dossier: PublicDossier, document: PublicDocument | None) -> dict[str, str]:
    """A name that the program of the visitor knows the form by; plain text is shown by the browser."""
    extension = _EXTENSIONS.get(form)
    if extension is None:
        return {}
    name = f"{dossier.id}-{document.name}" if document else dossier.id
    return {"content-disposition": f'attachment; filename="{name}.{extension}"'}
