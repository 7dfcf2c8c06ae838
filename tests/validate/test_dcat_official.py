"""What the official examples and the official shapes make `fairwoo validate` say, and how the defects of those shapes are dealt with."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from rdflib import RDF, Literal, URIRef

from fairwoo.model import Finding, Level
from fairwoo.validate import Given, Schemas, validate
from fairwoo.validate.dcat_table import value_lists
from tests.validate.rdf_samples import SITE, TURTLE
from tests.validate.test_dcat import of_sample, said, schemas

__all__ = ["schemas"]  # a fixture

# -- the official examples, line by line --------------------------------------------------------------------------------------

BEE, SERIES = "https://data.gov.gr/id/dataset/BeePopulation", "https://data.gov.gr/id/datasetseries/BeePopulation"
_OF_BEE = (
    ("dcat-dataset-identifier-missing", "dct:identifier"),
    ("dcat-node-not-described", "dct:publisher"),  # the agency is named, and nothing is said of it
    ("dcat-dataset-creator-missing", "dct:creator"),
    ("dcat-dataset-contact-point-missing", "dcat:contactPoint"),
    ("dcat-dataset-access-rights-missing", "dct:accessRights"),
    ("dcat-dataset-theme-missing", "dcat:theme"),
)
_OF_A_MEMBER = (
    ("dcat-dataset-title-missing", "dct:title"),
    ("dcat-dataset-description-missing", "dct:description"),
    ("dcat-dataset-identifier-missing", "dct:identifier"),
    ("dcat-dataset-publisher-missing", "dct:publisher"),
    *_OF_BEE[2:],
)
OFFICIAL = {
    "example-bee-population.ttl": [(code, f"{BEE} {name}") for code, name in _OF_BEE],
    "example-bee-population-dataset-series.ttl": [
        *[(code, f"{BEE}2022 {name}") for code, name in _OF_A_MEMBER],
        *[(code, f"{BEE}2023 {name}") for code, name in _OF_A_MEMBER],
        ("dcat-dataset-series-description-missing", f"{SERIES} dct:description"),
    ],
}


@pytest.mark.parametrize("name", OFFICIAL)
def test_the_official_examples(name: str, standards: Path, schemas: Schemas | None) -> None:
    content = (standards / "dcat-ap/3.0.1" / name).read_bytes()
    findings = said(content, schemas, name)
    assert [(one.code, one.place.path) for one in findings if one.level is Level.ERROR] == OFFICIAL[name]


@pytest.mark.parametrize("name", OFFICIAL)
def test_the_official_examples_in_json_ld_say_the_same_with_the_official_context(name: str, standards: Path) -> None:
    as_json = Path(name).with_suffix(".jsonld").name
    content = (standards / "dcat-ap/3.0.1" / as_json).read_bytes()
    assert [finding.code for finding in said(content, None, as_json)] == ["rdf-context-unknown"]
    findings = said(content, Schemas(standards), as_json)
    assert [one.code for one in findings].count("rdf-context-replaced") == 1
    found = [(one.code, one.place.path) for one in findings if one.level is Level.ERROR]
    expected = [
        (code, path.replace(BEE, "example-ds:BeePopulation").replace(SERIES, "example-ser:BeePopulation"))
        for code, path in OFFICIAL[name]
    ]
    assert sorted(found) == sorted(expected)


def test_texts_by_language_are_no_references(standards: Path) -> None:
    document = {
        "@context": "https://semiceu.github.io/DCAT-AP/releases/3.0.0/html/examples/context.jsonld",
        "@graph": [
            {"@id": f"{SITE}d", "@type": "Dataset", "title": {"nl": "T", "en-GB": "T"}, "publisher": {"@id": f"{SITE}o"}},
            {"@id": f"{SITE}o", "@type": "Agent", "name": {"nl": "O"}, "homepage": {"id": f"{SITE}p"}},
        ],
    }
    codes = {one.code for one in said(json.dumps(document).encode(), Schemas(standards))}
    assert not codes & {"dcat-value-not-text", "dcat-agent-name-missing", "dcat-dataset-title-missing", "dcat-node-not-described"}


def test_the_official_context_is_used_where_the_user_has_it(standards: Path) -> None:
    document = {
        "@context": "https://semiceu.github.io/DCAT-AP/releases/3.0.1/context/dcat-ap.jsonld",
        "@id": f"{SITE}d",
        "@type": "Dataset",
        "title": {"@value": "T", "@language": "nl"},
        "description": "D",
    }
    content = json.dumps(document).encode()
    assert [finding.code for finding in said(content)] == ["rdf-context-unknown"]
    missing = {one.code for one in said(content, Schemas(standards)) if one.level is Level.ERROR}
    assert "dcat-dataset-identifier-missing" in missing
    assert "dcat-dataset-title-missing" not in missing
    assert "rdf-context-replaced" not in {one.code for one in said(content, Schemas(standards))}


# -- the official shapes ------------------------------------------------------------------------------------------------------


def all_said(text: str, schemas: Schemas) -> list[Finding]:
    return list(validate(Given("x.ttl", text.encode()), schemas).findings)


def test_shape_references_that_lead_nowhere_are_dropped_and_told(standards: Path) -> None:
    dangling = [one for one in all_said(TURTLE, Schemas(standards)) if one.code == "shacl-shapes-dangling"]
    assert [(one.level, one.message.en.split()[0]) for one in dangling] == [(Level.INFO, "ranges.ttl")]


def test_semic_alone_has_two_such_references(standards: Path, tmp_path: Path) -> None:
    (tmp_path / "dcat-ap-SHACL.ttl").write_bytes((standards / "dcat-ap/3.0.1/dcat-ap-SHACL.ttl").read_bytes())
    findings = all_said(TURTLE, Schemas(tmp_path))
    (dangling,) = [one for one in findings if one.code == "shacl-shapes-dangling"]
    assert " 2 " in dangling.message.en
    (missing,) = [one for one in findings if one.code == "shacl-schemas-incomplete"]
    assert "dcat-ap-nl-SHACL.ttl" in missing.message.en


def test_the_lists_of_the_eu_only_inform(standards: Path) -> None:
    eu = [one for one in all_said(TURTLE, Schemas(standards)) if one.code == "shacl-eu-vocabulary"]
    assert {one.level for one in eu} == {Level.INFO}
    assert any("dct:publisher" in one.message.nl for one in eu)
    assert Counter(one.message.nl for one in eu).most_common(1)[0][1] == 1  # one a property, not one a value


def test_a_shape_without_message_gives_a_sentence_with_its_parameter(standards: Path) -> None:
    """Our rules do not ask what class a page has: what is said comes from the shape alone."""
    text = TURTLE.replace("dcat:version ", "foaf:page :organisatie ; dcat:version ").replace(
        "dcat:landingPage :pagina", "dcat:landingPage :contact"
    )
    findings = said(text, Schemas(standards))
    assert {(one.code, one.place.path) for one in findings} == {
        ("shacl-class", f"{SITE}dossier foaf:page"),
        ("shacl-class", f"{SITE}dossier dcat:landingPage"),
    }
    sentence = next(one for one in findings if one.place.path.endswith("dcat:landingPage"))
    assert sentence.message.en == (
        f"dcat:landingPage (landing page) refers to {SITE}contact, which does not have the class foaf:Document in this file."
    )
    assert "foaf:Document" in sentence.advice.nl


def test_what_only_the_official_shapes_ask_is_told_with_the_shape_that_asks_it(standards: Path) -> None:
    """Our table has no rules for `dcat:Relationship`, SEMIC's shapes do."""
    text = TURTLE + ":relatie a dcat:Relationship ; dct:relation :dossier ."
    (finding,) = said(text, Schemas(standards))
    assert (finding.code, finding.level, finding.place.path) == ("shacl-missing", Level.ERROR, f"{SITE}relatie dcat:hadRole")
    assert finding.message.en == "dcat:Relationship without dcat:hadRole; an official shape makes it mandatory."
    assert "Shape: https://semiceu.github.io/DCAT-AP/releases/3.0.1#dcat:RelationshipShape/" in finding.advice.en


