"""Pages of a pypdf document by the page tree itself (ISO 32000-1, 7.7.3).

pypdf goes through the whole tree at the first page that it is asked for: a second for 20,000 pages. Here only the way to the page is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")  # ISO 32000-1, table 30
_DEEPEST = 200
_MOST_NODES = 10_000


def page_at(reader: Any, index: int) -> Any:
    """Page `index` (from 0) of a pypdf document, with what it inherits; by pypdf's own way where the tree does not count right.

    Raises what pypdf raises on a damaged file.
    """
    from pypdf import PageObject
    from pypdf.generic import NameObject

    found = _way_to(reader, index)
    if found is None:
        return reader.pages[index]
    reference, own, inherited = found
    page = PageObject(reader, reference if hasattr(reference, "idnum") else None)
    page.update({NameObject(key): value for key, value in inherited.items()})
    page.update(own)
    return page


def resources_of(reader: Any, most: int) -> Iterator[Any]:
    """The resources of the first pages of a pypdf document, their own or those that they inherit; None for a page without."""
    waiting: list[tuple[Any, Any]] = [(reader.root_object.get("/Pages"), None)]
    seen: set[int] = set()
    for _ in range(_MOST_NODES):
        if not waiting or most <= 0:
            return
        reference, resources = waiting.pop()
        node = _got(reference)
        if not isinstance(node, dict):
            continue
        kids = _got(node.get("/Kids"))
        if not isinstance(kids, list):
            most -= 1
            yield node.get("/Resources", resources)
        elif id(node) not in seen:
            seen.add(id(node))
            waiting.extend((kid, node.get("/Resources", resources)) for kid in reversed(kids))


def _way_to(reader: Any, index: int) -> tuple[Any, Any, dict[str, Any]] | None:
    """The reference and the dictionary of a page, and what it inherits; None where the counts of the tree do not lead to one."""
    reference, inherited = reader.root_object.get("/Pages"), dict[str, Any]()
    for _ in range(_DEEPEST):
        node = _got(reference)
        kids = _got(node.get("/Kids")) if isinstance(node, dict) else None
        if kids is None:
            return (reference, node, inherited) if index == 0 and isinstance(node, dict) else None
        inherited |= {key: node.get(key) for key in _INHERITED if key in node}
        kid = _kid_with(kids, index, node.get("/Count"))
        if kid is None:
            return None
        reference, index = kid
    return None


def _kid_with(kids: Any, index: int, count: Any) -> tuple[Any, int] | None:
    """The child in which a page is, and its index in there. Where there are as many children as pages, each is one."""
    if not isinstance(kids, list):
        return None
    if len(kids) == count:
        return (kids[index], 0) if index < len(kids) else None
    for kid in kids:
        node = _got(kid)
        if not isinstance(node, dict):
            return None
        pages = _pages_in(node)
        if pages is None:
            return None
        if index < pages:
            return kid, index
        index -= pages
    return None


def _pages_in(node: Any) -> int | None:
    """How many pages a child has; None if it does not count right, as far as a look at it and its first child tells."""
    if "/Kids" not in node:
        return 1
    kids, count = _got(node.get("/Kids")), _got(node.get("/Count"))
    if not isinstance(kids, list) or not isinstance(count, int) or count < len(kids):
        return None
    first = _got(kids[0]) if kids else None
    return None if isinstance(first, dict) and "/Kids" not in first and count != len(kids) else count


def _got(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value
