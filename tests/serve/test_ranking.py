"""The ranking and the good examples: the same figures as `fairwoo score`, and from a number to its evidence in two clicks."""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from fairwoo import check, cli, rules, settings
from fairwoo.model import Standing
from fairwoo.score import rank
from fairwoo.serve import Site, application
from fairwoo.serve.practices import practices
from fairwoo.serve.scores import score_book
from fairwoo.serve.scores.standings import ORDERS, ordered
from fairwoo.store import Workspace
from tests.serve.conftest import SAMPLES

REFUSED = "ontslag van de directeur"
HOSTILE = '"><script>alert(1)</script>\u202e besluit over de dijk'


def parsed(visit, path):
    answer = visit.get(path)
    assert answer.status_code == 200, path
    return LexborHTMLParser(answer.text)


def texts(node, selector):
    return [" ".join(one.text().split()) for one in node.css(selector)]


def scored(live, capsys, *arguments):
    assert cli.run(["--workspace", str(live.workspace), "score", *arguments]) == 0
    return capsys.readouterr().out


# --- the table


def test_the_downloads_are_what_the_command_gives(live, visit, capsys):
    answer = visit.get("/ranglijst.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "ranglijst.csv" in answer.headers["content-disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbf")  # so that a spreadsheet reads the accents
    told = list(csv.reader(io.StringIO(scored(live, capsys, "--csv")), delimiter=";"))
    assert list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")) == told
    assert len(told) == 5
    assert visit.get("/ranglijst.json").json() == json.loads(scored(live, capsys, "--format", "json"))


def test_the_page_has_the_figures_of_the_command(live, visit, capsys):
    page = parsed(visit, "/ranglijst")
    shown = [texts(row, "td, th > a") for row in page.css("tbody tr")]
    figures = {row[1]: (row[0], row[2], row[3].split()[0], row[4]) for row in shown}
    wanted = {}
    few = []
    for row in csv.DictReader(io.StringIO(scored(live, capsys, "--csv")), delimiter=";"):
        if row["deelname"] == "te weinig dossiers":
            few.append(row["naam"])
            continue
        score = f"{float(row['score'].replace(',', '.')):.1f}".replace(".", ",")
        wanted[row["naam"]] = (row["plaats"] or "–", row["dossiers"], score, row["band"])
    assert figures == wanted
    assert figures["gemeente Boarnsterhim"][0] == "1"
    assert few == ["ministerie van Verkeer en Waterstaat"]
    assert "Te weinig dossiers" in page.body.text()
    assert page.css_matches('ul a[href="/ranglijst/mnre0170"]')
    assert rules.load().version in page.body.text()
    assert "betrouwbaarheidsintervallen" in page.body.text()


@pytest.mark.parametrize(
    ("query", "column", "direction", "first"),
    [
        ("", "Plaats", "ascending", "gemeente Boarnsterhim"),
        ("?sorteer=score&richting=op", "Score", "ascending", "gemeente Rijnwoude"),
        ("?sorteer=naam&richting=af", "Bestuursorgaan", "descending", "gemeente Rijnwoude"),
        ("?sorteer=%3Cscript%3E&richting=zijwaarts", "Plaats", "ascending", "gemeente Boarnsterhim"),
    ],
)
def test_the_table_is_sorted_by_the_links_in_its_heads(visit, query, column, direction, first):
    page = parsed(visit, f"/ranglijst{query}")
    table = next(one for one in page.css("table") if "Rijnwoude" in one.text())
    heads = table.css("th[aria-sort]")
    assert [(one.text().strip(), one.attributes["aria-sort"]) for one in heads] == [(column, direction)]
    assert texts(table, "tbody th")[0] == first
    turned = heads[0].css_first("a").attributes["href"]
    after = next(one for one in parsed(visit, f"/ranglijst{turned}").css("table") if "Rijnwoude" in one.text())
    assert texts(after, "tbody th")[0] != first


def test_equal_bodies_and_those_without_a_value_keep_their_place():
    def body(name, rank, f):
        values = {"dossiers": 5, "score": 50.0, "arithmetic": 50.0, "principles": {"F": f}, "band": "C", "eligibility": "ranked"}
        return Standing(body=name, name=name, class_="gemeente", rank=rank, **values)

    given = (body("a", 1, 0.5), body("b", 1, None), body("c", 3, 0.5), body("d", None, 0.9))
    by = {one.key: one for one in ORDERS}
    assert [one.name for one in ordered(given, by["F"], falling=True)] == ["d", "a", "c", "b"]
    assert [one.name for one in ordered(given, by["F"], falling=False)] == ["a", "c", "d", "b"]
    assert [one.name for one in ordered(given, by["plaats"], falling=True)] == ["c", "a", "b", "d"]


# --- one body


def test_from_a_number_to_its_evidence_in_two_clicks(live, visit):
    number = next(one for one in parsed(visit, "/ranglijst").css("td.fw-number a") if "Rijnwoude" in one.text())
    path, _, place = number.attributes["href"].partition("#")
    body = parsed(visit, path)  # the first click
    assert body.css_first(f"#{place}") is not None
    second = next(one for one in body.css(f"#{place} ~ .fw-ranking td a") if one.attributes["href"] == "#I1")
    assert second.text().startswith("0,73")
    proof = body.css_first("#I1").parent  # the second: on the same page
    assert "Geen bruikbare tekst op p. 1–4." in proof.text()
    assert "/dossier/gm1672-winkelcentrum-herinrichting/document/scan0012/pagina/1" in proof.html
    for link in proof.css("a"):
        assert visit.get(link.attributes["href"].partition("#")[0]).status_code == 200, link.attributes["href"]


def test_a_body_has_each_metric_with_its_points_and_all_its_dossiers(live, visit, capsys):
    page = parsed(visit, "/ranglijst/gm1672")
    told = scored(live, capsys, "gm1672")
    for row in page.css_first(".fw-ranking").css("tbody tr"):
        name = row.css_first("th").text().strip()
        mean, lost = (one.text().split()[0] for one in row.css("td.fw-number")[:2])
        line = next(one for one in told.splitlines() if one.split()[:2] == name.split()[:2])  # the table comes first
        assert line.split(name.split(" ", 1)[1])[1].split()[:2] == [mean, lost]
    assert len(page.css('a[href$="/score"]')) == 5
    assert len(page.css("main ol li")) == 3
    assert "43,6" in page.body.text()


@pytest.mark.parametrize("path", ["gm0034", "GM1672", "xx", "gm1672?pagina=2", "gm1672?pagina=0", "gm1672?pagina=x"])
def test_what_is_not_ranked_is_not_found(visit, path):
    assert visit.get(f"/ranglijst/{path}").status_code == 404


# --- strangers' words


@contextmanager
def site_over(workspace, **mapping):
    opened = Workspace.open(workspace)
    app = application(opened, settings.load({"workspace": workspace, "map": mapping}), lambda: datetime.now(UTC))
    try:
        with TestClient(app, follow_redirects=False) as client:
            yield client
    finally:
        app.state.site.close()
        opened.close()


def brought(root: Path) -> Path:
    folder = root / "in" / "dijk"
    folder.mkdir(parents=True)
    told = {
        "publisher": "gm0055",
        "title": HOSTILE,
        "documents": [
            {"file": "nota.txt", "title": HOSTILE + " lang" * 25_000, "disclosure": "public"},
            {"file": f"{REFUSED}.txt", "title": f"Brief over {REFUSED}", "disclosure": "not_public"},
        ],
    }
    (folder / "dossier.json").write_text(json.dumps(told), encoding="utf-8")
    (folder / "nota.txt").write_text("De dijk wordt een halve meter hoger.\n", encoding="utf-8")
    (folder / f"{REFUSED}.txt").write_text("Hij gaat weg.\n", encoding="utf-8")
    assert cli.run(["--workspace", str(root / "werkmap"), "-q", "ingest", str(root / "in")]) == 0
    return root / "werkmap"


def test_titles_of_strangers_are_shown_and_refused_documents_are_not(tmp_path):
    with site_over(brought(tmp_path)) as client:
        page = client.get("/ranglijst/gm0055")
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
        assert "directeur" not in page.text
        assert len(page.text) < 50_000
        shown = [client.get(path).text for path in ("/ranglijst", "/ranglijst.csv", "/ranglijst.json", "/over", "/status")]
        assert not any("directeur" in one for one in shown)


def test_a_dossier_that_is_being_brought_in_is_told_without_its_evidence(tmp_path):
    workspace = brought(tmp_path)
    with site_over(workspace, base_url="https://woo.voorbeeld.nl") as client:  # not what it was described for
        page = client.get("/ranglijst/gm0055")
        assert page.status_code == 200
        assert "wordt bijgewerkt" in page.text
        assert "halve meter" not in page.text
        assert "alert(1)" not in page.text
    arguments = ["--workspace", str(workspace), "-q", "ingest", str(tmp_path / "in"), "--until", "extract"]
    (tmp_path / "in" / "dijk" / "nota.txt").write_text("De dijk wordt een voet hoger.\n", encoding="utf-8")
    assert cli.run(arguments) == 0
    with site_over(workspace) as client:  # no report on it as it is now
        assert client.get("/ranglijst/gm0055").status_code == 404
        assert "Er zijn nog geen dossiers getoetst." in client.get("/ranglijst").text


def test_the_ranking_follows_what_is_brought_in_and_reads_only_that(tmp_path):
    workspace = brought(tmp_path)
    opened = Workspace.open(workspace)
    site = Site(opened, settings.load({"workspace": workspace}), lambda: datetime.now(UTC))
    first = score_book.book(site)
    other = tmp_path / "in" / "brug"
    other.mkdir()
    (other / "dossier.json").write_text(json.dumps({"publisher": "gm1672", "title": "De brug over de vaart"}), encoding="utf-8")
    (other / "nota.txt").write_text("De brug wordt rood geverfd.\n", encoding="utf-8")
    assert cli.run(["--workspace", str(workspace), "-q", "ingest", str(tmp_path / "in")]) == 0
    assert score_book.book(site) is first  # a minute has not gone by
    score_book._DESKS[site].looked = -1_000.0
    second = score_book.book(site)
    assert [one.name for one in second.ranking.standings] == ["gemeente Boarnsterhim", "gemeente Rijnwoude"]
    assert second.edition == first.edition + 1
    assert all(second.kept[name] is one for name, one in first.kept.items())
    assert second.ranking == rank(opened.catalogue.reports())
    score_book._DESKS[site].looked = -1_000.0
    assert score_book.book(site) is second
    site.close()
    opened.close()


# --- good examples


def test_each_metric_has_a_good_example_and_there_is_none_for_another():
    names = {path.stem for path in (Path(check.__file__).parent.parent / "serve" / "practices").glob("*.toml")}
    assert names == {one.id for one in check.known_metrics()} == set(practices())


@pytest.mark.parametrize("metric", [one.id for one in check.known_metrics()])
def test_a_good_example_is_whole_and_of_a_length_that_is_read(visit, metric):
    one = practices()[metric]
    said = [one.what, one.why, *one.steps, *one.measured, one.good.text, one.good.excerpt, one.bad.text, one.bad.excerpt]
    assert 150 <= len(" ".join(said).split()) <= 350
    page = parsed(visit, f"/goede-voorbeelden/{metric}").body.text()
    assert all(each in page for each in said)
    assert parsed(visit, "/goede-voorbeelden").css_matches(f'a[href="/goede-voorbeelden/{metric}"]')


@pytest.mark.parametrize("metric", [one.id for one in check.known_metrics()])
def test_the_examples_are_dossiers_that_show_it(live, visit, metric):
    with_reports = Workspace.open(live.workspace)
    reports = {one.dossier: one for one in with_reports.catalogue.reports()}
    with_reports.close()
    one = practices()[metric]
    scores = [
        next(each.score for each in reports[example.dossier].outcomes if each.metric == metric) for example in (one.good, one.bad)
    ]
    if None not in scores:
        assert scores[0] > scores[1]
    assert one.good.half_way == (scores[0] is not None and scores[0] < 0.75)  # what is half right is not called good
    page = parsed(visit, f"/goede-voorbeelden/{metric}")
    for example in (one.good, one.bad):
        assert page.css_matches(f'a[href="/dossier/{example.dossier}/score#{metric}"]')


@pytest.mark.parametrize("metric", [one.id for one in check.known_metrics() if one.id != "F5"])  # F5 shows what a page could have
def test_what_an_example_quotes_is_in_that_dossier(live, metric):
    with_reports = Workspace.open(live.workspace)
    catalogue = with_reports.catalogue
    for example in (practices()[metric].good, practices()[metric].bad):
        folder = SAMPLES.joinpath(catalogue.dossier(example.dossier).location)
        held = [path for path in folder.rglob("*") if path.is_file()]
        words = [path.name for path in held]
        words += [path.read_bytes().decode("utf-8", "replace") for path in held if path.suffix in {".json", ".csv"}]
        words += [path.read_bytes().decode("cp1252", "replace") for path in held if path.suffix == ".csv"]
        report = catalogue.report(example.dossier)
        words += [f"{line.text.nl} {line.place.file}" for one in report.outcomes for line in one.evidence]
        whole = " ".join(words).replace("'", "’").casefold()
        quoted = re.sub(r"\((?:afgebroken|0 bytes)\)", "", example.excerpt)  # what the samples are known to be
        missing = [word for word in re.findall(r"\w{3,}", quoted.casefold()) if word not in whole]
        assert not missing, (example.dossier, missing)
    with_reports.close()
