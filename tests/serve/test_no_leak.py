"""What is hidden stays hidden: every route of the site is asked, and no answer holds a word that was planted where nobody may see it.

All planted files (`tests/hidden`), files with failed redactions, refused and withdrawn documents are brought in; then a visitor follows
every link from every page. A route that is neither linked nor named in `EXAMPLES` fails the test: whoever adds a route adds one. And a
hidden word that is asked for gives the very answer that a word gives which is nowhere.

What is dear and the same for each planted file (drawing its pages, reading these, the second form of an ARK) is done for a share of them,
another one each time: the share is printed, and `FAIRWOO_LEAK_SHARE` asks for one again.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import json
import os
import random
import re
import zipfile
import zlib
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pypdfium2
import pytest
from starlette.testclient import TestClient

from fairwoo import cli, settings
from fairwoo.map.held_back import Held
from fairwoo.model import Disclosure, HiddenKind, Level
from fairwoo.serve import application
from fairwoo.serve.linked import site_map
from fairwoo.store import Workspace
from tests.hidden.byte_search import Finder, letters_of
from tests.hidden.planting import HIDDEN, PLANTED, UNDER, words_for
from tests.serve.conftest import NAAN, SAMPLES
from tests.serve.crawling import Answer, Crawler, links, routes_of

BASE = "http://woo.voorbeeld.nl"
SHARES = 8
TEXT, TITLE = words_for("serve: seen in a text", 2), words_for("serve: seen in a title", 1)[0]
REFUSED_NAME, REFUSED_TEXT = words_for("serve: refused name", 1)[0], words_for("serve: refused text", 2)
GONE_NAME, GONE_TEXT = words_for("serve: withdrawn name", 1)[0], words_for("serve: withdrawn text", 2)
GONE_TITLES = words_for("serve: withdrawn titles", 2)  # of a document with a number, and of one without
NOWHERE = words_for("serve: nowhere", 2)
LEAKING_SAMPLE = "gemeente-rijnwoude"
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)

EXAMPLES = (
    *("/", "/zoeken", "/zoeken.json", "/zoeken.csv", "/zoeken.atom", "/opensearch.xml", "/suggesties?q=brug", "/hulp-bij-zoeken"),
    *("/catalogus", "/ranglijst", "/ranglijst.csv", "/ranglijst.json", "/ranglijst.txt", "/goede-voorbeelden", "/contact"),
    *("/status", "/status.json", "/over", "/privacy", "/toegankelijkheid", "/licenties", "/blijvende-adressen", "/melden?over=/"),
    *(
        "/robots.txt",
        "/sitemap.xml",
        "/.well-known/security.txt",
        "/.well-known/api-catalog",
        "/attenderen?q=brug",
        "/attenderen/gevraagd",
    ),
    *("/begrip/uitzonderingsgrond", "/gebied/gm1672", "/dienst/gm1672", "/reeks/gm1672/R-1", "/api", "/api/v1"),
    *("/api/v1/openapi.json", "/api/v1/openapi.yaml", "/api/v1/_zoek?zoekterm=brug", "/api/v1/dossiers", "/api/v1/documenten"),
    *("/api/v1/organisaties", "/api/v1/wijzigingen", "/api/v1/exports/dossiers", "/api/v1/exports/documenten"),
    "/api/v1/exports/paginas",
)
"""Addresses to begin at. What a dossier or document has below it is added for each (`_below`)."""

POSTED = ("/attenderen",)
ASKED = ("/zoeken?q={}", "/zoeken.json?q={}", "/zoeken.csv?q={}", "/zoeken.atom?q={}", "/api/v1/_zoek?q={}", "/attenderen?q={}")
_UNSEEN = {HiddenKind.UNDER_REDACTION}


class Leak(NamedTuple):
    """A hidden word, and the address whose answer held it."""

    word: str
    where: str


class Planted(NamedTuple):
    """The site, what is hidden in it by document (`dossier/name`), and the files that it may hand out, by hash."""

    client: TestClient
    hidden: dict[str, list[str]]
    released: frozenset[str]
    finder: Finder
    dossiers: tuple[Any, ...]


def _dossier(root: Path, name: str, files: dict[str, bytes], documents: list[dict[str, Any]], title: str) -> None:
    folder = root / name
    folder.mkdir(parents=True)
    for file, content in files.items():
        (folder / file).write_bytes(content)
    about = {
        "publisher": "gm1672",
        "title": title,
        "category": "Woo-verzoeken en -besluiten",
        "decided": "2024-03-12",
        "series": "R-1",
        "documents": documents,
    }
    (folder / "dossier.json").write_text(json.dumps(about), encoding="utf-8")


def _delivered(root: Path) -> dict[str, list[str]]:
    """The dossiers with planted files, and their words by file."""
    for module in ("pdf_drawn", "pdf_unseen", "pdf_marked", "pdf_filed", "pdf_pdfium", "office", "sheets", "mail_images"):
        importlib.import_module(f"tests.hidden.{module}")
    chosen = [PLANTED[name] for name in sorted(PLANTED)]
    files = {one.name: one.make(one.words()) for one in chosen}
    _dossier(root, "geplant", files, [{"file": name} for name in files], f"Besluit over {TITLE}")
    texts = {
        "open.txt": f"Te lezen staat hier {' '.join(TEXT)} over de brug.",
        f"{REFUSED_NAME} advies.txt": f"Niemand mag dit lezen: {' '.join(REFUSED_TEXT)}.",
        f"{GONE_NAME} memo.txt": f"Dit wordt ingetrokken: {' '.join(GONE_TEXT)}.",
        f"{GONE_NAME} brief.txt": f"Dit wordt ook ingetrokken: {' '.join(GONE_TEXT)}.",
    }
    refused = {"file": f"{REFUSED_NAME} advies.txt", "number": "7", "disclosure": "not_public", "grounds": ["5.1.2e"]}
    gone = {"file": f"{GONE_NAME} memo.txt", "number": "8", "title": f"Memo over {GONE_TITLES[0]}"}
    nameless = {"file": f"{GONE_NAME} brief.txt", "title": f"Brief aan {GONE_TITLES[1]}"}
    about = [{"file": "open.txt", "grounds": ["5.1.2e"]}, refused, gone, nameless]
    _dossier(root, "dicht", {name: text.encode() for name, text in texts.items()}, about, "Besluit over de brug")
    return {one.name: one.words() for one in chosen}


@pytest.fixture(scope="module")
def monkeypatch_module():
    """A monkeypatch that lasts as long as the site."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def planted(tmp_path_factory, monkeypatch_module):
    """Everything brought in, two documents withdrawn, and the site over it."""
    monkeypatch_module.setattr(site_map, "_MOST", 20)  # so that there are sitemaps in parts
    root = tmp_path_factory.mktemp("geplant")
    words = _delivered(root / "in")
    config = root / "fairwoo.toml"
    config.write_text(
        f'[map]\nbase_url = "{BASE}"\nark_naan = "{NAAN}"\ncontact_email = "woo@voorbeeld.nl"\n'
        f'api_url = "{BASE}/api/v1"\napi_license = "https://creativecommons.org/publicdomain/zero/1.0/"\n'
        f'[serve]\nrequests_per_minute = 1000000\nsecurity_contact = "woo@voorbeeld.nl"\nsecurity_expires = 2027-06-01\n'
        '[mail]\nhost = "127.0.0.1"\nport = 9\nsender = "woo@voorbeeld.nl"\nsecurity = "none"\n',
        encoding="utf-8",
    )
    frame = ["--workspace", str(root / "werkmap"), "--config", str(config), "-q"]
    rest = sorted((SAMPLES / LEAKING_SAMPLE).iterdir())
    assert cli.run([*frame, "ingest", str(root / "in" / "geplant"), str(root / "in" / "dicht"), *map(str, rest)]) in {0, 1}
    workspace = Workspace.open(root / "werkmap")
    gone = [
        f"{held.id}/{one.id}"
        for held in workspace.catalogue.held()
        for one in workspace.catalogue.dossier(held.id).documents
        if any(word in (one.title or "") for word in GONE_TITLES)
    ]
    workspace.close()
    for one, reason in zip(gone, ("correctie privacygevoelige gegevens", "een naam te veel"), strict=True):
        assert cli.run([*frame, "withdraw", one, "--reason", reason]) == 0
    with _served(root / "werkmap", config) as client:
        yield _planted(client, words)


