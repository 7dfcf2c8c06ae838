"""Open Packaging Conventions (ECMA-376-2): how the parts of a .docx, .xlsx or .pptx find each other, and its properties."""

from __future__ import annotations

import posixpath

from fairwoo.extract.package import PACKAGE_BROKEN, Package
from fairwoo.extract.reading import UnreadableError

_CORE = {
    "title": "title",
    "creator": "author",
    "subject": "subject",
    "keywords": "keywords",
    "language": "language",
    "created": "created",
    "modified": "modified",
}
_EXTENDED = {"Application": "producer"}


def main_part(package: Package) -> str:
    """The name of the part that the whole file is about. Raises UnreadableError if there is none."""
    found = next(iter(related(package, "", "officeDocument").values()), None)
    if found is None:
        raise UnreadableError(PACKAGE_BROKEN.at(part="_rels/.rels"))
    return found


def related(package: Package, part: str, kind: str) -> dict[str, str]:
    """The parts that `part` ("" is the package) points to with relations of this kind (its last word): id → part name."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    found = {}
    for relation in package.xml(relations).iterfind("{*}Relationship") if relations in package else ():
        target = relation.get("Target", "")
        if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
            found[relation.get("Id", "")] = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return found


def properties(package: Package) -> dict[str, str]:
    """Title, author, dates and so on, under the names of `Extraction.properties`; what is damaged is left out."""
    found: dict[str, str] = {}
    for kind, names in (("core-properties", _CORE), ("extended-properties", _EXTENDED)):
        for part in related(package, "", kind).values():
            try:
                root = package.xml(part)
            except UnreadableError:  # the text does not depend on it
                continue
            for element in root.iterchildren("*"):
                name = names.get(str(element.tag).rpartition("}")[2])
                if name and element.text:
                    found[name] = element.text.strip()
    return found
