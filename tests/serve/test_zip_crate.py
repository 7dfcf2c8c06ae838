"""What is downloaded of a dossier is an RO-Crate: as our validator and the library `rocrate` read it, and of what is public alone."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from urllib.parse import quote

import pytest
from rocrate.rocrate import ROCrate

from fairwoo import cli
from fairwoo.model import Disclosure
from fairwoo.serve.dossiers import crate

METADATA = "ro-crate-metadata.json"


@pytest.fixture(scope="module")
def unpacked(visit, tmp_path_factory):
    """Dossier id → the folder with what its ZIP holds, of those of which a date is known."""
    found = {}
    for dossier in visit.app.state.site.dossiers():
        if not (dossier.published or dossier.decided):
            continue
        folder = tmp_path_factory.mktemp(dossier.id)
        with zipfile.ZipFile(io.BytesIO(visit.get(f"/dossier/{dossier.id}.zip").content)) as archive:
            archive.extractall(folder)
        found[dossier.id] = folder
    return found


def test_every_zip_is_a_crate_without_errors(unpacked, capsys):
    assert len(unpacked) > 10
    for folder in unpacked.values():
        assert cli.run(["validate", str(folder / METADATA), "-q"]) == 0, capsys.readouterr().out


def test_a_file_that_is_not_as_described_is_seen(unpacked):
    """Else the test above proves nothing."""
    folder = unpacked["gm0055-speeltuin-parkstraat"]
    path = next(one for one in (folder / "documenten").iterdir() if one.suffix == ".pdf")
    content = path.read_bytes()
    path.write_bytes(b"X" + content[1:])
    assert cli.run(["validate", str(folder / METADATA), "-q"]) == 1
    path.write_bytes(content)


def test_each_file_is_described_as_it_is_and_no_other(visit, unpacked):
    for name, folder in unpacked.items():
        nodes = {one["@id"]: one for one in json.loads((folder / METADATA).read_text(encoding="utf-8"))["@graph"]}
        there = {quote(one.relative_to(folder).as_posix()): one for one in folder.rglob("*") if one.is_file()}
        files = {iri: one for iri, one in nodes.items() if one["@type"] == "File"}
        assert files.keys() == there.keys() - {METADATA}
        for iri, one in files.items():
            content = there[iri].read_bytes()
            assert (one["sha256"], one["contentSize"]) == (hashlib.sha256(content).hexdigest(), str(len(content))), iri
        for one in files.values():
            if "url" in one:
                assert visit.get(one["url"]).status_code == 200
                assert visit.get(one["identifier"]).headers["location"] == one["url"]  # an ARK
        assert nodes["./"]["url"] == visit.app.state.site.absolute(name).dossier


def test_the_library_reads_it(unpacked):
    for folder in unpacked.values():
        read = ROCrate(folder)
        assert read.root_dataset["name"]
        assert len(list(read.data_entities)) == sum(one.is_file() for one in folder.rglob("*")) - 1


def test_nothing_is_told_of_what_was_not_released(visit, unpacked):
    site, withheld = visit.app.state.site, 0
    for name, folder in unpacked.items():
        text = (folder / METADATA).read_text(encoding="utf-8")
        dossier = site.dossier(name)
        public = {one.sha256 for one in dossier.documents}
        for one in site.workspace.catalogue.dossier(name).documents:
            if one.sha256 and one.sha256 not in public:
                withheld += 1
                assert one.sha256 not in text
            if one.disclosure is Disclosure.NOT_PUBLIC and one.path:
                assert quote(one.path.rpartition("/")[2]) not in text
    assert withheld >= 3


def test_without_a_date_there_is_no_crate(visit, monkeypatch):
    site = visit.app.state.site
    dossier = site.dossier("gm0055-speeltuin-parkstraat")
    assert crate.crate_metadata(site, dossier, (), ())
    found = crate.description(site, dossier, "schemaorg.jsonld")
    told = json.loads(found.content)
    content = json.dumps({key: value for key, value in told.items() if key not in {"datePublished", "dateCreated"}})
    monkeypatch.setattr(crate, "description", lambda *_: found.model_copy(update={"content": content}))
    assert crate.crate_metadata(site, dossier, (), ()) is None
