"""The page of a dossier and what hangs from it: inventory, ZIP, metadata, score, related decisions, tombstones."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import anyio
import httpx2 as httpx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from fairwoo import cli
from fairwoo.map.held_back import Held
from fairwoo.model import DecisionOutcome, EvidenceLine, Outcome, Place, Text, Verdict
from fairwoo.pipeline.derive import check_input
from fairwoo.serve import application
from fairwoo.serve.dossiers import bundle, inventory, listing
from fairwoo.serve.dossiers.bundle import Member
from fairwoo.store import Workspace
from tests.serve.conftest import brought_in, loaded

PLAYGROUND = "/dossier/gm0055-speeltuin-parkstraat"
SECRET = "ontslag van de directeur"
HOSTILE = "<script>alert(1)</script>\u202e<img src=x onerror=alert(2)> }} {{ 7*7 }} & "


def words(answer) -> str:
    """What a person reads on the page."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2].partition("</main>")[0]).split())


# --- the page


def test_the_page_says_what_was_asked_and_decided_when_and_by_whom(visit):
    text = words(visit.get(PLAYGROUND))
    assert "gemeente Boarnsterhim besloot op 14 maart 2023 een deel openbaar te maken." in text
    assert "Alle documenten vanaf 1 januari 2022 over de veiligheid van de speeltoestellen" in text
    assert "Z2023-00142" in text
    assert "35 dagen" in text  # from 7 February, when it came in, to 14 March
    assert "vier weken" in text
    assert "De termijn is verlengd" in text or "heeft de termijn verlengd" in text


def test_the_documents_are_listed_with_what_was_withheld_and_why(visit):
    answer = visit.get(PLAYGROUND)
    text = words(answer)
    assert "11 documenten" in text
    assert "persoonlijke beleidsopvattingen in documenten voor intern beraad Woo 0 1" in text
    assert "eerbiediging van de persoonlijke levenssfeer Woo 4 0" in text
    assert 'href="/begrip/uitzonderingsgrond/5.2.1"' in answer.text
    assert f'href="{PLAYGROUND}/document/nr-6"' in answer.text
    assert f'href="{PLAYGROUND}/document/nr-6/bestand' not in answer.text
    assert 'href="https://boarnsterhim.example/besluitenlijst/2022-11-22"' in answer.text


def test_what_is_told_of_being_public_adds_up_to_all_documents(visit):
    for one in visit.get("/api/v1/dossiers", params={"aantal": 100}).json()["dossiers"]:
        page = visit.get(f"/dossier/{one['id']}").text
        told = re.search(r'id="geweigerd".*?</ul>', page, re.DOTALL)
        total = int(re.search(r'id="documenten">([\d.]+) ', page)[1].replace(".", ""))
        counted = [int(number) for number in re.findall(r"<li>(\d+) document", told[0])] if told else []
        if counted and "ingetrokken" not in page:
            assert sum(counted) == total, one["id"]


def test_what_is_told_of_files_that_are_held_back_is_true_of_each(visit):
    """That they can be read here is said of those that can."""
    said = {True: "kunt u op deze site lezen", False: "niets van te lezen"}
    seen = set()
    for dossier in visit.app.state.site.dossiers():
        text = words(visit.get(f"/dossier/{dossier.id}"))
        kinds = {(one.held, one.readable) for one in dossier.documents if one.held in {Held.LEAKING, Held.UNREAD}}
        assert ("nu niet te downloaden" in text) == bool(kinds), dossier.id
        for readable, sentence in said.items():
            assert (sentence in text) == (readable in {kind[1] for kind in kinds}), dossier.id
        seen |= kinds
    assert seen >= {(Held.LEAKING, True), (Held.UNREAD, False)}


