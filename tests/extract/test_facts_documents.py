"""What single documents tell: role, kind, date, title, sender and recipient."""

from __future__ import annotations

from datetime import date

import pytest

from fairwoo.model import Role
from tests.extract.casebook import settled, text

MAIL = """Van: Afdeling Sport
Aan: College van Boarnsterhim
Verzonden: dinsdag 7 februari 2023 10:12
Onderwerp: Planning van het zwembad

Beste,
"""


def only(path, extraction=None):
    (document,) = settled({path: extraction}).dossier.documents
    return document


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("Woo-besluit zwembad.pdf", Role.DECISION),
        ("Inventarislijst.pdf", Role.INVENTORY),
        ("Woo-verzoek.pdf", Role.REQUEST),
        ("0012 nota zwembad.pdf", Role.DOCUMENT),
        ("documenten/verslag.pdf", Role.DOCUMENT),
    ],
)
def test_role_by_file_name(path, role):
    assert only(path).role is role


def test_role_by_text_where_the_name_says_nothing():
    decision = (
        "Betreft: Besluit op uw Woo-verzoek over het zwembad\n\nGeachte heer,\n\n"
        "Wij hebben besloten de documenten openbaar te maken op grond van de Woo. U kunt bezwaar maken."
    )
    assert only("scan001.pdf", text(decision)).role is Role.DECISION


SHORT = "Onderwerp: Besluit op uw verzoek over de hertenkamp\n\nGeachte heer,\n\n" + "Wij sturen u de brief die wij hebben. " * 8


@pytest.mark.parametrize(
    ("path", "others", "role"),
    [
        ("besluit.pdf", {}, Role.DECISION),
        ("01 Besluit.pdf", {"brief.pdf": text("Een brief. " * 30)}, Role.DECISION),
        ("besluit van het college.pdf", {}, Role.DOCUMENT),  # one of those that were asked for, perhaps
        ("besluit.pdf", {"Woo-besluit.pdf": text(SHORT)}, Role.DOCUMENT),
        ("a/besluit.pdf", {"b/besluit.pdf": text(SHORT)}, Role.DOCUMENT),  # which of the two cannot be known
    ],
)
def test_a_name_of_one_word_decides_where_no_text_does(path, others, role):
    documents = settled({path: text(SHORT), **others}).dossier.documents
    assert {one.path: one.role for one in documents}[path] is role


@pytest.mark.parametrize("printed", ["5.1.2e", "5.1.2e 5.1.2i", "10.2.e"])
def test_a_ground_printed_in_a_redaction_is_no_part_of_a_subject(printed):
    subject = f"Onderwerp: Overleg over de speeltuin in de Parkstraat en\n{printed}\nhet hek daaromheen\n\nGeachte heer,"
    assert only("scan002.pdf", text(subject)).title == "Overleg over de speeltuin in de Parkstraat en het hek daaromheen"


def test_a_mail_print_tells_kind_date_title_and_correspondents():
    document = only("0003.pdf", text(MAIL))
    assert (document.kind, document.dated) == ("e-mail", date(2023, 2, 7))
    assert document.title == "Planning van het zwembad"
    assert (document.sender, document.recipient) == ("Afdeling Sport", "College van Boarnsterhim")


def test_a_date_in_a_sentence_is_not_the_date_of_a_document():
    assert only("nota.pdf", text("Nota\nOp 7 februari 2023 is het zwembad gesloten.")).dated is None


def test_a_labelled_date_is():
    assert only("nota.pdf", text("Nota\nDatum: 7 februari 2023\nHet zwembad is gesloten.")).dated == date(2023, 2, 7)


def test_a_file_name_is_the_last_resort_for_a_title():
    assert only("nota_over_het_zwembad.docx.pdf").title == "nota over het zwembad"


def test_a_template_name_in_the_properties_is_no_title():
    document = only("0003.pdf", text("Het zwembad is gesloten.", title="Microsoft Word - document1"))
    assert document.title == "0003"
