"""R3: 1 an address in the metadata, ½ words or an address in a text, 0 none."""

import pytest

from fairwoo.model import SourceKind
from tests.check.made import evidence, fact, measure

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"


@pytest.mark.parametrize(
    ("terms", "kind", "score"),
    [
        (CC0, SourceKind.METADATA, 1),
        (CC0, SourceKind.SETTING, 1),
        (CC0, SourceKind.TEXT, 0.5),
        ("CC0", SourceKind.METADATA, 0.5),
        ("https:", SourceKind.METADATA, 0.5),
        (None, None, 0),
    ],
)
def test_level(terms, kind, score):
    facts = (fact("", "license", terms, kind),) if terms else ()
    assert measure("R3", evidence(license=terms, facts=facts)).score == score
