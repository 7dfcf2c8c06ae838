"""RO-Crate: what the metadata file says of the files, and whether they are still so."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from fairwoo.ingest import rejections
from fairwoo.ingest.jsonfile import read_json
from fairwoo.ingest.names import same_name
from fairwoo.ingest.packages import verdicts
from fairwoo.ingest.packages.verdicts import Checked
from fairwoo.ingest.tree import Tree, walk
from fairwoo.model import DeliveredFile, Finding, Place, Text

METADATA = "ro-crate-metadata.json"
OLD_METADATA = "ro-crate-metadata.jsonld"
OWN_METADATA = "dossier.json"

_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_ABSENT = Text(nl="het is er niet", en="it is not there")
_NO_CRATE = Text(nl="het beschrijft geen pakket (er is geen hoofdmap, “root data entity”)", en="it describes no package: no root")


class Entity(NamedTuple):
    """Something in the graph that is a file or folder here: its path, whether it is a folder, and all that is said of it."""

    path: str
    is_folder: bool
    said: Mapping[str, Any]


class Crate(NamedTuple):
    """A crate as its metadata have it."""

    root: Mapping[str, Any]
    entities: tuple[Entity, ...]
    by_id: Mapping[str, Mapping[str, Any]]

    @property
    def is_ours(self) -> bool:
        """Whether our own `dossier.json` lies at its top: that then says all there is to say."""
        return any(one.path == OWN_METADATA for one in self.entities)


def is_crate(folder: Path) -> bool:
    """Whether a folder says that it is an RO-Crate."""
    return (folder / METADATA).is_file() or (folder / OLD_METADATA).is_file()


def read(content: object) -> Crate | None:
    """The crate that parsed JSON describes; None if it has no graph or no root. Strange parts are passed over."""
    graph = content.get("@graph") if isinstance(content, dict) else None
    nodes = [node for node in graph if isinstance(node, dict)] if isinstance(graph, list) else []
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    descriptor = next((node for name, node in by_id.items() if posixpath.basename(name) in {METADATA, OLD_METADATA}), None)
    root = by_id.get(next(iter(references((descriptor or {}).get("about"))), ""))
    if root is None:
        return None
    found = (_entity(node) for node in nodes if node is not root and node is not descriptor)
    return Crate(root, tuple(one for one in found if one is not None), by_id)


def references(value: object) -> Iterator[str]:
    """The identifiers that a value refers to, be it one or a list."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and isinstance(one.get("@id"), str):
            yield one["@id"]


def types(node: Mapping[str, Any]) -> Sequence[str]:
    """The types of a node."""
    given = node.get("@type")
    return (
        [one for one in given if isinstance(one, str)] if isinstance(given, list) else [given] if isinstance(given, str) else []
    )


def local_path(identifier: str) -> str | None:
    """The path in the crate that an identifier means; None for one on the web, a mere name, or one that points outside."""
    try:
        parts = urlsplit(identifier)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or identifier.startswith(("#", "/", "_:")) or not identifier:
        return None
    path = posixpath.normpath(unquote(identifier))
    return None if path == "." or path.startswith("..") or "\0" in path else path


def check(folder: Path, held: Checked | None = None) -> Checked:
    """The files to take in, paths relative to the crate: those of which size and SHA-256 are as described.

    In a package of ours what is not described is refused, in others it is taken in and told. The metadata file is among the files of
    a package of others, since it says what there is to know. `held` is what a bag around the crate says of its files: only those that
    it takes in count, and they are not read again.
    """
    name = METADATA if (folder / METADATA).is_file() else OLD_METADATA
    tree = walk(folder) if held is None else Tree(held.files, ())
    if not is_crate(folder):  # in an archive it may be the one member that is not unpacked
        absent = verdicts.DAMAGED.at(Place(file=METADATA), file=METADATA, what=_ABSENT.nl, what_en=_ABSENT.en)
        return Checked(tree.files, tree.rejected, (absent,))
    parsed = read_json(folder / name, name)
    crate = read(parsed.content) if parsed.valid else None
    if crate is None:
        what = _NO_CRATE if parsed.valid else parsed.findings[-1].message
        damaged = verdicts.DAMAGED.at(Place(file=name), file=name, what=what.nl.rstrip("."), what_en=what.en.rstrip("."))
        own = verdicts.own_file(folder, name)
        return Checked(tuple(path for path in tree.files if path != name), (own, *tree.rejected), (damaged,))
    found = _Sorting(folder, crate, name)
    for path in tree.files:
        found.take(path, read=held is None)
    rejected = (*tree.rejected, *found.rejected)
    refused = (one.path for one in (*rejected, *(held.rejected if held else ())))
    missing = () if held else found.absent((*tree.files, *refused))
    return Checked(tuple(found.kept), rejected, (*found.findings, *(verdicts.missing(path, name) for path in missing)))


class _Sorting:
    """What becomes of the files of a crate."""

    def __init__(self, folder: Path, crate: Crate, name: str) -> None:
        self.kept: list[str] = []
        self.rejected: list[DeliveredFile] = []
        self.findings: list[Finding] = []
        self._folder, self._crate, self._name = folder, crate, name
        self._described = {one.path: one for one in crate.entities if not one.is_folder}
        self._named = {same_name(path): one for path, one in self._described.items()}
        self._folders = tuple(f"{one.path}/" for one in crate.entities if one.is_folder)

    def take(self, path: str, *, read: bool) -> None:
        """Take a file in or refuse it; without `read` its bytes are known to be right."""
        ours = self._crate.is_ours
        entity = self._described.get(path) or self._named.get(same_name(path))
        if path == self._name or (ours and _is_made(entity)):
            if ours:
                self.rejected.append(verdicts.own_file(self._folder, path))
            else:
                self.kept.append(path)
        elif entity is None and ours:
            self.rejected.append(verdicts.unlisted(self._folder, path, self._name))
        elif entity is not None and read and (wrong := _wrong(self._folder, path, entity.said)):
            self.rejected.append(wrong)
        else:
            self.kept.append(path)
            if entity is None and not path.startswith(self._folders):
                self.findings.append(verdicts.UNDESCRIBED.at(Place(file=path), file=path, list=self._name))

    def absent(self, there: Iterable[str]) -> list[str]:
        """The files that are described and not there."""
        names = {same_name(path) for path in there}
        return sorted(path for path in self._described if same_name(path) not in names)


def _is_made(entity: Entity | None) -> bool:
    """Whether a file of a package of ours was made for it: a description of the dossier other than `dossier.json`."""
    return entity is not None and entity.path != OWN_METADATA and "./" in references(entity.said.get("about"))


def _wrong(folder: Path, path: str, said: Mapping[str, Any]) -> DeliveredFile | None:
    """The file as refused if it is not as described."""
    file, size, digest = folder / path, said.get("contentSize"), said.get("sha256")
    try:
        if str(size).isdigit() and int(str(size)) != file.stat().st_size:
            return verdicts.changed(folder, path, "contentSize")
        wanted = {"sha256": digest} if isinstance(digest, str) and _SHA256.fullmatch(digest.strip()) else {}
        wrong = verdicts.differs(file, wanted) if wanted else None
    except OSError as error:
        return rejections.unreadable(path, error)
    return verdicts.changed(folder, path, wrong) if wrong else None


def _entity(node: Mapping[str, Any]) -> Entity | None:
    kinds = types(node)
    identifier = node.get("@id")
    if not isinstance(identifier, str) or not {"File", "MediaObject", "Dataset"} & set(kinds):
        return None
    path = local_path(identifier)
    return Entity(path, "Dataset" in kinds or identifier.endswith("/"), node) if path else None
