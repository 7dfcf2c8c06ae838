"""The API as a program uses it: lists and how to go on in them, search, what is withheld, the change feed, exports, and limits."""

from __future__ import annotations

import csv
import io
import json
from contextlib import contextmanager

import anyio
import pytest
from starlette.testclient import TestClient

from fairwoo import cli
from fairwoo.serve import Site, application
from fairwoo.serve.api import dossiers, exports, questions, telling
from fairwoo.serve.api.limits import Limits
from fairwoo.serve.linked.negotiation import chosen
from fairwoo.settings import IndexSettings, load
from fairwoo.store import Workspace
from tests.serve.conftest import loaded, now

API = "/api/v1"
BASE = "http://localhost:8000"
INVENTORY = (
    "Documentnummer;Titel;Bestandsnaam;Datum;Soort;Beoordeling;Uitzonderingsgronden;Afzender\n"
    "1;=Nota over de dijk;nota.txt;2024-02-01;nota;openbaar;;Jan Verzonnen\n"
    "2;;ontslag van de directeur.txt;2024-02-02;advies;niet openbaar;5.1.2e;Piet Bedacht\n"
)
WITHHELD = "zonnebrand"  # stands in the file that was refused
NOT_TOLD = ("ontslag", "directeur", "Verzonnen", "Bedacht")  # stand in the inventory, which is a released text, and nowhere else


@contextmanager
def client_of(workspace_root, settings, base=BASE, **options):
    workspace = Workspace.open(workspace_root)
    app = application(workspace, settings, now)
    with TestClient(app, base_url=base, follow_redirects=False, **options) as client:
        yield client
    app.state.site.close()
    workspace.close()


def with_limit(settings, per_minute):
    return settings.model_copy(update={"serve": settings.serve.model_copy(update={"requests_per_minute": per_minute})})


@pytest.fixture(scope="module")
def api(live):
    with client_of(live.workspace, with_limit(loaded(live.workspace), 10**9), live.base) as client:
        yield client


def told(api, address):
    answer = api.get(address)
    assert answer.status_code == 200, answer.text
    return answer.json()


def all_of(api, address, name):
    """The whole of a list, by following its links."""
    found = []
    while address:
        part = told(api, address)
        found += part[name]
        address = part["links"].get("volgende")
    return found


# --- lists


def test_the_list_of_dossiers_is_whole_and_in_order_however_it_is_cut(api):
    ids = [one["id"] for one in all_of(api, f"{API}/dossiers?aantal=4", "dossiers")]
    assert len(ids) == 15
    assert ids == sorted(ids)
    assert ids == [one["id"] for one in told(api, f"{API}/dossiers?aantal=100")["dossiers"]]


def test_a_part_of_the_list_opens_no_other_dossiers(api, monkeypatch):
    opened = []
    monkeypatch.setattr(Site, "dossier", lambda site, one, was=Site.dossier: opened.append(one) or was(site, one))
    told(api, f"{API}/dossiers?aantal=2")
    told(api, f"{API}/documenten?aantal=2&cursor=ws0151-muskusratten/x")
    assert opened == ["gm0055-bibliotheekbus", "gm0055-bomenkap-dorpsstraat", "ws0151-muskusratten", "ws0151-peilbesluit-polder"]


def test_dossiers_are_narrowed_and_ordered(api):
    assert {one["id"].partition("-")[0] for one in told(api, f"{API}/dossiers?orgaan=gm0055&orgaan=ws0151")["dossiers"]} == {
        "gm0055",
        "ws0151",
    }
    found = all_of(api, f"{API}/dossiers?bestuurslaag=waterschap&aantal=1&sorteer=nieuwste", "dossiers")
    assert len(found) == len({one["id"] for one in found}) == 3
    assert told(api, f"{API}/dossiers?orgaan=gm9999")["totaal"] == 0
    refused = {one["id"] for one in all_of(api, f"{API}/dossiers?beoordeling=niet-openbaar", "dossiers")}
    assert refused == {
        one["id"] for one in all_of(api, f"{API}/dossiers?beoordeling=not_public", "dossiers")
    }  # what it was called
    assert "gm0055-bibliotheekbus" in refused
    assert len(refused) < 15


