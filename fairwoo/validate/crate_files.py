"""Our own rules for the files of an RO-Crate: how they are named, that the root holds them, and that they are as described.

Files can only be looked at where the metadata file lies in a folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from fairwoo.model import Finding, FindingKind, Level, Place
from fairwoo.shared import sha256_of
from fairwoo.validate.crate_rules import METADATA, Graph, Node, local_path, references, types
from fairwoo.validate.json_rules import shown
from fairwoo.validate.json_source import Source, child

NOT_ENCODED = FindingKind(
    code="rocrate-id-not-encoded",
    level=Level.ERROR,
    nl="Het “@id” “{found}” is geen geldig adres: een spatie of bijzonder teken is niet gecodeerd.",
    en="The “@id” “{found}” is no valid address: a space or special sign is not encoded.",
    do_nl="Schrijf een spatie als %20, en andere tekens die in adressen niet mogen op dezelfde manier.",
    do_en="Write a space as %20, and other signs that addresses cannot have likewise.",
)
OUTSIDE = FindingKind(
    code="rocrate-path-outside",
    level=Level.ERROR,
    nl="Het bestand “{found}” ligt buiten het pakket.",
    en="The file “{found}” lies outside the package.",
    do_nl="Geef een pad vanaf de map van het pakket, zonder “..” en zonder schuine streep vooraan.",
    do_en="Give a path from the folder of the package, without “..” and without a slash in front.",
)
NOT_IN_PARTS = FindingKind(
    code="rocrate-file-not-in-parts",
    level=Level.ERROR,
    nl="Het bestand “{found}” is beschreven, maar staat niet in “hasPart” van de hoofdmap of een map daarin.",
    en="The file “{found}” is described, but is not in “hasPart” of the root or of a folder in it.",
    do_nl="Voeg het aan “hasPart” toe.",
    do_en="Add it to “hasPart”.",
)
FILE_MISSING = FindingKind(
    code="rocrate-file-missing",
    level=Level.ERROR,
    nl="Het bestand “{found}” is beschreven, maar ligt niet (leesbaar) in het pakket.",
    en="The file “{found}” is described, but does not lie in the package, or cannot be read.",
    do_nl="Voeg het bestand toe, of haal de beschrijving weg.",
    do_en="Add the file, or take its description away.",
)
SIZE_WRONG = FindingKind(
    code="rocrate-size-wrong",
    level=Level.ERROR,
    nl="“contentSize” is “{found}”, maar het bestand heeft {expected} bytes.",
    en="“contentSize” is “{found}”, but the file has {expected} bytes.",
    do_nl="Kijk of het bestand nog hetzelfde is, en schrijf het aantal bytes.",
    do_en="See whether the file is still the same, and write its number of bytes.",
)
CHECKSUM_WRONG = FindingKind(
    code="rocrate-checksum-wrong",
    level=Level.ERROR,
    nl="“sha256” is {found}, maar die van het bestand is {expected}.",
    en="“sha256” is {found}, but that of the file is {expected}.",
    do_nl="Kijk of het bestand nog hetzelfde is, en bereken het controlegetal opnieuw.",
    do_en="See whether the file is still the same, and compute the checksum again.",
)
UNDESCRIBED = FindingKind(
    code="rocrate-file-undescribed",
    level=Level.INFO,
    nl="Het bestand {found} ligt in het pakket, maar is niet beschreven.",
    en="The file {found} lies in the package, but is not described.",
    do_nl="Beschrijf het, of haal het weg als het er niet bij hoort.",
    do_en="Describe it, or take it away if it does not belong.",
)

_ADDRESS = re.compile(
    r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?#\[\]]|[^\x00-\x7f]|%[0-9A-Fa-f]{2})+"
)  # RFC 3987: an IRI may have letters
_PREVIEW = ("ro-crate-preview.html", "ro-crate-preview_files/")


def check_files(source: Source, graph: Graph, folder: Path | None) -> Iterator[Finding]:
    """The files and folders that the graph describes, in its order; then those that it does not."""
    held = _held(graph)
    described: set[str] = set()
    folders: list[str] = []
    for node in graph.nodes:
        identifier = node.said.get("@id")
        path = local_path(identifier) if isinstance(identifier, str) and {"File", "Dataset"} & set(types(node)) else None
        if path is None or path == "." or node is graph.root or node is graph.descriptor or not isinstance(identifier, str):
            continue
        place = source.place(child(node.path, "@id"))
        if not _ADDRESS.fullmatch(identifier):
            yield NOT_ENCODED.at(place, found=shown(identifier))
        if path.startswith(("..", "/")) or "\0" in path:
            yield OUTSIDE.at(place, found=shown(identifier))
            continue
        if graph.root is not None and identifier not in held:
            yield NOT_IN_PARTS.at(place, found=shown(identifier))
        if "Dataset" in types(node):
            folders.append(f"{path}/")
        else:
            described.add(path)
            yield from _file(source, node, path, folder)
    yield from _undescribed(source, described, tuple(folders), folder)


def _held(graph: Graph) -> set[str]:
    """The ids that the root holds, at any depth."""
    held: set[str] = set()
    waiting = references(graph.root.said.get("hasPart")) if graph.root else []
    while waiting:
        one = waiting.pop()
        if one not in held:
            held.add(one)
            waiting += references(graph.by_id[one].said.get("hasPart")) if one in graph.by_id else []
    return held


def _file(source: Source, node: Node, path: str, folder: Path | None) -> Iterator[Finding]:
    if folder is None:
        return
    file = folder / path
    size, digest = node.said.get("contentSize"), node.said.get("sha256")
    try:
        inside = os.path.isfile(file) and file.resolve().is_relative_to(folder.resolve())  # noqa: PTH113 # pathlib raises on long names
        bytes_there = file.stat().st_size if inside else None
        digest_there = sha256_of(file) if inside and digest is not None else None
    except OSError:  # there, but not to be read
        bytes_there = None
    if bytes_there is None:
        yield FILE_MISSING.at(source.place(child(node.path, "@id")), found=shown(path))
        return
    if size is not None and str(size) != str(bytes_there):
        yield SIZE_WRONG.at(source.place(child(node.path, "contentSize")), found=shown(size), expected=bytes_there)
    if digest is not None and str(digest).strip().lower() != digest_there:
        yield CHECKSUM_WRONG.at(source.place(child(node.path, "sha256")), found=shown(digest), expected=digest_there)


def _undescribed(source: Source, described: set[str], folders: tuple[str, ...], folder: Path | None) -> Iterator[Finding]:
    if folder is None or not described:  # a metadata file by itself, among other things, is no package to look through
        return
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        own = path == METADATA or path.startswith(_PREVIEW) or any(part.startswith(".") for part in path.split("/"))
        if file.is_file() and path not in described and not own and not path.startswith(folders):
            yield UNDESCRIBED.at(Place(file=source.name), found=path)
