"""Grounds: every notation met in inventories, black boxes and decisions; what is not a ground stays what it is."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo import grounds, vocab

# Notations of the design (standards F.2), with the codes that the law's own numbering gives.
NOTATIONS = {
    "5.1.2e": ["5.1.2e"],
    "5.1.2.e": ["5.1.2e"],
    "5.1.2.E": ["5.1.2e"],
    "5.1.2 e": ["5.1.2e"],
    "5.1 2e": ["5.1.2e"],
    "5.1,2,e": ["5.1.2e"],
    "5.1,2,Ì": ["5.1.2i"],
    "5.1 lid 2 onder e": ["5.1.2e"],
    "5.1, lid 2, e": ["5.1.2e"],
    "artikel 5.1, tweede lid, onder e": ["5.1.2e"],
    "artikel 5.1, tweede lid, aanhef en onder e": ["5.1.2e"],
    "Artikel 5.1, 2e lid, aanhef, en onderdeel e": ["5.1.2e"],
    "artikel 5.1, tweede lid, onder e, van de Woo": ["5.1.2e"],
    "5.1.2.e Woo": ["5.1.2e"],
    "Woo: 5.1.2e": ["5.1.2e"],
    "5.1.1c; 5.1.2e;": ["5.1.1c", "5.1.2e"],
    "5.1.2e/5.2.1": ["5.1.2e", "5.2.1"],
    "5.2.1,5.1.2e": ["5.2.1", "5.1.2e"],
    "5.1.2e\n5.1.2i": ["5.1.2e", "5.1.2i"],
    "5.1.2e, g en i": ["5.1.2e", "5.1.2g", "5.1.2i"],
    "artikel 5.1 lid 1 sub c en lid 2 sub e Woo": ["5.1.1c", "5.1.2e"],
    "5.2.1": ["5.2.1"],
    "5.2 lid 1": ["5.2.1"],
    "artikel 5.2, eerste lid": ["5.2.1"],
    "5.1.4": ["5.1.4"],
    "artikel 5.1, vijfde lid": ["5.1.5"],
    "5.1 lid 6": ["5.1.6"],
    "5.4": ["5.4"],
    "5.4a": ["5.4a.1"],
    "5.4a lid 1": ["5.4a.1"],
    "10.2e": ["10.2e"],
    "10.2.e": ["10.2e"],
    "10 2e": ["10.2e"],
    "(10)(2e)": ["10.2e"],
    "[10.2.e]": ["10.2e"],
    "102e": ["10.2e"],
    "102e102g": ["10.2e", "10.2g"],
    "10.2.e Wob": ["10.2e"],
    "Wob art. 10.2e": ["10.2e"],
    "art. 10 lid 2 sub e": ["10.2e"],
    "artikel 10, tweede lid, onder e en g": ["10.2e", "10.2g"],
    "10.1c jo. 10.2g": ["10.1c", "10.2g"],
    "10.7b": ["10.7b"],
    "11.1": ["11.1"],
    "11.1 Wob": ["11.1"],
    "artikel 11, tweede lid": ["11.2"],
}


@pytest.mark.parametrize("cell", NOTATIONS)
def test_notation_is_read_whole(cell: str) -> None:
    assert grounds.read_cell(cell) == (tuple(NOTATIONS[cell]), (), ())


@pytest.mark.parametrize("code", [each.code for each in grounds.all_grounds()])
@pytest.mark.parametrize("form", ["{}", "{} ", "({})", "{};", "artikel {}", "{law} {}", "{} van de {law}"])
def test_every_code_reads_as_itself(code: str, form: str) -> None:
    known = grounds.ground(code)
    assert known is not None
    assert grounds.read_cell(form.format(code, law=known.law)).codes == (code,)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("code", [each.code for each in grounds.all_grounds()])
def test_description_reads_back_as_its_code(code: str, lang: str) -> None:
    words = grounds.describe(code, lang).partition(" (")[0]
    if lang == "nl":
        assert grounds.read_cell(words).codes == (code,)
    assert all(part in words for part in re.findall(r"5\.\da?|1[01]|[a-i]$", code))


def test_description_says_article_paragraph_letter_law_and_name() -> None:
    assert grounds.describe("5.1.2e") == "artikel 5.1, tweede lid, onder e, Woo (eerbiediging van de persoonlijke levenssfeer)"
    assert grounds.describe("11.1", "en").startswith("article 11, paragraph 1, Wob (personal policy views")
    assert grounds.describe("9.9.9z") == "9.9.9z"


def test_letters_are_not_shifted() -> None:
    """A well-known peer has f = milieu, g = beveiliging, h = goed functioneren. The law: BWBR0045754, article 5.1."""
    law = {"f": "concurrentiegevoelige", "g": "milieu", "h": "beveiliging", "i": "goed functioneren", "e": "levenssfeer"}
    for letter, word in law.items():
        known = grounds.ground(f"5.1.2{letter}")
        assert known is not None
        assert word in known.name


def test_there_are_21_grounds_of_the_woo_and_the_law_follows_from_the_article() -> None:
    laws = [each.law for each in grounds.all_grounds()]
    assert laws.count("Woo") == 21
    assert {each.law for each in grounds.all_grounds() if each.code.startswith("5.")} == {"Woo"}
    assert {each.law for each in grounds.all_grounds() if each.code.startswith("1")} == {"Wob"}
    assert all(each.wob is None or grounds.ground(each.wob) for each in grounds.all_grounds())


@pytest.mark.parametrize("cell", ["5.1.e", "5.1", "5.2", "5.1.2", "artikel 5.1, tweede lid", "10.2", "10", "art. 11 Wob", "10.e"])
def test_a_code_that_lacks_a_part_is_ambiguous_and_kept(cell: str) -> None:
    assert grounds.read_cell(cell) == ((), (), (cell,))


@pytest.mark.parametrize(
    "cell",
    [
        "dubbel",
        "buiten verzoek",
        "5.1.2z",
        "5.1.3",
        "5.1.5e",
        "5.2.3",
        "5.3",
        "10.3a",
        "11.1a",
        "111",
        "521",
        "art. 3 Wob",
        "A 7",
    ],
)
def test_what_is_no_ground_is_unread_and_kept(cell: str) -> None:
    assert grounds.read_cell(cell) == ((), (cell,), ())


@pytest.mark.parametrize("cell", ["", " ", "-", "n.v.t.", "N.v.t. ", "geen"])
def test_a_cell_that_says_nothing_is_empty(cell: str) -> None:
    assert grounds.read_cell(cell) == ((), (), ())


def test_words_beside_codes_are_kept() -> None:
    assert grounds.read_cell("Persoonsgegevens (5.1.2e), zie toelichting").unread == ("Persoonsgegevens", "zie toelichting")
    assert grounds.read_cell("5.1.2e; a. bijlage") == (("5.1.2e",), ("a. bijlage",), ())


@given(st.lists(st.sampled_from([*NOTATIONS, "5.1.e", "dubbel", "buiten verzoek", "zie brief", "§", "x9"]), max_size=5))
def test_a_list_of_notations_gives_each_of_them(cells: list[str]) -> None:
    reading = grounds.read_cell("; ".join(cells))
    assert reading.codes == tuple(dict.fromkeys(code for cell in cells for code in NOTATIONS.get(cell, [])))
    assert reading.ambiguous == tuple(cell for cell in cells if cell == "5.1.e")
    assert reading.unread == tuple(cell for cell in cells if cell not in NOTATIONS and cell != "5.1.e")


_PIECES = st.sampled_from(
    ["5.1", "10", "11", "lid", "2", "e", "onder", "(", ")", ".", ",", " ", "Woo", "artikel", "en", "tweede lid"]
)


@given(st.one_of(st.text(), st.lists(_PIECES).map("".join)))
def test_no_word_is_lost(cell: str) -> None:
    """Every letter and digit that is not in `unread` or `ambiguous` belongs to a ground or is a word that joins grounds."""
    reading = grounds.read_cell(cell)
    kept = "".join((*reading.unread, *reading.ambiguous))
    assert all(words in cell for words in (*reading.unread, *reading.ambiguous))
    if not reading.codes and not vocab.blank(cell):
        lost = [mark for mark in cell if mark.isalnum()]
        for mark in (mark for mark in kept if mark.isalnum()):
            lost.remove(mark)
        assert set("".join(lost).lower()) <= set("enjojuncto"), lost


PROSE = {
    "op grond van artikel 5.1, tweede lid, aanhef en onder e, van de Woo geweigerd": ["5.1.2e"],
    "artikel 10, tweede lid, onder e en g, van de Wob": ["10.2e", "10.2g"],
    "op grond van artikel 10, tweede lid,\nonder e van de Wet openbaarheid van bestuur": ["10.2e"],
    "artikel 5.1, eerste lid, onder c, en tweede lid, onder e, van de Wet open overheid": ["5.1.1c", "5.1.2e"],
    "artikel 5.1, tweede lid, onder b, onder e en onder i, van de Woo": ["5.1.2b", "5.1.2e", "5.1.2i"],
    "de artikelen 5.1.2e en 5.2.1 van de Woo": ["5.1.2e", "5.2.1"],
    "Artikel 11, eerste lid, van de Wob": ["11.1"],
    "artikel 5.2, eerste lid. De Woo kent": ["5.2.1"],
    "Met vriendelijke groet, 10.2.e, afdeling 5.1.2e": ["10.2e", "5.1.2e"],
    "telefoon (10)(2e)": ["10.2e"],
    "artikel 10, tweede lid, onder e van de Wet\nopenbaarheid van bestuur": ["10.2e"],
    "artikel 10, tweede lid, | ondere van de Wob": ["10.2e"],
    "op grond van artikel 5.2.1. De Woo": ["5.2.1"],
    "namen (10.2.e,10.2.g) weggelaten": ["10.2e", "10.2g"],
}


@pytest.mark.parametrize("text", PROSE)
def test_grounds_in_prose(text: str) -> None:
    assert [each.code for each in grounds.find_in_text(text)] == PROSE[text]


@pytest.mark.parametrize(
    "text",
    [
        "een bedrag van 11.1 miljoen euro voor de uitvoering van de Wob",
        "paragraaf 5.2.1 van dit rapport",
        "zie paragraaf 5.1.2 e-mail en de Woo",
        "op 10.2.2021 en 5.1.2022 is een Wob-verzoek ontvangen",
        "artikel 10, eerste lid, van de Grondwet; ook de Wob",
        "artikel 11, eerste lid, Awb en artikel 10, tweede lid, aanhef en onder a, van de AVG. De Woo",
        "artikel 5.2, eerste lid, van het Besluit activiteiten leefomgeving. De Woo",
        "artikel 11, eerste lid",
        "5.1 en 5.2 van de Woo",
        "versie 10.25 en kamer 110.2e; IP 10.2.1.11",
        "telefoon 06-10.2e",
        "Artikel 11\n1. In geval van een verzoek op grond van de Wob",
    ],
)
def test_numbers_dates_and_other_laws_are_no_grounds(text: str) -> None:
    assert grounds.find_in_text(text) == ()


def test_the_place_of_a_ground_in_the_text_is_told() -> None:
    text = "Wij weigeren dit op grond van artikel 5.1, tweede lid, aanhef en onder e, van de Woo. Daarnaast 5.1.2i."
    found = grounds.find_in_text(text)
    assert [text[each.start : each.end] for each in found] == [each.phrase for each in found]
    assert found[0].phrase == "artikel 5.1, tweede lid, aanhef en onder e, van de Woo"


@given(st.text(), st.sampled_from(sorted(PROSE)), st.text())
def test_found_phrases_stand_where_they_are_said_to(before: str, phrase: str, after: str) -> None:
    text = f"{before} {phrase} {after}"
    for each in grounds.find_in_text(text):
        assert text[each.start : each.end] == each.phrase
        assert grounds.ground(each.code) is not None


@pytest.mark.parametrize(
    "piece", ["(", " ", "5.1.2e" + " " * 5000, "10 ", "en ", "5.1, ", "artikel ", "Woo ", "e, ", "onder ", "|", "11 1"]
)
def test_long_hostile_text_is_read_in_a_moment(piece: str) -> None:
    """Each took minutes if any part of the grammar were quadratic."""
    text = piece * (200_000 // len(piece))
    for hostile in (text, f"artikel 5.1, tweede lid {text}"):
        start = time.process_time()
        grounds.find_in_text(hostile)
        grounds.read_cell(hostile)
        assert time.process_time() - start < 10
