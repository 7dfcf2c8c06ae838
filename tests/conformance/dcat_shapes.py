"""The official shapes of DCAT-AP 3.0.1 and DCAT-AP-NL 3.0.1, and what they say of a graph.

Two things are done to the official files, both for defects in them: values of `sh:property` that no file describes are dropped
(pySHACL stops on them), and the vocabularies that the shapes want in the data (value types) are added to what is validated, never
to what is written. The shapes of the EU's controlled vocabularies ("mdr") are left out: they want publishers from an EU table,
which no Dutch body can be in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, SKOS

SHAPES = (
    "dcat-ap/3.0.1/dcat-ap-SHACL.ttl",
    "dcat-ap/3.0.1/ranges.ttl",
    "dcat-ap/3.0.1/html-shacl/shapes.ttl",
    "dcat-ap/3.0.1/html-shacl/range.ttl",
    "dcat-ap/3.0.1/html-shacl/shapes_recommended.ttl",
    "dcat-ap-nl/shapes-301/dcat-ap-nl-SHACL.ttl",
    "dcat-ap-nl/shapes-301/dcat-ap-nl-SHACL-klassebereik.ttl",
    "dcat-ap-nl/shapes-301/dcat-ap-nl-SHACL-klassebereik-codelijsten.ttl",
    "dcat-ap-nl/shapes-301/dcat-ap-nl-SHACL-aanbevolen.ttl",
)
DATA_THEMES = "http://publications.europa.eu/resource/authority/data-theme/"
FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"

# Recommended, and given where it is known. All else that is recommended is always given.
NOT_ALWAYS_KNOWN = {
    (DCAT.Dataset, "language"),
    (DCAT.Dataset, "temporal"),
    (FOAF.Agent, "type"),  # of bodies in a register of several kinds
    (DCTERMS.Location, "bbox"),  # of municipalities and water boards: no free list of where they lie was at hand
    (DCTERMS.Location, "centroid"),
    (DCAT.Distribution, "language"),
    (DCAT.Distribution, "conformsTo"),  # a file whose format was not recognised
    (DCAT.Distribution, "format"),  # a format that the EU has no file type for, such as mail
    (DCTERMS.LicenseDocument, "type"),  # a licence outside the list
}


class Result(NamedTuple):
    severity: str
    path: str
    node: str


Validator = Callable[[Graph], set[Result]]


def official_shapes(standards: Path) -> Graph:
    merged = Graph()
    for name in SHAPES:
        merged.parse(standards / name, format="turtle")
    for shape, _, described in list(merged.triples((None, SH.property, None))):
        if (described, SH.path, None) not in merged:
            merged.remove((shape, SH.property, described))
    return merged


def value_types(standards: Path) -> Graph:
    """The value types: the hand-made helper, and the file types, themes and languages of the official lists."""
    helper = Graph().parse(standards / "eu-vocab/eu-vocab-minimal.ttl", format="turtle")
    file_types = (standards / "eu-vocab/filetypes-skos-ap-act.ttl").read_text(encoding="utf-8")
    for code in re.findall(r"^:(\w+)$", file_types, re.MULTILINE):
        helper.add((URIRef(FILE_TYPES + code), RDF.type, DCTERMS.MediaTypeOrExtent))
    for line in (standards / "tooi/lijsten-uit-diwoo-0.9.8/scw_talen.csv").read_text(encoding="utf-8").splitlines()[1:]:
        helper.add((URIRef(line.partition(",")[0]), RDF.type, DCTERMS.LinguisticSystem))
    themes = (standards / "eu-vocab/data-theme-skos-ap-act.ttl").read_text(encoding="utf-8")
    for code in re.findall(rf"^<{DATA_THEMES}([A-Z_]+)>$", themes, re.MULTILINE):
        theme = URIRef(DATA_THEMES + code)
        helper.add((theme, RDF.type, SKOS.Concept))
        helper.add((theme, SKOS.inScheme, URIRef(DATA_THEMES.rstrip("/"))))
        helper.add((theme, SKOS.prefLabel, Literal(code, lang="en")))
    return helper


def with_value_types(data: Graph, vocabularies: Graph) -> Graph:
    whole = data + vocabularies
    for media_type in set(data.objects(None, DCAT.mediaType)):
        assert re.fullmatch(r"https://www\.iana\.org/assignments/media-types/[a-z]+/[a-z0-9.+-]+", str(media_type))
        whole.add((media_type, RDF.type, DCTERMS.MediaType))
    return whole


def by_pyshacl(shapes: Graph, vocabularies: Graph) -> Validator:
    """The reference."""
    import pyshacl

    def run(data: Graph) -> set[Result]:
        _, report, _ = pyshacl.validate(
            with_value_types(data, vocabularies), shacl_graph=shapes, inference="none", advanced=False
        )
        return {
            Result(
                str(report.value(result, SH.resultSeverity)).rpartition("#")[2],
                _last(str(report.value(result, SH.resultPath))),
                str(report.value(result, SH.focusNode)),
            )
            for result in report.subjects(RDF.type, SH.ValidationResult)
        }

    return run


def by_rust(shapes: Graph, vocabularies: Graph) -> Validator:
    """Another engine, for many dossiers at once."""
    import shacl

    compiled = shacl.Shapes.from_text(shapes.serialize(format="nt"), format="ntriples")

    def run(data: Graph) -> set[Result]:
        report = compiled.validate_text(with_value_types(data, vocabularies).serialize(format="nt"), format="ntriples")
        return {Result(one.severity, _last((one.path or "").strip("<>")), one.focus_node.strip("<>")) for one in report.results}

    return run


def of_ours(results: Iterable[Result], data: Graph) -> list[Result]:
    """Without those on the nodes of the vocabularies, which we do not describe."""
    return [result for result in results if (URIRef(result.node), None, None) in data]


def classes(results: Iterable[Result], data: Graph) -> set[tuple[URIRef, str]]:
    """The results as (class, property); a node of several classes counts for the one that is known to lack it."""
    found = set()
    for result in results:
        kinds = sorted(data.objects(URIRef(result.node), RDF.type))
        found.add(
            next(((kind, result.path) for kind in kinds if (kind, result.path) in NOT_ALWAYS_KNOWN), (kinds[0], result.path))
        )
    return found


def _last(address: str) -> str:
    return re.split(r"[#/]", address)[-1]
