"""Real deliveries: every folder is taken in, every file has one fate."""

from __future__ import annotations

import pytest

from fairwoo import ingest
from fairwoo.ingest import Options
from fairwoo.model import Delivery
from tests.ingest.made import about, codes, deliver, fates, outcomes, reasons

pytestmark = pytest.mark.corpus


def test_a_published_dossier_of_a_province(corpus, tmp_path):
    """Acceptance 2 of the pipeline, as far as this room goes: 7 documents, facts of all three metadata files."""
    delivery = deliver(corpus / "pdf-dossiers" / "nh-zonneweide-jaagweg", tmp_path, publisher=None)
    assert delivery.dossier.publisher.uri == "https://identifier.overheid.nl/tooi/id/provincie/pv27"
    assert sorted(fates(delivery).values()) == ["document"] * 7 + ["metadata"] * 5
    assert len(delivery.dossier.documents) == 7
    assert all(document.path and document.path.endswith(".pdf") for document in delivery.dossier.documents)
    assert about(delivery, None, "decided") == [("2021-12-23",)] * 3
    paths = [document.path for document in delivery.dossier.documents]
    assert [path for path in paths if ("partly_public",) in about(delivery, path, "disclosure")] == paths[:5]
    assert all(about(delivery, path, "grounds") == [("10.2e",)] * 3 for path in paths[:5])
    roles = [values for path in paths for values in set(about(delivery, path, "role"))]
    assert (roles.count(("decision",)), roles.count(("inventory",)), len(roles)) == (1, 1, 7)
    assert codes(delivery).keys() == {"metadata-not-used", "metadata-theme-unread"}


@pytest.mark.parametrize(
    ("folder", "dossiers"),
    [
        ("pdf-dossiers", 3),
        ("ocr-dossiers", 10),
        ("derived/typeset", 4),
        ("derived", 5),
        ("hostile", 16),
        ("pdf-dossiers/nh-zonneweide-jaagweg", 1),
        ("pdf-dossiers/nh-zonneweide-jaagweg/documenten", 1),
        ("inventories/minvws-platform-fixtures", 1),
        ("council/amsterdam-raadsinformatie-ocr", 2),
    ],
)
def test_how_many_dossiers_there_are(folder, dossiers, corpus):
    assert len(list(ingest.find(corpus / folder))) == dossiers


def test_every_file_of_the_whole_corpus_is_accounted_for(corpus, tmp_path):
    found = list(ingest.find(corpus))
    total = sum(len(one.beside) for one in found)
    for number, one in enumerate(found):
        outcome = ingest.deliver(one.open(tmp_path / str(number)), Options("gm0055"))
        assert isinstance(outcome, Delivery), one.location
        total += len(fates(outcome))
        assert all(finding.place.file for finding in outcome.dossier.findings)
    assert total == sum(path.is_file() for path in corpus.rglob("*"))


def test_metadata_that_only_resemble_our_form_are_used_as_far_as_they_go(corpus, tmp_path):
    for number, one in enumerate(sorted((corpus / "ocr-dossiers").iterdir())):
        if one.is_dir():
            delivery = deliver(one, tmp_path / str(number), publisher=None)
            assert delivery.dossier.publisher.code == "gm0363"
            assert about(delivery, None, "title")
            assert about(delivery, None, "regime")
            assert set(codes(delivery)) <= {"dossier-json-key-unknown", "dossier-json-wrong", "file-duplicate"}


@pytest.mark.parametrize("name", ["zip-slip.zip", "zip-crc-error.zip", "bomb-nested-3x16.zip"])
def test_hostile_archives(name, corpus, tmp_path):
    (outcome,) = outcomes(corpus / "hostile" / "made" / name, tmp_path)
    assert len(fates(outcome)) == {"zip-slip.zip": 4, "zip-crc-error.zip": 1, "bomb-nested-3x16.zip": 16}[name]
    assert set(reasons(outcome).values()) <= {"archive-member-refused"}
    assert len(reasons(outcome)) == {"zip-slip.zip": 3, "zip-crc-error.zip": 1, "bomb-nested-3x16.zip": 0}[name]
    assert {path.relative_to(tmp_path).parts[:2] for path in tmp_path.rglob("*") if path.is_file()} <= {("scratch-0", "unpacked")}


def test_every_archive_gives_an_account(corpus, tmp_path):
    archives = sorted(corpus.rglob("*.zip"))
    assert all(fates(outcomes(archive, tmp_path / str(number))[0]) for number, archive in enumerate(archives))
