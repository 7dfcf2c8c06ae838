"""What a decision letter tells: dates, outcome, grounds, law, case number, subject."""

from __future__ import annotations

from datetime import date

import pytest

from fairwoo.model import DecisionOutcome
from tests.extract.casebook import dossier_of, settled, text

LETTER = """Gemeente Boarnsterhim
Datum: 14 maart 2023
Ons kenmerk: Z/23/004512
Betreft: Besluit op uw Woo-verzoek over het zwembad

Geachte heer, mevrouw,

Met uw brief van 3 januari 2023 heeft u op grond van de Wet open overheid (Woo) verzocht om documenten over het zwembad.
Wij hebben uw verzoek ontvangen op 5 januari 2023.
{decision}
U kunt tegen dit besluit een bezwaarschrift indienen.
"""
PARTLY = (
    "Wij hebben besloten de documenten gedeeltelijk openbaar te maken. "
    "Wij weigeren namen op grond van artikel 5.1, tweede lid, onder e."
)


def letter(decision: str = PARTLY) -> str:
    return LETTER.format(decision=decision)


def test_the_labelled_date_beats_the_dates_in_the_sentences():
    assert dossier_of(letter()).decided == date(2023, 3, 14)


@pytest.mark.parametrize("word", ["van", "d.d.", "gedateerd"])
def test_a_date_that_speaks_of_something_else_is_never_the_date_of_the_decision(word):
    head = f"Betreft: Besluit op uw Woo-verzoek {word} 3 januari 2023"
    assert dossier_of(f"{head}\n\nGeachte heer,\n\nWij hebben besloten de documenten openbaar te maken.").decided is None


def test_a_date_of_the_decision_beats_a_plain_date():
    assert dossier_of("Datum: 1 februari 2023\nBesluitdatum: 14 maart 2023\n\nGeachte heer,\n").decided == date(2023, 3, 14)


def test_a_date_with_its_place_counts_where_no_label_is():
    assert dossier_of("Gemeente Boarnsterhim\nGrou, 14 maart 2023\n\nGeachte heer,\n").decided == date(2023, 3, 14)


def test_a_date_that_does_not_exist_is_no_date():
    assert dossier_of("Datum: 31 februari 2023\n\nGeachte heer,\n").decided is None


def test_the_date_of_the_decision_is_the_date_of_its_document():
    (document,) = dossier_of(letter()).documents
    assert document.dated == date(2023, 3, 14)


def test_when_was_asked_and_received():
    dossier = dossier_of(letter())
    assert (dossier.requested, dossier.received) == (date(2023, 1, 3), date(2023, 1, 5))


def test_a_request_after_the_decision_is_another_one():
    assert dossier_of(letter().replace("3 januari 2023", "3 januari 2024")).requested is None


@pytest.mark.parametrize(
    ("decision", "outcome"),
    [
        ("Wij hebben besloten de documenten openbaar te maken.", DecisionOutcome.PUBLIC),
        ("Wij hebben besloten de documenten gedeeltelijk openbaar te maken.", DecisionOutcome.PARTLY_PUBLIC),
        (PARTLY, DecisionOutcome.PARTLY_PUBLIC),
        ("Wij hebben besloten de documenten niet openbaar te maken.", DecisionOutcome.NOT_PUBLIC),
    ],
)
def test_outcome(decision, outcome):
    assert dossier_of(letter(decision)).outcome is outcome


def test_public_with_grounds_is_partly_public():
    decision = "Wij hebben besloten de documenten openbaar te maken. Namen zijn gelakt op grond van artikel 5.1, tweede lid, onder e, Woo."
    assert dossier_of(letter(decision)).outcome is DecisionOutcome.PARTLY_PUBLIC


def test_a_letter_that_decides_nothing_has_no_outcome():
    assert dossier_of(letter("Documenten worden doorgaans openbaar gemaakt.")).outcome is None


def test_grounds_of_the_decision_but_not_of_the_annex_that_quotes_the_law():
    law = "Bijlage 1: relevante artikelen uit de Woo\nArtikel 5.1, eerste lid, onder c. Artikel 5.2, eerste lid.\n"
    assert dossier_of(letter(), law).grounds == ("5.1.2e",)


def test_after_the_annex_with_the_law_the_decision_goes_on():
    annexes = "Bijlage 1: relevante artikelen uit de Woo\nArtikel 5.1, eerste lid, onder c.\nBijlage 2: Inventarislijst\nartikel 5.1.2i\n"
    assert dossier_of(letter(), annexes).grounds == ("5.1.2e", "5.1.2i")


def test_grounds_of_the_wob():
    decision = "Wij hebben besloten namen te weigeren op grond van artikel 10, tweede lid, onder e, van de Wob."
    dossier = dossier_of(
        letter(decision).replace("Wet open overheid (Woo)", "Wet openbaarheid van bestuur (Wob)").replace("Woo-", "Wob-")
    )
    assert (dossier.grounds, dossier.regime) == (("10.2e",), "Wob")


def test_law_case_number_and_subject():
    dossier = dossier_of(letter())
    assert (dossier.regime, dossier.inquiry) == ("Woo", "Z/23/004512")
    assert dossier.title == "Besluit op uw Woo-verzoek over het zwembad"


def test_grounds_in_a_released_document_are_not_those_of_the_decision():
    files = {
        "besluit.pdf": text(letter()),
        "12 nota.pdf": text("Nota\nHet advies noemt artikel 5.1, tweede lid, onder b, van de Woo."),
    }
    assert settled(files).dossier.grounds == ("5.1.2e",)


def test_every_fact_shows_the_words_it_rests_on():
    pages = [letter()]
    for one in settled({"besluit.pdf": text(*pages)}).facts:
        if one.source.place.page:
            assert " ".join(one.raw.split()).split()[-1] in " ".join(pages[one.source.place.page - 1].split()), one
            assert one.source.place.file == "besluit.pdf"


def test_the_same_dossier_gives_the_same_facts():
    assert settled({"besluit.pdf": text(letter())}) == settled({"besluit.pdf": text(letter())})


def test_an_empty_or_unread_decision_says_nothing():
    assert dossier_of("").decided is None
    assert settled({"besluit.pdf": None}).dossier.outcome is None
