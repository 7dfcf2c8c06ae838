"""What a landing page has beside its HTML: other representations by content negotiation, typed links, its description in the page.

One address a dossier and a document. The HTML of a page is made by its own file on the shelf; it is handed in here, and takes in the
template `landing-head.html`, which finds what it shows in `request.state.landing`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from fairwoo.serve import answers
from fairwoo.serve.caching import conditional
from fairwoo.serve.kept import kept
from fairwoo.serve.linked import graphs, schema_org, signposting
from fairwoo.serve.linked.negotiation import SYNTAXES, data, negotiated
from fairwoo.serve.linked.signposting import Facts, Link
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import Site


class Head(NamedTuple):
    """What stands in the head of a landing page: links, and the data of the page as JSON that can stand in a script element."""

    links: tuple[Link, ...]
    data: Markup | None


class _Known(NamedTuple):
    """What is worked out of a description once."""

    facts: Facts
    data: str


def landing(
    request: Request, dossier: PublicDossier, document: PublicDocument | None, html: Callable[[], Response]
) -> Response:  # the dossier's own page where `document` is None
    """The representation that the visitor asked for, with its links; 406 if there is no such."""
    others = {media_type: partial(_negotiated, request, dossier, document, syntax) for syntax, media_type in SYNTAXES.items()}
    return negotiated(request, lambda: _page(request, dossier, document, html), others)


def representation(request: Request, dossier: PublicDossier, document: PublicDocument | None, syntax: str) -> Response:
    """The description in a syntax, under its own address. 404 if there is none, because a value that must be there is missing."""
    site: Site = request.app.state.site
    known, back = _known(site, dossier, document), signposting.back(_address(site, dossier, document), "describes")

    def make() -> Response:
        if document is None:
            text = graphs.dossier_text(site, dossier, syntax)
        else:
            nodes = graphs.document_nodes(site, dossier, document)
            text = graphs.written(nodes, syntax) if nodes else None
        if text is None:
            raise answers.missing()
        return _of_gone(data(text, SYNTAXES[syntax], back), document)

    name = document.name if document else ""
    answer = conditional(request, f"{dossier.revision} {name}.{syntax} {known.facts}", make)
    answer.headers["access-control-allow-origin"] = "*"
    return answer


def links(site: Site, dossier: PublicDossier, document: PublicDocument | None) -> list[Link]:
    """All typed links of a landing page."""
    facts = _known(site, dossier, document).facts
    if document is None:
        return signposting.of_dossier(site, dossier, facts)
    return signposting.of_document(site, dossier, document, facts)


def linkset(request: Request, dossier: PublicDossier, document: PublicDocument | None) -> Response:
    """The linkset of a landing page."""
    site: Site = request.app.state.site
    landing_address = _address(site, dossier, document)

    def make() -> Response:
        text = signposting.linkset(landing_address, links(site, dossier, document))
        return _of_gone(data(text, signposting.LINKSET, signposting.back(landing_address, "describes")), document)

    answer = conditional(request, f"{dossier.revision} {landing_address} linkset", make)
    answer.headers["access-control-allow-origin"] = "*"
    return answer


def _of_gone(answer: Response, document: PublicDocument | None) -> Response:
    """The same answer, with 410 for a document that was taken back: what is said of it stays."""
    if document is not None and document.withdrawn:
        answer.status_code = 410
    return answer


def _page(request: Request, dossier: PublicDossier, document: PublicDocument | None, html: Callable[[], Response]) -> Response:
    site: Site = request.app.state.site
    short = signposting.in_short(links(site, dossier, document))
    content = _known(site, dossier, document).data
    request.state.landing = Head(tuple(short), Markup(content) if content else None)  # noqa: S704 - escaped by `block`
    answer = html()
    if answer.status_code in {200, 304, 410}:
        answer.headers["link"] = signposting.header(short)
    return answer


def _negotiated(request: Request, dossier: PublicDossier, document: PublicDocument | None, syntax: str) -> Response:
    """The description at the address of the thing itself."""
    site: Site = request.app.state.site
    answer = representation(request, dossier, document, syntax)
    answer.headers["content-location"] = f"{_address(site, dossier, document)}.{syntax}"
    answer.headers["link"] = signposting.header(signposting.in_short(links(site, dossier, document)))
    return answer


def _address(site: Site, dossier: PublicDossier, document: PublicDocument | None) -> str:
    own = signposting.addresses(site, dossier.id)
    return own.document(document.name) if document else own.dossier


def _known(site: Site, dossier: PublicDossier, document: PublicDocument | None) -> _Known:
    if document is None:
        return kept(site, "landing", dossier.id, dossier.revision, lambda: _of_dossier(site, dossier))
    key = f"{dossier.id}/{document.name}"
    return kept(site, "landing", key, dossier.revision, lambda: _of_document(site, dossier, document))


def _of_dossier(site: Site, dossier: PublicDossier) -> _Known:
    found = schema_org.of_dossier(site, dossier)
    return _Known(Facts(dossier.publisher.uri, found.get("license") if found else None), schema_org.block(found) if found else "")


def _of_document(site: Site, dossier: PublicDossier, document: PublicDocument) -> _Known:
    nodes = graphs.document_nodes(site, dossier, document)
    found = schema_org.of_document(site, dossier, document, nodes)
    author = next(iter(nodes[0].get("dct:creator", ())), None) if nodes else None
    return _Known(Facts(author, found.get("license") if found else None), schema_org.block(found) if found else "")
