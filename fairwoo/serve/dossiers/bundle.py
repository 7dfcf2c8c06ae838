"""A dossier as one ZIP that is made while it is sent: the released files and the metadata, of a size that is known beforehand.

    LEESMIJ.txt                what it is, from where, and what is not in it
    ro-crate-metadata.json     what the whole and each file is, for programs; not there if no date of the dossier is known
    documenten/FILE-NAME       the released files; of equal names the others after the name of their document
    metadata/…                 the description in each standard, and inventaris.csv

What goes in is what the gate (`public.py`) hands out, and nothing else; a file inside another that is in it is not put in again. All
members are stored, not compressed: nearly all files of a dossier are compressed already, and the size can then be told exactly.
Layout: PKWARE APPNOTE 6.3.10, 4.3 (data descriptors, since the CRC of a file is known only when it was read) and 4.5.3 (ZIP64).
"""

from __future__ import annotations

import hashlib
import io
import stat
import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from fairwoo.pack.crate_graph import CRATE_METADATA
from fairwoo.serve.dossiers.crate import Metadata, crate_metadata
from fairwoo.serve.dossiers.described import MetadataFile, description, metadata_files
from fairwoo.serve.kept import kept
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import Site
from fairwoo.shared import safe_name

README = "LEESMIJ.txt"
_BLOCK = 1 << 18
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say: the same dossier gives the same bytes
_PLAIN_FILE = (stat.S_IFREG | 0o644) << 16
_UNIX = 3


@dataclass(frozen=True)
class Member:
    """A file in the ZIP: its path there, its size, and where its bytes are: an original (by hash), a description (by name) or itself.

    With none of these it is the metadata of the crate, which are made again when they are sent: they can be large.
    """

    path: str
    size: int
    original: str | None = None
    description: str | None = None
    text: bytes | None = None


@dataclass(frozen=True)
class Bundle:
    """What will be in the ZIP. `documents` is how many released files, `size` that of it all in bytes, `tag` tells contents apart."""

    members: tuple[Member, ...]
    documents: int
    size: int
    tag: str


class ChangedError(Exception):
    """A file is not what the catalogue says: gone, or of another size. What was sent of the ZIP is then no ZIP."""


def bundle(site: Site, dossier: PublicDossier) -> Bundle:
    """What goes into the ZIP of a dossier."""
    return kept(site, "bundle", dossier.id, dossier.revision, lambda: _planned(site, dossier))


def stream(site: Site, dossier: PublicDossier, planned: Bundle) -> Generator[bytes]:
    """The bytes of the ZIP, exactly `planned.size`. Raises ChangedError when a file is not what it was."""
    yield from written(planned.members, lambda member: _content(site, dossier, member))


