"""A1 needs the web: not measured, with the reason, whatever the dossier."""

import pytest

from fairwoo.model import Verdict
from tests.check.made import evidence, good_dossier, measure, poor_dossier


@pytest.mark.parametrize("make", [evidence, good_dossier, poor_dossier])
def test_not_measured_with_a_reason(make):
    found = measure("A1", make())
    assert (found.score, found.verdict) == (None, Verdict.NOT_MEASURED)
    assert found.lines[0].text.nl.startswith("Niet gemeten: ")
    assert found.lines[0].text.en.startswith("Not measured: ")


def test_says_how_many_addresses_there_are():
    from tests.check.made import document

    one = document("a", source_url="https://voorbeeld.nl/a.pdf")
    assert "1 webadressen" in measure("A1", evidence(one, document("b"))).lines[0].text.nl
