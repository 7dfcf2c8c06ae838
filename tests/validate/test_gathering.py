"""What is validated: whatever is named, however it is packed or encoded, and never without end."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest

from fairwoo.validate import gathering, validate, web
from fairwoo.validate.gathering import Gathered, gather
from fairwoo.validate.given import Given

SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
SITEMAP = f'<urlset xmlns="{SPACE}"><url><loc>https://x.example/a.pdf</loc></url></urlset>'


def index(*locs: str, prefix: str = "") -> str:
    """A sitemap index of these addresses."""
    mark, declared = (f"{prefix}:", f"xmlns:{prefix}") if prefix else ("", "xmlns")
    entries = "".join(f"<{mark}sitemap><{mark}loc>{one}</{mark}loc></{mark}sitemap>" for one in locs)
    return f'<?xml version="1.0"?>\n<{mark}sitemapindex {declared}="{SPACE}">{entries}</{mark}sitemapindex>'


def followed(*named: object) -> list[Gathered]:
    return list(gather([str(one) for one in named], io.BytesIO(), follow=True))


STRANGE = [
    "http://[bad",
    "https://[::1",
    "http://a]b/x",
    "http://x.example:99999999/a",
    "http://x.example:poort/",
    "//[",
    "http://",
]


@pytest.mark.parametrize("address", STRANGE)
def test_an_address_that_is_none_is_told_and_stops_nothing(address: str, tmp_path: Path) -> None:
    (named,) = followed(address)
    assert named.finding is not None
    assert named.finding.code == "validate-unreadable"
    (tmp_path / "index.xml").write_text(index(address, "https://x.example/een.xml"))
    (tmp_path / "een.xml").write_text(SITEMAP)
    found = followed(tmp_path / "index.xml")
    assert [Path(one.name).name for one in found if one.given] == ["index.xml", "een.xml"]
    assert all(validate(one.given).form for one in found if one.given)


@pytest.mark.parametrize("address", STRANGE)
def test_of_an_index_from_the_web_too(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {"https://x.example/index.xml": index(address, "/een.xml"), "https://x.example/een.xml": SITEMAP}

    def download(asked: str, *, origin: str | None = None) -> web.Downloaded:
        if asked not in pages:
            raise web.InputError(gathering.Text(nl=asked, en=asked))
        return web.Downloaded(pages[asked].encode(), "application/xml", asked)

    monkeypatch.setattr(gathering, "download", download)
    found = followed("https://x.example/index.xml")
    assert [one.name for one in found if one.given] == list(pages)
    assert [one.finding.code for one in found if one.finding] == ["validate-unreadable"]


@pytest.mark.parametrize(
    "text", [index("https://x.example/a/een%20twee.xml"), index("https://x.example/een%20twee.xml", prefix="s")]
)
@pytest.mark.parametrize(
    "packed",
    [
        str.encode,
        lambda text: gzip.compress(text.encode()),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: gzip.compress(text.encode("utf-16")),
        lambda text: text.replace("\n", f"<!--{'x' * 20_000}-->").encode(),
    ],
    ids=["plain", "gzip", "utf-16", "utf-16-le", "gzip of utf-16", "after a long comment"],
)
def test_an_index_is_followed_however_it_is_packed(text: str, packed, tmp_path: Path) -> None:
    (tmp_path / "index.xml").write_bytes(packed(text))
    (tmp_path / "een twee.xml").write_text(SITEMAP)
    assert [Path(one.name).name for one in followed(tmp_path / "index.xml") if one.given] == ["index.xml", "een twee.xml"]


def test_what_only_mentions_an_index_is_none(tmp_path: Path) -> None:
    (tmp_path / "sitemap.xml").write_text(SITEMAP.replace("<url>", "<!-- <sitemapindex> --><url>"))
    assert len(followed(tmp_path / "sitemap.xml")) == 1


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="only where there are devices")  # noqa: PTH110
def test_what_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_BYTES", 100_000)
    (found,) = followed("/dev/zero")
    assert found.finding is not None
    assert "100000 bytes" in found.finding.message.nl


@pytest.mark.parametrize("name", ["x" * 5000, "/".join(["lang"] * 2000)])
def test_a_name_that_no_file_can_have_is_told(name: str) -> None:
    (found,) = followed(name)
    assert found.finding is not None
    assert found.finding.code == "validate-unreadable"


def test_after_a_redirect_the_last_address_is_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, last = "https://kort.example/s.xml", "https://lang.example/map/s.xml"
    sitemap = SITEMAP.replace("x.example", "lang.example")
    monkeypatch.setattr(gathering, "download", lambda address, origin=None: web.Downloaded(sitemap.encode(), None, last))
    (found,) = followed(asked)
    assert found.name == asked
    assert found.given is not None
    findings = list(validate(found.given).findings)
    assert findings
    assert {one.place.file for one in findings} == {asked}
    assert "sitemap-loc-host" not in {one.code for one in findings}
    wrong = Given(asked, sitemap.encode())
    assert "sitemap-loc-host" in {one.code for one in validate(wrong).findings}


def test_after_a_redirect_relative_addresses_are_of_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    from fairwoo.validate import rdf_reading

    turtle = b"<a> <http://www.w3.org/ns/dcat#theme> <b> ."
    monkeypatch.setattr(
        gathering, "download", lambda address, origin=None: web.Downloaded(turtle, "text/turtle", "https://lang.example/map/x")
    )
    (found,) = followed("https://kort.example/x")
    assert found.given is not None
    graph = rdf_reading.read(found.given, None).graph
    assert graph is not None
    assert list(graph.nodes) == ["https://lang.example/map/a"]
