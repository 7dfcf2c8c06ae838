"""New editions are fetched from a server, the newest there is, into a folder that `make.py` reads: one command, one diff."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import make
import pytest
from making.fetching import FetchError, Places, fetch, get
from making.tables import read

from tests.vocab_making.conftest import VOCAB
from tests.vocab_making.published import about, body, municipalities


class Server:
    """What the publishers answer: content by path, or an address to go on to."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.moved: dict[str, str] = {}
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                name = parse_qs(parts.query).get("fileName", [parts.path])[0]
                if name in server.moved:
                    self.send_response(302)
                    self.send_header("Location", server.moved[name])
                    self.end_headers()
                    return
                content = server.files.get(name)
                self.send_response(404 if content is None else 200)
                self.end_headers()
                self.wfile.write(content or b"")

            def log_message(self, *arguments: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.http.server_port}"
        self.places = Places(tooi=self.base, diwoo=self.base, eu=f"{self.base}/euvoc")

    def edition(self, name: str, version: int, content: bytes) -> None:
        self.files[f"/{name}/{version}/json/{name}_{version}.json"] = content


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    threading.Thread(target=made.http.serve_forever, daemon=True).start()
    yield made
    made.http.shutdown()
    made.http.server_close()


@pytest.fixture
def publishers(server: Server, standards: Path) -> Server:
    """All that is published, as it is, with a new edition of the municipalities."""
    server.files["/0.9.8/xsd/diwoo/diwoo-metadata-lijsten.xsd"] = (
        standards / "diwoo" / "diwoo-metadata-lijsten.xsd"
    ).read_bytes()
    for name in ("filetypes-skos-ap-act", "data-theme-skos-ap-act"):
        server.files[f"{name}.rdf"] = _as_xml(standards / "eu-vocab" / f"{name}.ttl")
    for version in (5, 6, 7):
        server.edition("rwc_gemeenten_compleet", version, municipalities(version))
    return server


def _as_xml(path: Path) -> bytes:
    from rdflib import Graph

    text = path.read_text(encoding="utf-8").replace("XMLSchema> .", "XMLSchema#> .")
    return Graph().parse(data=text, format="turtle").serialize(format="xml", encoding="utf-8")


def test_the_newest_edition_is_taken(publishers: Server, tmp_path: Path) -> None:
    files = fetch(tmp_path, {"rwc_gemeenten_compleet": 5}, "0.9.8", publishers.places)
    assert [path.relative_to(tmp_path).as_posix() for path in files] == [
        "tooi/json/rwc_gemeenten_compleet_7.json",
        "diwoo/diwoo-metadata-lijsten.xsd",
        "eu-vocab/filetypes-skos-ap-act.rdf",
        "eu-vocab/data-theme-skos-ap-act.rdf",
    ]


def test_a_known_edition_that_is_gone_is_an_error(publishers: Server, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="nothing there"):
        fetch(tmp_path, {"rwc_gemeenten_compleet": 9}, "0.9.8", publishers.places)


def test_one_command_makes_a_new_edition_and_says_what_changed(
    publishers: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, fetched = tmp_path / "vocab", tmp_path / "fetched"
    ours.mkdir()
    for path in VOCAB.glob("*.csv"):
        shutil.copy(path, ours)
    for row in (row for row in read(ours / "lists.csv") if row["list"].startswith(("rwc_", "scw_", "ccw_"))):
        name, _, version = row["list"].partition("/")
        if name != "rwc_gemeenten_compleet":
            publishers.edition(name, int(version), municipalities(int(version)).replace(b"rwc_gemeenten_compleet", name.encode()))
    publishers.edition(
        "rwc_gemeenten_compleet", 7, municipalities(7, body("gemeente/gm0363", "gemeente Groot-Amsterdam", "2030-01-01"))
    )
    arguments = ["--fetch", "--standards", str(fetched), "--into", str(ours)]
    assert make.main(arguments, publishers.places) == 0
    told = capsys.readouterr().out
    assert "fetched rwc_gemeenten_compleet_7.json" in told
    assert "~ https://identifier.overheid.nl/tooi/id/gemeente/gm0363  newer_name: (nothing) → gemeente Groot-Amsterdam" in told
    assert "+ https://identifier.overheid.nl/tooi/id/gemeente/gm9003  gemeente Veenland" in told
    assert "rwc_gemeenten_compleet/7" in {row["list"] for row in read(ours / "lists.csv")}
    assert read(ours / "categories.csv") == read(VOCAB / "categories.csv")
    assert make.main([*arguments[1:], "--check"], publishers.places) == 0


def test_a_list_of_concepts_that_is_ahead_of_diwoo_is_told_and_not_taken_in(
    standards: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(standards, tmp_path / "standards")
    path = tmp_path / "standards" / "tooi" / "json" / "ccw_plooi_reden_intrekking_of_vervanging_2.json"
    path.parent.mkdir()
    concept = {
        "@id": "https://identifier.overheid.nl/tooi/def/thes/kern/c_098c1346",
        "@type": ["http://www.w3.org/2004/02/skos/core#Concept"],
        "http://www.w3.org/2004/02/skos/core#prefLabel": [{"@value": "correctie persoonsgegevens"}],
    }
    path.write_text(json.dumps([concept, about("ccw_plooi_reden_intrekking_of_vervanging", 2)]), encoding="utf-8")
    assert make.main(["--check", "--standards", str(tmp_path / "standards")]) == 0
    told = capsys.readouterr().out
    assert "ccw_plooi_reden_intrekking_of_vervanging/2 of 2029-12-15 is newer than what DiWoo admits" in told
    assert "relabelled: correctie privacygevoelige gegevens → correctie persoonsgegevens" in told
    assert "- https://identifier.overheid.nl/tooi/def/thes/kern/c_c77c86e0  correctie procedurele fout" in told


def test_check_says_no_and_writes_nothing(standards: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in VOCAB.glob("*.csv"):
        shutil.copy(path, tmp_path)
    kept = (tmp_path / "kinds.csv").read_bytes().replace(b",convenant", b",verdrag")
    (tmp_path / "kinds.csv").write_bytes(kept)
    assert make.main(["--check", "--standards", str(standards), "--into", str(tmp_path)]) == 1
    assert "relabelled: verdrag → convenant" in capsys.readouterr().out
    assert (tmp_path / "kinds.csv").read_bytes() == kept


def test_a_folder_without_lists_is_an_error_not_an_empty_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make.main(["--standards", str(tmp_path), "--into", str(tmp_path)]) == 3
    assert "diwoo-metadata-lijsten.xsd" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("address", ["http://example.org/x", "file:///etc/hostname", "ftp://127.0.0.1/x"])
def test_only_https_is_used(address: str) -> None:
    with pytest.raises(FetchError, match="only https"):
        get(address)


def test_nor_after_a_redirect(server: Server) -> None:
    server.moved["/x"] = "http://example.org/x"
    with pytest.raises(FetchError, match="only https"):
        get(f"{server.base}/x")


def test_nothing_there_is_none_and_no_answer_an_error(server: Server) -> None:
    assert get(f"{server.base}/none") is None
    with pytest.raises(FetchError):
        get("http://127.0.0.1:9/x")
