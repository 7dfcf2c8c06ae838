"""The search API of a body as `dcat:DataService`: all that DCAT-AP-NL demands and recommends of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fairwoo.map.contact import Contact
from fairwoo.map.dcat_terms import dutch, licence_nodes
from fairwoo.map.linked_data import Node
from fairwoo.map.service import Service
from fairwoo.map.terms import term
from fairwoo.map.wording import SERVICE_KEYWORDS, one_line, service_words
from fairwoo.model import Body


def service_nodes(service: Service, body: Body, contact: Contact, datasets: Sequence[str]) -> Iterator[Node]:
    """The service, which gives access to `datasets` (their addresses). `body` and `contact` are described elsewhere."""
    name = one_line(body.name)
    title, description = service_words(name)
    yield {
        "@id": service.iri,
        "@type": ["dcat:DataService"],
        "dct:identifier": service.iri,
        "dct:title": dutch(title),
        "dct:description": dutch(description),
        "dct:publisher": body.uri,
        "dct:creator": [body.uri],
        "dcat:contactPoint": [contact.iri],
        "dct:accessRights": term("public"),
        "dct:license": service.licence.dcat,
        "dcat:theme": [term("government")],
        "dcat:keyword": [dutch(word) for word in (*SERVICE_KEYWORDS, name)],
        "dct:language": [term("dutch")],
        "dct:conformsTo": [term("rest_api_rules")],
        "dcat:endpointURL": service.endpoint,
        "dcat:endpointDescription": service.description,
        "dcat:servesDataset": list(datasets),
    }
    # All things are rdfs:Resource; the official shapes want it said of these two.
    yield from ({"@id": address, "@type": ["rdfs:Resource"]} for address in (service.endpoint, service.description))
    yield {"@id": term("rest_api_rules"), "@type": ["dct:Standard"]}
    yield from licence_nodes(service.licence)
