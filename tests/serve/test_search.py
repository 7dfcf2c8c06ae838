"""The search of the site, over the samples: what is found, narrowed, counted and said, and that nothing in an answer is a stranger's."""

from __future__ import annotations

import csv
import io
import re
import socket
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qsl, urlencode, urlsplit

import lxml.html
import pytest
from lxml import etree
from starlette.testclient import TestClient

from fairwoo import cli
from fairwoo.index import Results
from fairwoo.pipeline.withdrawal import of_dossier
from fairwoo.serve import application, atom
from fairwoo.serve.search.asking import FACETS, Asking
from fairwoo.serve.search.found import pieces
from fairwoo.serve.search.searching import Answer
from fairwoo.store import Workspace
from tests.serve.conftest import loaded, now

ATOM = {"a": "http://www.w3.org/2005/Atom"}
OPENSEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def page_of(visit, path: str):
    answer = visit.get(path)
    assert answer.status_code == 200, answer.text
    return lxml.html.fromstring(answer.content)


def words_of(part) -> str:
    return " ".join(part.text_content().split())


def found(visit, query: str) -> dict:
    return visit.get(f"/zoeken.json?{query}").json()


def hits(visit, query: str) -> int:
    return found(visit, query)["treffers"]


def headline(html) -> str:
    return words_of(html.get_element_by_id("resultaten"))


# --- what is found


def test_words_lead_to_their_pages_and_are_marked_there(visit):
    html = page_of(visit, "/zoeken?q=damwand")
    links = html.xpath("//ul[@class='fw-hits']//a/@href")
    assert links
    assert all(re.fullmatch(r"/dossier/[\w-]+/document/[\w-]+(/pagina/\d+\?q=damwand)?", link) for link in links)
    marked = {mark.text_content().casefold() for mark in html.xpath("//p[@class='fw-snippet']//mark")}
    assert marked
    assert all("damwand" in one for one in marked)
    assert re.match(r"\d+ treffers in \d dossiers?", headline(html))
    assert "pagina 1" in words_of(html.xpath("//ul[@class='fw-hits']")[0])


def test_phrase_minus_or_and_and_do_what_the_help_says(visit):
    both, body, trees = (hits(visit, urlencode({"q": text})) for text in ("gemeente EN bomen", "gemeente", "bomen"))
    either = hits(visit, urlencode({"q": "gemeente OF bomen"}))
    assert 0 < both < min(body, trees)
    assert either == body + trees - both
    assert body - both <= hits(visit, urlencode({"q": "gemeente -bomen"})) < body  # the word itself; not what it is part of
    assert 0 < hits(visit, urlencode({"q": '"versterking van de dijk"'})) < hits(visit, "q=versterking+dijk")
    assert hits(visit, urlencode({"q": '"dijk de van versterking"'})) == 0


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ('"dijk', "aanhalingsteken"),
        ("(dijk", "haakje"),
        ("dij*", "joker"),
        ("jaar:straks dijk", "jaar:straks"),
        ("dijk OF", "“OF”"),
        ("EN EN", "geen woord"),
        ("dijk AND", "“AND”"),
        ("--dijk", "“--”"),
        ("foo:bar", "“foo:” is geen filter"),
        ("jaar: 2022", "zonder spatie"),
        ("beoordeling:foo", 'openbaar, "deels openbaar", "niet openbaar", "al eerder openbaar"'),
    ],
)
def test_what_was_done_with_a_broken_query_is_said(visit, query, said):
    html = page_of(visit, "/zoeken?" + urlencode({"q": query}))
    assert said in words_of(html.find_class("fw-told")[0])
    assert any(said in one for one in found(visit, urlencode({"q": query}))["meldingen"])


def test_a_word_that_is_spelt_wrong_is_offered_right(visit):
    html = page_of(visit, "/zoeken?q=gemeentte")
    (link,) = html.xpath("//p[@class='fw-meant']/a")
    assert (link.text_content(), link.get("href")) == ("gemeente", "/zoeken?q=gemeente")


def test_pages_with_fewer_of_the_words_are_told_apart(visit):
    answer = found(visit, "q=damwand+glasvezel")
    assert answer["treffersMetAlleWoorden"] == 0 < answer["treffers"]
    assert "Nergens staan al uw woorden bij elkaar" in words_of(page_of(visit, "/zoeken?q=damwand+glasvezel"))


