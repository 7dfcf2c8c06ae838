"""From an address to what is asked and back: what can be used is, what cannot is told, and hostile lengths are cut."""

from __future__ import annotations

from datetime import date
from time import perf_counter
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.serve.search import asking


def read(query: str) -> asking.Asking:
    return asking.read(parse_qsl(query, keep_blank_values=True))


def test_every_filter_reaches_the_index_as_the_index_has_it():
    asked = read(
        "q=dijk&orgaan=gm0055&bestuurslaag=Waterschap&jaar=2022&jaar=2023&categorie=3.3.2i&soort=memo&grond=5.1.2e"
        "&beoordeling=partly_public&formaat=pdf&dossier=gm0055-z1&vanaf=2020-01-31&tot=2021-02-01&sorteer=nieuwste&pagina=3"
    )
    request = asked.request()
    assert asked.told == ()
    assert (asked.text, asked.page) == ("dijk", 3)
    assert request.chosen() == {
        "body": ("gm0055",),
        "layer": ("waterschap",),
        "year": ("2022", "2023"),
        "category": ("c_3baef532",),
        "kind": ("memo",),
        "ground": ("5.1.2e",),
        "disclosure": ("partly_public",),
        "format": ("PDF",),
        "dossier": ("gm0055-z1",),
    }
    assert (request.dated_from, request.dated_to, request.sort) == (date(2020, 1, 31), date(2021, 2, 1), "newest")


@pytest.mark.parametrize(
    ("given", "code", "value"),
    [
        ("deels-openbaar", "deels-openbaar", "partly_public"),
        ("Deels openbaar", "deels-openbaar", "partly_public"),
        ("partly_public", "deels-openbaar", "partly_public"),  # of an address that was shared before
        ("openbaar", "openbaar", "public"),
        ("al-openbaar", "al-openbaar", "already_public"),
        ("geweigerd", "niet-openbaar", "not_public"),
    ],
)
def test_an_address_has_dutch_codes_and_understands_what_it_had_before(given, code, value):
    asked = read(f"beoordeling={quote(given)}")
    assert (asked.query(), asked.request().disclosures) == (f"beoordeling={code}", (value,))
    assert asked.without("beoordeling", code).query() == ""


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("orgaan=gm9999x", "“gm9999x” van orgaan"),
        ("orgaan=utrecht", "“utrecht” van orgaan"),  # a municipality and a province
        ("jaar=20x2", "“20x2” van jaar"),
        ("categorie=zwemmen", "“zwemmen” van categorie"),
        ("bestuurslaag=keizerrijk", "“keizerrijk” van bestuurslaag"),
        ("beoordeling=half", "“half” van beoordeling"),
        ("formaat=zwembad", "“zwembad” van formaat"),
        ("vanaf=31-2-2024", "“31-2-2024”"),
        ("tot=2024-13", "“2024-13”"),
        ("zonder-datum=nee", "“nee” van zonder-datum"),
        ("sorteer=willekeurig", "“willekeurig”"),
        ("pagina=0", "“0”"),
        ("pagina=²", "“²”"),
        ("pagina=99999999999999999999", "“99999999999999999999”"),
        ("kleur=rood", "“kleur”"),
        ("soort=" + "a" * 201, "a…”"),
    ],
)
def test_what_cannot_be_used_is_told_and_left_out(query, told):
    asked = read(query)
    assert len(asked.told) == 1
    assert told in asked.told[0]
    assert asked == asking.Asking(told=asked.told)


def test_a_field_of_a_form_that_was_left_empty_asks_nothing():
    assert read("q=&orgaan=&jaar=&vanaf=&tot=&pagina=&sorteer=&zonder-datum=") == asking.Asking()


@pytest.mark.parametrize(
    ("query", "period"),
    [
        ("vanaf=2021&tot=2021", (date(2021, 1, 1), date(2021, 12, 31))),
        ("vanaf=2024-02&tot=2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("vanaf=3 maart 2020", (date(2020, 3, 3), None)),
        ("tot=31-12-2020", (None, date(2020, 12, 31))),
    ],
)
def test_a_period_may_be_written_as_people_do(query, period):
    asked = read(query)
    assert (asked.since, asked.until, asked.told) == (*period, ())


def test_a_period_the_wrong_way_round_is_turned_and_that_is_said():
    asked = read("vanaf=2021&tot=2020")
    assert (asked.since, asked.until) == (date(2020, 1, 1), date(2021, 12, 31))
    assert "verwisseld" in asked.told[0]


def test_what_has_no_date_is_in_no_period():
    asked = read("zonder-datum=1&vanaf=2021")
    assert (asked.undated, asked.since) == (True, None)
    assert "periode is overgeslagen" in asked.told[0]


def test_lengths_of_strangers_are_cut_and_reading_them_takes_no_time():
    start = perf_counter()
    asked = read("q=" + "a" * 5_000 + "".join(f"&orgaan={'b' * 190}{number}&x{number}=1" for number in range(300)))
    assert perf_counter() - start < 1
    assert len(asked.text) == 1_000
    assert len(asked.told) == 5
    assert all(len(one) < 150 for one in asked.told)
    many = read("&".join(f"soort=s{number}" for number in range(80)))
    assert len(many.chosen["soort"]) == 50
    assert "eerste 50" in many.told[0]


def test_taking_one_filter_away_leaves_the_others_and_begins_at_the_first_page():
    asked = read("q=dijk&jaar=2022&jaar=2023&grond=5.1.2e&zonder-datum=1&pagina=4")
    assert asked.filters() == (("jaar", "2022"), ("jaar", "2023"), ("grond", "5.1.2e"), ("zonder-datum", "1"))
    assert asked.without("jaar", "2022").query() == "q=dijk&jaar=2023&grond=5.1.2e&zonder-datum=1"
    assert asked.without("grond", "5.1.2e").without("zonder-datum", "1").query() == "q=dijk&jaar=2022&jaar=2023"
    assert asked.bare().query() == "q=dijk"


_TEXT = st.text(max_size=40)
_KEYS = st.sampled_from(
    ["q", "orgaan", "jaar", "soort", "grond", "beoordeling", "formaat", "dossier", "vanaf", "tot", "zonder-datum", "pagina", "x"]
)
_VALUES = st.one_of(_TEXT, st.sampled_from(["gm0055", "2021", "5.1.2e", "pdf", "public", "3", "1", "2020-02-02", "memo"]))


@given(st.lists(st.tuples(_KEYS, _VALUES), max_size=12))
def test_an_address_made_of_an_address_asks_the_same(pairs):
    asked = asking.read(pairs)
    again = read(asked.query())
    assert again == asking.Asking(**{**asked.__dict__, "told": ()})
    assert again.query() == asked.query()
