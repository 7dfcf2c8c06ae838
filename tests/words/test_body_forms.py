"""Bodies by whatever form they are named in, by day, and nothing that is no body."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo import vocab
from fairwoo.errors import UnknownBodyError
from fairwoo.model import Body
from fairwoo.vocab import existed
from fairwoo.vocab.words import rows

# Form → TOOI code, by the registers, Woogle's table of OIN and the bodies' own sites.
FORMS = {
    "gem. Haarlem": "gm0392",
    "GM0392": "gm0392",
    "0392": "gm0392",
    "00994": "gm0994",
    "http://identifier.overheid.nl/tooi/id/gemeente/gm0392/": "gm0392",
    "00000001825783434000": "gm0014",
    "OIN: 0000 0001 8257 8343 4000": "gm0014",
    "www.haarlem.nl": "gm0392",
    "https://www.haarlem.nl/woo?jaar=2024#besluiten": "gm0392",
    "zuidoost.amsterdam.nl": "gm0363",
    "gemeente.groningen.nl": "gm0014",
    "HTTPS://WWW.BRABANT.NL/": "pv30",
    "https://www.rijksoverheid.nl/ministeries/ministerie-van-financien": "mnre1090",
    "https://www.rijksoverheid.nl/ministeries/ministerie-van-financien/documenten": "mnre1090",
    "http://standaarden.overheid.nl/owms/terms/Ministerie_van_Algemene_Zaken": "mnre1010",
    "https://organisaties.overheid.nl/28211/Gemeente_Haarlem/": "gm0392",
    "Ministerie VWS": "mnre1025",
    "MinBZK": "mnre1034",
    "ministerie van ez (mnre1045)": "mnre1045",
    "Ministerie van Volksgezondheid, Welzijn & Sport": "mnre1025",
    "ministerie van Economische Zaken en Klimaat": "mnre1045",
    "Hoogheemraadschap Delfland": "ws0372",
    "hoogheemraadschap van de Stichtse Rijnlanden": "ws0636",
    "HHNK": "ws0651",
    "RIVM": "oorg10123",
    "Nationale Politie": "oorg10264",
    "GGD Flevoland": "so0910",
    "DUO": "oorg10148",
    "Duo+": "so0868",
    "Dienst Uitvoering Onderwijs (DUO)": "oorg10148",
    "Inspectie Leefomgeving en Transport (ILT)": "oorg10006",
    "de Belastingdienst": "oorg12368",
    "noordholland": "pv27",
    "Utrecht (provincie)": "pv26",
    "Haarlem, gemeente": "gm0392",
    "gemeente Bergen op Zoom": "gm0748",
    "Bergen NH": "gm0373",
    "college van B&W van Utrecht": "gm0344",
    "Het college van burgemeester en wethouders van de gemeente Zeist": "gm0355",
    "de burgemeester van Den Helder": "gm0400",
    "Gedeputeerde Staten van Utrecht": "pv26",
    "DE MINISTER VAN FINANCIËN": "mnre1090",
    "minister-president": "mnre1010",
    "de minister-president": "mnre1010",
    "Ministerie van Onderwijs": "mnre1109",
    "Ministerie van Volksgezondheid": "mnre1025",
    "Min. van Sociale Zaken": "mnre1073",
    "minister van Onderwijs": "mnre1109",
    "staatssecretaris van Volksgezondheid": "mnre1025",
    "Provinsje Fryslân": "pv21",
    "PZH": "pv28",
    "GS Utrecht": "pv26",
    "GS van Zuid-Holland": "pv28",
    "PS van Utrecht": "pv26",
    "St. Eustatius": "col02",
    "openbaar lichaam St Eustatius": "col02",
    "gemeente St. Michielsgestel": "gm0845",
    "Omgevingsdienst NZKG": "so0789",
    "OD NZKG": "so0789",
    "Nuenen": "gm0820",
    "VRR": "so0617",
    "MRDH": "so0830",
    "https://open.minvws.nl/dossier/VWS-WOO/1": "mnre1025",
    "www.minfin.nl": "mnre1090",
    "minbzk.nl": "mnre1034",
    "dijkgraaf en heemraden van waterschap Rijn en IJssel": "ws0152",
    "Gemeente Amsterdam Bestuur en Organisatie": "gm0363",
    "Gemeente Amsterdam\nStadsdeel Zuidoost": "gm0363",
    "gemeente Den Haag - afdeling Juridische Zaken": "gm0518",
    "Directie Communicatie van het ministerie van Financiën": "mnre1090",
}

NO_BODY = [
    "gemeente en provincie",
    "college van burgemeester en wethouders",
    "Gedeputeerde Staten",
    "Gemeente Haarlem en gemeente Zandvoort",
    "gemeente Haarlem, Zandvoort",
    "Gemeente Haarlem Holding B.V.",
    "Gemeentebelangen Haarlem",
    "Vereniging gemeente Haarlem",
    "Haarlem Advocaten",
    "Stichting Amsterdam",
    "De Utrecht",
    "Burgemeester Van Dongen",
    "burgemeester Stein",
    "mevrouw Van Zeist",
    "Jan van Haarlem",
    "Raad van Toezicht",
    "om",
    "aP",
    "ps van utrecht",
    "Gs Utrecht",
    "PS",
    "GS Haarlem",
    "PS: Utrecht en Flevoland",
    "Onderwijs",
    "Volksgezondheid",
    "Sociale Zaken",
    "president",
    "wethouder van Onderwijs",
    "minlnv.nl",
    "minvws.nl.example.com",
    "info@amsterdam.nl",
    "amsterdam.nl.example.com",
    "notamsterdam.nl",
    "https://example.com/www.amsterdam.nl",
    "https://www.rijksoverheid.nl/documenten/ministerie-van-financien",
    "https://www.rijksoverheid.nl",
    "https://identifier.overheid.nl/tooi/id/provincie/gm0392",
    "00000001000000000000",
    "gemeente Bergen Noord",
    "ministerie van Defensie en Financiën",
    "gemeente " * 100_000,
    "gm0392" * 50_000,
]


@pytest.mark.parametrize("text", FORMS)
def test_a_form_gives_its_code(text: str) -> None:
    assert vocab.match_body(text).code == FORMS[text]


@pytest.mark.parametrize("text", NO_BODY, ids=lambda text: text[:40])
def test_what_is_no_body_gives_none(text: str) -> None:
    assert vocab.find_bodies(text) == ()
    with pytest.raises(UnknownBodyError):
        vocab.match_body(text)


@pytest.mark.parametrize("year", range(1900, 2030))
def test_a_year_is_no_municipality_unless_a_body_is_meant(year: int) -> None:
    assert vocab.find_bodies(str(year)) == ()


@pytest.mark.parametrize(
    ("name", "on", "code"),
    [
        ("ministerie van Economische Zaken", date(2010, 10, 13), "mnre1040"),
        ("ministerie van Economische Zaken", date(2010, 10, 14), "mnre1045"),
        ("EZ", date(2025, 1, 1), "mnre1045"),
        ("Ministerie van LNV", date(2009, 1, 1), "mnre1150"),
        ("Ministerie van LNV", date(2021, 1, 1), "mnre1153"),
        ("gemeente Langedijk", date(2024, 1, 1), "gm0416"),
    ],
)
def test_the_day_chooses_between_bodies_of_one_name(name: str, on: date, code: str) -> None:
    assert vocab.match_body(name, on).code == code


@pytest.mark.parametrize(
    ("name", "codes"),
    [("LNV", {"mnre1150", "mnre1153"}), ("gemeente Bergen", {"gm0373", "gm0893"}), ("EZ", {"mnre1040", "mnre1045"})],
)
def test_without_a_day_a_shared_name_is_refused_with_both(name: str, codes: set[str]) -> None:
    with pytest.raises(UnknownBodyError) as refused:
        vocab.match_body(name)
    assert {code for code, _ in refused.value.candidates} == codes


def test_the_day_does_not_help_where_both_exist() -> None:
    assert {each.code for each in vocab.find_bodies("Utrecht", date(2024, 1, 1))} == {"gm0344", "pv26"}


def test_when_a_body_existed() -> None:
    langedijk, ministry = vocab.match_body("gm0416"), vocab.match_body("mnre1153")
    assert existed(langedijk, date(2021, 12, 31)) is not False
    assert existed(langedijk, date(2022, 1, 1)) is False
    assert existed(ministry, date(2017, 10, 25)) is False
    assert existed(ministry, date(2017, 10, 26)) is True
    assert existed(vocab.match_body("pv26"), date(2020, 1, 1)) is None


NAMED = st.sampled_from(vocab.bodies())


@given(NAMED, st.data())
def test_case_accents_spaces_and_apostrophes_change_nothing(each: Body, data: st.DataObject) -> None:
    expected = vocab.find_bodies(each.name)
    assert each in expected
    plain = "".join(mark for mark in unicodedata.normalize("NFD", each.name) if not unicodedata.combining(mark))
    cases = [each.name.upper(), each.name.title(), each.name.lower(), plain]
    marks = [each.name.replace("'", "’"), each.name.replace(" ", "  "), f" {each.name}\n", each.name.replace("-", " ")]
    assert vocab.find_bodies(data.draw(st.sampled_from(cases + marks))) == expected


@given(
    NAMED,
    st.sampled_from(["{} B.V.", "{} Holding", "{} Advocaten", "Vrienden van {}", "mevrouw {}", "{} en {}", "Jan {}", "Café {}"]),
)
def test_a_company_or_a_person_is_no_body(each: Body, form: str) -> None:
    text = form.replace("{}", each.name)
    assert vocab.find_bodies(text) == () or text in {other.name for other in vocab.bodies()}


def test_the_data_name_bodies_of_the_registers_once() -> None:
    numbers, domains = rows("body_numbers"), [row for row in rows("body_domains") if row["code"]]
    assert all(vocab.body(row["code"]) for row in (*numbers, *domains, *rows("body_names")))
    assert len({row["number"] for row in numbers}) == len(numbers) > 450
    assert len({row["address"] for row in domains}) == len(domains) > 450
    assert all(len(row["number"]) == 20 and row["number"].isdecimal() for row in numbers)
    assert all(row["address"] == row["address"].casefold().removeprefix("www.") for row in domains)


def test_every_number_and_domain_gives_its_body() -> None:
    assert all(vocab.match_body(row["number"]).code == row["code"] for row in rows("body_numbers"))
    found = {
        row["address"]: vocab.match_body(f"https://www.{row['address']}/").code for row in rows("body_domains") if row["code"]
    }
    assert found == {row["address"]: row["code"] for row in rows("body_domains") if row["code"]}
