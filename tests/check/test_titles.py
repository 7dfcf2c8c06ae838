"""Titles that say something, and names of files and templates that do not."""

import pytest

from fairwoo.check.titles import is_meaningful, templates_among


@pytest.mark.parametrize(
    "title",
    [
        "Verslag overleg klimrek 20210324",
        "RE: planning speeltuin",
        "Bijlage 3 Kaart dijkvak Noord",
        "Besluit op Woo-verzoek",
        "Advies: ‘Zwembad’ (versie 2)",
        "E-mail over het hek",
    ],
)
def test_meaningful(title):
    assert is_meaningful(title)


@pytest.mark.parametrize(
    "title",
    [
        None,
        "",
        " ",
        "Bijlage 3",
        "bijlage_3_kaart",
        "scan20230112",
        "Document 12",
        "0012",
        "verslag.pdf",
        "Verslag overleg.DOCX",
        "IMG_0123",
        "5.1.2e",
    ],
)
def test_not_meaningful(title):
    assert not is_meaningful(title)


def test_templates():
    assert templates_among(["Stuk"] * 5 + ["Kaart"] * 4) == {"Stuk"}
    assert templates_among(["Stuk"] * 4) == frozenset()
    assert templates_among(["Stuk"] * 5 + [None] * 9 + ["Kaart"] * 5) == frozenset()
