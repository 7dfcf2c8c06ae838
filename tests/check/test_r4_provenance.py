"""R4: ISO dates and body, and what the metadata state of the files; what only a web server tells is left out."""

from datetime import date

import pytest

from fairwoo.model import SourceKind
from tests.check.made import document, evidence, fact, measure

DAY = date(2023, 2, 6)


@pytest.mark.parametrize(
    ("raw", "kind", "score"),
    [
        ("2023-02-06", SourceKind.METADATA, 1),
        ("6 februari 2023", SourceKind.METADATA, 0.75),
        ("2023-02-06", SourceKind.TEXT, 0.75),
    ],
)
def test_dates_and_body(raw, kind, score):
    assert measure("R4", evidence(decided=DAY, facts=(fact("", "decided", DAY, kind, raw),))).score == pytest.approx(score)


def test_no_date_at_all():
    assert measure("R4", evidence(document("a"))).score == pytest.approx(0.5)


def test_items_of_files_count_once_the_metadata_state_them():
    facts = (fact("", "decided", DAY), fact("a", "size", 1000), fact("a", "sha256", "0" * 64), fact("b", "size", 1000))
    found = measure("R4", evidence(document("a"), document("b"), decided=DAY, facts=facts))
    assert found.score == pytest.approx((1 + 1 + 1 + 0.5) / 4)


def test_all_six():
    names = ("size", "media_type", "sha256", "pages")
    facts = (fact("", "decided", DAY), *(fact("a", name, 1) for name in names))
    found = measure("R4", evidence(document("a"), decided=DAY, facts=facts))
    assert found.score == 1
    assert not any("niet gemeten" in each.text.nl for each in found.lines)
