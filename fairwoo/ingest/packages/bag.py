"""BagIt (RFC 8493, and 0.97 before it): the payload of a bag, held against its manifests."""

from __future__ import annotations

import codecs
import hashlib
import os
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from fairwoo.ingest import rejections
from fairwoo.ingest.names import same_name
from fairwoo.ingest.packages import verdicts
from fairwoo.ingest.packages.verdicts import Checked
from fairwoo.ingest.said import MetadataReading
from fairwoo.ingest.statements import Statement, state
from fairwoo.ingest.tree import walk
from fairwoo.model import DeliveredFile, Finding, Place, Text
from fairwoo.shared import clean_text, made_by

DECLARATION, INFORMATION, PAYLOAD = "bagit.txt", "bag-info.txt", "data"

_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
_MADE_BY = made_by("ingest/bag", 1)
_LINE = re.compile(r"^([0-9A-Fa-f]+)[ \t]+\*?(.+)$")
_LIST = "manifest-*.txt"
_LARGEST = 64 << 20  # a manifest of half a million files
_NO_MANIFEST = Text(nl="er is geen manifest met een bekend controlegetal", en="there is no manifest with a known checksum")
_UNREAD = Text(nl="dit is geen tekst in de opgegeven codering", en="it is no text in the encoding that is given")
_NO_ACCESS = Text(nl="het is niet te lezen", en="it cannot be read")


def is_bag(folder: Path) -> bool:
    """Whether a folder says that it is a bag."""
    return (folder / DECLARATION).is_file() and (folder / PAYLOAD).is_dir()


def check(bag: Path) -> Checked:
    """The payload, as paths below `data`, of which the digests are right; what is refused, missing or no part of the bag.

    Files of the bag itself are told with a path that begins with `../`.
    """
    encoding, findings = _encoding(bag)
    payload, tags = _manifests(bag, encoding, findings)
    root = bag / PAYLOAD
    tree = walk(root)
    listed = dict(_below(payload))
    there = (*tree.files, *(file.path for file in tree.rejected))
    files, rejected = _payload(root, tree.files, listed if payload else None)
    findings += [verdicts.missing(clean_text(path), _LIST) for path in _absent(listed, there)]
    own = [verdicts.own_file(bag, path, f"../{path}") for path in _beside(bag)]
    findings += _altered_tags(bag, tags)
    return Checked(tuple(files), (*rejected, *tree.rejected, *own), tuple(findings))


def information(bag: Path) -> Mapping[str, str]:
    """What `bag-info.txt` says, by label in small letters; the first of each. Nothing if it cannot be read."""
    encoding, _ = _encoding(bag)
    found: dict[str, str] = {}
    last = ""
    for line in _text(bag / INFORMATION, encoding).splitlines():
        label, colon, value = line.partition(":")
        if line[:1] in {" ", "\t"} and last:  # a value that goes on
            found[last] += f" {line.strip()}"
        elif colon and label.strip().lower() not in found:
            last = label.strip().lower()
            found[last] = value.strip()
    return {label: clean_text(value) for label, value in found.items()}


def told(bag: Path) -> MetadataReading:
    """What `bag-info.txt` says of the dossier."""
    said = information(bag)
    statements = [Statement("description", text, "External-Description") for text in [said.get("external-description")] if text]
    stated = state(f"../{INFORMATION}", _MADE_BY, statements)
    identifier, publisher = said.get("external-identifier"), said.get("source-organization")
    return MetadataReading(identifier or None, publisher or None, stated.facts, (), stated.findings)


def _encoding(bag: Path) -> tuple[str, list[Finding]]:
    declared = dict(line.partition(":")[::2] for line in _text(bag / DECLARATION, "utf-8").splitlines())
    name = declared.get("Tag-File-Character-Encoding", "UTF-8").strip()
    try:
        return codecs.lookup(name).name, []
    except LookupError:
        return "utf-8", [_damaged(DECLARATION, _UNREAD)]


