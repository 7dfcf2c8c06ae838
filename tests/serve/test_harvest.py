"""What harvesters find on the site: catalogues, sitemaps, robots.txt, what descriptions name; and all of it while things change."""

from __future__ import annotations

import json
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from xml.etree import ElementTree

import httpx2 as httpx
import lxml.html
import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, SKOS
from starlette.testclient import TestClient

from fairwoo import cli, grounds, settings
from fairwoo.serve import application
from fairwoo.serve.linked import editions, site_map
from fairwoo.serve.site import NotReadyError
from fairwoo.store import Catalogue, Workspace
from tests.conformance.dcat_shapes import by_pyshacl, of_ours, official_shapes, value_types
from tests.serve.conftest import SAMPLES, brought_in, loaded, now
from tests.serve.harvested import data_of, graph_of

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parser of JSON-LD uses it

FORMS = {"application/ld+json": "json-ld", "text/turtle": "turtle", "application/rdf+xml": "xml", "application/n-triples": "nt"}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BODIES = {"gm0055": 5, "gm1672": 5, "mnre0170": 2, "ws0151": 3}


def located(text: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(text).iter(f"{SITEMAP}loc")]


# --- robots.txt and sitemaps


def test_robots_lead_to_every_released_file_and_every_page(live, visit):
    robots = httpx.get(f"{live.base}/robots.txt")
    assert robots.headers["content-type"] == "text/plain; charset=utf-8"
    assert robots.text.startswith("User-agent: *\nAllow: /\n")
    sitemaps = re.findall(r"^Sitemap: (\S+)$", robots.text, re.MULTILINE)
    assert sitemaps[0] == f"{live.base}/sitemap.xml"
    assert sitemaps[1:] == [f"{live.base}/sitemapindex-diwoo-infocat014.xml"]
    files = [one for index in sitemaps[1:] for part in located(httpx.get(index).text) for one in located(httpx.get(part).text)]
    released = {
        f"{live.base}/dossier/{dossier.id}/document/{one.name}/bestand/{one.file_name}"
        for dossier in visit.app.state.site.dossiers()
        for one in dossier.documents
        if one.file_name
    }
    assert set(files) <= released
    assert len(files) > len(released) / 2  # a file without a date is in no DiWoo sitemap, which is a finding
    assert {httpx.head(one).status_code for one in files} == {200}


def test_the_sitemap_has_every_page_and_no_search(live, visit):
    answer = httpx.get(f"{live.base}/sitemap.xml")
    assert answer.headers["content-type"] == "application/xml"
    pages = located(answer.text)
    assert len(pages) == len(set(pages))
    assert not [one for one in pages if "zoeken" in one.removesuffix("/hulp-bij-zoeken")]
    own = f"{live.base}/dossier/"
    documents = {f"{own}{one.id}/document/{part.name}" for one in visit.app.state.site.dossiers() for part in one.documents}
    assert {one for one in pages if one.startswith(own) and "/document/" in one} == documents
    codes = {one.publisher.code for one in visit.app.state.site.dossiers()}
    kinds = [f"{live.base}/{kind}/{code}" for kind in ("orgaan", "ranglijst", "catalogus") for code in codes]
    assert {*kinds, f"{live.base}/api", f"{live.base}/goede-voorbeelden/F1"} <= set(pages)
    assert {one: code for one in pages if (code := httpx.get(one, follow_redirects=True).status_code) != 200} == {}


def test_more_addresses_than_a_file_holds_go_in_several(visit, monkeypatch):
    site = visit.app.state.site
    collected = site_map.Collected()
    for dossier in site.dossiers():
        collected.add(site, dossier, {})
    monkeypatch.setattr(site_map, "_MOST", 30)
    files = {one.path: one.content.decode() for one in site_map.files(site, collected, [])}
    index = located(files.pop("sitemap.xml"))
    assert index == [f"{site.base}/{name}" for name in files]
    assert max(len(located(text)) for text in files.values()) == 30
    monkeypatch.undo()
    (whole,) = site_map.files(site, collected, [])
    assert [one for text in files.values() for one in located(text)] == located(whole.content.decode())


def test_a_site_for_acceptance_keeps_everybody_out(live):
    given = loaded(live.workspace)
    closed = given.model_copy(update={"serve": settings.ServeSettings(robots=False)})
    with closing(Workspace.open(live.workspace)) as opened:
        app = application(opened, closed, now)
        with TestClient(app) as client:
            assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
        app.state.site.close()


def test_the_apis_of_the_host_are_listed(live):
    answer = httpx.get(f"{live.base}/.well-known/api-catalog")
    assert answer.headers["content-type"] == 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
    own, api = answer.json()["linkset"]
    assert own == {"anchor": f"{live.base}/.well-known/api-catalog", "item": [{"href": api["anchor"]}]}
    description = httpx.get(api["service-desc"][0]["href"])
    assert description.headers["content-type"] == api["service-desc"][0]["type"]
    assert description.json()["openapi"].startswith("3.1")


# --- catalogues


