"""DCAT-AP-NL 3.0.1 on DCAT-AP 3.0.1: the dossier as a dataset, in JSON-LD, Turtle, RDF/XML and N-Triples, and its inventory as CSV.

Sources: https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/ and https://semiceu.github.io/DCAT-AP/releases/3.0.1/.
A description that would not be valid is not written: what is missing for it is an error finding.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from fairwoo.map.addresses import web_address
from fairwoo.map.case import Case
from fairwoo.map.dcat_nodes import nodes
from fairwoo.map.inventory import FILE_NAME, MEDIA_TYPE, inventory_csv
from fairwoo.map.linked_data import Node, json_ld
from fairwoo.map.rdf_text import subject, text
from fairwoo.map.wording import one_line
from fairwoo.model import Description, Finding, FindingKind, Level, Mapped, Text

NAME = "dcat"
TITLE = Text(nl="DCAT-AP-NL 3 (RDF in vier vormen)", en="DCAT-AP-NL 3 (RDF in four syntaxes)")

VALUE_MISSING = FindingKind(
    code="dcat-value-missing",
    level=Level.ERROR,
    nl="Voor DCAT-AP-NL ontbreekt een verplichte waarde: {what_nl} ({property}). De beschrijving is niet gemaakt.",
    en="A value that DCAT-AP-NL demands is missing: {what_en} ({property}). The description was not made.",
    do_nl="Vul de waarde in de metadata van het dossier in.",
    do_en="Fill in the value in the dossier's metadata.",
)


def describe(case: Case) -> Mapped:
    """`dcat.jsonld`, `.ttl`, `.rdf` and `.nt`, which say the same, and `inventaris.csv`, a distribution that they name.

    Nothing, and a finding for each mandatory value that is missing, if one is. The first has the parts: the dossier's address.
    """
    missing = _missing(case)
    if missing:
        return Mapped((), missing)
    graph = nodes(case)
    ready = [subject(node) for node in graph]
    contents = (
        ("dcat.jsonld", "application/ld+json", json_ld(graph)),
        ("dcat.ttl", "text/turtle", text("ttl", ready)),
        ("dcat.rdf", "application/rdf+xml", text("rdf", ready)),
        ("dcat.nt", "application/n-triples", text("nt", ready)),
        (FILE_NAME, MEDIA_TYPE, inventory_csv(case)),
    )
    parts = {case.addresses.dossier: _digest(graph)}
    return Mapped(
        tuple(
            Description(
                standard=NAME, file_name=name, media_type=kind, content=content, parts=parts if kind == contents[0][1] else {}
            )
            for name, kind, content in contents
        ),
        (),
    )


def _digest(graph: Sequence[Node]) -> str:
    """Of all that is said of the dossier, but for which version of fairwoo says it."""
    said = [subject(node) for node in graph if "prov:SoftwareAgent" not in node["@type"]]
    return hashlib.sha256(text("nt", said).encode()).hexdigest()


def _missing(case: Case) -> tuple[Finding, ...]:
    """What the profile demands and a dossier may lack; all other mandatory values always follow from the case."""
    body = case.dossier.publisher
    demanded = (
        ("dct:title", "de titel", "the title", case.title),
        ("dct:identifier", "het kenmerk (id)", "the identifier (id)", one_line(case.dossier.id)),
        ("dct:publisher", "het TOOI-adres van de uitgever", "the publisher's TOOI address", web_address(body.uri) == body.uri),
        ("foaf:name", "de naam van de uitgever", "the publisher's name", one_line(body.name)),
    )
    return tuple(VALUE_MISSING.at(property=name, what_nl=nl, what_en=en) for name, nl, en, value in demanded if not value)
