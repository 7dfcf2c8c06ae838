"""The search API that a publisher runs: from the settings. Without one, nothing is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from fairwoo.map.addresses import Site, web_address
from fairwoo.map.terms import Licence, licence, not_open
from fairwoo.map.wording import one_line
from fairwoo.model import Body, Finding, FindingKind, Level
from fairwoo.settings import MapSettings

API_UNUSABLE = FindingKind(
    code="api-url-unusable",
    level=Level.WARNING,
    nl="De instelling map.api_url is geen webadres van een API: “{value}”. De beschrijvingen noemen nu geen API.",
    en="The setting map.api_url is no web address of an API: “{value}”. The descriptions name no API now.",
    do_nl="Schrijf het hele adres zonder vraagteken of hekje, bijvoorbeeld https://woo.gemeente.nl/api/v1.",
    do_en="Write the whole address without question mark or hash, for instance https://woo.gemeente.nl/api/v1.",
)
API_LICENCE_UNKNOWN = FindingKind(
    code="api-license-unknown",
    level=Level.WARNING,
    nl="De instelling map.api_license is geen bekende licentie: “{value}”. Van de API staat nu dat er geen open licentie is.",
    en="The setting map.api_license is no known licence: “{value}”. Of the API it is now said that there is no open licence.",
    do_nl="Geef het webadres van de licentie, bijvoorbeeld https://creativecommons.org/publicdomain/zero/1.0/.",
    do_en="Give the web address of the licence, for instance https://creativecommons.org/publicdomain/zero/1.0/.",
)


@dataclass(frozen=True)
class Service:
    """A search API: its address in the descriptions, where it is called, its OpenAPI document, and the licence on what it gives."""

    iri: str
    endpoint: str
    description: str
    licence: Licence


def service_of(body: Body, site: Site, settings: MapSettings, findings: list[Finding]) -> Service | None:
    """The API of the settings, in the name of `body`; None, and a finding if one is set that is no address, if there is none.

    Its OpenAPI document is at `openapi.json` below it, where the rules for REST APIs of the Dutch government want it.
    """
    given = settings.api_url
    if not given:
        return None
    address = web_address(given)
    if address is None or urlsplit(address).query or urlsplit(address).fragment:
        findings.append(API_UNUSABLE.at(value=one_line(given)))
        return None
    endpoint = address.rstrip("/")
    return Service(site.service(body.code), endpoint, f"{endpoint}/openapi.json", _licence(settings.api_license, findings))


def _licence(given: str | None, findings: list[Finding]) -> Licence:
    """The licence of the settings; that there is no open one where none is given, since none may be assumed."""
    if not given:
        return not_open()
    address = web_address(given)
    found = licence(given) or (Licence("", address, address) if address else None)
    if found is None:
        findings.append(API_LICENCE_UNKNOWN.at(value=one_line(given)))
    return found or not_open()
