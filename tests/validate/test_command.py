"""`fairwoo validate` as a person or a script uses it: what it prints, what it returns, what it fetches and what it refuses to."""

from __future__ import annotations

import gzip
import io
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from fairwoo import cli
from fairwoo.validate import web
from tests.validate.rdf_samples import PREFIXES, SITE, TURTLE

NO_TITLE = TURTLE.replace('    dct:title "Besluiten over bomen"@nl ;\n', "")
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://x.example/a.pdf</loc></url></urlset>'


class Site:
    """A web server on this machine. `pages` are path → (status, headers, body)."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []
        self.encodings: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.encodings.append(self.headers.get("Accept-Encoding", ""))
                status, headers, body = site.pages.get(self.path, (404, {}, b""))
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *given: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def put(self, path: str, body: str | bytes = b"", status: int = 200, **headers: str) -> str:
        content = body.encode() if isinstance(body, str) else body
        self.pages[path] = (status, {name.replace("_", "-"): value for name, value in headers.items()}, content)
        return self.address + path


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    made = Site()
    thread = threading.Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.setattr("fairwoo.validate.fetching.user_folder", lambda: tmp_path / "none")

    def command(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.run([str(one) for one in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "goed.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "fout.ttl"
    path.write_text(NO_TITLE, encoding="utf-8")
    return path


def test_what_is_right_returns_0(run: Run, good: Path) -> None:
    assert run("validate", good) == (0, f"{good}: dcat: 0 fouten, 0 waarschuwingen, 1 ter info\n", "")


def test_a_mistake_is_told_with_its_place_and_how_to_mend_it_and_returns_1(run: Run, bad: Path) -> None:
    code, out, _ = run("validate", bad)
    assert code == 1
    assert out.splitlines() == [
        "fout: dcat:DatasetSeries (Datasetserie) zonder dct:title (titel); die is verplicht.",
        f"  {bad}, {SITE}serie dct:title",
        "  → Geef dct:title (titel): een tekst.  [dcat-dataset-series-title-missing]",
        f"{bad}: dcat: 1 fout, 0 waarschuwingen, 1 ter info",
    ]
    assert (
        "error: dcat:DatasetSeries (Dataset series) without dct:title (title); it is mandatory."
        in run("validate", bad, "--lang", "en")[1]
    )


def test_json_is_one_object_a_finding_and_one_a_file(run: Run, bad: Path) -> None:
    code, out, _ = run("validate", bad, "--json")
    first, info, total = map(json.loads, out.splitlines())
    assert code == 1
    assert (first["code"], first["level"], first["form"]) == ("dcat-dataset-series-title-missing", "error", "dcat")
    assert first["place"]["path"] == f"{SITE}serie dct:title"
    assert set(first["message"]) == set(first["advice"]) == {"nl", "en"}
    assert info["level"] == "info"
    assert total == {"file": str(bad), "form": "dcat", "error": 1, "warning": 0, "info": 1}


def test_info_is_shown_on_request_and_warnings_are_hidden_on_request(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(TURTLE.replace("    foaf:page :pagina ;\n", ""), encoding="utf-8")
    assert "shacl-no-schemas" not in run("validate", path)[1]
    assert "shacl-no-schemas" in run("-v", "validate", path)[1]
    assert "dcat-dataset-page-recommended" in run("validate", path)[1]
    assert "dcat-dataset-page-recommended" not in run("-q", "validate", path)[1]


def test_schemas_add_what_only_the_official_shapes_know(run: Run, tmp_path: Path, standards: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(TURTLE.replace("dcat:landingPage :pagina", "dcat:landingPage :contact"), encoding="utf-8")
    assert run("validate", path)[0] == 0
    code, out, _ = run("validate", path, "--schemas", standards)
    assert code == 1
    assert "[shacl-class]" in out


def test_the_folder_of_schemas_fetch_is_the_default(
    run: Run, tmp_path: Path, standards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(TURTLE.replace("dcat:landingPage :pagina", "dcat:landingPage :contact"), encoding="utf-8")
    monkeypatch.setattr("fairwoo.validate.fetching.user_folder", lambda: standards)
    assert run("validate", path)[0] == 1


def test_a_folder_is_searched_for_what_is_metadata(run: Run, good: Path, bad: Path, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "nog een.nt").write_text(
        "<http://x/a> <http://www.w3.org/ns/dcat#theme> <http://x/t> .\n", encoding="utf-8"
    )
    (tmp_path / "brief.pdf").write_bytes(b"%PDF-1.4\0 http://www.w3.org/ns/dcat#")
    (tmp_path / "lees mij.txt").write_text("Over http://www.w3.org/ns/dcat# en meer.", encoding="utf-8")
    (tmp_path / ".verborgen").mkdir()
    (tmp_path / ".verborgen" / "x.ttl").write_text(NO_TITLE, encoding="utf-8")
    code, out, _ = run("validate", tmp_path, "--json")
    files = [record["file"] for record in map(json.loads, out.splitlines()) if "file" in record]
    assert files == [str(bad), str(good), str(tmp_path / "sub" / "nog een.nt")]
    assert code == 1


def test_what_occurs_often_is_counted_unless_all_is_asked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(PREFIXES + "".join(f":a{n} a foaf:Agent .\n" for n in range(10)), encoding="utf-8")
    _, out, _ = run("validate", path)
    assert out.count("[dcat-agent-name-missing]") == 3
    assert "nog 7 keer [dcat-agent-name-missing foaf:name]" in out
    assert run("validate", path, "--all")[1].count("[dcat-agent-name-missing]") == 10


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(NO_TITLE.encode())))
    code, out, _ = run("validate", "-")
    assert code == 1
    assert f"  -, {SITE}serie dct:title" in out


def test_what_cannot_be_read_returns_3_and_the_rest_is_still_validated(run: Run, good: Path, tmp_path: Path) -> None:
    code, out, _ = run("validate", tmp_path / "weg.ttl", good)
    assert code == 3
    assert "[validate-unreadable]" in out
    assert f"{good}: dcat: 0 fouten" in out


def test_a_named_file_that_is_no_metadata_returns_3(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_text("Geachte heer,", encoding="utf-8")
    code, out, _ = run("validate", path)
    assert code == 3
    assert "[validate-not-recognised]" in out


def test_a_folder_without_metadata_returns_3(run: Run, tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("Geachte heer,", encoding="utf-8")
    assert run("validate", tmp_path)[0] == 3


def test_nothing_named_is_a_usage_error(run: Run) -> None:
    assert run("validate")[0] == 2


def test_a_strangers_words_move_no_cursor(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(TURTLE.replace("dcat:accessURL :pagina", r'dcat:accessURL "a\u001B[2Jb\u202E"'), encoding="utf-8")
    _, out, _ = run("validate", path)
    assert "dcat-value-not-node" in out
    assert not {"\x1b", "\u202e"} & set(out)


# -- addresses ----------------------------------------------------------------------------------------------------------------


def test_an_address_is_fetched_and_relative_addresses_are_its_own(run: Run, site: Site) -> None:
    address = site.put(
        "/dcat", NO_TITLE.replace("dcat:downloadURL :besluit.pdf", "dcat:downloadURL <besluit.pdf>"), Content_Type="text/turtle"
    )
    code, out, _ = run("validate", address)
    assert code == 1
    assert "[dcat-dataset-series-title-missing]" in out
    assert "relative" not in out


def test_redirects_are_followed_up_to_five(run: Run, site: Site) -> None:
    site.put("/5", TURTLE)
    for number in range(5):
        site.put(f"/{number}", status=302, Location=f"/{number + 1}")
    assert run("validate", f"{site.address}/0")[0] == 0
    site.put("/start", status=301, Location="/0")
    code, out, _ = run("validate", f"{site.address}/start")
    assert code == 3
    assert "doorverwijzingen" in out


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://127.0.0.1/x", "data:text/turtle,x"])
def test_a_redirect_leads_to_the_web_only(run: Run, site: Site, target: str) -> None:
    code, out, _ = run("validate", site.put("/x", status=302, Location=target))
    assert code == 3
    assert "validate-unreadable" in out


def test_a_file_address_is_no_address(run: Run, good: Path) -> None:
    assert run("validate", good.as_uri())[0] == 3


def test_from_the_public_web_nothing_leads_into_a_private_network(run: Run, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = site.put("/intern", TURTLE)
    address = site.put("/x", status=302, Location=inside)
    assert run("validate", address)[0] == 0  # a person may look at their own network
    site.asked.clear()
    monkeypatch.setattr(web, "is_public", lambda host: host == "localhost")  # as if that were a public name
    monkeypatch.setattr(web, "_is_global", lambda address: True)  # and the connection one with a public address
    code, out, _ = run("validate", address.replace("127.0.0.1", "localhost"))
    assert code == 3
    assert "besloten netwerk" in out
    assert site.asked == ["/x"]


def test_a_public_name_that_turns_out_to_be_private_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    address = site.put("/x", TURTLE)
    monkeypatch.setattr(web, "is_public", lambda host: True)  # what the name said when it was looked up
    with pytest.raises(web.InputError, match="besloten netwerk"):
        web.download(address)
    assert site.asked == []


@pytest.mark.parametrize(
    "proxies",
    [
        {"no_proxy": "localhost"},
        {"no_proxy": "*"},
        {"http_proxy": "http://127.0.0.1:9/", "no_proxy": "127.0.0.1"},
        {"https_proxy": "http://127.0.0.1:9/"},
    ],
)
def test_proxies_that_are_not_used_open_no_way_into_a_private_network(
    site: Site, monkeypatch: pytest.MonkeyPatch, proxies: dict[str, str]
) -> None:
    for name, value in proxies.items():
        monkeypatch.setenv(name, value)
    address = site.put("/x", TURTLE)
    monkeypatch.setattr(web, "is_public", lambda host: True)
    with pytest.raises(web.InputError, match="besloten netwerk"):
        web.download(address)
    assert site.asked == []


def test_a_proxy_may_be_in_a_private_network(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "http://data.example/x"
    site.pages[address] = (200, {}, TURTLE.encode())
    monkeypatch.setenv("http_proxy", site.address)
    monkeypatch.setenv("https_proxy", site.address)
    monkeypatch.setattr(web, "is_public", lambda host: True)
    assert web.download(address).content == TURTLE.encode()
    assert site.asked == [address]
    with pytest.raises(web.InputError, match="501"):  # the proxy is asked for a tunnel, which this one does not make
        web.download("https://data.example/x")


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("[::1]", False),
        ("::ffff:10.0.0.1", False),
        ("192.0.78.9", True),
    ],
)
def test_what_is_private(host: str, public: bool) -> None:
    assert web.is_public(host.strip("[]")) is public


def test_too_much_and_too_little_are_refused(run: Run, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MOST_BYTES", 1000)
    assert run("validate", site.put("/groot", "x" * 2000))[0] == 3
    assert run("validate", site.put("/kort", "<http://x/a>", Content_Length="500"))[0] == 3
    assert run("validate", site.put("/weg", status=404))[0] == 3


def test_an_answer_is_asked_for_as_it_is_and_unpacked_if_it_is_not(site: Site) -> None:
    text = TURTLE.encode()
    assert web.download(site.put("/gzip", gzip.compress(text), Content_Encoding="gzip")).content == text
    two = gzip.compress(text[:100]) + gzip.compress(text[100:])
    assert web.download(site.put("/twee", two, Content_Encoding="X-GZip")).content == text
    assert web.download(site.put("/zelf", text, Content_Encoding="identity")).content == text
    assert web.download(site.put("/bestand.xml.gz", gzip.compress(text, mtime=0))).content == gzip.compress(text, mtime=0)
    assert {one.lower() for one in site.encodings} == {"identity"}


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(b"x" * 2000, mtime=0)),
        ("gzip", b"<http://x/a>"),
        ("gzip", gzip.compress(b"x" * 500, mtime=0)[:-9]),
        ("br", b"x"),
    ],
)
def test_what_cannot_or_may_not_be_unpacked_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch, encoding: str, body: bytes
) -> None:
    monkeypatch.setattr(web, "MOST_BYTES", 1000)
    with pytest.raises(web.InputError):
        web.download(site.put("/x", body, Content_Encoding=encoding))


def test_a_slow_answer_is_given_up(site: Site) -> None:
    with pytest.raises(web.InputError, match="te lang"):
        web.download(site.put("/x", b"x" * 100), patience=-1)


def test_the_sitemaps_of_an_index_are_fetched_only_when_asked(run: Run, site: Site) -> None:
    elsewhere = "https://elders.example/sitemap.xml"
    entries = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in (f"{site.address}/een.xml", "/twee.xml", elsewhere))
    index = site.put("/index.xml", f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>')
    site.put("/een.xml", SITEMAP)
    site.put("/twee.xml", SITEMAP)
    run("validate", index)
    assert site.asked == ["/index.xml"]
    code, out, _ = run("validate", index, "--follow")
    assert site.asked[1:] == ["/index.xml", "/een.xml", "/twee.xml"]
    assert code == 3
    assert f"{elsewhere} staat niet op de host van de index" in out


def test_the_sitemaps_beside_an_index_are_read(run: Run, tmp_path: Path) -> None:
    index = tmp_path / "index.xml"
    index.write_text(
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://x.example/a/een.xml</loc></sitemap>'
        "</sitemapindex>"
    )
    (tmp_path / "een.xml").write_text(SITEMAP)
    _, out, _ = run("validate", index, "--follow")
    assert f"{tmp_path / 'een.xml'}: " in out
