"""The official schemas of sitemaps and DiWoo: what they say becomes sentences, and is not said of what our rules told."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from fairwoo.model import Finding
from fairwoo.validate import Schemas
from fairwoo.validate.xml_schema import SITEMAP_FILES, URLSET, check_official, official
from fairwoo.validate.xml_told import Told
from tests.validate.made_xml import FULL, MINIMAL, findings, sitemap, wrong


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("<diwoo:key>oordeel</diwoo:key>", "", "xsd-element-unexpected", "key"),
        ("<diwoo:values><diwoo:value>openbaar</diwoo:value></diwoo:values>", "", "xsd-element-incomplete", "values"),
        ("<diwoo:key>", "<diwoo:naam/><diwoo:key>", "xsd-element-unexpected", "key"),
        ("</diwoo:prefix>", "</diwoo:prefix><diwoo:prefix/>", "xsd-element-unexpected", "extraMetadatavelden"),
        ("2025-05-30", "30 mei", "xsd-value-wrong", "“30 mei”"),
        ("gm0363", "gm9999", "xsd-value-wrong", "gm9999”"),
        ("monthly", "soms", "xsd-value-wrong", "“soms”"),
        ("0.5</priority>", "2.5</priority>", "xsd-value-wrong", "“2.5”"),
        ("https://woo.example.nl/dossier/2025-0042/nota.pdf", "a.nl", "xsd-value-wrong", "“a.nl”"),
        ("<diwoo:publisher ", "<diwoo:publisher bron='x' ", "xsd-attribute-wrong", "bron"),
        ("<diwoo:themas>", "<diwoo:themas>los", "xsd-content-wrong", "themas"),
        ("<diwoo:trefwoord>brug", "<diwoo:trefwoord><diwoo:key/>", "xsd-content-wrong", "trefwoord"),
    ],
)  # fmt: skip
def test_messages_become_sentences_at_the_line(old: str, new: str, code: str, said: str, standards: Path) -> None:
    """As they would be told if no rule of ours told it better."""
    schema = official(Schemas(standards), SITEMAP_FILES, "sitemap.xml")
    assert not isinstance(schema, Finding)
    assert old in FULL
    content = sitemap(FULL.replace(old, new, 1))
    line = sitemap(FULL)[: sitemap(FULL).index(old)].count("\n") + 1
    by_schema = Told("sitemap.xml")
    check_official(schema, etree.fromstring(content.encode())[0], by_schema, under=URLSET)
    finding = by_schema.findings[0]
    assert finding.code == code
    assert said in finding.message.nl
    assert said in finding.message.en
    assert abs((finding.place.line or 0) - line) <= 2  # what is missing is told of what stands around it


def test_what_only_the_official_schema_sees(standards: Path, tmp_path: Path) -> None:
    """Another edition of the standard, made of the official one by taking a document kind from its list and an element away."""
    for name in SITEMAP_FILES:
        official_text = next(standards.rglob(name)).read_text(encoding="utf-8")
        text = official_text.replace("c_9376c730", "c_00000000").replace('name="aggregatiekenmerk"', 'name="dossierkenmerk"')
        folder = tmp_path / name.partition("-")[2]  # wherever each lies
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    assert wrong(sitemap(FULL)) == []
    assert [(one.code, one.place.line) for one in findings(sitemap(FULL), schemas=tmp_path)][:2] == [
        ("xsd-value-wrong", FULL[: FULL.index("c_9376c730")].count("\n") + 3),
        ("xsd-element-unexpected", FULL[: FULL.index("<diwoo:aggregatiekenmerk>")].count("\n") + 3),
    ]


def test_attributes_that_any_element_may_not_have(standards: Path) -> None:
    for attribute in ('xsi:type="xsi:iets"', 'xsi:nil="true"', 'xml:lang="nl"'):
        start = f'<diwoo:DiWoo xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" {attribute}>'
        assert wrong(sitemap(MINIMAL.replace("<diwoo:DiWoo>", start)), schemas=standards) == ["xml-attribute-unknown"]


def test_a_folder_named_from_where_one_is(standards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(standards.parent)
    assert wrong(sitemap(FULL), schemas=Path(standards.name)) == []


def test_a_folder_without_the_schemas(tmp_path: Path) -> None:
    assert wrong(sitemap(MINIMAL), schemas=tmp_path) == ["xsd-not-found"]
    for name in SITEMAP_FILES:
        (tmp_path / name).write_text("<nonsense/>", encoding="utf-8")
    assert wrong(sitemap(MINIMAL), schemas=tmp_path) == ["xsd-not-usable"]