def test_a_dossier_is_told_with_what_it_is_about(api):
    one = told(api, f"{API}/dossiers/ws0151-dijkversterking-ijsselkade")
    assert one["organisatie"] == {"code": "ws0151", "naam": "waterschap Groot Salland"}
    assert (one["besluitdatum"], one["uitkomst"], one["wet"]) == ("2022-07-12", "deels-openbaar", "Woo")
    assert None not in one.values()
    assert told(api, one["links"]["zelf"]) == one
    assert told(api, one["links"]["documenten"])["totaal"] == one["aantalDocumenten"]


def test_documents_are_told_with_their_file_only_if_it_is_handed_out(api):
    documents = all_of(api, f"{API}/documenten?aantal=7", "documenten")
    assert len(documents) == sum(one["aantalDocumenten"] for one in all_of(api, f"{API}/dossiers", "dossiers"))
    assert len({(one["dossier"], one["naam"]) for one in documents}) == len(documents)
    for one in documents:
        assert told(api, one["links"]["zelf"]) == one
        assert ("bestand" in one) <= ("achtergehouden" not in one)
        if one.get("beoordeling") == "niet-openbaar":
            assert (one["achtergehouden"]["code"], one["aantalPaginas"]) == ("niet-openbaar", 0)
            assert api.get(f"{one['links']['zelf']}/paginas/1").status_code == 404
    assert {"niet-openbaar"} <= {one["achtergehouden"]["code"] for one in documents if "achtergehouden" in one}


def test_documents_are_narrowed_by_what_they_are_told_to_be(api, monkeypatch):
    whole = all_of(api, f"{API}/documenten?aantal=100", "documenten")

    def found(query, number=3):
        return all_of(api, f"{API}/documenten?aantal={number}&{query}", "documenten")

    def grounds(one):
        return {each["code"] for each in one["gronden"]}

    checks = {
        "orgaan=ws0151": lambda one: one["dossier"].startswith("ws0151-"),
        "beoordeling=deels-openbaar": lambda one: one.get("beoordeling") == "deels-openbaar",
        "beoordeling=deels-openbaar&beoordeling=niet-openbaar": lambda one: (
            one.get("beoordeling") in {"deels-openbaar", "niet-openbaar"}
        ),
        "grond=5.1.2e": lambda one: "5.1.2e" in grounds(one),
        "rol=besluit": lambda one: one.get("rol") == "besluit",
        "soort=e-mail&vanaf=2020-01-01": lambda one: one.get("soort") == "e-mail" and one.get("datum", "") >= "2020-01-01",
        "tot=2022-12-31": lambda one: "datum" in one and one["datum"] <= "2022-12-31",
        "zonderDatum=true": lambda one: "datum" not in one,
        "grond=9.9": lambda one: False,
    }
    for query, fits in checks.items():
        assert found(query) == [one for one in whole if fits(one)], query
        assert (not found(query)) == (query == "grond=9.9"), query
    expected = found("rol=besluit")
    monkeypatch.setattr(dossiers, "_LOOKED_AT", 2)  # what is seldom is looked for in parts
    assert found("rol=besluit") == expected
    assert len(told(api, f"{API}/documenten?aantal=100&rol=besluit")["documenten"]) <= 4


def test_what_is_counted_can_be_chosen(api):
    for key, values in told(api, f"{API}/_zoek")["facetten"].items():
        for one in values[:3]:
            assert told(api, f"{API}/_zoek?{key}={one['waarde']}")["totaalDossiers"] == one["dossiers"], (key, one)
    judged = {one["waarde"] for one in told(api, f"{API}/_zoek")["facetten"]["beoordeling"]}
    assert judged <= {"openbaar", "deels-openbaar", "niet-openbaar", "al-openbaar"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("dossiers?cursor=onzin", 400),
        ("documenten?cursor=onzin", 400),
        ("documenten?cursor=onzin/besluit", 400),
        ("documenten?cursor=gm0055-bibliotheekbus/was-er", 200),  # of a document that is no longer there
        ("exports/paginas?dossier=onzin", 404),
        ("exports/paginas?dossier=gm0055-bibliotheekbus&dossier=onzin", 404),
        ("documenten?beoordeling=onzin", 400),
    ],
)
def test_what_does_not_exist_is_not_an_empty_answer(api, path, status):
    assert api.get(f"{API}/{path}").status_code == status


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("dossiers?sorteer=q", "Kies uit id, nieuwste of oudste."),
        ("_zoek?per=woord", "Kies uit dossier of pagina."),
        ("dossiers?beoordeling=x", "Kies uit openbaar, deels-openbaar, niet-openbaar of al-openbaar."),
    ],
)
def test_what_can_be_chosen_is_said_in_dutch(api, path, detail):
    assert [one["detail"] for one in api.get(f"{API}/{path}").json()["errors"]] == [detail]