def test_the_catalogue_of_catalogues_leads_to_all(live):
    graph = graph_of(f"{live.base}/catalogus", "text/turtle", "turtle")
    named = set(graph.objects(URIRef(f"{live.base}/catalogus"), DCTERMS.hasPart))
    assert named == {URIRef(f"{live.base}/catalogus/{code}") for code in BODIES}
    html = httpx.get(f"{live.base}/catalogus").text
    data = data_of(html)
    assert (data["@type"], {one["@id"] for one in data["hasPart"]}) == ("DataCatalog", set(map(str, named)))


@pytest.mark.parametrize("code", BODIES)
def test_a_catalogue_has_all_dossiers_of_a_body_in_every_form(code, live):
    address = f"{live.base}/catalogus/{code}"
    graphs = [set(graph_of(address, media_type, form)) for media_type, form in FORMS.items()]
    assert all(one == graphs[0] for one in graphs)
    graph = Graph()
    graph += graphs[0]
    assert len(set(graph.objects(URIRef(address), DCAT.dataset))) == BODIES[code]
    assert data_of(httpx.get(address).text)["@type"] == "DataCatalog"


def test_a_catalogue_as_it_is_served_is_valid(live, standards):
    graph = graph_of(f"{live.base}/catalogus/ws0151", "text/turtle", "turtle")
    found = of_ours(by_pyshacl(official_shapes(standards), value_types(standards))(graph), graph)
    assert [one for one in found if one.severity == "Violation"] == []


def test_what_is_no_catalogue_is_not_there(visit):
    for path in ("gm9999", "gm0055.exe", "gm0055-9.ttl", "..%2f..%2fetc%2fpasswd", "robots.txt", "gm0055-.ttl"):
        assert visit.get(f"/catalogus/{path}").status_code == 404


# --- what descriptions name


def test_everything_that_a_description_names_on_this_host_is_there(live, visit):
    named: set[str] = set()
    for dossier in visit.app.state.site.dossiers():
        graph = graph_of(f"{live.base}/dossier/{dossier.id}", "application/n-triples", "nt")
        named |= {str(term).partition("#")[0] for triple in graph for term in triple if str(term).startswith(f"{live.base}/")}
    kinds = {re.sub(r"^/(\w+).*", r"\1", one.removeprefix(live.base)) for one in named}
    assert kinds >= {"dossier", "ark", "begrip", "gebied", "dienst", "contact", "catalogus", "api", "blijvende"}
    with httpx.Client() as client:
        statuses = {one: client.get(one).status_code for one in sorted(named)}
    assert {one: code for one, code in statuses.items() if code not in {200, 302, 303, 307, 410}} == {}


@pytest.mark.parametrize(
    "path", ["begrip/uitzonderingsgrond", "begrip/uitzonderingsgrond/5.1.2e", "gebied/gm0055", "dienst/ws0151", "contact"]
)
def test_a_concept_has_a_page_and_says_the_same_in_every_form(path, live):
    address = f"{live.base}/{path}"
    graphs = [set(graph_of(address, media_type, form)) for media_type, form in FORMS.items()]
    assert all(one == graphs[0] for one in graphs)
    assert any(subject == URIRef(address) and term == RDF.type for subject, term, _ in graphs[0])
    assert "<h1>" in httpx.get(address).text


def test_a_ground_says_what_the_law_says_and_how_often_it_was_used(live, visit):
    ground = next(one for one in grounds.all_grounds() if one.code == "5.1.2e")
    assert httpx.get(f"{live.base}/sitemap.xml").status_code == 200  # what there is has been counted now
    page = httpx.get(f"{live.base}/begrip/uitzonderingsgrond/5.1.2e").text
    graph = graph_of(f"{live.base}/begrip/uitzonderingsgrond/5.1.2e", "text/turtle", "turtle")
    used = sum("5.1.2e" in one.grounds for dossier in visit.app.state.site.dossiers() for one in dossier.documents)
    assert used > 5
    assert f"gebruikt bij {used} documenten" in page
    assert ground.name in page
    assert 'href="https://wetten.overheid.nl/jci1.3:c:BWBR0045754&amp;hoofdstuk=5' in page
    assert str(graph.value(URIRef(f"{live.base}/begrip/uitzonderingsgrond/5.1.2e"), SKOS.notation)) == "5.1.2e"
    assert visit.get("/begrip/uitzonderingsgrond/9.9.9z").status_code == 404
    assert visit.get("/gebied/mnre0170").status_code == 404  # the country has an address with the EU


def test_a_ground_says_what_its_link_finds_and_counts_documents_apart(visit):
    for code in ("5.1.2e", "5.1.2b"):
        page = lxml.html.fromstring(visit.get(f"/begrip/uitzonderingsgrond/{code}").content)
        (link,) = page.xpath("//a[starts-with(text(), 'Zoek in de documenten')]")
        found = lxml.html.fromstring(visit.get(link.get("href")).content).get_element_by_id("resultaten").text_content()
        assert f"{found.strip()}. Een treffer is één pagina" in " ".join(link.getparent().text_content().split())
    unused = visit.get("/begrip/uitzonderingsgrond/5.1.1a").text
    assert "komt deze grond niet voor" in unused
    assert "/zoeken?grond=" not in unused


