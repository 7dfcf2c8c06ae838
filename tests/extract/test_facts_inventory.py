"""Inventories: what every row tells, which file it is about, and what is odd about it, with sheet, row, column and value."""

from __future__ import annotations

from datetime import date

import pytest

from fairwoo.model import Disclosure, Place, Role
from tests.extract.casebook import documents_of, settled, sheet

HEADINGS = ("Nummer", "Titel", "Datum", "Beoordeling", "Grond")
LIST = "inventarislijst.xlsx"


def listed(*rows, headings=HEADINGS, files=()):
    return settled({LIST: sheet(headings, *rows), **dict.fromkeys(files)})


def found(result, code):
    return [finding for finding in result.dossier.findings if finding.code == code]


def test_a_row_tells_title_date_disclosure_and_grounds_of_its_file():
    result = listed(("1", "Nota zwembad", "2023-02-07", "Deels openbaar", "5.1.2e"), files=["1 nota.pdf"])
    document = documents_of(result)["1"]
    assert (document.path, document.title, document.dated) == ("1 nota.pdf", "Nota zwembad", date(2023, 2, 7))
    assert (document.disclosure, document.grounds) == (Disclosure.PARTLY_PUBLIC, ("5.1.2e",))


def test_the_list_is_the_inventory_whatever_its_name():
    result = settled({"overzicht.xlsx": sheet(HEADINGS, ("1", "Nota", "", "Openbaar", ""))})
    assert documents_of(result)["overzicht.xlsx"].role is Role.INVENTORY


def test_title_rows_may_stand_above_the_headings():
    result = settled({LIST: sheet(("Woo-verzoek zwembad",), ("",), HEADINGS, ("7", "Nota", "", "Niet openbaar", "5.1.2e"))})
    assert documents_of(result)["7"].disclosure is Disclosure.NOT_PUBLIC


@pytest.mark.parametrize(
    "headings",
    [
        ("Nr.", "Document(naam)", "Datum document", "Beoordeling", "Wob-grond"),
        ("ID", "Omschrijving", "06 Datum", "beoordeling", "Beoordelingsgrond"),
        ("Document nummer", "Titel document", "DATUM", "Openbaar/niet openbaar", "Weigeringsgrond"),
        ("Volgnum mer", "Titel", "Datum", "Beoordeling", "WOO-artikel weigeringsgrond"),
    ],
)
def test_odd_headings(headings):
    document = documents_of(listed(("1", "Nota zwembad", "2023-02-07", "Niet openbaar", "5.1.2e"), headings=headings))["1"]
    assert (document.title, document.dated) == ("Nota zwembad", date(2023, 2, 7))
    assert (document.disclosure, document.grounds) == (Disclosure.NOT_PUBLIC, ("5.1.2e",))


def test_an_unknown_heading_is_told_and_the_rest_is_read():
    result = listed(("1", "Nota", "x"), headings=("Nummer", "Titel", "Kleur van het nietje"))
    (finding,) = found(result, "inventory-heading-unknown")
    assert "Kleur van het nietje" in finding.message.nl
    assert documents_of(result)["1"].title == "Nota"


def test_a_dutch_date():
    assert documents_of(listed(("1", "Nota", "27-02-2023", "Niet openbaar", "")))["1"].dated == date(2023, 2, 27)


def test_a_date_that_does_not_exist_is_told_with_its_place_and_value():
    result = settled({LIST: sheet(HEADINGS, ("1", "Nota", "31-02-2023", "Niet openbaar", ""), name="Lijst", first_row=4)})
    (finding,) = found(result, "inventory-date-wrong")
    assert finding.place == Place(file=LIST, sheet="Lijst", row=5, column="Datum")
    assert "31-02-2023" in finding.message.nl
    assert documents_of(result)["1"].dated is None


def test_an_unknown_judgement_is_told_and_not_guessed():
    result = listed(("1", "Nota", "", "Misschien", ""))
    (finding,) = found(result, "inventory-disclosure-unknown")
    assert (finding.place.row, finding.place.column) == (2, "Beoordeling")
    assert "Misschien" in finding.message.nl
    assert documents_of(result)["1"].disclosure is None


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("5.1.2e", ("5.1.2e",)),
        ("5.1, tweede lid, onder e", ("5.1.2e",)),
        ("5.1 lid 2 sub e", ("5.1.2e",)),
        ("5.1.2.e; 5.1.2i", ("5.1.2e", "5.1.2i")),
        ("5.2.1", ("5.2.1",)),
        ("10.2.e", ("10.2e",)),
        ("10, tweede lid, onder e", ("10.2e",)),
    ],
)
def test_notations_of_grounds(words, codes):
    result = listed(("1", "Nota", "", "Niet openbaar", words))
    assert documents_of(result)["1"].grounds == codes
    assert not found(result, "inventory-ground-unknown")