@contextmanager
def _served(root: Path, config: Path):
    workspace = Workspace.open(root)
    app = application(workspace, settings.load({"workspace": root}, config), lambda: NOW)
    with TestClient(app, base_url=BASE, follow_redirects=False, raise_server_exceptions=False) as client:
        yield client
    app.state.site.close()
    workspace.close()


def _planted(client: TestClient, words: dict[str, list[str]]) -> Planted:
    site = client.app.state.site
    dossiers = tuple(site.dossiers())
    hidden = {"": [REFUSED_NAME, *REFUSED_TEXT, GONE_NAME, *GONE_TEXT, *GONE_TITLES]}
    for dossier in dossiers:
        ids = {name: key for key, name in dossier.names.items()}
        paths = {one.id: one.path or "" for one in site.workspace.catalogue.dossier(dossier.id).documents}
        for document in dossier.documents:
            key = f"{dossier.id}/{document.name}"
            if paths[ids[document.name]] in words:
                hidden[key] = words[paths[ids[document.name]]]
            elif document.held is Held.LEAKING:
                hidden[key] = _under_boxes(site, document)
    return Planted(
        client, hidden, _released(site.workspace.catalogue), Finder({word for some in hidden.values() for word in some}), dossiers
    )


def _released(catalogue: Any) -> frozenset[str]:
    """The hashes of files of which reading found nothing that may not be seen: told by the findings, not by what the site says."""
    found = set()
    for held in catalogue.held():
        told = catalogue.findings(held.id, "extract")
        errors = {one.place.file for one in told if one.level is Level.ERROR and one.code in UNDER | HIDDEN}
        documents = catalogue.dossier(held.id).documents
        found |= {one.sha256 for one in documents if one.path not in errors and one.disclosure is not Disclosure.NOT_PUBLIC}
    return frozenset(found - {None})


