"""XML of a stranger: what its root is called, and its elements a few at a time, without entities, network or much memory."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from fairwoo.model import Finding, FindingKind, Level, Place
from fairwoo.validate.given import Given
from fairwoo.validate.xml_syntax import syntax_finding

if TYPE_CHECKING:
    from lxml.etree import _Element

DOCTYPE = FindingKind(
    code="xml-doctype",
    level=Level.ERROR,
    nl="Het bestand heeft een DOCTYPE. Dat kan entiteiten of bestanden van elders binnenhalen, dus fairwoo leest het niet verder.",
    en="The file has a DOCTYPE. That can bring in entities or files from elsewhere, so fairwoo reads no further.",
    do_nl="Haal de regel met <!DOCTYPE weg: deze standaard kent hem niet.",
    do_en="Remove the line with <!DOCTYPE: this standard has none.",
)
TOO_LARGE = FindingKind(
    code="xml-too-large",
    level=Level.ERROR,
    nl="Het bestand is uitgepakt groter dan {limit} MiB. De rest is niet gelezen.",
    en="The file is larger than {limit} MiB when unpacked. The rest was not read.",
    do_nl="Verdeel het over meer bestanden.",
    do_en="Split it into more files.",
)
ENTRY_TOO_LARGE = FindingKind(
    code="xml-entry-too-large",
    level=Level.ERROR,
    nl="Eén element is groter dan {limit} MiB. De rest is niet gelezen.",
    en="One element is larger than {limit} MiB. The rest was not read.",
    do_nl="Een verwijzing met haar metadata is enkele kilobytes: controleer hoe het bestand is gemaakt.",
    do_en="A reference with its metadata is a few kilobytes: see how the file was made.",
)
GZIP_BROKEN = FindingKind(
    code="xml-gzip-broken",
    level=Level.ERROR,
    nl="Het bestand is met gzip ingepakt, maar is niet uit te pakken: het is beschadigd of afgebroken.",
    en="The file is packed by gzip, but cannot be unpacked: it is damaged or cut off.",
    do_nl="Pak het opnieuw in, of lever de XML zelf.",
    do_en="Pack it again, or give the XML itself.",
)

MIB = 1024 * 1024
_LARGEST_ENTRY = 16 * MIB  # libxml2 may make fifty times as much of it in memory
_GZIP = b"\x1f\x8b"
_HEAD = 64 * 1024
_MISC = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>?", re.DOTALL)
_TAG = re.compile(r"""<(?:([\w.\-]+):)?([\w.\-]+)((?:[^>"']|"[^"]*"|'[^']*')*)""")
_NAMESPACE = re.compile(r"""\bxmlns(?::([\w.\-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ENCODING = re.compile(r"""<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)""")


class Prolog(NamedTuple):
    """What the first 64 KiB tell without parsing: the root's name, its namespace and all that it declares, the name of the
    first element inside it, the encoding (by the first bytes, else as declared), and the line of a DOCTYPE. Names are "" where
    there is none."""

    root: str = ""
    namespace: str = ""
    namespaces: frozenset[str] = frozenset()
    first: str = ""
    encoding: str = ""
    doctype_line: int | None = None


def prolog(content: bytes) -> Prolog:
    """The beginning of an XML document, packed by gzip or not; an empty `Prolog` for anything else. Raises nothing."""
    text, wide = _beginning(content)
    at, doctype_line = _skip(text, 0), None
    if found := _DOCTYPE.match(text, at):
        doctype_line = text.count("\n", 0, at) + 1
        at = _skip(text, found.end())
    root = _TAG.match(text, at)
    if root is None:
        return Prolog(doctype_line=doctype_line)
    declared = {prefix: double or single for prefix, double, single in _NAMESPACE.findall(root[3])}
    inside = _TAG.match(text, _skip(text, root.end() + 1))
    encoding = _ENCODING.match(text)
    return Prolog(
        root=root[2],
        namespace=declared.get(root[1] or "", ""),
        namespaces=frozenset(declared.values()),
        first=inside[2] if inside else "",
        encoding=wide or (encoding[1] if encoding else ""),
        doctype_line=doctype_line,
    )


def _beginning(content: bytes) -> tuple[str, str]:
    """The text of the beginning, and the encoding if the first bytes show that it is not one of single bytes."""
    head = content[:_HEAD]
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, _HEAD)
        except zlib.error:
            return "", ""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace"), "UTF-16"
    if head.startswith((b"<\0", b"\0<")):
        return head.decode("utf-16-le" if head.startswith(b"<") else "utf-16-be", "replace"), "UTF-16"
    return head.decode("utf-8-sig", "replace"), ""


def _skip(text: str, at: int) -> int:
    while found := _MISC.match(text, at):
        at = found.end()
    return at


class _TooLargeError(Exception):
    """More bytes came out than we read, of the whole or of one element."""


class _Bytes:
    """The document unpacked, as a file that counts what was read of it and stops at a limit.

    `entry` is where the element that is being read begins, at the latest; None if there is no limit to one.
    """

    def __init__(self, content: bytes, limit: int) -> None:
        plain = io.BytesIO(content)
        self._file = gzip.GzipFile(fileobj=plain) if content.startswith(_GZIP) else plain
        self._limit = limit
        self.size = 0
        self.entry: int | None = None

    def read(self, amount: int = -1) -> bytes:
        chunk = self._file.read(amount)
        self.size += len(chunk)
        if self.size > self._limit or (self.entry is not None and self.size - self.entry > _LARGEST_ENTRY):
            raise _TooLargeError
        return chunk


class Reading:
    """One pass through a document. `broken` is why it ended too early (None if it did not), `size` how many bytes it has."""

    def __init__(self, given: Given, limit: int) -> None:
        """`limit` is the number of unpacked bytes after which reading ends."""
        self._given = given
        self._limit = limit
        self._bytes = _Bytes(given.content, limit)
        self.root: _Element | None = None
        self.last: _Element | None = None
        self.rest: str | None = None
        self.broken: Finding | None = None

    @property
    def size(self) -> int:
        """Bytes read so far, unpacked."""
        return self._bytes.size

    def whole(self) -> _Element | None:
        """The root with all that is in it, or None if it is broken."""
        for _ in self._events("{*}*none*"):
            pass
        return None if self.broken else self.root

    def children(self, names: Sequence[str]) -> Iterator[_Element]:
        """The elements right under the root, in their order. Each is emptied after its turn, so that memory stays flat as long as
        most of them have one of these local `names`. `before` tells the text before it, `rest` has that after `last`."""
        last: _Element | None = None
        self._bytes.entry = 0
        for element in self._events(*(f"{{*}}{name}" for name in names)):
            root = element.getparent()
            if root is None or root.getparent() is not None:
                continue
            self.root = root
            others = [one for one in element.itersiblings(preceding=True) if one is not last]
            yield from reversed(others)
            yield element
            self._bytes.entry = self._bytes.size
            cast("Any", element).clear(keep_tail=True)  # the stubs do not know it
            while (before := element.getprevious()) is not None:
                root.remove(before)
            last = element
        if self.broken is None and self.root is not None:
            yield from [one for one in self.root if one is not last]
            self.last = self.root[-1] if len(self.root) else self.root
            self.rest = self.last.tail if len(self.root) else self.root.text

    @staticmethod
    def before(element: _Element) -> str | None:
        """The text between an element that `children` gives and what stands before it."""
        previous, root = element.getprevious(), element.getparent()
        return previous.tail if previous is not None else root.text if root is not None else None

    def _events(self, *tags: str) -> Iterator[_Element]:
        from lxml import etree

        if (line := prolog(self._given.content).doctype_line) is not None:
            self.broken = DOCTYPE.at(Place(file=self._given.name, line=line))
            return
        options: dict[str, Any] = {"no_network": True, "resolve_entities": False, "remove_comments": True, "remove_pis": True}
        context = etree.iterparse(self._bytes, events=("end",), tag=tags, **options)
        try:
            for _event, element in context:
                if self.root is None and element.getroottree().docinfo.doctype:  # beyond what the prolog shows
                    self.broken = DOCTYPE.at(Place(file=self._given.name, line=1))
                    return
                yield element
            self.root = context.root
        except etree.XMLSyntaxError:
            self.broken = syntax_finding(context.error_log, self._given.name)
        except _TooLargeError:
            whole = self.size > self._limit
            kind, limit = (TOO_LARGE, self._limit) if whole else (ENTRY_TOO_LARGE, _LARGEST_ENTRY)
            self.broken = kind.at(Place(file=self._given.name), limit=limit // MIB)
        except (OSError, EOFError, zlib.error):
            self.broken = GZIP_BROKEN.at(Place(file=self._given.name))
