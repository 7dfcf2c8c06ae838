"""F3: ten fields, each 1 as valid data, ½ as running text, 0 absent or invalid. The body is always known: .1."""

from datetime import date

import pytest

from fairwoo.model import SourceKind
from tests.check.made import evidence, fact, good_dossier, measure

DAY = date(2023, 2, 6)
TITLE = "Verzoek over de speeltuin"


@pytest.mark.parametrize(
    ("values", "kind", "tenths"),
    [
        ({}, None, 1),
        ({"title": TITLE}, SourceKind.METADATA, 2),
        ({"title": TITLE}, SourceKind.SETTING, 2),
        ({"title": TITLE}, SourceKind.TEXT, 1.5),
        ({"title": TITLE}, SourceKind.FILE_NAME, 1.5),
        ({"title": TITLE}, SourceKind.PROPERTIES, 1.5),
        ({"title": TITLE}, SourceKind.FOLDER, 1),
        ({"title": "dossier_17.pdf"}, SourceKind.METADATA, 1),
        ({"description": "Alle stukken."}, SourceKind.METADATA, 2),
        ({"request_text": "Ik vraag alle stukken."}, SourceKind.METADATA, 2),
        ({"description": "Alle stukken.", "request_text": "Ik vraag."}, SourceKind.METADATA, 2),
        ({"category": "c_3baef532"}, SourceKind.METADATA, 2),
        ({"category": "c_bestaatniet"}, SourceKind.METADATA, 1),
        ({"requested": DAY}, SourceKind.METADATA, 2),
        ({"received": DAY}, SourceKind.METADATA, 2),
        ({"decided": DAY}, SourceKind.TEXT, 1.5),
        ({"theme": "geen thema van de lijst"}, SourceKind.METADATA, 1),
        ({"outcome": "public", "inquiry": "Z-17"}, SourceKind.METADATA, 3),
    ],
)
def test_share_of_fields(values, kind, tenths):
    facts = tuple(fact("", name, value, kind) for name, value in values.items())
    assert measure("F3", evidence(facts=facts, **values)).score == pytest.approx(tenths / 10)


def test_a_date_that_is_data_but_not_iso_counts_half():
    found = measure("F3", evidence(facts=(fact("", "decided", DAY, raw="6-2-2023"),), decided=DAY))
    assert found.score == pytest.approx(0.15)
    assert any("6-2-2023" in each.text.nl and "jjjj-mm-dd" in each.text.nl for each in found.lines)


def test_the_source_that_was_believed_counts():
    other = fact("", "decided", date(2021, 1, 1))
    read = fact("", "decided", DAY, SourceKind.TEXT)
    assert measure("F3", evidence(facts=(other, read), decided=DAY)).score == pytest.approx(0.15)


def test_a_whole_dossier_and_the_place_of_a_half():
    assert measure("F3", good_dossier()).score == 1
    found = measure("F3", evidence(facts=(fact("", "decided", DAY, SourceKind.TEXT),), decided=DAY))
    assert any(each.place.file == "besluit.pdf" and each.place.page == 1 for each in found.lines)