def test_nothing_asked_shows_everything_the_newest_first(visit):
    html = page_of(visit, "/zoeken")
    days = [one.get("datetime") for one in html.xpath("//p[@class='fw-of']/time")]
    assert len(html.xpath("//ol[@class='fw-dossiers']/li")) == 10
    assert days == sorted(days, reverse=True)
    assert headline(html).endswith("in 15 dossiers")
    oldest = [one.get("datetime") for one in page_of(visit, "/zoeken?sorteer=oudste").xpath("//p[@class='fw-of']/time")]
    assert oldest[0] < days[-1]


def test_every_result_is_on_one_page_and_on_one_only(visit):
    seen = []
    path = "/zoeken"
    for _ in range(5):
        html = page_of(visit, path)
        seen += html.xpath("//ol[@class='fw-dossiers']/li/h3/a/@href")
        following = html.xpath("//nav[@class='fw-pages']//a[@rel='next']/@href")
        if not following:
            break
        path = following[0]
    assert len(seen) == len(set(seen)) == 15
    beyond = page_of(visit, "/zoeken?pagina=99")
    assert "Op deze plek in de lijst staat niets" in words_of(beyond)
    assert headline(page_of(visit, "/zoeken?pagina=1000")).endswith("in 15 dossiers")
    assert found(visit, "pagina=1000")["resultaten"] == []


def test_all_pages_of_one_dossier_are_one_click_away(visit):
    html = page_of(visit, "/zoeken?q=dijk")
    (more, *_) = html.xpath("//p[@class='fw-more']/a")
    number = int(re.search(r"Alle (\d+) treffers", more.text_content())[1])
    inside = page_of(visit, more.get("href"))
    assert headline(inside) == f"{number} treffers in 1 dossier"
    assert len(inside.xpath("//ul[@class='fw-hits']/li")) == number > 3


# --- narrowing


def test_the_number_behind_each_filter_is_what_choosing_it_finds(visit):
    html = page_of(visit, "/zoeken?q=gemeente")
    keys = set()
    for box in html.xpath("//aside//input[@type='checkbox']"):
        label = html.xpath(f"//label[@for='{box.get('id')}']")[0].text_content()
        number = int(re.search(r"\((\d+)\)$", label)[1])
        keys.add(box.get("name"))
        assert hits(visit, urlencode({"q": "gemeente", box.get("name"): box.get("value")})) == number, label
    assert keys == {facet.key for facet in FACETS} | {"zonder-datum"}


def test_a_second_value_of_a_filter_widens_and_its_number_stays(visit):
    html = page_of(visit, "/zoeken?jaar=2022")
    labels = {words_of(one) for one in html.xpath("//label[starts-with(@for, 'f-jaar-')]")}
    numbers = {year: hits(visit, f"jaar={year}") for year in (2022, 2023)}
    assert {f"{year} ({number})" for year, number in numbers.items()} <= labels
    assert hits(visit, "jaar=2022&jaar=2023") == sum(numbers.values())


def test_the_form_alone_asks_again_for_what_was_asked(visit):
    path = "/zoeken?q=dijk&orgaan=ws0151&jaar=2021&jaar=2022&dossier=ws0151-dijkversterking-ijsselkade&sorteer=oudste"
    html = page_of(visit, path)
    form = html.get_element_by_id("zoeken")
    assert (form.get("action"), form.get("method")) == ("/zoeken", "get")
    inside = [*form.xpath(".//input"), *html.xpath("//input[@form='zoeken']")]
    sent = [
        (one.get("name"), one.get("value")) for one in inside if one.get("type") != "checkbox" or one.get("checked") is not None
    ]
    assert sorted(pair for pair in sent if pair[1]) == sorted(parse_qsl(urlsplit(path).query))


