"""The share of real inventory headings that is understood does not fall."""

from __future__ import annotations

from pathlib import Path

from tests.corpus.eval_headings import frequencies, share_understood


def test_headings_of_central_government_are_understood(corpus: Path) -> None:
    headings = frequencies(corpus)
    assert headings.total() == 2100
    assert share_understood(headings) >= 0.95
