"""Nasty folders: every file has one fate, and nothing outside the folder is read."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo import ingest
from fairwoo.ingest import Options
from fairwoo.model import Delivery, FileFate
from fairwoo.shared import sha256_of
from tests.ingest.made import BODY, codes, deliver, fates, finding, lay, outcomes, reasons


def test_sizes_and_hashes_are_those_of_the_files(tmp_path):
    root = lay(tmp_path / "in", {"besluit.pdf": "inhoud", "metadata/a.json": {"title": "x", "handledBy": BODY}})
    delivery = deliver(root, tmp_path)
    assert [(file.path, file.size, file.sha256) for file in delivery.files] == [
        (path, (root / path).stat().st_size, sha256_of(root / path)) for path in ("besluit.pdf", "metadata/a.json")
    ]
    (document,) = delivery.dossier.documents
    assert (document.path, document.size, document.sha256) == ("besluit.pdf", 6, sha256_of(root / "besluit.pdf"))
    assert document.media_type is None


def test_what_systems_leave_behind_is_skipped_and_told(tmp_path):
    left = [
        "Thumbs.db",
        ".DS_Store",
        "sub/desktop.ini",
        "~$besluit.docx",
        "__MACOSX/._1.pdf",
        ".git/config",
        ".verborgen",
        "x.tmp",
    ]
    delivery = deliver(lay(tmp_path / "in", dict.fromkeys(["1.pdf", *left], "x")), tmp_path)
    assert reasons(delivery) == dict.fromkeys(left, "file-from-system")
    assert {file.reason.level for file in delivery.files if file.reason} == {"info"}
    assert [document.path for document in delivery.dossier.documents] == ["1.pdf"]


def test_an_empty_file_is_rejected(tmp_path):
    delivery = deliver(lay(tmp_path / "in", {"1.pdf": "x", "leeg.pdf": ""}), tmp_path)
    assert reasons(delivery) == {"leeg.pdf": "file-empty"}


def test_unknown_formats_are_documents_all_the_same(tmp_path):
    names = ["1.pdf.ocr", "geen ending", "x.onbekend", "README.md", "archief.zip", "lijst.csv"]
    delivery = deliver(lay(tmp_path / "in", {name: name for name in names}), tmp_path)
    assert {document.path for document in delivery.dossier.documents} == set(names)


def test_an_unreadable_file_is_rejected_and_the_rest_goes_on(tmp_path):
    root = lay(tmp_path / "in", {"1.pdf": "x", "dicht.pdf": "y"})

    def hash_file(path):
        if path.name == "dicht.pdf":
            raise PermissionError(13, "Permission denied")
        return sha256_of(path)

    (one,) = ingest.find(root)
    delivery = ingest.deliver(one.open(tmp_path / "scratch"), Options(BODY), hash_file)
    assert isinstance(delivery, Delivery)
    assert reasons(delivery) == {"dicht.pdf": "file-unreadable"}
    assert "leesrecht" in delivery.files[1].reason.message.nl


def test_a_file_that_vanishes_after_it_was_found_is_rejected(tmp_path):
    root = lay(tmp_path / "in", {"1.pdf": "x", "weg.pdf": "y"})
    (one,) = ingest.find(root)
    folder = one.open(tmp_path / "scratch")
    (root / "weg.pdf").unlink()
    delivery = ingest.deliver(folder, Options(BODY))
    assert reasons(delivery) == {"weg.pdf": "file-unreadable"}


def test_a_folder_that_may_not_be_opened_is_told(tmp_path, monkeypatch):
    root = lay(tmp_path / "in", {"1.pdf": "x", "dicht/2.pdf": "y"})
    real = os.scandir

    def refuse(path):
        if str(path).rstrip("/").endswith("dicht"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    delivery = deliver(root, tmp_path)
    assert reasons(delivery) == {"dicht": "file-unreadable"}


def test_links_are_followed_only_to_files_within_the_folder(tmp_path):
    outside = lay(tmp_path / "elders", {"geheim.txt": "geheim"})
    root = lay(tmp_path / "in", {"1.pdf": "x", "sub/2.pdf": "y"})
    (root / "binnen.pdf").symlink_to("1.pdf")
    (root / "buiten.txt").symlink_to(outside / "geheim.txt")
    (root / "buiten").symlink_to(outside)
    (root / "rond").symlink_to(root)
    (root / "nergens").symlink_to("bestaat-niet")
    (root / "zelf").symlink_to("zelf")
    delivery = deliver(root, tmp_path)
    assert reasons(delivery) == dict.fromkeys(["buiten", "buiten.txt", "nergens", "rond", "zelf"], "file-special")
    assert {document.path for document in delivery.dossier.documents} == {"1.pdf", "binnen.pdf", "sub/2.pdf"}
    assert "geheim" not in delivery.model_dump_json().replace("geheim.txt", "")


def test_a_location_reached_by_a_link_is_an_ordinary_folder(tmp_path):
    lay(tmp_path / "echt", {"1.pdf": "x"})
    (tmp_path / "link").symlink_to("echt")
    assert deliver(tmp_path / "link", tmp_path).dossier.id == "gm0055-link"


def test_pipes_are_not_opened(tmp_path):
    root = lay(tmp_path / "in", {"1.pdf": "x"})
    os.mkfifo(root / "pijp")
    assert reasons(deliver(root, tmp_path)) == {"pijp": "file-special"}


def test_a_name_that_is_no_text_is_rejected_and_shown(tmp_path):
    root = lay(tmp_path / "in", {"1.pdf": "x"})
    try:
        (root / os.fsdecode(b"caf\xe9.pdf")).write_text("y")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    delivery = deliver(root, tmp_path)
    assert reasons(delivery) == {"caf\\udce9.pdf": "file-name-unreadable"}
    assert delivery.model_dump_json()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_are_kept_as_they_are_found(form, tmp_path):
    name = unicodedata.normalize(form, "verslag café.pdf")
    delivery = deliver(lay(tmp_path / "in", {name: "x"}), tmp_path)
    assert [(document.path, document.id) for document in delivery.dossier.documents] == [(name, "verslag-cafe")]


@pytest.mark.parametrize(
    "name", ["a\nb.pdf", "a\u202egpj.exe", "con.pdf", "punt. ", "=HYPERLINK(1).pdf", "é" * 120, "-rf", "a\\b"]
)
def test_awkward_names_survive(name, tmp_path):
    delivery = deliver(lay(tmp_path / "in", {name: "x"}), tmp_path)
    (document,) = delivery.dossier.documents
    assert document.path == name
    assert document.id.replace("-", "").isalnum()
    assert document.id.isascii()


def test_long_paths_survive(tmp_path):
    path = "/".join(["map met een lange naam van veertig tekens"] * 20) + "/besluit.pdf"
    (document,) = deliver(lay(tmp_path / "in", {"x.pdf": "1", path: "x"}), tmp_path).dossier.documents[:1]
    assert document.path == path
    assert len(document.id) <= 60


def test_a_deep_tree_needs_no_recursion(tmp_path):
    root = lay(tmp_path / "in", {"0.pdf": "0"})
    folder = root
    for _ in range(600):
        folder /= "d"
        folder.mkdir()
    (folder / "1.pdf").write_text("x")
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(450)
    try:
        delivery = deliver(root, tmp_path)
    finally:
        sys.setrecursionlimit(usual)
    assert set(fates(delivery)) == {"0.pdf", "d/" * 600 + "1.pdf"}


def test_equal_files_are_kept_and_told(tmp_path):
    delivery = deliver(lay(tmp_path / "in", {"a.pdf": "x", "b.pdf": "x", "c.pdf": "z"}), tmp_path)
    assert len(delivery.dossier.documents) == 3
    told = finding(delivery, "file-duplicate")
    assert (told.level, told.place.file) == ("info", "b.pdf")
    assert "a.pdf" in told.message.nl


def test_files_in_a_metadata_folder_are_never_documents(tmp_path):
    files = {"1.pdf": "x", "Metadata/lijst.csv": "a;b", "metadata/README.md": "x", "sub/metadata/deep/x.pdf": "y"}
    delivery = deliver(lay(tmp_path / "in", files), tmp_path)
    assert Counter(fates(delivery).values()) == {"document": 1, "metadata": 3}
    assert codes(delivery) == {"metadata-not-used": 3}


def test_nothing_to_take_in_is_a_refusal_that_accounts_for_the_files(tmp_path):
    (outcome,) = outcomes(lay(tmp_path / "in", {"leeg.pdf": "", "Thumbs.db": "x"}), tmp_path)
    assert [finding.code for finding in outcome.findings] == ["dossier-empty", "file-empty"]
    assert reasons(outcome) == {"leeg.pdf": "file-empty", "Thumbs.db": "file-from-system"}


def test_a_dossier_may_have_metadata_only(tmp_path):
    own = {"title": "Geweigerd", "documents": [{"number": "1", "title": "Nota", "disclosure": "not_public"}]}
    delivery = deliver(lay(tmp_path / "in", {"dossier.json": own}), tmp_path)
    assert [document.id for document in delivery.dossier.documents] == ["nr-1"]
    assert not codes(delivery)


_NAMES = st.sampled_from(
    ["a", "b.pdf", "B.PDF", "é.txt", "metadata", "documenten", ".x", "Thumbs.db", "dossier.json", "README", "z" * 70]
)
_CONTENTS = st.sampled_from(["", "x", "tekst", '{"title": "T"}', "[1,", "{}"])


@given(st.dictionaries(st.lists(_NAMES, min_size=1, max_size=4).map("/".join), _CONTENTS, max_size=12))
def test_every_file_of_any_tree_has_one_fate(tmp_path_factory, tree):
    root = tmp_path_factory.mktemp("in")
    written = 0
    for path, content in sorted(tree.items()):
        try:
            lay(root, {path: content})
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            continue
        written += 1
    if not written:
        return
    total = 0
    for number, one in enumerate(ingest.find(root)):
        outcome = ingest.deliver(one.open(root.parent / f"{root.name}-{number}"), Options(BODY))
        total += len(fates(outcome)) + len(one.beside)
        if isinstance(outcome, Delivery):
            documents = [document for document in outcome.dossier.documents if document.path]
            assert len({document.id for document in outcome.dossier.documents}) == len(outcome.dossier.documents)
            assert [file.path for file in outcome.files if file.fate is FileFate.DOCUMENT] == [
                document.path for document in documents
            ]
    assert total == written
