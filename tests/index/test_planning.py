"""The plan of a query: which keys are looked up where, what must be there, and when fewer words will do."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.index import dutch, planning
from fairwoo.index.marking import is_near
from fairwoo.index.parsing import MOST_WORDS, parse
from fairwoo.index.plan import Groups, Near, Sequence, Term, leaves, told

VOCAB = Path(__file__).parents[2] / "vocab"


class Index:
    """An index that has these keys; None: all."""

    def __init__(self, *known: tuple[str, str]) -> None:
        self.known = known

    def counts(self, keys):
        return {key: int(not self.known or key in self.known) for key in keys}

    def pages(self, way):
        """Of words that are spelt nearly so."""
        return sum(one.stream == stream and is_near(key, one.key, one.distance) for one in way.ways for stream, key in self.known)


EVERYTHING = Index()
NOTHING = Index(("lem", "niets"))


def planned(text: str, vocabulary: Index = EVERYTHING) -> Groups:
    return planning.plan(parse(text).query, vocabulary)


def keys(plan: Groups) -> set[tuple[str, str]]:
    return {(leaf.stream, leaf.key) for leaf in leaves(plan) if isinstance(leaf, Term)}


@pytest.mark.parametrize(("words", "least"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (10, 7)])
def test_how_many_words_must_be_there(words, least):
    plan = planned(" ".join(["dijk", "kade", "brug", "sluis", "weg", "plein", "park", "bos", "meer", "strand"][:words]))
    assert (len(plan.should), plan.least) == (words, least)


def test_phrases_filters_and_words_joined_by_and_must_be_there():
    assert len(planned('"de kade" jaar:2020 dijk').must) == 2
    plan = planned("kade EN dijk")
    assert (len(plan.must), plan.should) == (2, ())


def test_a_reference_that_the_index_has_must_be_there_and_the_rest_need_not():
    plan = planned("besluit kenmerk 2021/267", Index(("rf", "2021267"), ("lem", "besluit")))
    assert (len(plan.must), len(plan.should), plan.least) == (1, 2, 0)
    unknown = planned("besluit kenmerk 2021/267", NOTHING)
    assert (len(unknown.must), len(unknown.should), unknown.least) == (0, 3, 2)


@pytest.mark.parametrize("typed", ["2021/267", "2021-267", "2021 267", "Z2021/267", "Z 2021-267"])
def test_a_reference_has_its_key_in_any_notation(typed):
    assert ("rf", "2021267") in keys(planned(typed))


@pytest.mark.parametrize("typed", ["2021", "besluit 2021", "mei 2021", "12", "5.2"])
def test_a_year_or_a_small_number_is_no_reference(typed):
    assert not any(stream == "rf" for stream, _ in keys(planned(typed)))


def test_near_spellings_only_for_words_that_the_index_has_in_no_form():
    assert not [leaf for leaf in leaves(planned("vergunning")) if isinstance(leaf, Near)]
    assert not [leaf for leaf in leaves(planned("vergunning", Index(("pa", "vergunning")))) if isinstance(leaf, Near)]
    assert not [leaf for leaf in leaves(planned("vergunning", NOTHING)) if isinstance(leaf, Near)]


@pytest.mark.parametrize(
    ("typed", "known", "errors"),
    [
        ("vergunningne", ("ex", "vergunningen"), {1}),
        ("vergnningem", ("ex", "vergunningen"), {2}),
        ("vergnning", ("title_lem", "vergunning"), {1}),
        ("zwembda", ("pa", "zwembad"), {1}),
        ("zembda", ("lem", "zwembad"), set()),  # two errors in a short word
        ("vregnning", ("lem", "vergunning"), {2}),
    ],
)
def test_as_few_errors_as_will_do_are_looked_up_in_five_streams(typed, known, errors):
    near = [leaf for leaf in leaves(planned(typed, Index(known))) if isinstance(leaf, Near)]
    assert {leaf.distance for leaf in near} == errors
    assert {leaf.stream for leaf in near} == ({"ex", "lem", "pa", "title_ex", "title_lem"} if errors else set())


def test_a_word_with_digits_or_of_few_letters_has_no_near_spellings():
    for short in ("kade", "abc12", "2021/267"):
        assert not [leaf for leaf in leaves(planned(short, NOTHING)) if isinstance(leaf, Near)], short


def test_a_compound_is_looked_up_by_its_parts_and_a_part_in_compounds():
    assert {("lem", "omgeving"), ("pa", "vergunning")} <= keys(planned("omgevingsvergunning"))
    assert ("pa", "vergunning") in keys(planned("vergunningen"))


def test_neighbours_are_looked_up_as_one_word_in_either_order():
    known = Index(("lem", "rupsennest"), ("lem", "nest"), ("lem", "rups"))
    assert ("lem", "rupsennest") in keys(planned("nest van rupsen", known)) & keys(planned("rupsen nest", known))
    assert {("cp", "overlast+melding"), ("cp", "melding+overlast")} <= keys(planned("meldingen van overlast"))


def test_woo_and_wob_are_two_laws():
    assert not {key for _, key in keys(planned("woo"))} & {"wob"}
    assert not {key for _, key in keys(planned("wet openbaarheid van bestuur"))} & {"woo"}


@pytest.mark.parametrize("typed", ["wet open overheid", "overheid open wet", "open de wet overheid"])
def test_a_long_form_is_one_group_whatever_the_order_of_its_words(typed):
    plan = planned(typed)
    assert len(plan.should) == 1
    assert ("lem", "woo") in keys(plan)
    assert any(isinstance(leaf, Sequence) and leaf.keys == ("wet", "open", "overheid") for leaf in leaves(plan))


def test_what_is_excluded_is_the_word_itself_not_its_compounds_or_synonyms():
    (never,) = planned("kade -woo").never
    assert {(leaf.stream, leaf.key) for leaf in leaves(never)} == {("lem", "woo"), ("title_lem", "woo")}


def test_a_relaxed_plan_keeps_what_was_asked_in_front():
    plan = planned("kade dijk brug")
    relaxed = planning.relaxed(plan, 1)
    assert relaxed.least == 1
    (flat,) = set(relaxed.bonus) - set(plan.bonus)
    assert (flat.way.should, flat.way.least, flat.weight) == (plan.should, 2, planning.IN_FRONT)


@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from(["vergunningverleningsprocedure", "2021/267", '"a b"', "woo-verzoek"])).map(" ".join)
)
def test_no_plan_is_larger_than_an_engine_takes(text):
    for vocabulary in (EVERYTHING, NOTHING):
        plan = planned(text, vocabulary)
        assert sum(1 for _ in leaves(planning.relaxed(plan, 1))) <= 1_000
        assert list(told(plan)) or plan == Groups()


def test_a_very_long_query_is_still_planned_for_all_its_words():
    words = [f"vergunningverlening{'abcdefghijklmnopqrstuvwxyz'[at % 26] * 3}kade" for at in range(MOST_WORDS)]
    assert (
        len(planned(" ".join(words), NOTHING).should) == len(set(words))
        or len(planned(" ".join(words), NOTHING).should) == MOST_WORDS
    )


class TestSynonyms:
    @pytest.fixture
    def rows(self):
        with (VOCAB / "synonyms.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def test_each_meaning_is_there_once_with_a_weight(self, rows):
        sides = [tuple(sorted((row["one"].casefold(), row["other"].casefold()))) for row in rows]
        assert len(sides) == len(set(sides)) >= 50
        assert all(0 < float(row["weight"]) <= 1 for row in rows)

    def test_both_sides_find_one_another(self, rows):
        for row in rows:
            for own, another in ((row["one"], row["other"]), (row["other"], row["one"])):
                wanted = tuple(dutch.analyse(token.text).lemma for token in dutch.tokens(another))
                found = [leaf.keys if isinstance(leaf, Sequence) else (leaf.key,) for leaf in leaves(planned(own))]
                assert wanted in found, (own, another)

    def test_no_short_form_is_a_word_that_carries_no_meaning(self, rows):
        assert not {row["one"].casefold() for row in rows} & dutch.function_words()