@pytest.mark.parametrize(
    ("held", "pages", "told", "never"),
    [
        (Held.UNREAD, 3, "nog niet helemaal hebben gelezen. Wat wel gelezen is", "niets van te lezen"),
        (Held.UNREAD, 0, "niets van te lezen", "kunt u op deze site lezen"),
        (Held.LEAKING, 0, "gelakt of verborgen had moeten zijn", "kunt u op deze site lezen"),
        (Held.HOLDS, 0, "een ander document in zit dat niet openbaar of ingetrokken is", "kunt u op deze site lezen"),
    ],
)
def test_why_files_are_held_back_is_said_of_each_kind(visit, held, pages, told, never):
    site = visit.app.state.site
    dossier = site.dossier("gm0055-speeltuin-parkstraat")
    documents = tuple(replace(dossier.documents[0], name=f"d{number}", held=held, pages=pages) for number in range(2))
    withheld = listing.withheld(replace(dossier, documents=documents))
    template = site.templates.from_string(
        '{% import "dossier-delen.html" as delen with context %}{% include "dossier-geweigerd.html" %}'
    )
    text = " ".join(template.render(withheld=withheld, links=site.links(dossier.id)).split())
    assert "2 bestanden zijn nu niet te downloaden" in text
    assert told in text
    assert never not in text


def test_documents_stand_in_the_order_in_which_a_person_counts(visit):
    answer = visit.get("/api/v1/dossiers", params={"aantal": 100})
    orders = []
    for one in answer.json()["dossiers"]:
        page = visit.get(f"/dossier/{one['id']}").text
        orders.append([int(number) for number in re.findall(r"<td><bdi>(\d+)</bdi></td>", page)])
    assert max(map(len, orders)) >= 8
    assert all(numbers == sorted(numbers) for numbers in orders)


def test_files_in_files_stand_below_the_file_they_are_in(visit):
    site = visit.app.state.site
    dossier = site.dossier("ws0151-muskusratten")
    rows = listing.rows(dossier, 1).rows
    inside = [(number, row) for number, row in enumerate(rows) if row.depth]
    assert len(inside) == 4
    for number, row in inside:
        above = rows[:number]
        assert row.parent.name in {one.document.name for one in above}
        assert above[-1].document.name == row.parent.name or above[-1].depth >= row.depth
    assert "zit in" in words(visit.get("/dossier/ws0151-muskusratten"))


def test_a_long_list_goes_in_pages_and_a_circle_of_files_ends(visit):
    dossier = visit.app.state.site.dossier("gm0055-speeltuin-parkstraat")
    one = dossier.documents[0]
    many = tuple(replace(one, name=f"d{number}", parent=None) for number in range(1_200))
    ring = (replace(one, name="a", parent="b"), replace(one, name="b", parent="a"))
    made = replace(dossier, documents=(*many, *ring))
    pages = [listing.rows(made, number) for number in (1, 2, 3)]
    assert [(page.first, page.last) for page in pages] == [(1, 500), (501, 1_000), (1_001, 1_202)]
    assert {row.document.name for page in pages for row in page.rows} == {item.name for item in made.documents}
    assert listing.rows(made, 4) is None
    assert listing.rows(made, 0) is None


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "1e9", "٣", "9" * 400])
def test_a_page_of_the_list_that_is_not_there_is_404(visit, number):
    assert visit.get(PLAYGROUND, params={"pagina": number}).status_code == 404


