"""R2: the share of documents that are not or partly public with a ground as a code."""

import pytest

from fairwoo.model import Disclosure, Role, SourceKind, Verdict
from tests.check.made import document, evidence, fact, measure, page, pdf, sheet, withheld

HEADING = ("Nr", "Titel", "Beoordeling", "Grond")
LIST = document("inventaris", Role.INVENTORY)


def rows(*cells):
    return sheet(HEADING, *[(str(number), "Advies", *cell) for number, cell in enumerate(cells)])


@pytest.mark.parametrize(
    ("table", "score"),
    [
        (rows(("Deels openbaar", "5.1.2e"), ("Niet openbaar", "5.1, lid 2, onder e")), 1),
        (rows(("Deels openbaar", "5.1.2e"), ("Niet openbaar", "")), 0.5),
        (rows(("Deels openbaar", "privacy"), ("Openbaar", "")), 0),
        (rows(("Deels openbaar", "10.2.e"), ("Openbaar", "")), 1),  # a ground of the Wob
    ],
)
def test_rows_of_the_inventory(table, score):
    assert measure("R2", evidence(LIST, extractions={"inventaris": table})).score == pytest.approx(score)


def test_a_missing_ground_is_found_by_its_row():
    found = measure("R2", evidence(LIST, extractions={"inventaris": rows(("Openbaar", ""), ("Niet openbaar", ""))}))
    assert (found.lines[-1].place.sheet, found.lines[-1].place.row) == ("Inventaris", 3)


@pytest.mark.parametrize(("kind", "score"), [(SourceKind.METADATA, 1), (SourceKind.INVENTORY, 1), (SourceKind.TEXT, 0.5)])
def test_documents_by_source(kind, score):
    one = document("a", disclosure=Disclosure.PARTLY_PUBLIC, grounds=("5.1.2e",))
    assert measure("R2", evidence(one, facts=(fact("a", "grounds", "5.1.2e", kind),))).score == score


def test_the_better_of_inventory_and_metadata_counts():
    one = withheld("a", grounds=("5.1.2e",))
    read = {"inventaris": rows(("Niet openbaar", ""))}
    assert measure("R2", evidence(LIST, one, extractions=read, facts=(fact("a", "grounds", "5.1.2e"),))).score == 1


def test_a_code_that_does_not_exist_is_none():
    assert measure("R2", evidence(withheld("a", grounds=("5.1.9z",)), facts=(fact("a", "grounds", "5.1.9z"),))).score == 0


@pytest.mark.parametrize(
    ("outcome", "parts", "verdict"),
    [
        ("public", [], Verdict.NOT_APPLICABLE),
        (None, [document("a")], Verdict.NOT_APPLICABLE),
        ("partly_public", [document("a")], Verdict.FAILED),
        ("not_public", [], Verdict.FAILED),
        ("partly_public", [LIST, document("a")], Verdict.NOT_MEASURED),  # an inventory that was not read as a table
    ],
)
def test_when_no_document_is_known_to_be_restricted(outcome, parts, verdict):
    assert measure("R2", evidence(*parts, outcome=outcome)).verdict == verdict


def test_text_under_a_redaction_is_told_with_its_place_and_not_quoted():
    leaking = pdf(page(), page("Geachte", hidden_words=12))
    found = measure("R2", evidence(document("a"), extractions={"a": leaking}))
    line = next(each for each in found.lines if each.place.page == 2)
    assert "12 woorden" in line.text.nl
    assert found.verdict == Verdict.NOT_APPLICABLE  # told, not scored


def test_a_list_in_the_decision_letter_is_not_read_yet():
    letter = pdf(page("Nr. Documentnaam Datum Beoordeling Grond\n1 advies 1-5-2022 deels openbaar 5.1.2e"))
    found = measure("R2", evidence(document("besluit", Role.DECISION), extractions={"besluit": letter}, outcome="partly_public"))
    assert (found.verdict, found.lines[0].place.page) == (Verdict.NOT_MEASURED, 1)
