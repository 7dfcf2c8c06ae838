"""Packages as others open them: by the libraries `rocrate` and `bagit`, and by hand."""

from __future__ import annotations

import builtins
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import bagit
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rocrate.rocrate import ROCrate

from fairwoo import pack, validate
from fairwoo.errors import InputError, UsageError
from fairwoo.ingest.packages.bag import _decoded
from fairwoo.model import Level
from fairwoo.pack import Options
from fairwoo.pack.forms.bagit import encoded as manifest_name
from fairwoo.settings import MapSettings
from fairwoo.validate import Given
from tests.pack.made import BODY, DOSSIER, FILES, ID, ingested, tree

NOTA = "stukken/nota één 100%.txt"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return ingested(tmp_path_factory.mktemp("pack"))


def packed(workspace, output, form="ro-crate", **options):
    return pack.write(form, ID, workspace, output, Options(**options))


def graph_of(folder):
    content = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    return content["@context"], {node["@id"]: node for node in content["@graph"]}


@pytest.mark.parametrize("version", ["1.2", "1.3"])
def test_a_crate_says_what_the_dossier_says(workspace, tmp_path, version):
    packed(workspace, tmp_path / "pakket", version=version)
    context, graph = graph_of(tmp_path / "pakket")
    assert context == f"https://w3id.org/ro/crate/{version}/context"
    descriptor, root = graph["ro-crate-metadata.json"], graph["./"]
    assert descriptor["conformsTo"] == {"@id": f"https://w3id.org/ro/crate/{version}"}
    assert root["name"] == DOSSIER["title"]
    assert root["description"] == "Over het zwembad."
    assert root["datePublished"] == "2023-02-03"
    assert root["license"] == {"@id": "https://creativecommons.org/publicdomain/zero/1.0/"}
    assert root["author"] == {"@id": "https://identifier.overheid.nl/tooi/id/gemeente/gm0055"}
    assert [one["@id"].rpartition("&")[2] for one in root["mentions"]] == ["onderdeel=e", "lid=5"]
    nota = graph["stukken/nota%20%C3%A9%C3%A9n%20100%25.txt"]
    content = str(FILES[NOTA]).encode()
    assert nota["@type"] == "File"
    assert (nota["sha256"], nota["contentSize"]) == (hashlib.sha256(content).hexdigest(), str(len(content)))
    assert nota["encodingFormat"] == "text/plain"
    assert nota["mentions"] == root["mentions"][0]
    assert "license" not in graph["besluit.txt"]  # it has that of the root
    assert "niet_open" in nota["license"]["@id"]  # nobody says that the body made it


def test_whom_to_ask_is_in_the_crate_if_it_is_set(workspace, tmp_path):
    settings = MapSettings(contact_name="Woo-team", contact_email="woo@boarnsterhim.example")
    packed(workspace, tmp_path / "pakket", map=settings)
    _, graph = graph_of(tmp_path / "pakket")
    body = graph["https://identifier.overheid.nl/tooi/id/gemeente/gm0055"]
    assert body["contactPoint"] == {"@id": "mailto:woo@boarnsterhim.example"}
    assert graph["mailto:woo@boarnsterhim.example"]["name"] == "Woo-team"
    packed(workspace, tmp_path / "zonder")
    assert "contactPoint" not in graph_of(tmp_path / "zonder")[1][body["@id"]]


def test_every_file_is_in_the_crate_and_every_entry_is_a_file(workspace, tmp_path):
    packed(workspace, tmp_path / "pakket")
    crate = ROCrate(tmp_path / "pakket")
    on_disk = set(tree(tmp_path / "pakket")) - {"ro-crate-metadata.json"}
    assert {entity.source.relative_to(tmp_path / "pakket").as_posix() for entity in crate.data_entities} == on_disk
    assert {"besluit.txt", NOTA, "dossier.json"} < on_disk
    assert not [path for path in on_disk if "/" not in path and path not in {"besluit.txt", "dossier.json"}]


def test_our_own_validator_has_nothing_against_it(workspace, tmp_path):
    packed(workspace, tmp_path / "pakket")
    file = tmp_path / "pakket" / "ro-crate-metadata.json"
    result = validate.validate(Given(str(file), file.read_bytes(), file.parent))
    assert result.form == "ro-crate"
    assert not list(result.findings)


def test_the_reference_library_finds_a_bag_valid(workspace, tmp_path):
    packed(workspace, tmp_path / "bag", "bagit")
    encoded = tmp_path / "bag" / "data" / NOTA
    assert encoded.is_file()
    # bagit 1.9 does not know that RFC 8493 has a percent sign encoded: for it the name is put as it expects it
    for name in ("sha256", "sha512"):
        manifest = tmp_path / "bag" / f"manifest-{name}.txt"
        assert "100%25.txt" in manifest.read_text(encoding="utf-8")
        manifest.write_text(manifest.read_text(encoding="utf-8").replace("%25", "%"), encoding="utf-8")
        (tmp_path / "bag" / f"tagmanifest-{name}.txt").unlink()
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert bag.info["Bagging-Date"] == "2023-03-04"
    assert bag.info["External-Identifier"] == ID
    assert bag.info["Source-Organization"] == "gemeente Boarnsterhim"
    assert bag.version_info == (1, 0)
    assert sorted(bag.algorithms) == ["sha256", "sha512"]


