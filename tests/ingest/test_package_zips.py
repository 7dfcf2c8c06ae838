"""Packages in a ZIP of a stranger: names that lead outside, names in other encodings, names that a file system cannot have."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from fairwoo.ingest.packages import opening
from fairwoo.model import Delivery
from tests.ingest.made import deliver, fates, finding, outcomes, reasons

METADATA = "ro-crate-metadata.json"
CRATE = json.dumps(
    {
        "@graph": [
            {"@id": METADATA, "@type": "CreativeWork", "about": {"@id": "./"}},
            {"@id": "./", "@type": "Dataset", "name": "Zwembad", "hasPart": [{"@id": "nota.txt"}]},
            {"@id": "nota.txt", "@type": "File"},
        ]
    }
)


def packed(file: Path, members: Mapping[str, str], *, marked: bool = True) -> Path:
    """A ZIP of these members, with exactly these names; without `marked` it does not say that they are UTF-8."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in members.items():
            member = zipfile.ZipInfo("x")
            member.filename = name if marked else "x" * len(name.encode())
            archive.writestr(member, text)
    if not marked:
        content = file.read_bytes()
        for name in (*members, *members):  # before each member, and once more in the directory of the archive
            content = content.replace(b"x" * len(name.encode()), name.encode(), 1)
        file.write_bytes(content)
    return file


def given(archive: Path, scratch: Path) -> Delivery:
    (outcome,) = outcomes(archive, scratch)
    assert isinstance(outcome, Delivery), outcome
    return outcome


@pytest.mark.parametrize("top", ["/", "//", "../", "../../", "./../", "map/../../", "C:/", "c:", "\\", "..\\"])
def test_a_package_is_never_looked_for_outside_the_folder_it_is_unpacked_in(tmp_path, top):
    (tmp_path / "geheim.txt").write_text("Geheim.")
    archive = packed(tmp_path / "kist.zip", {f"{top}{METADATA}": CRATE, f"{top}nota.txt": "Nota."})
    assert not opening.is_packed(archive)
    scratch = tmp_path / "s"
    folder = opening.open_archive(archive, scratch)
    assert folder.root.resolve().is_relative_to((scratch / "unpacked").resolve())
    assert not folder.files


@pytest.mark.parametrize("top", ["", "kist/", "./", "./kist/"])
def test_a_member_that_leads_outside_is_refused_and_the_rest_is_taken_in(tmp_path, top):
    members = {f"{top}{METADATA}": CRATE, f"{top}nota.txt": "Nota.", "../buiten.txt": "x", "/etc/buiten.txt": "x"}
    delivery = given(packed(tmp_path / "kist.zip", members), tmp_path)
    assert fates(delivery)["nota.txt"] == "document"
    assert set(reasons(delivery).values()) == {"archive-member-refused"}
    assert len(reasons(delivery)) == 2
    assert not list(tmp_path.rglob("buiten.txt"))


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("top", ["Café Noir/", "Besluit – één/", "", "kist\\"])
def test_names_in_utf_8_are_read_whether_or_not_the_archive_says_so(tmp_path, marked, top):
    members = {f"{top}{METADATA}": CRATE.replace("nota.txt", "nota%20%C3%A9%C3%A9n.txt"), f"{top}nota één.txt": "Nota."}
    archive = packed(tmp_path / "kist.zip", members, marked=marked)
    assert opening.is_packed(archive)
    delivery = given(archive, tmp_path)
    assert fates(delivery) == {METADATA: "metadata", "nota één.txt": "document"}
    assert {one.code for one in delivery.dossier.findings}.isdisjoint({"package-file-missing", "archive-member-renamed"})


@pytest.mark.parametrize("top", ["één: twee?/", "con/", f"{'lang' * 60}/", f"{'lang' * 80}/"])
def test_a_folder_that_a_file_system_may_not_have_is_still_the_package(tmp_path, top):
    delivery = given(packed(tmp_path / "kist.zip", {f"{top}{METADATA}": CRATE, f"{top}nota.txt": "Nota."}), tmp_path)
    assert fates(delivery) == {METADATA: "metadata", "nota.txt": "document"}
    assert "package-file-missing" not in {one.code for one in delivery.dossier.findings}


def test_a_package_of_which_the_metadata_are_refused_says_that_nothing_can_be_checked(tmp_path):
    archive = packed(tmp_path / "kist.zip", {f"kist/{METADATA}": CRATE, "kist/nota.txt": "Nota."})
    content = bytearray(archive.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1  # as if it had a password
    archive.write_bytes(content)
    delivery = deliver(archive, tmp_path)
    assert finding(delivery, "package-damaged").place.file.startswith("ro-crate-metadata.json")
    assert fates(delivery)["nota.txt"] == "document"
    assert reasons(delivery)[METADATA] == "archive-member-refused"
