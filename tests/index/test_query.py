"""What a person typed becomes the query that was meant; what cannot be meant is repaired, and said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.index.query import LONGEST_QUERY, MOST_WORDS, AllOf, AnyOf, Not, Phrase, Word, parse, searched


def word(text: str, *, needed: bool = True) -> Word:
    return Word(text=text, needed=needed)


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", AllOf()),
        ("zwembad", word("zwembad")),
        ("zwembad bomen", AllOf(parts=(word("zwembad"), word("bomen")))),
        ('"De Plons"', Phrase(text="De Plons")),
        ("“De Plons”", Phrase(text="De Plons")),
        ("a1 -b2", AllOf(parts=(word("a1"), Not(part=word("b2"))))),
        ("a1 OF b2", AnyOf(parts=(word("a1"), word("b2")))),
        ("a1 OR b2 OR c3", AnyOf(parts=(word("a1"), word("b2"), word("c3")))),
        ("a1 EN b2", AllOf(parts=(word("a1"), word("b2")))),
        ("(a1 OF b2) c3", AllOf(parts=(AnyOf(parts=(word("a1"), word("b2"))), word("c3")))),
        ("woo-verzoek", word("woo-verzoek")),
        ("de zwembaden", AllOf(parts=(word("de", needed=False), word("zwembaden")))),
        ("de", word("de")),
    ],
)
def test_what_was_meant(typed, query):
    parsed = parse(typed)
    assert parsed.query == query
    assert not parsed.repairs


@pytest.mark.parametrize(
    "typed",
    ['"kade', "(kade", "kade)", "kade OF", "OF kade", "kade*", "kade " * MOST_WORDS * 2, "k" * LONGEST_QUERY * 2, "-", "??? !"],
)
def test_a_repair_is_said_in_two_languages(typed):
    repairs = parse(typed).repairs
    assert repairs
    assert all(one.nl and one.en and one.nl != one.en for one in repairs)


@given(st.text(alphabet='ab "()-OF*?', max_size=60) | st.text(max_size=60))
def test_no_query_fails_or_grows(typed):
    assert len(list(searched(parse(typed).query))) <= MOST_WORDS
