"""DCAT-AP-NL 3.0.1 on DCAT-AP 3.0.1: the dossier as a dataset, in JSON-LD and in Turtle.

Sources: https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/ and https://semiceu.github.io/DCAT-AP/releases/3.0.1/.
A description that would not be valid is not written: what is missing for it is an error finding.
"""

from __future__ import annotations

from fairwoo.map.addresses import web_address
from fairwoo.map.case import Case
from fairwoo.map.dcat_nodes import nodes
from fairwoo.map.linked_data import expand, json_ld, turtle
from fairwoo.map.wording import one_line
from fairwoo.model import Description, Finding, FindingKind, Level, Mapped, Text

NAME = "dcat"
TITLE = Text(nl="DCAT-AP-NL 3 (JSON-LD en Turtle)", en="DCAT-AP-NL 3 (JSON-LD and Turtle)")

VALUE_MISSING = FindingKind(
    code="dcat-value-missing",
    level=Level.ERROR,
    nl="Voor DCAT-AP-NL ontbreekt een verplichte waarde: {what_nl} ({property}). De beschrijving is niet gemaakt.",
    en="A value that DCAT-AP-NL demands is missing: {what_en} ({property}). The description was not made.",
    do_nl="Vul de waarde in de metadata van het dossier in.",
    do_en="Fill in the value in the dossier's metadata.",
)


def describe(case: Case) -> Mapped:
    """`dcat.jsonld` and `dcat.ttl`, or nothing and a finding for each mandatory value that is missing."""
    missing = _missing(case)
    if missing:
        return Mapped((), missing)
    expanded = expand(nodes(case))
    return Mapped(
        (
            Description(standard=NAME, file_name="dcat.jsonld", media_type="application/ld+json", content=json_ld(expanded)),
            Description(standard=NAME, file_name="dcat.ttl", media_type="text/turtle", content=turtle(expanded)),
        ),
        (),
    )


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
