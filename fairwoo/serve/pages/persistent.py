"""`/ark:/NAAN/NAME` and `/ark:NAAN/NAME`: persistent identifiers, which lead to the page of what they name.

`?info` behind one asks for a description and for what is promised of it. Source: https://www.ietf.org/archive/id/draft-kunze-ark-41.txt,
3 (redirects) and 5.1 (the `?info` inflection, with an ERC record as text).
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from fairwoo.map.wording import one_line
from fairwoo.serve import answers
from fairwoo.serve.linked import ark
from fairwoo.serve.linked.ark import Target
from fairwoo.serve.linked.gone import tombstone
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.site import Site


def routes(site: Site) -> Sequence[BaseRoute]:
    """Both forms of the address: that of before 2021 with a slash behind the label is still the one that most programs know."""
    del site
    return (Route("/ark:/{naan}/{rest:path}", _resolve, name="ark"), Route("/ark:{naan}/{rest:path}", _resolve))


def _resolve(request: Request) -> Response:
    site: Site = request.app.state.site
    found = ark.target(site, request.path_params["naan"], request.path_params["rest"])
    if found is None:
        raise answers.missing()
    if found.gone or found.dossier is None:
        return _gone(request, found)
    if request.url.query == "info":
        return _info(site, found, found.dossier)
    return RedirectResponse(found.page, 302, headers={"cache-control": "no-cache", "access-control-allow-origin": "*"})


def _gone(request: Request, found: Target) -> Response:
    """What stays of it, as its own page says it."""
    path = urlsplit(found.page).path
    answer = tombstone(Request({**request.scope, "path": path, "raw_path": path.encode()}, request.receive))
    if answer is None:
        raise answers.missing()
    return answer


def _info(site: Site, found: Target, dossier: PublicDossier) -> Response:
    document = found.document
    day = (document.dated if document else None) or dossier.decided or dossier.published
    text = site.templates.get_template("ark-info.txt").render(
        who=one_line(dossier.publisher.name),
        what=one_line(document.called if document else dossier.title),
        when=day.isoformat() if day else "(:unav)",
        where=found.ark,
        policy=site.settings.map.persistence_policy or site.shared.policy,
    )
    return PlainTextResponse(text, headers={"cache-control": "no-cache", "access-control-allow-origin": "*"})
