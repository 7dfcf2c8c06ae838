"""Nodes that many descriptions share: bodies, contacts, concepts, grounds, licences, rights."""

from __future__ import annotations

from collections.abc import Iterator

from fairwoo import grounds
from fairwoo.map.addresses import Site
from fairwoo.map.contact import Contact
from fairwoo.map.linked_data import Node
from fairwoo.map.terms import Licence, authority, term
from fairwoo.map.wording import one_line
from fairwoo.model import Body
from fairwoo.vocab import Concept


def dutch(text: str) -> Node:
    """`text` as Dutch."""
    return {"@value": text, "@language": "nl"}


def tidied(nodes: Iterator[Node]) -> list[Node]:
    """Each node once, the first time it comes, without empty properties."""
    distinct: dict[str, Node] = {}
    for node in nodes:
        distinct.setdefault(node["@id"], {key: value for key, value in node.items() if value not in (None, [], "")})
    return list(distinct.values())


def body_node(body: Body) -> Node:
    """A public body, with the kind of authority it is where its register says so."""
    known = authority(body.register_name)
    return {
        "@id": body.uri,
        "@type": ["foaf:Agent"],
        "foaf:name": dutch(one_line(body.name)),
        "dct:type": [known.type] if known and known.type else [],
    }


def contact_node(contact: Contact) -> Node:
    """Whom to ask. Validators do not infer that an Organization is a Kind, so both are said."""
    return {
        "@id": contact.iri,
        "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": contact.name,
        "vcard:hasEmail": contact.email,
        "vcard:hasURL": contact.url,
    }


def concept_node(concept: Concept) -> Node:
    """A concept of an official list."""
    return {"@id": concept.uri, "@type": ["skos:Concept"], "skos:prefLabel": dutch(concept.label)}


def licence_nodes(licence: Licence) -> Iterator[Node]:
    """A licence, with its ADMS type where the list has one."""
    yield {"@id": licence.dcat, "@type": ["dct:LicenseDocument"], "dct:type": [licence.kind] if licence.kind else []}
    if licence.kind:
        name = {"@value": licence.kind.rpartition("/")[2], "@language": "en"}
        yield {"@id": licence.kind, "@type": ["skos:Concept"], "skos:prefLabel": name}


def rights_node(iri: str, sentence: str) -> Node:
    """A statement of rights in one sentence."""
    return {"@id": iri, "@type": ["dct:RightsStatement"], "dct:description": dutch(sentence)}


def ground_nodes(site: Site, code: str) -> Iterator[Node]:
    """A ground as a concept of a scheme of our own, since no official one exists; nothing for a code that no law has."""
    known = grounds.ground(code)
    if known is None:
        return
    yield {
        "@id": site.ground(code),
        "@type": ["skos:Concept"],
        "skos:notation": [code],
        "skos:prefLabel": [dutch(known.name), {"@value": known.name_en, "@language": "en"}],
        "skos:definition": dutch(grounds.describe(code, "nl")),
        "skos:inScheme": site.grounds,
        "dct:source": term("statutes") + known.jci if known.jci else None,
    }


def grounds_scheme(site: Site) -> Node:
    """The scheme of the grounds."""
    return {
        "@id": site.grounds,
        "@type": ["skos:ConceptScheme"],
        "dct:title": [
            dutch("Uitzonderingsgronden van Woo en Wob"),
            {"@value": "Grounds of refusal in Woo and Wob", "@language": "en"},
        ],
    }
