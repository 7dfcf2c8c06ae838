"""Office files are ZIPs of XML: opened with limits, parsed without entities, network or document types."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, NoReturn, Self

from fairwoo.extract.reading import Limits, UnreadableError
from fairwoo.model import FindingKind, Level

if TYPE_CHECKING:
    from lxml import etree

PACKAGE_UNSAFE = FindingKind(
    code="office-file-unsafe",
    level=Level.ERROR,
    nl="Dit kantoorbestand is niet veilig te lezen: {reason_nl}. Zo’n bestand komt niet uit gewone kantoorsoftware.",
    en="This office file cannot be read safely: {reason_en}. Such a file does not come from ordinary office software.",
    do_nl="Open het in Word, Excel of LibreOffice, sla het opnieuw op en lever dat aan.",
    do_en="Open it in Word, Excel or LibreOffice, save it again and deliver that.",
)
PACKAGE_BROKEN = FindingKind(
    code="office-file-broken",
    level=Level.ERROR,
    nl="Dit kantoorbestand is beschadigd: {part} ontbreekt of is niet te lezen.",
    en="This office file is damaged: {part} is missing or cannot be read.",
    do_nl="Open het in Word, Excel of LibreOffice, laat het herstellen en sla het opnieuw op.",
    do_en="Open it in Word, Excel or LibreOffice, have it repaired and save it again.",
)
_RATIO_FROM = 1 << 20  # a small member may be packed as tightly as it likes
_HEAD = 1 << 10
_UNPACKED = 256 << 20  # XML of one office file that is taken in, whatever the limits of archives allow


class Package:
    """An office file. Raises UnreadableError for what is damaged or unsafe."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, EOFError, OSError) as error:
            raise UnreadableError(PACKAGE_BROKEN.at(part="ZIP")) from error
        self._members = {one.filename: one for one in self._archive.infolist()}
        if len(self._members) > limits.entries:
            self._refuse(f"het bestaat uit meer dan {limits.entries} delen", f"it consists of more than {limits.entries} parts")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._archive.close()

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def names(self) -> tuple[str, ...]:
        """The names of all members, in their order."""
        return tuple(self._members)

    def xml(self, name: str) -> etree._Element:
        """The root element of the member `name`."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
        try:
            with self._open(name) as member:
                tree = etree.parse(member, parser)
        except (etree.XMLSyntaxError, *_DAMAGE) as error:
            raise UnreadableError(PACKAGE_BROKEN.at(part=name)) from error
        if getattr(tree.docinfo, "doctype", ""):  # written so that the look at the first bytes did not see it, as in UTF-16
            self._refuse_document_type(name)
        return tree.getroot()

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """The elements with these tags in the member `name`, one by one, each freed after use. For what may be very long."""
        from lxml import etree

        try:
            with self._open(name) as member:
                walk = etree.iterparse(
                    member, tag=tags, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
                )
                for _, element in walk:
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        parent = element.getparent()
                        if parent is None:
                            break
                        del parent[0]
        except (etree.XMLSyntaxError, *_DAMAGE) as error:
            raise UnreadableError(PACKAGE_BROKEN.at(part=name)) from error

    def _open(self, name: str) -> IO[bytes]:
        member = self._members.get(name)
        if member is None:
            raise UnreadableError(PACKAGE_BROKEN.at(part=name))
        most = min(self._limits.member_bytes, _UNPACKED)
        if member.file_size > max(_RATIO_FROM, member.compress_size * self._limits.ratio) or member.file_size > most:
            self._refuse(f"{name} is een zip-bom", f"{name} is a zip bomb")
        stream = self._archive.open(member)
        if b"<!DOCTYPE" in stream.read(_HEAD):
            self._refuse_document_type(name)
        stream.seek(0)
        return stream

    def _refuse_document_type(self, name: str) -> NoReturn:
        self._refuse(f"in {name} staat een documenttype (DTD)", f"{name} has a document type (DTD)")

    def _refuse(self, nl: str, en: str) -> NoReturn:
        raise UnreadableError(PACKAGE_UNSAFE.at(reason_nl=nl, reason_en=en))


_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError)
