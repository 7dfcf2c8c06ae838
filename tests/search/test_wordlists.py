"""The analysis on word lists that were written before it; and that the lists do tell a good analysis from a bad one."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from fairwoo.index import dutch
from tests.search import material, wordlists


class Given(NamedTuple):
    lemma: str
    parts: tuple[str, ...] = ()


class TestOurs:
    def test_the_forms_of_a_word_have_one_key(self):
        found = wordlists.families()
        assert found.share >= 0.93, found.wrong

    def test_no_two_words_that_only_look_alike_have_one_key(self):
        assert not wordlists.pairs().wrong

    def test_compounds_are_split_where_they_are_to_be_split(self):
        found = wordlists.compounds()
        assert found.right.share >= 0.92, found.right.wrong
        assert len(found.wrong) / found.right.of <= 0.01, found.wrong
        assert found.kept.share >= 0.95, found.kept.wrong


@pytest.fixture
def analysed(monkeypatch):
    return lambda analyse: monkeypatch.setattr(dutch, "analyse", analyse, raising=False)


def test_words_as_they_stand_bring_no_forms_together_and_split_nothing(analysed):
    analysed(Given)
    split = wordlists.compounds()
    assert wordlists.families().right == 0
    assert not wordlists.pairs().wrong
    assert (split.right.right, split.wrong, split.kept.share) == (0, (), 1.0)


def test_a_key_of_three_letters_merges_pairs(analysed):
    analysed(lambda word: Given(word[:3]))
    assert wordlists.families().share > 0.8
    assert len(wordlists.pairs().wrong) > 50


def test_halves_are_wrong_parts(analysed):
    analysed(lambda word: Given(word, (word[: len(word) // 2], word[len(word) // 2 :])))
    split = wordlists.compounds()
    assert len(split.wrong) > 100
    assert split.kept.share < 0.1


def test_what_the_lists_say_is_right(analysed):
    family = {
        form: row["forms"].split()[0] for row in material.rows(wordlists.WORDS / "families.csv") for form in row["forms"].split()
    }
    parts = {
        row["word"]: tuple(filter(None, row["parts"].split("|"))) for row in material.rows(wordlists.WORDS / "compounds.csv")
    }
    analysed(lambda word: Given(family.get(word, word), parts.get(word, ())))
    split = wordlists.compounds()
    assert wordlists.families().share == split.right.share == split.kept.share == 1.0
    assert not wordlists.pairs().wrong
