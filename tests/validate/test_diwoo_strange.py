"""Whatever bytes are given: `validate` raises nothing, every finding fills its texts, and lines lie within the file."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fairwoo.model import Finding
from fairwoo.validate import Given, Schemas, validate
from fairwoo.validate.forms import diwoo, mdto, robots, sitemap_index
from tests.validate.made_xml import FILE, FULL, MINIMAL, OBJECT, S, index, sitemap, wrong
from tests.validate.made_xml import mdto as mdto_file

SEEDS = [
    sitemap(FULL, MINIMAL),
    index("https://woo.example.nl/1.xml"),
    mdto_file(OBJECT),
    mdto_file(FILE),
    "Sitemap: https://a.nl/b.xml\n",
]
PIECES = [
    *(b"<", b">", b"&", b'"', b"</", b"<!--", b"<![CDATA[", b"<?x ?>", b"]]>", b"\0", b"\xff", b"&#0;", b"&amp;", b" ", b"\n"),
    *(b"diwoo:", b"url>", b"Documents", b"{0}", b"%", b"\xe2\x80\xae", b"xmlns=''", b"resource=''", b"9999-12-31T24:00:00-14:00"),
]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    content = bytearray(draw(st.sampled_from(SEEDS)).encode())
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        kind = draw(st.integers(0, 3))
        if kind == 0:
            content[at:at] = draw(st.sampled_from(PIECES))
        elif kind == 1:
            del content[at : at + draw(st.integers(1, 200))]
        elif kind == 2:
            content[at:at] = content[at : at + draw(st.integers(1, 400))]
        elif at < len(content):
            content[at] = draw(st.integers(0, 255))
    return gzip.compress(bytes(content)) if draw(st.booleans()) and draw(st.booleans()) else bytes(content)


def check(content: bytes, schemas: Schemas | None = None) -> None:
    for form in (diwoo, sitemap_index, mdto, robots):
        given_content = Given("sitemapindex-diwoo-infocat014.xml", content, Path("nowhere"))
        form.recognises(given_content)
        for finding in form.validate(given_content, schemas):
            assert isinstance(finding, Finding)
            assert all((finding.message.nl, finding.message.en, finding.advice.nl, finding.advice.en))
            assert finding.place.line is None or finding.place.line >= 1
            assert len(finding.message.nl) < 1500


@settings(max_examples=300)
@given(mutated())
def test_mutations(content: bytes) -> None:
    check(content)


@settings(max_examples=150)
@given(st.binary(max_size=300))
@example(b"")
@example(b"\x1f\x8b")
@example(b"\xff\xfe<\0")
@example(b"<urlset>" * 300)
@example(b"<urlset " + b'a="' * 1000)
@example(b"<!DOCTYPE urlset [" + b"<" * 5000)
@example(("<urlset>" + "<url>" * 250).encode())
def test_any_bytes(content: bytes) -> None:
    check(content)


def test_mutations_with_the_official_schemas(standards: Path) -> None:
    """Thousands of seeds would take long; these are the same at each run."""
    chance, schemas = random.Random(1), Schemas(standards)
    for _ in range(300):
        content = bytearray(chance.choice(SEEDS[:4]).encode())
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(content))
            content[at:at] = chance.choice([b"x", b"<url/>", b"<naam/>", b"<diwoo:thema/>", b" ", b"1", b"2025"])
        check(bytes(content), schemas)


def test_what_the_official_schema_calls_wrong_is_never_clean(standards: Path) -> None:
    """Words swapped, added and cut at random: whenever the schema objects, something is told, with or without it."""
    chance = random.Random(2)
    words = [
        "2025-06-02",
        "nl",
        "P20Y",
        "10",
        "vaststelling",
        "<diwoo:key>x</diwoo:key>",
        "",
        "x",
        "0.5",
        "https://woo.example.nl/a",
    ]
    objections = 0
    for _ in range(400):
        seed = chance.choice([sitemap(FULL), mdto_file(OBJECT), mdto_file(FILE)])
        start = chance.choice([at for at, letter in enumerate(seed) if letter == ">" and at > len(seed) // 20])
        end = seed.find("<", start)
        content = seed[: start + 1] + chance.choice(words) + seed[end if end > 0 else start + 1 :]
        by_both = [code for code in wrong(content, schemas=standards) if code.startswith("xsd-")]
        objections += bool(by_both)
        assert not by_both, (by_both, content[start - 60 : start + 60])
    assert objections == 0  # our own rules told all of it, better


@pytest.mark.parametrize("depth", [300, 5000])
def test_elements_in_elements(depth: int) -> None:
    content = sitemap("<url>" * depth + "</url>" * depth)
    assert "sitemap-loc-absent" in wrong(content) or "xml-not-well-formed" in wrong(content)


def test_a_bomb_of_entities_and_one_of_gzip_are_not_unpacked() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY e0 "ha">{entities}]><urlset xmlns="{S[1:-1]}">&e9;</urlset>'
    assert wrong(bomb) == ["xml-doctype"]
    packed = gzip.compress(b"<urlset>" + (b"<!--" + b" " * 1_000_000 + b"-->") * 600, 1)
    assert wrong(packed) == ["xml-entry-too-large"]


def test_a_seed_is_recognised_by_its_form() -> None:
    forms = [validate(Given("given", seed.encode())).form for seed in SEEDS]
    assert forms == ["diwoo", "sitemap_index", "mdto", "mdto", "robots"]