def test_texts_are_told_page_by_page(api):
    document = f"{API}/dossiers/ws0151-dijkversterking-ijsselkade/documenten/4-nieuwsbericht-start-werk"
    pages = all_of(api, f"{document}/paginas?aantal=1", "paginas")
    assert len(pages) == told(api, document)["aantalPaginas"]
    assert "De eerste damplanken gaan volgende week de grond in." in " ".join(pages[0]["tekst"].split())
    assert told(api, f"{document}/paginas/1") == pages[0]
    assert api.get(f"{document}/paginas/999").status_code == 404


def test_bodies_are_counted(api):
    found = {one["code"]: one["aantalDossiers"] for one in told(api, f"{API}/organisaties")["organisaties"]}
    assert found == {"gm0055": 5, "gm1672": 5, "mnre0170": 2, "ws0151": 3}
    assert told(api, f"{API}/organisaties/ws0151")["soort"] == "waterschap"
    assert api.get(f"{API}/organisaties/gm9999").status_code == 404


# --- search


def test_search_marks_what_was_asked_and_counts_what_could_be_chosen(api):
    found = told(api, f"{API}/_zoek?q=dijk")
    first = found["resultaten"][0]["treffers"][0]
    assert {first["fragment"][start:end].casefold() for start, end in first["markeringen"]} == {"dijk"}
    counted = {one["waarde"]: (one["naam"], one["dossiers"]) for one in found["facetten"]["orgaan"]}
    assert counted["ws0151"][0] == "waterschap Groot Salland"
    assert sum(number for _, number in counted.values()) == found["totaalDossiers"]
    assert told(api, first["links"]["document"])["naam"] == first["document"]
    assert first["fragment"].split()[0] in told(api, first["links"]["tekst"])["tekst"]


def test_search_says_what_it_did_with_a_broken_query_and_what_was_meant(api):
    assert told(api, f'{API}/_zoek?q="dijk')["aanpassingen"]
    assert told(api, f"{API}/_zoek?q=zwenbad")["bedoeldeU"] == "zwembad"
    assert told(api, f"{API}/_zoek?q=xyzzyplugh")["resultaten"] == []
    assert told(api, f"{API}/_zoek?vanaf=2024-01-01&tot=2020-01-01")["totaalPaginas"] == 0


@pytest.mark.parametrize("per", ["dossier", "pagina"])
def test_search_goes_on_where_it_was(api, per):
    address = f"{API}/_zoek?q=de&per={per}&aantal=3&facetten=false"
    total = told(api, address)["totaalPaginas" if per == "pagina" else "totaalDossiers"]
    hits = []
    while address:
        part = told(api, address)
        results = part["resultaten"]
        hits += [(one["dossier"]["id"], *((each["document"], each.get("pagina")) for each in one["treffers"])) for one in results]
        address = part["links"].get("volgende")
    if per == "pagina":
        pages = [(one[0], page) for one in hits for page in one[1:]]
        assert len(pages) == len(set(pages)) == total
    else:
        assert len(hits) == len({one[0] for one in hits}) == total


