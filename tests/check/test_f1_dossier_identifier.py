"""F1: the form of the identifier that the metadata state. Schemes: F-UJI FsF-F1-02MD, as listed in the design (fair.md C4)."""

import pytest

from fairwoo.model import SourceKind
from tests.check.made import evidence, fact, measure


@pytest.mark.parametrize(
    ("name", "value", "score"),
    [
        ("source_url", "https://doi.org/10.5281/zenodo.15045911", 1),
        ("identifier", "doi:10.5281/zenodo.15045911", 1),
        ("identifier", "https://voorbeeld.nl/ark:/12345/x6np1wh8k", 1),
        ("identifier", "ark:12345/x6np1wh8k", 1),
        ("identifier", "https://hdl.handle.net/21.12109/17", 1),
        ("source_url", "https://w3id.org/voorbeeld/17", 1),
        ("source_url", "http://w3id.org/voorbeeld/17", 0.5),  # only https is recognised as persistent
        ("identifier", "urn:uuid:2b1a5ef3-6a5d-4c59-9f6e-0c1a5bd0f1d2", 0.75),
        ("inquiry", "2b1a5ef3-6a5d-4c59-9f6e-0c1a5bd0f1d2", 0.75),
        ("identifier", "urn:lex:nl:gemeente:17", 0.75),
        ("source_url", "https://voorbeeld.nl/woo/17", 0.5),
        ("source_url", "https://voorbeeld.nl/", 0),
        ("source_url", "https://voorbeeld.nl/woo?id=17", 0),
        ("source_url", "https://voorbeeld.nl/woo#dossier-17", 0),
        ("inquiry", "Z-2023-17", 0),
    ],
)
def test_form(name, value, score):
    assert measure("F1", evidence(facts=(fact("", name, value),))).score == score


def test_best_of_several_and_its_place():
    found = measure("F1", evidence(facts=(fact("", "source_url", "https://voorbeeld.nl/?a"), fact("", "identifier", "hdl:1/2"))))
    assert found.score == 1
    assert found.lines[0].place.path == "$.identifier"


def test_nothing_stated_and_what_was_only_read_from_text():
    assert measure("F1", evidence()).score == 0
    assert measure("F1", evidence(facts=(fact("", "source_url", "https://w3id.org/a/b", SourceKind.TEXT),))).score == 0


def test_says_that_the_web_was_not_asked():
    found = measure("F1", evidence(facts=(fact("", "source_url", "https://w3id.org/a/b"),)))
    assert "niet gemeten" in found.lines[1].text.nl
