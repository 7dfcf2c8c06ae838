"""MDTO 1.0.1 as XML: one object a file, its elements in the order given, nothing empty.

Source: https://www.nationaalarchief.nl/mdto, XML schema 1.0.1 of 21 February 2023. The schema's order is strict, so whoever builds
an object lists its elements in that order; `tests/conformance/test_mdto.py` holds the outcome against the schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from fairwoo import vocab
from fairwoo.vocab.words import rows

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "https://www.nationaalarchief.nl/mdto"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA_LOCATION = f"{NAMESPACE} {NAMESPACE}/MDTO-XML1.0.1.xsd"
_TOOI_SET = "https://identifier.overheid.nl/tooi/set/"

Elements = Sequence[tuple[str, "str | Elements | None"]]
"""Names of elements with their text or what is inside them; None leaves an element out."""


class Identification(NamedTuple):
    """What an object is called, unique within `source`: the address, organisation or list that gave it the name."""

    identifier: str
    source: str

    def elements(self) -> Elements:
        """The group identificatieGegevens."""
        return [("identificatieKenmerk", self.identifier), ("identificatieBron", self.source)]


class Reference(NamedTuple):
    """Another object, by its name and identification."""

    name: str
    identification: Identification | None = None

    def elements(self) -> Elements:
        """The group verwijzingGegevens."""
        identified = self.identification.elements() if self.identification else None
        return [("verwijzingNaam", self.name), ("verwijzingIdentificatie", identified)]


class Term(NamedTuple):
    """A concept of a list."""

    label: str
    code: str | None
    list: Reference

    def elements(self) -> Elements:
        """The group begripGegevens."""
        return [("begripLabel", self.label), ("begripCode", self.code), ("begripBegrippenlijst", self.list.elements())]


def term(name: str) -> Term:
    """A term of `vocab/mdto_terms.csv`: MDTO's own, and those of Dublin Core where MDTO has no list."""
    return _terms()[name]


def coded(concept: vocab.Concept, list_name: str) -> Term:
    """An entry of a TOOI list: "categories", "kinds", "themes", "handlings" or "relations"."""
    return Term(concept.label, concept.code, concept_list(list_name))


def concept_list(name: str) -> Reference:
    """A list of `vocab/mdto_lists.csv`."""
    return _lists()[name]


def document(kind: str, elements: Elements) -> str:
    """The file of one object (`kind` is informatieobject or bestand), as text that ends in a newline. All texts are fit for XML."""
    from lxml import etree

    prefixes = {None: NAMESPACE, "xsi": _XSI}
    root = etree.Element(f"{{{NAMESPACE}}}MDTO", nsmap=prefixes)  # type: ignore[arg-type] # the stubs forget the default namespace
    root.set(f"{{{_XSI}}}schemaLocation", _SCHEMA_LOCATION)
    _add(root, [(kind, elements)])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).decode()


def _add(parent: _Element, elements: Elements) -> None:
    from lxml import etree

    for name, value in elements:
        if not value:
            continue
        element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
        if isinstance(value, str):
            element.text = value
        else:
            _add(element, value)


@cache
def _terms() -> dict[str, Term]:
    return {row["term"]: Term(row["label"], row["code"] or None, concept_list(row["list"])) for row in rows("mdto_terms")}


@cache
def _lists() -> dict[str, Reference]:
    versions = {row["file"]: _TOOI_SET + row["list"] for row in rows("lists")}
    found = {}
    for row in rows("mdto_lists"):
        identifier = versions.get(row["identification"], row["identification"])
        found[row["list"]] = Reference(row["name"], Identification(identifier, row["source"]) if identifier else None)
    return found
