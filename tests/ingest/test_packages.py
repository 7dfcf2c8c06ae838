"""Packages that other tools made (the libraries `rocrate` and `bagit`), and packages that were tampered with."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import bagit
import pytest
from rocrate.rocrate import ROCrate

from fairwoo import ingest
from fairwoo.ingest import Options
from fairwoo.model import Delivery
from tests.ingest.made import about, codes, deliver, fates, finding, lay, outcomes, reasons

NOTA = "Nota over het zwembad.\n"


@pytest.fixture
def source(tmp_path):
    return lay(tmp_path / "bron", {"nota één.txt": NOTA, "map/besluit.txt": "Besluit.", "map/dieper/bijlage.txt": "Bijlage."})


@pytest.fixture
def crate(source, tmp_path):
    made = ROCrate()
    made.name, made.description, made.datePublished = "Dossier zwembad", "Over het zwembad.", "2023-02-03T10:00:00+01:00"
    made.license = "https://creativecommons.org/publicdomain/zero/1.0/"
    made.add_file(source / "nota één.txt", properties={"name": "De nota", "dateCreated": "2022-12-24"}, record_size=True)
    made.add_directory(source / "map", dest_path="map")
    made.write(tmp_path / "crate")
    made.write_zip(tmp_path / "crate.zip")
    return tmp_path / "crate"


@pytest.fixture
def bag(source, tmp_path):
    bagit.make_bag(str(source), {"External-Identifier": "Zaak 12", "Bagging-Date": "2023-02-03"}, checksums=["md5", "sha512"])
    return source


@pytest.mark.parametrize("name", ["crate", "crate.zip"])
def test_a_foreign_crate_tells_its_name_description_and_files(crate, tmp_path, name):
    delivery = deliver(tmp_path / name, tmp_path)
    assert set(fates(delivery).items()) >= {
        ("nota één.txt", "document"),
        ("map/besluit.txt", "document"),
        ("map/dieper/bijlage.txt", "document"),
        ("ro-crate-metadata.json", "metadata"),
    }
    assert about(delivery, None, "title") == [("Dossier zwembad",)]
    assert about(delivery, None, "description") == [("Over het zwembad.",)]
    assert about(delivery, None, "published") == [("2023-02-03",)]
    assert about(delivery, None, "license") == [("https://creativecommons.org/publicdomain/zero/1.0/",)]
    assert about(delivery, "nota één.txt", "title") == [("De nota",)]
    assert about(delivery, "nota één.txt", "dated") == [("2022-12-24",)]
    assert not [code for code in codes(delivery) if code.startswith("package-")]


def test_a_crate_with_a_broken_metadata_file_is_taken_in_and_told(crate, tmp_path):
    (crate / "ro-crate-metadata.json").write_text('{"@graph": [')
    delivery = deliver(crate, tmp_path)
    assert finding(delivery, "package-damaged").place.file == "ro-crate-metadata.json"
    assert fates(delivery)["nota één.txt"] == "document"


@pytest.mark.parametrize("packed", [False, True])
def test_a_foreign_bag_gives_its_payload_under_its_own_paths(bag, tmp_path, packed):
    place = bag
    if packed:
        place = tmp_path / "bag.zip"
        with zipfile.ZipFile(place, "w") as archive:
            for path in sorted(bag.rglob("*")):
                archive.write(path, f"bag/{path.relative_to(bag).as_posix()}")
    delivery = deliver(place, tmp_path)
    documents = {path for path, fate in fates(delivery).items() if fate == "document"}
    assert documents == {"nota één.txt", "map/besluit.txt", "map/dieper/bijlage.txt"}
    assert delivery.dossier.id == "gm0055-zaak-12"
    assert {path for path, fate in fates(delivery).items() if fate == "metadata"} >= {"../bagit.txt", "../manifest-md5.txt"}
    assert not [code for code in codes(delivery) if code.startswith("package-")]


def test_what_was_done_to_a_bag_is_told(bag, tmp_path):
    (bag / "data" / "nota één.txt").write_text(NOTA.upper(), encoding="utf-8")
    (bag / "data" / "map" / "besluit.txt").unlink()
    (bag / "data" / "erbij.txt").write_text("Later erbij gezet.")
    delivery = deliver(bag, tmp_path)
    assert reasons(delivery) == {"nota één.txt": "package-file-changed", "erbij.txt": "package-file-unlisted"}
    assert finding(delivery, "package-file-missing").place.file == "map/besluit.txt"
    assert [document.path for document in delivery.dossier.documents] == ["map/dieper/bijlage.txt"]


def test_what_a_system_left_in_a_bag_is_skipped_as_everywhere(tmp_path):
    folder = lay(tmp_path / "tas", {"nota.txt": NOTA, "Thumbs.db": "x"})
    bagit.make_bag(str(folder))
    delivery = deliver(folder, tmp_path)
    assert reasons(delivery) == {"Thumbs.db": "file-from-system"}
    assert "package-file-missing" not in codes(delivery)


def test_a_manifest_that_was_adapted_to_a_change_is_told_by_its_own_digest(bag, tmp_path):
    manifest = bag / "manifest-md5.txt"
    manifest.write_text(manifest.read_text(encoding="utf-8") + "0" * 32 + "  data/geest.txt\n", encoding="utf-8")
    delivery = deliver(bag, tmp_path)
    assert finding(delivery, "package-file-changed").place.file == "manifest-md5.txt"
    assert finding(delivery, "package-file-missing").place.file == "geest.txt"


def test_a_bag_without_manifest_says_that_nothing_can_be_checked(bag, tmp_path):
    for path in bag.glob("*manifest-*.txt"):
        path.unlink()
    delivery = deliver(bag, tmp_path)
    assert finding(delivery, "package-damaged")
    assert len(delivery.dossier.documents) == 3


def test_a_manifest_cannot_point_outside_the_bag(bag, tmp_path):
    outside = tmp_path / "geheim.txt"
    outside.write_text("geheim")
    manifest = bag / "manifest-md5.txt"
    manifest.write_text(manifest.read_text(encoding="utf-8") + "0" * 32 + "  data/../../geheim.txt\n", encoding="utf-8")
    tags = bag / "tagmanifest-md5.txt"
    tags.write_text("0" * 32 + " ../geheim.txt\n")
    delivery = deliver(bag, tmp_path)
    assert not [path for path in fates(delivery) if "geheim" in path]
    assert outside.read_text() == "geheim"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_have_to_be_encoded_come_back(tmp_path):
    folder = lay(tmp_path / "bron", {"een\nregel.txt": "Een.", "twee: drie?.txt": "Twee.", "gewoon.txt": "Drie."})
    bagit.make_bag(str(folder))
    with zipfile.ZipFile(tmp_path / "bag.zip", "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, f"bag/{path.relative_to(folder).as_posix()}")
    for place in (folder, tmp_path / "bag.zip"):
        delivery = deliver(place, tmp_path)
        assert {document.path for document in delivery.dossier.documents} == {"een\nregel.txt", "twee: drie?.txt", "gewoon.txt"}
        assert not [code for code in codes(delivery) if code.startswith(("package-", "archive-"))]


def test_a_folder_of_packages_gives_a_dossier_each(crate, bag, tmp_path):
    shelf = tmp_path / "pakketten"
    shelf.mkdir()
    bag.rename(shelf / "tas")
    crate.rename(shelf / "kist")
    (tmp_path / "crate.zip").rename(shelf / "kist-twee.zip")
    (shelf / ".verborgen").write_text("telt niet mee")
    found = outcomes(shelf, tmp_path)
    assert [one.dossier.id for one in found if isinstance(one, Delivery)] == ["gm0055-kist", "gm0055-kist-twee", "gm0055-zaak-12"]


def test_an_ordinary_archive_or_folder_is_no_package(tmp_path):
    folder = lay(tmp_path / "gewoon", {"nota.txt": NOTA, "data/x.txt": "X", "map/ro-crate-metadata.json": {"@graph": []}})
    with zipfile.ZipFile(tmp_path / "gewoon.zip", "w") as archive:
        archive.writestr("nota.txt", NOTA)
    for place in (folder, tmp_path / "gewoon.zip"):
        (found,) = ingest.find(place)
        delivery = ingest.deliver(found.open(tmp_path / "s"), Options("gm0055"))
        assert fates(delivery)["nota.txt"] == "document"


def test_a_broken_archive_is_refused_as_ever(tmp_path):
    broken = tmp_path / "ro-crate.zip"
    broken.write_bytes(b"PK\x03\x04 en dan niets")
    (found,) = ingest.find(broken)
    with pytest.raises(Exception, match="zip"):
        found.open(tmp_path / "s")


def test_strange_metadata_of_a_crate_break_nothing(tmp_path):
    about_nothing = {"@id": "ro-crate-metadata.json", "about": {"@id": "./"}}
    for graph in (
        [about_nothing, {"@id": "./", "name": ["x"], "license": 3, "publisher": [{"@id": 4}], "hasPart": "nota.txt"}],
        [about_nothing, {"@id": "./"}, {"@id": "../buiten.txt", "@type": "File"}, {"@id": "https://x/", "@type": ["File", 3]}],
        [about_nothing, {"@id": "./"}, {"@id": "nota.txt", "@type": "File", "contentSize": "veel", "sha256": "kort"}],
        [None, 3, {"@id": []}],
    ):
        folder = lay(tmp_path / str(len(list(tmp_path.iterdir()))), {"nota.txt": NOTA})
        Path(folder / "ro-crate-metadata.json").write_text(json.dumps({"@graph": graph}))
        assert fates(deliver(folder, tmp_path))["nota.txt"] == "document"


@pytest.mark.parametrize("name", ["x" * 5000, "map/" * 2000 + "x", "een\0twee"])
def test_a_file_of_a_bag_with_a_name_that_no_file_can_have_is_missing(bag, tmp_path, name):
    for manifest, path in (("tagmanifest-md5.txt", name), ("manifest-md5.txt", f"data/{name}")):
        with (bag / manifest).open("a", encoding="utf-8") as opened:
            opened.write(f"{'0' * 32}  {path}\n")
    delivery = deliver(bag, tmp_path)
    assert codes(delivery)["package-file-missing"] == 2
    assert len(delivery.dossier.documents) == 3