def test_a_ground_that_is_none_is_told():
    result = listed(("1", "Nota", "", "Niet openbaar", "artikel 99"))
    assert [finding.place.row for finding in found(result, "inventory-ground-unknown")] == [2]


@pytest.mark.parametrize("file", ["0012 nota.pdf", "12.nota.pdf", "12_nota.pdf", "documenten/12-nota.pdf", "12.pdf"])
def test_a_row_finds_its_file_by_number(file):
    assert documents_of(listed(("12", "Besprekingsverslag", "", "Openbaar", ""), files=[file]))["12"].path == file


def test_a_number_is_not_the_beginning_of_another():
    assert documents_of(listed(("1", "Verslag", "", "Niet openbaar", ""), files=["12 nota.pdf"]))["1"].path is None


def test_a_row_finds_its_file_by_file_name_or_title():
    headings = ("Nummer", "Titel", "Bestandsnaam")
    rows = (("1", "Nota", "Scan.PDF"), ("2", "Verslag van de raad", ""))
    documents = documents_of(listed(*rows, headings=headings, files=["stukken/scan.pdf", "Verslag van de raad.pdf"]))
    assert (documents["1"].path, documents["2"].path) == ("stukken/scan.pdf", "Verslag van de raad.pdf")


def test_withheld_documents_are_there_without_a_file_and_without_a_warning():
    result = listed(("1", "Nota", "", "Niet openbaar", "5.1.2e"), ("2", "Mail", "", "Reeds openbaar", ""))
    assert [documents_of(result)[number].path for number in ("1", "2")] == [None, None]
    assert not found(result, "inventory-row-without-file")


def test_a_public_document_without_a_file_is_told():
    (finding,) = found(listed(("1", "Nota", "", "Openbaar", "")), "inventory-row-without-file")
    assert finding.place.row == 2


def test_a_file_that_is_not_listed_is_told():
    result = listed(("1", "Nota", "", "Openbaar", ""), files=["1 nota.pdf", "2 vergeten.pdf"])
    assert [finding.place.file for finding in found(result, "inventory-file-not-listed")] == ["2 vergeten.pdf"]


def test_a_number_that_is_there_twice_is_told():
    result = listed(("1", "Nota", "", "Niet openbaar", ""), ("1", "Mail", "", "Niet openbaar", ""))
    (finding,) = found(result, "inventory-number-twice")
    assert finding.place.row == 3
    assert "rij 2" in finding.message.nl


def test_rows_of_one_number_without_files_are_documents_of_their_own():
    result = listed(("1", "Nota", "", "Niet openbaar", ""), ("1", "Mail", "", "Niet openbaar", ""))
    assert sorted(one.title or "" for one in result.dossier.documents if one.path is None) == ["Mail", "Nota"]


def test_rows_without_a_number_are_documents_too():
    result = listed(("Nota over het zwembad", "Niet openbaar"), headings=("Titel", "Beoordeling"))
    assert [one.title for one in result.dossier.documents if one.path is None] == ["Nota over het zwembad"]


def test_rows_out_of_scope_do_not_count_and_are_counted():
    result = listed(("1", "Nota", "", "Buiten reikwijdte", ""), ("2", "Mail", "", "Niet openbaar", ""))
    assert "1" not in documents_of(result)
    (finding,) = found(result, "inventory-rows-out-of-scope")
    assert finding.message.nl.endswith(": 1.")


def test_ticked_columns():
    headings = ("Nummer", "Titel", "Openbaar", "Deels openbaar", "Niet openbaar", "5.1.2e", "5.1.2i")
    document = documents_of(listed(("1", "Nota", "", "x", "", "x", ""), headings=headings))["1"]
    assert (document.disclosure, document.grounds) == (Disclosure.PARTLY_PUBLIC, ("5.1.2e",))


def test_headings_that_come_again_are_no_row():
    result = listed(("1", "Nota", "", "Niet openbaar", ""), HEADINGS, ("2", "Mail", "", "Niet openbaar", ""))
    assert len(result.dossier.documents) == 3


