"""What one error of text recognition in a word does to its keys. No analysis mends it; it must do no harm beyond."""

from __future__ import annotations

import random

import pytest

from fairwoo.index import dutch
from fairwoo.index.dutch import lexicon
from tests.search import material

# What recognition confuses in old print and bad scans, both ways; and a letter may be lost or doubled.
CONFUSED = ("li", "uv", "ce", "nu", "hb", "ao", "ft", "yv", "gq", "ec")


@pytest.fixture(scope="module")
def spoilt():
    """Words of the project's own lists (six letters and more), each with one error that does not make it a word of the dictionary."""
    chance = random.Random(20261128)
    words = {form for row in material.rows(material.HERE / "words" / "families.csv") for form in row["forms"].split()}
    words |= {row["word"] for row in material.rows(material.HERE / "words" / "compounds.csv")}
    pairs = [(word, _with_error(word, chance)) for word in sorted(words) if word.isalpha() and len(word) >= 6]
    return [(word, wrong) for word, wrong in pairs if not lexicon.is_word(dutch.fold(wrong))]


def test_an_error_seldom_makes_it_another_word(spoilt):
    others = [pair for pair in spoilt if _lemma(pair[1]) not in {_lemma(pair[0]), pair[1]} and lexicon.is_word(_lemma(pair[1]))]
    assert len(spoilt) > 500
    assert len(others) / len(spoilt) <= 0.03, others


def test_an_error_seldom_divides_it_into_words_that_are_not_in_it(spoilt):
    divided = [pair for pair in spoilt if not set(dutch.analyse(pair[1]).parts) <= set(dutch.analyse(pair[0]).parts)]
    assert len(divided) / len(spoilt) <= 0.03, divided


def _lemma(word: str) -> str:
    return dutch.analyse(word).lemma


def _with_error(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    kind = chance.choice(("confused", "lost", "doubled"))
    places = [(place, pair) for place, char in enumerate(word) for pair in CONFUSED if char in pair]
    if kind == "confused" and places:
        place, pair = chance.choice(places)
        return word[:place] + pair.replace(word[place], "") + word[place + 1 :]
    return word[: at + 1] + word[at:] if kind == "doubled" else word[:at] + word[at + 1 :]