def test_without_schemas_or_engine_our_rules_count_and_a_finding_says_how_to_get_more(
    standards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = [one.code for one in validate(Given("x.ttl", TURTLE.encode())).findings]
    assert codes == ["shacl-no-schemas"]
    monkeypatch.setattr("fairwoo.validate.shacl_findings.engines", tuple)
    (finding,) = all_said(TURTLE, Schemas(standards))
    assert finding.code == "shacl-no-engine"
    assert "pip install pyshacl" in finding.advice.en


def test_the_empty_folder_of_schemas_is_as_none(tmp_path: Path) -> None:
    assert [one.code for one in all_said(TURTLE, Schemas(tmp_path))] == ["shacl-no-schemas"]


def test_the_newest_of_two_editions_is_used(standards: Path) -> None:
    found = Schemas(standards).find("dcat-ap-nl-SHACL.ttl")
    assert found is not None
    assert found.parent.name == "shapes-301"


def test_a_second_run_says_the_same_in_the_same_order(standards: Path) -> None:
    graph = of_sample()
    for predicate in set(graph.predicates()):
        graph.remove((URIRef(f"{SITE}dossier"), predicate, None))
    graph.add((URIRef(f"{SITE}dossier"), RDF.type, URIRef("http://www.w3.org/ns/dcat#Dataset")))
    graph.add((URIRef(f"{SITE}dossier"), URIRef("http://purl.org/dc/terms/issued"), Literal("x")))
    text = graph.serialize(format="turtle")
    assert all_said(text, Schemas(standards)) == all_said(text, Schemas(standards))


def test_our_patterns_admit_what_the_published_lists_hold(standards: Path) -> None:
    """Held against the value lists of `vocab/`, which a script makes from the published ones, and the official file types."""
    from fairwoo.vocab.words import rows

    held: dict[str, list[str]] = {}
    for row in rows("dcat_terms"):
        if row["code"] not in {"", "OP_DATPRO"}:
            held.setdefault(row["list"], []).append(row["uri"])
    names = {
        "access-right": "access_rights",
        "frequency": "frequencies",
        "dataset-status": "dataset_status",
        "distribution-status": "distribution_status",
        "planned-availability": "availability",
        "publisher-type": "publisher_types",
    }
    listed = {names[name]: addresses for name, addresses in held.items() if name in names}
    listed["languages"] = [row["uri"] for row in rows("languages")]
    file_types = (standards / "eu-vocab/filetypes-skos-ap-act.ttl").read_text(encoding="utf-8")
    codes = [line[1:] for line in file_types.splitlines() if line.startswith(":") and line[1:].isidentifier()]
    listed["file_types"] = [f"http://publications.europa.eu/resource/authority/file-type/{code}" for code in codes]
    assert len(codes) > 100
    assert set(names.values()) <= set(listed)
    for name, addresses in listed.items():
        pattern = value_lists()[name].pattern
        assert [one for one in addresses if not pattern.fullmatch(one)] == []
