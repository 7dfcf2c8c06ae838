"""What is found in the texts of real dossiers does not fall. The floors lie a little under what `eval_facts` prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.eval_facts import Score, score, settled, told

FLOORS = {
    "decided": (1.0, 0.9),
    "requested": (1.0, 0.7),
    "adjourned": (1.0, 1.0),
    "outcome": (0.85, 0.7),
    "regime": (1.0, 0.9),
    "inquiry": (0.9, 0.8),
    "grounds": (0.75, 0.75),
    "role": (0.98, 0.98),
    "dated": (0.95, 0.88),
    "kind": (0.8, 0.55),
}


@pytest.fixture(scope="module")
def measured(corpus: Path) -> dict[str, Score]:
    return score([one for truth, dossier in settled(corpus) for one in told(truth, dossier)])


@pytest.mark.parametrize("field", FLOORS)
def test_precision_and_recall(measured: dict[str, Score], field: str) -> None:
    precision, recall = FLOORS[field]
    found = measured[field]
    assert found.precision >= precision
    assert found.recall >= recall
    assert found.given, "silence is no score"


def test_the_truth_is_all_there(measured: dict[str, Score]) -> None:
    assert (measured["regime"].wanted, measured["role"].wanted) == (12, 146)
