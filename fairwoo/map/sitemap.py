"""A sitemap with DiWoo 0.9.8 metadata as XML, made by lxml: element order of the standard, text escaped, no empty elements.

`urlset` writes one, `located` takes one apart again, so that others can be put together from its entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_DIWOO = "https://standaarden.overheid.nl/diwoo/metadata/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_BEGIN, _END = "  <url>\n", "  </url>\n"  # of an entry; no text can hold them, since `<` is escaped
_BETWEEN = re.compile(r">\n *<")
_LOCATION = re.compile(r"^  <url>\n    <loc>([^<]*)</loc>\n")
_CATEGORY = re.compile(r'<diwoo:informatiecategorie resource="([^"]*)"')
_HANDLED = re.compile(r"<diwoo:atTime>([^<]*)<")
_SCHEMA_LOCATION = f"{_SITEMAP} {_SITEMAP}/sitemap.xsd {_DIWOO} {_DIWOO}0.9.8/xsd/diwoo/diwoo-metadata.xsd"


class Reference(NamedTuple):
    """A coded value (an address and the list's label) or another document (its address and title)."""

    resource: str
    text: str


class Relation(NamedTuple):
    """How a document relates to another (`role`, a coded value), and to which (`other`)."""

    role: Reference
    other: Reference


class Entry(NamedTuple):
    """What the sitemap says of one file. All texts are fit for XML; `handled` is an `xs:dateTime`; `extra` is for people only.

    `responsible` is the body for what it made itself, `author` the organisation that made it; `whole` is the document it is a part
    of, `parts` are those that are parts of it; `correction` is why it replaced an earlier file.
    """

    address: str
    identifiers: tuple[str, ...]
    publisher: Reference
    responsible: Reference | None
    author: Reference | None
    title: str
    description: str
    category: Reference
    kind: Reference | None
    theme: Reference | None
    keywords: tuple[str, ...]
    created: date | None
    language: Reference | None
    format: Reference
    collection: str
    whole: Reference | None
    parts: tuple[Reference, ...]
    handling: Reference
    handled: str
    relations: tuple[Relation, ...]
    correction: Reference | None
    extra: Mapping[str, Sequence[str]]


class Located(NamedTuple):
    """An entry of a written sitemap: its address, the address of its information category, when it was handled (`xs:dateTime`), and
    its XML, from `  <url>` to newline.
    """

    address: str
    category: str
    handled: str
    xml: str

    def published(self, lastmod: str | None) -> str:
        """The entry on one line, with the time at which the file or its metadata last changed, if that is known: a W3C datetime.

        A fifth of an entry is indentation, and a sitemap may only have 50 MiB.
        """
        line = _BETWEEN.sub("><", self.xml.strip()) + "\n"
        return line.replace("</loc>", f"</loc><lastmod>{lastmod}</lastmod>", 1) if lastmod else line


def located(sitemap: str) -> Iterator[Located]:
    """The entries of a sitemap that `urlset` wrote, in its order."""
    start = sitemap.find(_BEGIN)
    while start >= 0:
        end = sitemap.index(_END, start) + len(_END)
        xml = sitemap[start:end]
        location, category, handled = _LOCATION.match(xml), _CATEGORY.search(xml), _HANDLED.search(xml)
        if location and category and handled:
            yield Located(unescape(location[1]), category[1], handled[1], xml)
        start = sitemap.find(_BEGIN, end)


def around(sitemap: str) -> tuple[str, str]:
    """What stands before the first entry of a sitemap that `urlset` wrote, and behind the last."""
    return sitemap[: sitemap.index(_BEGIN)], sitemap[sitemap.rindex(_END) + len(_END) :]


def urlset(entries: Iterable[Entry]) -> str:
    """The sitemap as text that ends in a newline. There must be at least one entry: an empty `urlset` is not valid."""
    from lxml import etree

    prefixes = {None: _SITEMAP, "diwoo": _DIWOO, "xsi": _XSI}
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap=prefixes)  # type: ignore[arg-type] # the stubs forget the default namespace
    root.set(f"{{{_XSI}}}schemaLocation", _SCHEMA_LOCATION)
    for entry in entries:
        url = etree.SubElement(root, f"{{{_SITEMAP}}}url")
        etree.SubElement(url, f"{{{_SITEMAP}}}loc").text = entry.address
        document = _add(url, "Document")
        diwoo = _add(document, "DiWoo")
        _add_metadata(diwoo, entry)
        _add_context(diwoo, entry)
        _add_extra(document, entry.extra)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).decode()


