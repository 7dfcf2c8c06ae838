"""Snippets show what was asked for, where it stands, whatever its form: also as a part of a compound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.index import planning
from fairwoo.index.highlight import Snippet, snippet
from fairwoo.index.marking import Marker, asked, is_near, marks
from fairwoo.index.parsing import parse

LONG = "Begin van de bladzijde. " * 40 + "Hier staan de vergunningen voor het zwembad De Plons. " + "Slot van de bladzijde. " * 40


class Knowing:
    """An index that has these keys and no others."""

    def __init__(self, *known: str) -> None:
        self._known = known

    def counts(self, keys):
        return {key: int(not self._known or key[1] in self._known) for key in keys}

    def pages(self, way):
        return int(all(near.distance == 2 for near in way.ways))


def shown(text: str, query: str, vocabulary: Knowing | None = None) -> Snippet:
    return snippet(text, Marker(asked(planning.plan(parse(query).query, vocabulary or Knowing()))))


def marked(text: str, query: str, vocabulary: Knowing | None = None) -> list[str]:
    found = shown(text, query, vocabulary)
    return [found.text[start:end] for start, end in found.marks]


def test_the_snippet_is_where_the_words_are():
    assert marked(LONG, "vergunning zwembaden") == ["vergunningen", "zwembad"]
    assert len(shown(LONG, "zwembad").text) <= 260


def test_the_snippet_prefers_different_words_to_one_word_often():
    text = "zwembad zwembad zwembad zwembad. " + "Iets heel anders. " * 40 + "vergunning voor het zwembad"
    assert marked(text, "vergunning zwembad") == ["vergunning", "zwembad"]


def test_a_phrase_is_marked_as_a_whole_and_its_words_elsewhere_are_not():
    assert marked("Plons in De Plons", '"De Plons"') == ["De", "Plons"]


def test_what_is_excluded_is_not_marked():
    assert marked("zwembad en bomen", "zwembad -bomen") == ["zwembad"]


@pytest.mark.parametrize(
    ("text", "query", "parts"),
    [
        ("De Omgevingsvergunningen zijn er.", "vergunning", ["vergunningen"]),
        ("De Omgevingsvergunningen zijn er.", "omgeving", ["Omgeving"]),
        ("De kinderopvangtoeslag stopt.", "opvang", ["opvang"]),
        ("Het Woo-verzoek is er.", "verzoeken", ["verzoek"]),
        ("De geluidsoverlast en de klacht.", "geluidsoverlastklacht", ["geluid", "overlast", "klacht"]),
        ("Alleen de klacht.", "geluidsoverlastklacht", []),
    ],
)
def test_a_compound_is_marked_where_its_part_was_asked(text, query, parts):
    assert marked(text, query) == parts


def test_an_abbreviation_is_marked_by_its_long_form_and_the_other_way_round():
    text = "Volgens de Wet open overheid, de Woo, en een open deur."
    assert marked(text, "woo") == ["Wet", "open", "overheid", "Woo"]
    assert marked(text, "overheid wet open")[:4] == ["Wet", "open", "overheid", "Woo"]


@pytest.mark.parametrize("typed", ["2021-267", "2021/267", "2021 267", "Z2021267a"])
def test_a_reference_is_marked_in_any_notation(typed):
    assert marked("Het besluit 2021/267 en 2021/268.", typed, Knowing("2021267")) == ["2021/267"]


def test_a_word_that_the_index_has_not_is_marked_where_it_is_spelt_nearly_so():
    assert marked("De vergunnnig en het gewone.", "vergunning", Knowing("x")) == ["vergunnnig"]
    assert marked("De vergunnnig en het gewone.", "vergunning", Knowing("vergunning")) == []


def test_without_a_word_in_the_text_the_beginning_is_shown():
    found = shown(LONG, "kade")
    assert LONG.startswith(found.text)
    assert found.marks == ()


@given(st.text(max_size=600), st.text(alphabet="abc xyz", max_size=20))
def test_marks_lie_inside_and_do_not_overlap(text, typed):
    found = shown(text, typed)
    assert found.text in text
    ends = [0, *(place for mark in found.marks for place in mark), len(found.text)]
    assert ends == sorted(ends)


@given(
    st.lists(st.sampled_from(["bomenkap", "kapvergunning", "de", "Zwembad-onderhoud", "ĳsclub", "café's", "2021/267"])).map(
        " ".join
    )
)
def test_marks_are_in_order_and_cut_from_words(text):
    plan = planning.plan(parse("kap boom onderhoud club zwembad 2021-267 café").query, Knowing())
    end = 0
    for mark in marks(text, asked(plan)):
        assert end <= mark.start < mark.end <= len(text)
        assert " " not in text[mark.start : mark.end]
        end = mark.end


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("kade", "kade", 0), ("kade", "kaed", 1), ("kade", "kde", 1), ("kade", "kaade", 1), ("kade", "kado", 1)],
)
def test_near_is_one_letter_put_in_left_out_changed_or_swapped(one, other, distance):
    assert is_near(one, other, distance)
    assert not distance or not is_near(one, other, distance - 1)