# --- while things change


def test_what_was_taken_back_is_in_no_overview_from_then_on(tmp_path):
    base, workspace = "https://woo.voorbeeld.nl/woo", tmp_path / "werkmap"
    brought_in(workspace, base, next(SAMPLES.glob("*/sporthal")), next(SAMPLES.glob("*/parkeerbeleid")))
    with closing(Workspace.open(workspace)) as opened:
        app = application(opened, loaded(workspace), now)
        with TestClient(app, base_url="https://woo.voorbeeld.nl") as client:
            everywhere = ("/sitemap.xml", "/woo/catalogus/gm1672.ttl", "/sitemap-diwoo-infocat014-001.xml")
            before = {one: client.get(one) for one in everywhere}
            assert {one: answer.status_code for one, answer in before.items()} == dict.fromkeys(everywhere, 200)
            assert all("gm1672-sporthal" in answer.text for answer in before.values())
            tags = {one: answer.headers["etag"] for one, answer in before.items()}
            assert {client.get(one, headers={"if-none-match": tags[one]}).status_code for one in everywhere} == {304}
            arguments = ["--workspace", str(workspace), "--config", str(tmp_path / "fairwoo.toml"), "-q", "withdraw"]
            assert cli.run([*arguments, "gm1672-sporthal", "--reason", "procedure"]) == 0
            after = [client.get(one, headers={"if-none-match": tags[one]}) for one in everywhere]
            assert [answer.status_code for answer in after] == [200, 200, 200]
            assert not [one for one in after if "gm1672-sporthal" in one.text]
            assert "gm1672-parkeerbeleid" in after[1].text
        app.state.site.close()


def test_a_file_that_is_refused_is_in_no_overview_from_then_on(tmp_path):
    base, workspace, folder = "https://woo.voorbeeld.nl", tmp_path / "werkmap", tmp_path / "in" / "brug"
    folder.mkdir(parents=True)
    (folder / "specht besluit.txt").write_text("Tekst over de brug.\n", encoding="utf-8")

    def bring(**more: str) -> None:
        document = {"file": "specht besluit.txt", "number": "1", **more}
        dossier = {"publisher": "gm1672", "title": "Brug", "category": "Woo-verzoeken en -besluiten", "decided": "2024-03-12"}
        (folder / "dossier.json").write_text(json.dumps({**dossier, "documents": [document]}), encoding="utf-8")
        brought_in(workspace, base, folder)

    bring()
    with closing(Workspace.open(workspace)) as opened:
        app = application(opened, loaded(workspace), now)
        with TestClient(app, base_url=base) as client:
            everywhere = [f"/{path}" for path in editions.edition(app.state.site).files]
            naming = [one for one in everywhere if "specht" in client.get(one).text]
            assert {"/sitemap.xml", "/catalogus/gm1672.ttl"} < set(naming)
            bring(disclosure="not_public")
            assert [one for one in everywhere if "specht" in client.get(one).text] == []
        app.state.site.close()


def test_those_who_come_while_the_first_overview_is_made_do_not_all_wait(tmp_path, monkeypatch):
    workspace, begun, go = tmp_path / "werkmap", threading.Event(), threading.Event()
    brought_in(workspace, "https://woo.voorbeeld.nl", next(SAMPLES.glob("*/sporthal")))
    made = site_map.files

    def slowly(*given):
        begun.set()
        assert go.wait(20)
        return made(*given)

    monkeypatch.setattr(site_map, "files", slowly)
    with closing(Workspace.open(workspace)) as opened:
        site = application(opened, loaded(workspace), now).state.site
        assert editions.latest(site) is None
        assert begun.wait(20)
        with ThreadPoolExecutor(12) as pool:
            asked = as_completed([pool.submit(editions.edition, site) for _ in range(12)], timeout=20)
            refused = [next(asked).exception() for _ in range(12 - 4)]
            go.set()
            served = [one.result() for one in asked]
        assert {type(one) for one in refused} == {NotReadyError}
        assert len(served) == 4
        assert editions.latest(site).dossiers == {"gm1672": 1}
        site.close()


def test_a_dossier_that_is_being_described_is_left_out_until_it_is(tmp_path, monkeypatch):
    workspace, late = tmp_path / "werkmap", "gm1672-sporthal"
    brought_in(workspace, "https://woo.voorbeeld.nl", next(SAMPLES.glob("*/sporthal")), next(SAMPLES.glob("*/parkeerbeleid")))
    monkeypatch.setattr(editions, "_REST", 0.0)
    monkeypatch.setattr(editions, "_SHARE", 0)
    with closing(Workspace.open(workspace)) as opened:
        site, known = application(opened, loaded(workspace), now).state.site, Catalogue.stage_input
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Catalogue, "stage_input", lambda self, one, name: None if one == late else known(self, one, name))
            first = editions.edition(site)
            assert (first.whole, first.dossiers) == (False, {"gm1672": 1})
        until = time.monotonic() + 20
        while not editions.edition(site).whole and time.monotonic() < until:
            time.sleep(0.05)
        assert editions.edition(site).dossiers == {"gm1672": 2}
        site.close()
