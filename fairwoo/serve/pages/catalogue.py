"""`/catalogus`, `/catalogus/CODE` and their syntaxes: the catalogues in DCAT, which data portals harvest, in pages where they are large."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo.map.dcat_files import free
from fairwoo.map.dcat_terms import dutch, licence_nodes, tidied
from fairwoo.map.linked_data import Node
from fairwoo.map.terms import term
from fairwoo.map.wording import catalogue_words, one_line
from fairwoo.serve import answers
from fairwoo.serve.caching import conditional
from fairwoo.serve.linked import datacatalog, signposting
from fairwoo.serve.linked.editions import Edition, edition
from fairwoo.serve.linked.graphs import written
from fairwoo.serve.linked.negotiation import HTML, SYNTAXES, data, negotiated
from fairwoo.serve.linked.signposting import Link
from fairwoo.serve.site import Site
from fairwoo.serve.templating import page

_FILE = re.compile(r"([A-Za-z0-9_]+)(-[0-9]{1,6})?\.(jsonld|ttl|rdf|nt)")


def routes(site: Site) -> Sequence[BaseRoute]:
    """The whole, that of a body, and the files of both."""
    del site
    whole = [Route(f"/catalogus.{syntax}", partial(_whole_in, syntax=syntax), methods=["GET"]) for syntax in SYNTAXES]
    return (
        Route("/catalogus", _all, name="catalogues"),
        *whole,
        Route("/catalogus/{name}", _one, name="catalogue"),
    )


def _all(request: Request) -> Response:
    site: Site = request.app.state.site
    now = edition(site)
    links = [
        *(Link("describedby", f"{site.shared.catalogues}.{syntax}", kind) for syntax, kind in SYNTAXES.items()),
        *(Link("item", site.shared.catalogue(code), HTML) for code in sorted(now.bodies)[: signposting.MOST_ITEMS]),
        Link("service-desc", signposting.openapi(site), signposting.OPENAPI),
    ]

    def html() -> Response:
        bodies = [(body, now.dossiers[code]) for code, body in sorted(now.bodies.items(), key=lambda item: item[1].name)]
        return page(request, "catalogus.html", body=None, bodies=bodies, links=links, datacatalog=datacatalog.whole(site, now))

    answer = negotiated(request, html, {kind: partial(_whole_in, request, syntax=one) for one, kind in SYNTAXES.items()})
    answer.headers["link"] = signposting.header(links)
    return answer


def _one(request: Request) -> Response:
    """The catalogue of a body, or one of its files."""
    site: Site = request.app.state.site
    name, now = request.path_params["name"], edition(site)
    if named := _FILE.fullmatch(name):
        return _file(request, now, name, named[3])
    body = now.bodies.get(name)
    if body is None:
        raise answers.missing()
    address = site.shared.catalogue(name)
    links = [
        *(Link("describedby", f"{address}.{syntax}", kind, term("dcat_ap_nl")) for syntax, kind in SYNTAXES.items()),
        Link("author", body.uri),
        Link("license", free().web),
        Link("collection", site.shared.catalogues, HTML),
        Link("service-desc", signposting.openapi(site), signposting.OPENAPI),
    ]

    def html() -> Response:
        pages = sum(path.startswith(f"catalogus/{name}") and _is_page(path, name) for path in now.files)
        block = datacatalog.of_body(site, body)
        bodies = [(body, now.dossiers[name])]
        return page(request, "catalogus.html", body=body, bodies=bodies, pages=pages, links=links, datacatalog=block)

    answer = negotiated(request, html, {kind: partial(_first, request, now, name, syntax) for syntax, kind in SYNTAXES.items()})
    answer.headers["link"] = signposting.header(links)
    return answer


def _is_page(path: str, code: str) -> bool:
    named = _FILE.fullmatch(path.removeprefix("catalogus/"))
    return named is not None and named[1] == code and named[3] == "ttl"


def _first(request: Request, now: Edition, code: str, syntax: str) -> Response:
    """The first page of a catalogue, at the address of the catalogue itself."""
    site: Site = request.app.state.site
    answer = _file(request, now, f"{code}.{syntax}", syntax)
    answer.headers["content-location"] = f"{site.shared.catalogue(code)}.{syntax}"
    return answer


def _file(request: Request, now: Edition, name: str, syntax: str) -> Response:
    file = now.files.get(f"catalogus/{name}")
    if file is None:
        raise answers.missing()

    def make() -> Response:
        return data(file.place.read_text(encoding="utf-8"), SYNTAXES[syntax])

    answer = conditional(request, file.sha256, make)
    answer.headers["access-control-allow-origin"] = "*"
    return answer


def _whole_in(request: Request, *, syntax: str) -> Response:
    site: Site = request.app.state.site
    now = edition(site)
    answer = data(written(_whole(site, now), syntax), SYNTAXES[syntax])
    if request.url.path == f"{site.prefix}/catalogus":
        answer.headers["content-location"] = f"{site.shared.catalogues}.{syntax}"
    return answer


def _whole(site: Site, now: Edition) -> list[Node]:
    """The catalogue of catalogues: it names them, and they say the rest."""
    names = {code: catalogue_words(one_line(body.name))[0] for code, body in now.bodies.items()}
    first: Node = {
        "@id": site.shared.catalogues,
        "@type": ["dcat:Catalog"],
        "dct:title": dutch(site.settings.serve.name),
        "dct:description": dutch("De catalogi van alle bestuursorganen op deze website."),
        "dct:language": [term("dutch")],
        "dct:license": free().dcat,
        "foaf:homepage": site.shared.home,
        "dct:hasPart": [site.shared.catalogue(code) for code in sorted(names)],
    }
    parts = (
        {"@id": site.shared.catalogue(code), "@type": ["dcat:Catalog"], "dct:title": dutch(title), "dct:isPartOf": [first["@id"]]}
        for code, title in sorted(names.items())
    )
    return tidied(iter([first, *parts, {"@id": site.shared.home, "@type": ["foaf:Document"]}, *licence_nodes(free())]))
