"""Sitemaps and indexes as nobody should write them: text between entries, other encodings, no end of entries or of mistakes."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from fairwoo.validate import Given, validate
from fairwoo.validate.forms import diwoo, sitemap_index
from tests.validate.made_xml import FULL, MINIMAL, findings, index, sitemap, wrong

INDEX = index("https://woo.example.nl/1.xml", "https://woo.example.nl/2.xml")
NAME = "sitemapindex-diwoo-infocat014.xml"


def at(text: str, place: str, number: int = 0) -> str:
    """The index or sitemap with loose text after the tag `place`, the first one or a later."""
    parts = text.split(place)
    return place.join(parts[: number + 1]) + place + "\nLOS" + place.join(parts[number + 1 :])


def entries(count: int) -> str:
    return sitemap(*[MINIMAL.replace("besluit.pdf", f"besluit-{number}.pdf") for number in range(count)])


@pytest.mark.parametrize("schemas", [False, True])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_loose_text_between_entries_is_told_where_it_is(number: int, schemas: bool, standards: Path) -> None:
    options = {"schemas": standards} if schemas else {}
    many = entries(3)
    lines = [line for line, text in enumerate(many.splitlines(), start=1) if text.startswith("<url>")]
    between = at(many, "</url>", number)
    assert "LOS" in between
    (found,) = [one for one in findings(between, **options) if one.code == "xml-text-stray"]
    last = number == 2
    assert found.place.line == (lines[2] if last else lines[number + 1] + 1)
    assert "“LOS”" in found.message.nl
    assert "urlset" in found.message.nl
    assert wrong(between, **options) == ["xml-text-stray"]
    assert wrong(at(INDEX, "</sitemap>", min(number, 1)), name=NAME, **options) == ["xml-text-stray"]


@pytest.mark.parametrize("size", [0, 1, 40_000])
def test_loose_text_before_the_first_entry_is_told_once(size: int) -> None:
    start = sitemap("").partition("</urlset>")[0]
    content = f"{start}LOS{' ' * size}{MINIMAL}</urlset>"
    assert wrong(content) == ["xml-text-stray"]
    assert "xml-text-stray" in wrong(f"{start}LOS</urlset>")


def test_text_between_entries_is_seen_however_the_file_falls_into_pieces() -> None:
    many = entries(200)
    loose = many.replace("</url>", "</url>LOS")
    assert Counter(wrong(loose)) == {"xml-text-stray": 200}
    comments = many.replace("</url>", "</url><!-- x --> <?y z?>\n")
    assert wrong(comments) == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["", "UTF-8", "UTF-16"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize(("text", "name"), [(sitemap(MINIMAL), "sitemap.xml"), (INDEX, NAME)])
def test_an_encoding_other_than_utf_8_is_told_whatever_is_declared(encoding, declared, pack, text, name) -> None:  # all together
    body = text.partition("?>")[2] if text.startswith("<?xml") else text
    start = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    mark = "" if encoding == "utf-16" else "\ufeff" if not declared else ""
    found = wrong(pack((mark + start + body.strip()).encode(encoding)), name=name)
    assert set(found) & {"sitemap-encoding", "xml-encoding"}
    assert "xml-encoding" in found or len(found) == 1


def test_utf_8_needs_no_declaration() -> None:
    body = sitemap(MINIMAL).partition("?>")[2].strip()
    assert wrong(body.encode()) == wrong(b"\xef\xbb\xbf" + body.encode()) == []


@pytest.mark.parametrize(("form", "entry"), [(diwoo, b"<url/>"), (sitemap_index, b"<sitemap/>")])
def test_a_file_without_end_of_entries_is_read_no_further_and_says_so(
    form, entry: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "MOST_READ", 500)
    root = b"urlset" if form is diwoo else b"sitemapindex"
    start = b"<" + root + b' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    content = start + entry * 2000 + b"</" + root + b">"
    found = list(validate(Given(NAME, gzip.compress(content))).findings)
    assert found[-1].code == "sitemap-rest-unread"
    assert Counter(one.code for one in found)["sitemap-loc-absent"] == 500


def test_an_entry_with_no_end_of_mistakes_tells_a_thousand_and_that_there_is_more() -> None:
    content = sitemap(MINIMAL.replace("<diwoo:DiWoo>", "<diwoo:DiWoo>" + "<diwoo:x/>" * 5000))
    found = Counter(wrong(content))
    assert found == {"xml-element-unknown": 1000, "xml-more-findings": 1}


@pytest.mark.parametrize("inside", [b"<url>" + b"<x/>" * 6_000_000 + b"</url>", b"<x/>" * 6_000_000])
def test_one_enormous_entry_is_not_read(inside: bytes) -> None:
    content = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">' + inside + b"</urlset>"
    assert wrong(gzip.compress(content, 1)) == ["xml-entry-too-large"]


def swapped(text: str, one: str, other: str) -> str:
    """The text with two elements in each other's place."""
    parts = [re.search(rf"<{name}[ >].*?</{name}>", text, re.DOTALL) for name in (one, other)]
    first, second = (part[0] for part in parts if part)
    return text.replace(first, "@").replace(second, first).replace("@", second)


IN_URL = ["loc", "lastmod", "changefreq", "priority"]


@pytest.mark.parametrize(("one", "other"), [*combinations(IN_URL, 2)])
def test_two_elements_in_each_others_place_are_told_by_us_alone(one: str, other: str, standards: Path) -> None:
    content = sitemap(swapped(FULL, one, other))
    ours = wrong(content)
    assert set(ours) == {"xml-order-wrong"}
    assert wrong(content, schemas=standards) == ours


def test_nor_in_an_index(standards: Path) -> None:
    content = INDEX.replace("<loc>", "<lastmod>2025-06-02</lastmod><loc>", 1)
    assert wrong(content, name=NAME, schemas=standards) == wrong(content, name=NAME) == ["xml-order-wrong"]
