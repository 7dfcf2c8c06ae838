"""A site in a folder: what the sitemaps and the DCAT descriptions name is there, with the bytes they say, and nothing that must not be."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, RDF

from fairwoo import cli

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_dossiers" / "dossiers"
BASE = "https://woo.example.nl/openbaar"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("site")
    config = where / "fairwoo.toml"
    config.write_text(
        f'workspace = "{(where / "werkmap").as_posix()}"\n[map]\nbase_url = "{BASE}"\ncontact_email = "a@example.nl"\n'
    )
    for body in ("gemeente-boarnsterhim", "gemeente-rijnwoude"):
        if (SAMPLES / body).is_dir():
            assert cli.run(["--config", str(config), "-q", "ingest", str(SAMPLES / body), "--text-only", "--until", "map"]) in {
                0,
                3,
            }
    (where / "www").mkdir()
    (where / "www" / "robots.txt").write_text("User-agent: *\nDisallow: /beheer\n")
    assert cli.run(["--config", str(config), "-q", "export", "--site", "--output", str(where / "www")]) == 0
    return where / "www"


def at(site: Path, address: str) -> Path:
    assert address.startswith(f"{BASE}/") or urlsplit(address).path.count("/") == 1, address
    return site / unquote(urlsplit(address).path.lstrip("/"))


def locations(path: Path) -> list[str]:
    return [str(one.text) for one in etree.parse(path).iterfind(".//{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_a_harvester_gets_from_robots_to_every_file(site: Path) -> None:
    robots = (site / "robots.txt").read_text()
    assert robots.startswith("User-agent: *\nDisallow: /beheer\n")
    indexes = re.findall(r"^Sitemap: (\S+)$", robots, re.MULTILINE)
    sitemaps = [address for index in indexes for address in locations(at(site, index))]
    files = [address for sitemap in sitemaps for address in locations(at(site, sitemap))]
    assert len(files) > 30
    missing = [address for address in files if not at(site, address).is_file()]
    assert missing == []


def test_every_download_has_the_bytes_that_its_description_says(site: Path) -> None:
    checked = 0
    for path in site.glob("openbaar/dossier/*.ttl"):
        graph = Graph().parse(path)
        for distribution in graph.subjects(RDF.type, DCAT.Distribution):
            address = str(graph.value(distribution, DCAT.downloadURL))
            found = at(site, address)
            assert found.is_file(), address
            size = graph.value(distribution, DCAT.byteSize)
            if size is not None:
                assert found.stat().st_size == int(str(size)), address
            checksum = graph.value(distribution, URIRef("http://spdx.org/rdf/terms#checksum"))
            value = graph.value(checksum, URIRef("http://spdx.org/rdf/terms#checksumValue"))
            if value is not None:
                assert hashlib.sha256(found.read_bytes()).hexdigest() == str(value).lower(), address
                checked += 1
    assert checked > 30


def test_the_catalogue_and_the_syntaxes_lie_where_they_are_named(site: Path) -> None:
    for code in ("gm0055",):
        for syntax in ("jsonld", "ttl", "rdf", "nt"):
            assert (site / f"openbaar/catalogus/{code}.{syntax}").is_file()
    assert (site / "openbaar/dossier/gm0055-speeltuin-parkstraat/inventaris.csv").is_file()


def test_it_is_all_or_nothing(tmp_path: Path, site: Path) -> None:
    config = str(site.parent / "fairwoo.toml")
    for arguments in (["gm0055-speeltuin-parkstraat"], ["--standard", "dcat"]):
        assert cli.run(["--config", config, "-q", "export", *arguments, "--site", "--output", str(tmp_path)]) == 2
    assert cli.run(["--config", config, "-q", "export", "--site"]) == 2
    assert cli.run(["--workspace", str(site.parent / "werkmap"), "-q", "export", "--site", "--output", str(tmp_path)]) == 2
    assert list(tmp_path.iterdir()) == []
