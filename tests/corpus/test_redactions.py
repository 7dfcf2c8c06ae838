"""Redaction boxes are found in page images as well as was measured (`eval_redactions.py` tells tuned and untuned apart)."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.corpus.eval_redactions import measured, total
from tests.corpus.redaction_truth import drawn, exhaustive, labelled


@pytest.mark.corpus
def test_boxes_on_pages_of_which_every_box_is_known(corpus):
    score = total(measured(leaf) for leaf in exhaustive(corpus))
    assert score.f1 >= 0.80
    assert score.area_f1 >= 0.90
    assert score.false_on_clean <= 6  # two pages full of drawings


@pytest.mark.corpus
def test_boxes_in_pixels_are_those_of_the_drawing(corpus):
    """Of dossiers on which no rule for pixels was chosen."""
    score = total(measured(leaf) for leaf in drawn(corpus))
    assert score.right + score.missed >= 30
    assert score.missed <= 2
    assert score.f1 >= 0.75


@pytest.mark.corpus
def test_pages_of_other_files(corpus):
    """Every third page of the labelled ones, with the words of those that have a text layer."""
    score = total(measured(leaf) for leaf in islice(labelled(corpus), 0, None, 3))
    assert score.clean >= 45
    assert score.right + score.missed >= 5
    assert score.missed <= 2
    assert score.false_on_clean <= 20  # measured 20, on 51 pages; those that need OCR have no words here


def test_a_drawn_page():
    """Two boxes drawn on white paper are found where they are; a line of text and a rule are not taken for boxes."""
    import cv2
    import numpy as np

    from fairwoo.extract.redactions.pixels import find

    page = np.full((1755, 1241, 3), 255, np.uint8)
    cv2.putText(page, "Geachte heer, mevrouw, hierbij ons besluit", (120, 200), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2)
    cv2.line(page, (100, 300), (1100, 300), (0, 0, 0), 2)
    assert find(page, 150) == []
    wanted = [(150, 400, 300, 30), (500, 600, 420, 60)]
    for (x, y, w, h), shade in zip(wanted, (0, 170), strict=True):
        cv2.rectangle(page, (x, y), (x + w, y + h), (shade,) * 3, -1)
    found = find(page, 150)
    assert [one.style for one in found] == ["black", "grey"]
    for box, (x, y, w, h) in zip(found, wanted, strict=True):
        assert max(abs(box.x - x), abs(box.y - y), abs(box.w - w), abs(box.h - h)) <= 3
