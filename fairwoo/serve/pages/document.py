"""`/dossier/ID/document/NAME`: what a document is, whether and why it is withheld, its first page, its file, what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo import vocab
from fairwoo.map.addresses import web_address
from fairwoo.map.terms import language_tag
from fairwoo.serve.caching import conditional
from fairwoo.serve.dossiers import citing
from fairwoo.serve.dossiers.leaves import leaf
from fairwoo.serve.dossiers.naming import apart
from fairwoo.serve.dossiers.pictures import picture
from fairwoo.serve.dossiers.reading_text import blocks, shortened
from fairwoo.serve.dossiers.within import of_document
from fairwoo.serve.linked.landing import landing
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.routing import SLUG
from fairwoo.serve.site import Site
from fairwoo.serve.templating import page

_GLIMPSE = 1_500  # characters of the first page of a document without images
_MOST_LINKS = 60  # pages that have a link of their own; to the others a form leads
_MOST_RELATED = 50


def routes(site: Site) -> Sequence[BaseRoute]:
    """The route of this file."""
    del site
    return (Route(f"/dossier/{{id:{SLUG}}}/document/{{name:{SLUG}}}", of_document(document), name="document"),)


def document(request: Request, dossier: PublicDossier, found: PublicDocument) -> Response:
    """The landing page of a document; 410 for one of which it is only said that it was taken back."""
    if found.withdrawn:
        return _html(request, dossier, found)
    return landing(
        request, dossier, found, lambda: conditional(request, dossier.revision, lambda: _html(request, dossier, found))
    )


def _html(request: Request, dossier: PublicDossier, found: PublicDocument) -> Response:
    site: Site = request.app.state.site
    first = leaf(site, dossier, found, 1) if found.readable else None
    image = picture(site, dossier, found, first) if first else None
    glimpse = tuple(blocks(shortened(first.whole_text, _GLIMPSE), ())) if first and not image else ()
    language = vocab.language(found.language) if found.language else None
    cited = citing.source(site, dossier, found)
    return page(
        request,
        "document.html",
        status=410 if found.withdrawn else 200,
        dossier=dossier,
        document=found,
        links=site.links(dossier.id),
        image=image,
        apart=apart(dossier, found),
        glimpse=glimpse,
        lang=language_tag(language) if language else None,
        language=language.label if language else None,
        source=web_address(found.source),
        inside=dossier.by_name.get(found.parent or ""),
        parts=[one for one in dossier.documents if one.parent == found.name][:_MOST_RELATED],
        related=[dossier.by_name[name] for name in found.related if name in dossier.by_name][:_MOST_RELATED],
        numbers=range(1, min(found.pages, _MOST_LINKS) + 1),
        permanent=cited.address,
        cited=[(name, make(cited)) for make, media_type, name in citing.FORMS.values() if media_type == "text/plain"],
    )
