"""Every sample dossier and every dossier of the corpus, as fairwoo reads them, conforms in DCAT: the dossiers, and their catalogues."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rdflib import RDF, Graph
from rdflib.namespace import DCAT

from fairwoo import cli
from fairwoo import map as mapping
from fairwoo.map import Output, Published
from fairwoo.model import Dossier
from fairwoo.store import Workspace
from tests.conformance.dcat_shapes import (
    NOT_ALWAYS_KNOWN,
    Validator,
    by_pyshacl,
    by_rust,
    classes,
    of_ours,
    official_shapes,
    value_types,
)
from tests.map import real
from tests.map.made import WITH_API

SAMPLES = Path(__file__).parents[2] / "sample_dossiers" / "dossiers"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def shapes(standards: Path) -> tuple[Graph, Graph]:
    return official_shapes(standards), value_types(standards)


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Iterator[Workspace]:
    """The samples, and all that the corpus has whole dossiers of."""
    root, pdfs = tmp_path_factory.mktemp("dcat") / "werkmap", corpus / "pdf-dossiers"
    ours = sorted(SAMPLES.iterdir())
    for publisher, sources in (
        (None, [*ours, corpus / "ocr-dossiers", pdfs / "nh-zonneweide-jaagweg"]),
        ("mnre1130", [pdfs / "ienw-landsadvocaat-stikstof"]),
        ("mnre1109", [pdfs / "ocw-corona-scholen-inventaris"]),
    ):
        given = ["--publisher", publisher] if publisher else []
        assert cli.run(["--workspace", str(root), "-q", "ingest", *given, *map(str, sources)]) == 0
    workspace = Workspace.open(root)
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def dossiers(taken_in: Workspace) -> list[Published]:
    catalogue, found = taken_in.catalogue, []
    for held in catalogue.held():
        dossier = catalogue.dossier(held.id)
        assert dossier is not None
        found.append(published(dossier, mapping.describe(dossier, catalogue.extractions_of(held.id), WITH_API, ["dcat"])))
    return found


def published(dossier: Dossier, mapped: mapping.Mapped) -> Published:
    assert [finding for finding in mapped.findings if finding.code.startswith("dcat-")] == []
    times = {address: datetime(2025, 1, 1, tzinfo=UTC) for one in mapped.descriptions for address in one.parts}
    return Published(dossier, mapped.descriptions, changed=times, created=times)


def graph(one: Published) -> Graph:
    return Graph().parse(data=next(found.content for found in one.descriptions if found.file_name == "dcat.nt"), format="nt")


def assert_conforms(data: Graph, validate: Validator) -> None:
    results = of_ours(validate(data), data)
    assert [result for result in results if result.severity != "Warning"] == []
    assert classes(results, data) <= NOT_ALWAYS_KNOWN


def test_every_sample_and_corpus_dossier_conforms(dossiers: list[Published], shapes: tuple[Graph, Graph]) -> None:
    validate = by_pyshacl(*shapes)
    assert len(dossiers) == 15 + 13
    for one in dossiers:
        assert_conforms(graph(one), validate)


def test_their_catalogues_conform(dossiers: list[Published], shapes: tuple[Graph, Graph]) -> None:
    data = Graph()
    for found in mapping.publish("dcat", lambda: iter(dossiers), WITH_API):
        if isinstance(found, Output) and found.path.endswith(".nt"):
            data.parse(data=found.content.decode(), format="nt")
    assert len(set(data.subjects(RDF.type, DCAT.Catalog))) == len({one.dossier.publisher.code for one in dossiers})
    assert len(set(data.objects(None, DCAT.record))) == len(set(data.objects(None, DCAT.dataset))) == len(dossiers)
    assert_conforms(data, by_pyshacl(*shapes))


def test_784_records_of_a_city_conform(corpus: Path, shapes: tuple[Graph, Graph]) -> None:
    data = Graph()
    for made in real.dossiers(corpus):
        data += graph(published(made.dossier, made.describe("dcat", settings=WITH_API)))
    assert len(set(data.subjects(RDF.type, DCAT.Dataset))) == 784
    assert_conforms(data, by_rust(*shapes))
