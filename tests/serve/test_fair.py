"""The site as FAIR assessors and harvesters see it, over HTTP: one address a thing, all forms of it, links that agree, full marks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import httpx2 as httpx
import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, PROV
from starlette.testclient import TestClient

from fairwoo import cli
from fairwoo.map.ark import DIGITS, check_character
from fairwoo.serve import application
from fairwoo.serve.linked import schema_org
from fairwoo.serve.linked.negotiation import HTML, SYNTAXES, chosen
from fairwoo.serve.linked.signposting import addresses
from fairwoo.store import Workspace
from tests.conformance.dcat_shapes import by_pyshacl, of_ours, official_shapes, value_types
from tests.conformance.test_mqa import MOST, Assessment
from tests.serve.conftest import NAAN, SAMPLES, brought_in, loaded, now
from tests.serve.fair_rules import FAIR_CHECKER, FUJI, OSTRAILS, failing, lost, scored
from tests.serve.harvested import Found, Harvest, data_of, graph_of, harvest

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parser of JSON-LD uses it

FORMATS = {"jsonld": "json-ld", "ttl": "turtle", "rdf": "xml", "nt": "nt"}
WHOLE = "gm0055-zwembad-de-blauwe-golf"  # of which everything is known that can be
DECISION = f"{WHOLE}/document/besluit-woo-verzoek-zwembad"


@pytest.fixture(scope="module")
def harvests(live, visit) -> dict[str, Harvest]:
    return {one.id: harvest(f"{live.base}/dossier/{one.id}") for one in visit.app.state.site.dossiers()}


@pytest.fixture(scope="module")
def decision(live) -> Harvest:
    return harvest(f"{live.base}/dossier/{DECISION}")


# --- links


def relations(found: Found) -> dict[str, int]:
    return {rel: sum(one[0] == rel for one in found) for rel in {one[0] for one in found}}


def test_header_page_and_linkset_say_the_same(harvests, decision):
    for found in (*harvests.values(), decision):
        assert found.header == found.head
        kept = frozenset(one for one in found.header if one[0] != "linkset")
        assert kept <= found.linkset
        assert {rel for rel, _, _ in found.linkset - kept} <= {"item"}  # a header has the first ten
        most = {"cite-as": 1, "type": 2, "describedby": 4, "license": 1, "collection": 1, "linkset": 1, "author": 1}
        assert {rel: number for rel, number in relations(found.header).items() if rel != "item"} == most
        assert 1 <= relations(found.header)["item"] <= 10
        assert len(found.header & frozenset(one for one in found.header if "," in one[1] or ";" in one[1])) == 0


def test_the_linkset_leads_back_from_files_and_descriptions(live):
    answer = httpx.get(f"{live.base}/dossier/{DECISION}/linkset.json")
    assert answer.headers["content-type"] == "application/linkset+json"
    contexts = {one["anchor"]: one for one in answer.json()["linkset"]}
    landing = f"{live.base}/dossier/{DECISION}"
    (file,) = (item["href"] for item in contexts[landing]["item"])
    assert contexts[file]["collection"] == [{"href": landing, "type": HTML}]
    assert contexts[f"{landing}.ttl"]["describes"] == [{"href": landing, "type": HTML}]


def test_a_header_has_ten_items_and_the_linkset_all(harvests):
    found = harvests["gm0055-bomenkap-dorpsstraat"]
    assert (relations(found.header)["item"], relations(found.linkset)["item"]) == (10, 11)


# --- marks


def test_dossiers_have_full_marks_where_their_input_allows_it(harvests):
    assert sum(most for most, _ in FUJI.values()) == 26
    assert sum(most for most, _ in FAIR_CHECKER.values()) == 24
    assert {name: loss for name, found in harvests.items() if (loss := lost(FUJI, found))} == {}
    assert {name: loss for name, found in harvests.items() if (loss := lost(FAIR_CHECKER, found))} == {}
    assert {name: loss for name, found in harvests.items() if (loss := list(failing(found)))} == {}


def test_a_document_has_them_too(decision):
    assert lost(FUJI, decision) == {}
    assert lost(FAIR_CHECKER, decision) == {}
    assert list(failing(decision)) == ["data structured"]  # it is a PDF


def test_a_document_that_is_withheld_loses_what_its_file_would_bring(live):
    found = harvest(f"{live.base}/dossier/gm0055-bibliotheekbus/document/nr-3")
    lacking = {"F3-01": 1, "A1-02": 1, "A1.1-01": 1, "A1.2-01": 1, "R1-01": 1, "R1.1-01": 1, "R1.3-02": 1}
    assert lost(FUJI, found) == lacking
    assert (URIRef(found.address), DCTERMS.accessRights, None) in found.graph


# --- each rule can fail: what taking something away costs, as measured with F-UJI itself (fair.md C3)


def without(found: Harvest, *keys: str, terms: tuple[URIRef, ...] = (), rels: tuple[str, ...] = ()) -> Harvest:
    graph = Graph()
    graph += [triple for triple in found.graph if triple[1] not in terms]
    return replace(
        found,
        data={name: value for name, value in found.data.items() if name not in keys},
        graph=graph,
        header=frozenset(one for one in found.header if one[0] not in rels),
        head=frozenset(one for one in found.head if one[0] not in rels),
    )


def without_inside(found: Harvest, name: str, term: URIRef) -> Harvest:
    """Without a property of the files."""
    bare = without(found, terms=(term,))
    files = [{key: value for key, value in one.items() if key != name} for one in found.data["distribution"]]
    return replace(bare, data={**bare.data, "distribution": files})


def nothing_registered(found: Harvest) -> Harvest:
    """Without the vocabularies that are not the ones that everybody uses."""
    common = ("dcat#", "dc/terms/", "schema.org/", "foaf/0.1/", "skos/core#", "vcard/ns#", "rdf-syntax-ns#", "rdf-schema#")
    graph = Graph()
    for triple in found.graph:
        told = str(triple[2]) if triple[1] == RDF.type else str(triple[1])
        if any(part in told for part in common):
            graph.add(triple)
    return replace(found, graph=graph)


def unlinked(found: Harvest) -> Harvest:
    return replace(found, header=frozenset(), head=frozenset(), linkset=frozenset())


RELATED = (DCTERMS.isPartOf, DCTERMS.source, PROV.wasDerivedFrom)
FILES = (DCAT.distribution, DCAT.downloadURL)
ABLATIONS: dict[str, tuple[Callable[[Harvest], Harvest], dict[str, float]]] = {
    "the data in the page": (lambda found: replace(found, data={}), {"F4-01": 2}),
    "the links": (unlinked, {}),
    "the links and the graph": (lambda found: replace(unlinked(found), graph=Graph()), {"I2-01": 2}),
    "all that programs read": (
        lambda found: replace(unlinked(found), graph=Graph(), data={}),
        {
            name: most - {"F1-01": 1, "A1.1-01": 1, "A1.2-01": 1}.get(name, 0)
            for name, (most, _) in FUJI.items()
            if name != "F1-01"
        },
    ),
    "the licence": (lambda found: without(found, "license", terms=(DCTERMS.license,), rels=("license",)), {"R1.1-01": 1}),
    "who may see it": (
        lambda found: without(found, "conditionsOfAccess", "isAccessibleForFree", terms=(DCTERMS.accessRights,)),
        {"A1-01": 1},
    ),
    "sizes": (lambda found: without_inside(found, "contentSize", DCAT.byteSize), {"R1-01": 1}),
    "words to find it by": (lambda found: without(found, "keywords", terms=(DCAT.keyword,)), {"F2-01": 1}),
    "who made it": (lambda found: without(found, "creator", terms=(DCTERMS.creator,)), {"F2-01": 2}),
    "vocabularies for provenance and such": (nothing_registered, {"I2-01": 2}),
    "the files but not their links": (lambda found: without(found, "distribution", terms=FILES), {"R1-01": 1}),
    "the files and their links": (
        lambda found: without(found, "distribution", terms=FILES, rels=("item",)),
        {"F3-01": 1, "A1-02": 1, "A1.1-01": 1, "A1.2-01": 1, "R1-01": 1, "R1.3-02": 1},
    ),
    "what it is part of": (
        lambda found: without(found, "isPartOf", "isBasedOn", "includedInDataCatalog", terms=RELATED),
        {"I3-01": 2},
    ),
    "persistent identifiers": (
        lambda found: replace(
            without(found, "identifier", terms=(DCTERMS.identifier,), rels=("cite-as",)),
            data={**found.data, "identifier": [found.address]},
        ),
        {"F1-02": 1},
    ),
}


@pytest.mark.parametrize("name", ABLATIONS)
def test_what_is_taken_away_costs_its_points(name, harvests):
    take, expected = ABLATIONS[name]
    assert lost(FUJI, take(harvests[WHOLE])) == expected


def test_the_other_rules_can_fail_as_well(harvests):
    bare = replace(unlinked(harvests[WHOLE]), data={}, graph=Graph(), status=404, answers={}, address="urn:nothing")
    assert sum(scored(FAIR_CHECKER, bare).values()) == 0
    assert set(failing(bare)) == set(OSTRAILS)
    private = replace(harvests[WHOLE], data={**harvests[WHOLE].data, "http://voorbeeld.nl/eigen#woord": "x"})
    assert lost(FAIR_CHECKER, private) == {"F2B": 1, "I2": 1, "R1.3": 1}  # one word of one's own


def test_the_graphs_have_the_marks_of_data_europa_eu_but_for_what_nobody_said(harvests, visit, standards):
    validate = by_pyshacl(official_shapes(standards), value_types(standards))
    assert sum(MOST.values()) == 405
    for name, found in harvests.items():
        violations = [one for one in of_ours(validate(found.graph), found.graph) if one.severity == "Violation"]
        points = Assessment(found.graph, conforms=not violations).points
        dossier = visit.app.state.site.dossier(name)
        dated = any(one.dated for one in dossier.documents if one.role in {None, "document", "attachment"})
        covers = dated or None not in {dossier.requested or dossier.received, dossier.decided}
        expected = {} if covers else {"temporal": 20}
        assert {key: round(MOST[key] - got, 2) for key, got in points.items() if round(got, 2) != MOST[key]} == expected, name
        assert not expected or name != WHOLE  # 405 of 405


@pytest.mark.parametrize("path", [f"/dossier/{WHOLE}", "/catalogus/gm0055"])
def test_what_metadata_say_of_time_goes_before_what_the_feed_knows(path, live, visit):
    """Since when it can be had here and when it last changed are known of each dossier; of some the publisher said it."""
    graph = graph_of(live.base + path, "text/turtle", "turtle")
    dossiers = {f"{live.base}/dossier/{one.id}": one for one in visit.app.state.site.dossiers()}
    seen = [(str(one), dossiers[str(one)]) for one in graph.subjects(RDF.type, DCAT.Dataset)]
    assert {one.published is None for _, one in seen} == ({False} if path.startswith("/dossier") else {True, False})
    for address, dossier in seen:
        (issued,) = graph.objects(URIRef(address), DCTERMS.issued)
        (modified,) = graph.objects(URIRef(address), DCTERMS.modified)
        (row,) = visit.app.state.site.workspace.catalogue.changed([address]).values()
        assert str(modified) == (dossier.modified.isoformat() if dossier.modified else row.isoformat(timespec="seconds"))
        assert str(issued)[:10] == (dossier.published or row.date()).isoformat()
        page = data_of(httpx.get(address, headers={"accept": HTML}).text)
        assert (page["datePublished"], page["dateModified"]) == (str(issued)[:10], str(modified)[:10])


# --- one address, all forms


@pytest.mark.parametrize("path", [f"/dossier/{WHOLE}", f"/dossier/{DECISION}"])
def test_every_form_says_the_same_and_is_a_file_as_well(path, live):
    graphs = []
    for syntax, media_type in SYNTAXES.items():
        asked = httpx.get(live.base + path, headers={"accept": media_type, "accept-encoding": "identity"})
        plain = httpx.get(f"{live.base}{path}.{syntax}", headers={"accept-encoding": "identity"})
        assert asked.content == plain.content
        for answer in (asked, plain):
            assert answer.headers["content-type"].partition(";")[0] == media_type
            assert answer.headers["access-control-allow-origin"] == "*"
            assert int(answer.headers["content-length"]) == len(answer.content)
        assert asked.headers["content-location"] == f"{live.base}{path}.{syntax}"
        assert "Accept" in asked.headers["vary"]
        assert plain.headers["link"] == f'<{live.base}{path}>;rel="describes";type="text/html"'
        again = httpx.get(f"{live.base}{path}.{syntax}", headers={"if-none-match": plain.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        graphs.append(set(Graph().parse(data=plain.text, format=FORMATS[syntax])))
    assert len(graphs[0]) > 50
    assert all(graph == graphs[0] for graph in graphs)


@pytest.mark.parametrize("path", [f"/dossier/{WHOLE}", f"/dossier/{DECISION}", "/begrip/uitzonderingsgrond", "/catalogus"])
def test_who_asks_for_json_gets_the_json_ld(path, live):
    asked = httpx.get(live.base + path, headers={"accept": "application/json"})
    assert (asked.status_code, asked.headers["content-type"]) == (200, "application/json")
    assert "Accept" in asked.headers["vary"]
    assert "content-location" not in asked.headers
    named = httpx.get(live.base + path, headers={"accept": "application/json, application/ld+json"})
    assert named.headers["content-type"].partition(";")[0] == "application/ld+json"  # the name that says more
    assert asked.content == named.content
    assert "@context" in asked.json()
    if etag := asked.headers.get("etag"):
        assert httpx.get(live.base + path, headers={"accept": "application/json", "if-none-match": etag}).status_code == 304


def test_a_form_that_is_not_there_is_refused_with_a_list_of_those_that_are(live):
    answer = httpx.get(f"{live.base}/dossier/{WHOLE}", headers={"accept": "image/png, text/html;q=0"})
    assert answer.status_code == 406
    assert all(media_type in answer.text for media_type in (HTML, *SYNTAXES.values()))
    assert "Accept" in answer.headers["vary"]


OFFERED = (HTML, *SYNTAXES.values())


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, HTML),
        ("", HTML),
        ("*/*", HTML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", HTML),  # Chromium
        ("text/turtle", "text/turtle"),
        ("TEXT/Turtle; charset=utf-8", "text/turtle"),
        ("text/*;q=0.5, application/rdf+xml;q=0.7", "application/rdf+xml"),
        ("application/ld+json, */*", "application/ld+json"),  # named more exactly
        ("*/*;q=0.9, text/html;q=0.1", "application/ld+json"),  # the closest range decides for each
        ("text/turtle;q=0.3, application/n-triples;q=0.31", "application/n-triples"),
        (
            'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted, x";q=0.2, text/turtle;q=0.1',
            "application/ld+json",
        ),
        ("text/turtle;q=0", None),
        ("image/png", None),
        ("text/turtle;q=2, application/rdf+xml;q=0.1", "application/rdf+xml"),  # no quality is 2
        ("nonsense", None),
    ],
)
def test_the_form_that_is_wanted_most(accept, expected):
    assert chosen(accept, OFFERED) == expected


def test_the_graph_of_a_document_stands_by_itself(live, decision):
    graph, landing = decision.graph, URIRef(decision.address)
    dossier = URIRef(f"{live.base}/dossier/{WHOLE}")
    assert graph.value(landing, DCTERMS.isPartOf) == dossier
    assert {str(term).rpartition("/")[2] for term in graph.predicates(dossier)} <= {
        "title",
        "identifier",
        "publisher",
        "22-rdf-syntax-ns#type",
    }
    assert (dossier, DCTERMS.hasPart, None) not in graph
    assert graph.value(landing, DCTERMS.license) is not None
    whole = graph_of(str(dossier), "text/turtle", "turtle")
    told = {triple for triple in graph if triple[0] == landing}
    assert {triple for triple in whole if triple[0] == landing and triple[1] != DCTERMS.isPartOf} <= told


def test_nothing_in_a_title_ends_the_block_of_data_in_a_page():
    title = "</script><script>alert(1)</script><!-- \u2028 ]]> &"
    block = schema_org.block({"name": title})
    assert not {"<", ">", "&", "\u2028"} & set(block)
    assert json.loads(block) == {"name": title}


# --- persistent identifiers


def arks(graph: Graph) -> dict[str, str]:
    """By ARK the address of what it names."""
    named = graph.subject_objects(DCTERMS.identifier)
    return {str(ark): str(thing) for thing, ark in named if f"/ark:/{NAAN}/" in str(ark)}


@pytest.mark.parametrize(("name", "character"), [("13030/xf93gt2", "q"), ("13030/tf5p30086", "k")])
def test_the_check_character_is_that_of_noid(name, character):
    """The examples in the documentation of NOID."""
    assert check_character(name) == character


def test_the_names_of_arks_say_nothing_and_hold_no_sign_that_gets_lost(harvests):
    for found in harvests.values():
        for ark in arks(found.graph):
            name = ark.partition(f"ark:/{NAAN}/")[2]
            assert re.fullmatch(rf"w1[{DIGITS}]{{11}}(/[{DIGITS}]{{11}})?", name)
            assert check_character(f"{NAAN}/{name[:12]}") == name[12]


def test_every_ark_that_is_named_leads_to_what_it_names(visit, harvests):
    named = {ark: thing for found in harvests.values() for ark, thing in arks(found.graph).items()}
    assert len(named) > len(harvests) * 4
    for ark, thing in named.items():
        answer = visit.get(ark)
        assert (answer.status_code, answer.headers["location"]) == (302, thing)


def test_hyphens_and_the_slash_of_an_ark_do_not_count(visit, harvests):
    (ark,) = harvests[WHOLE].targets("cite-as")
    for form in (ark.replace("ark:/", "ark:"), f"{ark[:-4]}-{ark[-4:]}", f"{ark[:-2]}\u2011{ark[-2:]}", f"{ark}/"):
        assert visit.get(form).headers["location"] == harvests[WHOLE].address


def test_a_slip_in_an_ark_leads_nowhere(visit, harvests):
    (ark,) = harvests[WHOLE].targets("cite-as")
    swapped = f"{ark[:-2]}{ark[-1]}{ark[-2]}"
    for form in (swapped, ark.replace(NAAN, "12345"), f"{ark}/nergens", f"{ark}/a/b", f"{ark[:-5]}"):
        assert visit.get(form).status_code == 404


def test_an_ark_tells_what_it_is_and_what_is_promised(visit, live, harvests):
    (ark,) = harvests[WHOLE].targets("cite-as")
    answer = visit.get(f"{ark}?info")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.text.split("erc-support:")[0].splitlines() if ": " in line)
    title = harvests[WHOLE].graph.value(URIRef(harvests[WHOLE].address), DCTERMS.title)
    assert answer.text.startswith("erc:\n")
    assert (Literal(lines["what"], lang="nl"), lines["where"], lines["when"]) == (title, ark, "2023-09-18")
    assert f"where: {live.base}/blijvende-adressen" in answer.text


def test_what_was_taken_back_is_gone_under_every_name_that_it_had(tmp_path):
    base, document = "https://woo.voorbeeld.nl/dossiers", "documenten-2-brief-aan-exploitant"
    workspace = tmp_path / "werkmap"
    brought_in(workspace, base, next(SAMPLES.glob("*/zwembad-de-blauwe-golf")), next(SAMPLES.glob("*/sporthal")))
    with closing(Workspace.open(workspace)) as opened:
        app = application(opened, loaded(workspace), now)
        site = app.state.site
        there, whole = addresses(site, WHOLE), addresses(site, "gm1672-sporthal")
        assert site.dossier(WHOLE).by_name[document].file_name
        arguments = ["--workspace", str(workspace), "--config", str(tmp_path / "fairwoo.toml"), "-q", "withdraw"]
        assert cli.run([*arguments, f"{WHOLE}/{document}", "--reason", "privacy"]) == 0
        assert cli.run([*arguments, "gm1672-sporthal", "--reason", "procedure"]) == 0
        gone = (there.document(document), there.document_ark(document), whole.dossier, whole.ark, f"{whole.dossier}.ttl")
        with TestClient(app, base_url=base, follow_redirects=False) as client:
            assert {one: client.get(one).status_code for one in gone} == dict.fromkeys(gone, 410)
            for address in (there.document(document), whole.dossier):
                told = [client.get(f"{address}.{syntax}") for syntax in SYNTAXES]
                told.append(client.get(address, headers={"accept": "text/turtle"}))
                assert [one.status_code for one in told] == [410] * 5
                forms = (*FORMATS.values(), "turtle")
                graphs = [set(Graph().parse(data=one.text, format=form)) for one, form in zip(told, forms, strict=True)]
                assert all(graph == graphs[0] for graph in graphs)
                assert client.get(address).headers["content-type"].startswith(HTML)
            assert client.get(there.ark).headers["location"] == there.dossier
            assert client.get(f"{there.dossier}.ttl").status_code == 200
            left = Graph().parse(data=client.get(f"{there.dossier}.ttl").text, format="turtle")
            assert document not in left.serialize()
        site.close()
