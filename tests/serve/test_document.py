"""Documents and their pages: what is said of them, hits in their places, texts of any length, files in whole and in part."""

from __future__ import annotations

import hashlib
import html
import io
import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml.html import document_fromstring
from PIL import Image
from starlette.testclient import TestClient

from fairwoo import cli
from fairwoo.errors import EngineError
from fairwoo.model import Page, PageBy, PageOrigin, Role, Text
from fairwoo.serve import application, drawing
from fairwoo.serve.dossiers.naming import apart
from fairwoo.serve.dossiers.pictures import concealed
from fairwoo.serve.dossiers.reading_text import Grid, Paragraph, blocks, shortened
from fairwoo.store import Workspace
from tests.serve.conftest import NAAN, SAMPLES, loaded, now

GOLF = "/dossier/gm0055-zwembad-de-blauwe-golf"
REPORT = f"{GOLF}/document/documenten-1-meetrapport-badwater-2023-2"
LEAKING = "/dossier/gm1672-parkeerbeleid/document/klacht-handhaving"


def parsed(answer):
    assert answer.status_code == 200, answer.text
    return document_fromstring(answer.text)


def test_the_landing_page_says_what_the_inventory_says(visit):
    page = parsed(visit.get(REPORT))
    facts = {one.findtext("dt"): " ".join(one.find("dd").text_content().split()) for one in page.iterfind(".//dl[1]/div")}
    assert facts["Nummer"] == "1"
    assert facts["Datum"] == "4 juli 2023"
    assert facts["Omvang"] == "1 pagina"
    assert facts["Taal"] == "Nederlands"
    assert facts["Bestandsformaat"] == "PDF"
    (image,) = page.iterfind(".//a/img")
    assert image.getparent().get("href") == f"{REPORT}/pagina/1"


def test_the_file_is_one_click_away_with_its_size_and_kind(visit):
    page = parsed(visit.get(REPORT))
    (link,) = [one for one in page.iterfind(".//a") if "/bestand/" in one.get("href")]
    given = next(SAMPLES.rglob("1 Meetrapport badwater 2023-2.pdf")).read_bytes()
    answer = visit.get(link.get("href"))
    assert answer.content == given
    assert answer.headers["content-type"] == link.get("type") == "application/pdf"
    assert answer.headers["content-length"] == str(len(given))
    assert answer.headers["content-disposition"] == "inline; filename*=UTF-8''1%20Meetrapport%20badwater%202023-2.pdf"
    assert "sandbox" not in answer.headers["content-security-policy"]  # no browser shows a PDF in a sandbox
    assert hashlib.sha256(given).hexdigest() in page.text_content()


