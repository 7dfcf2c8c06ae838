"""What a program finds that is given the address of a landing page and nothing else: the page, its links, its data, its graph."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2 as httpx
from rdflib import Graph, URIRef
from signposting import find_signposting_html, find_signposting_http_link, find_signposting_linkset

Found = frozenset[tuple[str, str, str]]
"""Links: relation, target, media type ("" where none is given)."""

_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True)
class Harvest:
    """`data` is the JSON-LD in the page, `graph` what content negotiation gives; `pid` the address that `cite-as` or the data give."""

    address: str
    status: int
    html: str
    header: Found
    head: Found
    linkset: Found
    data: Mapping[str, Any]
    graph: Graph
    answers: Mapping[str, tuple[int, str, int]] = field(default_factory=dict)
    """By address of a file: status, media type, octets."""

    @property
    def links(self) -> Found:
        return self.header | self.head

    def targets(self, rel: str) -> list[str]:
        return sorted(target for name, target, _ in self.links if name == rel)


def links_of(signposting: Any) -> Found:
    return frozenset((str(one.rel), str(one.target), str(one.type or "")) for one in signposting)


def data_of(html: str) -> dict[str, Any]:
    found = _BLOCK.search(html)
    return json.loads(found[1]) if found else {}


def graph_of(address: str, media_type: str, form: str) -> Graph:
    answer = httpx.get(address, headers={"accept": media_type})
    assert answer.status_code == 200, (address, media_type, answer.status_code)
    assert answer.headers["content-type"].partition(";")[0] == media_type
    return Graph().parse(data=answer.text, format=form)


def harvest(address: str) -> Harvest:
    answer = httpx.get(address, headers={"accept": "text/html"})
    header = links_of(find_signposting_http_link([answer.headers.get("link", "")], address))
    linksets = [target for rel, target, _ in header if rel == "linkset"]
    data = data_of(answer.text)
    return Harvest(
        address=address,
        status=answer.status_code,
        html=answer.text,
        header=header,
        head=links_of(find_signposting_html(address)),
        linkset=links_of(one for target in linksets for one in find_signposting_linkset(target).for_context(address)),
        data=data,
        graph=graph_of(address, "text/turtle", "turtle"),
        answers={one: _asked(one) for one in _files(data, header)},
    )


def without_links(found: Harvest, *rels: str) -> Found:
    return frozenset(one for one in found.links if one[0] not in rels)


def hosts(graph: Graph) -> set[str]:
    named = (term for triple in graph for term in (triple[0], triple[2]) if isinstance(term, URIRef))
    return {httpx.URL(str(term)).host for term in named if str(term).startswith("http")}


def _files(data: Mapping[str, Any], links: Found) -> set[str]:
    own = {one["contentUrl"] for name in ("distribution", "encoding") for one in data.get(name, ()) if "contentUrl" in one}
    return own | {target for rel, target, _ in links if rel == "item"}


def _asked(address: str) -> tuple[int, str, int]:
    if httpx.URL(address).host != "127.0.0.1":
        return 0, "", 0  # a document that was public before, elsewhere; tests stay on this computer
    answer = httpx.get(address)
    return answer.status_code, answer.headers.get("content-type", "").partition(";")[0], len(answer.content)