@pytest.mark.parametrize("cursor", ["onzin", "WzEsIDIsIDMsIDRd", "%00", "a" * 1_900])
@pytest.mark.parametrize(
    "path", ["_zoek?q=dijk", "dossiers?sorteer=oudste", "dossiers/gm0055-bibliotheekbus/documenten?aantal=2"]
)
def test_a_cursor_that_is_none_is_refused(api, path, cursor):
    answer = api.get(f"{API}/{path}&cursor={cursor}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["location"] == {"name": "cursor"}


# --- forms and headers


def test_an_answer_that_one_has_is_not_sent_again(api):
    first = api.get(f"{API}/dossiers")
    again = api.get(f"{API}/dossiers", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"].removeprefix("W/")  # weakened by what compresses
    assert api.get(f"{API}/dossiers?aantal=2", headers={"if-none-match": first.headers["etag"]}).status_code == 200


@pytest.mark.parametrize("path", ["", "/dossiers", "/_zoek?q=dijk", "/exports/documenten", "/exports/paginas", "/bestaat-niet"])
def test_head_has_the_headers_without_the_answer(api, path):
    whole, bare = api.get(f"{API}{path}"), api.head(f"{API}{path}")
    assert bare.content == b""
    assert bare.status_code == whole.status_code
    for name in ("content-type", "etag", "api-version", "wijzigingen-na"):  # of what is compressed the tag is weak
        assert bare.headers.get(name, "").removeprefix("W/") == whole.headers.get(name, "").removeprefix("W/"), name


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "application/jsonl"),
        ("*/*", "application/jsonl"),
        ("text/csv", "text/csv"),
        ("text/*;q=0.5, application/jsonl;q=0.4", "text/csv"),
        ("text/csv;q=0, */*", "application/jsonl"),
        ("text/html", None),
        ("*/*;q=0", None),
        ("text/csv;q=veel", None),
    ],
)
def test_the_form_is_the_one_liked_best(accept, form):
    assert chosen(accept, exports.FORMS["/exports/dossiers"]) == form


def test_a_form_that_is_not_there_is_refused(api):
    for path, form in (("dossiers", "application/xml"), ("exports/dossiers", "application/xml"), ("exports/paginas", "text/csv")):
        answer = api.get(f"{API}/{path}", headers={"accept": form})
        assert (answer.status_code, answer.json()["code"]) == (406, "niet-leverbaar")


# --- exports


def test_the_export_is_what_the_operations_tell_one_by_one(api):
    lines = [json.loads(line) for line in api.get(f"{API}/exports/dossiers").text.splitlines()]
    assert [one["id"] for one in lines] == [one["id"] for one in all_of(api, f"{API}/dossiers", "dossiers")]
    assert all(told(api, one["links"]["zelf"]) == one for one in lines)
    documents = [json.loads(line) for line in api.get(f"{API}/exports/documenten").text.splitlines()]
    assert documents == all_of(api, f"{API}/documenten", "documenten")