def _under_boxes(site: Any, document: Any) -> list[str]:
    """The long words that pdfium finds under the failed redactions of a file, and that are nowhere on its pages."""
    found: set[str] = set()
    with pypdfium2.PdfDocument(site.workspace.originals.path(document.original)) as pdf:
        for page in site.pages(document):
            text_page = pdf[page.number - 1].get_textpage()
            for box in (one for one in page.hidden if one.kind in _UNSEEN):
                top = page.height - box.y
                under = text_page.get_text_bounded(box.x - 1, top - box.height - 1, box.x + box.width + 1, top + 1)
                seen = letters_of(page.whole_text)
                found |= {
                    word for word in [under, *under.split()] if len(letters_of(word)) >= 10 and letters_of(word) not in seen
                }
    return sorted(found)


def _below(dossiers: tuple[Any, ...]) -> list[str]:
    """What every dossier and document has below its address, linked or not."""
    made = []
    for dossier in dossiers:
        base, api = f"/dossier/{dossier.id}", f"/api/v1/dossiers/{dossier.id}"
        made += [
            base,
            f"{base}.zip",
            f"{base}.jsonld",
            f"{base}.ttl",
            f"{base}.rdf",
            f"{base}.nt",
            f"{base}/linkset.json",
            f"{base}/score",
        ]
        made += [f"{base}/inventaris.{form}" for form in ("csv", "xlsx", "json")]
        made += [f"{base}/citeren/{form}" for form in ("apa.txt", "leidraad.txt", "bibtex", "ris")]
        made += [api, f"{api}/documenten", f"/zoeken?dossier={dossier.id}"]
        for document in dossier.documents:
            one, its = f"{base}/document/{document.name}", f"{api}/documenten/{document.name}"
            made += [one, *(f"{one}.{syntax}" for syntax in ("jsonld", "ttl", "rdf", "nt")), f"{one}/linkset.json", its]
            made += [f"{one}/citeren/bibtex", f"{one}/pagina?n=1", f"{one}/pagina/1", f"{its}/paginas", f"{its}/paginas/1"]
    return made


