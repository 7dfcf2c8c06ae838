"""`/dossier/ID/metadata/FILE`: the descriptions of a dossier in every standard, as the files that `fairwoo map` writes."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo.serve import answers
from fairwoo.serve.caching import conditional
from fairwoo.serve.dossiers.described import description, metadata_files
from fairwoo.serve.linked.gone import of_dossier
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.routing import SLUG
from fairwoo.serve.site import Site


def routes(site: Site) -> Sequence[BaseRoute]:
    """The route of this file."""
    del site
    return (Route(f"/dossier/{{id:{SLUG}}}/metadata/{{file:path}}", of_dossier(metadata)),)


def metadata(request: Request, dossier: PublicDossier) -> Response:
    """One description."""
    site: Site = request.app.state.site
    name = request.path_params["file"]
    known = next((one for one in metadata_files(site, dossier) if one.name == name), None)
    if known is None:
        raise answers.missing()

    def answer() -> Response:
        found = description(site, dossier, name)
        if found is None:
            raise answers.missing()
        return Response(found.content.encode(), media_type=found.media_type, headers={"access-control-allow-origin": "*"})

    return conditional(request, f"{name} {known.sha256}", answer)
