"""Words for categories, kinds, themes, formats and languages give the official entry, or nothing."""

from __future__ import annotations

import pytest

from fairwoo import vocab


@pytest.mark.parametrize(
    "words",
    [
        "c_3baef532",
        "https://identifier.overheid.nl/tooi/def/thes/kern/c_3baef532",
        "Woo-verzoeken en -besluiten",
        "woo verzoeken en besluiten",
        "Woo-verzoek of -besluit",
        "2i",
        "3.3.2i",
        "infocat014",
        "Woo-besluit",
        "Wob-verzoek",
    ],
)
def test_the_category_of_woo_decisions(words: str) -> None:
    found = vocab.category(words)
    assert found is not None
    assert (found.code, found.infocat, found.article) == (vocab.WOO_DECISIONS, "014", "3.3.2i")
    assert found.label == "Woo-verzoeken en -besluiten"


def test_labels_are_exact_to_the_character() -> None:
    agendas = vocab.category("2d")
    assert agendas is not None
    assert agendas.label == "agenda\u2019s en besluitenlijsten bestuurscolleges"
    assert vocab.category("agenda's en besluitenlijsten bestuurscolleges") == agendas
    assert vocab.match_body("ws0646").name == "waterschap Hunze en Aa\u0027s"


def test_categories_are_in_the_order_of_the_law() -> None:
    assert [each.infocat for each in vocab.categories()] == [f"{number:03}" for number in range(1, 18)] + [None]


@pytest.mark.parametrize("words", ["2z", "", "1", "besluiten", "infocat018"])
def test_what_is_no_category(words: str) -> None:
    assert vocab.category(words) is None


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("besluit", "besluit"),
        ("Besluiten", "besluit"),
        ("Woo-verzoek", "Wob-/Woo-verzoek"),
        ("beslissing op Wob-/Woo-verzoek", "beslissing op Wob-/Woo-verzoek"),
        ("Woo-besluit", "beslissing op Wob-/Woo-verzoek"),
        ("brief", "brief"),
        ("Notulen", "vergaderverslag"),
        ("ministeriele regeling", "ministeriële regeling"),
        ("c_7652d853", "brief"),
    ],
)
def test_words_for_official_kinds(words: str, label: str) -> None:
    found = vocab.kind(words)
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize("words", ["e-mail", "Mailwisseling", "memo", "notitie", "presentatie", "spreadsheet", "WhatsApp", ""])
def test_no_official_kind_is_invented(words: str) -> None:
    assert vocab.kind(words) is None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("E-mail", "e-mail"),
        ("mailwisseling", "e-mail"),
        ("Email", "e-mail"),
        ("WhatsApp-bericht", "chatbericht"),
        ("Memo's", "memo"),
        ("Brief", "brief"),
        ("Gespreksverslag", "verslag"),
        ("convenant", "convenant"),
        ("tractatenblad", "Tractatenblad"),
    ],
)
def test_plain_words_for_kinds(words: str, kind: str) -> None:
    assert vocab.kind_word(words) == kind


def test_unknown_kind_words_are_none() -> None:
    assert vocab.kind_word("zwevende vogel") is None


def test_themes_are_found_without_regard_to_accents_and_apostrophes() -> None:
    for words in ("gezondheidsrisico's", "Gezondheidsrisico’s", "c_8b081a63"):
        found = vocab.theme(words)
        assert found is not None
        assert found.code == "c_8b081a63"
    assert vocab.theme("bijenteelt") is None


@pytest.mark.parametrize(
    ("media_type", "code"),
    [
        ("application/pdf", "PDF"),
        ("text/plain; charset=utf-8", "TXT"),
        ("Text/CSV", "CSV"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX"),
        ("application/vnd.oasis.opendocument.text", "ODT"),
        ("message/rfc822", None),
        ("application/vnd.ms-outlook", None),
        ("application/json", None),
        ("", None),
    ],
)
def test_media_types_have_the_format_that_diwoo_admits(media_type: str, code: str | None) -> None:
    found = vocab.format_for(media_type)
    assert (found.code if found else None) == code


def test_every_format_with_a_media_type_can_be_reached() -> None:
    from fairwoo.vocab.words import rows

    assert {row["format"] for row in rows("media_types")} <= {each.code for each in vocab.formats()}


def test_languages_by_their_three_letters() -> None:
    dutch = vocab.language("nld")
    assert dutch is not None
    assert (dutch.uri, dutch.label) == ("http://publications.europa.eu/resource/authority/language/NLD", "Nederlands")
    assert vocab.language("tlh") is None


def test_handlings_and_reasons_are_the_official_ones() -> None:
    assert {each.label for each in vocab.handlings()} == {"ondertekening", "ontvangst", "vaststelling"}
    assert len(vocab.relations()) == 4
    assert len(vocab.reasons()) == 2