class Sparing(Crawler):
    """A crawler that asks what is dear of one share of the planted documents only, and of all others."""

    share = int(os.environ.get("FAIRWOO_LEAK_SHARE") or random.SystemRandom().randrange(SHARES))

    def add(self, address: str) -> None:
        """As of any crawler, unless it is dear and of another share."""
        if not self.spares(address):
            super().add(address)

    def spares(self, address: str) -> bool:
        """Whether what is at the address is left out this time."""
        found = re.search(r"-geplant/document/([^/]+)/pagina/\d+/beeld/|/ark:(\d.*)", address)
        return found is not None and zlib.crc32((found[1] or found[2]).encode()) % SHARES != self.share


def _leaks(planted: Planted, answer: Answer) -> list[Leak]:
    """The hidden words in an answer: its headers, its bytes and all that is packed in them, but for files that anybody may have."""
    told = f"{answer.address}\n{answer.headers}".encode()
    found = [Leak(one.word, f"{answer.address}: headers") for one in planted.finder.in_bytes(told, "")]
    parts = [(answer.address, answer.body)]
    if answer.media_type == "application/zip" and answer.body:
        with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
            parts = [(f"{answer.address} » {name}", archive.read(name) + name.encode()) for name in archive.namelist()]
            parts += [(f"{answer.address} » {name}", archive.read(name)) for name in archive.namelist()]
            parts = [one for one in parts if _open(planted, one[1], one[0])]
    for where, content in parts:
        if hashlib.sha256(content).hexdigest() not in planted.released:
            found += [Leak(one.word, f"{where} {one.where}") for one in planted.finder.in_bytes(content, "")]
    return found


def _open(planted: Planted, content: bytes, where: str) -> bool:
    """Of a member with its name behind it, whether it is not merely a file that anybody may have."""
    name = where.rpartition(" » ")[2].encode()
    return hashlib.sha256(content.removesuffix(name)).hexdigest() not in planted.released


@pytest.fixture(scope="module")
def crawled(planted):
    """Every answer of the site, looked at as it comes: the leaks, where the words that may be seen were, images, what went wrong."""
    crawler = Sparing(planted.client, BASE, routes_of(planted.client.app))
    print(f"pages drawn of share {crawler.share} of {SHARES}: FAIRWOO_LEAK_SHARE={crawler.share}")
    for address in (*EXAMPLES, *_below(planted.dossiers)):
        crawler.add(address)
    seen = Finder([*TEXT, TITLE])
    leaks: list[Leak] = []
    control: dict[str, set[str]] = {}
    images: dict[str, bytes] = {}
    broken: list[str] = []
    for answer in crawler.answers():
        leaks += _leaks(planted, answer)
        if answer.status >= 500:
            broken.append(f"{answer.status} {answer.address}")
        if answer.address.startswith("/ark:/"):
            crawler.add(answer.address.replace("/ark:/", "/ark:", 1))  # both forms are an ARK
        if answer.media_type == "image/webp":
            images[answer.address] = answer.body
        route = crawler.route(answer.address.partition("?")[0])
        for one in seen.in_bytes(answer.body, ""):
            control.setdefault(one.word, set()).add(route.path if route else answer.address)
    for address in POSTED:
        leaks += _leaks(planted, crawler.fetch(address, "POST", data={"adres": "iemand@voorbeeld.nl", "q": NOWHERE[0]}))
    return {"leaks": leaks, "control": control, "images": images, "broken": broken, "crawler": crawler}


