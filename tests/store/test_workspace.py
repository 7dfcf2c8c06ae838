"""The workspace keeps what it was given, tells what it cannot keep, and has one writer at a time."""

from __future__ import annotations

import hashlib
import multiprocessing
import sqlite3
import stat
from datetime import date
from pathlib import Path

import pytest

from fairwoo.errors import InputError, WorkspaceError
from fairwoo.model import Body, DeliveredFile, Delivery, Document, Dossier, Extraction, FileFate, Page
from fairwoo.store import Record, Workspace

BODY = Body(
    uri="https://identifier.overheid.nl/tooi/id/gemeente/gm0055",
    code="gm0055",
    name="gemeente Boarnsterhim",
    register_name="gemeente",
)


def original(folder: Path, content: bytes) -> tuple[Path, str]:
    path = folder / "in.bin"
    path.write_bytes(content)
    return path, hashlib.sha256(content).hexdigest()


def record(dossier_id: str, *, location: str = "/a", title: str = "Zwembad", sha256: str | None = None) -> Record:
    document = Document(id="besluit", path="besluit.pdf", sha256=sha256, size=3)
    dossier = Dossier(
        id=dossier_id, location=location, publisher=BODY, title=title, decided=date(2013, 2, 1), documents=(document,)
    )
    file = DeliveredFile(path="besluit.pdf", size=3, fate=FileFate.DOCUMENT, sha256=sha256)
    readings = {"besluit": f"{sha256} besluit.pdf"} if sha256 else {}
    revision = hashlib.sha256(f"{dossier_id}{title}{sha256}".encode()).hexdigest()
    return Record(dossier, Delivery(dossier=dossier, files=(file,)), (), (), readings, {}, "fingerprint", revision)


@pytest.fixture
def workspace(tmp_path):
    opened = Workspace.open(tmp_path / "werkmap", create=True)
    yield opened
    opened.close()


class TestOriginals:
    def test_an_original_is_kept_by_its_hash_and_read_only(self, workspace, tmp_path):
        path, sha256 = original(tmp_path, b"%PDF")
        kept = workspace.originals.put(path, sha256)
        assert kept.read_bytes() == b"%PDF"
        assert not kept.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
        assert workspace.originals.is_sound(kept)

    def test_putting_it_again_changes_nothing(self, workspace, tmp_path):
        path, sha256 = original(tmp_path, b"%PDF")
        first = workspace.originals.put(path, sha256).stat().st_mtime_ns
        assert workspace.originals.put(path, sha256).stat().st_mtime_ns == first

    def test_a_file_that_changed_meanwhile_is_refused_and_leaves_nothing(self, workspace, tmp_path):
        path, _ = original(tmp_path, b"new")
        with pytest.raises(InputError, match="veranderde"):
            workspace.originals.put(path, hashlib.sha256(b"old").hexdigest())
        assert list(workspace.originals.held()) == []

    def test_a_flipped_bit_is_seen(self, workspace, tmp_path):
        path, sha256 = original(tmp_path, b"%PDF")
        kept = workspace.originals.put(path, sha256)
        kept.chmod(0o644)
        kept.write_bytes(b"%PDG")
        assert not workspace.originals.is_sound(kept)


class TestCatalogue:
    def test_what_is_put_comes_back(self, workspace):
        workspace.catalogue.put(record("gm0055-zwembad"), "2026-01-01T00:00:00")
        dossier = workspace.catalogue.dossier("gm0055-zwembad")
        assert dossier is not None
        assert (dossier.title, dossier.decided) == ("Zwembad", date(2013, 2, 1))
        assert [file.path for file in workspace.catalogue.files("gm0055-zwembad")] == ["besluit.pdf"]

    def test_the_change_table_tells_created_changed_and_stays_silent_on_the_same(self, workspace):
        put = workspace.catalogue.put
        assert put(record("a"), "t1") == "created"
        assert put(record("a"), "t2") == "same"
        assert put(record("a", title="Zwembad De Plons"), "t3") == "changed"
        assert [(operation, subject) for _, operation, subject, _ in workspace.catalogue.changes()] == [
            ("created", "a"),
            ("changed", "a"),
        ]

    def test_a_folder_that_gets_another_id_withdraws_the_old_one(self, workspace):
        workspace.catalogue.put(record("a", location="/map"), "t1")
        workspace.catalogue.put(record("b", location="/map"), "t2")
        assert [held.id for held in workspace.catalogue.held()] == ["b"]
        assert [change[1:3] for change in workspace.catalogue.changes()] == [
            ("created", "a"),
            ("withdrawn", "a"),
            ("created", "b"),
        ]

    def test_an_extraction_of_another_version_is_not_handed_out(self, workspace):
        made = Extraction(sha256="aa", media_type="text/plain", pages=(Page(number=1, text="één"),), made_by="extract/1")
        workspace.catalogue.put_extractions({"aa x.txt": (made, [])})
        assert workspace.catalogue.extraction("aa x.txt", "extract/1") == made
        assert workspace.catalogue.extraction("aa x.txt", "extract/2") is None

    def test_sweeping_removes_what_no_dossier_refers_to_and_nothing_else(self, workspace, tmp_path):
        path, sha256 = original(tmp_path, b"keep")
        keep = workspace.originals.put(path, sha256)
        path, stray = original(tmp_path, b"stray")
        gone = workspace.originals.put(path, stray)
        workspace.catalogue.put(record("a", sha256=sha256), "t")
        assert workspace.sweep() == 1
        assert keep.exists()
        assert not gone.exists()