def test_filters_in_use_can_be_taken_away_one_by_one_and_all_at_once(visit):
    html = page_of(visit, "/zoeken?q=dijk&orgaan=ws0151&beoordeling=openbaar&vanaf=2020-01-01&pagina=2")
    pills = {
        words_of(one).removeprefix("Haal dit filter weg: "): one.get("href") for one in html.xpath("//div[@class='fw-pills']//a")
    }
    assert pills == {
        "Bestuursorgaan: waterschap Groot Salland ×": "/zoeken?q=dijk&beoordeling=openbaar&vanaf=2020-01-01",
        "Openbaarmaking: openbaar ×": "/zoeken?q=dijk&orgaan=ws0151&vanaf=2020-01-01",
        "Vanaf: 1 januari 2020 ×": "/zoeken?q=dijk&orgaan=ws0151&beoordeling=openbaar",
        "Wis alles": "/zoeken?q=dijk",
    }


def test_what_in_an_address_cannot_be_used_is_said_and_no_error(visit):
    html = page_of(visit, "/zoeken?q=dijk&jaar=ooit&kleur=rood&pagina=x")
    told = words_of(html.find_class("fw-told")[0])
    assert all(one in told for one in ("“ooit”", "“kleur”", "“x”"))
    assert headline(html) == headline(page_of(visit, "/zoeken?q=dijk"))


def test_a_field_that_was_left_empty_is_in_no_address_that_one_shares(visit):
    sent = visit.get("/zoeken?q=dijk+sloot&dossier=&jaar=2022&vanaf=&tot=+&kleur=rood")
    assert (sent.status_code, sent.headers["location"]) == (301, "/zoeken?q=dijk%20sloot&jaar=2022&kleur=rood")
    assert visit.get(sent.headers["location"]).status_code == 200
    assert visit.get("/zoeken?q=&vanaf=&tot=").headers["location"] == "/zoeken"
    assert visit.get("/zoeken.json?q=&vanaf=").status_code == 200  # a program need not be sent on


def test_a_search_has_one_address_however_it_was_written(visit):
    told = {
        page_of(visit, path).xpath("string(//link[@rel='canonical']/@href)")
        for path in ("/zoeken?jaar=2022&q=dijk", "/zoeken?q=dijk&jaar=2022&sorteer=relevantie&pagina=1")
    }
    assert told == {f"{visit.base_url}/zoeken?q=dijk&jaar=2022"}


# --- nothing found


def test_where_nothing_is_found_the_page_helps(visit):
    html = page_of(visit, "/zoeken?q=damwand&orgaan=gm0055&jaar=2022")
    text = words_of(html.find_class("fw-nothing")[0])
    assert "Niets gevonden voor “damwand”" in text
    assert "opvragen-overheidsinformatie-woo-verzoek" in html.xpath(
        "string(//section[@class='fw-nothing']//a[@rel='external']/@href)"
    )
    for item in html.xpath("//section[@class='fw-nothing']/ul[1]/li"):
        number = int(re.search(r": (\d+) treffer", words_of(item))[1])
        assert hits(visit, urlsplit(item.xpath("string(a/@href)")).query) == number > 0
    assert "zonder bestuursorgaan gemeente Boarnsterhim" in text


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("soort:onzin", ["soort:onzin"]),
        ("grond:9.9", ["grond:9.9"]),
        ("dossier:niet", ["dossier:niet"]),
        ("dijk soort:onzin", ["soort:onzin"]),
        ("dijk EN soort:onzin jaar:2022", ["soort:onzin"]),
    ],
)
def test_a_filter_in_the_words_that_finds_nothing_can_be_left_out(visit, typed, filters):
    html = page_of(visit, "/zoeken?" + urlencode({"q": typed}))
    section = html.find_class("fw-nothing")[0]
    links = {words_of(one.find("a")): one for one in section.xpath("ul[1]/li")}
    assert list(links) == [f"zonder {one}" for one in filters]
    for item in links.values():
        address = item.xpath("string(a/@href)")
        number = int(re.search(r": (\d+) treffer", words_of(item))[1])
        assert hits(visit, urlsplit(address).query) == number > 0
        assert not page_of(visit, address).find_class("fw-told")
    assert ("goed zijn gespeld" in words_of(section)) == ("dijk" in typed)
    assert ("Dit filter vindt niets." in words_of(section)) == ("dijk" not in typed)


