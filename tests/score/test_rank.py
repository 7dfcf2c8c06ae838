"""Bodies: mean, class, eligibility, rank. Figures by hand."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo import score, vocab
from fairwoo.score import rank
from fairwoo.score.classes import class_of
from tests.score.made import EDITION, report, reports, some_bodies, uri


def by_code(ranking):
    return {standing.body.rsplit("/", 1)[1]: standing for standing in ranking.standings}


def test_mean_and_principles():
    found = by_code(rank(reports("gm0055", 50, 60, 70, 80, 91)))["gm0055"]
    assert (found.score, found.arithmetic, found.dossiers) == (70.2, 71.2, 5)
    assert found.principles["F"] == pytest.approx(0.702)
    assert found.name == "gemeente Boarnsterhim"


@pytest.mark.parametrize(
    ("dossiers", "eligibility", "ranked"),
    [
        (1, "too_few", False),
        (2, "too_few", False),
        (3, "listed", False),
        (4, "listed", False),
        (5, "ranked", True),
        (9, "ranked", True),
        (10, "award", True),
    ],
)
def test_eligibility(dossiers, eligibility, ranked):
    found = rank(reports("gm0055", *[50] * dossiers)).standings[0]
    assert (found.eligibility, found.rank is not None) == (eligibility, ranked)


@pytest.mark.parametrize(
    ("score_", "band"),
    [(100, "A"), (85, "A"), (84.99, "B"), (70, "B"), (69.99, "C"), (50, "C"), (49.99, "D"), (30, "D"), (29.99, "E"), (0, "E")],
)
def test_bands(score_, band):
    assert rank([report("gm0055", "d", score_)]).standings[0].band == band


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("mnre0170", "ministerie"),
        ("pv27", "provincie"),
        ("gm0363", "gemeente-groot"),
        ("gm0518", "gemeente-groot"),
        ("gm0055", "gemeente"),
        ("ws0151", "waterschap"),
    ],
)
def test_classes(code, expected):
    assert class_of(uri(code), EDITION).id == expected


def test_every_body_of_the_registers_has_a_class_and_large_ones_are_municipalities():
    registers = {each.register_name for each in vocab.bodies()}
    assert registers == {register for each in EDITION.classes for register in each.registers}
    large = [each for each in vocab.bodies() if class_of(each.uri, EDITION).id == "gemeente-groot"]
    assert len(large) == 32  # CBS StatLine 70748ned
    assert class_of("https://example.org/onbekend", EDITION).id == "overig"


def test_ranks_within_the_class_with_ties_at_one_decimal():
    found = by_code(rank(some_bodies()))
    assert (found["gm0055"].score, found["gm1672"].score) == (70, 70.04)
    assert (found["gm0055"].rank, found["gm1672"].rank) == (1, 1)
    assert (found["pv26"].rank, found["pv27"].rank) == (1, 2)
    assert found["ws0151"].rank is None  # the best score of all, on one dossier


def test_the_rank_after_a_tie_counts_all_before_it():
    tied = [*reports("pv27", *[80] * 5), *reports("pv26", *[80] * 5), *reports("pv28", *[70] * 5)]
    assert [each.rank for each in rank(tied).standings] == [1, 1, 3]


def test_order():
    codes = [each.body.rsplit("/", 1)[1] for each in rank(some_bodies()).standings]
    assert codes == ["pv26", "pv27", "gm0363", "gm0055", "gm1672", "ws0151"]


def test_the_order_of_the_reports_does_not_matter():
    shuffled = some_bodies()
    random.Random(3).shuffle(shuffled)
    assert rank(shuffled) == rank(some_bodies())


@given(st.lists(st.floats(0, 99), min_size=1, max_size=12), st.data())
def test_a_better_dossier_never_lowers_the_body(totals, data):
    totals = [round(total, 2) for total in totals]
    place = data.draw(st.integers(0, len(totals) - 1))
    better = [*totals[:place], totals[place] + 1, *totals[place + 1 :]]
    assert rank(reports("gm0055", *better)).standings[0].score >= rank(reports("gm0055", *totals)).standings[0].score


def test_nothing():
    assert rank([]).standings == ()
    assert rank([]).rules == score.load_rules().version