def test_something_is_hidden_of_each_kind(planted):
    """Else the rest proves nothing: documents that leak, that were refused and withdrawn, and words that Finder would find."""
    held = [one.held for dossier in planted.dossiers for one in dossier.documents]
    assert held.count(Held.LEAKING) >= 90
    assert Held.REFUSED in held
    assert Held.WITHDRAWN in held
    assert len(planted.hidden) > 300
    sample = [words for key, words in planted.hidden.items() if key.startswith("gm1672-parkeerbeleid/")]
    assert any(sample)


def test_no_answer_holds_a_hidden_word(crawled):
    assert sum(crawled["crawler"].reached.values()) > 1_000
    assert sorted(set(crawled["leaks"])) == []


def test_words_that_may_be_seen_are_seen(crawled):
    """The same search finds these in every kind of answer, so it would have found the hidden ones."""
    for word in TEXT:
        assert crawled["control"][word] >= {"/dossier/{id:slug}/document/{name:slug}/pagina/{number}", "/dossier/{id:slug}.zip"}
    assert crawled["control"][TITLE] >= {
        *("/", "/zoeken", "/zoeken.json", "/zoeken.csv", "/zoeken.atom", "/dossier/{id:slug}", "/dossier/{id:slug}.ttl"),
        *("/dossier/{id:slug}/document/{name:slug}.jsonld", "/dossier/{id:slug}/inventaris.xlsx", "/dossier/{id:slug}.zip"),
    }


def test_every_route_was_reached(crawled):
    unreached = [
        one for one in crawled["crawler"].unreached() if "{token}" not in one
    ]  # of those the server alone makes the words
    assert unreached == [], "give each new route an address in EXAMPLES or _below, or a link on a page"


def test_no_page_is_broken(crawled):
    assert crawled["broken"] == []


def test_nothing_can_be_read_in_the_images_of_leaking_pages(planted, crawled):
    """Text is recognised on them, and on one with words that may be seen, which are read."""
    import cv2
    import numpy as np

    from fairwoo.extract import ocr

    engine = ocr.find(None)
    if engine is None:
        pytest.skip("no text recognition on this machine")

    def read(content: bytes) -> str:
        grey = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
        return engine.read(grey, 144).text

    leaking = {
        f"/dossier/{dossier.id}/document/{one.name}/" for dossier in planted.dossiers for one in dossier.documents if one.held
    }
    images = {where: content for where, content in crawled["images"].items() if where.partition("pagina/")[0] in leaking}
    assert len(images) >= 10
    texts = {where: read(content) for where, content in sorted(images.items())[:25]}
    assert {where: planted.finder.in_text(text) for where, text in texts.items() if planted.finder.in_text(text)} == {}
    letter, *_ = [content for where, content in crawled["images"].items() if "/klacht-handhaving/" in where]
    assert "bekeuring" in read(letter)


def test_the_files_of_leaking_documents_are_handed_out_by_no_name(planted):
    site = planted.client.app.state.site
    for dossier in planted.dossiers:
        ids = {name: key for key, name in dossier.names.items()}
        paths = {one.id: one.path for one in site.workspace.catalogue.dossier(dossier.id).documents}
        for document in dossier.documents:
            if document.held:
                name = quote((paths[ids[document.name]] or "x").rpartition("/")[2], safe="")
                answer = planted.client.get(f"/dossier/{dossier.id}/document/{document.name}/bestand/{name}")
                assert answer.status_code in {404, 410}, document.name


def test_names_and_hashes_of_refused_and_withdrawn_files_lead_nowhere(planted):
    dossier = next(one for one in planted.dossiers if one.title == "Besluit over de brug")
    for name in (REFUSED_NAME.lower(), f"{REFUSED_NAME.lower()}-advies", "nr-7"):
        for rest in ("", "/pagina/1", "/bestand/x", ".jsonld"):
            answer = planted.client.get(f"/dossier/{dossier.id}/document/{name}{rest}")
            assert not planted.finder.in_text(answer.text.replace(name, "")), (name, rest)
            assert answer.status_code == (200 if name == "nr-7" and rest in {"", ".jsonld"} else 404), (name, rest)


