"""The pages about the site: how it is, whom to tell of a weakness, accessibility, privacy; and that their links lead somewhere."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from fairwoo.serve import application, security
from fairwoo.serve.freshness import Run, freshness, state
from fairwoo.settings import ServeSettings
from fairwoo.store import Workspace
from tests.serve.conftest import loaded, now

PAGES = (
    *(
        "/ranglijst",
        "/ranglijst/gm1672",
        "/ranglijst/mnre0170",
        "/goede-voorbeelden",
        "/goede-voorbeelden/F1",
        "/goede-voorbeelden/R5",
    ),
    *("/status", "/toegankelijkheid", "/privacy", "/over"),
)
LATER = date(2027, 6, 1)


@contextmanager
def site_with(live, clock=now, **sections):
    """The site over the samples with other settings: `serve={…}`."""
    workspace = Workspace.open(live.workspace)
    given = loaded(live.workspace)
    changed = {name: getattr(given, name).model_copy(update=values) for name, values in sections.items()}
    app = application(workspace, given.model_copy(update=changed), clock)
    try:
        with TestClient(app, base_url=live.base, follow_redirects=False) as client:
            yield client
    finally:
        app.state.site.close()
        workspace.close()


# --- how the site is


def test_the_status_is_that_of_the_workspace(live, visit):
    told = visit.get("/status.json")
    assert told.headers["cache-control"] == "no-store"
    found = told.json()
    assert (found["status"], found["meldingen"]) == ("ok", [])
    assert found["dossiers"] == {"aantal": 15, "nietTeZien": 0}
    assert found["paginas"] == {"aantal": 83, "zonderTekst": 0}
    assert found["zoekmachine"] == {"soort": "tantivy", "antwoordt": True, "dossiersNietBij": 0, "paginasTeWeinig": 0}
    moments = [found["laatsteVerwerking"]["begonnenOp"], found["laatsteWijziging"], found["laatsteVerwerking"]["klaarOp"]]
    assert moments == sorted(moments)
    page = LexborHTMLParser(visit.get("/status").text)
    rows = {one.css_first("dt").text(): one.css_first("dd").text().strip() for one in page.css("dl > div")}
    assert (rows["Dossiers"], rows["Pagina’s"], rows["Antwoordt"]) == ("15", "83", "ja")
    assert "In orde." in page.body.text()


def test_without_an_engine_the_status_is_still_told(live):
    with site_with(live, index={"address": "opensearch+http://127.0.0.1:9/fairwoo", "timeout_seconds": 1.0}) as client:
        assert client.get("/status.json").status_code == 200
        found = client.get("/status.json").json()
        assert found["status"] == "failing"
        assert found["zoekmachine"] == {
            "soort": "opensearch",
            "antwoordt": False,
            "dossiersNietBij": None,
            "paginasTeWeinig": None,
        }
        page = client.get("/status")
        assert page.status_code == 200
        assert "Zoeken kan nu niet" in page.text
        assert "127.0.0.1:9" not in page.text


def test_dossiers_that_are_not_shown_are_counted(live):
    with site_with(live, map={"base_url": "https://woo.voorbeeld.nl"}) as client:  # not what they were described for
        found = client.get("/status.json").json()
        assert (found["status"], found["dossiers"]) == ("stale", {"aantal": 15, "nietTeZien": 15})
        assert "15 dossiers worden bijgewerkt en zijn nu niet te zien." in client.get("/status").text


def test_one_dossier_that_is_not_shown_is_one(live, monkeypatch):
    monkeypatch.setattr("fairwoo.serve.freshness._unshown", lambda *_: 1)
    with site_with(live) as client:
        assert client.get("/status.json").json()["meldingen"] == ["1 dossier wordt bijgewerkt en is nu niet te zien."]


def test_an_index_that_lacks_a_dossier_is_told(live):
    with site_with(live) as client:
        engine = client.app.state.site.engine
        whole = engine.revisions()
        engine.revisions = lambda: dict(list(whole.items())[1:])
        found = client.get("/status.json").json()
        assert (found["status"], found["zoekmachine"]["dossiersNietBij"]) == ("stale", 1)
        assert found["zoekmachine"]["paginasTeWeinig"] > 0
        assert "Van 1 dossier is de zoekindex niet bij." in found["meldingen"]


def test_a_run_that_was_broken_off_is_told(live):
    with site_with(live) as client:
        found = state(client.app.state.site)
        assert found.health == "ok"
        for code, health in ((None, "ok"), (0, "ok"), (1, "stale")):
            assert found._replace(run=Run("ingest", now(), None, code)).health == health


def test_how_fresh_the_site_is_costs_next_to_nothing(live):
    with site_with(live) as client:
        site = client.app.state.site
        first = freshness(site)
        assert first.dossiers == 15
        assert now() - first.changed < timedelta(hours=2)
        site.workspace.catalogue.rows = None  # whoever asks again within the minute asks no database
        assert freshness(site) == first


# --- security.txt (RFC 9116)


def fields(text):
    """A file by the grammar of section 4: lines that end with CRLF or LF, each a name, a colon, a space and a value."""
    assert text.endswith("\n")
    pairs = [line.rstrip("\r").split(": ", 1) for line in text.split("\n")[:-1]]
    assert all(len(pair) == 2 and pair[0].replace("-", "").isalpha() for pair in pairs)
    return [(name.lower(), value) for name, value in pairs]


def test_security_txt_has_what_the_standard_asks_for(live):
    settings = {"security_contact": "veilig@voorbeeld.nl", "security_expires": LATER}
    with site_with(live, map={"base_url": "https://woo.voorbeeld.nl/dossiers"}, serve=settings) as client:
        answer = client.get("/.well-known/security.txt")  # at the root of the host, wherever the site is
        assert client.get("/dossiers/.well-known/security.txt").status_code == 404
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    found = fields(answer.text)
    names = [name for name, _ in found]
    assert names.count("expires") == 1
    assert names.count("preferred-languages") <= 1
    told = dict(found)
    assert told["contact"] == "mailto:veilig@voorbeeld.nl"
    assert datetime.fromisoformat(told["expires"]) == datetime(2027, 6, 1, 23, 59, 59, tzinfo=UTC)
    assert told["canonical"] == "https://woo.voorbeeld.nl/.well-known/security.txt"
    assert told["preferred-languages"] == "nl, en"


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"security_contact": "veilig@voorbeeld.nl"},
        {"security_expires": LATER},
        {"security_contact": "http://voorbeeld.nl/meld", "security_expires": LATER},  # 2.5.3: web addresses are https
        {"security_contact": "bel de balie\r\nExpires: 2099-01-01T00:00:00Z", "security_expires": LATER},
    ],
)
def test_without_a_contact_and_a_day_there_is_no_security_txt(live, settings):
    with site_with(live, serve=settings) as client:
        assert client.get("/.well-known/security.txt").status_code == 404
    wrong = security.warning(ServeSettings(**settings), datetime(2026, 1, 1, tzinfo=UTC))
    assert (wrong is None) is (not settings)


def test_a_security_txt_without_https_names_no_canonical_address(live):
    with site_with(live, serve={"security_contact": "https://voorbeeld.nl/meld", "security_expires": LATER}) as client:
        found = dict(fields(client.get("/.well-known/security.txt").text))
    assert found["contact"] == "https://voorbeeld.nl/meld"
    assert "canonical" not in found  # 2.5.2: it would have to begin with https


def test_a_security_txt_that_expired_is_warned_of(live):
    settings = {"security_contact": "veilig@voorbeeld.nl", "security_expires": LATER}
    for day, word in ((date(2027, 6, 2), "verlopen"), (date(2027, 5, 20), "binnenkort"), (date(2027, 3, 1), None)):
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        with site_with(live, clock=lambda moment=moment: moment, serve=settings) as client:
            told = client.get("/status.json").json()["meldingen"]
            assert [word in one for one in told] == ([True] if word else [])


# --- what the pages say


def test_who_publishes_is_told(visit):
    page = LexborHTMLParser(visit.get("/over").text)
    links = {one.attributes["href"]: one.parent.text() for one in page.css("main a") if "/orgaan/" in one.attributes["href"]}
    assert set(links) == {"/orgaan/gm0055", "/orgaan/gm1672", "/orgaan/mnre0170", "/orgaan/ws0151"}
    assert "5 dossiers" in links["/orgaan/gm0055"]
    assert "EUPL-1.2" in page.body.text()


def test_the_statement_of_the_body_is_linked_if_it_is_a_web_address(live, visit):
    assert "nog geen toegankelijkheidsverklaring" in visit.get("/toegankelijkheid").text
    with site_with(live, serve={"accessibility_statement": "https://voorbeeld.nl/verklaring"}) as client:
        assert 'href="https://voorbeeld.nl/verklaring"' in client.get("/toegankelijkheid").text
    with site_with(live, serve={"accessibility_statement": "javascript:alert(1)"}) as client:
        assert "javascript:" not in client.get("/toegankelijkheid").text


def test_what_is_kept_for_alerts_is_told_where_there_are_alerts(live, visit):
    assert "e-mailadres" not in visit.get("/privacy").text
    with site_with(live, mail={"host": "mail.voorbeeld.nl", "sender": "woo@voorbeeld.nl"}) as client:
        text = client.get("/privacy").text
        assert "48 uur" in text
        assert client.get("/").headers.get("set-cookie") is None


def test_the_example_of_the_api_is_what_the_api_answers(visit):
    page = LexborHTMLParser(visit.get("/api").text)
    shown = json.loads(page.css_first("[aria-labelledby='antwoord'] code").text())
    address = page.css_first("#antwoord ~ p a").attributes["href"]
    assert visit.get(address).json() == shown
    assert shown["bestand"]["sha256"]
    assert visit.get(shown["links"]["pagina"]).status_code == 200


def test_all_links_of_these_pages_lead_somewhere(live, visit):
    asked: dict[str, str] = {}

    def page(path):
        if path not in asked:
            answer = visit.get(path)
            assert answer.status_code == 200, path
            asked[path] = answer.text if answer.headers["content-type"].startswith("text/html") else ""
        return asked[path]

    for path in PAGES:
        for link in LexborHTMLParser(page(path)).css("a[href], link[href]"):
            address = link.attributes["href"]
            if address.startswith(("https://", "mailto:")):
                continue
            where, _, place = address.partition("#")
            where = path + where if where.startswith("?") else where or path
            assert where.startswith("/"), (path, address)
            found = page(where)
            if place and found and not (where.endswith("/score") and where.startswith("/dossier/")):
                assert LexborHTMLParser(found).css_first(f"[id='{place}']") is not None, (path, address)
