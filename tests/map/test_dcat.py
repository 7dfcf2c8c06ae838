"""The model: dossier, documents and files in DCAT, and what is said of each."""

from __future__ import annotations

import json
from datetime import date

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, SKOS, XSD

from fairwoo import map as mapping
from fairwoo import vocab
from fairwoo.map.case import prepare
from fairwoo.map.dcat_nodes import nodes
from fairwoo.map.linked_data import expand
from fairwoo.model import Disclosure, Document, Dossier, Role
from tests.map.made import BASE, MADE, SETTINGS, Made, a_dossier, a_file, decision, read

PUBLIC = URIRef("http://publications.europa.eu/resource/authority/access-right/PUBLIC")
NON_PUBLIC = URIRef("http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC")
CC0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
NOT_OPEN = URIRef("https://definities.geostandaarden.nl/dcat-ap-nl/id/waardelijst/licenties/niet_open")
ADMS = Namespace("http://www.w3.org/ns/adms#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
PROV = Namespace("http://www.w3.org/ns/prov#")
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
        (DCAT.theme, URIRef("http://publications.europa.eu/resource/authority/data-theme/GOVE")),
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
    documents = set(rich.subjects(RDF.type, FOAF.Document)) - {URIRef(f"{RICH}#pagina")}
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
    law = "https://wetten.overheid.nl/jci1.3:c:BWBR0045754&hoofdstuk=5&artikel=5.1&lid=2&onderdeel=d"
    assert rich.value(rights, DCTERMS.references) == URIRef(law)


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
    files = set(graph.objects(None, DCAT.distribution)) - {URIRef(f"{RICH}.jsonld"), URIRef(f"{RICH}.ttl")}
    assert {graph.value(file, DCTERMS.license) for file in files} == {NOT_OPEN}
    assert graph.value(URIRef(f"{RICH}.ttl"), DCTERMS.license) == CC0


def test_a_dossier_under_the_wob_names_that_law() -> None:
    graph = turtle(MADE["wob"])
    assert set(graph.objects(None, DCATAP.applicableLegislation)) == {URIRef("https://wetten.overheid.nl/BWBR0005252")}
    assert set(graph.objects(None, SKOS.notation)) == {Literal("10.2e"), Literal("11.1")}
    assert URIRef("http://publications.europa.eu/resource/authority/file-type/PDFA2B") in set(graph.objects(None, DCTERMS.format))


def test_areas_and_kinds_of_authority() -> None:
    def said(key: str) -> tuple[object, object]:
        graph = of(a_dossier(decision(), publisher=vocab.match_body(key)))
        area = graph.value(predicate=RDF.type, object=DCTERMS.Location)
        kind = graph.value(graph.value(predicate=RDF.type, object=FOAF.Agent), DCTERMS.type)
        return area and str(graph.value(area, SKOS.prefLabel)), kind and str(kind).rpartition("/")[2]

    assert said("gm0055") == ("gemeente Boarnsterhim", "LocalAuthority")
    assert said("ws0151") == ("waterschap Groot Salland", "RegionalAuthority")
    assert said("mnre0170") == ("Nederland", "NationalAuthority")
    assert said("oorg10165") == (None, None)


def test_the_contact_without_an_address_is_the_publisher() -> None:
    dossier, nobody = a_dossier(decision()), SETTINGS.model_copy(update={"contact_email": None})
    graph = Graph().parse(data=mapping.describe(dossier, {}, nobody, ["dcat"]).descriptions[1].content, format="turtle")
    contact = graph.value(RICH, DCAT.contactPoint)
    assert contact == URIRef(f"{RICH}#contact")
    assert {VCARD.Kind, VCARD.Organization} == set(graph.objects(contact, RDF.type))
    assert graph.value(contact, VCARD.hasURL) == URIRef("https://identifier.overheid.nl/tooi/id/gemeente/gm0055")


@pytest.mark.parametrize("name", MADE)
def test_framing_loses_nothing(name: str) -> None:
    from pyld import jsonld

    made = MADE[name]
    case, _ = prepare(made.dossier, made.extractions, SETTINGS)
    written = jsonld.to_rdf(expand(nodes(case)), {"format": "application/n-quads"})
    assert isomorphic(Graph().parse(data=written, format="nt"), turtle(made))
    framed = json.loads(made.describe("dcat").descriptions[0].content)
    assert framed["@id"].startswith(f"{BASE}/dossier/")
    files = [one for one in framed["dcat:distribution"] if isinstance(one, dict)]
    assert len(files) == len(framed["dcat:distribution"])