def test_a_file_is_had_in_parts_and_not_twice(visit):
    address = f"{REPORT}/bestand/1%20Meetrapport%20badwater%202023-2.pdf"
    whole = visit.get(address)
    part = visit.get(address, headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole.content)}"
    fresh = visit.get(address, headers={"range": "bytes=10-19", "if-range": whole.headers["etag"]})
    assert fresh.status_code == 206
    stale = visit.get(address, headers={"range": "bytes=10-19", "if-range": '"iets anders"'})
    assert (stale.status_code, stale.content) == (200, whole.content)
    assert visit.get(address, headers={"range": f"bytes={len(whole.content)}-"}).status_code == 416
    again = visit.get(address, headers={"if-none-match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = visit.head(address)
    assert (head.status_code, head.headers["content-length"], head.content) == (200, str(len(whole.content)), b"")


@pytest.mark.parametrize(
    "name",
    ["anders.pdf", "..%2f..%2fcatalogue.sqlite", "..%5c..%5ccatalogue.sqlite", "%00", "1 Meetrapport badwater 2023-2.pdf%00"],
)
def test_another_name_is_no_way_to_a_file(visit, name):
    assert visit.get(f"{REPORT}/bestand/{name}").status_code == 404


@pytest.mark.parametrize("document", ["inventarislijst-zwembad", "documenten-1-uitslag-onderzoek-kastanjes"])
def test_what_is_not_shown_by_browsers_is_downloaded_and_may_run_nothing(visit, document):
    dossier = GOLF if "zwembad" in document else "/dossier/gm0055-bomenkap-dorpsstraat"
    address = re.search(r'href="([^"]*/bestand/[^"]*)"', visit.get(f"{dossier}/document/{document}").text)[1]
    answer = visit.get(html.unescape(address))
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_file_of_a_leaking_document_is_withheld_and_why_is_said(visit):
    answer = visit.get(LEAKING)
    assert "gelakt of verborgen had moeten zijn" in answer.text
    assert "/bestand/" not in answer.text
    assert visit.get(f"{LEAKING}/bestand/klacht%20handhaving.pdf").status_code == 404
    assert visit.get(f"{LEAKING}/pagina/1").status_code == 200


def test_the_image_of_a_page_that_leaks_is_for_no_cache_between(visit):
    (link,) = re.findall(r'"(/dossier/[^"]+/beeld/[^"]+\.webp)"', visit.get(f"{LEAKING}/pagina/1").text)[:1]
    answer = visit.get(link)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, max-age=86400, immutable")
    known = visit.get(link, headers={"if-none-match": answer.headers["etag"]})
    assert (known.status_code, known.headers["cache-control"]) == (304, answer.headers["cache-control"])


def test_a_refused_document_says_why_and_has_no_pages(visit):
    address = "/dossier/gm0055-speeltuin-parkstraat/document/nr-6"
    page = parsed(visit.get(address))
    text = page.text_content()
    assert "niet openbaar te maken" in text
    assert any("/begrip/uitzonderingsgrond/" in one.get("href") for one in page.iterfind(".//a"))
    assert visit.get(f"{address}/pagina/1").status_code == 404
    assert visit.get(f"{address}/pagina?n=1").status_code == 404


def test_what_is_in_a_mail_and_what_it_is_in_lead_to_each_other(visit):
    base = "/dossier/gm0055-bomenkap-dorpsstraat/document/documenten-1-uitslag-onderzoek-kastanjes"
    inner = f"{base}-meetwaarden-trekproef-txt"
    assert inner in [one.get("href") for one in parsed(visit.get(base)).iterfind(".//a")]
    assert base in [one.get("href") for one in parsed(visit.get(inner)).iterfind(".//a")]


# --- pages


def test_a_page_opens_on_the_hit(visit):
    """The boxes lie on the ink of the very words, by the pixels of the image; and the words are marked in the text."""
    page = parsed(visit.get(f"{REPORT}/pagina/1?q=exploitant"))
    words = [mark.text_content() for mark in page.iterfind(".//mark")]
    assert words
    assert {word.lower() for word in words} <= {"exploitant", "exploitanten"}
    (svg,) = page.iterfind(".//svg")
    rects = svg.findall("rect")
    assert len(rects) == len(words)
    (shown,) = [one for one in page.iterfind(".//img") if "/beeld/" in one.get("src")]
    image = Image.open(io.BytesIO(visit.get(shown.get("src")).content)).convert("L")
    _, _, width, height = map(float, svg.get("viewbox").split())
    assert int(shown.get("width")) / int(shown.get("height")) == pytest.approx(width / height, rel=0.01)
    scale = image.width / width
    for rect in rects:
        left, top, across, down = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
        inside = image.crop(tuple(round(at * scale) for at in (left, top, left + across, top + down)))
        assert inside.getextrema()[0] < 128
    assert {key for rect in rects for key in rect.keys()} == {"x", "y", "width", "height"}  # noqa: SIM118


def test_without_a_query_nothing_is_marked_and_the_page_may_be_kept(visit):
    answer = visit.get(f"{REPORT}/pagina/1")
    assert "<mark" not in answer.text
    assert "<svg" not in answer.text.partition("<main")[2]
    assert visit.get(f"{REPORT}/pagina/1", headers={"if-none-match": answer.headers["etag"]}).status_code == 304


def test_the_image_is_described_sized_and_immutable(visit):
    page = parsed(visit.get(f"{REPORT}/pagina/1"))
    (image,) = [one for one in page.iterfind(".//img") if "/beeld/" in one.get("src")]
    assert image.get("alt") == "Afbeelding van pagina 1; de tekst staat hieronder"
    answer = visit.get(image.get("src"))
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["cache-control"] == "public, max-age=86400, immutable"
    assert len(answer.content) <= 350_000
    assert visit.get(image.get("src"), headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    other = re.sub(r"[0-9a-f]{32}", "0" * 32, image.get("src"))
    assert visit.get(other).status_code == 404


def test_a_page_can_be_enlarged_without_scripts_and_small_again(visit):
    page = parsed(visit.get(f"{REPORT}/pagina/1?q=exploitant"))
    (link,) = [one.get("href") for one in page.iterfind(".//a") if one.text == "Vergroot de afbeelding"]
    assert link == f"{REPORT}/pagina/1?q=exploitant&beeld=groot#beeld"
    large = parsed(visit.get(link))
    assert len(large.findall(".//svg/rect")) == len(page.findall(".//svg/rect")) > 0
    small, fine = (next(one for one in each.iterfind(".//img") if "/beeld/" in one.get("src")) for each in (page, large))
    assert [int(fine.get(side)) for side in ("width", "height")] == pytest.approx(
        [1.5 * int(small.get(side)) for side in ("width", "height")], abs=1
    )
    drawn = [visit.get(one.get("src")) for one in (small, fine)]
    sizes = [Image.open(io.BytesIO(one.content)).size for one in drawn]
    assert sizes[1] == pytest.approx(tuple(1.5 * side for side in sizes[0]), abs=2)
    assert all(len(one.content) <= 350_000 for one in drawn)
    assert drawn[1].headers["cache-control"] == "public, max-age=86400, immutable"
    (back,) = [one.get("href") for one in large.iterfind(".//a") if one.text == "Maak de afbeelding kleiner"]
    assert back == f"{REPORT}/pagina/1?q=exploitant#beeld"
    heads = {one.get("rel"): one.get("href") for one in large.iterfind("head/link")}
    assert heads["canonical"].endswith(f"{REPORT}/pagina/1")
    region = large.find_class("fw-enlarged")[0]
    assert (region.get("role"), region.get("tabindex"), bool(region.get("aria-label"))) == ("region", "0", True)


def test_a_large_view_is_not_taken_for_the_small_one(visit):
    tags = [visit.get(f"{REPORT}/pagina/1{query}").headers["etag"] for query in ("", "?beeld=groot", "?alles=1", "?beeld=x")]
    assert len(set(tags)) == 3
    assert tags[0] == tags[3]


def test_the_large_image_of_a_page_that_leaks_is_painted_over_and_for_no_cache_between(visit):
    (source,) = re.findall(r'src="([^"]+/beeld/[^"]+)"', visit.get(f"{LEAKING}/pagina/1?beeld=groot").text)
    answer = visit.get(source)
    assert answer.headers["cache-control"] == "private, max-age=86400, immutable"
    site = visit.app.state.site
    image = Image.open(io.BytesIO(answer.content)).convert("L")
    boxes = concealed(site.page(site.dossier("gm1672-parkeerbeleid").by_name["klacht-handhaving"], 1))
    assert boxes
    for box in boxes:
        inside = (box.x, box.y, box.x + box.width, box.y + box.height)
        assert image.crop(tuple(round(3 * at) for at in inside)).getextrema()[1] < 32


def test_a_text_that_was_recognised_is_said_to_be_so(visit):
    scanned = "/dossier/gm1672-winkelcentrum-herinrichting/document/scan0012"
    told = "Een computer heeft deze tekst herkend op de afbeelding hierboven"
    assert all(told in visit.get(f"{scanned}/pagina/{number}").text for number in (1, 2, 3, 4))
    assert "herkend" not in visit.get(f"{REPORT}/pagina/1").text.partition("<main")[2]
    assert "Van alle pagina’s heeft een computer de tekst herkend" in visit.get(scanned).text
    assert "herkend" not in visit.get(REPORT).text.partition("<main")[2]
    for address, pages in ((scanned, 4), (REPORT, 0)):
        told = visit.get(f"/api/v1{address.replace('dossier', 'dossiers').replace('document/', 'documenten/')}").json()
        assert told["paginasHerkend"] == pages
        texts = visit.get(f"{told['links']['zelf'].removeprefix(str(visit.base_url))}/paginas").json()["paginas"]
        assert {one["herkend"] for one in texts} == {bool(pages)}


@pytest.mark.parametrize(
    ("by", "origin", "is_so"),
    [
        (PageBy.OCR, PageOrigin.SCAN, True),
        (PageBy.OCR, PageOrigin.DIGITAL, True),
        (PageBy.TEXT_LAYER, PageOrigin.SCAN_WITH_TEXT, True),
        (PageBy.TEXT_LAYER, PageOrigin.DIGITAL, False),
        (PageBy.TEXT_LAYER, None, False),
        (PageBy.NONE, PageOrigin.SCAN_WITH_TEXT, False),
    ],
)
def test_a_text_is_recognised_by_us_or_by_who_scanned_it(by, origin, is_so):
    assert Page(number=1, text="", by=by, origin=origin).is_recognised is is_so


def test_the_address_to_refer_to_is_the_one_that_is_cited(visit):
    page = parsed(visit.get(REPORT))
    (link,) = page.find_class("fw-permalink")
    cited = visit.get(f"{REPORT}/citeren/ris").text
    assert link.text_content() == link.get("href") == re.search(r"UR  - (\S+)", cited)[1]
    assert f"/ark:/{NAAN}/" in link.get("href")


def test_every_document_has_a_title_that_is_not_its_dossiers_or_anothers(visit):
    for dossier in visit.app.state.site.dossiers():
        pages = [f"/dossier/{dossier.id}", *(f"/dossier/{dossier.id}/document/{one.name}" for one in dossier.documents)]
        told = [parsed(visit.get(one)) for one in pages]
        for what in ("head/title", ".//h1"):
            names = [" ".join(one.find(what).text_content().split()) for one in told]
            assert len(set(names)) == len(names), dossier.id


@pytest.mark.parametrize(
    ("role", "kind", "number", "others", "behind"),
    [
        (Role.DECISION, "beslissing op Wob-/Woo-verzoek", None, 0, "besluit"),
        (Role.DOCUMENT, "rapport", "3", 0, "rapport"),
        (Role.DOCUMENT, "e-mail", "3", 1, "e-mail, nr. 3"),
        (Role.DOCUMENT, None, None, 1, "document, 4 juli 2023"),
        (None, None, None, 0, "document"),
    ],
)
def test_documents_that_are_called_the_same_are_told_apart(visit, role, kind, number, others, behind):
    dossier = visit.app.state.site.dossier(GOLF.rpartition("/")[2])
    model = next(one for one in dossier.documents if one.dated == date(2023, 7, 4))
    one = replace(model, name="a", title="Hetzelfde", role=role, kind=kind, number=number)
    more = tuple(replace(one, name=f"b{other}", title="HETZELFDE") for other in range(others))
    made = replace(dossier, title="Iets anders" if others else "Hetzelfde", documents=(one, *more))
    assert apart(made, one) == behind
    assert apart(replace(made, title="x", documents=(one,)), one) == ""


@pytest.mark.parametrize("number", ["0", "2", "01", "-1", "1.0", "²", "9" * 30, "eerste"])
def test_there_are_no_other_pages(visit, number):
    assert visit.get(f"{REPORT}/pagina/{number}").status_code == 404


def test_the_text_says_its_language(visit):
    (text,) = parsed(visit.get(f"{REPORT}/pagina/1")).find_class("fw-page-text")
    assert text.get("lang") == "nl"


def test_a_sheet_is_read_as_a_table(visit):
    page = parsed(visit.get(f"{GOLF}/document/inventarislijst-zwembad/pagina/1"))
    (table,) = page.iterfind(".//table")
    assert [one.text_content() for one in table.iterfind("thead/tr/th")][:2] == ["Nummer", "Bestandsnaam"]
    assert not [one for one in page.iterfind(".//img") if "/beeld/" in one.get("src")]


def test_a_page_can_be_read_while_the_engine_is_away(visit, monkeypatch):
    def asked(ask):
        raise EngineError(Text(nl="weg", en="gone"))

    monkeypatch.setattr(visit.app.state.site.engine, "asked", asked)
    answer = visit.get(f"{REPORT}/pagina/1?q=badwater")
    assert answer.status_code == 200
    assert "Zoeken kan op dit moment niet" in answer.text
    assert "<mark" not in answer.text


def test_when_too_much_is_drawn_the_answer_is_503(visit, monkeypatch):
    def busy(*_):
        raise drawing.BusyError

    (source,) = re.findall(r'src="([^"]*/beeld/[^"]*)"', visit.get(f"{REPORT}/pagina/1").text)
    monkeypatch.setattr(drawing.Drawing, "image", busy)
    monkeypatch.setattr(drawing.Drawing, "words", busy)
    answer = visit.get(source)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "<mark>" in visit.get(f"{REPORT}/pagina/1?q=badwater").text  # the text needs no drawing


# --- a dossier of our own

HOSTILE = "<script>alert(1)</script> \u202eomgekeerd\u202c </p><svg onload=alert(2)> \"'&amp;"
MANY = 6


def _pdf(path: Path, pages: list[str]) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), invariant=1)
    for text in pages:
        for number, line in enumerate(text.split("\n")):
            canvas.drawString(72, 750 - 14 * number, line)
        canvas.showPage()
    canvas.save()


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A dossier with a document of several pages, a hostile text, a line of 100 kB and a page of a megabyte."""
    root = tmp_path_factory.mktemp("eigen")
    folder = root / "in" / "dossier"
    folder.mkdir(parents=True)
    about = f'{{"publisher": "gm0055", "title": "Besluit over {html.escape("de dijk")}", "decided": "2024-03-12"}}'
    (folder / "dossier.json").write_text(about, encoding="utf-8")
    pages = [f"Dit is bladzijde {number} van het rapport over de dijk en het water." for number in range(1, MANY + 1)]
    for number in (2, 5):
        pages[number - 1] += "\nHier staat iets over een korhoen."
    _pdf(folder / "rapport.pdf", pages)
    (folder / "vijandig.txt").write_text(
        f"Een gewone zin aan het begin.\n{HOSTILE}\n\nNog een alinea met korhoen.", encoding="utf-8"
    )
    (folder / "lang.txt").write_text("x" * 100_000 + "\n" + "gewone woorden en een meerkoet\n" * 40_000, encoding="utf-8")
    (root / "fairwoo.toml").write_text('[map]\nbase_url = "http://testserver/woo"\n', encoding="utf-8")
    arguments = ["--workspace", str(root / "werkmap"), "--config", str(root / "fairwoo.toml"), "-q", "ingest", str(root / "in")]
    assert cli.run(arguments) == 0
    with _site(root / "werkmap") as client:
        yield client


@contextmanager
def _site(root: Path):
    workspace = Workspace.open(root)
    app = application(workspace, loaded(root), now)
    with TestClient(app, follow_redirects=False) as client:
        (dossier,) = app.state.site.dossiers()
        client.base = f"/woo/dossier/{dossier.id}/document"
        yield client
    app.state.site.close()
    workspace.close()


def test_hits_lead_to_each_other_and_keep_the_query(own):
    base = f"{own.base}/rapport/pagina"
    page = parsed(own.get(f"{base}/3?q=korhoen"))
    links = {" ".join(one.text_content().split()): one.get("href") for one in page.iterfind(".//nav//a")}
    assert links["Vorige treffer op pagina 2"] == f"{base}/2?q=korhoen"
    assert links["Volgende treffer op pagina 5"] == f"{base}/5?q=korhoen"
    assert links["Vorige pagina"] == f"{base}/2?q=korhoen"
    heads = {one.get("rel"): one.get("href") for one in page.iterfind("head/link")}
    assert (heads["prev"], heads["next"]) == (f"{base}/2?q=korhoen", f"{base}/4?q=korhoen")
    first = parsed(own.get(f"{base}/1"))
    assert "prev" not in {one.get("rel") for one in first.iterfind("head/link")}


@pytest.mark.parametrize(("asked", "given"), [("4", 4), ("99", MANY), ("0", 1), ("", 1), ("x", 1), ("9" * 20, 1)])
def test_one_can_jump_to_a_page(own, asked, given):
    answer = own.get(f"{own.base}/rapport/pagina", params={"n": asked, "q": "water & dijk"})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{own.base}/rapport/pagina/{given}?q=water%20%26%20dijk"


def test_a_hostile_text_is_only_text(own):
    answer = own.get(f"{own.base}/vijandig/pagina/1", params={"q": "korhoen</script><b>"})
    page = parsed(answer)
    (text,) = page.find_class("fw-page-text")
    assert {one.tag for one in text.iter()} <= {"div", "p", "mark"}
    assert "<script>alert(1)</script>" in text.text_content()
    assert "\u202e" not in answer.text
    assert not [one for one in page.iter() if one.tag == "b" or any(name.startswith("on") for name in one.keys())]  # noqa: SIM118
    assert "korhoen" in [mark.text for mark in page.iterfind(".//mark")]


def test_a_long_text_is_cut_and_can_be_had_whole(own):
    address = f"{own.base}/lang/pagina/1"
    short = own.get(address, params={"q": "meerkoet"})
    assert len(short.content) < 60_000
    (more,) = [one.get("href") for one in parsed(short).iterfind(".//a") if one.text == "Toon alles"]
    whole = parsed(own.get(f"{address}{more}"))
    text = whole.find_class("fw-page-text")[0].text_content()
    assert len(text) > 900_000
    assert "Toon alles" not in whole.text_content()
    assert "staat in het bestand" in whole.text_content()


def test_the_whole_query_is_kept_within_bounds(own):
    answer = own.get(f"{own.base}/rapport/pagina/1", params={"q": "water " * 1_000})
    assert answer.status_code == 200
    assert len(answer.content) < 40_000


# --- laying out


def test_paragraphs_and_cells_are_told_apart_and_marks_stay_in_place():
    text = "Een alinea\nvan twee regels\n\nkop\twaarde\na\t1\nb\t2\nslot"
    places = [(text.index(word), text.index(word) + len(word)) for word in ("twee", "waarde", "slot")]
    first, grid, last = blocks(text, places)
    assert isinstance(first, Paragraph)
    assert [piece.text for piece in first.pieces] == ["Een alinea\nvan ", "twee", " regels"]
    assert isinstance(grid, Grid)
    assert grid.headed
    assert [["".join(piece.text for piece in cell) for cell in row] for row in grid.rows] == [
        ["kop", "waarde"],
        ["a", "1"],
        ["b", "2"],
    ]
    assert [piece.marked for piece in grid.rows[0][1]] == [True]
    assert isinstance(last, Paragraph)
    assert last.pieces[0].marked


def test_lines_that_were_full_run_on_and_others_stay():
    head, body = (
        "Aan de raad\nBetreft: de dijk",
        "De dijk wordt een halve meter hoger dan hij nu\nis. Dat kost veel geld, en het duurt een jaar.",
    )
    letter = f"{head}\n{body}\nGroet"
    (paragraph,) = blocks(letter, [(letter.index("nu"), letter.index("nu") + 5)])
    assert [piece.text for piece in paragraph.pieces] == [
        "Aan de raad\nBetreft: de dijk\nDe dijk wordt een halve meter hoger dan hij ",
        "nu is",
        ". Dat kost veel geld, en het duurt een jaar. Groet",
    ]


def test_a_mark_across_two_blocks_is_in_both():
    first, second = blocks("een\n\ntwee", [(0, 9)])
    assert all(piece.marked for block in (first, second) for piece in block.pieces)


@pytest.mark.parametrize(
    ("text", "cut"), [("", ""), ("kort", "kort"), ("woord " * 40, "woord " * 16 + "woord"), ("a" * 200, "a" * 100)]
)
def test_a_text_is_cut_between_words(text, cut):
    assert shortened(text, 102 if " " in text else 100) == cut
