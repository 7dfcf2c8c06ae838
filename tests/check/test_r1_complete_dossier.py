"""R1: ¼ for each of request, decision, inventory, documents; what cannot be there does not apply."""

import pytest

from fairwoo.model import Role
from tests.check.made import document, evidence, measure, withheld

PARTS = {"v": Role.REQUEST, "b": Role.DECISION, "i": Role.INVENTORY, "d": Role.DOCUMENT, "a": Role.ATTACHMENT, "?": None}


@pytest.mark.parametrize(
    ("parts", "outcome", "score"),
    [
        ("vbid", None, 1),
        ("vbia", None, 1),
        ("vbi?", None, 1),
        ("vbi", None, 0.75),
        ("bd", "partly_public", 0.5),
        ("d", None, 0.25),
        ("", None, 0),
        ("vbi", "not_public", 1),
        ("vb", "not_public", 2 / 3),
        ("vb", "no_documents", 1),
        ("b", "no_documents", 0.5),
    ],
)
def test_parts(parts, outcome, score):
    found = measure("R1", evidence(*(document(name, PARTS[name]) for name in parts), outcome=outcome))
    assert found.score == pytest.approx(score)


def test_a_withheld_document_is_not_a_released_one():
    assert measure("R1", evidence(withheld("12"))).score == 0


def test_lines_say_where_and_what_is_missing():
    found = measure("R1", evidence(document("besluit", Role.DECISION)))
    assert [each.place.file for each in found.lines] == [None, "besluit.pdf", None, None]
    assert "verzoek" in found.lines[0].text.nl
