"""`robots.txt`: where a harvester learns which DiWoo indexes there are. sitemaps.org 0.9 and the manual of the DiWoo delivery chain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fairwoo.model import Finding, FindingKind, Level, Place, Text
from fairwoo.validate.given import Given, Schemas
from fairwoo.validate.xml_address import host_of
from fairwoo.validate.xml_told import shown

NAME = "robots"
TITLE = Text(nl="robots.txt", en="robots.txt")
PRECEDENCE = 30

INDEX_ABSENT = FindingKind(
    code="robots-index-absent",
    level=Level.ERROR,
    nl="Geen regel noemt een DiWoo-index; een harvester vindt zo niets.",
    en="No line names a DiWoo index; a harvester finds nothing like this.",
    do_nl="Zet er een regel in voor elke categorie: Sitemap: https://…/sitemapindex-diwoo-infocat014.xml",
    do_en="Add a line for each category: Sitemap: https://…/sitemapindex-diwoo-infocat014.xml",
)
NOT_AN_INDEX = FindingKind(
    code="robots-not-an-index",
    level=Level.INFO,
    nl="“{found}” heet niet sitemapindex-diwoo-infocatNNN.xml (001 tot en met 017); de Woo-harvester leest dit niet.",
    en="“{found}” is not called sitemapindex-diwoo-infocatNNN.xml (001 to 017); the Woo harvester does not read it.",
    do_nl="Voor andere zoekmachines kan het blijven staan.",
    do_en="It can stay for other search engines.",
)
RELATIVE = FindingKind(
    code="robots-sitemap-relative",
    level=Level.WARNING,
    nl="“{found}” is geen volledig webadres.",
    en="“{found}” is no full web address.",
    do_nl="Schrijf het hele adres: sitemaps.org eist dat, al is het voorbeeld in de handleiding van DiWoo korter.",
    do_en="Write the whole address: sitemaps.org demands it, although the example in the manual of DiWoo is shorter.",
)
OTHER_HOST = FindingKind(
    code="robots-other-host",
    level=Level.ERROR,
    nl="“{found}” is een andere website dan “{expected}”. De hele keten staat op één website.",
    en="“{found}” is another website than “{expected}”. The whole chain is on one website.",
    do_nl="Zet de index op dezelfde website als robots.txt.",
    do_en="Put the index on the same website as robots.txt.",
)
REPEATED = FindingKind(
    code="robots-sitemap-repeated",
    level=Level.WARNING,
    nl="Deze regel staat er al, op regel {first}.",
    en="This line is there already, on line {first}.",
    do_nl="Laat één van beide staan.",
    do_en="Leave one of the two.",
)

_LINE = re.compile(r"\s*sitemap\s*:\s*([^\s#]\S*)?\s*(?:#.*)?", re.IGNORECASE)
_FIRST_LINE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(?:user-agent|disallow|allow|sitemap)[ \t]*:", re.IGNORECASE)
_INDEX = re.compile(r"(?:^|/)sitemapindex-diwoo-infocat0(?:0[1-9]|1[0-7])\.xml$")
_HEAD = 64 * 1024


def recognises(given: Given) -> bool:
    """By its name, or by its first line that is no comment."""
    if re.split(r"[/\\]", given.name.lower())[-1] == "robots.txt":
        return True
    return bool(_FIRST_LINE.match(_text(given.content[:_HEAD])))


def validate(given: Given, schemas: Schemas | None) -> Iterator[Finding]:  # noqa: ARG001 # there is no schema for it
    """By our rules. Lines end with a newline, a carriage return, or both."""
    host, first_lines, indexes = host_of(given.base), dict[str, int](), 0
    for number, line in enumerate(_text(given.content).splitlines(), start=1):
        found = _LINE.fullmatch(line)
        if found is None:
            continue
        address, place = found[1] or "", Place(file=given.name, line=number)
        own = host_of(address)
        host = host or own
        if _INDEX.search(address):
            indexes += 1
            if not own:
                yield RELATIVE.at(place, found=shown(address))
            elif own != host:
                yield OTHER_HOST.at(place, found=shown(own), expected=shown(host))
        else:
            yield NOT_AN_INDEX.at(place, found=shown(address))
        if address in first_lines:
            yield REPEATED.at(place, first=first_lines[address])
        first_lines.setdefault(address, number)
    if not indexes:
        yield INDEX_ABSENT.at(Place(file=given.name))


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace")
