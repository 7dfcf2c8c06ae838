"""The EU's Metadata Quality Assessment (data.europa.eu/mqa/methodology), worked out here over what a host would serve.

The points of the methodology: 405 in all. Presence is counted as a share over datasets or distributions (the dates: over datasets,
as `audit_contextuality` of a second implementation, ckan-mqa, and piveau's scoring have it); of formats only the best
distribution of a dataset counts, since a dataset may be had in several forms with the same content. Whether an address answers is
asked of a server on this computer that serves exactly what a host of the export would have, and nothing else.
"""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS
from rdflib.term import Node

from fairwoo import vocab
from fairwoo.map.case import prepare
from tests.conformance.dcat_shapes import Validator, by_pyshacl, of_ours, official_shapes, value_types
from tests.map.made import MADE, SETTINGS, Made

ACCESS_RIGHTS = "http://publications.europa.eu/resource/authority/access-right/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


# The table: indicator → points.
MOST = {
    "keyword": 30,
    "theme": 30,
    "spatial": 20,
    "temporal": 20,
    "accessURL answers": 50,
    "downloadURL": 20,
    "downloadURL answers": 30,
    "format": 20,
    "mediaType": 10,
    "from vocabularies": 10,
    "non-proprietary": 20,
    "machine-readable": 20,
    "DCAT-AP": 30,
    "license": 20,
    "license from vocabulary": 10,
    "accessRights": 10,
    "accessRights from vocabulary": 5,
    "contactPoint": 20,
    "publisher": 10,
    "rights": 5,
    "byteSize": 5,
    "issued": 5,
    "modified": 5,
}


class Host(NamedTuple):
    base: str
    serve: Callable[[Sequence[str]], None]


