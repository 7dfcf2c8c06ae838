"""What is taken back is gone everywhere at once, does not come back by itself, and its replacement says why it is there."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS
from sqlalchemy import select

from fairwoo import cli
from fairwoo.model import Document, Dossier
from fairwoo.store import Workspace
from fairwoo.store import tables as t
from tests.invariants import assert_workspace_ok

WORD = "kwikstaartje"
DOSSIER = "gm0055-speelbos"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "aangeleverd" / "speelbos"
    (folder / "documenten").mkdir(parents=True)
    (folder / "besluit.txt").write_text("Besluit op uw Woo-verzoek van 3 maart 2023 over het speelbos.\n")
    (folder / "documenten" / "1 brief.txt").write_text(f"Brief over het {WORD}.\nVan: gemeente Jansen\nDatum: 1 februari 2023\n")
    (folder / "documenten" / "2 nota.txt").write_text("Nota over het speelbos.\n")
    (folder / "inventarislijst.csv").write_text(
        "nr;titel;datum;beoordeling\n1;Brief;1-2-2023;Openbaar\n2;Nota;3-2-2023;Openbaar\n"
    )
    return folder


@pytest.fixture
def run(tmp_path: Path):
    def run(*arguments: str, code: int = 0) -> None:
        assert cli.run(["--workspace", str(tmp_path / "werkmap"), "-q", *arguments]) == code, arguments

    return run


@pytest.fixture
def held(tmp_path: Path):
    def held() -> Dossier | None:
        workspace = Workspace.open(tmp_path / "werkmap")
        try:
            return workspace.catalogue.dossier(DOSSIER)
        finally:
            workspace.close()

    return held


def bytes_of(root: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file())


def catalogue_of(root: Path) -> bytes:
    return b"".join(path.read_bytes() for path in root.glob("catalogue.sqlite*"))


def the(dossier: Dossier | None, identifier: str) -> Document:
    assert dossier is not None
    return next(one for one in dossier.documents if one.id == identifier)


def test_a_document_that_is_taken_back_is_gone(tmp_path, source, run, held, capsys):
    run("ingest", str(source), "--publisher", "gm0055")
    run("search", WORD)
    assert WORD in capsys.readouterr().out
    assert b"Jansen" in catalogue_of(tmp_path / "werkmap")
    run("withdraw", f"{DOSSIER}/documenten-1-brief", "--reason", "privacy")
    dossier = held()
    gone = the(dossier, "ingetrokken-1")
    assert (gone.path, gone.sha256, gone.size, gone.withdrawn) == (None, None, None, "c_098c1346")
    assert gone.number == "1"  # the inventory still names it
    assert the(dossier, "documenten-2-nota").withdrawn is None
    capsys.readouterr()
    run("search", WORD)
    assert WORD not in capsys.readouterr().out
    assert_workspace_ok(tmp_path / "werkmap")
    assert (source / "documenten" / "1 brief.txt").exists()
    assert WORD.encode() not in bytes_of(tmp_path / "werkmap" / "originals")
    assert b"Jansen" not in catalogue_of(tmp_path / "werkmap")


def test_it_does_not_come_back_with_the_next_delivery(tmp_path, source, run, held):
    run("ingest", str(source), "--publisher", "gm0055")
    run("withdraw", f"{DOSSIER}/documenten-1-brief", "--reason", "Staat de naam van een kind in")
    (source / "documenten" / "3 memo.txt").write_text("Memo over het speelbos.\n")
    run("ingest", str(source), "--publisher", "gm0055")
    assert the(held(), "ingetrokken-1").withdrawn == "Staat de naam van een kind in"
    assert the(held(), "documenten-3-memo").sha256
    assert_workspace_ok(tmp_path / "werkmap")
    workspace = Workspace.open(tmp_path / "werkmap")
    fates = {file.path: (file.fate.value, file.reason and file.reason.code) for file in workspace.catalogue.files(DOSSIER)}
    workspace.close()
    assert fates["documenten/1 brief.txt"] == ("rejected", "file-withdrawn")


def test_a_replacement_says_why_it_is_there(tmp_path, source, run, held):
    run("ingest", str(source), "--publisher", "gm0055")
    run("withdraw", f"{DOSSIER}/documenten-1-brief", "--reason", "privacy")
    (source / "documenten" / "1 brief.txt").write_text("Brief over het vogeltje van de heer [gelakt].\n")
    run("ingest", str(source), "--publisher", "gm0055")
    replaced = the(held(), "documenten-1-brief")
    assert replaced.withdrawn is None
    assert replaced.sha256
    assert replaced.correction == "c_098c1346"
    assert_workspace_ok(tmp_path / "werkmap")


def test_a_whole_dossier(tmp_path, source, run, held, capsys):
    run("ingest", str(source), "--publisher", "gm0055")
    run("withdraw", DOSSIER, "--reason", "procedure")
    assert held() is None
    capsys.readouterr()
    run("search", "speelbos")
    assert "speelbos" not in capsys.readouterr().out
    assert bytes_of(tmp_path / "werkmap" / "originals") == b""
    run("ingest", str(source), "--publisher", "gm0055", code=3)
    assert held() is None
    workspace = Workspace.open(tmp_path / "werkmap")
    changes = [change[1:3] for change in workspace.catalogue.changes() if change[1] != "described"]
    tombstone = workspace.catalogue.withdrawals(DOSSIER)[0]
    workspace.close()
    assert changes == [("created", DOSSIER), ("withdrawn", DOSSIER)]
    assert (tombstone.publisher.code, tombstone.reason) == ("gm0055", "c_c77c86e0")
    run("withdraw", DOSSIER, "--undo")
    run("ingest", str(source), "--publisher", "gm0055")
    assert held() is not None
    assert_workspace_ok(tmp_path / "werkmap")


def test_undo_lets_a_document_in_again(tmp_path, source, run, held):
    run("ingest", str(source), "--publisher", "gm0055")
    before = held()
    run("withdraw", f"{DOSSIER}/documenten-1-brief", "--reason", "privacy")
    run("withdraw", f"{DOSSIER}/documenten-1-brief", "--undo")
    run("ingest", str(source), "--publisher", "gm0055")
    assert held() == before
    assert_workspace_ok(tmp_path / "werkmap")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("gm0055-weg", "--reason", "privacy"), 3),
        ((f"{DOSSIER}/weg", "--reason", "privacy"), 2),
        ((DOSSIER,), 2),
        ((DOSSIER, "--reason", " "), 2),
        ((DOSSIER, "--reason", "x" * 201), 2),
        ((DOSSIER, "--undo"), 2),
        ((DOSSIER, "--undo", "--reason", "privacy"), 2),
    ],
)
def test_what_cannot_be_taken_back_is_said(source, run, held, arguments, code):
    run("ingest", str(source), "--publisher", "gm0055")
    before = held()
    run("withdraw", *arguments, code=code)
    assert held() == before


def zipped(source: Path, name: str, **texts: str) -> None:
    with zipfile.ZipFile(source / name, "w") as archive:
        for member, text in texts.items():
            archive.writestr(f"{member}.txt", text)


def fates(tmp_path: Path) -> dict[str, tuple[str, str | None]]:
    workspace = Workspace.open(tmp_path / "werkmap")
    try:
        return {one.path: (one.fate.value, one.reason and one.reason.code) for one in workspace.catalogue.files(DOSSIER)}
    finally:
        workspace.close()


def test_what_was_taken_back_before_stays_so_when_its_replacement_is_taken_back_too(tmp_path, source, run, held):
    brief = source / "documenten" / "1 brief.txt"
    first = brief.read_text()
    run("ingest", str(source), "--publisher", "gm0055")
    run("withdraw", f"{DOSSIER}/documenten-1-brief", "--reason", "privacy")
    brief.write_text(f"Tweede versie over het {WORD}.\n")
    run("ingest", str(source), "--publisher", "gm0055")
    run("withdraw", f"{DOSSIER}/documenten-1-brief", "--reason", "procedure")
    for text in (first, f"Tweede versie over het {WORD}.\n"):
        brief.write_text(text)
        run("ingest", str(source), "--publisher", "gm0055")
        assert fates(tmp_path)["documenten/1 brief.txt"] == ("rejected", "file-withdrawn")
        assert [one.id for one in held().documents if one.withdrawn] == ["ingetrokken-1"]
    run("withdraw", f"{DOSSIER}/documenten-1-brief", "--undo")
    for text in (first, f"Tweede versie over het {WORD}.\n"):
        brief.write_text(text)
        run("ingest", str(source), "--publisher", "gm0055")
        assert the(held(), "documenten-1-brief").sha256
    assert_workspace_ok(tmp_path / "werkmap")


def test_a_file_that_was_taken_back_does_not_come_in_inside_another(tmp_path, source, run, held):
    run("ingest", str(source), "--publisher", "gm0055")
    run("withdraw", f"{DOSSIER}/documenten-1-brief", "--reason", "privacy")
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.write(source / "documenten" / "1 brief.txt", "los.txt")
    with zipfile.ZipFile(source / "stukken.zip", "w") as archive:
        archive.writestr("dieper.zip", inner.getvalue())
        archive.writestr("kaart.txt", "Kaart van het speelbos.\n")
    run("ingest", str(source), "--publisher", "gm0055")
    assert fates(tmp_path)["stukken.zip"] == ("rejected", "file-holds-withdrawn")
    dossier = held()
    assert [one.id for one in dossier.documents if one.parent] == []
    assert not [one for one in dossier.documents if one.sha256 and "stukken" in (one.path or "")]
    assert the(dossier, "ingetrokken-1").withdrawn == "c_098c1346"
    assert the(dossier, "ingetrokken-1-houder").withdrawn == "c_098c1346"
    assert b"Jansen" not in catalogue_of(tmp_path / "werkmap")
    assert_workspace_ok(tmp_path / "werkmap")
    (source / "stukken.zip").unlink()
    zipped(source, "stukken.zip", kaart="Kaart van het speelbos.\n")
    run("ingest", str(source), "--publisher", "gm0055")
    assert fates(tmp_path)["stukken.zip"] == ("document", None)


def test_a_file_inside_another_is_taken_back_and_what_holds_it_too(tmp_path, source, run, held):
    zipped(source, "stukken.zip", geheim=f"Verslag over het {WORD}.\n", kaart="Kaart van het speelbos.\n")
    run("ingest", str(source), "--publisher", "gm0055")
    inside = next(one.id for one in held().documents if one.parent and "geheim" in one.id)
    run("withdraw", f"{DOSSIER}/{inside}", "--reason", "privacy")
    assert [one.id for one in held().documents if one.parent] == []
    assert fates(tmp_path)["stukken.zip"] == ("rejected", "file-holds-withdrawn")
    assert b"geheim" not in b"".join(one.encode() for one in exported(tmp_path, run).values())
    zipped(source, "stukken.zip", kaart="Kaart van het speelbos.\n")
    run("ingest", str(source), "--publisher", "gm0055")
    assert [one.id for one in held().documents if one.parent] == ["stukken-kaart-txt"]
    assert the(held(), "ingetrokken-1").withdrawn == "c_098c1346"
    assert_workspace_ok(tmp_path / "werkmap")


def test_what_was_inside_a_file_that_is_taken_back_does_not_come_in_by_itself(tmp_path, source, run, held):
    zipped(source, "stukken.zip", geheim=f"Verslag over het {WORD}.\n", nota="Nota over het speelbos.\n")
    run("ingest", str(source), "--publisher", "gm0055")
    run("withdraw", f"{DOSSIER}/stukken", "--reason", "privacy")
    assert not [one for one in held().documents if one.parent]
    assert the(held(), "documenten-2-nota").sha256  # the same bytes as in the archive, but delivered separately
    (source / "los.txt").write_text(f"Verslag over het {WORD}.\n")
    run("ingest", str(source), "--publisher", "gm0055")
    assert fates(tmp_path)["los.txt"] == ("rejected", "file-withdrawn")
    run("withdraw", f"{DOSSIER}/ingetrokken-1", "--undo")
    run("ingest", str(source), "--publisher", "gm0055")
    assert len([one for one in held().documents if one.parent]) == 2
    assert_workspace_ok(tmp_path / "werkmap")


def exported(tmp_path: Path, run) -> dict[str, str]:
    folder = tmp_path / "uit"
    run("export", "--output", str(folder))
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("said_by", ["nobody", "inventory", "metadata"])
def test_the_notice_stays_when_the_file_is_taken_out_of_the_folder_as_we_advise(tmp_path, source, run, held, said_by):
    if said_by != "inventory":
        (source / "inventarislijst.csv").unlink()
    if said_by == "metadata":
        (source / "dossier.json").write_text(
            json.dumps({"documents": [{"file": "documenten/1 brief.txt", "title": "Brief"}, {"file": "besluit.txt"}]})
        )
    run("ingest", str(source), "--publisher", "gm0055")
    run("withdraw", f"{DOSSIER}/documenten-1-brief", "--reason", "privacy")
    (source / "documenten" / "1 brief.txt").unlink()
    for force in ((), ("--force",)):
        run("ingest", str(source), "--publisher", "gm0055", *force)
        gone = [one for one in held().documents if one.sha256 is None]
        assert [(one.id, one.withdrawn) for one in gone] == [("ingetrokken-1", "c_098c1346")]
        assert gone[0].title == (None if said_by == "nobody" else "Brief")
    graph = Graph().parse(data=exported(tmp_path, run)[f"{DOSSIER}/dcat.ttl"])
    document = next(one for one in graph.subjects() if str(one).endswith("/document/ingetrokken-1"))
    assert str(graph.value(document, DCTERMS.accessRights)).endswith("/NON_PUBLIC")
    assert str(graph.value(document, URIRef("http://www.w3.org/ns/adms#status"))).endswith("/WITHDRAWN")
    assert_workspace_ok(tmp_path / "werkmap")


def test_a_withheld_document_is_not_taken_for_the_one_that_was_taken_back(source, run, held):
    (source / "documenten" / "1 brief.txt").rename(source / "documenten" / "brief.txt")
    (source / "inventarislijst.csv").write_text("nr;titel;beoordeling\n7;Brief;Niet openbaar\n2;Nota;Openbaar\n")
    run("ingest", str(source), "--publisher", "gm0055")
    run("withdraw", f"{DOSSIER}/documenten-brief", "--reason", "privacy")
    (source / "documenten" / "brief.txt").unlink()
    run("ingest", str(source), "--publisher", "gm0055")
    assert [one.id for one in held().documents if one.withdrawn] == ["ingetrokken-1"]
    assert the(held(), "nr-7").withdrawn is None


NAME = "klacht-van-anneke-dijkgraaf-over-ontslag"


def test_nothing_says_the_name_of_the_file_any_more(tmp_path, source, run, held):
    (source / "inventarislijst.csv").unlink()
    (source / f"{NAME}.txt").write_text("Onderwerp: Klacht over het speelbos\nVan: een inwoner\n")
    run("ingest", str(source), "--publisher", "gm0055")
    assert NAME in str(exported(tmp_path, run))
    before = catalogue_of(tmp_path / "werkmap").count(NAME.encode())
    run("withdraw", f"{DOSSIER}/{NAME}", "--reason", "privacy")
    assert NAME not in str(exported(tmp_path, run))
    assert "Klacht" not in str(exported(tmp_path, run))
    (source / f"{NAME}.txt").unlink()
    run("ingest", str(source), "--publisher", "gm0055")
    workspace = Workspace.open(tmp_path / "werkmap")
    said = [str(workspace.catalogue.changes()), str(workspace.catalogue.rows(select(t.step)))]
    said += [str(workspace.catalogue.rows(select(table))) for table in (t.withdrawal, t.dossier, t.description, t.finding)]
    workspace.close()
    assert before > 0
    assert [NAME in one for one in said] == [False] * len(said)
    assert (tmp_path / "werkmap" / "report.html").exists()
    assert NAME not in (tmp_path / "werkmap" / "report.html").read_text()
    assert_workspace_ok(tmp_path / "werkmap")


def test_an_id_of_its_own_stays(source, run, held):
    (source / "dossier.json").write_text(json.dumps({"documents": [{"file": "documenten/1 brief.txt", "id": "brief-7"}]}))
    run("ingest", str(source), "--publisher", "gm0055")
    run("withdraw", f"{DOSSIER}/brief-7", "--reason", "privacy")
    assert the(held(), "brief-7").withdrawn == "c_098c1346"
    (source / "documenten" / "1 brief.txt").unlink()
    run("ingest", str(source), "--publisher", "gm0055")
    assert [one.id for one in held().documents if one.withdrawn] == ["brief-7"]
    run("withdraw", f"{DOSSIER}/documenten-2-nota", "--reason", "privacy")
    assert {one.id for one in held().documents if one.withdrawn} == {"brief-7", "ingetrokken-1"}


def test_a_dossier_does_not_come_back_under_another_name(tmp_path, source, run, held, capsys):
    run("ingest", str(source), "--publisher", "gm0055")
    run("withdraw", DOSSIER, "--reason", "privacy")
    for name in ("anders", "verpakt"):
        other = tmp_path / name
        other.mkdir()
        if name == "anders":
            shutil.copy(source / "besluit.txt", other)
        else:
            with zipfile.ZipFile(other / "post.zip", "w") as archive:
                archive.write(source / "besluit.txt", "bijlage.txt")
        capsys.readouterr()
        run("ingest", str(other), "--publisher", "gm0055", code=3)
        assert DOSSIER in capsys.readouterr().err
    run("ingest", str(tmp_path / "anders"), "--publisher", "gm0363")  # another body may well have the same file
    workspace = Workspace.open(tmp_path / "werkmap")
    ids = [one.id for one in workspace.catalogue.held()]
    workspace.close()
    assert ids == ["gm0363-anders"]
    run("withdraw", DOSSIER, "--undo")
    run("ingest", str(source), "--publisher", "gm0055")
    assert held() is not None
    assert_workspace_ok(tmp_path / "werkmap")


def test_a_file_that_other_dossiers_have_too_keeps_nothing_out(tmp_path, source, run):
    for folder in (source, tmp_path / "buren"):
        folder.mkdir(exist_ok=True)
        (folder / "folder.txt").write_text("Zo maakt u bezwaar. " * 100)
    run("ingest", str(source), "--publisher", "gm0055")
    run("ingest", str(tmp_path / "buren"), "--publisher", "gm0055")
    run("withdraw", DOSSIER, "--reason", "privacy")
    run("ingest", str(tmp_path / "buren"), "--publisher", "gm0055", "--force")


@pytest.mark.parametrize("what", [f"{DOSSIER}/documenten-1-brief", DOSSIER])
def test_what_is_allowed_again_changed_after_it_was_taken_back(tmp_path, source, run, what):
    run("ingest", str(source), "--publisher", "gm0055")
    workspace = Workspace.open(tmp_path / "werkmap")
    addresses = [one for held in workspace.catalogue.descriptions(DOSSIER) for one in held.parts]
    if what != DOSSIER:
        addresses = [one for one in addresses if "1-brief" in one]
    workspace.close()
    assert addresses
    run("withdraw", what, "--reason", "privacy")
    run("withdraw", what, "--undo")
    run("ingest", str(source), "--publisher", "gm0055")
    workspace = Workspace.open(tmp_path / "werkmap")
    numbers = {subject: number for number, _, subject, _ in workspace.catalogue.changes()}
    withdrawn = next(number for number, operation, _, _ in workspace.catalogue.changes() if operation == "withdrawn")
    workspace.close()
    assert [one for one in addresses if numbers[one] < withdrawn] == []


def test_the_text_of_a_refused_document_is_found_by_nobody(tmp_path, source, run, capsys):
    """Its file was delivered all the same: it stays in the archive's own workspace, and out of the search."""
    (source / "inventarislijst.csv").write_text(
        "nr;titel;datum;beoordeling\n1;Brief;1-2-2023;Niet openbaar\n2;Nota;3-2-2023;Openbaar\n"
    )
    run("ingest", str(source), "--publisher", "gm0055")
    capsys.readouterr()
    run("search", WORD)
    assert WORD not in capsys.readouterr().out
    assert_workspace_ok(tmp_path / "werkmap")
