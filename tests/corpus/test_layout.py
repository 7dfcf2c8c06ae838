"""Running lines, reading order and inventories in PDFs stay as good as they were measured (`eval_layout.py` prints the figures)."""

from __future__ import annotations

import pytest

from tests.corpus.eval_layout import listed, reordered, running_lines

pytestmark = pytest.mark.corpus


def test_running_lines(corpus):
    """Measured: P .95, R .81; what is missed are lines that two pages only have, or that recognition read differently."""
    score = running_lines(corpus)
    assert score.wanted == 130
    assert score.right >= 0.93 * score.given
    assert score.right >= 0.78 * score.wanted


def test_rows_of_inventories(corpus):
    """All rows and no other; the heading of the grounds of one list is not understood."""
    scores = listed(corpus)
    assert scores["rows"] == (59, 59, 59)
    assert scores["title"] == scores["date"] == scores["disclosure"] == (59, 59, 59)
    assert scores["grounds"].right == scores["grounds"].given


def test_the_order_of_real_pages_is_left_alone(corpus):
    """Seen by eye on pages with columns and side columns: the drawing order is right on all of them."""
    found = reordered(corpus)
    assert found.pages >= 800
    assert found.changed <= 0.01 * found.pages
