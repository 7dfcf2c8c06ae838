"""Which folders are dossiers: real shapes, and what lies beside them."""

from __future__ import annotations

import os

import pytest

from fairwoo import ingest
from fairwoo.errors import InputError
from fairwoo.ingest.names import extended, part_folder
from tests.ingest.made import lay, outcomes

SHAPES = {
    "loose documents": (["besluit.pdf", "verzoek.pdf"], ["."]),
    "documents in a part folder, decision on top": (["besluit.pdf", "documenten/1.pdf", "documenten/mail/2.eml"], ["."]),
    "only part folders": (["documenten/1.pdf", "metadata/a.json"], ["."]),
    "numbered part folders": (["01 Verzoek/a.pdf", "02 Besluit/b.pdf", "03_Bijlagen deel 2/c.pdf"], ["."]),
    "parts and one folder of another name": (["documenten/1.pdf", "besluit/2.pdf", "overleg met bewoners/3.pdf"], ["."]),
    "one part folder": (["documenten/1.pdf"], ["."]),
    "a collection": (["zwembad/1.pdf", "speeltuin/1.pdf"], ["speeltuin", "zwembad"]),
    "a collection of one": (["zwembad/1.pdf"], ["zwembad"]),
    "a collection of collections": (["2023/zwembad/1.pdf", "2024/park/documenten/1.pdf"], ["2023/zwembad", "2024/park"]),
    "one part name among dossiers": (["documenten/1.pdf", "zwembad/1.pdf", "park/1.pdf"], ["documenten", "park", "zwembad"]),
    "folders by format among dossiers": (["scans/1.pdf", "zwembad/1.pdf"], ["scans", "zwembad"]),
    "only folders by format": (["pdf/1.pdf", "word/1.docx"], ["."]),
    "read-me beside dossiers": (["LEESMIJ.txt", "zwembad/1.pdf", "park/1.pdf"], ["park", "zwembad"]),
    "read-me alone": (["README.md"], ["."]),
    "system files beside dossiers": ([".DS_Store", "Thumbs.db", "desktop.ini", "zwembad/1.pdf"], ["zwembad"]),
    "own metadata on top": (["dossier.json", "zwembad/1.pdf", "park/1.pdf"], ["."]),
    "a list beside dossiers with own metadata": (["overzicht.xlsx", "a/dossier.json", "b/dossier.json"], ["a", "b"]),
    "a list beside folders without": (["overzicht.xlsx", "a/1.pdf", "b/1.pdf"], ["."]),
    "an empty folder among dossiers": (["leeg/", "zwembad/1.pdf"], ["leeg", "zwembad"]),
    "sorted, capitals first": (["b/1.pdf", "a/1.pdf", "A/1.pdf"], ["A", "a", "b"]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_of_folders(shape, tmp_path):
    files, dossiers = SHAPES[shape]
    root = lay(tmp_path / "in", dict.fromkeys(files, "tekst"))
    found = list(ingest.find(root))
    assert [one.location for one in found] == [str(root if name == "." else root / name) for name in dossiers]
    assert [one.name for one in found] == [(root if name == "." else root / name).name for name in dossiers]


def test_files_beside_dossiers_are_accounted_for_once(tmp_path):
    root = lay(
        tmp_path / "in",
        {"README.md": "x", "2023/lijst.xlsx": "lijst", "Thumbs.db": "x", "2023/a/dossier.json": {}, "2023/b/1": "1"},
    )
    found = list(ingest.find(root))
    beside = {file.path: file.reason.code for one in found for file in one.beside}
    assert beside == {
        "README.md": "file-accompanies-collection",
        "2023/lijst.xlsx": "file-loose-in-collection",
        "Thumbs.db": "file-from-system",
    }
    assert sum(len(one.beside) for one in found) == 3
    assert next(file.size for one in found for file in one.beside if file.path.endswith("xlsx")) == 5


def test_inputs_are_what_decides_whether_a_dossier_changed(tmp_path):
    root = lay(tmp_path / "in", {"1.pdf": "1", "leeg.txt": "", "metadata/a.json": {}, ".DS_Store": "x"})
    os.mkfifo(root / "pijp")
    (one,) = ingest.find(root)
    assert [path.relative_to(root).as_posix() for path in one.inputs] == ["1.pdf", "leeg.txt", "metadata/a.json"]


def test_a_file_is_a_dossier_of_one_document(tmp_path):
    lay(tmp_path / "in", {"besluit.pdf": "1", "ander.pdf": "2"})
    (one,) = ingest.find(tmp_path / "in" / "besluit.pdf")
    assert (one.name, one.inputs) == ("besluit", (tmp_path / "in" / "besluit.pdf",))
    assert one.open(tmp_path / "scratch").files == ("besluit.pdf",)


def test_locations_are_absolute_and_the_same_however_they_are_written(tmp_path, monkeypatch):
    lay(tmp_path / "in", {"a/1.pdf": "1"})
    monkeypatch.chdir(tmp_path)
    written = ("in/a", "./in/../in/a", str(tmp_path / "in" / "a"), "in/a/")
    assert {one.location for text in written for one in ingest.find(tmp_path.__class__(text))} == {str(tmp_path / "in" / "a")}


@pytest.mark.parametrize("made", ["missing", "empty", "only empty folders", "pipe"])
def test_a_location_that_holds_nothing_is_told_in_one_sentence(made, tmp_path):
    place = tmp_path / "plek"
    if made == "empty":
        place.mkdir()
    elif made == "only empty folders":
        (place / "a" / "b").mkdir(parents=True)
    elif made == "pipe":
        os.mkfifo(place)
    with pytest.raises(InputError) as told:
        list(ingest.find(place))
    assert str(place) in told.value.message("nl")
    assert str(place) in told.value.message("en")
    assert "\n" not in told.value.message("nl")


def test_a_folder_that_may_not_be_opened(tmp_path, monkeypatch):
    lay(tmp_path / "in", {"1.pdf": "1"})
    real = os.scandir

    def refuse(path):
        if str(path) == str(tmp_path / "in"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(InputError, match="leesrecht"):
        list(ingest.find(tmp_path / "in"))


def test_a_name_that_is_no_text(tmp_path):
    try:
        (tmp_path / os.fsdecode(b"caf\xe9")).mkdir()
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    with pytest.raises(InputError, match="andere naam"):
        list(ingest.find(tmp_path / os.fsdecode(b"caf\xe9")))


def test_an_empty_folder_among_dossiers_is_refused_and_the_others_go_on(tmp_path):
    refused, taken = outcomes(lay(tmp_path / "in", {"leeg/": None, "zwembad/1.pdf": "1"}), tmp_path)
    assert [finding.code for finding in refused.findings] == ["dossier-without-files"]
    assert taken.dossier.id == "gm0055-zwembad"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Documenten", "documents"),
        ("02_BIJLAGEN (deel 1)", "attachments"),
        ("Metagegevens", "metadata"),
        ("Woo-besluit", "decision"),
        ("e-mails", "documents"),
        ("Foto's", "documents"),
        ("3. Inventarislijst", "inventory"),
        ("Zwembad De Blauwe Golf", None),
        ("2023", None),
        ("Besluit zwembad", None),
    ],
)
def test_part_folders(name, kind):
    assert part_folder(name) == kind


def test_long_windows_paths():
    assert extended(r"C:\woo\dossier") == r"\\?\C:\woo\dossier"
    assert extended(r"\\server\share\woo") == r"\\?\UNC\server\share\woo"
    assert extended(r"\\?\C:\woo") == r"\\?\C:\woo"
