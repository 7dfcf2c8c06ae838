"""The MDTO files are valid by the official XML schema 1.0.1, and their terms are those of the official lists."""

from __future__ import annotations

import csv
import mimetypes
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from fairwoo import extract, ingest
from fairwoo.ingest import Options
from fairwoo.model import Delivery, Extraction
from fairwoo.vocab.words import rows
from tests.map import real
from tests.map.made import MADE, Made

NAMESPACE = "{https://www.nationaalarchief.nl/mdto}"
SAMPLES = Path(__file__).parents[2] / "sample_dossiers" / "dossiers"
MANDATORY = {
    "informatieobject": ("identificatie", "naam", "waardering", "archiefvormer", "beperkingGebruik"),
    "bestand": ("identificatie", "naam", "omvang", "bestandsformaat", "checksum", "isRepresentatieVan"),
}


@pytest.fixture(scope="module")
def schema(standards: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(standards / "mdto" / "MDTO-XML1.0.1.xsd"))


def hashed(made: Made) -> Made:
    """As it comes out of the catalogue: with the times at which its files were taken in."""
    time = datetime(2026, 11, 1, 12, tzinfo=UTC)
    documents = tuple(one.model_copy(update={"hashed": time if one.sha256 else None}) for one in made.dossier.documents)
    return made._replace(dossier=made.dossier.model_copy(update={"documents": documents}))


def delivered(location: Path, scratch: Path, publisher: str | None = None) -> Iterator[Made]:
    """The dossiers of a folder as ingest and their metadata tell them; the formats by the names of the files."""
    for number, found in enumerate(ingest.find(location)):
        outcome = ingest.deliver(found.open(scratch / str(number)), Options(publisher))
        assert isinstance(outcome, Delivery), outcome
        extractions = {
            one.id: Extraction(
                sha256=one.sha256, media_type=mimetypes.guess_type(one.path or "")[0] or "text/plain", language="nld"
            )
            for one in outcome.dossier.documents
            if one.sha256
        }
        yield hashed(Made(extract.settle(outcome.dossier, extractions, outcome.facts).dossier, extractions))


def assert_valid(schema: etree.XMLSchema, made: Made) -> int:
    descriptions = made.describe("mdto").descriptions
    for one in descriptions:
        assert schema.validate(etree.fromstring(one.content.encode())), (one.file_name, schema.error_log)
    return len(descriptions)


@pytest.mark.parametrize("name", MADE)
def test_what_we_write_is_valid(name: str, schema: etree.XMLSchema) -> None:
    assert assert_valid(schema, MADE[name]) > 0


def test_every_sample_dossier_is_valid(schema: etree.XMLSchema, tmp_path: Path) -> None:
    dossiers = [made for body in sorted(SAMPLES.iterdir()) for made in delivered(body, tmp_path / body.name)]
    assert len(dossiers) >= 12
    for made in dossiers:
        documents = [one for one in made.dossier.documents if one.title]
        assert assert_valid(schema, made) >= 1 + len(documents)


def test_every_real_dossier_is_valid(corpus: Path, schema: etree.XMLSchema, tmp_path: Path) -> None:
    """The records of a municipality, and the folders of real documents."""
    records = [hashed(made) for made in real.dossiers(corpus)]
    assert len(records) == 784
    folders = [
        *delivered(corpus / "ocr-dossiers", tmp_path / "ocr"),
        *delivered(corpus / "pdf-dossiers", tmp_path / "pdf", publisher="pv27"),
    ]
    assert len(folders) >= 11
    assert all(assert_valid(schema, made) for made in [*records, *folders])


def test_the_schema_would_notice_what_is_missing(schema: etree.XMLSchema) -> None:
    """So that being valid means something: without any one mandatory element it is not."""
    for one in MADE["rich"].describe("mdto").descriptions[:3]:
        for kind, names in MANDATORY.items():
            for name in names:
                root = etree.fromstring(one.content.encode())
                if root[0].tag != NAMESPACE + kind:
                    continue
                for element in root[0].findall(NAMESPACE + name):
                    root[0].remove(element)
                assert not schema.validate(root), (one.file_name, name)


@pytest.mark.parametrize("name", MADE)
def test_what_a_dossier_cannot_know_is_not_told(name: str) -> None:
    """The category of MDTO is that of a selection list, not of the Woo; how long to keep it is for the archive to say."""
    for one in MADE[name].describe("mdto").descriptions:
        root = etree.fromstring(one.content.encode())
        told = {element.tag.removeprefix(NAMESPACE) for element in root[0]}
        assert not told & {"informatiecategorie", "bewaartermijn", "activiteit", "betrokkene"}
        valued = root.findtext(f".//{NAMESPACE}waardering/{NAMESPACE}begripCode")
        assert valued == ("N" if "waardering" in told else None)
        assert not [element.tag for element in root.iter() if not len(element) and not (element.text or "").strip()]


LISTS = {
    "aggregation": "Aggregatieniveaus",
    "event": "EventTypeLijst",
    "valuation": "Waarderingen",
    "restriction": "BeperkingGebruikTypeLijst",
    "checksum": "ChecksumAlgoritme",
}


def test_the_terms_are_those_of_the_lists(standards: Path) -> None:
    with (standards / "mdto" / "begrippenlijsten.csv").open(encoding="utf-8", newline="") as file:
        listed = {(row["lijst"], row["label"], row["code"]) for row in csv.DictReader(file)}
    own = [row for row in rows("mdto_terms") if row["list"] in LISTS]
    assert len(own) == 12
    assert {(LISTS[row["list"]], row["label"], row["code"]) for row in own} <= listed
