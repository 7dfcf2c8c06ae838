"""What is read of real spreadsheet inventories does not fall."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.eval_inventory import joins, scores


@pytest.mark.parametrize(
    ("name", "wanted", "recall"),
    [("rows", 17, 1.0), ("title", 17, 0.95), ("date", 15, 0.9), ("disclosure", 17, 1.0), ("grounds", 13, 1.0)],
)
def test_spreadsheets_of_a_ministry(read: dict[str, tuple[int, int, int]], name: str, wanted: int, recall: float) -> None:
    right, given, in_truth = read[name]
    assert in_truth == wanted
    assert right == given, "something was read that the list does not say"
    assert right >= recall * in_truth


@pytest.fixture(scope="module")
def read(corpus: Path) -> dict[str, tuple[int, int, int]]:
    return scores(corpus)


def test_rows_find_their_files(corpus: Path) -> None:
    right, given, in_truth = joins(corpus)
    assert in_truth == 88
    assert right == given, "a row was joined to a file of another"
    assert right >= 0.95 * in_truth
