"""The texts in XMP that no program shows: under names of its own, and in histories (ISO 16684-1)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache

from fairwoo.shared import data_folder

_PARAMETERS = "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#}parameters"
_CUSTOM = "http://ns.adobe.com/pdfx/1.3/}"  # the information dictionary's own names, once more
_VERSION = r"\d{1,5}(?:\.\d{1,5})*"
_OF_PROGRAM = re.compile(
    r"(?:converted |derived )?from \S+ to \S+|saved to new location"
    rf"|version[= ]{_VERSION}(?:, ?[a-z]+={_VERSION})*\s*\Z",  # what took part in a step, each with its version
    re.IGNORECASE,
)


def private_texts(xmp: bytes) -> Iterator[str]:
    """The texts of an XMP packet that are not shown as properties of the document. Nothing for one that is no XML."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(xmp.strip(b" \x00\r\n\t"), parser)
    except etree.XMLSyntaxError:
        return
    for element in root.iter(etree.Element) if root is not None else ():
        own = next((name for name in _lineage(element) if name), "")
        pairs = [(own, element.text or ""), *((str(key), str(value)) for key, value in element.attrib.items())]
        for name, text in pairs:
            if text.strip() and "{" in name and not _is_shown(name):
                yield _OF_PROGRAM.sub(" ", text)


def _lineage(element: object) -> Iterator[str]:
    """The name of the property that an element is or belongs to: items of lists have names of the RDF."""
    while element is not None:
        name = str(element.tag)  # type: ignore[attr-defined]
        if "22-rdf-syntax-ns#" not in name:
            yield name
        element = element.getparent()  # type: ignore[attr-defined]


def is_usual(name: str) -> bool:
    """Is it a name that programs give to data about the file itself (`vocab/pdf_program_data.csv`)?

    Names are those of the information dictionary, or a namespace of XMP with what follows.
    """
    return any(fnmatchcase(name, pattern) for pattern in _usual())


def _is_shown(name: str) -> bool:
    name = name.lstrip("{")
    return not name.endswith(_PARAMETERS) and is_usual(name.removeprefix(_CUSTOM))


@cache
def _usual() -> tuple[str, ...]:
    with (data_folder("vocab") / "pdf_program_data.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["name"] for row in csv.DictReader(file))