@pytest.fixture
def host() -> Iterator[Host]:
    """A web server that answers 200 at the paths it was told of, and 404 elsewhere."""
    paths: set[str] = set()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response(200 if self.path in paths else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Host(f"http://127.0.0.1:{server.server_port}", lambda served: paths.update(urlsplit(one).path for one in served))
        server.shutdown()


@pytest.fixture(scope="module")
def validate(standards: Path) -> Validator:
    return by_pyshacl(official_shapes(standards), value_types(standards))


def answers(address: Node | None) -> bool:
    if address is None:
        return False
    try:
        with urllib.request.urlopen(urllib.request.Request(str(address), method="HEAD"), timeout=10) as answer:
            return 200 <= answer.status < 300
    except urllib.error.URLError:
        return False


class Assessment:
    """The points of a graph, by indicator."""

    def __init__(self, data: Graph, *, conforms: bool) -> None:
        self._data = data
        self.datasets = list(data.subjects(RDF.type, DCAT.Dataset))
        self.files = [file for dataset in self.datasets for file in data.objects(dataset, DCAT.distribution)]
        self.points = {
            **self._findable(),
            **self._accessible(),
            **self._interoperable(),
            **self._reusable(),
            **self._contextual(),
        }
        self.points["DCAT-AP"] = 30.0 if conforms else 0.0

    @property
    def total(self) -> float:
        return round(sum(self.points.values()), 2)

    def _findable(self) -> dict[str, float]:
        of = self.datasets
        return {
            "keyword": 30 * self._has(of, DCAT.keyword),
            "theme": 30 * self._has(of, DCAT.theme),
            "spatial": 20 * self._has(of, DCTERMS.spatial),
            "temporal": 20 * self._has(of, DCTERMS.temporal),
        }

    def _accessible(self) -> dict[str, float]:
        of = self.files
        return {
            "accessURL answers": 50 * _share(answers(self._data.value(file, DCAT.accessURL)) for file in of),
            "downloadURL": 20 * self._has(of, DCAT.downloadURL),
            "downloadURL answers": 30 * _share(answers(self._data.value(file, DCAT.downloadURL)) for file in of),
        }

    def _interoperable(self) -> dict[str, float]:
        marks = {"format": 20, "mediaType": 10, "from vocabularies": 10, "non-proprietary": 20, "machine-readable": 20}
        per_dataset = [self._best(dataset, marks) for dataset in self.datasets]
        return {name: sum(best[name] for best in per_dataset) / len(per_dataset) for name in marks}

    def _best(self, dataset: Node, marks: dict[str, int]) -> dict[str, float]:
        found = [self._formats(file, marks) for file in self._data.objects(dataset, DCAT.distribution)]
        return max(found, key=lambda one: sum(one.values()), default=dict.fromkeys(marks, 0.0))

    def _formats(self, file: Node, marks: dict[str, int]) -> dict[str, float]:
        form, media_type = self._data.value(file, DCTERMS.format), self._data.value(file, DCAT.mediaType)
        listed = vocab.file_type(str(form)) if form else None
        holds = {
            "format": form is not None,
            "mediaType": media_type is not None,
            "from vocabularies": listed is not None and str(media_type).startswith(MEDIA_TYPES),
            "non-proprietary": listed is not None and listed.non_proprietary,
            "machine-readable": listed is not None and listed.machine_readable,
        }
        return {name: float(points * holds[name]) for name, points in marks.items()}

    def _reusable(self) -> dict[str, float]:
        rights = [str(self._data.value(dataset, DCTERMS.accessRights)) for dataset in self.datasets]
        licences = [vocab.licence(str(self._data.value(file, DCTERMS.license))) for file in self.files]
        return {
            "license": 20 * self._has(self.files, DCTERMS.license),
            "license from vocabulary": 10 * _share(licence is not None for licence in licences),
            "accessRights": 10 * self._has(self.datasets, DCTERMS.accessRights),
            "accessRights from vocabulary": 5 * _share(one.startswith(ACCESS_RIGHTS) for one in rights),
            "contactPoint": 20 * self._has(self.datasets, DCAT.contactPoint),
            "publisher": 10 * self._has(self.datasets, DCTERMS.publisher),
        }

    def _contextual(self) -> dict[str, float]:
        return {
            "rights": 5 * self._has(self.files, DCTERMS.rights),
            "byteSize": 5 * self._has(self.files, DCAT.byteSize),
            "issued": 5 * self._has(self.datasets, DCTERMS.issued),
            "modified": 5 * self._has(self.datasets, DCTERMS.modified),
        }

    def _has(self, subjects: Sequence[Node], name: URIRef) -> float:
        return _share((subject, name, None) in self._data for subject in subjects)


def _share(holds: Iterable[bool]) -> float:
    found = list(holds)
    return sum(found) / len(found) if found else 0.0


def assess(made: Made, host: Host, validate: Validator, *, without: str = "") -> Assessment:
    """The assessment of a dossier whose host serves its page, its documents' pages, its files and its inventory."""
    settings = SETTINGS.model_copy(update={"base_url": host.base})
    case, _ = prepare(made.dossier, made.extractions, settings)
    pages = [case.addresses.dossier, case.addresses.inventory, *(one.address for one in case.documents.values())]
    host.serve([one for one in (*pages, *(file.file for file in case.documents.values() if file.file)) if one != without])
    (written,) = [one.content for one in made.describe("dcat", settings=settings).descriptions if one.file_name == "dcat.ttl"]
    data = Graph().parse(data=written, format="turtle")
    violations = [result for result in of_ours(validate(data), data) if result.severity == "Violation"]
    return Assessment(data, conforms=not violations)


def test_full_marks_where_the_input_allows_it(host: Host, validate: Validator) -> None:
    found = assess(MADE["changed"], host, validate)
    assert len(found.files) == 4
    assert found.points == MOST
    assert found.total == 405


# What each made dossier lacks, and so loses, by hand.
LOST = {
    "rich": {"modified": 5},  # nobody said when it last changed
    "minimal": {"temporal": 20, "issued": 5, "modified": 5},
    "other organisation": {"temporal": 20, "issued": 5, "modified": 5},
    "no documents": {"temporal": 20, "issued": 5, "modified": 5},
    "wob": {"issued": 5, "modified": 5},
}


@pytest.mark.parametrize("name", LOST)
def test_what_is_not_known_costs_what_the_table_says(name: str, host: Host, validate: Validator) -> None:
    found = assess(MADE[name], host, validate)
    assert {name: round(MOST[name] - points, 2) for name, points in found.points.items() if points != MOST[name]} == LOST[name]


def test_a_file_that_is_gone_costs_its_share(host: Host, validate: Validator) -> None:
    gone = f"{host.base}/dossier/gm0055-bomenkap-dorpsstraat/document/nota/bestand/nota.pdf"
    found = assess(MADE["changed"], host, validate, without=gone)
    assert found.points["downloadURL answers"] == 30 * 3 / 4
    assert found.total == 405 - 7.5


def test_a_host_that_serves_nothing_loses_what_is_asked_of_it(host: Host, validate: Validator) -> None:
    settings = SETTINGS.model_copy(update={"base_url": host.base})
    written = MADE["changed"].describe("dcat", settings=settings).descriptions[1].content
    assert Assessment(Graph().parse(data=written, format="turtle"), conforms=False).total == 405 - 80 - 30
