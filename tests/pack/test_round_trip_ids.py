"""Ids come back as they were, whatever they were made from: files that stayed out, parts of files, what was withdrawn."""

from __future__ import annotations

import pytest

from fairwoo import pack
from fairwoo.store import Workspace
from tests.pack.made import DOSSIER, FILES, ID, ingested, renamed, reopened, rows, run

MAIL = (
    b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Zwembad\r\nDate: Thu, 02 Feb 2023 10:00:00 +0100\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nZie de bijlage.\r\n'
    b'--x\r\nContent-Type: text/plain; name="bijlage.txt"\r\nContent-Disposition: attachment; filename="bijlage.txt"\r\n\r\n'
    b"Wat er in de bijlage staat.\r\n--x--\r\n"
)
FORMS = ["ro-crate", "bagit"]
OF_FILE = ("path", "sha256", "size", "media_type", "redacted_share")


def round_trip(workspace: Workspace, folder, form: str) -> tuple[dict, dict]:
    pack.write(form, ID, workspace, folder / f"{form}.zip")
    again = reopened(folder / f"{form}.zip", folder / f"elders-{form}")
    return rows(workspace.catalogue.dossier(ID)), rows(again.catalogue.dossier(ID))


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_stays_out_changes_no_id(tmp_path, form):
    """`nota.txt` and `nota.csv` have their endings in their ids; without the one the other would lose it."""
    entries = [{"file": "nota.txt", "title": "Nota"}, {"file": "nota.csv", "title": "Cijfers", "disclosure": "not_public"}]
    dossier = {**DOSSIER, "documents": [*DOSSIER["documents"], *entries]}
    workspace = ingested(tmp_path, {**FILES, "dossier.json": dossier, "nota.txt": "Een nota.", "nota.csv": "a;b\n1;2\n"})
    before, after = round_trip(workspace, tmp_path, form)
    assert {"nota-txt", "nota-csv"} < before["documents"].keys()
    before["documents"]["nota-csv"].update(dict.fromkeys(OF_FILE))
    assert after == renamed(before, {"nota-csv": "geweigerd-1"})


@pytest.mark.parametrize("form", FORMS)
def test_parts_of_files_come_back_from_their_files(tmp_path, form):
    workspace = ingested(tmp_path, {**FILES, "mail.eml": MAIL})
    before, after = round_trip(workspace, tmp_path, form)
    assert before["documents"]["mail-bijlage-txt"]["parent"] == "mail"
    assert after == before


@pytest.mark.parametrize("form", FORMS)
def test_parts_of_a_file_that_stays_out_keep_their_place(tmp_path, form):
    entry = {"file": "mail.eml", "title": "Mail", "disclosure": "not_public", "grounds": ["5.1.2e"]}
    dossier = {**DOSSIER, "documents": [*DOSSIER["documents"], entry]}
    workspace = ingested(tmp_path, {**FILES, "dossier.json": dossier, "mail.eml": MAIL})
    before, after = round_trip(workspace, tmp_path, form)
    for name in ("mail", "mail-bijlage-txt"):
        before["documents"][name].update(dict.fromkeys(OF_FILE))
    assert {before["documents"][name]["disclosure"] for name in ("mail", "mail-bijlage-txt")} == {"not_public"}
    assert after == renamed(before, {"mail": "geweigerd-1", "mail-bijlage-txt": "geweigerd-2"})


@pytest.mark.parametrize("form", FORMS)
def test_what_was_withdrawn_stays_so(tmp_path, form):
    workspace = ingested(tmp_path)
    document = next(one.id for one in workspace.catalogue.dossier(ID).documents if one.number == "1")
    assert run(workspace.root, "withdraw", f"{ID}/{document}", "--reason", "privacy") == 0
    assert run(workspace.root, "map") == 0
    before, after = round_trip(workspace, tmp_path, form)
    assert next(one["withdrawn"] for one in before["documents"].values() if one["number"] == "1")
    assert after == before


def test_relations_come_back(tmp_path):
    documents = [{**DOSSIER["documents"][0], "related": ["1", "2"]}, *DOSSIER["documents"][1:]]
    workspace = ingested(tmp_path, {**FILES, "dossier.json": {**DOSSIER, "documents": documents, "series": "verzoek-7"}})
    before, after = round_trip(workspace, tmp_path, "ro-crate")
    assert before["documents"]["besluit"]["related"] == ["stukken-nota-een-100", "nr-2"]
    assert before["series"] == "verzoek-7"
    assert after == before
