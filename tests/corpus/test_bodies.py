"""Names of bodies in real deliveries give the right body, and nothing else gives one (all figures: `eval_bodies.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fairwoo import vocab
from tests.corpus.eval_bodies import AMBIGUOUS, NONE, labels, measure, places, woogle


@pytest.mark.parametrize("held_out", [False, True])
def test_names_of_the_corpus_are_matched_and_others_are_not(corpus: Path, held_out: bool) -> None:
    result = measure(corpus, [label for label in labels() if label.held_out is held_out])
    assert result.bodies >= 80
    assert result.others >= 95
    assert result.wrong == ()
    assert result.recall >= 0.95


def test_names_in_woogles_list_of_publishers(standards: Path) -> None:
    listed = woogle(standards)
    assert listed.wrong == ()
    assert listed.right >= 1035


def test_almost_nothing_in_running_text_is_taken_for_a_body(corpus: Path) -> None:
    """Lines of letters, mails and noise: what is matched are names that fill a line, and they are few."""
    lines = set(_lines(corpus))
    assert len(lines) > 25_000
    assert sum(bool(vocab.find_bodies(line)) for line in lines) <= 50  # 47


def _lines(corpus: Path) -> Iterator[str]:
    for path in (*corpus.glob("ocr-dossiers/**/*.ocr"), *corpus.glob("council/**/*.ocr")):
        yield from (text for _, text in places(path))


def test_labels_hold_no_text_and_name_bodies_of_the_registers() -> None:
    rows = labels()
    assert len(rows) == len({(row.file, row.sha256) for row in rows}) > 350
    assert all(
        (len(row.file), len(row.sha256)) == (16, 64) and set(row.file + row.sha256) <= set("0123456789abcdef") for row in rows
    )
    assert all(row.code in {NONE, AMBIGUOUS} or vocab.body(row.code) for row in rows)
