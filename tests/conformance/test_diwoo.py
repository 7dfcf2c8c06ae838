"""The sitemaps are valid by the official XSD of DiWoo 0.9.8, and keep what that XSD lets slip (section A.6 of the standards)."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from lxml import etree

from tests.map import real
from tests.map.made import BASE, MADE

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
DIWOO = "{https://standaarden.overheid.nl/diwoo/metadata/}"
WRITTEN = sorted(name for name, made in MADE.items() if made.describe("diwoo").descriptions)
CODED = {
    "informatiecategorie": ("scw_woo_informatiecategorieen",),
    "documentsoort": ("ccw_plooi_documentsoorten",),
    "thema": ("scw_toplijst",),
    "language": ("scw_talen",),
    "format": ("ccw_plooi_filetypes",),
    "soortHandeling": ("ccw_plooi_documenthandelingen",),
    "role": ("scw_documentrelatie",),
    "redenVerwijderingVervanging": ("ccw_plooi_reden_intrekking_of_vervanging",),
    **dict.fromkeys(
        ("publisher", "verantwoordelijke", "opsteller", "wasAssociatedWith"),
        (
            "rwc_caribische_openbare_lichamen_compleet",
            "rwc_gemeenten_compleet",
            "rwc_ministeries_compleet",
            "rwc_overige_overheidsorganisaties_compleet",
            "rwc_provincies_compleet",
            "rwc_samenwerkingsorganisaties_compleet",
            "rwc_waterschappen_compleet",
            "rwc_zbo_compleet",
        ),
    ),
}
TEXT_OR_GROUP = {
    *("Document", "DiWoo", "identifiers", "identifier", "titelcollectie", "officieleTitel", "classificatiecollectie"),
    *(
        "informatiecategorieen",
        "documentsoorten",
        "themas",
        "creatiedatum",
        "aggregatiekenmerk",
        "isPartOf",
        "hasParts",
        "hasPart",
    ),
    *("documenthandelingen", "documenthandeling", "atTime"),
    *("omschrijvingen", "omschrijving", "trefwoorden", "trefwoord", "documentrelaties", "documentrelatie", "relation"),
    *("extraMetadata", "extraMetadatavelden", "extraMetadataveld", "key", "values", "value"),
}


class Offline(etree.Resolver):
    """Leads the one import that points to the web to the official copy beside it."""

    def __init__(self, mdto: Path) -> None:
        self.mdto = mdto

    def resolve(self, system_url: str, public_id: str, context: object) -> object:
        return self.resolve_filename(str(self.mdto), context) if system_url.endswith("/MDTO-XML1.0.1.xsd") else None


@pytest.fixture(scope="module")
def xsd(standards: Path) -> etree.XMLSchema:
    return wrapper(standards)


def wrapper(standards: Path) -> etree.XMLSchema:
    """Imports both schemas: sitemap.xsd admits the extension only if its declarations are known."""
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Offline(standards / "mdto/MDTO-XML1.0.1.xsd"))
    schema = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
      <xs:import namespace="{SITEMAP[1:-1]}" schemaLocation="{(standards / "sitemaps/sitemap.xsd").as_uri()}"/>
      <xs:import namespace="{DIWOO[1:-1]}" schemaLocation="{(standards / "diwoo/diwoo-metadata.xsd").as_uri()}"/>
    </xs:schema>"""
    return etree.XMLSchema(etree.fromstring(schema, parser))


@pytest.fixture(scope="module")
def labels(standards: Path) -> Callable[[str], Mapping[str, str]]:
    def of(element: str) -> Mapping[str, str]:
        found = {}
        for name in CODED[element]:
            with (standards / f"tooi/lijsten-uit-diwoo-0.9.8/{name}.csv").open(encoding="utf-8", newline="") as file:
                found.update({row["uri"]: row["label"] for row in csv.DictReader(file)})
        return found

    return of


def sitemap(name: str) -> etree._Element:
    (description,) = MADE[name].describe("diwoo").descriptions
    assert description.media_type == "application/xml"
    return etree.fromstring(description.content.encode())


@pytest.mark.parametrize("name", WRITTEN)
def test_valid_by_the_official_schema(name: str, xsd: etree.XMLSchema) -> None:
    assert xsd.validate(sitemap(name)), xsd.error_log


