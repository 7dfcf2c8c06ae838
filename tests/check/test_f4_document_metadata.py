"""F4: title, date and kind of each document, each ⅓; data count 1, what was read from text ½."""

from datetime import date

import pytest

from fairwoo.model import SourceKind, Verdict
from tests.check.made import document, evidence, fact, measure, withheld

DAY = date(2022, 5, 1)


def stated(one, kind=SourceKind.METADATA, **raw):
    values = {"title": one.title, "dated": one.dated, "kind": one.kind, "kind_code": one.kind_code}
    return tuple(fact(one.id, name, value, kind, raw.get(name)) for name, value in values.items() if value)


@pytest.mark.parametrize(
    ("values", "kind", "sixths"),
    [
        ({"title": "Advies over het klimrek", "dated": DAY, "kind": "e-mail"}, SourceKind.METADATA, 6),
        ({"title": "Advies over het klimrek", "dated": DAY, "kind": "besluit"}, SourceKind.INVENTORY, 6),
        ({"title": "Advies over het klimrek", "dated": DAY, "kind_code": "c_1cf18f83"}, SourceKind.METADATA, 6),
        ({"title": "Advies over het klimrek", "dated": DAY, "kind": "e-mail"}, SourceKind.TEXT, 3),
        ({"title": "Advies over het klimrek"}, SourceKind.PROPERTIES, 2),
        ({"title": "Bijlage 3", "dated": DAY}, SourceKind.METADATA, 2),
        ({"title": "scan20230112", "kind": "geen soort die bestaat"}, SourceKind.METADATA, 0),
        ({}, SourceKind.METADATA, 0),
    ],
)
def test_three_parts(values, kind, sixths):
    one = document("a", **values)
    assert measure("F4", evidence(one, facts=stated(one, kind))).score == pytest.approx(sixths / 6, abs=1e-6)


def test_mean_over_documents_withheld_ones_too():
    one, other = document("a", title="Advies over het klimrek", dated=DAY, kind="memo"), withheld("12")
    found = measure("F4", evidence(one, other, facts=stated(one)))
    assert found.score == pytest.approx(0.5)
    assert [each.place.file for each in found.lines[1:]] == ["12"]


def test_a_date_in_another_notation_counts_half():
    one = document("a", dated=DAY)
    assert measure("F4", evidence(one, facts=stated(one, dated="1-5-2022"))).score == pytest.approx(1 / 6, abs=1e-6)


def test_a_title_that_most_documents_share_is_a_template():
    many = [document(f"d{number}", title="Stuk bij het verzoek") for number in range(6)]
    facts = tuple(each for one in many for each in stated(one))
    assert measure("F4", evidence(*many, facts=facts)).score == 0


def test_no_documents():
    assert measure("F4", evidence()).verdict == Verdict.NOT_APPLICABLE
