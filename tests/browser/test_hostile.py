"""Titles, file names and texts from strangers who mean harm: nothing runs, nothing is fetched, and the page keeps its shape."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.browser.conftest import overflow
from tests.browser.sites import served, walked

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
CLOSING = "</title></main></script></style></template><script>alert(1)</script>"
TEMPLATE = "{{ 7*7 }}{% raw %}<!-- ]]> &lt;script&gt; --><svg/onload=alert(1)>"
TURNED = "\u202egnp.fdp\u202c \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u2067besluit\u2066"
LONG = "Zeer" + "lang" * 3_000
LINE = "zwembad" + "x" * 100_000 + " einde"
ALL = f"{SCRIPT} {IMAGE} {CLOSING} {TEMPLATE} {TURNED}"
FOLDERS = ("active-content", "fonts-text", "images-other", "mail", "office-text")
STARTS = ("/", "/zoeken", "/zoeken?q=zwembad", "/zoeken?q=alert", f"/zoeken?q={SCRIPT}{IMAGE}&orgaan={IMAGE}&dossier={CLOSING}")
_EACH = 5


def _delivery(root):
    """Two dossiers of which all that can be said says something bad."""
    bad = root / "kwaad"
    bad.mkdir()
    texts = {
        "een.txt": LINE,
        "twee.txt": f"zwembad {ALL}\n" * 20,
        "drie.txt": f"zwembad {TURNED}\n{LONG}\n\u0007\u009d\ufffe\ufdd0 klaar",
    }
    texts |= {"<img src=x onerror=alert(1)>.txt": f"zwembad {SCRIPT}", f"{TURNED}.txt": "zwembad", "a" * 200 + ".txt": "zwembad"}
    texts["vier.html"] = (
        f"<title>{SCRIPT}</title><p onclick=alert(1)>zwembad <a href='javascript:alert(1)'>hier</a><script>alert(1)</script>"
    )
    texts["vijf.csv"] = f"nr;titel;datum\n1;=cmd|' /C calc'!A0;2024-01-01\n2;{SCRIPT};{LONG}\n"
    for name, text in texts.items():
        (bad / name).write_text(text, encoding="utf-8")
    fields = ("title", "description", "request_text", "decision_text", "inquiry", "series")
    documents = [
        {
            "file": "een.txt",
            "title": ALL,
            "kind": SCRIPT,
            "number": IMAGE,
            "sender": CLOSING,
            "recipient": TURNED,
            "grounds": [IMAGE, "5.1.2e"],
        },
        {
            "file": "twee.txt",
            "title": LONG,
            "kind": LONG,
            "number": LONG,
            "disclosure": "public",
            "source_url": f"https://x.example/{IMAGE[:2]}a",
        },
        {"file": "drie.txt", "title": TURNED, "correction": ALL},
        {"number": "9", "title": SCRIPT, "disclosure": "not_public", "grounds": [SCRIPT]},
    ]
    told = {**dict.fromkeys(fields, ALL), "publisher": "gm0055", "id": "kwaad", "license": IMAGE, "documents": documents}
    (bad / "dossier.json").write_text(json.dumps(told), encoding="utf-8")
    long = root / "lang"
    long.mkdir()
    (long / "a.txt").write_text("zwembad", encoding="utf-8")
    (long / "dossier.json").write_text(
        json.dumps({**dict.fromkeys(fields, LONG), "publisher": "gm0055", "id": "lang"}), encoding="utf-8"
    )
    return bad, long


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("kwaad")
    folders = _delivery(tmp_path_factory.mktemp("levering"))
    with served(root, folders) as site:
        yield site


@pytest.fixture(scope="module")
def found(corpus, tmp_path_factory):
    folders = []
    for name in FOLDERS:
        folder = tmp_path_factory.mktemp(name) / name
        shutil.copytree(corpus / "hostile" / name, folder)
        (folder / "dossier.json").write_text(json.dumps({"publisher": "gm0055", "id": name}), encoding="utf-8")
        folders.append(folder)
    with served(tmp_path_factory.mktemp("gevonden"), folders) as site:
        yield site


def _nothing_happens(site, watched, checker, tmp_path):
    """Every page is opened in a small window with scripts on; and looked at by the checker."""
    pages = walked(site, STARTS, _EACH)
    window = watched(site, viewport={"width": 320, "height": 600})
    page = window.context.new_page()
    wrong = []
    for number, one in enumerate(pages):
        page.goto(one.address)
        if (by := overflow(page)) > 0:
            wrong.append(f"{one.address} is {by} pixels wider than the window")
        strange = page.evaluate(
            """() => [...document.querySelectorAll("*")].filter((one) => one.localName === "script"
                ? !(one.type === "application/ld+json" || new URL(one.src).pathname.includes("/stijl/"))
                : [...one.attributes].some((own) => own.name.startsWith("on") || /^\\s*javascript:/i.test(own.value))
            ).map((one) => one.outerHTML.slice(0, 100))"""
        )
        wrong += [f"{one.address} holds {what}" for what in strange]
        (tmp_path / f"{number}.html").write_text(one.html, encoding="utf-8")
    faults = checker([tmp_path / f"{number}.html" for number in range(len(pages))])
    wrong += [f"{pages[int(fault.partition('.')[0])].address} {fault[:400]}" for fault in faults]
    window.noted[:] = [note for note in window.noted if "responded with a status of 4" not in note]
    assert "\n".join(wrong) == ""
    return {one.route for one in pages}


def test_what_is_said_in_metadata_names_and_texts_stays_words(made, watched, checker, tmp_path):
    reached = _nothing_happens(made, watched, checker, tmp_path)
    assert {"/dossier/{id:slug}", "/dossier/{id:slug}/document/{name:slug}", "/zoeken"} <= reached
    assert "/dossier/{id:slug}/document/{name:slug}/pagina/{number}" in reached


@pytest.mark.slow
def test_files_that_were_made_to_harm_do_none(found, watched, checker, tmp_path):
    reached = _nothing_happens(found, watched, checker, tmp_path)
    assert "/dossier/{id:slug}/document/{name:slug}/pagina/{number}" in reached
