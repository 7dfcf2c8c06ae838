"""`validate` on DiWoo sitemaps and documents: every rule has its code, a mandatory value that is away is told by its own, once."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from fairwoo.validate.xml_diwoo import RULES
from fairwoo.validate.xml_grammar import needed
from tests.validate.made_xml import FULL, KERN, MINIMAL, D, S, count, emptied, sitemap, told, without, wrong

ABSENT = {
    S + "url": "sitemap-url-absent",
    S + "loc": "sitemap-loc-absent",
    D + "Document": "diwoo-document-absent",
    D + "DiWoo": "diwoo-metadata-absent",
    D + "publisher": "diwoo-publisher-absent",
    D + "titelcollectie": "diwoo-titelcollectie-absent",
    D + "officieleTitel": "diwoo-officiele-titel-absent",
    D + "classificatiecollectie": "diwoo-classificatiecollectie-absent",
    D + "informatiecategorieen": "diwoo-informatiecategorieen-absent",
    D + "informatiecategorie": "diwoo-informatiecategorie-absent",
    D + "documenthandelingen": "diwoo-documenthandelingen-absent",
    D + "documenthandeling": "diwoo-documenthandeling-absent",
    D + "soortHandeling": "diwoo-soort-handeling-absent",
    D + "atTime": "diwoo-at-time-absent",
    D + "identifier": "diwoo-identifier-absent",
    D + "medeverantwoordelijke": "diwoo-medeverantwoordelijke-absent",
    D + "verkorteTitel": "diwoo-verkorte-titel-absent",
    D + "alternatieveTitel": "diwoo-alternatieve-titel-absent",
    D + "omschrijving": "diwoo-omschrijving-absent",
    D + "documentsoort": "diwoo-documentsoort-absent",
    D + "thema": "diwoo-thema-absent",
    D + "trefwoord": "diwoo-trefwoord-absent",
    D + "hasPart": "diwoo-has-part-absent",
    D + "documentrelatie": "diwoo-documentrelatie-absent",
    D + "role": "diwoo-role-absent",
    D + "relation": "diwoo-relation-absent",
    D + "namespace": "diwoo-namespace-and-prefix",
    D + "prefix": "diwoo-namespace-and-prefix",
    D + "extraMetadatavelden": "diwoo-extra-metadatavelden-absent",
    D + "extraMetadataveld": "diwoo-extra-metadataveld-absent",
    D + "key": "diwoo-key-absent",
    D + "values": "diwoo-values-absent",
    D + "value": "diwoo-value-absent",
}
LEAVES = [
    *(S + "loc", D + "identifier", D + "officieleTitel", D + "verkorteTitel", D + "alternatieveTitel", D + "omschrijving"),
    *(D + "trefwoord", D + "atTime", D + "key", D + "value"),
    *(
        D + "publisher",
        D + "medeverantwoordelijke",
        D + "informatiecategorie",
        D + "documentsoort",
        D + "thema",
        D + "soortHandeling",
    ),
    *(D + "role", D + "relation", D + "hasPart"),
]
CODED = [
    *("publisher", "verantwoordelijke", "medeverantwoordelijke", "opsteller", "wasAssociatedWith", "informatiecategorie"),
    *("documentsoort", "thema", "language", "format", "soortHandeling", "role", "redenVerwijderingVervanging"),
]
REFERENCES = ["isPartOf", "hasPart", "relation"]


def changed(old: str, new: str, entry: str = MINIMAL) -> str:
    assert old in entry
    return sitemap(entry.replace(old, new))


def opening(element: str) -> str:
    """The start tag of an element of the full entry, as it is written there."""
    start = FULL.index(f"<diwoo:{element} ")
    return FULL[start : FULL.index(">", start) + 1]


def test_the_table_has_every_mandatory_element_of_the_grammar() -> None:
    of_sitemaps = {use.tag for use in needed(RULES) if use.tag.startswith((S, D))} - {S + "sitemap"}
    assert of_sitemaps == set(ABSENT) - {D + "DiWoo", D + "namespace", D + "prefix"}


def test_the_full_entry_is_clean_by_both(standards: Path) -> None:
    assert wrong(sitemap(FULL, MINIMAL), schemas=standards) == ["diwoo-parts-one-sided"]
    assert wrong(sitemap(FULL), schemas=standards) == []
    assert wrong(sitemap(MINIMAL), schemas=standards) == []


@pytest.mark.parametrize("tag", ABSENT)
def test_a_mandatory_element_that_is_away_is_told_by_its_code_alone(tag: str) -> None:
    assert count(sitemap(FULL), tag) == 1
    assert wrong(without(sitemap(FULL), tag)) == [ABSENT[tag]]


@pytest.mark.parametrize("tag", LEAVES)
def test_a_mandatory_value_that_is_empty_is_told_by_its_code_alone(tag: str) -> None:
    assert wrong(emptied(sitemap(FULL), tag)) == [ABSENT[tag]]


@pytest.mark.parametrize("tag", [tag for tag in ABSENT if tag not in {D + "Document", D + "DiWoo"}])
def test_the_official_schema_objects_to_the_same_and_it_is_told_once(tag: str, standards: Path) -> None:
    assert wrong(without(sitemap(FULL), tag), schemas=standards) == [ABSENT[tag]]


@pytest.mark.parametrize("element", CODED)
def test_a_coded_value_without_its_code(element: str, standards: Path) -> None:
    assert wrong(changed(opening(element), f"<diwoo:{element}>", FULL), schemas=standards) == ["diwoo-resource-absent"]


@pytest.mark.parametrize("element", CODED)
def test_a_code_without_its_label_and_with_another(element: str, standards: Path) -> None:
    start = FULL.index(opening(element))
    end = FULL.index("</", start)
    empty = FULL[:start] + opening(element) + FULL[end:]
    other = FULL[:start] + opening(element) + "Iets anders" + FULL[end:]
    assert wrong(sitemap(empty), schemas=standards) == ["diwoo-label-absent"]
    assert wrong(sitemap(other), schemas=standards) == ["diwoo-label-differs"]


@pytest.mark.parametrize("element", CODED)
def test_codes_that_are_wrong_for_their_element(element: str, standards: Path) -> None:
    def code(new: str) -> list[str]:
        return wrong(changed(opening(element), f'<diwoo:{element} resource="{new}">', FULL), schemas=standards)

    right = opening(element).split('"')[1]
    other = "http://publications.europa.eu/resource/authority/file-type/ZIP"
    of_theme = "https://identifier.overheid.nl/tooi/def/thes/top/c_4e83eca7"
    body = element in CODED[:5]
    invented = "https://identifier.overheid.nl/tooi/id/gemeente/gm9999" if body else f"{KERN}c_memo"
    assert code(right + " ") == ["diwoo-code-misspelled"]
    assert code(right.replace("http", "ftp")) == ["diwoo-code-misspelled"]
    assert code(right.rpartition("/")[2]) == ["diwoo-code-misspelled"]
    assert code(of_theme if element == "format" else other) == ["diwoo-code-of-other-list"]
    assert code(invented) == ["diwoo-body-not-listed" if body else "diwoo-code-unknown"]


@pytest.mark.parametrize("element", REFERENCES)
def test_a_reference_to_nothing(element: str) -> None:
    assert wrong(changed(opening(element), f"<diwoo:{element}>", FULL)) == ["diwoo-reference-absent"]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("https://woo.example.nl/dossier/2025-0042", "/dossier/2025-0042", "sitemap-loc-relative", 4),
        ("besluit.pdf", "het besluit.pdf", "sitemap-loc-unencoded", 4),
        ("besluit.pdf", "café.pdf", "sitemap-loc-unencoded", 4),
        ("besluit.pdf", "100%.pdf", "sitemap-loc-unencoded", 4),
        ("besluit.pdf", "a" * 2048, "sitemap-loc-length", 4),
        ("2025-06-02</lastmod>", "2 juni 2025</lastmod>", "xml-value-wrong", 5),
        ("2025-06-02</lastmod>", "2025-02-30</lastmod>", "xml-value-wrong", 5),
        ("2025-06-02</lastmod>", "2025-06-02T10:00:00</lastmod>", "sitemap-lastmod-zone", 5),
        ("2025-06-02</lastmod>", "2025-06-01</lastmod>", "diwoo-at-time-after-lastmod", 14),
        ("T00:00:00+02:00", "", "xml-date-without-time", 14),
        ("2025-06-02T00:00:00+02:00", "gisteren", "xml-value-wrong", 14),
        ("Besluit over de brug", "besluit.pdf", "diwoo-title-file-name", 8),
        ("officieleTitel>", "officieletitel>", "xml-element-unknown", 8),
        ("<diwoo:DiWoo>", '<diwoo:DiWoo versie="1">', "xml-attribute-unknown", 6),
        ("</diwoo:documenthandeling>", "los</diwoo:documenthandeling>", "xml-text-stray", 12),
        ("</diwoo:DiWoo>", "<diwoo:thema/></diwoo:DiWoo>", "xml-element-unknown", 16),
        ("</diwoo:DiWoo>", "<diwoo:aggregatiekenmerk/></diwoo:DiWoo>", "xml-element-empty", 16),
        ("</url>", "<priority>0.5</priority></url>", "xml-order-wrong", 17),
        ("</url>", "<loc>https://woo.example.nl/b.pdf</loc></url>", "xml-element-repeated", 17),
    ],
)  # fmt: skip
def test_each_rule_has_its_code_and_the_line(old: str, new: str, code: str, line: int) -> None:
    assert (code, line) in told(changed(old, new))
    assert set(wrong(changed(old, new))) - {"xml-order-wrong"} <= {code}


def test_dates_of_documents() -> None:
    with_time = changed("<diwoo:creatiedatum>2025-05-30", "<diwoo:creatiedatum>2025-05-30T10:00:00Z", FULL)
    assert wrong(with_time) == ["xml-date-with-time"]


def test_the_format_against_the_extension() -> None:
    assert wrong(changed("nota.pdf", "nota.docx", FULL)) == ["diwoo-format-differs"]
    assert wrong(changed("nota.pdf", "nota", FULL)) == []


def test_an_address_twice_and_one_of_another_host() -> None:
    assert told(sitemap(MINIMAL, MINIMAL)) == [("sitemap-loc-duplicate", 19)]
    on_one_line = sitemap(MINIMAL, MINIMAL).replace("\n", " ").replace("?> ", "?>\n", 1)
    assert wrong(on_one_line) == ["sitemap-loc-duplicate"]
    elsewhere = MINIMAL.replace("woo.example.nl", "elders.example.nl")
    assert told(sitemap(MINIMAL, elsewhere)) == [("sitemap-loc-host", 19)]
    assert wrong(sitemap(MINIMAL), name="https://elders.example.nl/sitemap.xml") == ["sitemap-loc-host"]


def test_parts_and_wholes_that_do_not_point_at_each_other() -> None:
    part = FULL.replace("bijlage.pdf", "elders.pdf")
    assert told(sitemap(MINIMAL, part)) == [
        ("diwoo-parts-one-sided", 54),
        ("diwoo-parts-elsewhere", 56),
    ]
    back = '<diwoo:hasParts><diwoo:hasPart resource="https://woo.example.nl/dossier/2025-0042/nota.pdf">Nota</diwoo:hasPart></diwoo:hasParts>'
    assert wrong(sitemap(MINIMAL.replace("</diwoo:DiWoo>", back + "</diwoo:DiWoo>"), part)) == []


def test_namespaces_that_are_nearly_right(standards: Path) -> None:
    for old, new in (
        (S, S.replace("http:", "https:")),
        (D, D.replace("metadata/", "metadata")),
        (D, D.replace("metadata/", "0.9.8/")),
    ):
        assert wrong(sitemap(FULL, MINIMAL).replace(old[1:-1], new[1:-1]), schemas=standards)[0] == "xml-namespace-wrong"
        assert wrong(sitemap(FULL, MINIMAL).replace(old[1:-1], new[1:-1])).count("xml-namespace-wrong") == 1


def test_the_edition_that_a_sitemap_says_it_follows() -> None:
    location = f"{D[1:-1]} https://standaarden.overheid.nl/diwoo/metadata/EDITION/xsd/diwoo/diwoo-metadata.xsd"
    xsi = f'<urlset xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{location}" '
    stated = sitemap(MINIMAL).replace("<urlset ", xsi)
    assert wrong(stated.replace("EDITION", "0.9.4")) == ["xml-schema-location-old"]
    assert wrong(stated.replace("EDITION", "0.9.8")) == []
    assert wrong(stated.replace(f"{D[1:-1]} ", "").replace("EDITION", "0.9.8")) == ["xml-schema-location-unpaired"]


def test_what_a_whole_sitemap_shows() -> None:
    entries = [MINIMAL.replace("besluit.pdf", f"{number}.pdf") for number in range(3)]
    assert told(sitemap(*entries)) == [("diwoo-handlings-alike", None)]
    undated = [entry.replace("<lastmod>2025-06-02</lastmod>", "") for entry in entries[:2]]
    assert told(sitemap(*undated)) == [("sitemap-lastmod-absent", 3)]


def test_a_document_by_itself(standards: Path) -> None:
    document = MINIMAL[MINIMAL.index("<diwoo:Document>") : MINIMAL.index("</url>")]
    alone = document.replace("<diwoo:Document>", f'<diwoo:Document xmlns:diwoo="{D[1:-1]}">')
    assert wrong(alone, schemas=standards) == []
    assert wrong(alone.replace("gm0363", "gm9999"), schemas=standards) == ["diwoo-body-not-listed"]
    bare = alone.replace("<diwoo:Document ", "<diwoo:DiWoo ").replace("</diwoo:Document>", "").replace("<diwoo:DiWoo>", "", 1)
    assert wrong(bare) == ["diwoo-root-wrong"]


def test_mdto_in_place_of_diwoo(standards: Path) -> None:
    example = (standards / "mdto/voorbeelden/MDTO-XML-1.0.1-voorbeeld-serie-informatieobject.xml").read_text(encoding="utf-8")
    mdto = example[example.index("<MDTO") :]
    entry = MINIMAL[: MINIMAL.index("<diwoo:DiWoo>")] + mdto + "</diwoo:Document>\n</url>"
    assert wrong(sitemap(entry), schemas=standards) == []
    assert wrong(sitemap(entry.replace("<naam>", "<naam/><!--").replace("</naam>", "-->"))) == ["mdto-naam-absent"]
    both = MINIMAL.replace("</diwoo:DiWoo>", f"</diwoo:DiWoo>{mdto}")
    assert wrong(sitemap(both), schemas=standards) == ["diwoo-metadata-twice"]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (sitemap(MINIMAL).replace("</url>", ""), "xml-not-well-formed", 18),
        (sitemap(MINIMAL).replace("de brug", "B&W"), "xml-not-well-formed", 8),
        (sitemap(MINIMAL).replace("de brug", "&eacute;"), "xml-not-well-formed", 8),
        (sitemap(MINIMAL).replace("diwoo:", "dw:"), "xml-not-well-formed", 6),
        (
            sitemap(MINIMAL).replace("<urlset", '<!DOCTYPE urlset [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<urlset'),
            "xml-doctype",
            2,
        ),
        (sitemap(MINIMAL).replace("de brug", "é").encode("latin-1"), "xml-encoding", 8),
        (sitemap(MINIMAL).replace("UTF-8", "ISO-8859-1"), "sitemap-encoding", 2),
        (gzip.compress(sitemap(MINIMAL).encode(), mtime=0)[:-9], "xml-gzip-broken", None),
    ],
)
def test_the_xml_itself(content: str | bytes, code: str, line: int | None) -> None:
    assert (code, line) in told(content)
    assert wrong(content) == [code]


def test_a_packed_sitemap_is_read() -> None:
    assert wrong(gzip.compress(sitemap(MINIMAL.replace("gm0363", "gm9999")).encode())) == ["diwoo-body-not-listed"]
