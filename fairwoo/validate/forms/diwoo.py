"""DiWoo 0.9.8: a sitemap with the national Woo metadata, or a `diwoo:Document` by itself. Sitemaps are read entry by entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fairwoo.model import Finding, FindingKind, Level, Place, Text
from fairwoo.validate.given import Given, Schemas
from fairwoo.validate.xml_address import host_of
from fairwoo.validate.xml_diwoo import ABSENT, DOCUMENT, check_document, walk
from fairwoo.validate.xml_grammar import tag
from fairwoo.validate.xml_location import check_locations
from fairwoo.validate.xml_schema import SITEMAP_FILES, URLSET, check_official, official
from fairwoo.validate.xml_sitemap import LARGEST, MOST_BYTES, MOST_READ, REST_UNREAD, Sitemap, check_between, check_encoding
from fairwoo.validate.xml_source import Reading, prolog
from fairwoo.validate.xml_told import Told, line_of, local, shown
from fairwoo.validate.xml_walk import Walk

if TYPE_CHECKING:
    from lxml.etree import XMLSchema, _Element

NAME = "diwoo"
TITLE = Text(nl="DiWoo 0.9.8 (sitemap of Document, XML)", en="DiWoo 0.9.8 (sitemap or Document, XML)")
PRECEDENCE = 15

WRAPPER = FindingKind(
    code="diwoo-documents-wrapper",
    level=Level.ERROR,
    nl="DiWoo kent geen element Documents om de documenten heen; een harvester vindt ze zo niet.",
    en="DiWoo has no element Documents around the documents; a harvester does not find them like this.",
    do_nl="Zet elk Document in een url van een sitemap (urlset), na loc en lastmod.",
    do_en="Put each Document in a url of a sitemap (urlset), after loc and lastmod.",
)
ROOT_WRONG = FindingKind(
    code="diwoo-root-wrong",
    level=Level.ERROR,
    nl="Het bestand begint met {found}; DiWoo begint met urlset (een sitemap) of Document.",
    en="The file begins with {found}; DiWoo begins with urlset (a sitemap) or Document.",
    do_nl="Schrijf een sitemap met in elke url een Document.",
    do_en="Write a sitemap with a Document in each url.",
)

_SPACE = "standaarden.overheid.nl/diwoo"
_URL = tag("sitemap", "url")


def recognises(given: Given) -> bool:
    """By the root `urlset`, or a namespace of DiWoo or of sitemaps on the root."""
    start = prolog(given.content)
    if start.root == "urlset":
        return True
    return start.root != "" and (_SPACE in start.namespace or "sitemaps.org/schemas/sitemap" in start.namespace)


def validate(given: Given, schemas: Schemas | None) -> Iterator[Finding]:
    """By our rules and, where they are, the official schemas of sitemaps, DiWoo and MDTO together."""
    schema: XMLSchema | None = None
    if schemas:
        found = official(schemas, SITEMAP_FILES, given.name)
        if isinstance(found, Finding):
            yield found
        else:
            schema = found
    if prolog(given.content).root == "urlset":
        yield from _sitemap(given, schema)
    else:
        yield from _alone(given, schema)


def _sitemap(given: Given, schema: XMLSchema | None) -> Iterator[Finding]:
    reading, rules, sitemap = Reading(given, LARGEST), walk(), Sitemap(given.name, host_of(given.base))
    told = Told(given.name)
    for number, child in enumerate(reading.children(("url", "Documents"))):
        if number == 0 and reading.root is not None:
            _root(reading.root, given, rules, told)
        if number == MOST_READ:
            yield REST_UNREAD.at(Place(file=given.name, line=line_of(child)), most=MOST_READ)
            return
        check_between(reading.before(child), child, told)
        _entry(child, rules, sitemap, told)
        if schema is not None and rules.namespaces_are_right:
            check_official(schema, child, told, under=URLSET)
        yield from told.in_order()
        told = Told(given.name)
    if reading.broken or reading.root is None:
        yield from [reading.broken] if reading.broken else []
        return
    if sitemap.entries == 0:
        _root(reading.root, given, rules, told)
        told.add(ABSENT[_URL], reading.root, parent="urlset")
    check_between(reading.rest, reading.last, told)
    yield from told.in_order()
    yield from sitemap.end(reading.size)


def _root(root: _Element, given: Given, rules: Walk, told: Told) -> None:
    rules.head(root, URLSET, told)
    check_locations(root, told)
    check_encoding(root, prolog(given.content).encoding, told)


def _entry(child: _Element, rules: Walk, sitemap: Sitemap, told: Told) -> None:
    name = local(child)
    if name == "url":
        for wrapper in [each for each in child if local(each) == "Documents"]:
            told.add(WRAPPER, wrapper)
            wrapper.getparent().extend(list(wrapper))  # type: ignore[union-attr] # a child has a parent; look on as if it was right
            child.remove(wrapper)
        rules.check(child, _URL, told)
        sitemap.entry(child, told)
        _documents(child, told)
    elif name == "Documents":
        told.add(WRAPPER, child)
        for document in child.iterchildren(DOCUMENT):
            rules.check(document, DOCUMENT, told)
        _documents(child, told)
    else:
        rules.stranger(child, URLSET, told)


def _documents(parent: _Element, told: Told) -> None:
    for document in parent.iterchildren(DOCUMENT):
        check_document(document, told)


def _alone(given: Given, schema: XMLSchema | None) -> Iterator[Finding]:
    """A file that is no sitemap: a Document, or what somebody took for one."""
    reading = Reading(given, MOST_BYTES)
    root = reading.whole()
    if root is None:
        yield from [reading.broken] if reading.broken else []
        return
    told, rules, name = Told(given.name), walk(), local(root)
    check_locations(root, told)
    if name == "Document":
        rules.check(root, DOCUMENT, told)
        check_document(root, told)
        if schema is not None and rules.namespaces_are_right:
            check_official(schema, root, told)
    elif name == "Documents":
        told.add(WRAPPER, root)
        for child in root.iterchildren(DOCUMENT):
            rules.check(child, DOCUMENT, told)
            check_document(child, told)
    else:
        told.add(ROOT_WRONG, root, found=shown(name))
        if name == "DiWoo":
            rules.check(root, tag("diwoo", name), told)
    yield from told.in_order()
