"""What Office files (.docx, .xlsx, .pptx) carry beside their content: properties that their authors named, and parts with data.

ECMA-376-1, 22.3 (custom properties), and ECMA-376-1, 15.2.5 (custom XML). Programs write both for themselves too; those are known by
name, and what can be read in the document as well is not hidden. Counted only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from fairwoo.extract import opc
from fairwoo.extract.package import Package
from fairwoo.extract.program_data import Shown, is_by_program
from fairwoo.extract.reading import UnreadableError
from fairwoo.extract.xml_names import local

if TYPE_CHECKING:
    from lxml import etree

_TEXTS = frozenset({"lpwstr", "lpstr", "bstr"})


def beside(package: Package, main: str, shown: Shown) -> dict[str, int]:
    """How many "own_properties" and "data_parts" say something that is not shown. `main` is the part the file is about."""
    properties = roots(package, opc.related(package, "", "custom-properties").values())
    named = (one for root in properties for one in root.iterchildren("{*}property"))
    own = sum(not is_by_program("property", one.get("name", "")) and any(map(shown.lacks, _texts(one))) for one in named)
    data = dict.fromkeys((*opc.related(package, main, "customXml").values(), *opc.related(package, "", "customXml").values()))
    return {"own_properties": own, "data_parts": sum(_tells(root, shown) for root in roots(package, data))}


def roots(package: Package, parts: Iterable[str]) -> Iterator[etree._Element]:
    """The roots of parts on which the text does not depend: without those that are damaged."""
    for part in parts:
        try:
            root = package.xml(part)
        except UnreadableError:
            continue
        yield root


def _texts(one: etree._Element) -> list[str]:
    return [value.text or "" for value in one.iter("*") if local(value) in _TEXTS]


def _tells(root: etree._Element, shown: Shown) -> bool:
    """Does a part of data say something that is not shown, in elements and attributes that programs do not write by themselves?"""
    space, name = str(root.tag).lstrip("{").rpartition("}")[::2]
    if is_by_program("part", space) or is_by_program("part", name):
        return False
    return any(map(shown.lacks, _said(root)))


def _said(root: etree._Element) -> Iterator[str]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if is_by_program("property", local(element)):
            continue
        yield element.text or ""
        yield element.tail or ""
        yield from (str(value) for name, value in element.attrib.items() if "}" not in str(name))
        waiting.extend(element.iterchildren("*"))
