"""A4: five checks a PDF, mean of what could be seen, then over the files."""

import pytest

from fairwoo.model import Extraction, Verdict
from tests.check.made import document, evidence, measure, page, pdf, sheet

ALL = {
    "tagged": "true",
    "language": "nl",
    "title": "Besluit",
    "display_title": "true",
    "fonts_mapped": "true",
    "encrypted": "false",
}


@pytest.mark.parametrize(
    ("changed", "fifths"),
    [
        ({}, 5),
        ({"tagged": "false"}, 4),
        ({"language": ""}, 4),
        ({"language": " "}, 4),
        ({"title": ""}, 4),
        ({"display_title": "false"}, 4),
        ({"fonts_mapped": "false"}, 4),
        ({"encrypted": "true"}, 4),
        ({"tagged": "false", "language": "", "title": "", "fonts_mapped": "false", "encrypted": "true"}, 0),
    ],
)
def test_checks(changed, fifths):
    one = document("a")
    assert measure("A4", evidence(one, extractions={"a": pdf(page(), **ALL | changed)})).score == pytest.approx(fifths / 5)


def test_what_is_not_known_leaves_the_count():
    unmapped = {name: value for name, value in ALL.items() if name != "fonts_mapped"}
    found = measure("A4", evidence(document("a"), extractions={"a": pdf(page(), **unmapped | {"tagged": "false"})}))
    assert found.score == pytest.approx(3 / 4)


def test_mean_over_pdfs_and_other_formats_do_not_count():
    read = {"a": pdf(page(), **ALL), "b": pdf(page(), **ALL | {"tagged": "false"}), "c": sheet(("x",))}
    found = measure("A4", evidence(document("a"), document("b"), document("c"), extractions=read))
    assert found.score == pytest.approx(0.9)
    assert found.lines[1].place.file == "b.pdf"
    assert "tags" in found.lines[1].text.nl


def test_a_locked_pdf_fails_what_could_be_seen():
    locked = Extraction(sha256="0", media_type="application/pdf", read=False, properties={"encrypted": "true"})
    assert measure("A4", evidence(document("a"), extractions={"a": locked})).score == 0


def test_no_pdf():
    assert measure("A4", evidence(document("c"), extractions={"c": sheet(("x",))})).verdict == Verdict.NOT_APPLICABLE
