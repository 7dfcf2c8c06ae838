"""The catalogue of a body: all its datasets, a record of each, in pages that harvesters can follow, the same in all syntaxes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, XSD

from fairwoo import map as mapping
from fairwoo import vocab
from fairwoo.map import Output, Published
from fairwoo.map.publications import dcat as publication
from fairwoo.model import Dossier, Finding
from fairwoo.settings import MapSettings
from tests.map.made import BASE, MADE, SETTINGS, a_dossier, a_file, decision, read

ADMS = Namespace("http://www.w3.org/ns/adms#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
CATALOGUE = URIRef(f"{BASE}/catalogus/gm0055")
SYNTAXES = {"jsonld": "json-ld", "ttl": "turtle", "rdf": "xml", "nt": "nt"}

FIRST = datetime(2025, 3, 1, 0, tzinfo=UTC)

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parser of JSON-LD uses it


def published(dossier: Dossier, hour: int | None = 0) -> Published:
    described = mapping.describe(dossier, read(*dossier.documents), SETTINGS, ["dcat"]).descriptions
    addresses = [address for one in described for address in one.parts]
    changed = {} if hour is None else {address: datetime(2025, 3, 1, hour, tzinfo=UTC) for address in addresses}
    return Published(dossier, described, changed, dict.fromkeys(changed, FIRST))


def dossiers(number: int, code: str = "gm0055") -> list[Published]:
    body = vocab.match_body(code)
    return [
        published(
            a_dossier(decision(), a_file("nota"), id=f"{code}-{nr:03d}", publisher=body, published=date(2024, 6, 10)), nr % 24
        )
        for nr in range(number)
    ]


def publish(given: Iterable[Published], settings: MapSettings = SETTINGS) -> tuple[dict[str, str], list[Finding]]:
    kept = list(given)
    found = list(mapping.publish("dcat", lambda: iter(kept), settings))
    files = {one.path: one.content.decode() for one in found if isinstance(one, Output)}
    assert len(files) == sum(isinstance(one, Output) for one in found)  # no path comes twice
    return files, [one for one in found if isinstance(one, Finding)]


def graph(files: dict[str, str], name: str) -> Graph:
    return Graph().parse(data=files[f"catalogus/{name}"], format=SYNTAXES[name.rpartition(".")[2]])


def test_every_dossier_is_in_with_its_files_and_a_record_but_not_its_documents() -> None:
    given = dossiers(3)
    files, findings = publish(given)
    assert findings == []
    assert set(files) == {f"catalogus/gm0055.{syntax}" for syntax in SYNTAXES}
    data = graph(files, "gm0055.ttl")
    expected = {URIRef(f"{BASE}/dossier/{one.dossier.id}") for one in given}
    assert set(data.objects(CATALOGUE, DCAT.dataset)) == set(data.subjects(RDF.type, DCAT.Dataset)) == expected
    assert {data.value(one, FOAF.primaryTopic) for one in data.objects(CATALOGUE, DCAT.record)} == expected
    assert len(set(data.subjects(RDF.type, DCAT.Distribution))) == 3 * 3
    for dataset in expected:
        parts = set(data.objects(dataset, DCTERMS.hasPart))
        assert len(parts) == 2
        assert not [part for part in parts if (part, None, None) in data]


def test_the_records_and_the_catalogue_say_when_they_changed() -> None:
    data = graph(publish(dossiers(3))[0], "gm0055.nt")
    times = {data.value(one, DCTERMS.modified) for one in data.objects(CATALOGUE, DCAT.record)}
    assert times == {Literal(f"2025-03-01T0{hour}:00:00+00:00", datatype=XSD.dateTime) for hour in range(3)}
    assert data.value(CATALOGUE, DCTERMS.modified) == Literal("2025-03-01T02:00:00+00:00", datatype=XSD.dateTime)


def test_the_records_and_the_catalogue_say_when_they_began_and_which_have_changed_since() -> None:
    data = graph(publish(dossiers(3))[0], "gm0055.nt")
    first = Literal("2025-03-01T00:00:00+00:00", datatype=XSD.dateTime)
    records = list(data.objects(CATALOGUE, DCAT.record))
    assert {data.value(one, DCTERMS.issued) for one in [CATALOGUE, *records]} == {first}
    status = {str(data.value(one, FOAF.primaryTopic))[-3:]: data.value(one, ADMS.status) for one in records}
    created, updated = (URIRef(f"http://purl.org/adms/changetype/{one}") for one in ("created", "updated"))
    assert status == {"000": created, "001": updated, "002": updated}


def test_of_a_record_whose_beginning_is_not_known_nothing_is_made_up() -> None:
    given = [one._replace(created={}) for one in dossiers(2)]
    data = graph(publish(given)[0], "gm0055.nt")
    for one in [CATALOGUE, *data.objects(CATALOGUE, DCAT.record)]:
        assert data.value(one, DCTERMS.modified) is not None
        assert data.value(one, DCTERMS.issued) is None
        assert data.value(one, ADMS.status) is None


@pytest.mark.parametrize("number", [1, 30])
def test_all_syntaxes_say_the_same(number: int) -> None:
    files, _ = publish(dossiers(number))
    graphs = [set(graph(files, f"gm0055.{syntax}")) for syntax in SYNTAXES]
    assert graphs[0] == graphs[1] == graphs[2] == graphs[3]


def test_what_is_said_of_a_dataset_is_what_its_own_description_says() -> None:
    made = MADE["rich"]
    alone = Graph().parse(data=made.describe("dcat").descriptions[1].content, format="turtle")
    data = graph(publish([Published(made.dossier, made.describe("dcat").descriptions, {})])[0], "gm0055.ttl")
    (dataset,) = data.subjects(RDF.type, DCAT.Dataset)
    assert set(data.predicate_objects(dataset)) == set(alone.predicate_objects(dataset))
    for file in data.objects(dataset, DCAT.distribution):
        assert set(data.predicate_objects(file)) == set(alone.predicate_objects(file))


def test_large_catalogues_have_pages_that_lead_to_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publication, "_MOST_DATASETS", 2)
    files, _ = publish(dossiers(5))
    assert len(files) == 3 * 4
    for syntax in SYNTAXES:
        whole, name, visited = Graph(), f"gm0055.{syntax}", []
        while name:
            page = graph(files, name)
            visited.append(name)
            assert len(set(page.subjects(RDF.type, DCAT.Dataset))) <= 2
            view = page.value(CATALOGUE, HYDRA.view)
            assert str(view).endswith(f"/catalogus/{name}")
            assert page.value(view, HYDRA.totalItems) == Literal(5)
            assert page.value(view, HYDRA.next) == page.value(view, HYDRA.nextPage)
            name = str(page.value(view, HYDRA.next) or "").rpartition("/")[2]
            whole += page
        assert visited == [f"gm0055.{syntax}", f"gm0055-2.{syntax}", f"gm0055-3.{syntax}"]
        assert len(set(whole.objects(CATALOGUE, DCAT.dataset))) == 5
        assert len(set(whole.objects(CATALOGUE, DCTERMS.modified))) == 1


def test_a_page_ends_before_it_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publication, "_MOST_NODES", 30)
    files, _ = publish(dossiers(4))
    assert len(files) > 4


def test_every_body_has_its_own_also_where_its_dossiers_do_not_stand_together() -> None:
    first, second = dossiers(2), dossiers(2, "mnre0170")
    files, _ = publish([first[0], *second, first[1]])
    assert set(files) == {f"catalogus/{code}.{syntax}" for code in ("gm0055", "mnre0170") for syntax in SYNTAXES}
    assert len(set(graph(files, "gm0055.nt").subjects(RDF.type, DCAT.Dataset))) == 2
    assert len(set(graph(files, "mnre0170.nt").subjects(RDF.type, DCAT.Dataset))) == 2


def test_what_cannot_be_in_is_told() -> None:
    nothing, unknown = published(a_dossier(decision(), title=None)), published(a_dossier(decision(), id="gm0055-x"), hour=None)
    files, findings = publish([nothing, unknown], SETTINGS.model_copy(update={"persistence_policy": None}))
    assert [one.code for one in findings] == ["catalogue-dossiers-left-out", "catalogue-change-unknown"]
    nowhere = SETTINGS.model_copy(update={"persistence_policy": None, "base_url": None})
    assert [one.code for one in publish([unknown], nowhere)[1]] == ["persistence-policy-missing", "catalogue-change-unknown"]
    data = graph(files, "gm0055.ttl")
    assert len(set(data.objects(CATALOGUE, DCAT.dataset))) == 1
    assert not set(data.objects(CATALOGUE, DCAT.record))
    assert publish([nothing])[0] == {}
    assert publish([]) == ({}, [])


def test_each_dataset_is_a_line_of_the_json() -> None:
    text = publish(dossiers(3))[0]["catalogus/gm0055.jsonld"]
    lines = [line for line in text.splitlines() if line.startswith('{"@id"')]
    assert len(lines) == len(json.loads(text)["dcat:dataset"]) == 3


def test_dossiers_are_taken_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publication, "_MOST_DATASETS", 1)
    given, taken = dossiers(4), []

    def once() -> Iterator[Published]:
        for number, one in enumerate(given):
            taken.append(number)
            yield one

    outputs = mapping.publish("dcat", once, SETTINGS)
    next(outputs)
    assert taken == [0, 1, 2, 3, 0, 1]  # a first look at all, then no further than the first of the next page


SCRIPT = """
import hashlib
from fairwoo import map as mapping
from tests.map.made import SETTINGS
from tests.map.test_dcat_catalogue import dossiers
for one in mapping.publish("dcat", lambda: iter(dossiers(3)), SETTINGS):
    print(one.path, hashlib.sha256(one.content).hexdigest())
"""


def test_the_surroundings_do_not_matter() -> None:
    surroundings = ({"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"}, {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland"})
    outputs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=Path(__file__).parents[2],
            env={**os.environ, **each},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for each in surroundings
    ]
    assert len(outputs[0].splitlines()) == 4
    assert outputs[0] == outputs[1]
