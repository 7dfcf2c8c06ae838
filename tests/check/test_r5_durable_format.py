"""R5: the share of files in PDF/A, ODF, CSV, HTML, XML or text."""

import pytest

from fairwoo.model import Extraction, Part, Verdict
from tests.check.made import XLSX, document, evidence, measure, page, pdf, sheet


@pytest.mark.parametrize(
    ("media_type", "durable"),
    [
        ("application/vnd.oasis.opendocument.text", True),
        ("text/csv", True),
        ("text/html; charset=utf-8", True),
        ("message/rfc822", True),
        (XLSX, False),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", False),
        ("application/vnd.ms-outlook", False),
        ("image/jpeg", False),
        ("", False),
    ],
)
def test_media_types(media_type, durable):
    read = Extraction(sha256="0", media_type=media_type, pages=(page(),))
    assert measure("R5", evidence(document("a"), extractions={"a": read})).score == durable


def test_a_pdf_counts_if_it_says_that_it_is_pdf_a():
    read = {"a": pdf(page(), pdfa="PDF/A-2b"), "b": pdf(page())}
    found = measure("R5", evidence(document("a"), document("b"), extractions=read))
    assert found.score == pytest.approx(0.5)
    assert found.lines[1].place.file == "b.pdf"


def test_members_count_for_their_archive():
    packed = Extraction(sha256="0", media_type="application/zip", parts=(Part(name="a.csv", sha256="1", size=1),))
    parts = [document("zip"), document("lid", parent="zip")]
    assert measure("R5", evidence(*parts, extractions={"zip": packed, "lid": sheet(("x",), media_type="text/csv")})).score == 1


def test_pictures_inside_a_mail_are_part_of_it():
    mail = Extraction(
        sha256="0", media_type="message/rfc822", pages=(page(),), parts=(Part(name="logo.png", sha256="1", size=1),)
    )
    logo = Extraction(sha256="1", media_type="image/png", pages=(page(""),))
    parts = [document("mail"), document("logo", parent="mail")]
    assert measure("R5", evidence(*parts, extractions={"mail": mail, "logo": logo})).score == 1


def test_no_files():
    assert measure("R5", evidence()).verdict == Verdict.NOT_APPLICABLE
