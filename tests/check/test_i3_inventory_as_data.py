"""I3: 1 data with all five columns, ¾ with three, ½ another table, ¼ other text or in the decision, 0 none."""

import pytest

from fairwoo.model import Disclosure, Role, Verdict
from tests.check.made import document, evidence, fact, measure, page, pdf, sheet

FULL = ("Nr", "Titel", "Datum", "Documentsoort", "Beoordeling", "Weigeringsgrond")
CELLS = ("Advies over het klimrek", "2022-05-01", "advies", "Deels openbaar", "5.1.2e")
ROWS = [(str(number), *CELLS) for number in range(1, 5)]
SHORT = [(str(number), CELLS[0], CELLS[3], CELLS[4]) for number in range(1, 5)]
LIST = document("inventaris", Role.INVENTORY)
FILES = [document(f"d{number}") for number in range(4)]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def score(extraction, *others, **values):
    return measure("I3", evidence(LIST, *(others or FILES), extractions={"inventaris": extraction}, **values)).score


@pytest.mark.parametrize(
    ("extraction", "expected"),
    [
        (sheet(FULL, *ROWS), 1),
        (sheet(FULL, *ROWS, media_type="text/csv"), 1),
        (sheet(("Gemeente Boarnsterhim",), ("",), FULL, *ROWS), 1),  # a title above the heading
        (sheet(("Nr", "Titel", "Beoordeling", "Weigeringsgrond"), *SHORT), 0.75),
        (sheet(FULL, *[(*row[:3], "", *row[4:]) for row in ROWS]), 0.75),  # an empty column does not count
        (sheet(("Nr", "Titel", "Datum"), *[row[:3] for row in ROWS]), 0.25),  # name and date only
        (sheet(FULL, *ROWS, media_type=DOCX), 0.5),
        (sheet(FULL, *ROWS, media_type="application/pdf"), 0.5),
        (pdf(page("Nr. Documentnaam Datum Beoordeling Grond\n1 advies 1-5-2022 openbaar")), 0.5),
        (pdf(page("De documenten staan hieronder, met het besluit over elk daarvan erbij.")), 0.25),
        (pdf(page("", image_cover=1.0)), 0),
    ],
)
def test_level(extraction, expected):
    assert score(extraction) == expected


def test_grounds_need_no_value_when_all_is_public():
    rows = [(*row[:4], "Openbaar", "") for row in ROWS]
    assert score(sheet(FULL, *rows)) == 1


def test_columns_that_are_a_ground_or_a_judgement_to_be_ticked():
    heading = ("Nr", "Titel", "Datum", "Soort", "Openbaar", "Deels openbaar", "5.1.2e", "5.1.2i")
    rows = [(str(number), "Advies over het hek", "2022-05-01", "memo", "", "x", "x", "") for number in range(4)]
    assert score(sheet(heading, *rows)) == 1


def test_a_list_of_one_row_counts_only_for_one_document():
    one = sheet(FULL, ROWS[0])
    assert score(one) == 0.25
    assert score(one, document("d0")) == 1


def test_a_list_without_its_files_is_not_whole():
    assert score(sheet(FULL, *ROWS), document("d0"), document("d1"), document("d2")) == 0.75


def test_metadata_that_list_the_documents():
    many = [document(f"d{number}", disclosure=Disclosure.PARTLY_PUBLIC, grounds=("5.1.2e",)) for number in range(3)]
    names = {"title": "Advies", "dated": "2022-05-01", "kind": "memo", "disclosure": "partly_public", "grounds": "5.1.2e"}
    facts = tuple(fact(one.id, name, value) for one in many for name, value in names.items())
    assert measure("I3", evidence(*many, facts=facts)).score == 1
    fewer = tuple(each for each in facts if each.property not in {"dated", "kind"})
    assert measure("I3", evidence(*many, facts=fewer)).score == 0.75


def test_a_list_in_the_decision_letter():
    letter = pdf(page("Besluit"), page("Nr. Documentnaam Datum Beoordeling Grond\n1 advies 1-5-2022 openbaar"))
    found = measure("I3", evidence(document("besluit", Role.DECISION), *FILES, extractions={"besluit": letter}))
    assert (found.score, found.lines[0].place.page) == (0.25, 2)


def test_none_and_not_applicable():
    assert measure("I3", evidence(*FILES)).score == 0
    assert measure("I3", evidence(outcome="no_documents")).verdict == Verdict.NOT_APPLICABLE
