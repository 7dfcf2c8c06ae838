"""Web addresses in the delivery chain: absolute, percent-encoded, of one host. sitemaps.org 0.9, RFC 3986 and the DiWoo manual."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fairwoo.model import FindingKind, Level
from fairwoo.validate.xml_told import Told, line_of, local, shown, shown_spaces

if TYPE_CHECKING:
    from lxml.etree import _Element

LOC_RELATIVE = FindingKind(
    code="sitemap-loc-relative",
    level=Level.ERROR,
    nl="“{found}” in loc is geen volledig webadres.",
    en="“{found}” in loc is no full web address.",
    do_nl="Schrijf het hele adres, met https:// en de naam van de website.",
    do_en="Write the whole address, with https:// and the name of the website.",
)
LOC_UNENCODED = FindingKind(
    code="sitemap-loc-unencoded",
    level=Level.ERROR,
    nl="In loc staat “{character}”, dat in een webadres gecodeerd hoort te zijn: “{found}”.",
    en="In loc is “{character}”, which must be encoded in a web address: “{found}”.",
    do_nl="Codeer het met procenten (een spatie is %20, é is %C3%A9).",
    do_en="Encode it with per cent signs (a space is %20, é is %C3%A9).",
)
LOC_LENGTH = FindingKind(
    code="sitemap-loc-length",
    level=Level.ERROR,
    nl="loc heeft {length} tekens; het moeten er 12 tot en met 2048 zijn.",
    en="loc has {length} characters; it must have 12 to 2048.",
    do_nl="Gebruik een korter (of volledig) webadres.",
    do_en="Use a shorter (or complete) web address.",
)
LOC_HOST = FindingKind(
    code="sitemap-loc-host",
    level=Level.ERROR,
    nl="“{found}” in loc is een andere website dan “{expected}”. De hele keten staat op één website.",
    en="“{found}” in loc is another website than “{expected}”. The whole chain is on one website.",
    do_nl="Zet het document op die website, of maak voor de andere website een eigen keten met een eigen robots.txt.",
    do_en="Put the document on that website, or make a chain with its own robots.txt for the other website.",
)
LOC_DUPLICATE = FindingKind(
    code="sitemap-loc-duplicate",
    level=Level.ERROR,
    nl="“{found}” staat er al, op regel {first}. De loc is wat een document uniek maakt.",
    en="“{found}” is there already, on line {first}. The loc is what makes a document unique.",
    do_nl="Laat één van beide staan.",
    do_en="Leave one of the two.",
)

_HOST = re.compile(r"https?://(?:[^/?#@]*@)?([^/?#]+)", re.IGNORECASE)
_ENCODED = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")
_SHORTEST, _LONGEST = 12, 2048


def host_of(address: str) -> str:
    """The host of a web address in lower case, with its port; "" if it is not absolute."""
    found = _HOST.match(address.strip())
    return found[1].lower() if found else ""


class Addresses:
    """The addresses of one file: each is looked at when it comes by, all must be of one host and different."""

    def __init__(self, host: str = "") -> None:
        """`host` is where all must be; "" is where the first is."""
        self.host = host
        self.lines: dict[str, int] = {}

    def check(self, element: _Element, told: Told) -> str:
        """Look at a `loc`; the address in it, "" if it is empty (which the walk tells)."""
        address = (element.text or "").strip()
        if not address:
            return ""
        host = host_of(address)
        if not host:
            told.add(LOC_RELATIVE, element, found=shown(address))
        elif not _SHORTEST <= len(address) <= _LONGEST:
            told.add(LOC_LENGTH, element, length=len(address))
        self.host = self.host or host
        if host and host != self.host:
            told.add(LOC_HOST, element, found=shown(host), expected=shown(self.host))
        self._encoding(element, address, told)
        if (first := self.lines.get(address)) is not None:
            told.add(LOC_DUPLICATE, element, found=shown(address), first=first)
        else:
            self.lines[address] = line_of(element)
        return address

    @staticmethod
    def _encoding(element: _Element, address: str, told: Told) -> None:
        good = _ENCODED.match(address)
        end = good.end() if good else 0
        if end < len(address):
            told.add(LOC_UNENCODED, element, character=shown_spaces(address[end]) or "?", found=shown_spaces(address))


def locs(entry: _Element) -> Iterator[_Element]:
    """The `loc` elements right under a `url` or `sitemap`, in whatever namespace."""
    return (child for child in entry if local(child) == "loc")
