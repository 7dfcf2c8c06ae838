"""The Dutch sentences: whole, right, and of known facts only."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo import vocab
from fairwoo.map.wording import describe_dossier, disclosure_sentence, dutch_date, file_sentence, format_words, one_line
from fairwoo.model import Disclosure, Document, Dossier
from tests.map.made import a_dossier, a_file, decision

B = "gemeente Boarnsterhim"
PUBLIC, PARTLY, NOT = Disclosure.PUBLIC, Disclosure.PARTLY_PUBLIC, Disclosure.NOT_PUBLIC


def of(*disclosures: Disclosure | None) -> tuple[Document, ...]:
    return tuple(a_file(str(number), disclosure=disclosure) for number, disclosure in enumerate(disclosures))


@pytest.mark.parametrize(
    ("dossier", "sentence"),
    [
        (
            a_dossier(decision(), *of(PUBLIC, PARTLY, PARTLY, NOT), title="Bomen"),
            f"Woo-besluit van {B} van 3 juni 2024: Bomen. "
            "4 documenten, waarvan 1 openbaar, 2 deels openbaar en 1 niet openbaar.",
        ),
        (a_dossier(*of(PARTLY), title="Bomen."), f"Woo-besluit van {B} van 3 juni 2024: Bomen. 1 document, deels openbaar."),
        (a_dossier(*of(None, None), decided=None), f"Woo-dossier van {B}: Bomenkap in de Dorpsstraat. 2 documenten."),
        (a_dossier(*of(PUBLIC, PUBLIC), regime="Wob", title=None),
         f"Wob-besluit van {B} van 3 juni 2024. 2 documenten, alle openbaar."),
        (a_dossier(*of(NOT, None), title="X"), f"Woo-besluit van {B} van 3 juni 2024: X. 2 documenten, waarvan 1 niet openbaar."),
        (a_dossier(regime=None, decided=None, title="X"), f"Dossier van {B}: X."),
        (a_dossier(regime=None, decided=date(2021, 12, 23), title="X"), f"Wob-besluit van {B} van 23 december 2021: X."),
    ],
)  # fmt: skip
def test_a_dossier_is_described_by_what_is_known(dossier: Dossier, sentence: str) -> None:
    assert describe_dossier(dossier) == sentence


@pytest.mark.parametrize(
    ("disclosure", "grounds", "begin"),
    [
        (PUBLIC, (), "Openbaar."),
        (PARTLY, ("5.1.2e",), "Deels openbaar; artikel 5.1, tweede lid, onder e, Woo"),
        (NOT, ("10.2e", "11.1"), "Niet openbaar; artikel 10, tweede lid, onder e, Wob"),
        (NOT, ("5.9.9z",), "Niet openbaar; 5.9.9z."),
        (Disclosure.ALREADY_PUBLIC, (), "Al eerder openbaar."),
    ],
)
def test_how_much_is_public(disclosure: Disclosure, grounds: tuple[str, ...], begin: str) -> None:
    sentence = disclosure_sentence(a_file("nota", disclosure=disclosure, grounds=grounds))
    assert sentence is not None
    assert sentence.startswith(begin)
    assert sentence.endswith(".")


def test_nothing_is_said_of_an_unknown_disclosure() -> None:
    assert disclosure_sentence(a_file("nota", disclosure=None)) is None


def test_grounds_are_told_without_a_judgement() -> None:
    told = disclosure_sentence(a_file("nota", disclosure=None, grounds=("5.1.2e",)))
    assert told == "Artikel 5.1, tweede lid, onder e, Woo (eerbiediging van de persoonlijke levenssfeer)."


def test_a_date_in_words() -> None:
    assert [dutch_date(date(2024, month, 1)).split()[1] for month in (1, 3, 8, 12)] == [
        "januari",
        "maart",
        "augustus",
        "december",
    ]


@given(st.text())
def test_one_line_is_one_line_that_xml_can_hold(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert len(line.splitlines()) <= 1
    assert all(character >= " " for character in line)


def test_a_file_is_told_by_what_is_known_of_it() -> None:
    full = a_file("nota", number="12", kind="memo", dated=date(2024, 3, 5), disclosure=Disclosure.PARTLY_PUBLIC)
    assert file_sentence(full, "nota") == "Nota met nummer 12 van 5 maart 2024. Deels openbaar."
    assert file_sentence(full, None) == "Memo met nummer 12 van 5 maart 2024. Deels openbaar."
    assert file_sentence(Document(id="x"), None) == "Document."


def test_every_format_of_diwoo_has_a_dutch_name_and_so_has_what_we_read() -> None:
    names = [format_words(one.code) for one in vocab.formats()]
    assert None not in names
    assert not {"Plain text", "PowerPoint Slide Show"} & set(names)
    assert format_words(None, "message/rfc822") == "e-mail (.eml)"
    assert format_words("TXT", "text/markdown") == "tekst (.txt)"
    assert format_words(None, "application/onzin") is None
