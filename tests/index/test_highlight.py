"""Snippets show the words asked for, where they stand, whatever their form."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fairwoo.index.highlight import snippet
from fairwoo.index.query import parse

LONG = "Begin van de bladzijde. " * 40 + "Hier staan de vergunningen voor het zwembad De Plons. " + "Slot van de bladzijde. " * 40


def marked(text: str, query: str) -> list[str]:
    found = snippet(text, parse(query).query)
    return [found.text[start:end] for start, end in found.marks]


def test_the_snippet_is_where_the_words_are():
    assert marked(LONG, "vergunning zwembaden") == ["vergunningen", "zwembad"]
    assert len(snippet(LONG, parse("zwembad").query).text) <= 260


def test_a_phrase_is_marked_as_a_whole_and_its_words_elsewhere_are_not():
    assert marked("Plons in De Plons", '"De Plons"') == ["De", "Plons"]


def test_what_is_excluded_is_not_marked():
    assert marked("zwembad en bomen", "zwembad -bomen") == ["zwembad"]


def test_without_a_word_in_the_text_the_beginning_is_shown():
    found = snippet(LONG, parse("kade").query)
    assert LONG.startswith(found.text)
    assert found.marks == ()


@given(st.text(max_size=600), st.text(alphabet="abc xyz", max_size=20))
def test_marks_lie_inside_and_do_not_overlap(text, typed):
    found = snippet(text, parse(typed).query)
    assert found.text in text
    ends = [0, *(place for mark in found.marks for place in mark), len(found.text)]
    assert ends == sorted(ends)
