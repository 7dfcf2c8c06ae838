"""What the official schemas have, as paths with whether they are mandatory, to hold the tables of the documentation against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

_XSD = "{http://www.w3.org/2001/XMLSchema}"
Element = etree._Element


def of_schema(file: Path, type_name: str, groups: frozenset[str] = frozenset()) -> dict[str, bool]:
    """The elements of a type that hold a value, as paths, each with whether it must be there whenever its type is.

    An element of which the type is in `groups` is not looked into.
    """
    root = etree.parse(str(file)).getroot()
    types = {one.get("name", ""): one for one in root.iter(f"{_XSD}complexType")}
    return dict(_paths(types[type_name], types, groups))


def _paths(kind: Element, types: Mapping[str, Element], groups: frozenset[str]) -> Iterator[tuple[str, bool]]:
    for extension in kind.iter(f"{_XSD}extension"):
        base = types.get(_local(extension))
        if base is not None:
            yield from _paths(base, types, groups)
    for element in kind.iter(f"{_XSD}element"):
        name, needed = element.get("name", ""), element.get("minOccurs") != "0" and not _in_choice(element)
        inside = types.get(_local(element))
        below = dict(_paths(inside, types, groups)) if inside is not None and inside.get("name") not in groups else {}
        if below:
            yield from ((f"{name}/{path}", needed and must) for path, must in below.items())
        else:
            yield name, needed


def _local(element: Element) -> str:
    return (element.get("type") or element.get("base") or "").rpartition(":")[2]


def _in_choice(element: Element) -> bool:
    """Whether the element, or a group that it stands in, may be left out."""
    return any(one.tag == f"{_XSD}choice" or one.get("minOccurs") == "0" for one in element.iterancestors(f"{_XSD}*"))
