"""I1: pages with usable text, the share per file weighted by the root of its pages."""

import pytest

from fairwoo.model import Extraction, FindingKind, Level, PageBy, Redaction, Verdict
from tests.check.made import DUTCH, document, evidence, measure, page, pdf

SHIFTED = "".join(chr((ord(mark) - 97 + 3) % 26 + 97) if "a" <= mark <= "z" else mark for mark in DUTCH.lower())
NUMBERS = "\n".join(f"{number} {number * 7} {number / 3:.3f}" for number in range(40))


def score(*pages, **properties):
    return measure("I1", evidence(document("a"), extractions={"a": pdf(*pages, **properties)})).score


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([page(), page()], 1),
        ([page(), page("", image_cover=1.0)], 0.5),
        ([page(), page(SHIFTED)], 0.5),
        ([page(), page(DUTCH[::-1])], 0.5),
        ([page(), page(" ".join(DUTCH))], 0.5),  # letters that fell apart
        ([page(), page("")], 1),  # blank
        ([page(), page("Bijlage 3")], 1),  # nothing else on it
        ([page(), page("Bijlage 3", image_cover=0.5)], 0.5),
        ([page(), page(NUMBERS)], 1),
        ([page(), page(DUTCH, by=PageBy.OCR, image_cover=1.0)], 0.5),  # recognised by fairwoo, not by the publisher
        ([page("", image_cover=1.0)], 0),
        ([page(""), page("")], 0),  # a file without any text is not blank
    ],
)
def test_pages(pages, expected):
    assert score(*pages) == pytest.approx(expected)


def test_a_wholly_redacted_page_leaves_the_count():
    black = page("", image_cover=1.0, redactions=(Redaction(x=0, y=0, width=595, height=800),))
    assert score(page(), black) == 1


def test_text_in_a_language_without_a_word_list_is_not_judged():
    frisian = pdf(page("Wy hawwe it fersyk ûntfongen en it kolleezje hat in beslút naam oer de nije brêge by Grou " * 3))
    read = frisian.model_copy(update={"language": "fry"})
    assert measure("I1", evidence(document("a"), extractions={"a": read})).verdict == Verdict.NOT_APPLICABLE


def test_files_weigh_by_the_root_of_their_pages():
    read = {"a": pdf(*[page()] * 4), "b": pdf(*[page("", image_cover=1.0)] * 9)}
    found = measure("I1", evidence(document("a"), document("b"), extractions=read))
    assert found.score == pytest.approx(2 / (2 + 3))
    assert found.lines[1].place.file == "b.pdf"
    assert "1–9" in found.lines[1].text.nl


def test_a_locked_file_has_no_text_and_one_that_was_not_read_is_not_judged():
    kind = FindingKind(code="pdf-encrypted", level=Level.ERROR, nl="x", en="x", do_nl="x", do_en="x")
    locked = Extraction(sha256="0", media_type="application/pdf", read=False, findings=(kind.at(),))
    unread = Extraction(sha256="0", media_type="application/msword", read=False)
    found = measure("I1", evidence(document("a"), document("b"), extractions={"a": pdf(page()), "b": locked}))
    assert found.score == pytest.approx(0.5)
    assert measure("I1", evidence(document("a"), extractions={"a": unread})).verdict == Verdict.NOT_APPLICABLE


def test_pictures_are_no_text():
    picture = Extraction(sha256="0", media_type="image/tiff", pages=(page("", by=PageBy.NONE, image_cover=None),))
    assert measure("I1", evidence(document("a"), extractions={"a": picture})).score == 0
