"""`/goede-voorbeelden` and a page for each metric: how to publish FAIRly, with a good and a bad example."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo import rules
from fairwoo.serve import routing
from fairwoo.serve.answers import missing
from fairwoo.serve.practices import Example, practices
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.scores.appraisal import PRINCIPLES, Measured, appraisal
from fairwoo.serve.site import NotReadyError, Site
from fairwoo.serve.templating import page


class Seen(NamedTuple):
    """An example, with the dossier and what was measured of it where that is on this site."""

    example: Example
    dossier: PublicDossier | None
    measured: Measured | None


def routes(site: Site) -> Sequence[BaseRoute]:
    """The routes of this file."""
    del site
    return (
        Route("/goede-voorbeelden", overview, name="practices"),
        Route(f"/goede-voorbeelden/{{metric:{routing.SLUG}}}", practice, name="practice"),
    )


def overview(request: Request) -> Response:
    """All metrics, by principle."""
    return page(request, "goede-voorbeelden.html", practices=practices(), rules=rules.load(), words=PRINCIPLES)


def practice(request: Request) -> Response:
    """One metric."""
    site: Site = request.app.state.site
    metric = request.path_params["metric"]
    found = practices().get(metric)
    if found is None:
        raise missing()
    names = list(practices())
    at = names.index(metric)
    return page(
        request,
        "goed-voorbeeld.html",
        metric=metric,
        rule=rules.load().metrics[metric],
        principle=PRINCIPLES[rules.load().metrics[metric].principle],
        practice=found,
        good=_seen(site, metric, found.good),
        bad=_seen(site, metric, found.bad),
        before=names[at - 1] if at else None,
        after=names[at + 1] if at + 1 < len(names) else None,
        rules=rules.load(),
    )


def _seen(site: Site, metric: str, example: Example) -> Seen:
    try:
        dossier = site.dossier(example.dossier)
    except NotReadyError:
        dossier = None
    made = appraisal(site, dossier) if dossier is not None else None
    return Seen(example, dossier, next((one for one in made.metrics if one.id == metric), None) if made else None)
