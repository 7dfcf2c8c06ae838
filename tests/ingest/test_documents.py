"""Ids of documents, and which file a name in the metadata means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.ingest.documents import delivered, short_slug
from fairwoo.ingest.matching import Shelf
from fairwoo.model import DeliveredFile, FileFate
from tests.ingest.made import about, codes, deliver, finding, lay, metadata, without_file


def ids(*paths: str) -> dict[str | None, str]:
    return {one.path: one.id for one in delivered(DeliveredFile(path=path, size=1, fate=FileFate.DOCUMENT) for path in paths)}


def test_an_id_is_the_path_without_its_ending():
    assert ids("Besluit Woo.pdf", "documenten/01 Mail.eml") == {
        "Besluit Woo.pdf": "besluit-woo",
        "documenten/01 Mail.eml": "documenten-01-mail",
    }


def test_ids_that_would_be_the_same_get_the_ending_then_a_number():
    assert ids("nota.pdf", "nota.docx", "Nota.PDF", "besluit.pdf") == {
        "besluit.pdf": "besluit",
        "nota.docx": "nota-docx",
        "Nota.PDF": "nota-pdf",
        "nota.pdf": "nota-pdf-2",
    }


def test_an_id_does_not_depend_on_the_other_files_unless_they_collide():
    assert ids("a.pdf", "b.pdf")["b.pdf"] == ids("b.pdf", "c.pdf", "d/e.pdf")["b.pdf"]


def test_long_names_that_begin_alike_stay_apart():
    long = "woo-verzoek over de herinrichting van het dorpsplein en omgeving, deel "
    one, two = (ids(f"{long}{n}.pdf")[f"{long}{n}.pdf"] for n in (1, 2))
    assert one != two
    assert max(len(one), len(two)) <= 60


@given(
    st.lists(st.text(min_size=1, max_size=90).filter(lambda text: "\0" not in text and text.strip("/.")), unique=True, max_size=8)
)
def test_ids_are_unique_plain_and_short(paths):
    found = ids(*paths)
    assert len(set(found.values())) == len(paths)
    assert all(len(name) <= 64 and name.isascii() and name == name.lower() for name in found.values())


@given(st.text(max_size=200))
def test_a_short_slug_of_a_short_slug_is_itself(text):
    assert short_slug(short_slug(text)) == short_slug(text)


PATHS = [
    "besluit.pdf",
    "documenten/1. Memo café.pdf",
    "documenten/Memo-1281.pdf",
    "documenten/2.pdf.ocr",
    "a/nota.pdf",
    "b/nota.pdf",
    "metadata+bijlagen/x y.pdf",
]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("besluit.pdf", "besluit.pdf"),
        ("documenten/1. Memo café.pdf", "documenten/1. Memo café.pdf"),
        ("1. Memo café.pdf", "documenten/1. Memo café.pdf"),
        ("1. MEMO CAFÉ.PDF", "documenten/1. Memo café.pdf"),
        ("1. Memo cafe\u0301.pdf", "documenten/1. Memo café.pdf"),
        ("documenten\\1. Memo café.pdf", "documenten/1. Memo café.pdf"),
        ("./besluit.pdf", "besluit.pdf"),
        ("../besluit.pdf", "besluit.pdf"),
        ("elders/besluit.pdf", "besluit.pdf"),
        ("1.%20Memo%20caf%C3%A9.pdf", "documenten/1. Memo café.pdf"),
        ("x+y.pdf", "metadata+bijlagen/x y.pdf"),
        ("memo-1281", "documenten/Memo-1281.pdf"),
        ("Memo-1281.docx", "documenten/Memo-1281.pdf"),
        ("2.pdf", "documenten/2.pdf.ocr"),
        ("2", None),
        ("a/nota.pdf", "a/nota.pdf"),
        ("nota.pdf", None),
        ("nota", None),
        ("besluit-2.pdf", None),
        ("", None),
        ("/", None),
    ],
)
def test_which_file_a_name_means(name, path):
    assert Shelf(PATHS).find(name, "metadata/dossier.json") == path


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12), unique=True, max_size=6), st.data()
)
def test_an_exact_path_is_always_found_where_it_is_the_only_one(paths, data):
    shelf = Shelf(paths)
    if paths:
        wanted = data.draw(st.sampled_from(paths))
        found = shelf.find(wanted, "dossier.json")
        assert found in {None, *paths}


def own(*documents: dict) -> dict:
    return {"title": "T", "documents": list(documents)}


def test_a_file_that_is_named_and_not_there_is_kept_without_file_and_told(tmp_path):
    files = {"1.pdf": "x", "dossier.json": own({"file": "1.pdf"}, {"file": "2.pdf", "title": "Nota", "disclosure": "public"})}
    delivery = deliver(lay(tmp_path / "in", files), tmp_path)
    told = finding(delivery, "metadata-file-missing")
    assert (told.level, told.place.path) == ("warning", "$.documents[1]")
    assert "“2.pdf”" in told.message.nl
    assert without_file(delivery) == {"nota": {"file": ("2.pdf",), "title": ("Nota",), "disclosure": ("public",)}}


@pytest.mark.parametrize("disclosure", ["not_public", "already_public"])
def test_a_withheld_document_needs_no_file(disclosure, tmp_path):
    files = {"1.pdf": "x", "dossier.json": own({"file": "1.pdf"}, {"file": "2.pdf", "number": "2", "disclosure": disclosure})}
    delivery = deliver(lay(tmp_path / "in", files), tmp_path)
    assert not codes(delivery)
    assert list(without_file(delivery)) == ["nr-2"]


def test_a_released_document_without_a_file_name_is_told(tmp_path):
    delivery = deliver(lay(tmp_path / "in", {"1.pdf": "x", "dossier.json": own({"file": "1.pdf"}, {"title": "Nota"})}), tmp_path)
    assert codes(delivery) == {"metadata-file-not-named": 1}


def test_two_descriptions_of_one_file_are_told(tmp_path):
    delivery = deliver(
        lay(
            tmp_path / "in", {"1.pdf": "x", "dossier.json": own({"file": "1.pdf", "title": "A"}, {"file": "1.pdf", "title": "B"})}
        ),
        tmp_path,
    )
    assert codes(delivery) == {"metadata-file-twice": 1}
    assert about(delivery, "1.pdf", "title") == [("A",)]
    assert without_file(delivery) == {"b": {"file": ("1.pdf",), "title": ("B",)}}


def test_a_document_that_the_metadata_do_not_name_is_told(tmp_path):
    delivery = deliver(lay(tmp_path / "in", {"1.pdf": "x", "2.pdf": "y", "dossier.json": own({"file": "1.pdf"})}), tmp_path)
    told = finding(delivery, "file-not-in-metadata")
    assert (told.level, told.place.file) == ("info", "2.pdf")


def test_metadata_without_documents_say_nothing_of_files(tmp_path):
    assert not codes(deliver(lay(tmp_path / "in", {"1.pdf": "x", "dossier.json": {"title": "T"}}), tmp_path))


def test_several_metadata_files_speak_of_the_same_documents(tmp_path):
    """Facts of all are kept, `dossier.json` first, then Woogle, then WooFAIRify, then by name; withheld documents are not doubled."""
    fairify = {
        "title": "F",
        "handledBy": "gm0055",
        "documents": [{"fileName": "1.PDF", "title": "F1"}, {"identifier": "9", "title": "Geheim", "valuation": "Niet openbaar"}],
    }
    woogle = {
        "dc_title": "W",
        "dc_publisher": "gm0055",
        "dc_type": "2i",
        "foi_files": {"foi_documenten": {"dc_source": "1.pdf", "dc_title": "W1"}},
    }
    mine = own({"file": "1.pdf", "title": "D1"}, {"number": 9, "disclosure": "not_public"})
    files = {"1.pdf": "x", "a.json": fairify, "b.json": woogle, "c.json": fairify | {"title": "C"}, "dossier.json": mine}
    delivery = deliver(lay(tmp_path / "in", files), tmp_path)
    assert about(delivery, None, "title") == [("T",), ("W",), ("F",), ("C",)]
    assert about(delivery, "1.pdf", "title") == [("D1",), ("W1",), ("F1",), ("F1",)]
    assert list(without_file(delivery)) == ["nr-9"]
    assert [fact.values for fact in metadata(delivery) if (fact.subject, fact.property) == ("nr-9", "title")] == [("Geheim",)] * 2
    assert not codes(delivery)


def test_an_unknown_json_is_a_document_and_told(tmp_path):
    delivery = deliver(lay(tmp_path / "in", {"1.pdf": "x", "gegevens.json": {"a": 1}}), tmp_path)
    assert {document.path for document in delivery.dossier.documents} == {"1.pdf", "gegevens.json"}
    assert codes(delivery) == {"metadata-not-recognised": 1}


def test_a_broken_json_says_where_it_is_broken(tmp_path):
    delivery = deliver(lay(tmp_path / "in", {"1.pdf": "x", "metadata/a.json": "[1,\n2"}), tmp_path)
    told = finding(delivery, "json-malformed")
    assert (told.place.file, told.place.row) == ("metadata/a.json", 2)
    assert [file.fate for file in delivery.files] == ["document", "metadata"]


def test_the_name_of_the_folder_is_the_last_resort_title(tmp_path):
    delivery = deliver(lay(tmp_path / "Zwembad_De  Golf", {"1.pdf": "x"}), tmp_path)
    (title,) = [fact for fact in delivery.facts if fact.property == "title"]
    assert (title.values, title.source.kind) == (("Zwembad De Golf",), "folder")
    assert title.confidence < 0.5


LICENSE = "http://creativecommons.org/publicdomain/zero/1.0/"


def test_the_licence_of_the_settings_counts_where_metadata_are_silent(tmp_path):
    silent = deliver(lay(tmp_path / "a", {"1.pdf": "x"}), tmp_path, license=LICENSE)
    assert [(fact.values, fact.source.kind) for fact in silent.facts if fact.property == "license"] == [((LICENSE,), "setting")]
    told = lay(tmp_path / "b", {"1.pdf": "x", "dossier.json": {"title": "T", "license": "https://example.org/eigen"}})
    assert [fact.values for fact in deliver(told, tmp_path, license=LICENSE).facts if fact.property == "license"] == [
        ("https://example.org/eigen",)
    ]


def test_the_same_folder_gives_the_same_delivery(tmp_path):
    files = {
        "1.pdf": "x",
        "sub/2.pdf": "y",
        "dossier.json": own({"file": "1.pdf"}, {"number": "2", "disclosure": "not_public"}),
        "leeg": "",
    }
    root = lay(tmp_path / "in", files)
    assert deliver(root, tmp_path).model_dump_json() == deliver(root, tmp_path).model_dump_json()
