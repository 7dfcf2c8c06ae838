"""`/dossier/ID`: what was asked and decided, the documents, what is withheld and why, and everything that hangs from it."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo import vocab
from fairwoo.map.addresses import web_address
from fairwoo.serve import answers
from fairwoo.serve.caching import conditional
from fairwoo.serve.dossiers import citing, overview
from fairwoo.serve.dossiers.bundle import bundle
from fairwoo.serve.dossiers.described import by_standard, metadata_files
from fairwoo.serve.dossiers.handling import handling
from fairwoo.serve.dossiers.listing import Rows, rows, withheld
from fairwoo.serve.dossiers.overview import Line
from fairwoo.serve.linked.gone import of_dossier
from fairwoo.serve.linked.landing import landing
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.routing import SLUG
from fairwoo.serve.scores.appraisal import Appraisal, appraisal
from fairwoo.serve.site import Site
from fairwoo.serve.templating import page


def routes(site: Site) -> Sequence[BaseRoute]:
    """The route of this file."""
    del site
    return (Route(f"/dossier/{{id:{SLUG}}}", of_dossier(dossier), name="dossier"),)


def dossier(request: Request, found: PublicDossier) -> Response:
    """The page of a dossier; `?pagina=` goes through its list of documents."""
    listed = _listed(request, found)
    return landing(request, found, None, lambda: _page(request, found, listed))


def _listed(request: Request, found: PublicDossier) -> Rows:
    given = request.query_params.get("pagina", "1")
    listed = rows(found, int(given)) if given.isascii() and given.isdigit() and len(given) <= 6 else None
    if listed is None:
        raise answers.missing()
    return listed


def _page(request: Request, found: PublicDossier, listed: Rows) -> Response:
    site: Site = request.app.state.site
    score = appraisal(site, found)
    related = _related(site, found)
    tag = f"{found.revision} {listed.number} {score.rules if score else ''} {score.total if score else ''} {related}"
    return conditional(request, tag, lambda: _html(request, found, listed, score, related))


def _related(site: Site, found: PublicDossier) -> tuple[Line, ...]:
    """The other decisions on the same request."""
    if not found.series:
        return ()
    return tuple(one for one in overview.series(site, found.publisher.code, found.series) if one.id != found.id)


def _html(request: Request, found: PublicDossier, listed: Rows, score: Appraisal | None, related: tuple[Line, ...]) -> Response:
    site: Site = request.app.state.site
    theme = vocab.theme(found.theme) if found.theme else None
    cited = citing.source(site, found)
    return page(
        request,
        "dossier.html",
        dossier=found,
        listed=listed,
        took=handling(found),
        withheld=withheld(found),
        zip=bundle(site, found),
        theme=theme.label if theme else found.theme,
        standards=by_standard(metadata_files(site, found)),
        source=web_address(found.source_url),
        score=score,
        related=related,
        permanent=cited.address,
        cited=[(name, make(cited)) for make, media_type, name in citing.FORMS.values() if media_type == "text/plain"],
    )