@pytest.mark.parametrize(
    "below", ["", "/score", "/inventaris.csv", "/inventaris.xlsx", "/inventaris.json", "/metadata/diwoo.xml", ".zip"]
)
def test_who_has_it_already_gets_304(visit, below):
    first = visit.get(PLAYGROUND + below)
    assert first.headers["cache-control"] == "no-cache"
    tag = first.headers["etag"].removeprefix("W/")
    assert visit.get(PLAYGROUND + below).headers["etag"].removeprefix("W/") == tag
    again = visit.get(PLAYGROUND + below, headers={"if-none-match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert visit.get(PLAYGROUND + below, headers={"if-none-match": '"other"'}).status_code == 200


# --- inventory


def test_the_three_forms_of_the_inventory_hold_the_same(visit):
    rows = list(csv.reader(io.StringIO(visit.get(f"{PLAYGROUND}/inventaris.csv").text)))
    sheet = openpyxl.load_workbook(io.BytesIO(visit.get(f"{PLAYGROUND}/inventaris.xlsx").content)).active
    found = visit.get(f"{PLAYGROUND}/inventaris.json").json()
    assert len(rows) == 12
    assert [cell.value for cell in sheet[1]] == rows[0]
    assert sheet.freeze_panes == "A2"
    assert [list(one) for one in found["documenten"]] == [rows[0]] * 11
    notice = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "6")
    assert notice[2].value == datetime(2022, 11, 3)
    assert notice[2].is_date
    assert next(one for one in found["documenten"] if one["Documentnummer"] == "6")["Uitzonderingsgronden"] == ["5.2.1"]
    for row, cells in zip(rows[1:], sheet.iter_rows(min_row=2, values_only=True), strict=True):
        assert [cell.date().isoformat() if isinstance(cell, datetime) else cell or "" for cell in cells] == row


def test_nothing_in_the_inventory_is_a_formula(visit):
    dossier = visit.app.state.site.dossier("gm0055-speeltuin-parkstraat")
    cells = ["1", '\'=HYPERLINK("https://boos.example")', "31-12-2022", "'@x", "", "", "", "'+1.pdf", "javascript:alert(1)", ""]
    text = io.StringIO()
    csv.writer(text).writerows([inventory.HEADINGS, cells])
    book = openpyxl.load_workbook(io.BytesIO(inventory.as_xlsx(text.getvalue(), dossier)))
    row = book.active[2]
    assert row[1].value == '=HYPERLINK("https://boos.example")'
    assert [cell.data_type for cell in row if cell.value] == ["s"] * 6
    assert not any(cell.hyperlink for cell in row)
    (told,) = json.loads(inventory.as_json(text.getvalue(), dossier, "https://x.example/d"))["documenten"]
    assert told["Bestandsnaam"] == "+1.pdf"


# --- ZIP


def test_the_zip_holds_what_was_released_and_is_as_large_as_was_told(visit):
    site = visit.app.state.site
    dossier = site.dossier("gm0055-speeltuin-parkstraat")
    answer = visit.get(f"{PLAYGROUND}.zip")
    assert int(answer.headers["content-length"]) == len(answer.content) == bundle.bundle(site, dossier).size
    assert visit.head(f"{PLAYGROUND}.zip").headers["content-length"] == answer.headers["content-length"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(set(map(str.casefold, names))) == len(names)
        hashes = {hashlib.sha256(archive.read(name)).hexdigest() for name in names if name.startswith("documenten/")}
        assert hashes == {one.sha256 for one in dossier.documents if one.file_name}
        described = {one.file_name: one.content for one in site.workspace.catalogue.descriptions(dossier.id)}
        assert {name.removeprefix("metadata/") for name in names if name.startswith("metadata/")} == set(described)
        assert archive.read("metadata/diwoo.xml").decode() == described["diwoo.xml"]
        assert "2 documenten" in archive.read("LEESMIJ.txt").decode()
    assert visit.get(f"{PLAYGROUND}.zip").content == answer.content


def test_the_zip_of_every_sample_is_whole(visit):
    for dossier in visit.app.state.site.dossiers():
        answer = visit.get(f"/dossier/{dossier.id}.zip")
        assert int(answer.headers["content-length"]) == len(answer.content)
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert archive.testzip() is None


_MEMBERS = st.lists(st.tuples(st.text(min_size=1, max_size=30).filter(str.isprintable), st.binary(max_size=3_000)), max_size=12)


@given(members=_MEMBERS, limit=st.sampled_from([50, 1_000, 4_000, 2**31 - 1]), count=st.sampled_from([3, 65_535]))
@settings(deadline=None)
def test_the_size_of_a_zip_is_known_beforehand_also_with_zip64(members, limit, count):
    planned = [Member(f"{number}/{name}", len(content), text=content) for number, (name, content) in enumerate(members)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zipfile, "ZIP64_LIMIT", limit)
        patch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", count)
        made = b"".join(bundle.written(planned, lambda member: iter([member.text])))
        assert bundle.zip_size(planned) == len(made)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert [archive.read(one) for one in archive.infolist()] == [content for _, content in members]


@pytest.mark.parametrize("content", [[b"12"], [b"1234"], [b"12", b"34"]])
def test_a_file_that_is_not_of_its_size_breaks_the_zip_off(content):
    with pytest.raises(bundle.ChangedError):
        list(bundle.written([Member("a", 3, text=b"123")], lambda _: iter(content)))


def test_a_large_description_goes_out_in_pieces(visit, monkeypatch):
    site = visit.app.state.site
    dossier = site.dossier("gm0055-speeltuin-parkstraat")
    monkeypatch.setattr(bundle, "_BLOCK", 1_000)
    planned = bundle.bundle(site, dossier)
    largest = max(one.size for one in planned.members if one.description)
    assert max(len(one) for one in bundle.stream(site, dossier, planned)) < largest / 4


def test_no_more_zips_are_sent_at_once_than_memory_is_meant_for(visit):
    """Clients that stop reading: eight have a turn, the next is told when to come back, and who goes away makes room."""

    sending: list[dict] = []

    async def ask(going: anyio.Event | None, headers: dict[str, str] | None = None) -> httpx.Response:
        parts = iter([{"type": "http.request", "body": b"", "more_body": False}])
        got: list[dict] = []

        async def receive():
            if (part := next(parts, None)) is not None:
                return part
            await (going or anyio.Event()).wait()
            return {"type": "http.disconnect"}

        async def send(message):
            got.append(message)
            if going is not None and message.get("more_body"):
                sending.append(message)
                await going.wait()

        named = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
        scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "query_string": b""}
        path = f"{PLAYGROUND}.zip"
        await visit.app({**scope, "path": path, "raw_path": path.encode(), "headers": named, "scheme": "http"}, receive, send)
        body = b"".join(one.get("body", b"") for one in got[1:])
        return httpx.Response(got[0]["status"], headers=got[0]["headers"], content=body if got[0]["status"] != 200 else b"")

    async def all_of_it() -> None:
        for _ in range(9):  # asked for and not sent: takes no turn
            assert (await ask(None, {"if-none-match": "*"})).status_code == 304
        going = anyio.Event()
        async with anyio.create_task_group() as clients:
            for _ in range(8):
                clients.start_soon(ask, going)
            with anyio.fail_after(20):
                while len(sending) < 8:
                    await anyio.sleep(0.01)
                answer = await ask(None)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
            assert "te veel dossiers" in answer.text
            going.set()
        assert (await ask(None)).status_code == 200

    anyio.run(all_of_it)


# --- metadata


def test_every_description_is_at_its_address_with_its_media_type(visit):
    page = visit.get(PLAYGROUND).text
    for one in visit.app.state.site.workspace.catalogue.descriptions("gm0055-speeltuin-parkstraat"):
        answer = visit.get(f"{PLAYGROUND}/metadata/{one.file_name}")
        assert answer.content == one.content.encode(), one.file_name
        assert answer.headers["content-type"].partition(";")[0] == one.media_type
        assert one.standard == "mdto" or f"{PLAYGROUND}/metadata/{one.file_name}" in page
    for name in ("nix.ttl", "../score", "%2e%2e/%2e%2e/catalogue.sqlite", "mdto"):
        assert visit.get(f"{PLAYGROUND}/metadata/{name}").status_code in {404, 200 if name == "../score" else 404}


@pytest.mark.parametrize(
    ("outcome", "decided", "sentence"),
    [
        ("partly_public", date(2024, 3, 2), " besloot op 2 maart 2024 een deel openbaar te maken."),
        ("already_public", date(2024, 3, 2), " besloot op 2 maart 2024 dat alles al openbaar was."),
        ("no_documents", None, " besloot dat er geen documenten zijn."),
        ("not_public", None, " besloot niets openbaar te maken."),
        ("public", None, " besloot alles openbaar te maken."),
        (None, date(2024, 3, 2), " besloot op 2 maart 2024."),
        (None, None, ""),
    ],
)
def test_a_decision_is_told_in_a_sentence_whatever_is_known_of_it(visit, outcome, decided, sentence):
    site = visit.app.state.site
    dossier = replace(site.dossier("gm0055-speeltuin-parkstraat"), outcome=outcome and DecisionOutcome(outcome), decided=decided)
    told = site.templates.get_template("dossier-delen.html").module.verdict(dossier)
    assert re.sub(r"<[^>]+>", "", told) == f"gemeente Boarnsterhim{sentence}"


# --- a body, and where to report


def test_the_page_of_a_body_has_its_dossiers_newest_first(visit):
    answer = visit.get("/orgaan/gm0055")
    assert "5 dossiers" in words(answer)
    days = [date.fromisoformat(day) for day in re.findall(r'besluit van <time datetime="([^"]+)"', answer.text)]
    assert len(days) == 5
    assert days == sorted(days, reverse=True)
    assert 'type="application/atom+xml"' in answer.text
    assert visit.get("/orgaan/gm0055.atom").headers["content-type"].startswith("application/atom+xml")
    assert visit.get("/orgaan/gm0055?pagina=2").status_code == 404
    assert visit.get("/orgaan/gm0363").status_code == 404  # a body without dossiers here
    assert visit.get("/orgaan/boarnsterhim").status_code == 404


def test_reporting_names_the_page_and_nothing_that_is_not_of_the_site(visit, live):
    text = visit.get("/melden", params={"over": PLAYGROUND}).text
    assert "mailto:woo@voorbeeld.nl?subject=" in text
    assert f"{live.base}{PLAYGROUND}" in text
    for hostile in (
        "https://boos.example/",
        "//boos.example/x",
        'javascript:alert("boos")',
        '/"><b>boos',
        "/boos\nBcc: boos",
        "boos",
    ):
        answer = visit.get("/melden", params={"over": hostile})
        assert answer.status_code == 200
        assert "boos" not in answer.text


# --- what is not for the public


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A workspace with three decisions on one request, a refused document of which the file was delivered, and a site over it.

    The third is there to be withdrawn: the order of the tests is random.
    """
    root = tmp_path_factory.mktemp("dossiers")
    for number, day in ((1, "2024-03-04"), (2, "2024-05-06"), (3, "2024-07-08")):
        folder = root / "in" / f"besluit-{number}"
        folder.mkdir(parents=True)
        (folder / "dossier.json").write_text(
            json.dumps({"publisher": "gm0055", "title": f"Deelbesluit {number}", "decided": day, "series": "Z/24 1"}), "utf-8"
        )
        (folder / "nota.txt").write_text(f"De dijk wordt {number} meter hoger.\n", "utf-8")
        (folder / f"{SECRET}.txt").write_text("De directeur gaat weg.\n", "utf-8")
        (folder / "inventarislijst.csv").write_text(
            "Documentnummer;Titel;Bestandsnaam;Datum;Soort;Beoordeling;Uitzonderingsgronden\n"
            f"1;Nota;nota.txt;2024-02-01;nota;openbaar;\n2;;{SECRET}.txt;2024-02-02;advies;niet openbaar;5.1.2e\n",
            "utf-8",
        )
    empty = root / "in" / "leeg"
    empty.mkdir()
    told = {"publisher": "gm0055", "title": "Niets gevonden", "decided": "2024-12-01", "outcome": "no_documents"}
    (empty / "dossier.json").write_text(json.dumps(told), "utf-8")
    hostile = root / "in" / "vijandig"
    hostile.mkdir()
    documents = [{"id": "lang", "title": "x" * 100_000, "disclosure": "public"}]
    (hostile / "dossier.json").write_text(
        json.dumps({"publisher": "gm0055", "title": HOSTILE, "request_text": HOSTILE * 500, "documents": documents}), "utf-8"
    )
    brought_in(root / "werkmap", "https://woo.voorbeeld.nl", *sorted((root / "in").iterdir()))
    workspace = Workspace.open(root / "werkmap")
    app = application(workspace, loaded(root / "werkmap"), lambda: datetime.now(UTC))
    with TestClient(app, base_url="https://woo.voorbeeld.nl", follow_redirects=False) as client:
        yield client
    app.state.site.close()
    workspace.close()


def test_decisions_on_one_request_lead_to_each_other(made):
    first, second = (f"/dossier/gm0055-besluit-{number}" for number in (1, 2))
    page = made.get(first).text
    assert f'href="{second}"' in page
    assert 'href="/reeks/gm0055/Z%2F24%201"' in page
    series = made.get("/reeks/gm0055/Z%2F24%201")
    assert series.text.index(f'href="{first}"') < series.text.index(f'href="{second}"')
    assert made.get("/reeks/gm0055/Z%2F24%202").status_code == 404


def test_a_dossier_without_documents_is_where_one_sees_what_is_new(made):
    assert made.get("/zoeken.json").json()["treffers"] > 0
    assert "gm0055-leeg" not in made.get("/zoeken").text  # the engine holds pages of documents
    newest = re.findall(r'<h3><a href="(/dossier/[^"]+)"', made.get("/").text)
    assert newest[0] == "/dossier/gm0055-leeg"
    assert len(newest) == len(set(newest))
    assert 'href="/dossier/gm0055-leeg"' in made.get("/orgaan/gm0055").text
    page = words(made.get("/dossier/gm0055-leeg"))
    assert "besloot op 1 december 2024 dat er geen documenten zijn" in page
    assert "Bij dit dossier staan geen documenten." in page


def test_a_dossier_of_which_no_day_is_known_is_in_its_list_without_a_dot_in_front(made):
    found = re.findall(r'<span class="fw-of">(.*?)</span></li>', made.get("/orgaan/gm0055").text)
    assert found
    assert [one for one in found if one.strip().startswith("·")] == []


def test_a_hostile_title_stays_text_and_a_long_one_is_cut(made):
    for address in ("/dossier/gm0055-vijandig", "/dossier/gm0055-vijandig/score", "/orgaan/gm0055"):
        text = made.get(address).text
        assert "<script>alert" not in text, address
        assert "<img" not in text, address
        assert "49" not in words(made.get(address)), address
        assert "x" * 300 not in text.partition("<main")[2], address
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in made.get("/dossier/gm0055-vijandig").text
    assert len(made.get("/dossier/gm0055-vijandig/document/lang/citeren/apa.txt").text) < 2_000


def test_a_refused_file_is_in_no_download_and_its_name_nowhere(made):
    dossier = "/dossier/gm0055-besluit-1"
    for below in ("", "/score", "/inventaris.csv", "/inventaris.json", "/metadata/dcat.ttl", "/citeren/ris"):
        assert "directeur" not in made.get(dossier + below).text, below
    with zipfile.ZipFile(io.BytesIO(made.get(f"{dossier}.zip").content)) as archive:
        for name in archive.namelist():
            assert "directeur" not in name
            own = name == "documenten/inventarislijst.csv"  # what the body itself published names it
            assert own or b"directeur" not in archive.read(name), name
        assert "documenten/nota.txt" in archive.namelist()


def test_evidence_about_files_that_were_not_released_is_counted_and_not_told(made):
    site = made.app.state.site
    catalogue = site.workspace.catalogue
    lines = (
        EvidenceLine(text=Text(nl="Geen bruikbare tekst op p. 1.", en="-"), place=Place(file="nota.txt", page=1)),
        EvidenceLine(text=Text(nl="Onder een gelakt vlak staat nog tekst.", en="-"), place=Place(file=f"{SECRET}.txt", page=1)),
        EvidenceLine(text=Text(nl=f"Fouten in de metadata: {SECRET}.mdto.xml.", en="-")),
        EvidenceLine(text=Text(nl="Fouten in de metadata: directeur (concept).json, nota.txt.", en="-")),
        EvidenceLine(text=Text(nl="Fouten in de metadata: directeur en nota.txt.", en="-")),
        EvidenceLine(text=Text(nl="Metadata zonder fouten (dcat.ttl, nota.txt); text/vnd.ms.word: ook.", en="-")),
        EvidenceLine(text=Text(nl="Velden in de metadata: 3 van 10; zie https://voorbeeld.nl/a.html.", en="-")),
    )
    report = catalogue.report("gm0055-besluit-2")
    outcome = Outcome(metric="R2", verdict=Verdict.PARTLY, score=0.5, weight=5, evidence=lines)
    outcomes = tuple(outcome if one.metric == "R2" else one for one in report.outcomes)
    (held,) = catalogue.held("gm0055-besluit-2")
    with site.workspace.lease():
        changed = report.model_copy(update={"outcomes": outcomes, "total": 12.5})
        catalogue.put_stage(held.id, "check", check_input(held, site.settings.map), changed)
    text = words(made.get("/dossier/gm0055-besluit-2/score"))
    assert "12,5 van de 100 punten" in text
    assert "Nota , p. 1: Geen bruikbare tekst op p. 1." in text
    assert "Velden in de metadata: 3 van 10" in text
    assert "4 regels voor het bestuursorgaan staan hier niet" in text
    assert "Metadata zonder fouten (dcat.ttl, nota.txt)" in text
    assert "directeur" not in text
    assert "gelakt vlak" not in text


def test_a_score_that_is_of_another_revision_is_not_shown(made):
    site = made.app.state.site
    report = site.workspace.catalogue.report("gm0055-besluit-1")
    (held,) = site.workspace.catalogue.held("gm0055-besluit-1")
    with site.workspace.lease():
        site.workspace.catalogue.put_stage(held.id, "check", "something else", report)
        assert "wordt nog gemaakt" in made.get("/dossier/gm0055-besluit-1/score").text
        site.workspace.catalogue.put_stage(held.id, "check", check_input(held, site.settings.map), report)
    assert "wordt nog gemaakt" not in made.get("/dossier/gm0055-besluit-1/score").text


def test_what_was_withdrawn_leaves_a_tombstone(made):
    workspace = made.app.state.site.workspace.root
    base = ["--workspace", str(workspace), "--config", str(workspace.parent / "fairwoo.toml"), "-q", "withdraw"]
    assert cli.run([*base, "gm0055-besluit-3/nota", "--reason", "Er stond een naam in"]) == 0
    for below in (
        "",
        "/pagina/1",
        "/bestand/nota.txt",
        *(f"/citeren/{form}" for form in ("apa.txt", "leidraad.txt", "bibtex", "ris")),
    ):
        answer = made.get(f"/dossier/gm0055-besluit-3/document/nota{below}")
        assert answer.status_code == 410, below
        assert made.get(answer.url, headers={"if-none-match": "*"}).status_code == 410, below
        text = words(answer)
        assert "Document 1 is ingetrokken" in text
        assert "Er stond een naam in" in text
        assert "gemeente Boarnsterhim" in text
        assert "Deelbesluit 3" in text
    (now_called,) = [one.name for one in made.app.state.site.dossier("gm0055-besluit-3").documents if one.withdrawn]
    for below in ("", "/pagina/1", "/citeren/ris", "/citeren/apa.txt"):
        for headers in ({}, {"if-none-match": "*"}):
            answer = made.get(f"/dossier/gm0055-besluit-3/document/{now_called}{below}", headers=headers)
            assert answer.status_code == 410, (below, headers)
    told = made.get("/dossier/gm0055-besluit-3/document/nota.ttl")
    assert (told.status_code, told.headers["content-type"].partition(";")[0]) == (410, "text/turtle")
    assert "Er stond een naam in" in told.text
    file = made.get("/dossier/gm0055-besluit-3/document/nota/bestand/nota.txt", headers={"accept": "text/plain"})
    assert file.status_code == 410
    assert made.get("/dossier/gm0055-besluit-3").status_code == 200
    with zipfile.ZipFile(io.BytesIO(made.get("/dossier/gm0055-besluit-3.zip").content)) as archive:
        assert not any("nota.txt" in name for name in archive.namelist())

    assert cli.run([*base, "gm0055-besluit-3", "--reason", "Verkeerd dossier"]) == 0
    for below in (
        "",
        ".zip",
        "/score",
        "/inventaris.csv",
        "/metadata/dcat.ttl",
        "/citeren/ris",
        "/document/nr-2",
        "/zomaar",
    ):
        answer = made.get(f"/dossier/gm0055-besluit-3{below}")
        assert answer.status_code == 410, below
        assert "Deelbesluit 3 is ingetrokken" in words(answer)
        (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.text)
        assert json.loads(told)["creativeWorkStatus"] == "Withdrawn"
        assert "Verkeerd dossier" in json.loads(told)["description"]
    assert made.get("/dossier/gm0055-besluit-4").status_code == 404
    assert 'href="/dossier/gm0055-besluit-3"' not in made.get("/dossier/gm0055-besluit-1").text