def written(members: Iterable[Member], content: Callable[[Member], Iterator[bytes]]) -> Iterator[bytes]:
    """The bytes of a ZIP of these members, in blocks; `content` gives those of one. Raises ChangedError."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for member in members:
            with archive.open(_entry(member), "w") as target:
                for block in _insist(member, content(member)):
                    target.write(block)
                    if sink.waiting >= _BLOCK:  # many small files go out together
                        yield sink.taken()
    yield sink.taken()


def missing(site: Site, planned: Bundle) -> list[str]:
    """The hashes of the originals that are not there as they should be, so that it is known before anything is sent."""
    return [one.original for one in planned.members if one.original and _size(site, one.original) != one.size]


def zip_size(members: Iterable[Member]) -> int:
    """The size of a ZIP of stored members that is written to where it cannot go back, as `zipfile` does it."""
    limit, offset, directory, count = zipfile.ZIP64_LIMIT, 0, 0, 0
    for member in members:
        name = len(member.path.encode())
        large = member.size * 1.05 > limit  # `zipfile` then reckons with growth, though nothing is compressed
        fields = 2 * (member.size > limit) + (offset > limit)
        directory += 46 + name + (4 + 8 * fields if fields else 0)
        offset += 30 + name + (20 if large else 0) + member.size + (24 if large else 16)
        count += 1
    end = 22
    if count > zipfile.ZIP_FILECOUNT_LIMIT or offset > limit or directory > limit:
        end += 56 + 20
    return offset + directory + end


def _planned(site: Site, dossier: PublicDossier) -> Bundle:
    files = [Member(path, one.size or 0, original=one.original) for path, one in _documents(dossier)]
    described = [Member(_path_of(one), one.size, description=one.name) for one in metadata_files(site, dossier)]
    crate = _crate(site, dossier)
    text = _readme(site, dossier)
    whole = [Member(CRATE_METADATA, len(crate))] if crate else []
    members = (Member(README, len(text), text=text), *whole, *described, *files)
    digest = hashlib.sha256(text + (crate or b""))
    for one in members:
        digest.update(f"{one.path}\0{one.size}\0{one.original}\n".encode())
    digest.update("".join(one.sha256 for one in metadata_files(site, dossier)).encode())
    return Bundle(members, len(files), zip_size(members), digest.hexdigest())


def _readme(site: Site, dossier: PublicDossier) -> bytes:
    words = site.templates.get_template("leesmij.txt").render(
        dossier=dossier,
        address=site.absolute(dossier.id).dossier,
        number=sum(1 for _ in _documents(dossier)),
        left_out=[one for one in dossier.documents if one.file_name is None],
    )
    return words.replace("\r\n", "\n").replace("\n", "\r\n").encode()


def _crate(site: Site, dossier: PublicDossier) -> bytes | None:
    text = _readme(site, dossier)
    readme = Metadata(README, "text/plain", len(text), hashlib.sha256(text).hexdigest(), "Wat er in deze ZIP zit")
    described = [
        Metadata(_path_of(one), one.media_type, one.size, one.sha256, f"Beschrijving van het dossier ({one.standard})")
        for one in metadata_files(site, dossier)
    ]
    return crate_metadata(site, dossier, _documents(dossier), [readme, *described])


def _documents(dossier: PublicDossier) -> Iterator[tuple[str, PublicDocument]]:
    """The released files that go in, by their paths."""
    taken: set[str] = set()
    for one in dossier.documents:
        if one.file_name is None or one.original is None or one.size is None or _is_inside(dossier, one):
            continue
        path = _free(one, taken)
        taken.add(path.casefold())
        yield path, one


def _free(one: PublicDocument, taken: set[str]) -> str:
    """The path of a file: its name, after the name of its document where another file is called so (Windows tells no case apart)."""
    name = safe_name(unquote(one.file_name or ""))
    found, number = name, 1
    while f"documenten/{found}".casefold() in taken:
        found, number = f"{one.name}-{name}" if number == 1 else f"{one.name}-{number}-{name}", number + 1
    return f"documenten/{found}"


def _is_inside(dossier: PublicDossier, one: PublicDocument) -> bool:
    """Whether the file is inside another that goes in."""
    seen = {one.name}
    parent = one.parent
    while parent is not None and parent not in seen:
        seen.add(parent)
        outer = dossier.by_name.get(parent)
        if outer is None:
            return False
        if outer.file_name is not None:
            return True
        parent = outer.parent
    return False


def _path_of(one: MetadataFile) -> str:
    return f"metadata/{one.name}"


def _entry(member: Member) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(member.path, _MOMENT)
    entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
    entry.file_size = member.size
    return entry


def _content(site: Site, dossier: PublicDossier, member: Member) -> Iterator[bytes]:
    if member.original is None:
        content = _made(site, dossier, member)
        for start in range(0, len(content), _BLOCK):
            yield content[start : start + _BLOCK]
        return
    if not site.is_current(dossier):  # a client may take hours
        raise ChangedError(member.path)
    with _path(site, member.original).open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _made(site: Site, dossier: PublicDossier, member: Member) -> bytes:
    if member.text is not None:
        return member.text
    if member.description is None:
        return _crate(site, dossier) or b""
    found = description(site, dossier, member.description)
    return found.content.encode() if found else b""


def _insist(member: Member, content: Iterator[bytes]) -> Iterator[bytes]:
    """The content, of just the size that was told."""
    left = member.size
    try:
        for block in content:
            left -= len(block)
            if left < 0:
                break
            yield block
    except OSError as error:
        raise ChangedError(member.path) from error
    if left:
        raise ChangedError(member.path)


def _path(site: Site, sha256: str) -> Path:
    return site.workspace.originals.path(sha256)


def _size(site: Site, sha256: str) -> int:
    try:
        return _path(site, sha256).stat().st_size
    except OSError:
        return -1


class _Sink(io.RawIOBase):
    """Where the archive writes to: what is in it is taken out in between. It cannot go back, which `zipfile` then knows."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[bytes] = []
        self.waiting = 0

    def writable(self) -> bool:
        return True

    def write(self, block: bytes) -> int:  # type: ignore[override]
        self._blocks.append(bytes(block))
        self.waiting += len(block)
        return len(block)

    def taken(self) -> bytes:
        """What was written since the last time."""
        found = b"".join(self._blocks)
        self._blocks.clear()
        self.waiting = 0
        return found
