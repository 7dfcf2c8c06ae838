"""Reading the lists of the DiWoo schema: `diwoo-metadata-lijsten.xsd`.

Each list is a simple type with enumerations. The type's annotation has the address of the list and the day it was published;
that of an enumeration has the label, as its first paragraph.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from making.official import SETS, Edition, Entry, FormError

_NAMES = {"xs": "http://www.w3.org/2001/XMLSchema", "dita": "http://dita.oasis-open.org/architecture/2005/"}
_PUBLISHED = "publicatiedatum: "


def read_schema(path: Path) -> dict[str, Edition]:
    """The lists of the schema by their names, entries in the order of the schema. Raises FormError."""
    root = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    version = root.get("version")
    found = [_edition(kind, f"DiWoo {version}") for kind in root.findall("xs:simpleType", _NAMES) if _values(kind)]
    if not version or not found:
        raise FormError(f"{path}: no version, or no enumerations")
    return {edition.name: edition for edition in found}


def _values(kind: etree._Element) -> list[etree._Element]:
    return kind.findall("xs:restriction/xs:enumeration", _NAMES)


def _edition(kind: etree._Element, source: str) -> Edition:
    told = [str(words).strip() for note in kind.findall("xs:annotation", _NAMES) for words in note.itertext()]
    address = next((words for words in told if words.startswith(SETS)), "")
    date = next((words.removeprefix(_PUBLISHED) for words in told if words.startswith(_PUBLISHED)), "")
    name, _, version = address.removeprefix(SETS).partition("/")
    if not name or not version or not date:
        raise FormError(f"{kind.get('name')}: the schema does not say which list this is, or of which day")
    entries = tuple(Entry(value.get("value", ""), _label(value)) for value in _values(kind))
    return Edition(name, version, date, source, entries)


def _label(value: etree._Element) -> str:
    return value.findtext("xs:annotation/xs:documentation/dita:p", "", _NAMES)
