"""Where points are lost, by hand: weights move within principles and between them as in `vocab/weights.toml`."""

import pytest

from fairwoo.score.points import body_only, effective_weights, losses, scored_points, to_do
from tests.score.made import EDITION, outcome, report


def test_effective_weights_after_moving():
    scored = [outcome("F3", 1), outcome("F4", 1), outcome("F1", None), outcome("I1", 1), outcome("R1", 0)]
    # A has no score: F, I, R share 100 as 30 : 25 : 25; F3 and F4 share F as 8 : 6
    assert effective_weights(scored, EDITION) == {
        "F3": pytest.approx(100 * 30 / 80 * 8 / 14),
        "F4": pytest.approx(100 * 30 / 80 * 6 / 14),
        "I1": pytest.approx(100 * 25 / 80),
        "R1": pytest.approx(100 * 25 / 80),
    }
    assert effective_weights([], EDITION) == {}


def test_losses_over_dossiers_most_first():
    found = losses([report("gm0055", "a", 0, {"I1": 0.5, "R1": 1}), report("gm0055", "b", 0, {"I1": 1, "R1": 0})], EDITION)
    assert [(each.metric, each.score, each.points) for each in found] == [("R1", 0.5, 25), ("I1", 0.75, 12.5)]


def test_what_to_do_names_the_metric_and_the_points_in_both_languages():
    scores = {"F3": 0.9, "F4": 1, "I1": 0, "I2": 0.5, "R1": 1, "R3": 0, "A3": None}
    found = to_do([report("gm0055", "a", 0, scores)], EDITION)
    assert [text.nl.split("(")[-1].split(":")[0] for text in found] == ["I1", "R3", "I2"]
    assert "19,2 punten" in found[0].nl  # 100 · 25/80 · 8/13
    assert "19.2 points" in found[0].en
    assert found[0].nl.startswith("Publiceer documenten met een goede tekstlaag")


def test_nothing_to_do():
    assert to_do([report("gm0055", "a", 100, {"F3": 1, "A1": None})], EDITION) == ()


def test_body_only_leaves_out_the_platform():
    own = report("gm0055", "a", 0, {"F3": 0.5, "I1": 1, "R3": 0, "F1": 0, "R2": None})
    assert body_only([own], EDITION) == pytest.approx(100 * (8 * 0.5 + 8 * 1) / 16)
    assert body_only([report("gm0055", "a", 0, {"F1": 1})], EDITION) is None


def test_scored_points():
    assert scored_points(report("gm0055", "a", 0, {"F3": 0.5, "I1": 1, "A1": None})) == (16, 22)
