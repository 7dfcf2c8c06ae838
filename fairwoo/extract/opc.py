"""Open Packaging Conventions (ECMA-376-2): how the parts of a .docx, .xlsx or .pptx find each other, and its properties."""

from __future__ import annotations

import posixpath

from fairwoo.extract.package import Package

_CORE = {
    "title": "title",
    "creator": "author",
    "subject": "subject",
    "language": "lang",
    "created": "created",
    "modified": "modified",
}


def main_part(package: Package) -> str:
    """The name of the part that the whole file is about."""
    return next(iter(related(package, "", "officeDocument").values()))


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
    """Title, author, dates and so on, under the names of `Extraction.properties`."""
    found: dict[str, str] = {}
    for part in related(package, "", "core-properties").values():
        for element in package.xml(part) if part in package else ():
            name = _CORE.get(element.tag.rpartition("}")[2])
            if name and element.text:
                found[name] = element.text.strip()
    for part in related(package, "", "extended-properties").values():
        application = package.xml(part).find("{*}Application") if part in package else None
        if application is not None and application.text:
            found["producer"] = application.text.strip()
    return found
