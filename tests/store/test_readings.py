"""Readings: the first pages, what was read after them, and the work that is left."""

from __future__ import annotations

import sqlite3

import pytest

from fairwoo.model import Extraction, Page, PageBy, Redaction
from fairwoo.store import Work, Workspace

READING = "ab brief.pdf"


def pages(*numbers: int, text: str = "tekst") -> tuple[Page, ...]:
    return tuple(Page(number=number, text=f"{text} {number}") for number in numbers)


def extraction(*found: Page, **more: object) -> Extraction:
    return Extraction(sha256="ab", media_type="application/pdf", pages=found, made_by="test", **more)


@pytest.fixture
def workspace(tmp_path):
    opened = Workspace.open(tmp_path / "werkmap", create=True)
    yield opened
    opened.close()


def test_pages_read_later_follow_the_first(workspace):
    catalogue = workspace.catalogue
    catalogue.put_extractions({READING: (extraction(*pages(1, 2)), [("go_on", 3, False)])})
    assert catalogue.work([READING]) == [Work(READING, "go_on", 3, False)]
    assert catalogue.state(READING) == ""
    work = Work(READING, "go_on", 3, False)
    catalogue.put_further([(work, extraction(*pages(3, 4)), [("look", 4, True)])])
    assert [page.text for page in catalogue.pages_of(READING)] == ["tekst 1", "tekst 2", "tekst 3", "tekst 4"]
    assert [page.number for page in catalogue.extraction(READING).pages] == [1, 2, 3, 4]
    assert catalogue.work([READING]) == [Work(READING, "look", 4, True)]
    assert catalogue.state(READING)


def test_one_page_is_the_same_as_among_all(workspace):
    catalogue = workspace.catalogue
    catalogue.put_extractions({READING: (extraction(*pages(1, 2)), [("go_on", 3, False), ("look", 2, True)])})
    catalogue.put_further(
        [(Work(READING, "go_on", 3, False), extraction(*pages(3, 4)), [("look", 4, True), ("go_on", 5, False)])]
    )
    catalogue.put_further([(Work(READING, "go_on", 5, False), extraction(*pages(5, 6)), [])])
    for number in (2, 4):
        read = Page(number=number, text="herkend", by=PageBy.OCR, seen_by="pixels, x", ocr_score=0.9)
        catalogue.put_further([(Work(READING, "look", number, True), extraction(read), [])])
    every = list(catalogue.pages_of(READING))
    assert [page.text for page in every] == ["tekst 1", "herkend", "tekst 3", "herkend", "tekst 5", "tekst 6"]
    assert [catalogue.page_of(READING, page.number) for page in every] == every
    assert [catalogue.page_of(READING, number) for number in (0, 7)] == [None, None]
    assert catalogue.page_of("cd nooit.pdf", 1) is None


def test_a_look_at_an_image_adds_to_its_page(workspace):
    catalogue = workspace.catalogue
    catalogue.put_extractions({READING: (extraction(*pages(1, 2)), [("look", 1, False), ("look", 2, True)])})
    box = Redaction(x=1, y=2, width=3, height=4, found_by="pixels")
    seen = Page(number=1, text="", by=PageBy.NONE, seen_by="pixels", redactions=(box,), redacted_share=0.1)
    read = Page(number=2, text="herkend", by=PageBy.OCR, seen_by="pixels, x", ocr_score=0.9)
    catalogue.put_further(
        [(Work(READING, "look", 1, False), extraction(seen), []), (Work(READING, "look", 2, True), extraction(read), [])]
    )
    first, second = catalogue.pages_of(READING)
    assert (first.text, first.by, first.redactions, first.seen_by) == ("tekst 1", PageBy.TEXT_LAYER, (box,), "pixels")
    assert (second.text, second.by, second.ocr_score) == ("herkend", PageBy.OCR, 0.9)
    assert catalogue.work([READING]) == []


def test_recognition_that_was_not_possible_replaces_the_look_when_it_is(workspace):
    catalogue = workspace.catalogue
    catalogue.put_extractions({READING: (extraction(*pages(1)), [("look", 1, True)])})
    without = Page(number=1, text="", by=PageBy.NONE, seen_by="pixels")
    catalogue.put_further([(Work(READING, "look", 1, True), extraction(without), [("ocr", 1, True)])])
    before = catalogue.state(READING)
    read = Page(number=1, text="herkend", by=PageBy.OCR, seen_by="pixels, x")
    catalogue.put_further([(Work(READING, "ocr", 1, True), extraction(read), [])])
    assert [page.text for page in catalogue.pages_of(READING)] == ["herkend"]
    assert catalogue.state(READING) != before
    assert catalogue.work([READING]) == []


def test_reading_a_document_anew_forgets_what_was_read_after_it(workspace):
    catalogue = workspace.catalogue
    catalogue.put_extractions({READING: (extraction(*pages(1)), [("go_on", 2, False), ("go_on", 3, False)])})
    catalogue.put_further([(Work(READING, "go_on", 2, False), extraction(*pages(2)), [])])
    catalogue.put_extractions({READING: (extraction(*pages(1)), [])})
    assert [page.number for page in catalogue.pages_of(READING)] == [1]
    assert catalogue.work([READING]) == []


def test_of_pages_far_in_a_large_file_the_whole_text_is_in_pages_of(workspace):
    long = tuple(Page(number=number, text="woord " * 200) for number in (2_000, 2_001))
    workspace.catalogue.put_extractions({READING: (extraction(*long), [])})
    assert [len(page.text) for page in workspace.catalogue.extraction(READING).pages] == [1200, 200]
    assert [len(page.text) for page in workspace.catalogue.pages_of(READING)] == [1200, 1200]


def test_a_workspace_of_the_first_layout_is_brought_up_to_date(tmp_path):
    root = tmp_path / "werkmap"
    Workspace.open(root, create=True).close()
    with sqlite3.connect(root / "catalogue.sqlite") as connection:
        connection.executescript("DROP TABLE further; DROP TABLE work; UPDATE meta SET value = '1' WHERE key = 'format'")
    connection.close()
    workspace = Workspace.open(root)
    workspace.catalogue.put_extractions({READING: (extraction(*pages(1)), [("look", 1, True)])})
    assert workspace.catalogue.work([READING])
    workspace.close()
    Workspace.open(root).close()
