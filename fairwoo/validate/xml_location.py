"""`xsi:schemaLocation`: which edition of a standard a document says that it follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fairwoo.model import FindingKind, Level
from fairwoo.validate.xml_told import Told, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

OLD = FindingKind(
    code="xml-schema-location-old",
    level=Level.WARNING,
    nl="schemaLocation noemt versie {found} van de standaard; de geldende is {current}.",
    en="schemaLocation names version {found} of the standard; the one in force is {current}.",
    do_nl="Schrijf {address}.",
    do_en="Write {address}.",
)
UNPAIRED = FindingKind(
    code="xml-schema-location-unpaired",
    level=Level.WARNING,
    nl="schemaLocation bestaat niet uit paren van een naamruimte en een adres.",
    en="schemaLocation does not consist of pairs of a namespace and an address.",
    do_nl="Schrijf na elke naamruimte het adres van haar schema.",
    do_en="Write the address of its schema after each namespace.",
)

_ATTRIBUTE = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_EDITIONS = (  # how an address names an edition, the edition in force, and its address
    (
        re.compile(r"/diwoo/metadata/(\d+(?:\.\d+){1,3})/"),
        "0.9.8",
        "https://standaarden.overheid.nl/diwoo/metadata/0.9.8/xsd/diwoo/diwoo-metadata.xsd",
    ),
    (re.compile(r"/MDTO-XML(\d+(?:\.\d+){1,3})\.xsd"), "1.0.1", "https://www.nationaalarchief.nl/mdto/MDTO-XML1.0.1.xsd"),
)


def check_locations(root: _Element, told: Told) -> None:
    """Tell of editions that are no longer in force."""
    value = root.get(_ATTRIBUTE)
    if value is None:
        return
    words = value.split()
    if len(words) % 2:
        told.add(UNPAIRED, root)
    for word in words:
        for pattern, current, address in _EDITIONS:
            if (found := pattern.search(word)) and _number(found[1]) < _number(current):
                told.add(OLD, root, found=shown(found[1]), current=current, address=address)


def _number(edition: str) -> tuple[int, ...]:
    return tuple(int(part) for part in edition.split("."))
