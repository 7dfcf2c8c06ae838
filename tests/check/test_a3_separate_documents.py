"""A3: files ÷ rows marked (partly) public: 1 from .95; a straight line from ½ at .5; below that merged, ¼ with bookmarks."""

import pytest

from fairwoo.model import Disclosure, Extraction, Role, Verdict
from tests.check.made import document, evidence, fact, measure, page, pdf, sheet

HEADING = ("Nr", "Titel", "Beoordeling")


def listed(rows, files, extractions=None, **properties):
    """A dossier with an inventory of `rows` public documents and so many files."""
    table = sheet(HEADING, *[(str(n), f"Advies {n}", "Openbaar") for n in range(rows)], ("99", "Geheim", "Niet openbaar"))
    released = [document(f"d{n}") for n in range(files)]
    read = {"inventaris": table} | {one.id: pdf(page(), **properties) for one in released}
    return evidence(document("inventaris", Role.INVENTORY), *released, extractions=read | (extractions or {}))


@pytest.mark.parametrize(
    ("rows", "files", "score"),
    [(4, 4, 1), (20, 19, 1), (4, 9, 1), (100, 72.5, 0.75), (4, 2, 0.5), (4, 3, 0.5 + 0.25 * 0.5 / 0.45), (4, 1, 0), (5, 0, 0)],
)
def test_share(rows, files, score):
    if files != int(files):
        rows, files = rows * 2, int(files * 2)
    assert measure("A3", listed(rows, files)).score == pytest.approx(score)


@pytest.mark.parametrize(("bookmarks", "score"), [("0", 0), ("9", 0), ("10", 0.25), ("25", 0.25), ("veel", 0)])
def test_merged_with_bookmarks(bookmarks, score):
    found = measure("A3", listed(20, 1, bookmarks=bookmarks))
    assert (found.score, found.cap) == (score, "merged-pdf")


def test_only_one_file_for_several_rows_is_a_merged_pdf():
    assert measure("A3", listed(20, 9)).cap is None
    assert measure("A3", listed(2, 1)).cap is None
    assert measure("A3", listed(20, 0)).cap is None


def test_the_same_file_twice_counts_once():
    twice = [document("a"), document("b", sha256=document("a").sha256)]
    table = sheet(HEADING, *[(str(n), f"Advies {n}", "Openbaar") for n in range(2)])
    inventory = document("inventaris", Role.INVENTORY)
    assert measure("A3", evidence(inventory, *twice, extractions={"inventaris": table})).score == pytest.approx(0.5)


def test_the_list_may_be_the_metadata():
    files = [document("a", disclosure=Disclosure.PUBLIC), document("b", disclosure=Disclosure.PUBLIC, sha256=None)]
    facts = tuple(fact(one.id, "disclosure", "public") for one in files)
    assert measure("A3", evidence(*files, facts=facts)).score == pytest.approx(0.5)


def letter(number):
    return page(f"Van: de gemeente\nAan: de provincie\nBetreft: brief {number}\nGeachte heer, mevrouw,")


@pytest.mark.parametrize(
    ("pages", "inventory", "verdict"),
    [
        ([page()] * 60, False, Verdict.NOT_APPLICABLE),  # one long report
        ([page()] * 60, True, Verdict.FAILED),  # an inventory speaks of several documents
        ([letter(1), *[page()] * 12, letter(2), *[page()] * 12, letter(3)], False, Verdict.FAILED),
        ([letter(1), *[page()] * 25], False, Verdict.NOT_APPLICABLE),  # one letter with annexes
        ([letter(1), letter(2), letter(3)], True, Verdict.NOT_APPLICABLE),  # short
    ],
)
def test_without_a_list_only_a_long_pdf_of_several_documents_is_merged(pages, inventory, verdict):
    parts = [document("alles")] + ([document("lijst", Role.INVENTORY)] if inventory else [])
    found = measure("A3", evidence(*parts, extractions={"alles": pdf(*pages)}))
    assert found.verdict == verdict
    assert (found.cap == "merged-pdf") == (verdict == Verdict.FAILED)


def test_page_one_of_many_begins_a_document():
    pages = [page(f"{text}\nPagina {number} van 9") for text in ("a", "b", "c") for number in range(1, 10)]
    assert measure("A3", evidence(document("alles"), extractions={"alles": pdf(*pages)})).cap == "merged-pdf"


def test_nothing_was_released():
    assert measure("A3", evidence(document("besluit", Role.DECISION), outcome="not_public")).verdict == Verdict.NOT_APPLICABLE


def test_a_stray_data_file_does_not_hide_that_all_is_merged():
    stray = Extraction(sha256="0", media_type="application/json", read=False)
    parts = [document("alles"), document("lijst", Role.INVENTORY), document("gegevens")]
    found = measure("A3", evidence(*parts, extractions={"alles": pdf(*[page()] * 30), "gegevens": stray}))
    assert found.cap == "merged-pdf"


def text_pages(path):
    import pypdfium2

    found = pypdfium2.PdfDocument(path)
    texts = [found[number].get_textpage().get_text_range() for number in range(len(found))]
    found.close()
    return pdf(*(page(text.replace("\r\n", "\n")) for text in texts))


def test_merged_files_of_the_corpus_are_found_without_a_list_and_long_reports_are_not(corpus):
    merged = sorted((corpus / "derived" / "typeset").glob("*/documenten.pdf"))
    reports = sorted((corpus / "reports").glob("*.pdf"))
    assert len(merged) == 4
    assert reports
    for path in merged:
        assert measure("A3", evidence(document("alles"), extractions={"alles": text_pages(path)})).cap == "merged-pdf", (
            path.parent.name
        )
    for path in reports:
        assert measure("A3", evidence(document("alles"), extractions={"alles": text_pages(path)})).cap is None