def test_failed_redactions_of_others_stay_hidden(corpus, tmp_path):
    """Real files with words under their boxes: none of these is in an answer."""
    folder = tmp_path / "in" / "geroddeld"
    folder.mkdir(parents=True)
    for path in sorted((corpus / "hostile" / "redaction-xray").glob("*.pdf")):
        (folder / path.name).write_bytes(path.read_bytes())
    config = tmp_path / "fairwoo.toml"
    config.write_text(f'[map]\nbase_url = "{BASE}"\n[serve]\nrequests_per_minute = 1000000\n', encoding="utf-8")
    frame = ["--workspace", str(tmp_path / "werkmap"), "--config", str(config), "-q"]
    assert cli.run([*frame, "ingest", str(folder.parent), "--publisher", "gm1672"]) in {0, 1}
    with _served(tmp_path / "werkmap", config) as client:
        found = _planted(client, {})
        assert any(words for key, words in found.hidden.items() if key)
        crawler = Crawler(client, BASE, routes_of(client.app))
        for address in _below(found.dossiers):
            crawler.add(address)
        assert sorted({leak for answer in crawler.answers() for leak in _leaks(found, answer)}) == []


# --- the oracle


def _said(client: TestClient, address: str, word: str) -> tuple[int, str]:
    """The answer to a word, without that word."""
    answer = client.get(address.format(quote(word)))
    return answer.status_code, re.sub(re.escape(word), "WOORD", answer.text, flags=re.IGNORECASE)


def _plain(planted: Planted) -> dict[str, str]:
    """Of each document with planted words one that is all letters."""
    words = {key: [word for word in some if word.isascii() and word.isalpha()] for key, some in planted.hidden.items()}
    return {key: some[0] for key, some in words.items() if some}


@pytest.mark.parametrize("address", ASKED)
def test_asking_for_a_hidden_word_tells_nothing(planted, address):
    nothing = _said(planted.client, address, NOWHERE[0])
    assert nothing == _said(planted.client, address, NOWHERE[1])
    for key, word in _plain(planted).items():
        assert _said(planted.client, address, word) == nothing, key


def test_a_page_looks_the_same_whether_a_hidden_word_or_one_that_is_nowhere_is_asked_for(planted):
    seen = 0
    for key, word in _plain(planted).items():
        dossier, _, document = key.partition("/")
        page = f"/dossier/{dossier}/document/{document}/pagina/1?q={{}}"
        if not document or planted.client.get(page.format("x")).status_code != 200:
            continue
        assert _said(planted.client, page, word) == _said(planted.client, page, NOWHERE[0]), key
        seen += 1
    assert seen > 40


def test_the_beginning_of_a_hidden_word_is_not_completed(planted):
    for key, word in _plain(planted).items():
        for length in (3, 5, 8):
            answer = planted.client.get("/suggesties", params={"q": word[:length]})
            assert not planted.finder.in_text(answer.text), key


def test_the_crawler_sees_links_of_every_form():
    found = set(
        links(
            Answer(
                "/a/b", 303, f"location: /c\nlink: <{BASE}/d>;rel=next, <e>;rel=prev", b'<a href="../f?x=1&amp;y=2">', "text/html"
            ),
            BASE,
        )
    )
    assert found == {f"{BASE}/c", f"{BASE}/d", f"{BASE}/a/e", f"{BASE}/f?x=1&y=2"}
    data = f'{{"url": "{BASE}/g", "h": ["{BASE}/h"]}}'.encode()
    assert set(links(Answer("/x", 200, "", data, "application/ld+json"), BASE)) == {f"{BASE}/g", f"{BASE}/h"}