def test_where_no_filter_alone_is_to_blame_all_can_be_left_out_at_once(visit):
    section = page_of(visit, "/zoeken?" + urlencode({"q": "dijk soort:onzin grond:9.9"})).find_class("fw-nothing")[0]
    (link,) = section.xpath("p/a[. = 'Zoek zonder filters']/@href")
    assert link == "/zoeken?q=dijk"


@pytest.mark.parametrize("query", ["q=-", "q=-dijk", "q=jaar:2022", "jaar=2022", ""])
def test_without_a_word_no_order_by_relevance_is_offered(visit, query):
    order = page_of(visit, f"/zoeken?{query}").find_class("fw-order")[0]
    assert [words_of(one) for one in order.xpath(".//li")] == ["nieuwste", "oudste"]
    assert words_of(order.find(".//strong")) == "nieuwste"


def test_a_page_of_results_is_not_for_search_engines_but_its_links_are(visit):
    html = page_of(visit, "/zoeken?q=dijk&jaar=2022")
    assert html.xpath("string(//meta[@name='robots']/@content)") == "noindex, follow"
    others = {one.get("type"): one.get("href") for one in html.xpath("//link[@rel='alternate']")}
    assert set(others) == {"application/atom+xml", "application/json", "text/csv"}
    for media_type, path in others.items():
        assert path.endswith("?q=dijk&jaar=2022")
        assert visit.get(path).headers["content-type"].partition(";")[0] == media_type


# --- for programs


def test_the_csv_has_a_row_for_each_page_and_opens_in_columns(visit):
    answer = visit.get("/zoeken.csv?q=dijk")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == hits(visit, "q=dijk")
    assert {row["Dossier"] for row in rows} == {one["dossier"] for one in found(visit, "q=dijk")["resultaten"]}
    assert all(row["Adres"].startswith(str(visit.base_url)) for row in rows)
    assert {row["Openbaarmaking"] for row in rows} <= {"", "openbaar", "deels openbaar", "niet openbaar", "al eerder openbaar"}
    assert {row["Openbaarmaking"] for row in rows} != {""}


def _told_in_json(visit, address: str) -> set[tuple[str, str, int | None]]:
    """All pages that can be got to from an answer in JSON."""
    told: set[tuple[str, str, int | None]] = set()
    following: str | None = address
    while following:
        answer = visit.get(following).json()
        for one in answer["resultaten"]:
            told |= {(one["dossier"], page["document"], page["pagina"]) for page in one["paginas"]}
            if one["alleTreffers"]:
                inside = _told_in_json(visit, one["alleTreffers"])
                assert len(inside) == one["treffers"] > len(one["paginas"])
                told |= inside
        following = answer["volgende"]
    return told


def _told_by_the_api(visit, address: str) -> set[tuple[str, str, int | None]]:
    told: set[tuple[str, str, int | None]] = set()
    following: str | None = address
    while following:
        answer = visit.get(following).json()
        for one in answer["resultaten"]:
            dossier = one["dossier"]["id"]
            told |= {(dossier, page["document"], page.get("pagina")) for page in one["treffers"]}
            if more := one["dossier"]["links"].get("treffers"):
                inside = _told_by_the_api(visit, more)
                assert len(inside) == one["gevonden"] > len(one["treffers"])
                told |= inside
        following = answer["links"].get("volgende")
    return told


@pytest.mark.parametrize(
    "query", ["q=besluit", "", "q=besluit&dossier=gm0055-speeltuin-parkstraat", "q=gemeente+OF+bomen&soort=brief"]
)
def test_every_hit_can_be_got_to_in_every_form(visit, query):
    rows = csv.DictReader(io.StringIO(visit.get(f"/zoeken.csv?{query}").content.decode("utf-8-sig")), delimiter=";")
    told = {(row["Dossier"], row["Document"], int(row["Pagina"]) if row["Pagina"] else None) for row in rows}
    assert len(told) == hits(visit, query) > 0
    assert _told_in_json(visit, f"/zoeken.json?{query}") == told
    assert _told_by_the_api(visit, f"/api/v1/_zoek?aantal=12&{query}") == told


