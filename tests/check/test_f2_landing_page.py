"""F2 needs the web: not measured, with the reason, whatever the dossier."""

import pytest

from fairwoo.model import Verdict
from tests.check.made import evidence, good_dossier, measure, poor_dossier


@pytest.mark.parametrize("make", [evidence, good_dossier, poor_dossier])
def test_not_measured_with_a_reason(make):
    found = measure("F2", make())
    assert (found.score, found.verdict) == (None, Verdict.NOT_MEASURED)
    assert found.lines[0].text.nl.startswith("Niet gemeten: ")
    assert found.lines[0].text.en.startswith("Not measured: ")


def test_says_which_page_will_be_visited():
    found = measure("F2", evidence(source_url="https://voorbeeld.nl/woo/17"))
    assert "https://voorbeeld.nl/woo/17" in found.lines[0].text.nl
