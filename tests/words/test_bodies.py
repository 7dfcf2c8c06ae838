"""Bodies by name: exact after folding, never guessed; what is ambiguous or unknown names its candidates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo import vocab
from fairwoo.errors import UnknownBodyError

# What archive staff type → TOOI code (the registers' own).
NAMES = {
    "Amsterdam": "gm0363",
    "gemeente Amsterdam": "gm0363",
    "GEMEENTE  AMSTERDAM": "gm0363",
    "gm0363": "gm0363",
    "https://identifier.overheid.nl/tooi/id/gemeente/gm0363": "gm0363",
    "provincie Noord-Holland": "pv27",
    "Noord Holland": "pv27",
    "provincie Utrecht": "pv26",
    "Gemeente Utrecht": "gm0344",
    "provincie Fryslan": "pv21",
    "provincie Friesland": "pv21",
    "waterschap Hunze en Aa's": "ws0646",
    "Waterschap Hunze en Aa’s": "ws0646",
    "hunze & aas": "ws0646",
    "waterschap Fryslân": "ws0653",
    "Wetterskip Fryslân": "ws0653",
    "Hoogheemraadschap Rijnland": "ws0616",
    "hoogheemraadschap van Delfland": "ws0372",
    "ministerie van Financiën": "mnre1090",
    "Ministerie Financien": "mnre1090",
    "Min. van Financiën": "mnre1090",
    "Ministerie van VWS": "mnre1025",
    "BZK": "mnre1034",
    "gemeente 's-Hertogenbosch": "gm0796",
    "Den Bosch": "gm0796",
    "gemeente ’s-Gravenhage": "gm0518",
    "openbaar lichaam Saba": "col03",
    "Saba": "col03",
    "gemeente Boarnsterhim": "gm0055",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_gives_its_code(name: str) -> None:
    assert vocab.match_body(name).code == NAMES[name]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Utrecht", {"gm0344", "pv26"}),
        ("Groningen", {"gm0014", "pv20"}),
        ("Limburg", {"pv31", "ws0665"}),
        ("ministerie van Economische Zaken", {"mnre1040", "mnre1045"}),
        ("Ministerie van EZ", {"mnre1040", "mnre1045"}),
    ],
)
def test_a_name_of_two_bodies_is_refused_with_both(name: str, codes: set[str]) -> None:
    with pytest.raises(UnknownBodyError) as refused:
        vocab.match_body(name)
    assert {code for code, _ in refused.value.candidates} == codes
    assert all(code in refused.value.message(lang) for lang in ("nl", "en") for code in codes)


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownBodyError) as refused:
        vocab.match_body("gemente Amsterdm")
    assert refused.value.candidates[0] == ("gm0363", "gemeente Amsterdam")
    assert "gemente Amsterdm" in refused.value.message("nl")


@pytest.mark.parametrize(
    "name", ["", "gemeente", "provincie Amsterdam", "waterschap Utrecht", "gemeente Noord-Holland", "qqqqqq"]
)
def test_nothing_is_made_up(name: str) -> None:
    assert vocab.find_bodies(name) == ()
    with pytest.raises(UnknownBodyError):
        vocab.match_body(name)


def test_every_body_is_found_by_its_own_name_code_and_address() -> None:
    for each in vocab.bodies():
        assert each in vocab.find_bodies(each.name)
        assert each in vocab.find_bodies(each.name.upper())
        assert vocab.body(each.code) == each
        assert vocab.body(each.uri) == each


def test_codes_and_addresses_are_unique() -> None:
    assert (
        len({each.code for each in vocab.bodies()}) == len({each.uri for each in vocab.bodies()}) == len(vocab.bodies()) == 1438
    )


@given(st.text(max_size=40))
def test_any_text_gives_few_real_bodies(text: str) -> None:
    found = (*vocab.find_bodies(text), *vocab.suggest_bodies(text))
    assert len(found) <= 10
    assert all(vocab.body(each.code) == each for each in found)