class TestOpening:
    def test_no_workspace_says_what_to_do(self, tmp_path):
        with pytest.raises(WorkspaceError, match="fairwoo ingest"):
            Workspace.open(tmp_path / "niets")

    def test_a_newer_workspace_is_refused(self, tmp_path):
        Workspace.open(tmp_path, create=True).close()
        with sqlite3.connect(tmp_path / "catalogue.sqlite") as connection:
            connection.execute("UPDATE meta SET value = '99'")
        connection.close()
        with pytest.raises(WorkspaceError, match="nieuwere"):
            Workspace.open(tmp_path)

    def test_a_file_that_is_no_catalogue_is_refused(self, tmp_path):
        (tmp_path / "catalogue.sqlite").write_bytes(b"dit is geen database, maar wel lang genoeg om er een te lijken" * 40)
        with pytest.raises(WorkspaceError, match="beschadigd"):
            Workspace.open(tmp_path)

    def test_a_rehearsal_writes_nothing(self, workspace, tmp_path):
        workspace.catalogue.put(record("a"), "t")
        before = tree(workspace.root)
        path, sha256 = original(tmp_path, b"x")
        with Workspace.rehearsal(workspace.root) as rehearsal:
            assert [held.id for held in rehearsal.catalogue.held()] == ["a"]
            assert rehearsal.originals.put(path, sha256) == path
            rehearsal.catalogue.put(record("b", location="/b"), "t")
        assert tree(workspace.root) == before


def tree(root: Path) -> dict[str, bytes]:
    """Everything but SQLite's own side files, which come and go with readers."""
    return {str(p): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file() and not p.name.endswith(("-shm", "-wal"))}


def hold_lease(root: str, ready, release) -> None:
    workspace = Workspace.open(Path(root))
    with workspace.lease():
        ready.set()
        release.wait(30)
    workspace.close()


class TestLease:
    def test_a_second_writer_is_told_who_holds_it_and_a_killed_one_lets_go(self, workspace):
        context = multiprocessing.get_context("spawn")
        ready, release = context.Event(), context.Event()
        holder = context.Process(target=hold_lease, args=(str(workspace.root), ready, release))
        holder.start()
        try:
            assert ready.wait(30)
            with pytest.raises(WorkspaceError, match=f"pid {holder.pid}"), workspace.lease():
                pass
        finally:
            holder.kill()
            holder.join()
        with workspace.lease():
            assert workspace.scratch.is_dir()

    def test_what_a_killed_run_left_in_scratch_is_gone(self, workspace):
        workspace.scratch.mkdir()
        (workspace.scratch / "half").write_text("x")
        with workspace.lease():
            assert list(workspace.scratch.iterdir()) == []


def write_many(root: str, name: str) -> None:
    workspace = Workspace.open(Path(root))
    for number in range(20):
        workspace.catalogue.put(record(f"{name}{number}", location=f"/{name}{number}"), "t")
    workspace.close()


def test_two_processes_that_write_at_once_lose_nothing(workspace):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(str(workspace.root), name)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
        assert writer.exitcode == 0
    assert len(workspace.catalogue.held()) == 40


class TestFolder:
    @pytest.mark.parametrize("there", ["besluit.pdf", "zaak1/besluit.pdf", "tmp/brief.pdf", "report.pdf", "originals/ab/abc"])
    def test_a_folder_with_something_else_in_it_is_not_made_a_workspace(self, tmp_path, there):
        file = tmp_path / "map" / there
        file.parent.mkdir(parents=True)
        file.write_bytes(b"%PDF")
        name = there.split("/")[0]
        with pytest.raises(WorkspaceError, match=f"zoals {name}"):
            Workspace.open(tmp_path / "map", create=True)
        with pytest.raises(WorkspaceError, match=f"zoals {name}"), Workspace.rehearsal(tmp_path / "map"):
            pass
        assert [one.name for one in (tmp_path / "map").iterdir()] == [name]

    @pytest.mark.parametrize("there", [[], [".DS_Store"], ["fairwoo.toml"], ["lost+found/x"], ["lock", "originals/ab/abc"]])
    def test_what_may_lie_where_a_workspace_is_made(self, tmp_path, there):
        for name in there:
            (tmp_path / "map" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "map" / name).write_bytes(b"x")
        Workspace.open(tmp_path / "map", create=True).close()
        assert (tmp_path / "map" / "catalogue.sqlite").exists()

    def test_a_workspace_with_other_files_in_it_stays_one(self, workspace):
        (workspace.root / "notitie.txt").write_bytes(b"van de gebruiker")
        Workspace.open(workspace.root, create=True).close()
        with Workspace.rehearsal(workspace.root):
            pass