def test_a_bag_without_special_names_is_valid_as_it_is(tmp_path):
    workspace = ingested(
        tmp_path, {"dossier.json": {"decided": "2023-02-01"}, "besluit.txt": "Besluit.", "map/nota.txt": "Nota."}
    )
    packed(workspace, tmp_path / "bag", "bagit")
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert "Bagging-Date" not in bag.info  # nothing says when, and packages know no clock


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_a_name_in_a_manifest_is_the_name_again_when_it_is_read(name):
    line = manifest_name(name)
    assert "\n" not in line
    assert "\r" not in line
    assert _decoded(line) == name


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_line_ends_in_names_are_encoded(tmp_path):
    workspace = ingested(
        tmp_path,
        {"dossier.json": {"decided": "2023-02-01"}, "besluit.txt": "Besluit.", "een\nregel.txt": "Een.", "nog\reen.txt": "Twee."},
    )
    packed(workspace, tmp_path / "bag", "bagit")
    listed = (tmp_path / "bag" / "manifest-sha256.txt").read_text(encoding="utf-8")
    assert "data/een%0Aregel.txt\n" in listed
    assert "data/nog%0Deen.txt\n" in listed
    bagit.Bag(str(tmp_path / "bag")).validate()


def test_an_archive_holds_what_the_folder_holds(workspace, tmp_path):
    for form, top in (("ro-crate", ""), ("bagit", f"{ID}/")):
        packed(workspace, tmp_path / form, form)
        packed(workspace, tmp_path / f"{form}.zip", form)
        with zipfile.ZipFile(tmp_path / f"{form}.zip") as archive:
            held = {name: archive.read(name) for name in archive.namelist()}
        assert held == {f"{top}{path}": content for path, content in tree(tmp_path / form).items()}


@pytest.mark.parametrize("form", ["ro-crate", "bagit"])
def test_the_same_dossier_gives_the_same_bytes(workspace, tmp_path, form):
    packed(workspace, tmp_path / "a.zip", form)
    program = (
        "import sys; from pathlib import Path; from fairwoo import pack; from fairwoo.store import Workspace\n"
        "pack.write(sys.argv[1], sys.argv[2], Workspace.open(Path(sys.argv[3])), Path(sys.argv[4]))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    arguments = [sys.executable, "-c", program, form, ID, str(workspace.root), str(tmp_path / "b.zip")]
    subprocess.run(arguments, check=True, env=environment)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_package_is_replaced_and_nothing_else_is(workspace, tmp_path):
    output = tmp_path / "pakket"
    packed(workspace, output)
    (output / "oud.txt").write_text("van een vorige keer")
    packed(workspace, output)
    assert not (output / "oud.txt").exists()
    other = tmp_path / "iets-anders"
    other.mkdir()
    (other / "brief.txt").write_text("van iemand")
    with pytest.raises(UsageError):
        packed(workspace, other)
    assert tree(other) == {"brief.txt": b"van iemand"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["iets-anders", "pakket"]  # no left-overs


def test_a_package_that_cannot_be_put_in_place_leaves_the_old_one(workspace, tmp_path, monkeypatch):
    output = tmp_path / "pakket"
    packed(workspace, output)
    before, real = tree(output), Path.replace

    def refuse(self, target):
        if Path(target) == output:
            raise PermissionError(13, "in gebruik")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(InputError, match="in gebruik"):
        packed(workspace, output)
    assert tree(output) == before
    assert [path.name for path in tmp_path.iterdir()] == ["pakket"]


def test_an_original_that_was_damaged_gives_no_package(tmp_path):
    workspace = ingested(tmp_path)
    digest = hashlib.sha256(str(FILES[NOTA]).encode()).hexdigest()
    original = workspace.originals.path(digest)
    original.chmod(0o600)
    original.write_bytes(b"X" * original.stat().st_size)
    with pytest.raises(InputError, match="nota"):
        packed(workspace, tmp_path / "pakket")
    assert not (tmp_path / "pakket").exists()


@pytest.mark.parametrize("form", ["ro-crate", "bagit"])
def test_a_package_needs_no_library(form, workspace, tmp_path, monkeypatch):
    real = builtins.__import__

    def absent(name, *arguments, **options):
        if name.split(".")[0] in {"rocrate", "bagit"}:
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", absent)
    assert pack.write(form, ID, workspace, tmp_path / "pakket").output


def test_unknown_dossiers_and_forms_are_refused(workspace, tmp_path):
    with pytest.raises(InputError):
        pack.write("bagit", f"{BODY}-bestaat-niet", workspace, tmp_path / "x")
    with pytest.raises(UsageError, match="ro-crate"):
        pack.write("zip", ID, workspace, tmp_path / "x")


@pytest.mark.parametrize("form", ["ro-crate", "bagit"])
def test_a_dossier_without_any_date_is_told_and_not_packed(form, tmp_path):
    workspace = ingested(tmp_path, {"nota.txt": "Een nota."})
    result = pack.write(form, ID, workspace, tmp_path / "pakket")
    assert [one.code for one in result.findings if one.level is Level.ERROR] == ["package-date-missing"]
    assert result.output is None
    assert not (tmp_path / "pakket").exists()