@pytest.mark.parametrize(
    "remove",
    ["publisher", "titelcollectie", "officieleTitel", "classificatiecollectie", "informatiecategorieen", "documenthandelingen",
     "documenthandeling", "soortHandeling", "atTime"],
)  # fmt: skip
def test_the_schema_would_notice_what_is_missing(remove: str, xsd: etree.XMLSchema) -> None:
    root = sitemap("minimal")
    (element,) = root.iter(DIWOO + remove)
    element.getparent().remove(element)
    assert not xsd.validate(root)


def test_the_schema_would_notice_an_unknown_code_and_an_empty_sitemap(xsd: etree.XMLSchema) -> None:
    root = sitemap("minimal")
    next(root.iter(DIWOO + "publisher")).set("resource", "https://identifier.overheid.nl/tooi/id/gemeente/gm9999")
    assert not xsd.validate(root)
    assert not xsd.validate(etree.Element(SITEMAP + "urlset"))


@pytest.mark.parametrize("name", WRITTEN)
def test_every_coded_value_has_its_address_and_exactly_the_label_of_the_list(
    name: str, labels: Callable[[str], Mapping[str, str]]
) -> None:
    seen = set()
    for element in sitemap(name).iter(f"{DIWOO}*"):
        local = element.tag.removeprefix(DIWOO)
        if local in CODED:
            assert element.text == labels(local)[element.get("resource")]
            seen.add(local)
        else:
            assert local in TEXT_OR_GROUP
    assert {"publisher", "informatiecategorie", "soortHandeling", "format"} <= seen


@pytest.mark.parametrize("name", WRITTEN)
def test_addresses_are_absolute_encoded_unique_and_on_one_host(name: str) -> None:
    locations = [loc.text or "" for loc in sitemap(name).iter(SITEMAP + "loc")]
    assert len(set(locations)) == len(locations)
    for location in locations:
        assert location.startswith(f"{BASE}/dossier/")
        assert len(location) <= 2048
        parts = urlsplit(location)
        assert (parts.query, parts.fragment) == ("", "")
        assert "/".join(quote(unquote(part), safe="") for part in parts.path.split("/")) == parts.path


@pytest.mark.parametrize("name", WRITTEN)
def test_parts_and_wholes_point_at_each_other_and_exist(name: str) -> None:
    parts, wholes, titles = set(), set(), {}
    for url in sitemap(name):
        here = url.findtext(SITEMAP + "loc")
        titles[here] = url.findtext(f".//{DIWOO}officieleTitel")
        parts |= {(here, part.get("resource"), part.text) for part in url.iter(DIWOO + "hasPart")}
        wholes |= {(whole.get("resource"), here, whole.text) for whole in url.iter(DIWOO + "isPartOf")}
    assert {(whole, part) for whole, part, _ in parts} == {(whole, part) for whole, part, _ in wholes}
    assert all(titles[part] == text for _, part, text in parts)
    assert all(titles[whole] == text for whole, _, text in wholes)


@pytest.mark.parametrize("name", WRITTEN)
def test_times_have_the_offset_of_amsterdam(name: str) -> None:
    for time in sitemap(name).iter(DIWOO + "atTime"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+0[12]:00", time.text or "")


def test_the_schema_location_names_both_schemas() -> None:
    location = sitemap("minimal").get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation")
    assert location.split() == [
        "http://www.sitemaps.org/schemas/sitemap/0.9",
        "http://www.sitemaps.org/schemas/sitemap/0.9/sitemap.xsd",
        "https://standaarden.overheid.nl/diwoo/metadata/",
        "https://standaarden.overheid.nl/diwoo/metadata/0.9.8/xsd/diwoo/diwoo-metadata.xsd",
    ]


def test_real_dossiers_are_valid(corpus: Path, xsd: etree.XMLSchema) -> None:
    """All 784; those without a sitemap have an error that says why."""
    valid = 0
    for made in real.dossiers(corpus):
        descriptions, findings, _ = made.describe("diwoo")
        if descriptions:
            assert xsd.validate(etree.fromstring(descriptions[0].content.encode())), (made.dossier.id, xsd.error_log)
            valid += 1
        else:
            assert [finding for finding in findings if finding.code in {"diwoo-category-missing", "diwoo-nothing-to-publish"}]
    assert valid > 600
