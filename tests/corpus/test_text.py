"""The text of PDFs stays as good as it was measured (see `eval_text.py` for all documents: mean .0056, median .0027)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpus.eval_text import edit_distance, error_rates


@pytest.mark.corpus
def test_character_errors(corpus):
    """Short documents only, for speed; they carry their number stamps, so that their rate is above the mean of all."""
    rates = [rate for _, rate in error_rates(corpus, most_pages=4)]
    assert len(rates) >= 40
    assert sum(rates) / len(rates) <= 0.007
    assert sorted(rates)[len(rates) // 2] <= 0.004


def _by_table(one, other):
    """The textbook way."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        before, row[0] = row[0], number
        for column, wanted in enumerate(other, start=1):
            before, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, before + (letter != wanted))
    return row[-1]


@given(st.text("abc", max_size=12), st.text("abc", max_size=12))
def test_edit_distance_is_the_textbook_one(one, other):
    assert edit_distance(one, other, 100) == _by_table(one, other)
    assert edit_distance(one, other, 3) == min(3, _by_table(one, other))
