"""`validate` on MDTO: mandatory values each by their code, lists, checksums, and the file that lies beside its sidecar."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fairwoo.validate import Given, validate
from fairwoo.validate.xml_grammar import needed
from fairwoo.validate.xml_mdto import RULES
from tests.validate.made_xml import CONTENT, FILE, OBJECT, M, count, emptied, mdto, told, without, wrong

ABSENT = {
    "identificatie": "mdto-identificatie-absent",
    "naam": "mdto-naam-absent",
    "waardering": "mdto-waardering-absent",
    "archiefvormer": "mdto-archiefvormer-absent",
    "beperkingGebruik": "mdto-beperking-gebruik-absent",
    "omvang": "mdto-omvang-absent",
    "bestandsformaat": "mdto-bestandsformaat-absent",
    "checksum": "mdto-checksum-absent",
    "isRepresentatieVan": "mdto-is-representatie-van-absent",
    "identificatieKenmerk": "mdto-identificatie-kenmerk-absent",
    "identificatieBron": "mdto-identificatie-bron-absent",
    "begripLabel": "mdto-begrip-label-absent",
    "begripBegrippenlijst": "mdto-begrip-begrippenlijst-absent",
    "verwijzingNaam": "mdto-verwijzing-naam-absent",
    "dekkingInTijdType": "mdto-dekking-in-tijd-type-absent",
    "dekkingInTijdBegindatum": "mdto-dekking-in-tijd-begindatum-absent",
    "eventType": "mdto-event-type-absent",
    "gerelateerdInformatieobjectVerwijzing": "mdto-gerelateerd-informatieobject-verwijzing-absent",
    "gerelateerdInformatieobjectTypeRelatie": "mdto-gerelateerd-informatieobject-type-relatie-absent",
    "betrokkeneTypeRelatie": "mdto-betrokkene-type-relatie-absent",
    "betrokkeneActor": "mdto-betrokkene-actor-absent",
    "beperkingGebruikType": "mdto-beperking-gebruik-type-absent",
    "checksumAlgoritme": "mdto-checksum-algoritme-absent",
    "checksumWaarde": "mdto-checksum-waarde-absent",
    "checksumDatum": "mdto-checksum-datum-absent",
}
OBJECTS = {"informatieobject": mdto(OBJECT), "bestand": mdto(FILE)}
PLACES = [
    (kind, name, which) for kind, content in OBJECTS.items() for name in ABSENT for which in range(count(content, M + name))
]
TEXTS = ["naam", "omvang", "identificatieKenmerk", "identificatieBron", "begripLabel", "verwijzingNaam", "dekkingInTijdBegindatum",
         "checksumWaarde", "checksumDatum"]  # fmt: skip


def changed(old: str, new: str, content: str = OBJECT) -> str:
    assert old in content
    return mdto(content.replace(old, new, 1))


def test_the_table_has_every_mandatory_element_of_the_grammar() -> None:
    assert {use.name for use in needed(RULES)} == set(ABSENT)
    assert {name for _, name, _ in PLACES} == set(ABSENT)


@pytest.mark.parametrize("kind", OBJECTS)
def test_objects_with_every_element_are_clean_by_both(kind: str, standards: Path) -> None:
    assert told(OBJECTS[kind], schemas=standards) == []
    assert validate(Given("x", OBJECTS[kind].encode())).form == "mdto"


@pytest.mark.parametrize(("kind", "name", "which"), PLACES)
def test_a_mandatory_element_that_is_away_is_told_once_and_by_its_code(kind: str, name: str, which: int, standards: Path) -> None:
    content = without(OBJECTS[kind], M + name, which)
    assert wrong(content) == [ABSENT[name]]
    assert wrong(content, schemas=standards) == [ABSENT[name]]


@pytest.mark.parametrize(("kind", "name", "which"), [place for place in PLACES if place[1] in TEXTS])
def test_a_mandatory_value_that_is_empty_is_told_by_its_code(kind: str, name: str, which: int) -> None:
    assert wrong(emptied(OBJECTS[kind], M + name, which)) == [ABSENT[name]]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<begripLabel>Nader te bepalen</begripLabel>", "<begripLabel>Misschien</begripLabel>", "mdto-waardering-wrong"),
        ("<begripCode>N</begripCode>", "<begripCode>B</begripCode>", "mdto-waardering-wrong"),
        ("<taal>nl</taal>", "<taal>Nederlands, Engels</taal>", "xml-value-wrong"),
        ("<taal>nl</taal>", "<taal></taal>", "xml-value-empty"),
        ("Online>https://woo.example.nl/besluit", "Online>zie de website", "xml-value-wrong"),
        ("<trefwoord>brug</trefwoord>", "<trefwoord/>", "xml-element-empty"),
        ("<trefwoord>brug</trefwoord>", "<trefword>brug</trefword>", "xml-element-unknown"),
        ("<taal>nl</taal>", "<taal>nl</taal><naam>Weer</naam>", "xml-order-wrong"),
        ("<termijnLooptijd>P20Y", "<termijnLooptijd>20 jaar", "xml-value-wrong"),
        ("<termijnStartdatumLooptijd>2025-06-02", "<termijnStartdatumLooptijd>2025", "xml-value-wrong"),
        ("<termijnStartdatumLooptijd>2025-06-02", "<termijnStartdatumLooptijd>2025-06-02T10:00:00", "xml-date-with-time"),
        ("Begindatum>2025-06<", "Begindatum>2025-13<", "xml-value-wrong"),
    ],
)  # fmt: skip
def test_each_rule_has_its_code_and_the_line(old: str, new: str, code: str) -> None:
    content = changed(old, new)
    assert (code, content[: content.index(new)].count("\n") + 1) in told(content)
    assert set(wrong(content)) - {"xml-element-repeated"} == {code}


def test_loose_text_is_told_of_the_element_it_is_in() -> None:
    assert told(changed("<naam>", "los<naam>")) == [("xml-text-stray", 3)]


@pytest.mark.parametrize(
    "value", ["2025", "2025-06", "2025-06-30", "2025-06-02T09:30:00", "2025-06-02T09:30:00.5+02:00", "2025Z"]
)
def test_the_four_kinds_of_dates_of_an_event(value: str, standards: Path) -> None:
    assert wrong(changed("<eventTijd>2025-06-02T09:30:00", f"<eventTijd>{value}"), schemas=standards) == []


@pytest.mark.parametrize("value", ["juni 2025", "2025-6", "2025-02-30", "2025-06-02 09:30", "2025-06-02T25:00:00", "25"])
def test_what_is_no_date_for_the_official_schema_is_none_for_us(value: str, standards: Path) -> None:
    content = changed("<eventTijd>2025-06-02T09:30:00", f"<eventTijd>{value}")
    assert wrong(content) == wrong(content, schemas=standards) == ["xml-value-wrong"]


@pytest.mark.parametrize("value", ["11.0", "-1", "11 kB", "elf"])
def test_sizes(value: str) -> None:
    assert wrong(changed("<omvang>11", f"<omvang>{value}", FILE)) == ["xml-value-wrong"]


@pytest.mark.parametrize(
    ("algorithm", "value", "codes"),
    [
        ("SHA-256", "0" * 64, []),
        ("sha256", "F" * 64, []),
        ("SHA-512", "0" * 128, []),
        ("MD5", "0" * 32, []),
        ("SHA-512", "0" * 64, ["mdto-checksum-wrong"]),
        ("SHA-256", "0" * 63, ["mdto-checksum-wrong"]),
        ("SHA-256", "0" * 63 + "g", ["mdto-checksum-wrong"]),
        ("iets eigens", "zz", []),
    ],
)
def test_a_checksum_against_its_algorithm(algorithm: str, value: str, codes: list[str]) -> None:
    start, end = FILE.index("<checksumWaarde>") + 16, FILE.index("</checksumWaarde>")
    assert wrong(mdto((FILE[:start] + value + FILE[end:]).replace("SHA-256", algorithm))) == codes


def test_labels_that_say_they_are_of_the_lists_of_mdto() -> None:
    ours = OBJECT.replace("Lijst van de gemeente", "Begrippenlijst MDTO")
    assert (
        wrong(mdto(ours.replace("Archiefstuk", "Stuk"))).count("mdto-term-not-listed") == 5
    )  # and four others of the full object
    assert wrong(mdto(OBJECT.replace("Archiefstuk", "Stuk"))) == []


def test_the_category_of_the_woo_is_no_category_of_a_selection_list() -> None:
    label = "<begripLabel>Woo-verzoeken en -besluiten</begripLabel>"
    woo = OBJECT.replace("<informatiecategorie><begripLabel>Iets</begripLabel>", f"<informatiecategorie>{label}")
    assert wrong(mdto(woo)) == ["mdto-informatiecategorie-woo"]
    by_code = OBJECT.replace("<begripCode>1</begripCode>", "<begripCode>c_3baef532</begripCode>")
    assert wrong(mdto(by_code)) == ["mdto-informatiecategorie-woo"]


def test_roots() -> None:
    assert wrong(mdto("")) == ["mdto-object-absent"]
    assert told(mdto(FILE + "\n" + FILE)) == [("mdto-objects-many", 3 + 13)]
    bare = FILE.replace("<bestand>", f'<bestand xmlns="{M[1:-1]}">')
    assert validate(Given("x", bare.encode())).form == "mdto"
    assert wrong(bare) == ["mdto-root-wrong"]
    assert wrong(mdto(FILE).replace(M[1:-1], M[1:-1] + "/")) == ["xml-namespace-wrong"]
    assert wrong(mdto(FILE).replace(f' xmlns="{M[1:-1]}"', "")) == ["xml-namespace-wrong"]


def test_a_sidecar_against_the_file_beside_it(tmp_path: Path) -> None:
    file, name = tmp_path / "besluit.pdf", "besluit.pdf.bestand.mdto.xml"
    assert told(mdto(FILE), name=name, folder=tmp_path) == []
    file.write_bytes(CONTENT)
    assert told(mdto(FILE), name=name, folder=tmp_path) == []
    assert told(mdto(FILE), name=f"map/{name}", folder=tmp_path) == []
    file.write_bytes(CONTENT[:-1] + b"t")
    assert told(mdto(FILE), name=name, folder=tmp_path) == [("mdto-checksum-differs", 8)]
    file.write_bytes(CONTENT + b"\n")
    assert told(mdto(FILE), name=name, folder=tmp_path) == [("mdto-omvang-differs", 6), ("mdto-checksum-differs", 8)]
    assert told(mdto(FILE), name="iets-anders.xml", folder=tmp_path) == []


OFFICIAL = {
    "archiefstuk-informatieobject": [],
    "dossier-informatieobject": [],
    "serie-informatieobject": [],
    "bestand": [("mdto-term-not-listed", 18)],  # "SHA256", where the list that it names has "SHA-256"
}


@pytest.mark.parametrize("name", OFFICIAL)
def test_the_official_examples(name: str, standards: Path) -> None:
    content = (standards / f"mdto/voorbeelden/MDTO-XML-1.0.1-voorbeeld-{name}.xml").read_bytes()
    assert told(content, schemas=standards) == OFFICIAL[name]


def test_the_lists_are_those_of_the_standard(standards: Path) -> None:
    root = Path(__file__).parents[2]
    with (standards / "mdto/begrippenlijsten.csv").open(encoding="utf-8", newline="") as theirs:
        expected = sorted((row["type"] == "Gesloten", row["code"], row["label"]) for row in csv.DictReader(theirs))
    with (root / "vocab/mdto_labels.csv").open(encoding="utf-8", newline="") as ours:
        assert sorted((row["closed"] == "yes", row["code"], row["label"]) for row in csv.DictReader(ours)) == expected