def test_a_table_that_is_no_inventory_is_left_alone():
    result = settled({"begroting.xlsx": sheet(("Post", "Bedrag"), ("Zwembad", "100"), ("Sporthal", "200"))})
    assert len(result.dossier.documents) == 1


def test_grounds_of_the_rows_are_grounds_of_the_dossier():
    rows = (("1", "Nota", "", "Niet openbaar", "5.1.2i"), ("2", "Mail", "", "Deels openbaar", "5.1.2e"))
    assert listed(*rows).dossier.grounds == ("5.1.2e", "5.1.2i")


RELATED = ("Nummer", "Titel", "Beoordeling", "Gerelateerd documentnummer")


def related(result):
    """Number → numbers of those that its document is said to belong with."""
    numbers = {document.id: document.number for document in result.dossier.documents}
    return {
        document.number: [numbers[one] for one in document.related] for document in result.dossier.documents if document.number
    }


def rows_of(column, *cells):
    """Rows 1, 2 … with these cells under a heading."""
    rows = [(str(number), f"Nota {number}", "Niet openbaar", cell) for number, cell in enumerate(cells, 1)]
    return listed(*rows, headings=(*RELATED[:3], column))


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("Gerelateerd documentnummer", "2", ["2"]),
        ("Gerelateerd ID", "zie nr. 2", ["2"]),
        ("Gerelateerd", "2, 3 en 4", ["2", "3", "4"]),
        ("Hoort bij", "002; 3; 2", ["2", "3"]),
        ("Dubbel met", "document 4", ["4"]),
        ("Gerelateerd", "1", []),
        ("Gerelateerd", "n.v.t.", []),
        ("Dubbel", "ja", []),
    ],
)
def test_documents_that_a_row_names_are_related(column, cell, expected):
    result = rows_of(column, cell, "", "", "")
    assert related(result) == {"1": expected, "2": [], "3": [], "4": []}
    assert found(result, "document-reference-unknown") == []


def test_a_document_may_be_named_by_its_title_or_by_its_file():
    result = listed(
        ("1", "Nota over het zwembad", "Openbaar", ""),
        ("2", "Kaart", "Openbaar", "Nota over het zwembad"),
        headings=(*RELATED[:3], "Bijlage bij"),
        files=["1 nota.pdf", "2 kaart.pdf"],
    )
    assert related(result) == {"1": [], "2": ["1"]}


def test_a_number_that_no_document_has_is_told_with_its_place_and_the_others_are_kept():
    result = rows_of("Gerelateerd documentnummer", "2; 99", "")
    assert related(result) == {"1": ["2"], "2": []}
    (finding,) = found(result, "document-reference-unknown")
    assert "“99”" in finding.message.nl
    assert (finding.place.row, finding.place.column) == (2, "Gerelateerd documentnummer")


def test_numbers_are_those_of_the_same_list_first():
    first = sheet(RELATED, ("1", "Nota", "Niet openbaar", "2"), ("2", "Kaart", "Niet openbaar", ""))
    second = sheet(RELATED, ("A1", "Brief", "Niet openbaar", "2"), ("B7", "Advies", "Niet openbaar", "B7; A1"))
    assert related(settled({"lijst a.xlsx": first, "lijst b.xlsx": second})) == {"1": ["2"], "2": [], "A1": ["2"], "B7": ["A1"]}


@pytest.mark.parametrize("column", ["Family ID", "Email Thread ID"])
def test_a_group_has_to_do_with_the_one_that_it_is_named_after(column):
    assert related(rows_of(column, "3", "3", "3", "4")) == {"1": ["3"], "2": ["3"], "3": [], "4": []}


def test_a_group_with_a_number_of_its_own_has_to_do_with_its_first():
    result = rows_of("Family", "F-7", "F-7", "", "F-8")
    assert related(result) == {"1": [], "2": ["1"], "3": [], "4": []}
    assert found(result, "document-reference-unknown") == []


def test_all_columns_count_together():
    headings = (*RELATED[:3], "Family", "Dubbel met", "Gerelateerd ID")
    rows = [("1", "Mail", "Niet openbaar", "1", "", ""), ("2", "Bijlage", "Niet openbaar", "1", "3", "4")]
    rows += [(number, f"Nota {number}", "Niet openbaar", "", "", "") for number in "34"]
    assert sorted(related(listed(*rows, headings=headings))["2"]) == ["1", "3", "4"]
