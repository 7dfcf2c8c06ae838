"""The catalogues: for every body `catalogus/CODE.jsonld`, `.ttl`, `.rdf` and `.nt` with all its dossiers, in pages where there are many.

They are made of the descriptions that the standard `dcat` gives, so that a dossier is described once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from fairwoo.map.addresses import Site, base_address
from fairwoo.map.contact import contact_of, persistence_policy
from fairwoo.map.dcat_catalogue import Heading, Page
from fairwoo.map.publishing import Output, Published
from fairwoo.map.service import service_of
from fairwoo.map.times import Times
from fairwoo.model import Body, Finding, FindingKind, Level, Text
from fairwoo.settings import MapSettings

NAME = "dcat"
TITLE = Text(nl="DCAT-catalogi", en="DCAT catalogues")

LEFT_OUT = FindingKind(
    code="catalogue-dossiers-left-out",
    level=Level.WARNING,
    nl="Van {name} staan {number} dossiers niet in de catalogus, want ze hebben geen DCAT-beschrijving.",
    en="Of {name}, {number} dossiers are not in the catalogue, since they have no DCAT description.",
    do_nl="Zoek bij die dossiers de melding dcat-value-missing, en vul aan wat ontbreekt.",
    do_en="Look for the finding dcat-value-missing of those dossiers, and add what is missing.",
)
CHANGE_UNKNOWN = FindingKind(
    code="catalogue-change-unknown",
    level=Level.WARNING,
    nl="Van {number} dossiers van {name} is niet bekend wanneer de beschrijving het laatst veranderde. Zij staan zonder "
    "catalogusregel (dcat:CatalogRecord) in de catalogus.",
    en="Of {number} dossiers of {name} it is not known when the description last changed. They are in the catalogue without a "
    "record (dcat:CatalogRecord).",
    do_nl="Draai fairwoo map opnieuw.",
    do_en="Run fairwoo map again.",
)
PERSISTENCE_MISSING = FindingKind(
    code="persistence-policy-missing",
    level=Level.INFO,
    nl="Er is niet ingesteld hoe lang de adressen blijven bestaan. De beschrijvingen zeggen daar nu niets over.",
    en="It is not set how long the addresses stay. The descriptions say nothing of that now.",
    do_nl="Zet in fairwoo.toml onder [map] persistence_policy het adres van de pagina waarop dat staat.",
    do_en="Set persistence_policy under [map] in fairwoo.toml to the address of the page that says so.",
)

API_LICENCE_MISSING = FindingKind(
    code="api-license-missing",
    level=Level.INFO,
    nl="Er is een API ingesteld, maar niet met welke licentie. In de beschrijvingen staat dat er geen open licentie is.",
    en="An API is set, but not with which licence. The descriptions say that there is no open licence.",
    do_nl="Zet in fairwoo.toml onder [map] api_license het webadres van de licentie op wat de API geeft.",
    do_en="Set api_license under [map] in fairwoo.toml to the web address of the licence on what the API gives.",
)

FOLDER = "catalogus"
# Harvesters fetch a page whole. Of large dossiers a page holds fewer: 40,000 nodes are some 20 MB of RDF.
_MOST_DATASETS, _MOST_NODES = 1_000, 40_000


@dataclass
class _Known:
    """What a first look at the dossiers of a body tells; `runs` is in how many places of the order they stand."""

    body: Body
    total: int = 0
    left_out: int = 0
    unknown: int = 0
    runs: int = 0
    oldest: datetime | None = None
    newest: datetime | None = None


def publish(dossiers: Callable[[], Iterator[Published]], settings: MapSettings) -> Iterator[Output | Finding]:
    """The files of the catalogues, and findings. A body none of whose dossiers has a description has no catalogue.

    The dossiers of a body stand together where they are sorted by id; where some do not, they are gone through once more.
    """
    site, findings = Site(base_address(settings.base_url)), list[Finding]()
    bodies = _look(dossiers())
    if bodies and not (settings.persistence_policy or settings.base_url):
        findings.append(PERSISTENCE_MISSING.at())
    if bodies and settings.api_url and not settings.api_license:
        findings.append(API_LICENCE_MISSING.at())
    told: list[Finding] = []  # what is wrong with the settings, which each dossier's own findings say already
    persistence = persistence_policy(settings, told)
    headings: dict[str, Heading] = {}
    for code, known in bodies.items():
        contact = contact_of(known.body, site, site.catalogue(code), settings, told)
        service, times = service_of(known.body, site, settings, told), Times(known.oldest, known.newest)
        headings[code] = Heading(site, known.body, contact, persistence, service, known.total, times)
        if known.left_out:
            findings.append(LEFT_OUT.at(name=known.body.name, number=known.left_out))
        if known.unknown:
            findings.append(CHANGE_UNKNOWN.at(name=known.body.name, number=known.unknown))
    yield from findings
    for code, together in groupby(dossiers(), _code):
        if bodies[code].runs == 1:
            yield from _catalogue(headings[code], together)
    for code, known in bodies.items():
        if known.runs > 1:
            yield from _catalogue(headings[code], (one for one in dossiers() if _code(one) == code))


def _look(dossiers: Iterable[Published]) -> dict[str, _Known]:
    bodies: dict[str, _Known] = {}
    for code, together in groupby(dossiers, _code):
        for published in together:
            known = bodies.setdefault(code, _Known(published.dossier.publisher))
            described, (created, changed) = _described(published)
            known.total += described is not None
            known.left_out += described is None
            known.unknown += described is not None and changed is None
            known.oldest = min(filter(None, (known.oldest, created)), default=None)
            known.newest = max(filter(None, (known.newest, changed)), default=None)
        bodies[code].runs += 1
    return bodies


def _catalogue(heading: Heading, dossiers: Iterable[Published]) -> Iterator[Output]:
    page = Page(heading, 1)
    for published in dossiers:
        described, times = _described(published)
        if described is None:
            continue
        datasets, nodes = page.size
        if datasets >= _MOST_DATASETS or nodes >= _MOST_NODES:
            yield from _outputs(page, last=False)
            page = Page(heading, page.number + 1)
        page.add(described, times)
    if page.size[0]:
        yield from _outputs(page, last=True)


def _outputs(page: Page, *, last: bool) -> Iterator[Output]:
    for name, text in page.written(last=last):
        yield Output(f"{FOLDER}/{name}", text.encode())


def _described(published: Published) -> tuple[str | None, Times]:
    """The description in JSON-LD, and the times of what it says."""
    found = next((one for one in published.descriptions if (one.standard, one.file_name) == (NAME, "dcat.jsonld")), None)
    if found is None:
        return None, Times(None, None)
    created = [published.created[address] for address in found.parts if address in published.created]
    changed = [published.changed[address] for address in found.parts if address in published.changed]
    return found.content, Times(min(created, default=None), max(changed, default=None))


def _code(published: Published) -> str:
    return published.dossier.publisher.code
