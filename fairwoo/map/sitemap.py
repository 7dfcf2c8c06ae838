"""A sitemap with DiWoo 0.9.8 metadata as XML, made by lxml: element order of the standard, text escaped, no empty elements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_DIWOO = "https://standaarden.overheid.nl/diwoo/metadata/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA_LOCATION = f"{_SITEMAP} {_SITEMAP}/sitemap.xsd {_DIWOO} {_DIWOO}0.9.8/xsd/diwoo/diwoo-metadata.xsd"


class Reference(NamedTuple):
    """A coded value (an address and the list's label) or another document (its address and title)."""

    resource: str
    text: str


class Entry(NamedTuple):
    """What the sitemap says of one file. All texts are fit for XML; `handled` is an `xs:dateTime`; `extra` is for people only."""

    address: str
    identifiers: tuple[str, ...]
    publisher: Reference
    author: Reference | None
    title: str
    category: Reference
    kind: Reference | None
    theme: Reference | None
    created: date | None
    language: Reference | None
    format: Reference
    collection: str
    whole: Reference | None
    parts: tuple[Reference, ...]
    handling: Reference
    handled: str
    extra: Mapping[str, Sequence[str]]


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
        _add_metadata(_add(document, "DiWoo"), entry)
        _add_extra(document, entry.extra)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).decode()


def _add_metadata(diwoo: _Element, entry: Entry) -> None:
    _add_all(diwoo, "identifiers", "identifier", entry.identifiers)
    _add(diwoo, "publisher", entry.publisher)
    if entry.author:
        _add(diwoo, "opsteller", entry.author)
    _add(_add(diwoo, "titelcollectie"), "officieleTitel", entry.title)
    classes = _add(diwoo, "classificatiecollectie")
    _add_all(classes, "informatiecategorieen", "informatiecategorie", [entry.category])
    _add_all(classes, "documentsoorten", "documentsoort", [entry.kind] if entry.kind else [])
    _add_all(classes, "themas", "thema", [entry.theme] if entry.theme else [])
    if entry.created:
        _add(diwoo, "creatiedatum", entry.created.isoformat())
    if entry.language:
        _add(diwoo, "language", entry.language)
    _add(diwoo, "format", entry.format)
    _add(diwoo, "aggregatiekenmerk", entry.collection)
    if entry.whole:
        _add(diwoo, "isPartOf", entry.whole)
    _add_all(diwoo, "hasParts", "hasPart", entry.parts)
    handled = _add(_add(diwoo, "documenthandelingen"), "documenthandeling")
    _add(handled, "soortHandeling", entry.handling)
    _add(handled, "atTime", entry.handled)


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
