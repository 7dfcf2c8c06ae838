"""`/dossier/ID/score`: the whole FAIR assessment of a dossier, from each point to what was seen."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo.serve.caching import conditional
from fairwoo.serve.linked.gone import of_dossier
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.routing import SLUG
from fairwoo.serve.scores.appraisal import appraisal
from fairwoo.serve.site import Site
from fairwoo.serve.templating import page


def routes(site: Site) -> Sequence[BaseRoute]:
    """The route of this file."""
    del site
    return (Route(f"/dossier/{{id:{SLUG}}}/score", of_dossier(score)),)


def score(request: Request, dossier: PublicDossier) -> Response:
    """Each metric with its verdict, points, evidence and advice."""
    site: Site = request.app.state.site
    found = appraisal(site, dossier)
    tag = f"{dossier.revision} score {found}"
    return conditional(request, tag, lambda: page(request, "score.html", dossier=dossier, score=found))
