"""A sitemap as a whole: what its entries say together, and the rules of an entry that take its address or its date of change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from fairwoo import vocab
from fairwoo.model import Finding, FindingKind, Level, Place
from fairwoo.validate.xml_address import Addresses, locs
from fairwoo.validate.xml_grammar import PREFIXES
from fairwoo.validate.xml_source import MIB
from fairwoo.validate.xml_told import Told, line_of, local, shown
from fairwoo.validate.xml_values import has_zone, is_date, is_date_time
from fairwoo.validate.xml_walk import TEXT_STRAY

if TYPE_CHECKING:
    from lxml.etree import _Element

TOO_MANY = FindingKind(
    code="sitemap-too-many",
    level=Level.ERROR,
    nl="Dit is de {count}e verwijzing; er mogen er 50.000 in één bestand.",
    en="This is reference number {count}; one file may have 50,000.",
    do_nl="Verdeel ze over meer bestanden, en noem die in de index.",
    do_en="Split them over more files, and name those in the index.",
)
TOO_LARGE = FindingKind(
    code="sitemap-too-large",
    level=Level.ERROR,
    nl="Het bestand is uitgepakt {size} bytes; het mogen er 52.428.800 (50 MiB) zijn.",
    en="The file has {size} bytes unpacked; it may have 52,428,800 (50 MiB).",
    do_nl="Verdeel het over meer bestanden, en noem die in de index.",
    do_en="Split it into more files, and name those in the index.",
)
LASTMOD_ABSENT = FindingKind(
    code="sitemap-lastmod-absent",
    level=Level.INFO,
    nl="Bij {count} verwijzingen ontbreekt lastmod (de eerste op regel {first}). Dan is niet te zien of een document veranderd is.",
    en="{count} references have no lastmod (the first on line {first}). Then nobody sees whether a document changed.",
    do_nl="Zet erbij wanneer het document of zijn metadata het laatst veranderd zijn.",
    do_en="State when the document or its metadata last changed.",
)
LASTMOD_ZONE = FindingKind(
    code="sitemap-lastmod-zone",
    level=Level.WARNING,
    nl="lastmod “{found}” is een tijd zonder tijdzone.",
    en="lastmod “{found}” is a time without a time zone.",
    do_nl="Zet de tijdzone erachter, als +01:00 of Z, of schrijf alleen de datum.",
    do_en="Add the time zone, as +01:00 or Z, or write the date alone.",
)
AFTER_LASTMOD = FindingKind(
    code="diwoo-at-time-after-lastmod",
    level=Level.WARNING,
    nl="atTime “{found}” is later dan lastmod “{lastmod}”: er is iets met het document gedaan na de laatste wijziging.",
    en="atTime “{found}” is later than lastmod “{lastmod}”: something was done with the document after its last change.",
    do_nl="Controleer beide. lastmod verandert mee als de metadata veranderen.",
    do_en="Check both. lastmod changes along with the metadata.",
)
FORMAT_DIFFERS = FindingKind(
    code="diwoo-format-differs",
    level=Level.WARNING,
    nl="format is {found}, maar de loc eindigt op .{extension}.",
    en="format is {found}, but the loc ends in .{extension}.",
    do_nl="Geef het formaat dat de website werkelijk levert.",
    do_en="State the format that the website really serves.",
)
TITLE_FILE_NAME = FindingKind(
    code="diwoo-title-file-name",
    level=Level.WARNING,
    nl="De officiële titel is een bestandsnaam: “{found}”.",
    en="The official title is a file name: “{found}”.",
    do_nl="Geef de titel zoals die op het document staat, zodat mensen het kunnen vinden.",
    do_en="Give the title as it stands on the document, so that people can find it.",
)
HANDLINGS_ALIKE = FindingKind(
    code="diwoo-handlings-alike",
    level=Level.INFO,
    nl="Alle {count} handelingen in dit bestand zijn “{label}”.",
    en="All {count} handlings in this file are “{label}”.",
    do_nl="Controleer of dat zo is: een ontvangen document heeft ontvangst.",
    do_en="Check whether that is so: a document that was received has ontvangst.",
)
ONE_SIDED = FindingKind(
    code="diwoo-parts-one-sided",
    level=Level.WARNING,
    nl="{name} wijst naar “{target}”, maar daar wijst geen {back} terug.",
    en="{name} points at “{target}”, but no {back} there points back.",
    do_nl="Schrijf beide: isPartOf bij het deel en hasPart bij het geheel.",
    do_en="Write both: isPartOf with the part and hasPart with the whole.",
)
ELSEWHERE = FindingKind(
    code="diwoo-parts-elsewhere",
    level=Level.INFO,
    nl="{count} verwijzingen van isPartOf of hasPart wijzen naar een document dat niet in dit bestand staat (de eerste op regel {first}).",
    en="{count} references of isPartOf or hasPart point at a document that is not in this file (the first on line {first}).",
    do_nl="Controleer of die documenten in een andere sitemap van de keten staan.",
    do_en="Check whether those documents are in another sitemap of the chain.",
)

ENCODING = FindingKind(
    code="sitemap-encoding",
    level=Level.ERROR,
    nl="Het bestand heeft de codering {found}; een sitemap is in UTF-8.",
    en="The file has the encoding {found}; a sitemap is in UTF-8.",
    do_nl="Sla het op als UTF-8.",
    do_en="Save it as UTF-8.",
)

REST_UNREAD = FindingKind(
    code="sitemap-rest-unread",
    level=Level.ERROR,
    nl="Na {most} verwijzingen is het bestand niet verder gelezen; er mogen er 50.000 in.",
    en="After {most} references the file was read no further; it may have 50,000.",
    do_nl="Verdeel ze over meer bestanden, en toets die.",
    do_en="Split them over more files, and check those.",
)

MOST_ENTRIES, MOST_BYTES = 50_000, 50 * MIB
LARGEST, MOST_READ = 512 * MIB, 100_000
"""Bytes and entries after which even a file that is too large is read no further."""

_UTF_8 = {"", "utf-8", "utf8", "us-ascii", "ascii"}
_MANY_ALIKE = 3  # handlings from which it is worth saying that all are alike

_D = f"{{{PREFIXES['diwoo']}}}"
_DIWOO = f"{_D}Document/{_D}DiWoo"
_TITLE = f"{_D}titelcollectie/{_D}officieleTitel"
_HANDLING = f"{_D}documenthandelingen/{_D}documenthandeling"
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{2,5})$")


def check_between(text: str | None, element: _Element | None, told: Told) -> None:
    """Tell of loose text right under the root; `element` is what it stands before (or after, at the end)."""
    if element is not None and text and not text.isspace():
        root = element.getparent()
        told.note(TEXT_STRAY, element, parent=local(element if root is None else root), found=shown(text))


def check_encoding(root: _Element, declared: str, told: Told) -> None:
    """Tell of a sitemap or an index that has (or declares) another encoding than UTF-8."""
    if declared.lower() not in _UTF_8:
        told.add(ENCODING, root, found=shown(declared))


class _Link(NamedTuple):
    """A reference of `isPartOf` or `hasPart`: its line, the document it is of and the one it points at."""

    line: int
    name: str
    source: str
    target: str


class Sitemap:
    """The entries of one sitemap, as they come by."""

    def __init__(self, file: str, host: str) -> None:
        """`file` is the name to call the sitemap by, `host` where it came from ("" for a file)."""
        self._file = file
        self._addresses = Addresses(host)
        self._links: list[_Link] = []
        self._handlings: dict[str, int] = {}
        self._without_lastmod: list[int] = []
        self.entries = 0

    def entry(self, url: _Element, told: Told) -> None:
        """Look at one `url`."""
        self.entries += 1
        if self.entries == MOST_ENTRIES + 1:
            told.add(TOO_MANY, url, count=self.entries)
        address = ""
        for loc in locs(url):
            address = self._addresses.check(loc, told)
        lastmod = self._lastmod(url, told)
        for diwoo in url.iterfind(_DIWOO):
            self._title(diwoo, address, told)
            self._format(diwoo, address, told)
            self._handled(diwoo, lastmod, told)
            self._related(diwoo, address)

    def end(self, size: int) -> Iterator[Finding]:
        """What the whole shows; `size` is the number of bytes."""
        yield from self._one_sided()
        if size > MOST_BYTES:
            yield TOO_LARGE.at(Place(file=self._file), size=size)
        if without := self._without_lastmod:
            yield LASTMOD_ABSENT.at(Place(file=self._file, line=without[0]), count=len(without), first=without[0])
        if len(self._handlings) == 1:
            (label, count), *_ = self._handlings.items()
            if count >= _MANY_ALIKE:
                yield HANDLINGS_ALIKE.at(Place(file=self._file), count=count, label=shown(label))

    def _lastmod(self, url: _Element, told: Told) -> str:
        element = next((child for child in url if local(child) == "lastmod"), None)
        text = (element.text or "").strip() if element is not None else ""
        if element is None:
            self._without_lastmod.append(line_of(url))
        elif is_date_time(text) and not has_zone(text):
            told.add(LASTMOD_ZONE, element, found=shown(text))
        return text

    @staticmethod
    def _title(diwoo: _Element, address: str, told: Told) -> None:
        element = diwoo.find(_TITLE)
        title = (element.text or "").strip() if element is not None else ""
        if element is None or not title:
            return
        extension = _EXTENSION.search(title)
        if title == _file_name(address) or (extension and extension[1].lower() in _formats()):
            told.add(TITLE_FILE_NAME, element, found=shown(title))

    @staticmethod
    def _format(diwoo: _Element, address: str, told: Told) -> None:
        element = diwoo.find(f"{_D}format")
        extension = _EXTENSION.search(_file_name(address))
        if element is None or extension is None:
            return
        expected = _formats().get(extension[1].lower())
        found = element.get("resource") or ""
        if expected and found in _formats().values() and found != expected:
            told.add(FORMAT_DIFFERS, element, found=found.rpartition("/")[2], extension=extension[1])

    def _handled(self, diwoo: _Element, lastmod: str, told: Told) -> None:
        for handling in diwoo.iterfind(_HANDLING):
            kind = handling.findtext(f"{_D}soortHandeling") or ""
            self._handlings[kind] = self._handlings.get(kind, 0) + 1
            element = handling.find(f"{_D}atTime")
            text = (element.text or "").strip() if element is not None else ""
            if element is not None and _is_later(text, lastmod):
                told.add(AFTER_LASTMOD, element, found=shown(text), lastmod=shown(lastmod))

    def _related(self, diwoo: _Element, address: str) -> None:
        for path, name in ((f"{_D}isPartOf", "isPartOf"), (f"{_D}hasParts/{_D}hasPart", "hasPart")):
            for element in diwoo.iterfind(path):
                if target := (element.get("resource") or "").strip():
                    self._links.append(_Link(line_of(element), name, address, target))

    def _one_sided(self) -> Iterator[Finding]:
        known, there = self._addresses.lines, {link[1:] for link in self._links}
        elsewhere = [link for link in self._links if link.target not in known]
        for line, name, source, target in self._links:
            back = "hasPart" if name == "isPartOf" else "isPartOf"
            if target in known and (back, target, source) not in there:
                yield ONE_SIDED.at(Place(file=self._file, line=line), name=name, target=shown(target), back=back)
        if elsewhere:
            first = elsewhere[0].line
            yield ELSEWHERE.at(Place(file=self._file, line=first), count=len(elsewhere), first=first)


def _file_name(address: str) -> str:
    """The last part of an address, decoded."""
    return unquote(re.split(r"[?#]", address, maxsplit=1)[0].rpartition("/")[2])


@cache
def _formats() -> dict[str, str]:
    """The address of a format by the extension of its files. The codes of the list are the extensions."""
    by_extension = {each.code.lower(): each.uri for each in vocab.formats()}
    return {**by_extension, "htm": by_extension["html"]}


def _is_later(time: str, lastmod: str) -> bool:
    """Whether a date and time lies after a date, or date and time, of change; False if either is no such thing."""
    if not is_date_time(time) or not (is_date(lastmod) or is_date_time(lastmod)):
        return False
    if is_date_time(lastmod) and has_zone(time) and has_zone(lastmod) and "T24" not in time + lastmod:
        return datetime.fromisoformat(time) > datetime.fromisoformat(lastmod)
    return time[:10] > lastmod[:10]
