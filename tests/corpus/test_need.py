"""Text recognition runs where a page needs it and only there, and damaged layers are found (all figures: `eval_need.py`)."""

from __future__ import annotations

import pytest

from tests.corpus.eval_need import DAMAGE, GROUNDS, calls, found_of, labels, pages_of, sound_texts

CERTAIN = 0.9  # of the layers are found that are no language any more
SLIGHT = {"none", "every second line mapped to others", "5 % wrong letters", "10 % wrong letters", "15 % taken for alike ones"}
HEAVY = {"20 % wrong letters", "40 % taken for alike ones"}


@pytest.fixture(scope="module")
def pages(corpus):
    return pages_of(corpus)


@pytest.mark.corpus
@pytest.mark.slow
def test_calls_are_within_a_hundredth_of_the_pages_that_need_it(pages):
    result = calls(pages)
    assert len(result.needed) > 50
    assert len(result.needed ^ result.called) <= 0.01 * len(result.needed)


@pytest.mark.corpus
@pytest.mark.slow
def test_damaged_layers_are_found_and_sound_ones_left(pages):
    texts = sound_texts(pages)[::5]
    assert len(texts) >= 40
    found = {kind: {name: found_of(texts, spoil, ground) for name, ground in GROUNDS.items()} for kind, spoil in DAMAGE.items()}
    assert found["none"] == dict.fromkeys(GROUNDS, 0.0)
    assert {kind: shares for kind, shares in found.items() if kind not in SLIGHT | HEAVY and min(shares.values()) < CERTAIN} == {}
    assert found["every second line mapped to others"]["mapped"] >= 0.8  # .88 on all pages, of which this is a fifth
    assert min(found[kind]["unmapped"] for kind in HEAVY) >= CERTAIN
    assert min(shares["scan"] for kind, shares in found.items() if kind != "none") >= CERTAIN


def test_labels_hold_no_text():
    assert len(labels()) > 800
    assert all(len(name) == 16 and set(name) <= set("0123456789abcdef") for name, _ in labels())