def test_the_export_as_csv_has_the_same_rows(api):
    answer = api.get(f"{API}/exports/documenten", headers={"accept": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    documents = all_of(api, f"{API}/documenten?aantal=100", "documenten")
    assert [(one["dossier"], one["naam"], one["datum"]) for one in rows] == [
        (one["dossier"], one["naam"], one.get("datum", "")) for one in documents
    ]
    assert [one["pagina"] for one in rows] == [one["links"]["pagina"] for one in documents]


def texts(api, question="", **headers):
    answer = api.get(f"{API}/exports/paginas{question}", headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/jsonl")
    return [json.loads(line) for line in answer.text.splitlines()]


def test_the_export_of_texts_has_every_page_that_can_be_read_and_no_other(api):
    pages = texts(api)
    documents = all_of(api, f"{API}/documenten?aantal=100", "documenten")
    wanted = [(one["dossier"], one["naam"], number) for one in documents for number in range(1, one["aantalPaginas"] + 1)]
    assert [(one["dossier"], one["document"], one["nummer"]) for one in pages] == wanted
    assert any(one.get("beoordeling") == "niet-openbaar" for one in documents)
    assert all(told(api, one["links"]["zelf"]) == one for one in pages[::7])
    assert all(api.get(one["links"]["pagina"]).status_code == 200 for one in pages[::11])
    assert "De eerste damplanken gaan volgende week de grond in." in " ".join(" ".join(one["tekst"].split()) for one in pages)


def test_the_export_of_texts_goes_on_behind_any_line(api):
    pages = texts(api)
    for at in [*range(0, len(pages), 9), len(pages) - 1]:
        last = pages[at]
        assert texts(api, f"?cursor={last['dossier']}/{last['document']}/{last['nummer']}") == pages[at + 1 :]
    gone = texts(api, "?cursor=gm0055-bibliotheekbus/zzz/1")  # a document that is no longer there
    assert gone == [one for one in pages if one["dossier"] > "gm0055-bibliotheekbus"]
    for cursor in ("onzin", "gm0055-bestaat-niet/x/1", "a/b", "a/b/c", "a/b/c/1", "a/b/-1", "a/b/99999999"):
        assert api.get(f"{API}/exports/paginas?cursor={cursor}").status_code == 400, cursor


def test_the_export_of_texts_is_narrowed_to_bodies_and_dossiers(api):
    pages = texts(api)

    def of(*beginnings):
        return [one for one in pages if one["dossier"].startswith(beginnings)]

    assert texts(api, "?orgaan=ws0151&orgaan=gm0055") == of("ws0151", "gm0055")
    assert texts(api, "?dossier=ws0151-peilbesluit-polder&dossier=gm0055-bibliotheekbus") == of("ws0151-peil", "gm0055-bibl")
    assert texts(api, "?dossier=ws0151-peilbesluit-polder&orgaan=gm0055") == texts(api, "?orgaan=gm9999") == []
    last = of("gm0055-bibl")[-1]
    cursor = f"{last['dossier']}/{last['document']}/{last['nummer']}"
    assert texts(api, f"?orgaan=ws0151&orgaan=gm0055&cursor={cursor}") == [
        one for one in of("ws0151", "gm0055") if one["dossier"] > last["dossier"]
    ]


def test_the_export_of_texts_is_compressed_for_who_takes_that(api):
    plain = api.get(f"{API}/exports/paginas", headers={"accept-encoding": "identity"})
    packed = api.get(f"{API}/exports/paginas", headers={"accept-encoding": "gzip"})
    assert ("content-encoding" in plain.headers, packed.headers["content-encoding"]) == (False, "gzip")
    assert packed.content == plain.content  # httpx unpacks
    assert packed.num_bytes_downloaded < len(plain.content) / 3


def test_the_export_of_texts_reads_no_further_than_it_is_sent(api, monkeypatch):
    opened = []
    monkeypatch.setattr(Site, "pages", lambda site, one, was=Site.pages: opened.append(one) or was(site, one))
    monkeypatch.setattr(exports, "_BLOCK", 1_000)
    lines = exports._blocks(f"{one.model_dump_json()}\n" for one in exports._texts(api.app.state.site, questions.Texts()))
    assert next(lines)
    assert len(opened) < 3


def test_who_asks_for_an_export_too_many_is_told_to_wait(api):
    site = api.app.state.site
    turns = exports._turns(site)

    async def busy():
        taken = [turns.take() for _ in range(exports._AT_ONCE)]
        try:
            answer = await anyio.to_thread.run_sync(api.get, f"{API}/exports/paginas")
        finally:
            for one in taken:
                turns.give_back(one)
        return answer

    answer = anyio.run(busy)
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "te-druk", "60")
    assert texts(api, "?dossier=ws0151-peilbesluit-polder")


def test_an_export_is_made_while_it_is_sent():
    made = []

    def lines():
        for number in range(1_000):
            made.append(number)
            yield "x" * 1_000

    next(exports._blocks(lines()))
    assert len(made) < 100


def test_the_feed_goes_on_where_an_export_ends(api):
    number = int(api.get(f"{API}/exports/dossiers").headers["wijzigingen-na"])
    assert told(api, f"{API}/wijzigingen?na={number}")["wijzigingen"] == []
    assert told(api, f"{API}/wijzigingen?na={number - 1}")["laatste"] == number


def test_a_feed_that_was_numbered_anew_says_so(tmp_path, api):
    """A client that would go on in another feed would miss what has numbers below its own, what was taken back included."""
    end = api.get(f"{API}/exports/documenten").headers
    first = told(api, f"{API}/wijzigingen?aantal=3")
    assert told(api, first["links"]["volgende"])["links"]["zelf"] == first["links"]["volgende"]
    there = told(api, f"{API}/wijzigingen?na={end['wijzigingen-na']}&nummering={end['wijzigingen-nummering']}")
    assert (there["wijzigingen"], there["nummering"]) == ([], end["wijzigingen-nummering"])

    def lost(client, query):
        answer = client.get(f"{API}/wijzigingen?{query}")
        told_so = answer.status_code == 410 and answer.json()["code"] == "nummering-opnieuw-begonnen"
        assert told_so == (answer.status_code != 200), answer.text
        return told_so

    assert lost(api, f"na={int(end['wijzigingen-na']) + 1}")
    folder(tmp_path, "dijk")
    run(tmp_path, "ingest", str(tmp_path / "in"), "--publisher", "gm0055")
    with client_of(tmp_path / "werkmap", load({"workspace": tmp_path / "werkmap"})) as client:
        assert lost(client, f"na={first['laatste']}&nummering={first['nummering']}")  # the number is there, of something else
        assert not lost(client, f"na=0&nummering={first['nummering']}")  # who has nothing misses nothing
        assert not lost(client, f"na={first['laatste']}")
        last = told(client, f"{API}/wijzigingen")
    folder(tmp_path, "brug")
    run(tmp_path, "ingest", str(tmp_path / "in"), "--publisher", "gm0055")
    run(tmp_path, "withdraw", "gm0055-dijk", "--reason", "privacy")  # the first change was about this one
    with client_of(tmp_path / "werkmap", load({"workspace": tmp_path / "werkmap"})) as client:
        later = told(client, last["links"]["volgende"])
        assert (later["nummering"], bool(later["wijzigingen"])) == (last["nummering"], True)


# --- when it does not go well


def test_a_dead_engine_ends_searching_only(live):
    settings = loaded(live.workspace).model_copy(update={"index": IndexSettings(address="opensearch+http://127.0.0.1:9/x")})
    with client_of(live.workspace, settings, live.base) as client:
        answer = client.get(f"{API}/_zoek?q=dijk")
        assert (answer.status_code, answer.json()["code"]) == (503, "zoekmachine-weg")
        assert answer.headers["retry-after"] == "60"
        assert answer.headers["api-version"]
        assert told(client, f"{API}/dossiers")["totaal"] == 15
        assert client.get(f"{API}/exports/dossiers").status_code == 200


def test_a_bug_is_told_calmly(live, monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("geheim")

    monkeypatch.setattr(telling, "short", broken)
    with client_of(live.workspace, loaded(live.workspace), live.base) as client:
        answer = client.get(f"{API}/dossiers")
    assert (answer.status_code, answer.json()["code"]) == (500, "fout-in-de-api")
    assert "geheim" not in answer.text
    assert answer.headers["api-version"]
    assert "geheim" in caplog.text


def test_who_asks_too_often_waits(live):
    with client_of(live.workspace, with_limit(loaded(live.workspace), 3), live.base) as client:
        seen = [client.get(f"{API}/dossiers?aantal=1") for _ in range(4)]
    assert [one.status_code for one in seen] == [200, 200, 200, 429]
    assert seen[0].headers["ratelimit-policy"] == '"minuut";q=3;w=60'
    assert seen[0].headers["ratelimit"] == '"minuut";r=2;t=20'
    assert 1 <= int(seen[3].headers["retry-after"]) <= 20
    assert seen[3].json()["code"] == "te-veel-verzoeken"
    assert seen[3].headers["access-control-allow-origin"] == "*"


def test_the_units_come_back_evenly_and_each_address_has_its_own():
    time = [0.0]
    limits = Limits(60, lambda: time[0])
    assert all(limits.take("192.0.2.1", 1).granted for _ in range(60))
    refused = limits.take("192.0.2.1", 2)
    assert (refused.granted, refused.wait) == (False, 2)
    assert limits.take("192.0.2.2", 1).granted
    time[0] = 2.0
    assert limits.take("192.0.2.1", 2).granted
    assert not limits.take("192.0.2.1", 1).granted
    time[0] = 1_000.0
    assert limits.take("192.0.2.1", 1).units == 59
    assert limits.take("192.0.2.9", 1_000).granted  # what costs more than all costs all


def test_one_subnet_is_one_address_and_memory_is_bounded():
    limits = Limits(1)
    assert limits.take("2001:db8::1", 1).granted
    assert not limits.take("2001:db8::ffff:2", 1).granted
    assert limits.take("2001:db8:0:1::1", 1).granted
    for number in range(25_000):
        limits.take(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", 1)
    assert len(limits._known) <= 20_000


# --- below a path


def test_the_api_is_below_the_path_of_the_site(live, monkeypatch):
    settings = loaded(live.workspace)
    settings = settings.model_copy(update={"map": settings.map.model_copy(update={"base_url": f"{live.base}/woo"})})
    with client_of(live.workspace, settings, live.base) as client:
        start = told(client, "/woo/api/v1")
        assert start["links"]["dossiers"] == f"{live.base}/woo/api/v1/dossiers"
        assert client.get("/woo/api/v1/dossiers").status_code == 200
        assert client.get("/woo/api/v1/dossiers/").status_code == 404
        assert client.get("/api/v1/dossiers").status_code == 404
        assert told(client, "/woo/api/v1/openapi.json")["servers"] == [{"url": f"{live.base}/woo/api/v1"}]


def test_the_manual_explains_every_problem_and_names_every_operation(api):
    text = api.get("/api").text
    problem = api.get(f"{API}/bestaat-niet").json()
    assert problem["type"].endswith("/api#niet-gevonden")
    assert 'id="niet-gevonden"' in text
    for path in told(api, f"{API}/openapi.json")["paths"]:
        assert path in text or path.endswith(("{nummer}", "{code}"))


# --- the feed, from the beginning to the end


class Copy:
    """A copy of the dossiers elsewhere, kept by the feed alone."""

    def __init__(self, client):
        self.client = client
        self.last, self.place = 0, "0"
        self.dossiers = {}
        self.seen = []

    def follow(self):
        more = True
        while more:
            part = told(self.client, f"{API}/wijzigingen?na={self.last}&aantal=3&nummering={self.place}")
            for one in part["wijzigingen"]:
                assert one["volgnummer"] > self.last
                self._apply(one)
            self.last, self.place, more = part["laatste"], part["nummering"], part["meer"]
            self.seen += part["wijzigingen"]
        return self

    def _apply(self, change):
        if change["soort"] != "dossier":
            return
        if change["operatie"] == "verwijderd":
            self.dossiers.pop(change["dossier"], None)
            return
        answer = self.client.get(f"{API}/dossiers/{change['dossier']}")
        if answer.status_code == 200:
            documents = all_of(self.client, f"{API}/dossiers/{change['dossier']}/documenten", "documenten")
            self.dossiers[change["dossier"]] = (answer.json()["versie"], documents)
        else:
            assert answer.status_code == 410  # a later change takes it away


def state(client):
    return {
        one["id"]: (one["versie"], all_of(client, one["links"]["documenten"], "documenten"))
        for one in all_of(client, f"{API}/dossiers", "dossiers")
    }


def folder(root, name):
    made = root / "in" / name
    made.mkdir(parents=True)
    text = f"gemeente Boarnsterhim\n\nDatum: 4 maart 2024\n\nBesluit op uw Woo-verzoek over {name}.\n"
    (made / "besluit.txt").write_text(text, encoding="utf-8")
    (made / "nota.txt").write_text(f"De nota over {name}: een halve meter hoger.\n", encoding="utf-8")
    (made / "ontslag van de directeur.txt").write_text("Ontslagen wegens zonnebrandcrème.", encoding="utf-8")
    (made / "inventarislijst.csv").write_text(INVENTORY, encoding="utf-8")
    return made


def run(root, *arguments):
    assert cli.run(["--workspace", str(root / "werkmap"), "-q", *arguments]) == 0


def test_a_copy_that_follows_the_feed_is_the_same_at_every_step(tmp_path):
    dike, bridge = folder(tmp_path, "dijk"), folder(tmp_path, "brug")
    bring = ("ingest", str(tmp_path / "in"), "--publisher", "gm0055")
    run(tmp_path, *bring)
    settings = with_limit(load({"workspace": tmp_path / "werkmap"}), 10**9)
    with client_of(tmp_path / "werkmap", settings) as client:
        copy = Copy(client)

        def same(number):
            assert copy.follow().dossiers == state(client) == Copy(client).follow().dossiers
            assert len(copy.dossiers) == number

        same(2)
        assert ("aangemaakt", "gm0055-dijk") in {(one["operatie"], one["dossier"]) for one in copy.seen}
        before = {one["naam"]: one for one in copy.dossiers["gm0055-dijk"][1]}
        assert before["nota"]["bestand"]["adres"] == f"{BASE}/dossier/gm0055-dijk/document/nota/bestand/nota.txt"

        (dike / "nota.txt").write_text("De nota: een hele meter hoger.\n", encoding="utf-8")
        run(tmp_path, *bring)
        same(2)
        after = {one["naam"]: one for one in copy.dossiers["gm0055-dijk"][1]}
        assert after["nota"]["bestand"]["sha256"] != before["nota"]["bestand"]["sha256"]

        run(tmp_path, "withdraw", "gm0055-dijk/nota", "--reason", "privacy")
        same(2)
        gone = [one for one in copy.seen if one["soort"] == "document"]
        assert [one["operatie"] for one in gone] == ["verwijderd"]
        for name in ("nota", gone[0]["document"]):
            answer = client.get(f"{API}/dossiers/gm0055-dijk/documenten/{name}")
            assert answer.status_code == 410
            stone = answer.json()["ingetrokken"]
            assert (stone["reden"], stone["nummer"]) == ("correctie privacygevoelige gegevens", "1")
            assert stone["organisatie"]["code"] == "gm0055"
        assert "/document/nota" not in client.get(f"{API}/wijzigingen?aantal=1000").text.replace("gm0055-brug/document/nota", "")

        run(tmp_path, "withdraw", "gm0055-brug", "--reason", "verkeerde versie")
        same(1)
        assert (copy.seen[-1]["operatie"], copy.seen[-1]["dossier"]) == ("verwijderd", "gm0055-brug")
        answer = client.get(f"{API}/dossiers/gm0055-brug")
        assert (answer.status_code, answer.json()["ingetrokken"]["reden"]) == (410, "verkeerde versie")
        assert client.get(f"{API}/dossiers/gm0055-brug/documenten").status_code == 410

        run(tmp_path, "withdraw", "gm0055-brug", "--undo")
        run(tmp_path, *bring)
        same(2)
        assert bridge.is_dir()


def test_what_is_withheld_is_in_no_answer(tmp_path):
    folder(tmp_path, "dijk")
    run(tmp_path, "ingest", str(tmp_path / "in"), "--publisher", "gm0055")
    with client_of(tmp_path / "werkmap", with_limit(load({"workspace": tmp_path / "werkmap"}), 10**9)) as client:
        paths = ["dossiers", "documenten", "organisaties", "wijzigingen", "exports/dossiers", "exports/documenten", "_zoek"]
        paths += ["dossiers/gm0055-dijk", "dossiers/gm0055-dijk/documenten", "_zoek?per=pagina", "_zoek?q=advies"]
        for one in told(client, f"{API}/documenten")["documenten"]:
            paths += [f"dossiers/gm0055-dijk/documenten/{one['naam']}", f"dossiers/gm0055-dijk/documenten/{one['naam']}/paginas"]
        for path in paths:
            for accept in ("application/json", "application/jsonl", "text/csv"):
                text = client.get(f"{API}/{path}", headers={"accept": accept}).text
                assert WITHHELD not in text, path
                assert "_zoek" in path or "inventarislijst/paginas" in path or not [word for word in NOT_TOLD if word in text], (
                    path
                )
        assert not told(client, f"{API}/_zoek?q=zonnebrand")["resultaten"]
        refused = client.get(f"{API}/dossiers/gm0055-dijk/documenten/nr-2")
        assert refused.json()["gronden"][0]["code"] == "5.1.2e"
        line = client.get(f"{API}/exports/documenten", headers={"accept": "text/csv"}).text
        assert ",'=Nota over de dijk," in line


def test_a_dossier_that_is_being_updated_is_told_so(tmp_path):
    made = folder(tmp_path, "dijk")
    bring = ("ingest", str(tmp_path / "in"), "--publisher", "gm0055")
    run(tmp_path, *bring)
    (made / "nota.txt").write_text("Anders.", encoding="utf-8")
    run(tmp_path, *bring, "--until", "extract")
    with client_of(tmp_path / "werkmap", load({"workspace": tmp_path / "werkmap"})) as client:
        answer = client.get(f"{API}/dossiers/gm0055-dijk")
        assert (answer.status_code, answer.json()["code"]) == (503, "wordt-bijgewerkt")
        assert answer.headers["retry-after"]
        assert told(client, f"{API}/dossiers")["dossiers"] == []
        assert client.get(f"{API}/wijzigingen").status_code == 200
