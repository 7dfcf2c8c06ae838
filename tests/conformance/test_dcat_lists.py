"""The lists that DCAT-AP-NL demands, entry by entry against the EU tables and the terms of the shared folder."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import get_args

import pytest
from rdflib import SKOS, Graph, URIRef

from fairwoo import vocab
from fairwoo.vocab.european import TermList

VOCAB = Path(__file__).parents[2] / "vocab"
AUTHORITY = "http://publications.europa.eu/resource/authority/"
PROVISIONAL = "OP_DATPRO"  # a mark that a record of the table itself is not final; nothing can be described with it


def labels(path: Path, scheme: str) -> dict[str, dict[str, str]]:
    """The labels by language of the concepts of a scheme, by address."""
    text = path.read_text(encoding="utf-8").replace("<http://www.w3.org/2001/XMLSchema>", "<http://www.w3.org/2001/XMLSchema#>")
    graph = Graph().parse(data=text, format="turtle")
    return {
        str(each): {label.language: str(label) for label in graph.objects(each, SKOS.prefLabel)}
        for each in graph.subjects(SKOS.inScheme, URIRef(scheme))
    }


def test_data_themes_are_those_of_the_table(standards: Path) -> None:
    official = labels(standards / "eu-vocab" / "data-theme-skos-ap-act.ttl", f"{AUTHORITY}data-theme")
    ours = {each.uri: (each.label, each.english) for each in vocab.data_themes()}
    assert len(official) == 14
    assert ours == {uri: (of["nl"], of["en"]) for uri, of in official.items() if not uri.endswith(PROVISIONAL)}


def test_file_types_are_those_of_the_table_and_of_diwoo(standards: Path) -> None:
    official = labels(standards / "eu-vocab" / "filetypes-skos-ap-act.ttl", f"{AUTHORITY}file-type")
    ours = {each.uri: each.label for each in vocab.file_types()}
    assert len(official) == 127
    later = {each.uri: each.label for each in vocab.formats() if each.uri not in official}
    assert {uri.rsplit("/", 1)[1] for uri in later} == {"7z", "ODP"}
    assert ours == later | {uri: of["en"] for uri, of in official.items() if not uri.endswith(PROVISIONAL)}


@pytest.mark.parametrize("name", [name for name in get_args(TermList) if name != "publisher-type"])
def test_short_lists_have_the_shared_terms(standards: Path, name: TermList) -> None:
    shared = labels(standards / "eu-vocab" / "eu-vocab-minimal.ttl", f"{AUTHORITY}{name}")
    ours = {each.uri: each.english for each in vocab.terms(name)}
    assert shared
    assert {uri: ours.get(uri) for uri in shared} == {uri: of["en"] for uri, of in shared.items()}
    assert {uri.rpartition("/")[0] for uri in ours} == {f"{AUTHORITY}{name}"}


def test_publisher_types(standards: Path) -> None:
    shared = labels(standards / "eu-vocab" / "eu-vocab-minimal.ttl", "http://purl.org/adms/publishertype/1.0")
    ours = {each.uri: each.english for each in vocab.terms("publisher-type")}
    assert len(shared) == 3
    assert {uri: ours.get(uri) for uri in shared} == {uri: of["en"] for uri, of in shared.items()}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("access-right", {"PUBLIC", "RESTRICTED", "NON_PUBLIC"}),
        ("dataset-status", {"DEVELOP", "COMPLETED", "DEPRECATED", "WITHDRAWN", "DISCONT"}),
        ("distribution-status", {"DEVELOP", "COMPLETED", "DEPRECATED", "WITHDRAWN"}),
        ("planned-availability", {"TEMPORARY", "EXPERIMENTAL", "AVAILABLE", "STABLE"}),
    ],
)
def test_short_lists_are_what_the_profile_names(name: TermList, codes: set[str]) -> None:
    assert {each.code for each in vocab.terms(name)} == codes
    assert len(vocab.terms(name)) == len(codes)


def test_every_theme_has_a_data_theme() -> None:
    found = {each.label: vocab.data_theme(each.code) for each in vocab.themes()}
    assert len(found) == 92
    assert all(found.values())
    told = {label: theme.code for label, theme in found.items() if theme}
    for label, code in {
        "energie": "ENER",
        "landbouw, visserij, voedselkwaliteit": "AGRI",
        "zorg en gezondheid": "HEAL",
        "openbaar vervoer": "TRAN",
        "strafrecht": "JUST",
        "hoger onderwijs": "EDUC",
        "onderzoek en wetenschap": "TECH",
        "internationale betrekkingen": "INTR",
        "lucht": "ENVI",
        "ruimtelijke ordening": "REGI",
        "ouderen": "SOCI",
        "handel": "ECON",
        "inrichting van de overheid": "GOVE",
    }.items():
        assert told[label] == code
    assert set(told.values()) == {each.code for each in vocab.data_themes()}
    assert vocab.data_theme("zwemmen") is None


def test_labels_of_the_theme_table_are_those_of_the_list() -> None:
    with (VOCAB / "theme_data_themes.csv").open(encoding="utf-8", newline="") as file:
        assert {row["code"]: row["label"] for row in csv.DictReader(file)} == {each.code: each.label for each in vocab.themes()}


def test_what_the_quality_assessment_counts() -> None:
    """29 and 20 formats; two of them came after our edition of the table. PDF counts as neither."""
    with (VOCAB / "mqa_formats.csv").open(encoding="utf-8", newline="") as file:
        marks = list(csv.DictReader(file))
    assert sum(row["non_proprietary"] == "yes" for row in marks) == 29
    assert sum(row["machine_readable"] == "yes" for row in marks) == 20
    assert {row["code"] for row in marks if not vocab.file_type(row["code"])} == {"ICS", "WMS_SRVC"}
    told = {code: vocab.file_type(code) for code in ("CSV", "JSON", "XLSX", "HTML", "PDF", "PDFA2B", "DOCX", "ODT")}
    assert {code: (each.non_proprietary, each.machine_readable) for code, each in told.items() if each} == {
        "CSV": (True, True),
        "JSON": (True, True),
        "XLSX": (False, True),
        "HTML": (True, False),
        "PDF": (False, False),
        "PDFA2B": (False, False),
        "DOCX": (False, False),
        "ODT": (False, False),
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("http://creativecommons.org/publicdomain/zero/1.0/", "cc0"),
        ("https://creativecommons.org/publicdomain/zero/1.0", "cc0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/deed.nl", "cc0"),
        ("CC0-1.0", "cc0"),
        ("CC-BY-4.0", "naamsvermelding40"),
        ("https://creativecommons.org/licenses/by/4.0/", "naamsvermelding40"),
        ("https://definities.geostandaarden.nl/dcat-ap-nl/id/waardelijst/licenties/niet_open", "niet_open"),
        ("CC-BY-NC-ND-1.0", "naamsvermelding_niet_commercieel_geen_afgeleide_werken10"),
    ],
)
def test_licences(text: str, code: str) -> None:
    found = vocab.licence(text)
    assert found
    assert found.code == code


def test_only_licences_without_conditions_on_use_are_open() -> None:
    assert len(vocab.licences()) == 27
    assert {each.code.rstrip("0123456789") for each in vocab.licences() if each.open} == {
        "cc",
        "public_domain_mark",
        "naamsvermelding",
        "naamsvermelding_gelijkdelen",
    }
    assert vocab.licence("all rights reserved") is None


def test_terms_that_descriptions_use_are_in_the_lists() -> None:
    used = tomllib.loads((VOCAB / "dcat.toml").read_text(encoding="utf-8"))
    types = {each["type"] for each in used["registers"].values() if "type" in each}
    assert types <= {each.uri for each in vocab.terms("publisher-type")}
    assert all(vocab.licence(each["dcat"]) for each in used["licences"])
    assert all(vocab.file_type(code) for code in [*used["file_types"].values(), *used["pdfa"].values()])
