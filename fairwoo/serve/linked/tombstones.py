"""What was taken back, in RDF: the metadata stay when the data are gone (FAIR principle A2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from fairwoo.map.contact import persistence_policy
from fairwoo.map.dcat_terms import dutch, tidied
from fairwoo.map.linked_data import Node
from fairwoo.map.terms import term
from fairwoo.map.wording import WITHDRAWN, one_line
from fairwoo.serve.linked.graphs import written
from fairwoo.serve.linked.negotiation import SYNTAXES, data, negotiated
from fairwoo.serve.site import Site

if TYPE_CHECKING:
    from fairwoo.serve.linked.gone import Tombstone

_THING = re.compile(r"/dossier/[^/]+(?:/document/[^/]+)?")


def in_any_form(request: Request, gone: Tombstone, html: Callable[[], Response]) -> Response:
    """The tombstone in the form that was asked for: by the ending of the address, else by `Accept`; `html` makes the page."""
    site: Site = request.app.state.site
    path = request.url.path.removeprefix(site.prefix)
    if not _THING.fullmatch(path):  # a file or image that was there: whatever form was asked for, it is gone
        return html()
    stem, _, ending = path.rpartition(".")
    if ending in SYNTAXES:
        return _described(site, gone, stem, ending)
    return negotiated(request, html, {kind: partial(_described, site, gone, path, syntax) for syntax, kind in SYNTAXES.items()})


def nodes(site: Site, gone: Tombstone, path: str) -> list[Node]:
    """The graph of a tombstone at a path below the base of the site."""
    address = site.base + quote(path)
    statement = {
        "@id": f"{address}#intrekking",
        "@type": ["dct:ProvenanceStatement"],
        "dct:description": dutch(f"{WITHDRAWN}: {gone.reason}."),
    }
    node = {
        "@id": address,
        "@type": ["dcat:Resource"],
        "dct:identifier": gone.address,
        "dct:title": dutch(gone.title),
        "dct:publisher": gone.body,
        "dct:isPartOf": [gone.within] if gone.within else [],
        "dct:accessRights": term("non_public"),
        "adms:status": term("withdrawn"),
        "dct:modified": gone.when.date().isoformat(),
        "dct:provenance": [statement["@id"]],
        "pdoc:persistencePolicy": persistence_policy(site.settings.map, []),
    }
    body = {"@id": gone.body, "@type": ["foaf:Agent"], "foaf:name": dutch(one_line(gone.publisher))}
    return tidied(iter([node, statement, body]))


def _described(site: Site, gone: Tombstone, path: str, syntax: str) -> Response:
    answer = data(written(nodes(site, gone, path), syntax), SYNTAXES[syntax])
    answer.status_code = 410
    return answer
