"""Headings, judgements and outcomes as archives write them; what is not known is None."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo import vocab
from fairwoo.model import DecisionOutcome, Disclosure
from fairwoo.vocab.words import rows, squeeze

HEADINGS = {
    # the production report of the ministry of VWS, and the other spellings its platform accepts
    "ID": "number",
    "Matter": "matter",
    "Family": "family",
    "Family ID": "family",
    "Email Thread ID": "thread",
    "Document": "title",
    "01 Document": "title",
    "File type": "media_type",
    "Datum": "dated",
    "06 Datum (UTC)": "dated",
    "Beoordeling": "disclosure",
    "Opgeschort": "suspended",
    "TAG015": "suspended",
    "Beoordelingsgrond": "grounds",
    "code ENTRIES": "grounds",
    "Toelichting": "remark",
    "Publieke link": "link",
    "Gerelateerd ID": "related",
    "Zaaknummer": "inquiry",
    "zaakNr": "inquiry",
    # inventories of other bodies
    "Nr.": "number",
    "#": "number",
    "Doc #": "number",
    "Doc.nr.": "number",
    "Volgnum\nmer": "number",
    "Docu-\nmentnr": "number",
    "Naam document": "title",
    "Omschrijving van het document": "title",
    "Bestandsnaam (pdf)": "file_name",
    "Soort document (brief, mail)": "kind",
    "Datum van verzending": "dated",
    "Van": "sender",
    "Afzender / organisatie": "sender",
    "Aan": "recipient",
    "Naam van de ontvanger": "recipient",
    "Weigeringsgrond(en) Woo": "grounds",
    "Artikel Wob": "grounds",
    "Beoordeling en toegepaste Wob-gronden": "disclosure",
    "Openbaar ja/nee": "disclosure",
    "Opermerkingen": "remark",
    "Vindplaats reeds openbare stukken": "location",
    "Aantal pagina's": "pages",
    "Tijdstip": "time",
}


@pytest.mark.parametrize("cell", HEADINGS)
def test_heading_gives_its_property(cell: str) -> None:
    assert vocab.heading(cell) == HEADINGS[cell]


@pytest.mark.parametrize("word", ["documentsoort", "beoordeling", "nummer", "datum", "onderwerp", "afzender", "ontvanger"])
def test_rotated_headings_are_read_backwards_and_scrambled(word: str) -> None:
    letters = list(word)
    random.Random(4).shuffle(letters)
    assert vocab.heading(word[::-1]) == vocab.heading("".join(letters)) == vocab.heading(word)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "2023",
        "Lievelingskleur",
        "E-mailadres afzender",
        "Kolom 3",
        "Op dit document is beoordeling van de afzender en de datum van toepassing geweest",
        "nr datum titel beoordeling weigeringsgrond toelichting",
    ],
)
def test_what_is_no_known_heading_is_none(cell: str) -> None:
    assert vocab.heading(cell) is None


def test_headings_in_the_data_mean_one_thing() -> None:
    words = [squeeze(row["heading"]) for row in rows("headings")]
    assert len(words) == len(set(words))
    assert all(words)


@pytest.mark.parametrize("name", ["disclosures", "outcomes", "kind_words", "kind_synonyms", "category_words"])
def test_words_in_the_data_mean_one_thing(name: str) -> None:
    words = [squeeze(row["words"]) for row in rows(name)]
    assert len(words) == len(set(words))
    assert all(words)


def test_headings_that_are_a_ground_or_a_judgement() -> None:
    assert [vocab.heading_ground(cell) for cell in ("10.2.e", "102e", "5.1.2e Woo", "11.1")] == [
        "10.2e",
        "10.2e",
        "5.1.2e",
        "11.1",
    ]
    assert [vocab.heading_ground(cell) for cell in ("11", "2023", "Datum", "5.1.2e en 5.1.2i", "5.1.2e toelichting")] == [
        None
    ] * 5
    assert vocab.heading_disclosure("Deels openbaar") is Disclosure.PARTLY_PUBLIC
    assert vocab.heading_disclosure("Dubbel") is None
    assert [vocab.heading(cell) for cell in ("10.2.e", "Deels openbaar", "niet")] == [None] * 3


JUDGEMENTS = {
    "Openbaar": Disclosure.PUBLIC,
    "Geheel openbaar": Disclosure.PUBLIC,
    "Volledig openbaar": Disclosure.PUBLIC,
    "Ja": Disclosure.PUBLIC,
    "Deels openbaar": Disclosure.PARTLY_PUBLIC,
    "Deels Openbaar.": Disclosure.PARTLY_PUBLIC,
    "Deels": Disclosure.PARTLY_PUBLIC,
    "Gedeeltelijk openbaar": Disclosure.PARTLY_PUBLIC,
    "Deels openbaar (5.1.2e)": Disclosure.PARTLY_PUBLIC,
    "Niet openbaar": Disclosure.NOT_PUBLIC,
    "Niet openbaar; 5.2.1": Disclosure.NOT_PUBLIC,
    "Geheel geweigerd": Disclosure.NOT_PUBLIC,
    "Weigeren": Disclosure.NOT_PUBLIC,
    "Nee": Disclosure.NOT_PUBLIC,
    "Reeds openbaar": Disclosure.ALREADY_PUBLIC,
    "Al openbaar": Disclosure.ALREADY_PUBLIC,
}


@pytest.mark.parametrize("cell", JUDGEMENTS)
def test_judgement(cell: str) -> None:
    assert vocab.disclosure(cell) is JUDGEMENTS[cell]
    assert not vocab.out_of_scope(cell)


@pytest.mark.parametrize("cell", ["misschien", "", "5.1.2e", "x", "openbaar of niet", "niet beoordeeld"])
def test_an_unknown_judgement_is_none_and_never_not_public(cell: str) -> None:
    assert vocab.disclosure(cell) is None
    assert not vocab.out_of_scope(cell)


@pytest.mark.parametrize("cell", ["Dubbel", "buiten verzoek", "Buiten de reikwijdte van het verzoek", "Geen document"])
def test_rows_that_do_not_count(cell: str) -> None:
    assert vocab.out_of_scope(cell)
    assert vocab.disclosure(cell) is None


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [
        ("Openbaar", DecisionOutcome.PUBLIC),
        ("Deels openbaar", DecisionOutcome.PARTLY_PUBLIC),
        ("gedeeltelijke openbaarmaking", DecisionOutcome.PARTLY_PUBLIC),
        ("Niet openbaar", DecisionOutcome.NOT_PUBLIC),
        ("afgewezen", DecisionOutcome.NOT_PUBLIC),
        ("Reeds openbaar", DecisionOutcome.ALREADY_PUBLIC),
        ("Geen documenten aangetroffen", DecisionOutcome.NO_DOCUMENTS),
        ("ingetrokken", None),
        ("", None),
    ],
)
def test_outcome(cell: str, outcome: DecisionOutcome | None) -> None:
    assert vocab.outcome(cell) is outcome


@pytest.mark.parametrize("cell", ["", "  ", "-", "–", "n.v.t.", "N.V.T."])
def test_blank_cells(cell: str) -> None:
    assert vocab.blank(cell)


@pytest.mark.parametrize("cell", ["0", "nee", "a", "5.2.1"])
def test_cells_that_say_something(cell: str) -> None:
    assert not vocab.blank(cell)


@given(st.text(max_size=60))
def test_any_cell_is_survived(cell: str) -> None:
    assert vocab.heading(cell) is None or vocab.heading(cell) in {row["property"] for row in rows("headings")}
    vocab.disclosure(cell)
    vocab.outcome(cell)
    vocab.kind_word(cell)


def test_values_in_the_data_are_those_of_the_model() -> None:
    assert {row["disclosure"] for row in rows("disclosures")} == {each.value for each in Disclosure} | {"out_of_scope"}
    assert {row["outcome"] for row in rows("outcomes")} == {each.value for each in DecisionOutcome}
    assert {row["code"] for row in rows("kind_synonyms")} <= {each.code for each in vocab.kinds()}
    assert {row["code"] for row in rows("category_words")} <= {each.code for each in vocab.categories()}
    assert all(vocab.body(row["code"]) for row in rows("body_names"))
