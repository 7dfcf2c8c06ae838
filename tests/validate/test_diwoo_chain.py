"""`validate` on the delivery chain: indexes, robots.txt, the limits of size, and sitemaps of peers with their known mistakes."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from fairwoo.validate import Given, Schemas, validate
from tests.validate.made_xml import KERN, MINIMAL, D, S, index, sitemap, told

INDEX = "sitemapindex-diwoo-infocat014.xml"
HOST = "https://woo.example.nl"


def test_a_good_index(standards: Path) -> None:
    assert told(index(f"{HOST}/1.xml", f"{HOST}/2.xml"), name=INDEX, schemas=standards) == []
    assert told(index(f"{HOST}/1.xml"), name=f"{HOST}/{INDEX}?x=1") == []


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (index(f"{HOST}/1.xml"), "sitemap.xml", [("sitemapindex-name-wrong", None)]),
        (index(f"{HOST}/1.xml"), "sitemapindex-diwoo-infocat14.xml", [("sitemapindex-name-wrong", None)]),
        (index(f"{HOST}/1.xml"), "sitemapindex-diwoo-infocat018.xml", [("sitemapindex-number-unknown", None)]),
        (index(), INDEX, [("sitemap-sitemap-absent", 2)]),
        (index(f"{HOST}/1.xml", root="urlset"), INDEX, [("sitemapindex-as-urlset", 2)]),
        (index("/sitemaps/1.xml"), INDEX, [("sitemap-loc-relative", 3)]),
        (index(f"{HOST}/1.xml", f"{HOST}/1.xml"), INDEX, [("sitemap-loc-duplicate", 4)]),
        (index(f"{HOST}/1.xml", "https://elders.example.nl/2.xml"), INDEX, [("sitemap-loc-host", 4)]),
        (index(f"{HOST}/1.xml"), f"https://elders.example.nl/{INDEX}", [("sitemap-loc-host", 3)]),
        (index(f"{HOST}/a b.xml"), INDEX, [("sitemap-loc-unencoded", 3)]),
        (index("").replace("<loc></loc>", ""), INDEX, [("sitemap-loc-absent", 3)]),
        (
            index("").replace("<loc></loc>", "<loc/><lastmod>juni</lastmod>"),
            INDEX,
            [("sitemap-loc-absent", 3), ("xml-value-wrong", 3)],
        ),
        (index(f"{HOST}/1.xml").replace("</sitemapindex>", "<url/></sitemapindex>"), INDEX, [("xml-element-unknown", 4)]),
        (index(f"{HOST}/1.xml").replace("</sitemap>\n", "\n"), INDEX, [("xml-not-well-formed", 4)]),
    ],
)
def test_each_rule_of_an_index(content: str, name: str, expected: list[tuple[str, int | None]]) -> None:
    assert told(content, name=name) == expected


def test_an_index_against_the_sitemaps_beside_it(tmp_path: Path) -> None:
    advice = MINIMAL.replace("c_3baef532", "c_99a836c7").replace("Woo-verzoeken en -besluiten", "adviezen")
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps/1.xml").write_text(sitemap(MINIMAL), encoding="utf-8")
    (tmp_path / "maps/2.xml").write_text(sitemap(MINIMAL, advice.replace("besluit.pdf", "advies.pdf")), encoding="utf-8")
    (tmp_path / "3.xml").write_text(sitemap(MINIMAL.replace("woo.example.nl/", "elders.example.nl/")), encoding="utf-8")
    content = index(
        f"{HOST}/maps/1.xml", f"{HOST}/maps/2.xml", f"{HOST}/elders/3.xml", f"{HOST}/maps/4.xml", f"{HOST}/../../etc/passwd"
    )
    assert told(content, name=INDEX, folder=tmp_path) == [
        ("sitemapindex-other-category", 4),
        ("sitemapindex-document-twice", 4),
        ("sitemap-loc-host", 5),
    ]


@pytest.mark.parametrize(
    ("lines", "name", "expected"),
    [
        ([f"Sitemap: {HOST}/{INDEX}"], "robots.txt", []),
        (["User-agent: *", f"sitemap:{HOST}/{INDEX} # de Woo"], f"{HOST}/robots.txt", []),
        (["Sitemap: /sitemaps/sitemapindex-diwoo-infocat015.xml"], "robots.txt", [("robots-sitemap-relative", 1)]),
        (["User-agent: *", "Disallow:"], "robots.txt", [("robots-index-absent", None)]),
        ([f"Sitemap: {HOST}/sitemap.xml"], "robots.txt", [("robots-not-an-index", 1), ("robots-index-absent", None)]),
        ([f"Sitemap: {HOST}/sitemapindex-diwoo-infocat018.xml"], "robots.txt", [("robots-not-an-index", 1), ("robots-index-absent", None)]),
        ([f"Sitemap: {HOST}/{INDEX}", f"Sitemap: {HOST}/{INDEX}"], "robots.txt", [("robots-sitemap-repeated", 2)]),
        ([f"Sitemap: {HOST}/{INDEX}"], "https://elders.example.nl/robots.txt", [("robots-other-host", 1)]),
    ],
)  # fmt: skip
def test_robots(lines: list[str], name: str, expected: list[tuple[str, int | None]]) -> None:
    for end in ("\n", "\r\n"):
        content = end.join(lines)
        assert validate(Given(name, content.encode())).form == "robots"
        assert told(content, name=name) == expected


def test_robots_by_its_lines() -> None:
    assert validate(Given("given.txt", b"# van de gemeente\r\n\r\nUser-agent: *\r\n")).form == "robots"
    assert validate(Given("given.ttl", b"@prefix sitemap: <https://a.nl/> .\nsitemap:a a sitemap:b .\n")).form != "robots"


# What peers write, by section A.7 of the standards: the mistake of each, and what must be said of it, line by line.
GPP_INDEX = index(f"{HOST}/api/sitemap/2025/01.xml", f"{HOST}/api/sitemap/2025/02.xml", root="urlset")
GPP_EMPTY_MONTH = sitemap()
OPEN_CATALOGI = sitemap(
    MINIMAL.replace("<diwoo:Document>", "<diwoo:Documents><diwoo:Document>").replace(
        "</diwoo:Document>", "</diwoo:Document></diwoo:Documents>"
    )
)
KIND = f'<diwoo:documentsoorten><diwoo:documentsoort resource="{KERN}c_brief">brief</diwoo:documentsoort></diwoo:documentsoorten>'
WOO_HOO = sitemap(
    MINIMAL.replace("c_3baef532", "c_a1b2c3d4").replace(
        "</diwoo:informatiecategorieen>", f"</diwoo:informatiecategorieen>\n{KIND}"
    )
)
NO_CODES = sitemap(MINIMAL.replace(f' resource="{KERN}c_641ecd76"', "").replace(f' resource="{KERN}c_3baef532"', ""))
OTHER_LABELS = sitemap(
    MINIMAL.replace("Woo-verzoeken en -besluiten", "Woo-verzoek of -besluit").replace(">vaststelling<", ">publicatie<")
)


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (GPP_INDEX, "sitemap.xml", [("sitemapindex-name-wrong", None), ("sitemapindex-as-urlset", 2)]),
        (GPP_EMPTY_MONTH, "02.xml", [("sitemap-url-absent", 2)]),
        (OPEN_CATALOGI, "sitemap.xml", [("diwoo-documents-wrapper", 6)]),
        (f'<diwoo:Documents xmlns:diwoo="{D[1:-1]}"><diwoo:Document/></diwoo:Documents>', "x.xml",
         [("diwoo-documents-wrapper", 1), ("diwoo-metadata-absent", 1)]),
        (WOO_HOO, "sitemap.xml", [("diwoo-code-unknown", 10), ("diwoo-code-unknown", 12)]),
        (NO_CODES, "sitemap.xml", [("diwoo-resource-absent", 10), ("diwoo-resource-absent", 13)]),
        (OTHER_LABELS, "sitemap.xml", [("diwoo-label-differs", 10), ("diwoo-label-differs", 13)]),
    ],
)  # fmt: skip
def test_the_mistakes_of_peers(content: str, name: str, expected: list[tuple[str, int | None]]) -> None:
    assert told(content, name=name) == expected


def test_the_real_sitemap_of_the_ministry_of_vws(standards: Path) -> None:
    """Valid by the official schemas, but it names an old edition, its titles are file names, and its decision is elsewhere."""
    real = (standards / "diwoo/voorbeelden/minvws-sitemap.xml").read_bytes()
    assert told(real, name="sitemap-00001.xml", schemas=standards) == [
        ("xml-schema-location-old", 2),
        ("diwoo-title-file-name", 11),
        ("diwoo-title-file-name", 36),
        ("diwoo-title-file-name", 61),
        ("diwoo-title-file-name", 86),
        ("diwoo-parts-elsewhere", 24),
        ("diwoo-handlings-alike", None),
    ]


def test_the_real_index_of_the_ministry_of_vws(standards: Path) -> None:
    real = (standards / "diwoo/voorbeelden/minvws-sitemapindex.xml").read_bytes()
    assert told(real, name="woo-index.xml", schemas=standards) == [("sitemapindex-name-wrong", None)]


def many(number: int, filler: str = "") -> str:
    title = f"Besluit {filler}over"
    return sitemap(*(MINIMAL.replace("besluit.pdf", f"{at}.pdf").replace("Besluit over", title) for at in range(number)))


@pytest.mark.slow
def test_fifty_thousand_and_one_entries() -> None:
    content = many(50_001)
    assert told(content) == [("sitemap-too-many", 3 + 15 * 50_000), ("diwoo-handlings-alike", None)]


_MEASURE = """
import resource, sys, time
from fairwoo.validate import Given, validate
list(validate(Given("small.xml", open(sys.argv[1], "rb").read())).findings)
content = open(sys.argv[2], "rb").read()
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
codes = [finding.code for finding in validate(Given("large.xml", content)).findings]
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(*codes, (after - before) // (1024 * 1024 if sys.platform == "darwin" else 1024), int(time.process_time() - start))
"""


@pytest.mark.slow
def test_more_than_fifty_mebibytes_in_flat_memory_and_seconds(tmp_path: Path) -> None:
    """A process of its own takes not 20 MiB more for 52.5 MiB of entries (packed, so that they are not in memory anyhow)."""
    pytest.importorskip("resource")
    small, large = tmp_path / "small.gz", tmp_path / "large.gz"
    small.write_bytes(gzip.compress(many(10).encode()))
    large.write_bytes(gzip.compress(many(48_000, filler="lang " * 80).encode(), 1))
    run = subprocess.run([sys.executable, "-c", _MEASURE, small, large], capture_output=True, text=True, check=True, timeout=300)
    *codes, mebibytes, seconds = run.stdout.split()
    assert codes == ["sitemap-too-large", "diwoo-handlings-alike"]
    assert int(mebibytes) < 20
    assert int(seconds) < 60


@pytest.mark.slow
def test_an_index_has_the_same_limit() -> None:
    content = index(*(f"{HOST}/{number}.xml" for number in range(50_001)))
    assert told(content, name=INDEX) == [("sitemap-too-many", 50_003)]


def test_namespaces_of_an_index(standards: Path) -> None:
    content = index(f"{HOST}/1.xml").replace(S[1:-1], S[1:-1].replace("http:", "https:"))
    assert validate(Given(INDEX, content.encode()), Schemas(standards)).form == "sitemap_index"
    assert told(content, name=INDEX, schemas=standards) == [("xml-namespace-wrong", 2)]
