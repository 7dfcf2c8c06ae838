"""The index of sitemaps of one information category, `sitemapindex-diwoo-infocatNNN.xml`, by the manual of the DiWoo delivery chain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from fairwoo import vocab
from fairwoo.model import Finding, FindingKind, Level, Place, Text
from fairwoo.validate.given import Given, Schemas
from fairwoo.validate.xml_address import Addresses, host_of, locs
from fairwoo.validate.xml_chain import Chain
from fairwoo.validate.xml_diwoo import ABSENT, walk
from fairwoo.validate.xml_grammar import tag
from fairwoo.validate.xml_location import check_locations
from fairwoo.validate.xml_schema import INDEX_FILES, check_official, official
from fairwoo.validate.xml_sitemap import (
    LARGEST,
    MOST_BYTES,
    MOST_ENTRIES,
    MOST_READ,
    REST_UNREAD,
    TOO_LARGE,
    TOO_MANY,
    check_between,
    check_encoding,
)
from fairwoo.validate.xml_source import Reading, prolog
from fairwoo.validate.xml_told import Told, line_of, local, shown
from fairwoo.validate.xml_walk import Walk

if TYPE_CHECKING:
    from lxml.etree import XMLSchema, _Element

NAME = "sitemap_index"
TITLE = Text(nl="DiWoo-index van sitemaps (XML)", en="DiWoo index of sitemaps (XML)")
PRECEDENCE = 10

NAME_WRONG = FindingKind(
    code="sitemapindex-name-wrong",
    level=Level.ERROR,
    nl="Het bestand heet {found}; een harvester leest alleen sitemapindex-diwoo-infocatNNN.xml.",
    en="The file is called {found}; a harvester reads only sitemapindex-diwoo-infocatNNN.xml.",
    do_nl="Geef het die naam, met in plaats van NNN het nummer van de informatiecategorie (014 voor Woo-verzoeken en -besluiten).",
    do_en="Give it that name, with the number of the information category instead of NNN (014 for Woo-verzoeken en -besluiten).",
)
NUMBER_UNKNOWN = FindingKind(
    code="sitemapindex-number-unknown",
    level=Level.ERROR,
    nl="Er is geen informatiecategorie met nummer {found}; het loopt van 001 tot en met 017.",
    en="There is no information category with number {found}; it goes from 001 to 017.",
    do_nl="Kies het nummer van de categorie.",
    do_en="Choose the number of the category.",
)
AS_URLSET = FindingKind(
    code="sitemapindex-as-urlset",
    level=Level.ERROR,
    nl="De index begint met urlset en bevat sitemap. Een index begint met sitemapindex.",
    en="The index begins with urlset and has sitemap in it. An index begins with sitemapindex.",
    do_nl="Noem het buitenste element sitemapindex.",
    do_en="Call the outermost element sitemapindex.",
)

_NAME = re.compile(r"sitemapindex-diwoo-infocat(\d{3})\.xml")
_ROOT, _SITEMAP = tag("sitemap", "sitemapindex"), tag("sitemap", "sitemap")


def recognises(given: Given) -> bool:
    """By the root `sitemapindex`, or a root `urlset` whose first element is a `sitemap`."""
    start = prolog(given.content)
    return start.root == "sitemapindex" or (start.root == "urlset" and start.first == "sitemap")


def validate(given: Given, schemas: Schemas | None) -> Iterator[Finding]:
    """By our rules, by the official schema where it is, and against the sitemaps that lie in the same folder."""
    schema: XMLSchema | None = None
    if schemas:
        found = official(schemas, INDEX_FILES, given.name)
        if isinstance(found, Finding):
            yield found
        else:
            schema = found
    name = unquote(re.split(r"[?#]", given.name.replace("\\", "/"), maxsplit=1)[0].rpartition("/")[2])
    number = _NAME.fullmatch(name)
    if number is None:
        yield NAME_WRONG.at(Place(file=given.name), found=shown(name) or "–")
    elif number[1] not in {each.infocat for each in vocab.categories()}:
        yield NUMBER_UNKNOWN.at(Place(file=given.name), found=number[1])
    yield from _entries(given, number[1] if number else "", schema)


def _entries(given: Given, number: str, schema: XMLSchema | None) -> Iterator[Finding]:
    reading, rules, chain = Reading(given, LARGEST), walk(), Chain(given.folder, number)
    addresses, count = Addresses(host_of(given.base)), 0
    told = Told(given.name)
    for place, child in enumerate(reading.children(("sitemap", "url"))):
        if place == 0 and reading.root is not None:
            _root(reading.root, given, rules, told)
        if place == MOST_READ:
            yield REST_UNREAD.at(Place(file=given.name, line=line_of(child)), most=MOST_READ)
            return
        check_between(reading.before(child), child, told)
        if local(child) != "sitemap":
            rules.stranger(child, _ROOT, told)
            continue
        count += 1
        if count == MOST_ENTRIES + 1:
            told.add(TOO_MANY, child, count=count)
        rules.check(child, _SITEMAP, told)
        for loc in locs(child):
            address = addresses.check(loc, told)
            chain.sitemap(loc, address, addresses.host, told)
        if schema is not None and rules.namespaces_are_right:
            check_official(schema, child, told, under=_ROOT)
        yield from told.in_order()
        told = Told(given.name)
    if reading.broken or reading.root is None:
        yield from [reading.broken] if reading.broken else []
        return
    if count == 0:
        _root(reading.root, given, rules, told)
        told.add(ABSENT[_SITEMAP], reading.root, parent="sitemapindex")
    check_between(reading.rest, reading.last, told)
    yield from told.in_order()
    if reading.size > MOST_BYTES:
        yield TOO_LARGE.at(Place(file=given.name), size=reading.size)


def _root(root: _Element, given: Given, rules: Walk, told: Told) -> None:
    if local(root) == "urlset":
        told.add(AS_URLSET, root)
    rules.head(root, _ROOT if local(root) != "urlset" else tag("sitemap", "urlset"), told)
    check_locations(root, told)
    check_encoding(root, prolog(given.content).encoding, told)
