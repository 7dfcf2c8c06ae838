"""schema.org in the page itself: what search engines and FAIR checkers read, as a block of data that a browser runs nothing of.

That of a dossier is the description that lies in the catalogue, without the long lists of a large dossier; that of a document is made
of its graph. Source: fair.md D; https://schema.org/ (version 30).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fairwoo import vocab
from fairwoo.map.linked_data import Node, schema
from fairwoo.map.terms import language_tag, licence
from fairwoo.serve.dossiers.described import description
from fairwoo.serve.linked import graphs
from fairwoo.serve.linked.signposting import addresses
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import Site

CONTEXT = "schemaorg.context.jsonld"
_MOST_LISTED = 25  # distributions and parts in the page of a dossier; its descriptions have all
_LISTS = ("distribution", "hasPart")
_MEDIA_TYPES = "assignments/media-types/"

# Of a document, the properties whose value is taken over as it is.
_SAME = {
    "dct:created": "dateCreated",
    "dct:accessRights": "conditionsOfAccess",
    "schema:genre": "genre",
}


def of_dossier(site: Site, dossier: PublicDossier) -> dict[str, Any] | None:
    """The data of a dossier, or None if it has no description in schema.org."""
    found = description(site, dossier, "schemaorg.jsonld")
    if found is None:
        return None
    whole: dict[str, Any] = json.loads(found.content)
    known = graphs.times(site, dossier)
    for name, time in (("datePublished", known.created), ("dateModified", known.changed)):
        if time and name not in whole:
            whole[name] = time.date().isoformat()
    return {name: value[:_MOST_LISTED] if name in _LISTS else value for name, value in whole.items()}


def of_document(site: Site, dossier: PublicDossier, document: PublicDocument, nodes: Sequence[Node]) -> dict[str, Any] | None:
    """The data of a document, of its graph; None if it has none."""
    if not nodes:
        return None
    known, node, own = {one["@id"]: one for one in nodes}, nodes[0], addresses(site, dossier.id)
    body = known.get(node.get("dct:publisher", ""))
    language = vocab.language(document.language) if document.language else None
    made: dict[str, Any] = {
        "@type": "DigitalDocument",
        "@id": node["@id"],
        "identifier": list(dict.fromkeys(filter(None, (node["dct:identifier"], node["@id"], document.number)))),
        "url": node["@id"],
        "name": document.called,
        "description": _words(node.get("dct:description")),
        "keywords": [_words(word) for word in node.get("dcat:keyword", ())],
        "inLanguage": language_tag(language) if language else None,
        **{ours: node.get(theirs) for theirs, ours in _SAME.items()},
        "datePublished": _day(node.get("dct:issued")),
        "creator": [_agent(known[one]) for one in node.get("dct:creator", ()) if one in known],
        "publisher": _agent(body) if body else None,
        "license": web_licence(node.get("dct:license")),
        "isAccessibleForFree": bool(document.file_name or document.elsewhere),
        "isPartOf": {"@type": "Dataset", "@id": own.dossier, "url": own.dossier, "name": dossier.title},
        "isBasedOn": [one for one in node.get("prov:wasDerivedFrom", ()) if one not in node.get("dcat:distribution", ())],
        "sameAs": document.elsewhere,
        "encoding": [_file(known[one], known) for one in node.get("dcat:distribution", ()) if one in known],
    }
    if policy := node.get("pdoc:persistencePolicy"):
        made["publishingPrinciples"] = policy
    return {**schema(CONTEXT), **{name: value for name, value in made.items() if value not in (None, [], "")}}


def block(value: Mapping[str, Any]) -> str:
    """JSON that can stand in a script element: no sign in it ends the element or begins a comment, whatever a title says."""
    found = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        found = found.replace(sign, f"\\u{ord(sign):04x}")
    return found


def web_licence(address: str | None) -> str | None:
    """The address of a licence for people, of the one that DCAT-AP-NL has for it."""
    known = licence(address) if address else None
    return known.web if known else address


def _words(value: Node | None) -> str | None:
    return str(value["@value"]) if value else None


def _day(value: Node | str | None) -> str | None:
    """A day as it is given, or that of a moment."""
    return str(value["@value"])[:10] if isinstance(value, dict) else value


def _agent(node: Node) -> dict[str, Any]:
    name = node.get("foaf:name")
    return {"@type": "GovernmentOrganization", "@id": node["@id"], "name": _words(name)}


def _file(node: Node, known: Mapping[str, Node]) -> dict[str, Any]:
    checksum = known.get(node.get("spdx:checksum", ""), {})
    size = node.get("dcat:byteSize")
    made = {
        "@type": "DataDownload",
        "@id": node["@id"],
        "contentUrl": node["@id"],
        "encodingFormat": node.get("dcat:mediaType", "").partition(_MEDIA_TYPES)[2] or None,
        "contentSize": None if size is None else f"{size} B",
        "sha256": checksum.get("spdx:checksumValue"),
        "license": web_licence(node.get("dct:license")),
    }
    return {name: value for name, value in made.items() if value is not None}
