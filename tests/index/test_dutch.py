"""Dutch words: what belongs together has one key, what does not has another, and every token keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.index import dutch


@pytest.mark.parametrize(
    "family",
    [
        ("gemeente", "gemeenten", "gemeentes"),
        ("vergunning", "vergunningen"),
        ("zwembad", "zwembaden"),
        ("fietspad", "fietspaden"),
        ("stad", "steden"),
        ("lid", "leden"),
        ("zaak", "zaken"),
        ("geïnformeerd", "geinformeerd", "GEÏNFORMEERD"),
        ("ĳssel", "ijssel", "IJssel"),
        ("foto's", "foto’s"),
        ("verlenen", "verleend", "verleende"),
    ],
)
def test_one_word_in_its_forms_has_one_key(family):
    assert len({dutch.keys(word)[0] for word in family}) == 1


@pytest.mark.parametrize(
    "pair", [("overheid", "over"), ("raad", "rad"), ("zaak", "zak"), ("partij", "part"), ("boom", "bom"), ("straat", "straf")]
)
def test_words_that_only_look_alike_have_other_keys(pair):
    assert dutch.keys(pair[0]) != dutch.keys(pair[1])


def test_a_compound_is_found_in_any_spelling():
    assert dutch.keys("Woo-verzoek")[0] == dutch.keys("wooverzoek")[0]
    assert {dutch.stem("woo"), dutch.stem("verzoek")} <= set(dutch.keys("Woo-verzoek"))


def test_references_are_not_stemmed():
    assert dutch.keys("2021/267") == ("2021267", "2021", "267")


@given(st.text())
def test_tokens_are_the_words_where_they_stand(text):
    for token in dutch.tokens(text):
        assert text[token.start : token.end] == token.text
        assert all(piece.isalnum() and len(piece) <= dutch.LONGEST_KEY for piece in dutch.pieces(token.text))


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert dutch.fold(dutch.fold(text)) == dutch.fold(text)
