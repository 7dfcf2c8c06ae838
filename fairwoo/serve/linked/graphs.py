"""Descriptions as graphs: that of a dossier as it lies in the catalogue, with the times that the feed has, that of a document as a part
of it, and any nodes as text.

The graph of a document is cut out of its dossier's, so that the two cannot contradict each other. What a reader of it alone would miss
is added: what the document has from its dossier (contact, policy, words to find it by) and which addresses describe it.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from threading import Lock

from fairwoo.map.dcat_terms import dutch, tidied
from fairwoo.map.linked_data import CONTEXT, Node, nodes_of, schema, value_type
from fairwoo.map.rdf_text import subject, syntaxes, text
from fairwoo.map.terms import term
from fairwoo.map.times import Times, with_times
from fairwoo.serve.dossiers.described import description
from fairwoo.serve.linked.negotiation import SYNTAXES
from fairwoo.serve.linked.signposting import addresses
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import Site

_MOST_KEPT = 2  # graphs in memory: that of 1,000 documents is some 20 MB as nodes
_LOCK = Lock()
_KEPT: OrderedDict[tuple[str, str, str], Mapping[str, Node]] = OrderedDict()

_IN_SHORT = frozenset({"@id", "@type", "dct:title", "dct:identifier", "dct:publisher"})
"""What the graph of a document says of its dossier and of other documents; their own addresses say the rest."""
_FROM_DOSSIER = ("dcat:contactPoint", "dct:issued", "dct:spatial", "dcatap:applicableLegislation", "pdoc:persistencePolicy")


def dossier_text(site: Site, dossier: PublicDossier, syntax: str) -> str | None:
    """The description of a dossier in a syntax; None if it has none, because a value that DCAT-AP-NL demands is missing."""
    found, tree = description(site, dossier, f"dcat.{syntax}"), description(site, dossier, "dcat.jsonld")
    if found is None or tree is None:
        return None
    whole, known = json.loads(tree.content), times(site, dossier)
    if syntax == "jsonld":
        return json.dumps(with_times(whole, known), ensure_ascii=False, indent=2) + "\n"
    root, write = nodes_of(whole)[0], syntaxes()[syntax].subject
    return found.content.replace(write(subject(root)), write(subject(with_times(root, known))), 1)


def times(site: Site, dossier: PublicDossier) -> Times:
    """Since when a dossier can be had on this site, and when what is said of it last changed."""
    address, catalogue = site.absolute(dossier.id).dossier, site.workspace.catalogue
    return Times(catalogue.created([address]).get(address), catalogue.changed([address]).get(address))


def document_nodes(site: Site, dossier: PublicDossier, document: PublicDocument) -> list[Node]:
    """The graph of a document, itself first; empty if its dossier has no description."""
    nodes = _nodes(site, dossier)
    own = addresses(site, dossier.id)
    address = own.document(document.name)
    if address not in nodes or own.dossier not in nodes:
        return []
    whole = nodes[own.dossier]
    first = {**nodes[address], **_more(nodes, address, whole)}
    pages = list(_pages(address, document, whole))
    agent = nodes.get(f"{own.dossier}#fairwoo")
    return tidied(iter([first, *pages, *([agent] if agent else []), *_around(nodes, [first, *pages], own.dossier)]))


def written(nodes: Sequence[Node], syntax: str) -> str:
    """Nodes in a syntax: "jsonld", "ttl", "rdf" or "nt"."""
    if syntax == "jsonld":
        return json.dumps({**schema(CONTEXT), "@graph": list(nodes)}, ensure_ascii=False, indent=1) + "\n"
    return text(syntax, [subject(node) for node in nodes])


def _nodes(site: Site, dossier: PublicDossier) -> Mapping[str, Node]:
    """The nodes of the description of a dossier, by their addresses."""
    key = (site.base, dossier.id, dossier.revision)
    with _LOCK:
        if key in _KEPT:
            _KEPT.move_to_end(key)
            return _KEPT[key]
    found = dossier_text(site, dossier, "jsonld")
    made = {node["@id"]: node for node in nodes_of(json.loads(found))} if found else {}
    with _LOCK:
        _KEPT[key] = made
        while len(_KEPT) > _MOST_KEPT:
            _KEPT.popitem(last=False)
    return made


def _more(nodes: Mapping[str, Node], address: str, whole: Node) -> Node:
    """What a document has from its dossier, its file and its kind."""
    node = nodes[address]
    file = nodes.get(next(iter(node.get("dcat:distribution", ())), ""), {})
    rights = nodes.get(node.get("dct:rights", ""), {})
    kinds = (nodes[kind]["skos:prefLabel"] for kind in node.get("dct:type", ()) if kind in nodes)
    from_dossier = {name: whole[name] for name in _FROM_DOSSIER if name in whole}
    return {
        **from_dossier,
        "dct:description": file.get("dct:description") or rights.get("dct:description"),
        "dct:license": file.get("dct:license"),
        "dcat:keyword": _distinct([*kinds, *whole.get("dcat:keyword", ())]),
        "foaf:page": [f"{address}#pagina", *_descriptions(address)],
        "prov:wasAttributedTo": next(iter(node.get("dct:creator", ())), None),
        "prov:wasGeneratedBy": whole.get("prov:wasGeneratedBy"),
    }


def _descriptions(address: str) -> Iterator[str]:
    return (f"{address}.{syntax}" for syntax in SYNTAXES)


def _pages(address: str, document: PublicDocument, whole: Node) -> Iterator[Node]:
    """The page of a document, its descriptions, and the making of these; of the dossier's own only the files of all are left out."""
    yield {"@id": f"{address}#pagina", "@type": ["foaf:Document"]}
    for syntax, media_type in SYNTAXES.items():
        yield {
            "@id": f"{address}.{syntax}",
            "@type": ["foaf:Document"],
            "dct:title": dutch(f"Metagegevens van {document.called}"),
            "foaf:primaryTopic": address,
            "dcat:mediaType": term("media_types") + media_type,
            "dct:conformsTo": [term("dcat_ap_nl")],
            "dct:language": [term("dutch")],
        }
    if made := whole.get("prov:wasGeneratedBy"):
        yield {
            "@id": made,
            "@type": ["prov:Activity"],
            "dct:title": dutch("Het dossier uit de aangeleverde bestanden samenstellen en beschrijven"),
            "prov:wasAssociatedWith": f"{whole['@id']}#fairwoo",
        }


def _around(nodes: Mapping[str, Node], first: Sequence[Node], dossier: str) -> Iterator[Node]:
    """The nodes that these lead to, and those lead to; the dossier and other documents in short, and nothing behind them."""
    known = {node["@id"] for node in first}
    waiting = [one for node in first for one in _pointed(node)]
    while waiting:
        address = waiting.pop()
        node = nodes.get(address)
        if node is None or address in known:
            continue
        known.add(address)
        if address == dossier or "schema:DigitalDocument" in node["@type"]:
            node = {name: value for name, value in node.items() if name in _IN_SHORT}
        yield node
        waiting += _pointed(node)


def _pointed(node: Node) -> list[str]:
    found: list[str] = []
    for name, value in node.items():
        if value_type(name) == "@id" and value:
            found += value if isinstance(value, list) else [value]
    return found


def _distinct(words: Iterable[Node]) -> list[Node]:
    return list({json.dumps(word, sort_keys=True): word for word in words}.values())
