"""I2: 1 born digital, ½ scan with sound recognised text, 0 scan; by page, then by file."""

import pytest

from fairwoo.model import Extraction, PageBy, Role, Verdict
from tests.check.made import DUTCH, document, evidence, measure, page, pdf

OCR = page(DUTCH, image_cover=1.0)
BAD_OCR = page(DUTCH.replace("e", "c").replace("n", "ri"), image_cover=1.0)
SCAN = page("", image_cover=1.0)


@pytest.mark.parametrize(
    ("pages", "properties", "score"),
    [
        ([page(), page()], {}, 1),
        ([OCR, OCR], {}, 0.5),
        ([BAD_OCR], {}, 0),
        ([SCAN, SCAN], {}, 0),
        ([page(), SCAN], {}, 0.5),
        ([page(), page("")], {}, 1),
        ([OCR], {"creator": "Microsoft® PowerPoint® voor Microsoft 365"}, 1),  # a slide with a background
        ([page(), SCAN], {"creator": "Microsoft Word"}, 1),  # a photograph
        ([SCAN], {"creator": "Microsoft Word"}, 0),
        ([page(DUTCH, image_cover=0.6)], {}, 1),
        ([page(DUTCH, image_cover=0.6)], {"producer": "ABBYY FineReader 15"}, 0.5),
    ],
)
def test_file(pages, properties, score):
    assert measure("I2", evidence(document("a"), extractions={"a": pdf(*pages, **properties)})).score == pytest.approx(score)


def test_mean_over_files():
    found = measure("I2", evidence(document("a"), document("b"), extractions={"b": pdf(SCAN)}))
    assert found.score == pytest.approx(0.5)
    assert found.lines[1].place.file == "b.pdf"


@pytest.mark.parametrize(
    ("released", "cap"),
    [
        ([pdf(SCAN), pdf(SCAN, SCAN)], "scan-only"),
        ([pdf(SCAN), pdf(page())], None),
        ([pdf(OCR)], None),
        ([pdf(page("", image_cover=0.0))], None),
    ],
)
def test_cap_when_all_released_documents_are_scans(released, cap):
    parts = [document(f"d{number}") for number in range(len(released))]
    read = {one.id: extraction for one, extraction in zip(parts, released, strict=True)}
    assert measure("I2", evidence(document("besluit", Role.DECISION), *parts, extractions=read)).cap == cap


def test_text_that_fairwoo_recognised_is_no_merit():
    ours = page(DUTCH, image_cover=1.0, by=PageBy.OCR)
    found = measure("I2", evidence(document("a"), extractions={"a": pdf(ours)}))
    assert (found.score, found.cap) == (0, "scan-only")


def test_other_formats():
    mail = Extraction(sha256="0", media_type="message/rfc822", pages=(page(image_cover=None),))
    picture = Extraction(sha256="0", media_type="image/png", pages=(page("", image_cover=None),))
    unread = Extraction(sha256="0", media_type="application/msword", read=False)
    assert measure("I2", evidence(document("a"), extractions={"a": mail})).score == 1
    assert measure("I2", evidence(document("a"), extractions={"a": picture})).score == 0
    assert measure("I2", evidence(document("a"), extractions={"a": unread})).verdict == Verdict.NOT_APPLICABLE
