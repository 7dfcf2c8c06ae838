"""The inventory as CSV: for programs, for spreadsheets, and to be taken in again."""

from __future__ import annotations

import csv
import io
from datetime import date

from fairwoo import dates, grounds, vocab
from fairwoo.extract import inventory_table
from fairwoo.map.case import prepare
from fairwoo.map.inventory import HEADINGS, inventory_csv
from fairwoo.model import Disclosure, Document, Dossier, Table
from tests.map.made import BASE, MADE, SETTINGS, a_dossier, a_file, decision, read

RICH = f"{BASE}/dossier/gm0055-bomenkap-dorpsstraat"


def inventory(dossier: Dossier) -> str:
    return inventory_csv(prepare(dossier, read(*dossier.documents), SETTINGS)[0])


def rows(dossier: Dossier) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(inventory(dossier), newline="")))


def test_a_line_for_each_document() -> None:
    found = {row["Titel"]: row for row in rows(MADE["rich"].dossier)}
    assert len(found) == len(MADE["rich"].dossier.documents)
    assert found["Document brief"] == {
        "Documentnummer": "2",
        "Titel": "Document brief",
        "Datum": "2024-03-05",
        "Soort": "brief",
        "Beoordeling": "deels openbaar",
        "Uitzonderingsgronden": "5.1.2e; 5.2.1",
        "Opmerking": "",
        "Bestandsnaam": "brief.pdf",
        "Publieke link": f"{RICH}/document/brief/bestand/brief.pdf",
        "Gerelateerd": "",
    }
    assert (found["Advies"]["Bestandsnaam"], found["Advies"]["Publieke link"]) == ("", "")
    assert found["Bericht"]["Publieke link"] == "https://example.nl/bericht"


def test_what_was_taken_back_or_replaced_says_so() -> None:
    found = {row["Documentnummer"]: row for row in rows(MADE["changed"].dossier)}
    assert found["3"]["Opmerking"] == "Ingetrokken: correctie procedurele fout"
    assert found["1"]["Opmerking"] == "Vervangen: correctie privacygevoelige gegevens"
    assert found["2"]["Gerelateerd"] == "1; 3"
    assert found["4"]["Publieke link"] == ""


def test_no_people_are_named() -> None:
    written = inventory(a_dossier(a_file("brief", sender="Jan Jansen", recipient="Piet Pietersen")))
    assert "Jansen" not in written
    assert "Pietersen" not in written


def test_a_spreadsheet_runs_nothing_of_it() -> None:
    for title in ("=1+1", "+31", "@x", "-2"):
        (row,) = rows(a_dossier(a_file("nota", title=title)))
        assert row["Titel"] == f"'{title}"
    assert rows(a_dossier(a_file("nota", title="-")))[0]["Titel"] == "-"


def test_a_dossier_without_documents_has_the_headings() -> None:
    assert inventory(MADE["no documents"].dossier) == ",".join(HEADINGS) + "\r\n"


def test_it_is_read_back_as_it_was_written() -> None:
    dossier = MADE["rich"].dossier
    table = Table(rows=tuple(tuple(row) for row in csv.reader(io.StringIO(inventory(dossier), newline=""))), name="inventaris")
    read_back = inventory_table.read(table, "inventaris.csv", named=True)
    assert read_back is not None
    assert len(read_back.rows) == len(dossier.documents)
    for row, document in zip(read_back.rows, dossier.documents, strict=True):
        assert row.words("number") == (document.number or "")
        assert row.words("title") == document.title
        assert dates.parse(row.words("dated")) == document.dated
        assert vocab.disclosure(row.words("disclosure")) is document.disclosure
        assert grounds.read_cell(row.words("grounds")).codes == document.grounds
    for heading in HEADINGS:
        assert vocab.heading(heading), heading


def test_titles_with_anything_in_them_come_back() -> None:
    title = 'a "b", c; d é 🌳'
    document = Document(id="x", title=title, dated=date(2024, 1, 2), disclosure=Disclosure.NOT_PUBLIC)
    assert rows(a_dossier(decision(), document))[1]["Titel"] == title
