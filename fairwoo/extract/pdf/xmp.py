"""What the XMP of a PDF says (ISO 16684-1; ISO 32000-2, 14.3.2): title, author, dates, and its claims of PDF/A and PDF/UA.

Its language is left out: PDF/UA and WCAG ask for the one that the document catalogue declares.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DC, _XMP, _PDF = "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/pdf/1.3/"
_NAMES = {
    f"{{{_DC}}}title": "title",
    f"{{{_DC}}}creator": "author",
    f"{{{_DC}}}description": "subject",
    f"{{{_DC}}}subject": "keywords",
    f"{{{_PDF}}}Keywords": "keywords",
    f"{{{_PDF}}}Producer": "producer",
    f"{{{_XMP}}}CreatorTool": "creator",
    f"{{{_XMP}}}CreateDate": "created",
    f"{{{_XMP}}}ModifyDate": "modified",
}
# ISO 19005 and ISO 14289; what stands before has changed with the editions.
_CLAIMS = {"/pdfa/ns/id/}part": "pdfa-part", "/pdfa/ns/id/}conformance": "pdfa-level", "/pdfua/ns/id/}part": "pdfua-part"}


def told(xmp: bytes) -> dict[str, str]:
    """What the XMP says, under the names of `Extraction.properties`: nothing where it is no XML, what can be made out where damaged."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(xmp.strip(b" \x00\r\n\t"), parser)
    except etree.XMLSyntaxError:  # nothing in it that looks like XML
        return {}
    found: dict[str, str] = {}
    for key, value in _said(root) if root is not None else ():
        claim = next((claim for end, claim in _CLAIMS.items() if key.endswith(end)), None)
        name = _NAMES.get(key) or claim
        if name and value:
            found.setdefault(name, value)
    part, level, accessible = (found.pop(name, "") for name in _CLAIMS.values())
    return {**found, **({"pdfa": part + level.lower()} if part else {}), **({"pdfua": accessible} if accessible else {})}


def _said(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The properties of the document: attributes and elements of the descriptions, not those of things described inside."""
    for description in root.iterfind(f".//{_RDF}RDF/{_RDF}Description"):
        yield from ((str(key), str(value).strip()) for key, value in description.attrib.items())
        for element in description.iterchildren("*"):
            yield str(element.tag), _value(element)


def _value(element: etree._Element) -> str:
    """A text; of the same text in several languages the usual one; of a list all."""
    alternatives = element.findall(f"{_RDF}Alt/{_RDF}li")
    if alternatives:
        usual = next((one for one in alternatives if one.get(_LANGUAGE) == "x-default"), alternatives[0])
        return (usual.text or "").strip()
    items = [text for one in element.iterfind(f"*/{_RDF}li") if (text := (one.text or "").strip())]
    return ", ".join(items) or (element.text or "").strip()