def sitemapindex(sitemaps: Iterable[tuple[str, str | None]]) -> str:
    """An index of sitemaps: the address of each and the time at which it last changed, if it is known. There must be at least one."""
    from lxml import etree

    root = etree.Element(f"{{{_SITEMAP}}}sitemapindex", nsmap={None: _SITEMAP})  # type: ignore[dict-item] # as above
    for address, lastmod in sitemaps:
        sitemap = etree.SubElement(root, f"{{{_SITEMAP}}}sitemap")
        etree.SubElement(sitemap, f"{{{_SITEMAP}}}loc").text = address
        if lastmod:
            etree.SubElement(sitemap, f"{{{_SITEMAP}}}lastmod").text = lastmod
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).decode()


def _add_metadata(diwoo: _Element, entry: Entry) -> None:
    _add_all(diwoo, "identifiers", "identifier", entry.identifiers)
    _add(diwoo, "publisher", entry.publisher)
    if entry.responsible:
        _add(diwoo, "verantwoordelijke", entry.responsible)
    if entry.author:
        _add(diwoo, "opsteller", entry.author)
    _add(_add(diwoo, "titelcollectie"), "officieleTitel", entry.title)
    _add_all(diwoo, "omschrijvingen", "omschrijving", [entry.description] if entry.description else [])
    classes = _add(diwoo, "classificatiecollectie")
    _add_all(classes, "informatiecategorieen", "informatiecategorie", [entry.category])
    _add_all(classes, "documentsoorten", "documentsoort", [entry.kind] if entry.kind else [])
    _add_all(classes, "themas", "thema", [entry.theme] if entry.theme else [])
    _add_all(classes, "trefwoorden", "trefwoord", entry.keywords)
    if entry.created:
        _add(diwoo, "creatiedatum", entry.created.isoformat())
    if entry.language:
        _add(diwoo, "language", entry.language)
    _add(diwoo, "format", entry.format)
    _add(diwoo, "aggregatiekenmerk", entry.collection)


def _add_context(diwoo: _Element, entry: Entry) -> None:
    """What was done with the document, and how it relates to others."""
    if entry.whole:
        _add(diwoo, "isPartOf", entry.whole)
    _add_all(diwoo, "hasParts", "hasPart", entry.parts)
    handled = _add(_add(diwoo, "documenthandelingen"), "documenthandeling")
    _add(handled, "soortHandeling", entry.handling)
    _add(handled, "atTime", entry.handled)
    if entry.responsible:
        _add(handled, "wasAssociatedWith", entry.responsible)
    if entry.relations:
        relations = _add(diwoo, "documentrelaties")
        for relation in entry.relations:
            one = _add(relations, "documentrelatie")
            _add(one, "role", relation.role)
            _add(one, "relation", relation.other)
    if entry.correction:
        _add(diwoo, "redenVerwijderingVervanging", entry.correction)


def _add_extra(document: _Element, extra: Mapping[str, Sequence[str]]) -> None:
    known = {key: values for key, values in extra.items() if values}
    if not known:
        return
    fields = _add(_add(document, "extraMetadata"), "extraMetadatavelden")
    for key, values in known.items():
        field = _add(fields, "extraMetadataveld")
        _add(field, "key", key)
        _add_all(field, "values", "value", values)


def _add_all(parent: _Element, group: str, name: str, values: Sequence[str | Reference]) -> None:
    """`values` under an element that groups them; nothing at all if there are none."""
    if values:
        holder = _add(parent, group)
        for value in values:
            _add(holder, name, value)


def _add(parent: _Element, name: str, value: str | Reference = "") -> _Element:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{_DIWOO}}}{name}")
    if isinstance(value, Reference):
        element.set("resource", value.resource)
        element.text = value.text
    elif value:
        element.text = value
    return element
