"""The model: dossier, documents and files in DCAT, and what is said of each."""

from __future__ import annotations

import hashlib
import json
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, SKOS, XSD

from fairwoo import map as mapping
from fairwoo import vocab
from fairwoo.map.case import prepare
from fairwoo.map.dcat_nodes import nodes
from fairwoo.map.linked_data import nodes_of, schema, tree
from fairwoo.map.wording import one_line
from fairwoo.model import Disclosure, Document, Dossier, Role
from fairwoo.shared import VERSION
from tests.map.made import BASE, MADE, SETTINGS, Made, a_dossier, a_file, decision, read

PUBLIC = URIRef("http://publications.europa.eu/resource/authority/access-right/PUBLIC")
NON_PUBLIC = URIRef("http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC")
CC0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
NOT_OPEN = URIRef("https://definities.geostandaarden.nl/dcat-ap-nl/id/waardelijst/licenties/niet_open")
ADMS = Namespace("http://www.w3.org/ns/adms#")
DCATS = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own lacks the terms of DCAT 3
DCATAP = Namespace("http://data.europa.eu/r5r/")
PROV = Namespace("http://www.w3.org/ns/prov#")
SCHEMA = Namespace("http://schema.org/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
RICH = URIRef(f"{BASE}/dossier/gm0055-bomenkap-dorpsstraat")


def turtle(made: Made) -> Graph:
    (content,) = [found.content for found in made.describe("dcat").descriptions if found.file_name == "dcat.ttl"]
    return Graph().parse(data=content, format="turtle")


def of(dossier: Dossier) -> Graph:
    return turtle(Made(dossier, read(*dossier.documents)))


@pytest.fixture(scope="module")
def rich() -> Graph:
    return turtle(MADE["rich"])


def document(identifier: str) -> URIRef:
    return RICH + "/document/" + identifier


def test_the_dossier_is_a_dataset_with_what_is_known(rich: Graph) -> None:
    body = URIRef("https://identifier.overheid.nl/tooi/id/gemeente/gm0055")
    expected = {
        (DCTERMS.identifier, Literal(str(RICH))),
        (DCTERMS.title, Literal("Bomenkap in de Dorpsstraat", lang="nl")),
        (DCTERMS.publisher, body),
        (DCTERMS.creator, body),
        (DCTERMS.accessRights, PUBLIC),
        (DCTERMS.type, URIRef("https://identifier.overheid.nl/tooi/def/thes/kern/c_3baef532")),
        (DCTERMS.issued, Literal("2024-06-10", datatype=XSD.date)),
        (DCTERMS.conformsTo, URIRef("https://standaarden.overheid.nl/diwoo/metadata/")),
        (DCATAP.applicableLegislation, URIRef("https://wetten.overheid.nl/BWBR0045754")),
        (DCAT.theme, URIRef("http://publications.europa.eu/resource/authority/data-theme/ENVI")),
        (DCAT.theme, URIRef("https://identifier.overheid.nl/tooi/def/thes/top/c_afa30a11")),
        (PROV.wasDerivedFrom, URIRef("https://www.boarnsterhim.example/besluit/42")),
        (DCTERMS.language, URIRef("http://publications.europa.eu/resource/authority/language/NLD")),
    }
    assert expected <= set(rich.predicate_objects(RICH))
    number = rich.value(RICH, ADMS.identifier)
    assert rich.value(number, SKOS.notation) == Literal("Z2024-0042")
    period = rich.value(RICH, DCTERMS.temporal)
    assert rich.value(period, DCAT.startDate) == Literal(date(2023, 11, 1))
    assert rich.value(period, DCAT.endDate) == Literal(date(2024, 3, 5))
    assert rich.value(body, FOAF.name) == Literal("gemeente Boarnsterhim", lang="nl")


def test_every_document_is_part_of_the_dossier(rich: Graph) -> None:
    documents = set(rich.subjects(RDF.type, FOAF.Document)) - set(rich.objects(RICH, FOAF.page))
    assert documents == {document(one.id) for one in MADE["rich"].dossier.documents}
    assert set(rich.objects(RICH, DCTERMS.hasPart)) == documents
    assert set(rich.subjects(DCTERMS.isPartOf, RICH)) == documents
    assert document("brief") in set(rich.objects(document("bijlage"), DCTERMS.isPartOf))


def test_a_released_file_is_a_distribution_of_dossier_and_document(rich: Graph) -> None:
    file = rich.value(document("nota"), DCAT.distribution)
    assert file == URIRef(f"{RICH}/document/nota/bestand/nota.pdf")
    assert file in set(rich.objects(RICH, DCAT.distribution))
    assert {
        (DCAT.accessURL, document("nota")),
        (DCAT.downloadURL, file),
        (DCAT.byteSize, Literal("2048", datatype=XSD.nonNegativeInteger)),
        (DCAT.mediaType, URIRef("https://www.iana.org/assignments/media-types/application/pdf")),
        (DCTERMS.format, URIRef("http://publications.europa.eu/resource/authority/file-type/PDF")),
    } <= set(rich.predicate_objects(file))
    checksum = rich.value(file, SPDX.checksum)
    assert rich.value(checksum, SPDX.checksumValue) == Literal("0f" * 32, datatype=XSD.hexBinary)
    assert rich.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256


def test_a_withheld_document_has_grounds_but_no_file(rich: Graph) -> None:
    withheld = document("geheim")
    assert rich.value(withheld, DCTERMS.accessRights) == NON_PUBLIC
    assert rich.value(withheld, DCAT.distribution) is None
    rights = rich.value(withheld, DCTERMS.rights)
    assert str(rich.value(rights, DCTERMS.description)).startswith("Niet openbaar; artikel 5.1, tweede lid, onder d, Woo")
    assert rich.value(rights, SKOS.notation) == Literal("5.1.2d")
    ground = rich.value(rights, DCTERMS.type)
    assert ground == URIRef(f"{BASE}/begrip/uitzonderingsgrond/5.1.2d")
    assert rich.value(ground, SKOS.notation) == Literal("5.1.2d")
    assert rich.value(rich.value(ground, SKOS.inScheme), RDF.type) == SKOS.ConceptScheme
    law = "https://wetten.overheid.nl/jci1.3:c:BWBR0045754&hoofdstuk=5&artikel=5.1&lid=2&onderdeel=d"
    assert rich.value(ground, DCTERMS.source) == URIRef(law)


def test_grounds_are_said_also_where_the_judgement_is_not_known() -> None:
    graph = of(a_dossier(decision(), a_file("nota", disclosure=None, grounds=("5.1.2e", "5.9"))))
    rights = graph.value(document("nota"), DCTERMS.rights)
    assert set(graph.objects(rights, DCTERMS.type)) == {URIRef(f"{BASE}/begrip/uitzonderingsgrond/5.1.2e")}
    assert {str(one) for one in graph.objects(rights, SKOS.notation)} == {"5.1.2e", "5.9"}  # no law has 5.9; it is kept as given


def test_a_partly_public_document_is_public_with_its_grounds(rich: Graph) -> None:
    partly = document("brief")
    assert rich.value(partly, DCTERMS.accessRights) == PUBLIC
    assert set(rich.objects(rich.value(partly, DCTERMS.rights), SKOS.notation)) == {Literal("5.1.2e"), Literal("5.2.1")}
    words = str(rich.value(rich.value(partly, DCTERMS.rights), DCTERMS.description))
    assert words.startswith("Deels openbaar; artikel 5.1, tweede lid, onder e, Woo")


def test_what_was_public_before_is_referred_to(rich: Graph) -> None:
    assert rich.value(document("krant"), DCTERMS.references) == URIRef("https://example.nl/bericht")
    assert rich.value(document("krant"), DCAT.distribution) is None
    elsewhere = turtle(MADE["already public"])
    link = URIRef("http://www.boarnsterhim.example:8080/a%20b/c.pdf#page=2")
    assert set(elsewhere.subjects(DCTERMS.references, link)) == {document("oud"), document("weg")}
    assert elsewhere.value(document("oud"), DCAT.distribution) is None


def test_a_file_that_was_public_before_is_released_where_no_link_is_known() -> None:
    dossier = a_dossier(decision(), a_file("oud", disclosure=Disclosure.ALREADY_PUBLIC))
    assert of(dossier).value(document("oud"), DCAT.distribution) is not None


def test_a_withheld_document_never_has_a_file_even_if_one_was_delivered() -> None:
    dossier = a_dossier(decision(), a_file("geheim", disclosure=Disclosure.NOT_PUBLIC))
    for description in mapping.describe(dossier, read(*dossier.documents), SETTINGS).descriptions:
        assert "geheim.pdf" not in description.content


def test_nothing_is_said_of_access_where_nothing_is_known() -> None:
    graph = of(a_dossier(decision(), Document(id="rij", title="Regel zonder oordeel")))
    assert graph.value(document("rij"), DCTERMS.accessRights) is None
    assert graph.value(document("rij"), DCTERMS.rights) is None


@pytest.mark.parametrize(
    ("of_document", "licence"),
    [
        (decision(), CC0),
        (a_file("lijst", role=Role.INVENTORY), CC0),
        (a_file("nota", sender="Gemeente Boarnsterhim"), CC0),
        (a_file("nota", sender="boarnsterhim"), CC0),
        (a_file("brief", sender="Bomenbond"), NOT_OPEN),
        (a_file("brief", sender="gemeente Amsterdam"), NOT_OPEN),
        (a_file("onbekend"), NOT_OPEN),
        (a_file("verzoek", role=Role.REQUEST), NOT_OPEN),
        (a_file("verzoek", role=Role.REQUEST, sender="gemeente Boarnsterhim"), NOT_OPEN),
    ],
)
def test_the_licence_is_put_only_on_what_the_body_made(of_document: Document, licence: URIRef) -> None:
    graph = of(a_dossier(of_document, license="https://creativecommons.org/publicdomain/zero/1.0/"))
    file = graph.value(document(of_document.id), DCAT.distribution)
    assert graph.value(file, DCTERMS.license) == licence
    assert graph.value(graph.value(file, DCTERMS.rights), DCTERMS.description)


def test_without_a_licence_of_the_publisher_no_file_has_an_open_one() -> None:
    graph = of(a_dossier(decision(), a_file("nota", sender="gemeente Boarnsterhim")))
    files = set(graph.objects(None, DCAT.distribution)) - {RICH + "/inventaris.csv"}
    assert {graph.value(file, DCTERMS.license) for file in files} == {NOT_OPEN}
    assert graph.value(RICH + "/inventaris.csv", DCTERMS.license) == CC0
    assert graph.value(URIRef(f"{RICH}.ttl"), DCTERMS.license) == CC0


def test_a_dossier_under_the_wob_names_that_law() -> None:
    graph = turtle(MADE["wob"])
    assert set(graph.objects(None, DCATAP.applicableLegislation)) == {URIRef("https://wetten.overheid.nl/BWBR0005252")}
    assert {str(one) for one in graph.objects(None, SKOS.notation)} == {"10.2e", "11.1"}
    assert URIRef("http://publications.europa.eu/resource/authority/file-type/PDFA2B") in set(graph.objects(None, DCTERMS.format))


def test_a_withdrawn_document_says_why_and_has_no_file() -> None:
    graph = turtle(MADE["changed"])
    for identifier in ("nr-3", "nr-4"):  # their ids may have been names of files
        assert graph.value(document(identifier), ADMS.status) == URIRef(
            "http://publications.europa.eu/resource/authority/dataset-status/WITHDRAWN"
        )
        assert graph.value(document(identifier), DCTERMS.accessRights) == NON_PUBLIC
        assert graph.value(document(identifier), DCAT.distribution) is None
    official, own = (graph.value(document(one), DCTERMS.provenance) for one in ("nr-3", "nr-4"))
    assert str(graph.value(official, DCTERMS.description)) == "Ingetrokken: correctie procedurele fout."
    assert graph.value(official, DCTERMS.type) == URIRef("https://identifier.overheid.nl/tooi/def/thes/kern/c_c77c86e0")
    assert str(graph.value(own, DCTERMS.description)) == "Ingetrokken: op verzoek."
    assert graph.value(own, DCTERMS.type) is None


def test_a_file_taken_back_is_nowhere_even_if_it_is_still_there() -> None:
    dossier = a_dossier(decision(), a_file("terug", withdrawn="c_c77c86e0"))
    for description in mapping.describe(dossier, read(*dossier.documents), SETTINGS, ["dcat", "schemaorg"]).descriptions:
        assert "terug.pdf" not in description.content


def test_the_title_of_what_was_taken_back_is_in_no_description() -> None:
    dossier = a_dossier(decision(), a_file("terug", number="3", title="Klacht van mevrouw Verzonnen", withdrawn="op verzoek"))
    made = mapping.describe(dossier, read(*dossier.documents), SETTINGS)
    assert [one.file_name for one in made.descriptions if "Verzonnen" in one.content] == []
    assert [one.title for one in made.shown if one.withdrawn] == [None]
    assert any("op verzoek" in one.content for one in made.descriptions)


def test_a_correction_and_what_belongs_together() -> None:
    graph = turtle(MADE["changed"])
    change = graph.value(document("nota"), DCTERMS.provenance)
    assert str(graph.value(change, DCTERMS.description)) == "Vervangen: correctie privacygevoelige gegevens."
    assert graph.value(document("nota"), DCAT.distribution) is not None
    assert set(graph.objects(document("memo"), DCTERMS.relation)) == {document("nota"), document("nr-3")}


def test_part_decisions_share_a_series_that_says_the_same_in_each() -> None:
    first, second = (a_dossier(decision(), id=f"gm0055-deel-{number}", series="Z 1/2") for number in (1, 2))
    series = URIRef(f"{BASE}/reeks/gm0055/Z%201%2F2")
    graphs = [of(one) for one in (first, second)]
    for graph, number in zip(graphs, (1, 2), strict=True):
        assert set(graph.objects(URIRef(f"{BASE}/dossier/gm0055-deel-{number}"), DCATS.inSeries)) == {series}
        assert (series, RDF.type, DCATS.DatasetSeries) in graph
    assert set(graphs[0].predicate_objects(series)) == set(graphs[1].predicate_objects(series))
    assert of(a_dossier(decision())).value(RICH, DCATS.inSeries) is None


def test_provenance_from_file_to_document_to_dossier_by_this_version(rich: Graph) -> None:
    activity = rich.value(RICH, PROV.wasGeneratedBy)
    files = set(rich.objects(RICH, DCAT.distribution)) - {RICH + "/inventaris.csv"}
    assert set(rich.objects(activity, PROV.used)) == files
    agent = rich.value(activity, PROV.wasAssociatedWith)
    assert rich.value(agent, SCHEMA.softwareVersion) == Literal(VERSION)
    assert rich.value(RICH + "/inventaris.csv", PROV.wasGeneratedBy) == activity
    derived = set(rich.objects(document("bijlage"), PROV.wasDerivedFrom))
    assert derived == {document("brief"), rich.value(document("bijlage"), DCAT.distribution)}


def test_the_inventory_is_a_distribution_with_its_size_and_hash() -> None:
    descriptions = {one.file_name: one.content.encode() for one in MADE["rich"].describe("dcat").descriptions}
    graph, address = turtle(MADE["rich"]), RICH + "/inventaris.csv"
    assert graph.value(address, DCAT.byteSize).toPython() == len(descriptions["inventaris.csv"])
    digest = hashlib.sha256(descriptions["inventaris.csv"]).hexdigest()
    assert graph.value(graph.value(address, SPDX.checksum), SPDX.checksumValue) == Literal(digest, datatype=XSD.hexBinary)
    assert str(graph.value(address, DCTERMS.format)).endswith("/file-type/CSV")


def test_what_is_said_of_the_addresses_comes_from_the_settings() -> None:
    graph = turtle(MADE["rich"])
    policy = URIRef("http://www.w3.org/2000/10/swap/pim/doc#persistencePolicy")
    assert graph.value(RICH, policy) == URIRef(f"{BASE}/adressen-blijven")
    assert {str(one).rpartition("/")[2] for one in graph.objects(None, DCATAP.availability)} == {"STABLE"}
    for usual in ({"persistence_policy": None}, {"persistence_policy": "altijd"}):  # then the page of the site itself
        said = MADE["rich"].describe("dcat", settings=SETTINGS.model_copy(update=usual))
        assert f"persistencePolicy> <{BASE}/blijvende-adressen>" in said.descriptions[3].content
        unusable = "persistence-policy-unusable" in {finding.code for finding in said.findings}
        assert unusable == (usual["persistence_policy"] is not None)
    silent = MADE["rich"].describe("dcat", settings=SETTINGS.model_copy(update={"persistence_policy": None, "base_url": None}))
    assert "persistencePolicy>" not in silent.descriptions[3].content
    assert "planned-availability" not in silent.descriptions[3].content


def test_the_digest_changes_with_what_is_said_and_only_then() -> None:
    def digest(dossier: Dossier) -> str:
        ((address, found),) = mapping.describe(dossier, {}, SETTINGS, ["dcat"]).descriptions[0].parts.items()
        assert address == str(RICH)
        return found

    before = digest(a_dossier(decision()))
    assert digest(a_dossier(decision())) == before
    assert digest(a_dossier(decision(), title="Andere titel")) != before
    assert digest(a_dossier(decision(sha256="1f" * 32))) != before


def test_areas_and_kinds_of_authority() -> None:
    def said(key: str) -> tuple[str, str, str | None]:
        graph = of(a_dossier(decision(), publisher=vocab.match_body(key)))
        (area,) = graph.subjects(RDF.type, DCTERMS.Location)
        (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
        assert graph.value(dataset, DCTERMS.spatial) == area
        kind = graph.value(graph.value(predicate=RDF.type, object=FOAF.Agent), DCTERMS.type)
        return str(area), str(graph.value(area, SKOS.prefLabel)), kind and str(kind).rpartition("/")[2]

    country = "http://publications.europa.eu/resource/authority/country/NLD"
    assert said("gm0055") == (f"{BASE}/gebied/gm0055", "gemeente Boarnsterhim", "LocalAuthority")
    assert said("ws0151") == (f"{BASE}/gebied/ws0151", "waterschap Groot Salland", "RegionalAuthority")
    assert said("pv27") == ("http://data.europa.eu/nuts/code/NL32", "provincie Noord-Holland", "RegionalAuthority")
    assert said("mnre0170") == (country, "Nederland", "NationalAuthority")
    assert said("oorg10165") == (country, "Nederland", None)
    assert said("so0896")[0] == country


def test_the_contact_without_an_address_is_the_publisher() -> None:
    dossier, nobody = a_dossier(decision()), SETTINGS.model_copy(update={"contact_email": None})
    graph = Graph().parse(data=mapping.describe(dossier, {}, nobody, ["dcat"]).descriptions[1].content, format="turtle")
    contact = graph.value(RICH, DCAT.contactPoint)
    assert contact == URIRef(f"{RICH}#contact")
    assert {VCARD.Kind, VCARD.Organization} == set(graph.objects(contact, RDF.type))
    assert graph.value(contact, VCARD.hasURL) == URIRef("https://identifier.overheid.nl/tooi/id/gemeente/gm0055")


def graph_of(name: str) -> list[dict[str, object]]:
    made = MADE[name]
    return nodes(prepare(made.dossier, made.extractions, SETTINGS)[0])


@pytest.mark.parametrize("name", MADE)
def test_the_tree_says_what_the_nodes_say_by_the_reference_processor(name: str) -> None:
    from pyld import jsonld

    def triples(document: object) -> list[str]:
        return sorted(jsonld.to_rdf(document, {"format": "application/n-quads"}).splitlines())

    context, graph = schema("dcat.context.jsonld"), graph_of(name)
    written = json.loads(MADE[name].describe("dcat").descriptions[0].content)
    assert triples(written) == triples({**context, "@graph": graph})
    assert written["@id"].startswith(f"{BASE}/dossier/")
    assert all(isinstance(one, dict) for one in written["dcat:distribution"])


@pytest.mark.parametrize("name", MADE)
def test_a_tree_can_be_taken_apart_again(name: str) -> None:
    graph = graph_of(name)
    assert {node["@id"]: node for node in nodes_of(tree(graph))} == {node["@id"]: node for node in graph}


def test_a_node_that_nothing_leads_to_is_not_lost_in_silence() -> None:
    with pytest.raises(ValueError, match="alleen"):
        tree([{"@id": "a", "@type": ["dcat:Dataset"]}, {"@id": "alleen", "@type": ["foaf:Document"]}])


def test_time_is_in_proportion_to_the_documents() -> None:
    """Ten times the documents is ten times the work: counted in calls, since clocks of shared machines lie."""
    import cProfile
    import pstats

    def calls(number: int) -> int:
        profile = cProfile.Profile()
        made = Made(a_dossier(decision(), *(a_file(f"n{i}", number=str(i), grounds=("5.1.2e",)) for i in range(number))))
        profile.runcall(made.describe, "dcat")
        return pstats.Stats(profile).total_calls

    calls(1)
    assert calls(1000) < 11 * calls(100)


@settings(max_examples=40)
@given(st.text())
@example("<script>&amp;\"'</script>]]>")
@example("\u202eאבג \\u0041 \\ \x85\u2028 \U0001f333 é̈")
@example("{title} %s \\n 100% > < '''\"\"\" @nl ^^xsd:date")
def test_any_title_comes_back_from_every_syntax(title: str) -> None:
    dossier = a_dossier(decision(title=title, path=f"{title}.pdf"), title=title, description=title, inquiry=title, series=title)
    written = {one.file_name: one.content for one in mapping.describe(dossier, {}, SETTINGS, ["dcat"]).descriptions}
    expected = one_line(title)
    if not expected:
        assert written == {}
        return
    graphs = [
        Graph().parse(data=written[f"dcat.{name}"], format=form)
        for name, form in (("ttl", "turtle"), ("rdf", "xml"), ("nt", "nt"))
    ]
    assert set(graphs[0]) == set(graphs[1]) == set(graphs[2])
    assert graphs[0].value(RICH, DCTERMS.title) == Literal(expected, lang="nl")
    assert json.loads(written["dcat.jsonld"])["dct:title"] == {"@language": "nl", "@value": expected}
