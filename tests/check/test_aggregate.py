"""From metrics to a figure, against numbers worked out apart from the code."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo import rules
from fairwoo.check import aggregate
from fairwoo.errors import InputError
from fairwoo.model import Outcome, Verdict

EDITION = rules.load()
EQUAL = EDITION.model_copy(update={"principles": dict.fromkeys("FAIR", 25.0)})
SHARES = st.one_of(st.none(), st.floats(0, 1))


def outcome(metric, score):
    weight = EDITION.metrics[metric].weight
    return Outcome(metric=metric, verdict=Verdict.PARTLY, score=score, weight=weight, evidence=())


def test_the_example_of_the_design():
    """fair.md E4: with equal weights three principles at .9 and one at .1 give 52, .7 on all stays 70; arithmetically both are 70."""
    lopsided = {"F": 0.9, "A": 0.9, "I": 0.9, "R": 0.1}
    assert round(aggregate.geometric(lopsided, EQUAL)) == 52
    assert aggregate.arithmetic(lopsided, EQUAL) == pytest.approx(70)
    assert aggregate.geometric(dict.fromkeys("FAIR", 0.7), EQUAL) == pytest.approx(70)


def test_weights_of_the_edition():
    """The weights of fair.md E3, copied from its table by hand."""
    in_design = {"F": (6, 5, 8, 6, 5), "A": (6, 4, 6, 4), "I": (8, 5, 7, 5), "R": (8, 5, 4, 4, 4)}
    expected = {f"{name}{number}": weight for name, weights in in_design.items() for number, weight in enumerate(weights, 1)}
    assert {name: rule.weight for name, rule in EDITION.metrics.items()} == expected
    assert EDITION.principles == {"F": 30, "A": 20, "I": 25, "R": 25}
    assert sum(rule.weight for rule in EDITION.metrics.values()) == 100
    platform = {name for name, rule in EDITION.metrics.items() if rule.attribution == "platform"}
    assert platform == {"F1", "F2", "F5", "A1", "A2", "I4", "R3", "R4"}


def test_a_principle_is_the_mean_of_its_scored_metrics():
    found = aggregate.principles([outcome("F3", 1.0), outcome("F4", 0.5), outcome("F1", None), outcome("A1", None)], EDITION)
    assert found["F"] == pytest.approx((8 * 1 + 6 * 0.5) / 14)
    assert found["A"] is None


def test_the_weight_of_a_principle_without_value_moves_in_proportion():
    values = {"F": 0.8, "A": None, "I": 0.4, "R": 0.6}
    assert aggregate.arithmetic(values, EDITION) == pytest.approx((30 * 0.8 + 25 * 0.4 + 25 * 0.6) / 80 * 100)
    assert aggregate.geometric(values, EDITION) == pytest.approx(100 * 0.8 ** (30 / 80) * 0.4 ** (25 / 80) * 0.6 ** (25 / 80))


def test_floor_and_nothing():
    assert aggregate.geometric(dict.fromkeys("FAIR", 0.0), EDITION) == pytest.approx(5)
    assert aggregate.geometric(dict.fromkeys("FAIR"), EDITION) == aggregate.arithmetic({}, EDITION) == 0


def test_caps():
    assert aggregate.capped(90, [], EDITION) == 90
    assert aggregate.capped(90, ["merged-pdf"], EDITION) == 60
    assert aggregate.capped(90, ["merged-pdf", "scan-only"], EDITION) == 40
    assert aggregate.capped(12.345, ["scan-only"], EDITION) == pytest.approx(12.35, abs=0.01)


@given(st.dictionaries(st.sampled_from("FAIR"), SHARES))
def test_arithmetic_in_exact_fractions(values):
    weights = {"F": 30, "A": 20, "I": 25, "R": 25}
    known = {name: Fraction(value) for name, value in values.items() if value is not None}
    total = sum(weights[name] for name in known)
    exact = sum(weights[name] * value for name, value in known.items()) / total * 100 if total else 0
    assert aggregate.arithmetic(values, EDITION) == pytest.approx(float(exact))
    floored = {name: None if value is None else max(value, 0.05) for name, value in values.items()}
    assert aggregate.geometric(values, EDITION) <= aggregate.arithmetic(floored, EDITION) + 1e-9


@given(st.fixed_dictionaries({name: st.floats(0, 1) for name in "FAIR"}), st.sampled_from("FAIR"), st.floats(0, 1))
def test_better_never_scores_less(values, name, better):
    improved = values | {name: max(values[name], better)}
    for figure in (aggregate.geometric, aggregate.arithmetic):
        assert figure(improved, EDITION) >= figure(values, EDITION) - 1e-9


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("weight = 8\nattribution", "weight = 9\nattribution", "principles.F"),
        ("R = 25", "R = 24", "principles.R"),
        ("E = 0", "E = 10", "bands"),
        ("floor = 0.05", 'floor = "laag"', "floor"),
        ("[bands]", "[banden]", "bands"),
        ("edition =", "edition", "weights.toml"),
    ],
)
def test_a_rules_file_that_is_not_right_is_refused_with_what_is_wrong(tmp_path: Path, old, new, named):
    from fairwoo.shared import data_folder

    text = (data_folder("vocab") / "weights.toml").read_text(encoding="utf-8")
    (tmp_path / "weights.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as error:
        rules.load(tmp_path / "weights.toml")
    assert named in error.value.message("nl")


def test_the_version_does_not_depend_on_line_ends(tmp_path: Path):
    from fairwoo.shared import data_folder

    content = (data_folder("vocab") / "weights.toml").read_bytes()
    (tmp_path / "weights.toml").write_bytes(content.replace(b"\n", b"\r\n"))
    assert rules.load(tmp_path / "weights.toml").version == EDITION.version
    (tmp_path / "other.toml").write_bytes(content + b"# signed\n")
    assert rules.load(tmp_path / "other.toml").version != EDITION.version
