"""What descriptions name beside dossiers and documents: grounds, areas, services, the contact. A page each, and RDF by negotiation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo import grounds
from fairwoo.errors import EngineError
from fairwoo.index import Results
from fairwoo.map.addresses import mail_address, web_address
from fairwoo.map.areas import area_nodes, area_of
from fairwoo.map.contact import Contact, contact_of
from fairwoo.map.dcat_service import service_nodes
from fairwoo.map.dcat_terms import body_node, contact_node, ground_nodes, grounds_scheme, tidied
from fairwoo.map.linked_data import Node
from fairwoo.map.service import service_of
from fairwoo.map.terms import term
from fairwoo.map.wording import one_line
from fairwoo.model import Body
from fairwoo.serve import answers
from fairwoo.serve.dossiers import overview
from fairwoo.serve.linked.editions import latest
from fairwoo.serve.linked.graphs import written
from fairwoo.serve.linked.negotiation import SYNTAXES, data, negotiated
from fairwoo.serve.search import searching
from fairwoo.serve.search.asking import Asking
from fairwoo.serve.site import Site
from fairwoo.serve.templating import page


def routes(site: Site) -> Sequence[BaseRoute]:
    """The routes of this file."""
    del site
    return (
        Route("/begrip/uitzonderingsgrond", _grounds, name="grounds"),
        Route("/begrip/uitzonderingsgrond/{code}", _ground, name="ground"),
        Route("/gebied/{code}", _area, name="area"),
        Route("/dienst/{code}", _service, name="service"),
        Route("/contact", _contact, name="contact"),
    )


def _answer(request: Request, nodes: Sequence[Node], template: str, **values: Any) -> Response:
    """The page, or what the nodes say in the syntax that was asked for; without nodes there is the page only."""

    def described(syntax: str) -> Response:
        return data(written(nodes, syntax), SYNTAXES[syntax])

    others = {kind: partial(described, syntax) for syntax, kind in SYNTAXES.items()} if nodes else {}
    return negotiated(request, lambda: page(request, template, **values), others)


def _grounds(request: Request) -> Response:
    site: Site = request.app.state.site
    known = grounds.all_grounds()
    nodes = tidied(iter([grounds_scheme(site.shared), *(node for one in known for node in ground_nodes(site.shared, one.code))]))
    return _answer(request, nodes, "begrip.html", ground=None, known=known, counts=_counts(site))


def _ground(request: Request) -> Response:
    site: Site = request.app.state.site
    ground = grounds.ground(request.path_params["code"])
    if ground is None or ground.code != request.path_params["code"]:
        raise answers.missing()
    nodes = tidied(iter([*ground_nodes(site.shared, ground.code), grounds_scheme(site.shared)]))
    values = {
        "words": grounds.describe(ground.code, "nl"),
        "statute": term("statutes") + ground.jci if ground.jci else None,
        "former": grounds.ground(ground.wob) if ground.wob else None,
        "found": partial(_found, site, ground.code),  # for the page only
    }
    return _answer(request, nodes, "begrip.html", ground=ground, known=(), counts=_counts(site), **values)


def _counts(site: Site) -> dict[str, int] | None:
    """By ground the number of documents that it was invoked for; None while that is being counted."""
    known = latest(site)
    return dict(known.grounds) if known else None


def _found(site: Site, code: str) -> Results | None:
    """What the search finds for a ground, in numbers: pages and dossiers, not documents. None while the engine is away."""
    try:
        return searching.results(site, Asking(chosen={"grond": (code,)}), by="dossier", limit=0, sort="newest")[0]
    except EngineError:
        return None


def _area(request: Request) -> Response:
    """Only of bodies whose area has no address with the EU, which is the one that descriptions name then."""
    site: Site = request.app.state.site
    body = _body(request, site)
    area = area_of(site.shared, body)
    if area is None or area.iri != site.shared.area(body.code):
        raise answers.missing()
    return _answer(request, tidied(area_nodes(site.shared, body)), "gebied.html", area=area, body=body)


def _service(request: Request) -> Response:
    site: Site = request.app.state.site
    body = _body(request, site)
    service = service_of(body, site.shared, site.settings.map, [])
    if service is None:
        raise answers.missing()
    contact = contact_of(body, site.shared, site.shared.catalogue(body.code), site.settings.map, [])
    datasets = sorted(site.absolute(line.id).dossier for line in overview.of_body(site, body.code))
    nodes = [*service_nodes(service, body, contact, datasets), body_node(body), contact_node(contact)]
    return _answer(request, tidied(iter(nodes)), "dienst.html", service=service, body=body, number=len(datasets))


def _contact(request: Request) -> Response:
    """Whom to ask, if it is set; else one is sent on to the bodies themselves."""
    site: Site = request.app.state.site
    settings = site.settings.map
    email, url = mail_address(settings.contact_email), web_address(settings.contact_url)
    name = one_line(settings.contact_name) or site.settings.serve.name
    contact = Contact(site.shared.contact, name, email, url) if email or url else None
    return _answer(request, tidied(iter([contact_node(contact)])) if contact else (), "contact.html", contact=contact)


def _body(request: Request, site: Site) -> Body:
    """The body of the address, as its dossiers name it. Raises 404 for one that has none."""
    code = request.path_params["code"]
    line = next(iter(overview.of_body(site, code)), None)
    dossier = site.dossier(line.id) if line else None
    if dossier is None:
        raise answers.missing()
    return dossier.publisher
