"""What every page has of HTTP: tags to keep it by, methods, and errors in the form that was asked for."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from fairwoo.serve import application
from fairwoo.settings import IndexSettings
from fairwoo.store import Workspace
from tests.serve.conftest import loaded, now

DOSSIER = "/dossier/gm0055-zwembad-de-blauwe-golf"
PAGES = (
    *("/", "/zoeken", "/zoeken?q=zwembad", "/orgaan/gm0055", "/ranglijst", "/ranglijst/gm0055", "/goede-voorbeelden/F1"),
    *("/over", "/hulp-bij-zoeken", "/api", "/catalogus", "/begrip/uitzonderingsgrond", DOSSIER, f"{DOSSIER}/score"),
)


@pytest.fixture(scope="module")
def without_engine(live):
    """The site while its engine does not answer."""
    workspace = Workspace.open(live.workspace)
    settings = loaded(live.workspace).model_copy(update={"index": IndexSettings(address="opensearch+http://127.0.0.1:9/x")})
    app = application(workspace, settings, now)
    with TestClient(app, base_url=live.base, follow_redirects=False) as client:
        yield client
    app.state.site.close()
    workspace.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_one_has_is_not_sent_again(visit, path):
    first = visit.get(path)
    assert first.headers["cache-control"] == "no-cache"
    again = visit.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"].removeprefix("W/") == first.headers["etag"].removeprefix("W/")
    assert "Accept-Encoding" in again.headers["vary"]
    assert again.headers["content-security-policy"]
    assert visit.get(path, headers={"if-none-match": '"anders"'}).content == first.content
    assert visit.head(path).headers["etag"].removeprefix("W/") == first.headers["etag"].removeprefix("W/")


def test_tags_tell_pages_apart(visit):
    tags = {visit.get(path).headers["etag"] for path in PAGES}
    assert len(tags) == len(PAGES)


@pytest.mark.parametrize("path", ["/status", "/status.json", "/attenderen/bevestigen?code=x"])
def test_what_may_not_be_kept_has_no_tag(visit, path):
    answer = visit.get(path)
    assert "etag" not in answer.headers or answer.status_code != 200
    assert answer.status_code != 200 or answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", [*PAGES, f"{DOSSIER}.ttl", "/zoeken.csv", "/robots.txt"])
def test_who_asks_what_can_be_done_is_told(visit, path):
    answer = visit.options(path)
    assert (answer.status_code, answer.content) == (204, b"")
    assert {"GET", "HEAD", "OPTIONS"} <= {one.strip() for one in answer.headers["allow"].split(",")}


def test_another_method_is_refused_with_those_that_there_are(visit):
    answer = visit.delete("/zoeken")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert visit.options("/bestaat-niet").status_code == 404


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/zoeken?q=dijk", "text/html"),
        ("/zoeken.json?q=dijk", "application/problem+json"),
        ("/suggesties?q=dij", "application/problem+json"),
        ("/zoeken.csv?q=dijk", "text/plain"),
        ("/zoeken.atom?q=dijk", "text/plain"),
    ],
)
def test_a_dead_engine_is_told_in_the_form_that_was_asked_for(without_engine, path, media_type):
    answer = without_engine.get(path)
    assert (answer.status_code, answer.headers["retry-after"], answer.headers["cache-control"]) == (503, "60", "no-store")
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert "Zoeken kan op dit moment niet." in answer.text
    if media_type.endswith("json"):
        told = answer.json()
        assert (told["type"], told["status"]) == ("about:blank", 503)
        assert told["detail"].startswith("Zoeken kan op dit moment niet.")


@pytest.mark.parametrize(
    ("path", "accept", "media_type"),
    [
        ("/bestaat-niet", "*/*", "text/html"),
        ("/bestaat-niet", "text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("/bestaat-niet", "application/json", "application/problem+json"),
        ("/dossier/bestaat-niet", "application/ld+json, application/json;q=0.5", "application/problem+json"),
        ("/dossier/bestaat-niet.jsonld", "*/*", "application/problem+json"),
        ("/dossier/bestaat-niet.ttl", "text/turtle", "text/plain"),
        ("/dossier/bestaat-niet", "text/turtle", "text/html"),
    ],
)
def test_what_is_not_there_is_told_so_too(visit, path, accept, media_type):
    answer = visit.get(path, headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (404, media_type)


def test_an_address_that_is_too_long_gets_a_page(visit):
    answer = visit.get(f"/zoeken?q={'te-lang' * 1_500}")
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (414, "text/html")
    assert "te-langte-lang" not in answer.text
    assert "<h1>Dit adres is te lang</h1>" in answer.text
    assert answer.headers["content-security-policy"]


@pytest.mark.parametrize("ending", ["jsonld", "ttl", "rdf", "nt"])
def test_every_syntax_is_sent_compressed(visit, ending):
    answer = visit.get(f"{DOSSIER}.{ending}")
    assert answer.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["vary"]
    assert int(answer.headers["content-length"]) < len(answer.content) / 3


def test_the_feed_is_xml_where_the_engine_answers(visit):
    answer = visit.get("/zoeken.atom?q=zwembad")
    assert ElementTree.fromstring(answer.content).tag.endswith("feed")


def test_a_page_with_many_addresses_is_found_by_one(visit, live):
    assert visit.get("/melden").headers.get("x-robots-tag") is None
    assert visit.get(f"/melden?over={DOSSIER}").headers["x-robots-tag"] == "noindex"
    assert "link" not in visit.get("/ranglijst").headers
    turned = visit.get("/ranglijst?sorteer=naam&richting=af")
    assert turned.headers["link"] == f'<{live.base}/ranglijst>;rel="canonical"'