def _text(file: Path, encoding: str) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST).decode(encoding, "replace").removeprefix("\ufeff")
    except OSError:
        return ""


_Digests = dict[str, dict[str, str]]


def _manifests(bag: Path, encoding: str, findings: list[Finding]) -> tuple[_Digests, _Digests]:
    """What the payload and the tag manifests say: path → algorithm → digest. A manifest of an unknown algorithm says nothing."""
    payload: _Digests = {}
    tags: _Digests = {}
    for name in sorted(path.name for path in bag.iterdir()):
        found = _MANIFEST.fullmatch(name)
        if not found or found[2] not in hashlib.algorithms_available or found[2].startswith("shake"):
            continue
        into = tags if found[1] else payload
        for path, digest in _lines(_text(bag / name, encoding)):
            into.setdefault(path, {})[found[2]] = digest
    if not payload:
        findings.append(_damaged(PAYLOAD, _NO_MANIFEST))
    return payload, tags


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.split("\n"):
        if found := _LINE.match(line.rstrip("\r")):
            yield posixpath.normpath(_decoded(found[2])), found[1].lower()


def _decoded(path: str) -> str:
    """RFC 8493, 2.1.3: percent, CR and LF are encoded, and nothing else is. Before 1.0 a percent sign stood for itself."""
    return re.sub(r"%(25|0[AaDd])", lambda code: chr(int(code[1], 16)), path)


def _below(manifest: _Digests) -> Iterator[tuple[str, dict[str, str]]]:
    """The entries below `data`; whatever points elsewhere is no payload."""
    for path, digests in manifest.items():
        if path.startswith(f"{PAYLOAD}/"):
            yield path.removeprefix(f"{PAYLOAD}/"), digests


def _payload(root: Path, files: tuple[str, ...], listed: _Digests | None) -> tuple[list[str], list[DeliveredFile]]:
    """The files to take in, and those that were changed or are not listed. Without a manifest all are taken in."""
    if listed is None:
        return list(files), []
    names = {same_name(path): digests for path, digests in listed.items()}
    kept: list[str] = []
    rejected: list[DeliveredFile] = []
    for path in files:
        wanted = listed.get(path) or names.get(same_name(path)) or names.get(same_name(_decoded(path)))
        if wanted is None:
            rejected.append(verdicts.unlisted(root, path, _LIST))
            continue
        try:
            wrong = verdicts.differs(root / path, wanted)
        except OSError as error:
            rejected.append(rejections.unreadable(path, error))
            continue
        kept += [] if wrong else [path]
        rejected += [verdicts.changed(root, path, wrong)] if wrong else []
    return kept, rejected


def _absent(listed: _Digests, files: Sequence[str]) -> list[str]:
    there = {same_name(path) for path in files} | {same_name(_decoded(path)) for path in files}
    return sorted(path for path in listed if same_name(path) not in there)


def _beside(bag: Path) -> list[str]:
    return [path for path in walk(bag).files if not path.startswith(f"{PAYLOAD}/")]


def _altered_tags(bag: Path, tags: _Digests) -> list[Finding]:
    findings = []
    for path, wanted in sorted(tags.items()):
        file = bag / path
        inside = ".." not in path.split("/") and not path.startswith("/")
        try:
            if not inside or not os.path.isfile(file):  # noqa: PTH113 # pathlib raises on names that are too long
                findings.append(verdicts.missing(clean_text(path), "tagmanifest-*.txt"))
            elif wrong := verdicts.differs(file, wanted):
                findings.append(verdicts.CHANGED.at(Place(file=path), file=path, what=wrong))
        except OSError:
            findings.append(_damaged(path, _NO_ACCESS))
    return findings


def _damaged(file: str, what: Text) -> Finding:
    return verdicts.DAMAGED.at(Place(file=file), file=file, what=what.nl, what_en=what.en)