def test_inside_one_dossier_the_json_has_all_pages_a_page_at_a_time(visit, monkeypatch):
    monkeypatch.setattr("fairwoo.serve.pages.search_forms.IN_JSON", 5)
    query = "q=besluit&dossier=gm0055-speeltuin-parkstraat"
    first = found(visit, query)
    (one,) = first["resultaten"]
    assert (len(one["paginas"]), one["treffers"], one["alleTreffers"]) == (5, first["treffers"], None)
    assert len(_told_in_json(visit, f"/zoeken.json?{query}")) == first["treffers"] > 5


def test_marks_in_json_are_places_in_the_snippet(visit):
    for one in found(visit, "q=damwand")["resultaten"]:
        for page in one["paginas"]:
            assert all("damwand" in page["fragment"][start:end].casefold() for start, end in page["markeringen"])


def test_the_feed_of_a_search_is_atom_and_is_not_sent_twice(visit):
    answer = visit.get("/zoeken.atom?q=dijk&pagina=7")
    feed = etree.fromstring(answer.content)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    (own,) = feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM)
    assert own == feed.xpath("string(a:id)", namespaces=ATOM) == f"{visit.base_url}/zoeken.atom?q=dijk"
    entries = feed.xpath("a:entry", namespaces=ATOM)
    assert {one.xpath("string(a:id)", namespaces=ATOM) for one in entries} == {
        one["adres"] for one in found(visit, "q=dijk")["resultaten"]
    }
    times = [one.xpath("string(a:updated)", namespaces=ATOM) for one in entries]
    assert times == sorted(times, reverse=True)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one) for one in times)
    assert feed.xpath("string(a:updated)", namespaces=ATOM) == times[0]
    again = visit.get("/zoeken.atom?q=dijk", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_browser_can_add_the_search(visit):
    answer = visit.get("/opensearch.xml")
    root = etree.fromstring(answer.content)
    assert len(root.xpath("string(o:ShortName)", namespaces=OPENSEARCH)) <= 16
    templates = {one.get("type"): one.get("template") for one in root.xpath("o:Url", namespaces=OPENSEARCH)}
    assert set(templates) >= {"text/html", "application/atom+xml", "application/x-suggestions+json"}
    for media_type, template in templates.items():
        asked = visit.get(template.replace("{searchTerms}", "dijk").replace("{startPage?}", "1"))
        assert (asked.status_code, asked.headers["content-type"].partition(";")[0]) == (200, media_type)


def test_suggestions_are_words_of_texts_bodies_and_titles(visit):
    def suggested(text: str) -> list[str]:
        asked, offered = visit.get("/suggesties", params={"q": text}).json()
        assert asked == text
        return offered

    assert "besluit" in suggested("beslu")
    assert "waterschap Groot Salland" in suggested("groot sal")
    assert any("dijkversterking" in one and "besluit" in one.casefold() for one in suggested("dijkversterking"))
    assert suggested("") == suggested("%%%") == []


def test_the_home_page_counts_what_is_there(visit):
    html = page_of(visit, "/")
    text = words_of(html)
    assert f"15 dossiers met {hits(visit, '')} doorzoekbare pagina’s" in text
    for link in html.xpath("//div[@class='fw-columns']//li/a"):
        number = int(re.search(r"\((\d+)\)", words_of(link.getparent()))[1])
        assert hits(visit, urlsplit(link.get("href")).query) == number
    assert len(html.xpath("//ul[@class='fw-newest']/li")) == 5


def test_every_example_of_the_help_is_understood(visit):
    html = page_of(visit, "/hulp-bij-zoeken")
    examples = html.xpath("//main//a[code]/@href")
    assert len(examples) >= 14
    for one in examples:
        assert found(visit, urlsplit(one).query)["meldingen"] == [], one


# --- strangers, refused documents, another place, no engine


HOSTILE = '<script>alert("x")</script>'
INVENTORY = (
    "Documentnummer;Titel;Datum;Soort;Beoordeling;Uitzonderingsgronden\n"
    f'1;"=HYPERLINK(""http://boos.voorbeeld"") {HOSTILE.replace(chr(34), chr(34) * 2)}";2024-02-01;nota;openbaar;\n'
    "2;;2024-02-02;advies;niet openbaar;5.1.2e\n"
    "3;Advies over zand;2024-02-03;advies;openbaar;\n"
)
SECRET = "De directeur wordt ontslagen wegens zonnebrandcrème."


@contextmanager
def served(workspace, **index):
    settings = loaded(workspace)
    settings = settings.model_copy(update={"index": settings.index.model_copy(update=index)})
    opened = Workspace.open(workspace)
    app = application(opened, settings, now)
    try:
        with TestClient(app, base_url="http://127.0.0.1:1", follow_redirects=False) as client:
            yield client
    finally:
        app.state.site.close()
        opened.close()


@pytest.fixture(scope="module")
def strange(tmp_path_factory):
    """A dossier of a stranger below a path of the host, and the folder it came from."""
    root = tmp_path_factory.mktemp("vreemd")
    made = root / "in" / "dijk"
    made.mkdir(parents=True)
    (made / "besluit.txt").write_text(
        "gemeente Boarnsterhim\n\nDatum: 4 maart 2024\n\nBesluit op uw Woo-verzoek over de dijk.\n", encoding="utf-8"
    )
    strange = f"De dijk {HOSTILE} & <b>vet</b> \u202egnol\x0b dijk " + "x" * 3_000
    (made / "1 nota.txt").write_text(strange, encoding="utf-8")
    (made / "3 advies.txt").write_text("Er komt fijn zand op de dijk.\n", encoding="utf-8")
    (made / "2 ontslag van de directeur.txt").write_text(SECRET, encoding="utf-8")
    (made / "inventarislijst.csv").write_text(INVENTORY, encoding="utf-8")
    without = root / "in" / "zonder"
    without.mkdir()
    (without / "lijst.txt").write_text("Een lijst zonder datum.\n", encoding="utf-8")
    (root / "fairwoo.toml").write_text(
        '[map]\nbase_url = "http://127.0.0.1:1/woo"\n[ingest]\npublisher = "gm0055"\n', encoding="utf-8"
    )
    run(root, "ingest", str(root / "in"))
    return root


def run(root, *arguments: str) -> None:
    common = ["--workspace", str(root / "werkmap"), "--config", str(root / "fairwoo.toml"), "-q"]
    assert cli.run([*common, *arguments]) == 0


def test_a_period_counts_what_has_no_day_apart(strange):
    with served(strange / "werkmap") as visit:
        numbers = [
            visit.get(f"/woo/zoeken.json?{query}").json()["treffers"]
            for query in ("zonder-datum=1", "tot=2024-02-02", "vanaf=2024-02-03", "")
        ]
        undated, early, late, everything = numbers
        assert undated + early + late == everything
        assert min(numbers) > 0
        html = page_of(visit, "/woo/zoeken?vanaf=2024-02-03")
        aside = html.get_element_by_id("filters")
        assert f"Van {undated} treffer{'s' if undated > 1 else ''} is de datum niet bekend" in words_of(aside)
        inside = page_of(visit, aside.xpath("string(.//a/@href)"))
        assert headline(inside).startswith(f"{undated} treffer")
        assert "Alleen zonder datum" in words_of(inside.get_element_by_id("filters"))


PATHS = ("/zoeken", "/zoeken.json", "/zoeken.csv", "/zoeken.atom", "/suggesties")


TEXTS = ("dijk", "directeur zonnebrandcrème", "ontslag", HOSTILE, '"><img src=x onerror=alert(1)>', "\x00\u202e\ud7ff")


@pytest.mark.parametrize("path", [*PATHS, "/"])
def test_nothing_of_a_stranger_runs_and_nothing_of_a_refused_document_is_there(strange, path):
    with served(strange / "werkmap") as visit:
        answers = [visit.get("/woo" + path, params={"q": text}) for text in TEXTS]
    for answer in answers:
        assert answer.status_code == 200
        for word in ("ontslag van", "ontslagen", "wegens", "zonnebrandcrème."):
            assert word not in answer.text
        if "html" in answer.headers["content-type"]:
            html = lxml.html.fromstring(answer.content)
            assert html.xpath("//script[not(@src or @type='application/ld+json')] | //main//img | //main//b | //@onerror") == []
            assert all(link.startswith(("/woo/", "#")) for link in html.xpath("//main//a[not(@rel='external')]/@href"))
            assert "\u202e" not in "".join(html.xpath("//main//text()"))
        if path.endswith(".csv"):
            assert not re.search(r'(^|[;"])[=+@]', answer.text, re.MULTILINE)
        if path.endswith(".atom"):
            etree.fromstring(answer.content)
    if path.startswith("/zoeken"):
        assert "HYPERLINK" in answers[0].text


def test_a_dossier_that_is_being_brought_in_anew_shows_none_of_its_text(strange):
    path = strange / "in" / "dijk" / "inventarislijst.csv"
    with served(strange / "werkmap") as visit:
        assert "zand" in words_of(page_of(visit, "/woo/zoeken?q=zand").xpath("//main//ol")[0])
        path.write_text(INVENTORY.replace("advies;openbaar", "advies;niet openbaar"), encoding="utf-8")
        run(strange, "ingest", str(strange / "in"), "--until", "extract")
        during = page_of(visit, "/woo/zoeken?q=zand")
        assert words_of(during.xpath("//main//ol")[0]).startswith("Een dossier dat nu wordt bijgewerkt")
        assert "fijn" not in during.text_content()
        for other in (".json", ".csv", ".atom"):
            assert "fijn" not in visit.get(f"/woo/zoeken{other}?q=zand").text
        run(strange, "ingest", str(strange / "in"))
        assert "fijn" not in visit.get("/woo/zoeken?q=zand").text


def test_what_the_index_still_has_of_a_dossier_is_not_quoted(strange):
    path = strange / "in" / "zonder" / "lijst.txt"
    before = path.read_text("utf-8")
    with served(strange / "werkmap") as visit:
        path.write_text("Een lijst van de heer Koolwitje over het riet.\n", encoding="utf-8")
        run(strange, "ingest", str(strange / "in"))
        for form in PATHS[:4]:
            assert "heer" in visit.get(f"/woo{form}?q=riet").text, form
        path.write_text(before, encoding="utf-8")
        run(strange, "ingest", str(strange / "in"), "--until", "extract")
        run(strange, "map")
        assert visit.get("/woo/dossier/gm0055-zonder").status_code == 200
        for form in PATHS[:4]:
            answer = visit.get(f"/woo{form}?q=riet")
            assert answer.status_code == 200
            assert "heer" not in answer.text, form
            assert "Koolwitje" not in answer.text, form
        (one,) = visit.get("/woo/zoeken.json?q=riet").json()["resultaten"]
        assert (one["wordtBijgewerkt"], one["paginas"]) == (True, [])
        assert visit.get("/woo/api/v1/_zoek?q=riet").json()["resultaten"] == []
        run(strange, "ingest", str(strange / "in"))
        assert visit.get("/woo/zoeken.json?q=riet").json()["resultaten"] == []
        assert visit.get("/woo/zoeken.json?q=lijst").json()["resultaten"][0]["paginas"]


def test_what_was_withdrawn_while_the_index_lags_is_said(strange):
    with closing(Workspace.open(strange / "werkmap")) as workspace:
        dossier = workspace.catalogue.dossier("gm0055-zonder")
        workspace.catalogue.withdraw_dossier(of_dossier(workspace.catalogue, dossier, "privacy", now()))
    with served(strange / "werkmap") as visit:
        for query, left in (("dossier=gm0055-zonder", 0), ("", 1)):
            answer = visit.get(f"/woo/zoeken.json?{query}").json()
            assert answer["treffers"] > 0, "the index was to lag"
            assert len(answer["resultaten"]) == left
            html = page_of(visit, f"/woo/zoeken?{query}")
            section = html.find_class("fw-results")[0]
            assert "ingetrokken" in words_of(section)
            assert "Ga naar het begin" not in words_of(section)
            assert len(section.xpath("ol/li")) == left
            assert sum("ingetrokken" in one for one in answer["meldingen"]) == 1
        beyond = page_of(visit, "/woo/zoeken?pagina=9")
        assert "Ga naar het begin" in words_of(beyond.find_class("fw-results")[0])
    run(strange, "withdraw", "gm0055-zonder", "--undo")
    run(strange, "ingest", str(strange / "in"))
    with served(strange / "werkmap") as visit:
        assert not any("ingetrokken" in one for one in visit.get("/woo/zoeken.json").json()["meldingen"])


def test_a_site_below_a_path_is_found_without_the_slash(strange):
    with served(strange / "werkmap") as visit:
        answer = visit.get("/woo?q=1")
        assert (answer.status_code, answer.headers["location"]) == (308, "/woo/?q=1")
        assert visit.get("/woo/").status_code == 200
        assert visit.get("/woozle").status_code == 404


def test_a_feed_begins_with_what_changed_last_whatever_its_date(strange, monkeypatch):
    monkeypatch.setattr("fairwoo.serve.pages.search_forms.IN_FEED", 1)
    (strange / "in" / "zonder" / "lijst.txt").write_text("Een langere lijst zonder datum.\n", encoding="utf-8")
    run(strange, "ingest", str(strange / "in"))
    with served(strange / "werkmap") as visit:
        assert visit.get("/woo/zoeken.json").json()["resultaten"][0]["dossier"] == "gm0055-dijk"
        (entry,) = etree.fromstring(visit.get("/woo/zoeken.atom").content).xpath("a:entry", namespaces=ATOM)
        assert entry.xpath("string(a:id)", namespaces=ATOM).endswith("/dossier/gm0055-zonder")
        (other,) = etree.fromstring(visit.get("/woo/zoeken.atom?dossier=gm0055-dijk").content).xpath("a:entry", namespaces=ATOM)
        assert other.xpath("string(a:id)", namespaces=ATOM).endswith("/dossier/gm0055-dijk")
        assert etree.fromstring(visit.get("/woo/zoeken.atom?dossier=onbekend").content).xpath("a:entry", namespaces=ATOM) == []


def test_an_engine_that_is_away_gives_a_calm_page(live):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with served(live.workspace, address=f"opensearch+http://127.0.0.1:{port}/site", timeout_seconds=1.0) as visit:
        for path in PATHS:
            answer = visit.get(f"{path}?q=dijk")
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
            assert "Zoeken kan op dit moment niet" in answer.text
        home = visit.get("/")
        assert home.status_code == 200
        assert "Zoeken kan op dit moment niet" in home.text
        assert visit.get("/hulp-bij-zoeken").status_code == 200


def test_a_feed_holds_whatever_is_put_in_it_and_says_when_it_changed():
    moment = datetime(2024, 2, 29, 13, 0, tzinfo=timezone(timedelta(hours=1)))
    hostile = "\x00\x0b\ud800</title><script>&\ufffe"
    entry = atom.Entry("https://voorbeeld.nl/1", hostile, "https://voorbeeld.nl/1", moment, summary=hostile, author=hostile)
    feed = atom.Feed("Titel", "https://voorbeeld.nl/", "https://voorbeeld.nl/feed", "Naam", [entry])
    root = etree.fromstring(atom.written(feed))
    assert root.xpath("string(a:updated)", namespaces=ATOM) == "2024-02-29T12:00:00Z"
    assert root.xpath("string(a:entry/a:title)", namespaces=ATOM) == "</title><script>&"
    assert [child.tag for child in root if child.tag.endswith("author")]
    empty = etree.fromstring(atom.written(feed._replace(entries=[])))
    assert empty.xpath("string(a:updated)", namespaces=ATOM) == "1970-01-01T00:00:00Z"


def test_what_lies_deeper_than_can_be_paged_to_is_counted():
    results = Results(total=90_000, dossiers=12_345, full=90_000)
    by_dossier = Answer(Asking(), results, (), {}, 0)
    assert (by_dossier.number, by_dossier.pages, by_dossier.beyond) == (12_345, 1_000, 2_345)
    inside = Answer(Asking(chosen={"dossier": ("gm0055-z1",)}), results, (), {}, 0)
    assert (inside.number, inside.pages, inside.beyond) == (90_000, 500, 80_000)


def test_marks_cut_a_text_and_leave_it_whole():
    cut = pieces("de dijkversterking\x00 en de dijk", ((3, 7), (26, 30)))
    assert [(one.text, one.marked) for one in cut] == [
        ("de ", False), ("dijk", True), ("versterking en de ", False), ("dijk", True),
    ]  # fmt: skip
    assert pieces("", ()) == ()
