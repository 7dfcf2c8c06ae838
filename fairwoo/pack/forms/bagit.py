"""BagIt 1.0 (RFC 8493): an RO-Crate as payload, with the SHA-256 and SHA-512 of every file.

Written by ourselves: the library `bagit` writes version 0.97, the date of today, and leaves a percent sign in a name as it is; it needs
the files in a folder and reads them a second time. The tests have it check what this writes.
"""

from __future__ import annotations

from fairwoo.model import Text
from fairwoo.pack.adding import add_original
from fairwoo.pack.contents import Contents, Original
from fairwoo.pack.crate import crate_metadata
from fairwoo.pack.crate_graph import CRATE_METADATA
from fairwoo.pack.sinks import Sink
from fairwoo.shared import VERSION

NAME = "bagit"
TITLE = Text(nl="BagIt", en="BagIt")
NESTED = True  # RFC 8493, 4.2: an archive holds one folder, which is the bag

_ALGORITHMS = ("sha256", "sha512")
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_ENCODED = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))  # RFC 8493, 2.1.3: these and no others


def write(contents: Contents, sink: Sink) -> None:
    """Write the package."""
    bag = _Bag(sink)
    metadata = crate_metadata(contents)
    bag.payload(CRATE_METADATA, metadata)
    for one in contents.written:
        bag.payload(one.path, one.content)
    for original in contents.originals:
        bag.original(original)
    bag.finish(_information(contents, bag))


class _Bag:
    """A bag that is being written: the digests of what is in it, by path."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._payload: dict[str, dict[str, str]] = {}
        self._tags: dict[str, dict[str, str]] = {}
        self.octets = 0

    @property
    def files(self) -> int:
        return len(self._payload)

    def payload(self, path: str, content: bytes) -> None:
        self._payload[f"data/{path}"] = self._sink.add(f"data/{path}", content, _ALGORITHMS)
        self.octets += len(content)

    def original(self, original: Original) -> None:
        path = f"data/{original.path}"
        self._payload[path] = add_original(self._sink, path, original, _ALGORITHMS)
        self.octets += original.document.size or 0

    def finish(self, information: str) -> None:
        """The tag files, then their manifests, which name all tag files but those manifests themselves."""
        self._tag("bagit.txt", _DECLARATION)
        self._tag("bag-info.txt", information)
        for name in _ALGORITHMS:
            self._tag(f"manifest-{name}.txt", _manifest(self._payload, name))
        for name in _ALGORITHMS:
            self._sink.add(f"tagmanifest-{name}.txt", _manifest(self._tags, name).encode())

    def _tag(self, path: str, content: str) -> None:
        self._tags[path] = self._sink.add(path, content.encode(), _ALGORITHMS)


def _manifest(digests: dict[str, dict[str, str]], algorithm: str) -> str:
    return "".join(f"{digests[path][algorithm]}  {encoded(path)}\n" for path in sorted(digests))


def encoded(path: str) -> str:
    """A path as manifests write it."""
    for character, code in _ENCODED:
        path = path.replace(character, code)
    return path


def _information(contents: Contents, bag: _Bag) -> str:
    """`bag-info.txt`. The date is the one on which the publisher last changed or published the dossier: packages know no clock."""
    dossier = contents.case.dossier
    day = dossier.modified or dossier.published
    return "".join(
        f"{label}: {' '.join(value.split())}\n"
        for label, value in (
            ("Source-Organization", dossier.publisher.name),
            ("External-Description", contents.case.title),
            ("External-Identifier", dossier.id),
            ("Bagging-Date", day.isoformat() if day else ""),
            ("Bag-Software-Agent", f"fairwoo {VERSION}"),
            ("Payload-Oxum", f"{bag.octets}.{bag.files}"),
        )
        if value.strip()
    )
