"""The catalogue of a body in DCAT, a page at a time: its datasets with their distributions, and a record of each.

The documents of a dossier are named but not described: their descriptions are in that of the dossier, and a harvester of datasets
has no use for them. A catalogue of more than one page is linked by Hydra, in the terms that CKAN's and the EU's harvesters follow.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from fairwoo.map.addresses import Site
from fairwoo.map.areas import area_iri, area_nodes
from fairwoo.map.contact import Contact
from fairwoo.map.dcat_files import free
from fairwoo.map.dcat_service import service_nodes
from fairwoo.map.dcat_terms import body_node, contact_node, dutch, licence_nodes, tidied
from fairwoo.map.linked_data import CONTEXT, Node, nodes_of, schema, tree
from fairwoo.map.rdf_text import subject, syntaxes
from fairwoo.map.service import Service
from fairwoo.map.terms import term
from fairwoo.map.times import Times, instant, with_times
from fairwoo.map.wording import catalogue_words, one_line
from fairwoo.model import Body

_DOCUMENTS = "dct:hasPart"


@dataclass(frozen=True)
class Heading:
    """What a catalogue says of itself: `total` is the number of its datasets, `times` those of the first and the last of its records."""

    site: Site
    body: Body
    contact: Contact
    persistence: str | None
    service: Service | None
    total: int
    times: Times


class Page:
    """A page of a catalogue: its number from 1, and the datasets that were put in.

    They are written at once, and kept as text only: as nodes they would take ten times the memory.
    """

    def __init__(self, heading: Heading, number: int) -> None:
        self.number = number
        self._heading = heading
        self._datasets: list[str] = []
        self._records: list[Node] = []
        self._lines: list[str] = []
        self._texts: dict[str, list[str]] = {name: [] for name in syntaxes()}
        self._known = {node["@id"] for node in _catalogue(heading, (), (), ())}

    @property
    def size(self) -> tuple[int, int]:
        """The number of datasets, and of nodes."""
        return len(self._datasets), len(self._known)

    def add(self, described: str, times: Times) -> None:
        """Put in the dataset that a `dcat.jsonld` describes, with a record if it is known when it last changed."""
        whole = with_times(json.loads(described), times)
        del whole["@context"]
        for node in nodes_of(whole, without=frozenset({_DOCUMENTS})):
            if node["@id"] not in self._known:
                self._known.add(node["@id"])
                ready = subject(node)
                for name, syntax in syntaxes().items():
                    self._texts[name].append(syntax.subject(ready))
        self._datasets.append(whole["@id"])
        self._lines.append(json.dumps(_without_shared(whole), ensure_ascii=False))
        if times.changed:
            self._records.append(_record(whole["@id"], times.changed, times.created))

    def written(self, *, last: bool) -> Iterator[tuple[str, str]]:
        """The name of each file under the folder of catalogues, and its text; `last` if no page follows."""
        for name, syntax in syntaxes().items():
            own = [syntax.subject(subject(node)) for node in self._own(name, last=last)]
            yield self._name(self.number, name), "".join([syntax.head, *own, *self._texts[name], syntax.tail])
        yield self._name(self.number, "jsonld"), self._json_ld(last=last)

    def _json_ld(self, *, last: bool) -> str:
        """The catalogue as a tree, each dataset on a line of its own."""
        catalogue, *others = self._own("jsonld", last=last)
        head = {key: value for key, value in catalogue.items() if key != "dcat:dataset"}
        opening = json.dumps({**schema(CONTEXT), **tree([head, *others])}, ensure_ascii=False, indent=2)
        lines = ",\n".join(self._lines)
        return f'{opening.removesuffix("}").rstrip()},\n  "dcat:dataset": [\n{lines}\n  ]\n}}\n'

    def _own(self, syntax: str, *, last: bool) -> list[Node]:
        """The nodes of the page itself, the catalogue first."""
        view = [] if last and self.number == 1 else [self._view(syntax, last=last)]
        return tidied(iter([*_catalogue(self._heading, self._datasets, self._records, view), *self._records, *view]))

    def _view(self, syntax: str, *, last: bool) -> Node:
        folder = self._heading.site.catalogues
        following = None if last else f"{folder}/{self._name(self.number + 1, syntax)}"
        return {
            "@id": f"{folder}/{self._name(self.number, syntax)}",
            "@type": ["hydra:PartialCollectionView", "hydra:PagedCollection"],
            "hydra:first": f"{folder}/{self._name(1, syntax)}",
            "hydra:previous": f"{folder}/{self._name(self.number - 1, syntax)}" if self.number > 1 else None,
            "hydra:next": following,
            "hydra:nextPage": following,
            "hydra:totalItems": self._heading.total,
        }

    def _name(self, number: int, syntax: str) -> str:
        code = self._heading.body.code
        return f"{code}.{syntax}" if number == 1 else f"{code}-{number}.{syntax}"


def _catalogue(heading: Heading, datasets: Sequence[str], records: Sequence[Node], view: Sequence[Node]) -> Iterator[Node]:
    site, body, (created, changed) = heading.site, heading.body, heading.times
    title, description = catalogue_words(one_line(body.name))
    yield {
        "@id": site.catalogue(body.code),
        "@type": ["dcat:Catalog", *(["hydra:Collection"] if view else [])],
        "dct:title": dutch(title),
        "dct:description": dutch(description),
        "dct:publisher": body.uri,
        "dct:creator": [body.uri],
        "dcat:contactPoint": [heading.contact.iri],
        "dct:language": [term("dutch")],
        "dct:license": free().dcat,
        "dct:spatial": area_iri(site, body),
        "dct:issued": instant(created) if created else None,
        "dct:modified": instant(changed) if changed else None,
        "dcat:themeTaxonomy": [term("data_themes")],
        "foaf:homepage": site.home,
        "pdoc:persistencePolicy": heading.persistence,
        "hydra:view": view[0]["@id"] if view else None,
        "dcat:service": [heading.service.iri] if heading.service else [],
        "dcat:record": [record["@id"] for record in records],
        "dcat:dataset": list(datasets),
    }
    yield body_node(body)
    yield contact_node(heading.contact)
    yield from area_nodes(site, body)
    yield from licence_nodes(free())
    yield {"@id": site.home, "@type": ["foaf:Document"]}
    yield {"@id": term("data_themes"), "@type": ["skos:ConceptScheme"], "dct:title": {"@value": "Data theme", "@language": "en"}}
    if heading.service:
        yield from service_nodes(heading.service, body, heading.contact, datasets)
    for change in _CHANGES:
        if any(record.get("adms:status") == term(change) for record in records):
            yield {"@id": term(change), "@type": ["skos:Concept"], "skos:prefLabel": {"@value": change, "@language": "en"}}


_CHANGES = ("created", "updated")


def _record(dataset: str, changed: datetime, created: datetime | None) -> Node:
    """The record of a dataset; each dataset describes the profile that it conforms to."""
    return {
        "@id": f"{dataset}#beschrijving",
        "@type": ["dcat:CatalogRecord"],
        "foaf:primaryTopic": dataset,
        "dct:issued": instant(created) if created else None,
        "dct:modified": instant(changed),
        "adms:status": term(_CHANGES[changed > created]) if created else None,
        "dct:language": [term("dutch")],
        "dct:conformsTo": [term("dcat_ap_nl")],
    }


def _without_shared(whole: Node) -> Node:
    """The tree of a dataset with only the addresses of its documents and of the service, which the catalogue describes itself."""
    whole = {**whole, "dcat:distribution": [_pointing(file, "dcat:accessService") for file in whole["dcat:distribution"]]}
    return _pointing(whole, _DOCUMENTS)


def _pointing(node: Node, name: str) -> Node:
    """The node with only the addresses of what it has under the property `name`."""
    if name not in node:
        return node
    value = node[name]
    addresses = [one["@id"] if isinstance(one, dict) else one for one in (value if isinstance(value, list) else [value])]
    return {**node, name: addresses if isinstance(value, list) else addresses[0]}
