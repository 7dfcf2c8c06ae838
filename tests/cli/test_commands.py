"""The commands that ask, on a workspace of two small dossiers: what they print, and that `verify` sees every kind of damage."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

from fairwoo import cli, rules
from fairwoo.cli import labels
from fairwoo.store import Workspace

LETTER = """gemeente Boarnsterhim

Datum: 4 februari 2013
Ons kenmerk: WOB-2013-014
Onderwerp: Besluit op uw Wob-verzoek over zwembad De Plons

Geachte heer, mevrouw,

In uw brief van 7 januari 2013 heeft u verzocht om documenten over het onderhoud van zwembad De Plons.
Wij hebben besloten de documenten gedeeltelijk openbaar te maken. Op grond van artikel 10, tweede lid, aanhef en onder e,
van de Wob zijn namen weggelakt. U kunt bezwaar maken tegen dit besluit.
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    root = tmp_path_factory.mktemp("gevuld")
    for name, topic in (("zwembad", "zwembad De Plons"), ("bomen", "de bomenkap aan de Singel")):
        folder = root / "in" / name
        folder.mkdir(parents=True)
        (folder / "besluit.txt").write_text(LETTER.replace("zwembad De Plons", topic))
        (folder / "1 nota.txt").write_text(f"Nota over {topic}: het onderhoud kost € 12.000.")
        (folder / "inventaris.csv").write_text(
            "Nr;Titel;Beoordeling;Grond\n1;Nota;Deels openbaar;10.2.e\n2;Advies;Niet openbaar;11.1\n"
        )
    arguments = ["--workspace", str(root / "werkmap"), "-q", "ingest", str(root / "in"), "--publisher", "gm0055"]
    assert cli.run(arguments) == 0
    return root / "werkmap"


@pytest.fixture
def werkmap(filled, tmp_path):
    return shutil.copytree(filled, tmp_path / "werkmap")


@pytest.fixture
def run(werkmap, capsys):
    def command(*arguments: str, code: int = 0) -> str:
        capsys.readouterr()
        found = cli.run(["--workspace", str(werkmap), *arguments])
        captured = capsys.readouterr()
        assert found == code, captured.err
        return captured.out

    return command


class TestSearch:
    def test_a_hit_tells_dossier_document_and_page(self, run):
        out = run("search", "plons")
        assert "gm0055-zwembad/" in out
        assert "pagina 1" in out

    def test_json_is_one_object_a_hit(self, run):
        hits = [json.loads(line) for line in run("--json", "search", "bomenkap").splitlines()]
        assert {hit["dossier"] for hit in hits} == {"gm0055-bomen"}

    def test_a_minus_is_no_option(self, run):
        assert "gm0055-zwembad/" not in run("search", "onderhoud", "-plons")

    @pytest.mark.parametrize("query", [("bomenkap OF plons",), ("bomenkap", "OF", "plons")])
    def test_one_argument_is_a_query_like_many(self, run, query):
        hits = [json.loads(line) for line in run("--json", "search", *query, "--limit", "50").splitlines()]
        assert {hit["dossier"] for hit in hits} == {"gm0055-bomen", "gm0055-zwembad"}

    def test_an_argument_with_a_space_among_others_was_a_phrase(self, run):
        assert run("--json", "search", "nota", "zwembad De Plons") != ""
        assert run("--json", "search", "nota", "Plons De zwembad") == ""

    def test_filters_narrow(self, run):
        assert run("--json", "search", "onderhoud", "--year", "1999") == ""
        assert run("--json", "search", "onderhoud", "--body", "gemeente Boarnsterhim") != ""

    def test_a_withheld_document_is_found_by_its_title(self, run):
        hits = [json.loads(line) for line in run("--json", "search", "advies").splitlines()]
        assert hits


class TestShow:
    def test_a_dossier_with_the_source_of_each_value(self, run):
        out = run("show", "gm0055-zwembad")
        assert "2013-02-04" in out
        assert "besluit.txt" in out
        assert "10.2e" in out

    def test_a_document(self, run):
        assert "text/plain" in run("show", "gm0055-zwembad/besluit")

    def test_an_unknown_one_is_exit_3_and_said_to_be_what_is_missing(self, werkmap, capsys):
        for subject, told in (("gm0055-nergens", "Dossier gm0055-nergens"), ("gm0055-zwembad/nergens", "geen document nergens")):
            assert cli.run(["--workspace", str(werkmap), "show", subject]) == 3
            assert told in capsys.readouterr().err

    @pytest.mark.parametrize("subject", ["gm0055-zwembad", "gm0055-zwembad/1-nota"])
    def test_no_name_of_a_field_or_code_is_shown_for_a_word(self, run, subject):
        codes = {str(one) for kind in labels.CODES for one in kind if "_" in one}
        fields = (set(labels.DOSSIER) | set(labels.DOCUMENT)) - {"id"}
        words = set(run("show", subject).replace(":", " ").split())
        assert codes & words == set()
        assert {line.split(" ")[0] for line in run("show", subject).splitlines()} & fields - {"path", "title"} == set()
        assert "deels openbaar" in run("show", subject)

    def test_every_code_has_a_word_in_both_languages(self):
        for kind, words in labels.CODES.items():
            assert set(words) == set(kind), kind

    def test_a_category_has_its_label(self, run, werkmap):
        workspace = Workspace.open(werkmap)
        dossier = workspace.catalogue.dossier("gm0055-zwembad")
        workspace.close()
        assert dossier is not None
        assert labels.said("c_3baef532", "nl", "category") == "Woo-verzoeken en -besluiten (c_3baef532)"
        assert "Woo-verzoeken" in run("show", "gm0055-zwembad") or dossier.category is None


class TestExport:
    def test_files_of_every_standard(self, run, tmp_path):
        run("export", "--output", str(tmp_path / "uit"))
        names = sorted(path.name for path in (tmp_path / "uit" / "gm0055-zwembad").iterdir())
        assert {"dcat.jsonld", "dcat.ttl", "schemaorg.jsonld"} <= set(names)

    def test_one_standard_on_the_screen_is_what_is_stored(self, run):
        assert json.loads(run("export", "gm0055-zwembad", "--standard", "schemaorg"))["@type"]


class TestScore:
    def test_csv_has_a_row_a_body(self, run):
        rows = list(csv.DictReader(io.StringIO(run("score", "--csv")), delimiter=";"))
        assert len(rows) == 1
        assert "gemeente Boarnsterhim" in rows[0].values()

    def test_a_csv_file_opens_in_a_spreadsheet_with_its_accents(self, run, tmp_path):
        run("score", "--csv", "--output", str(tmp_path / "ranglijst.csv"))
        content = (tmp_path / "ranglijst.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbfplaats;orgaan;")

    def test_minimum_is_a_verdict(self, run):
        run("score", "--minimum", "100", code=1)
        run("score", "--minimum", "0")

    def test_a_csv_has_words_for_who_takes_part(self, run):
        (row,) = csv.DictReader(io.StringIO(run("score", "--csv")), delimiter=";")
        assert row["deelname"] == "te weinig dossiers"
        (row,) = csv.DictReader(io.StringIO(run("--lang", "en", "score", "--csv")))
        assert row["eligibility"] == "too few dossiers"

    @pytest.mark.parametrize("form", [[], ["--csv"], ["--format", "json"]])
    def test_a_body_without_dossiers_is_no_empty_ranking(self, werkmap, capsys, form):
        for bodies in (["gemeente Utrecht"], ["gm0055", "gemeente Utrecht"]):
            assert cli.run(["--workspace", str(werkmap), "score", *bodies, *form]) == 3
            captured = capsys.readouterr()
            assert "Van gemeente Utrecht (gm0344) staat geen dossier in de werkmap." in captured.err
            assert captured.out == ""

    def test_dossiers_that_were_not_checked_are_said_to_be_so(self, werkmap, capsys):
        with sqlite3.connect(werkmap / "catalogue.sqlite") as connection:
            connection.execute("DELETE FROM report")
        connection.close()
        assert cli.run(["--workspace", str(werkmap), "score", "gm0055"]) == 3
        assert "nog niet getoetst. Draai eerst fairwoo check." in capsys.readouterr().err

    def test_a_body_is_told_where_its_points_come_from(self, run):
        assert "R1" in run("score", "gm0055")


class TestList:
    @pytest.mark.parametrize("thing", ["formats", "standards", "metrics", "sources", "facts", "backends", "reports", "findings"])
    def test_there_is_something_to_list(self, run, thing):
        assert len(run("list", thing).splitlines()) > 1

    def test_metrics_with_their_weights(self, run):
        rows = [line.split() for line in run("list", "metrics").splitlines()[1:]]
        assert [row[0] for row in rows] == list(rules.load().metrics)
        told = [json.loads(line) for line in run("--json", "list", "metrics").splitlines()]
        assert sum(one["weight"] for one in told) == 100
        assert {"name": "R3", "about": "Voorwaarden voor hergebruik", "weight": 4}.items() <= told[-3].items()

    def test_levels_of_findings_are_words(self, run):
        levels = {
            line.split()[1] for line in run("list", "findings").splitlines()[1:] if len(line.split()) > 1 and line[0] != " "
        }
        assert {"fout:", "waarschuwing:"} <= levels
        assert not {"error:", "warning:", "info:"} & levels

    def test_bodies_by_a_word(self, run):
        assert "gm0055" in run("list", "bodies", "boarnsterhim")

    def test_dossiers(self, run):
        assert "gm0055-zwembad" in run("list", "dossiers")


def test_doctor_tells_versions_and_the_index(run):
    out = run("doctor")
    assert "Python" in out
    assert "2 dossiers" in out


def _needed(run):
    """Setting → (whether doctor finds it, what it says about it)."""
    rows = (json.loads(line) for line in run("--json", "doctor").splitlines())
    return {row["name"]: (row["found"], row["about"]) for row in rows if row["name"].startswith(("map.", "serve."))}


def test_doctor_tells_what_a_public_site_still_needs(run):
    needed = _needed(run)
    assert {name: found for name, (found, _) in needed.items()} == dict.fromkeys(
        ("map.base_url", "map.contact_email", "serve.takedown", "serve.accessibility_statement", "serve.security_contact"), "nee"
    )
    assert "zet base_url goed onder [map]" in needed["map.base_url"][1]


@pytest.mark.parametrize(
    ("setting", "wrong", "right"),
    [
        ("map.base_url", "woo", "https://woo.example.org"),
        ("map.base_url", "https://woo.example.org/?pad=1", "https://woo.example.org/pad"),
        ("map.contact_email", "Jansen", "woo@example.org"),
        ("serve.takedown", "bel ons", "https://example.org/formulier"),
        ("serve.accessibility_statement", "ja", "https://example.org/toegankelijk"),
    ],
)
def test_doctor_believes_only_settings_that_work(run, monkeypatch, setting, wrong, right):
    name = "FAIRWOO_" + setting.upper().replace(".", "__")
    monkeypatch.setenv(name, wrong)
    assert _needed(run)[setting][0] == "nee"
    monkeypatch.setenv(name, right)
    assert _needed(run)[setting][0] == "ja"
    assert "→" not in _needed(run)[setting][1]


def test_doctor_knows_that_reports_go_to_the_contact_otherwise(run, monkeypatch):
    monkeypatch.setenv("FAIRWOO_MAP__CONTACT_URL", "https://example.org/contact")
    assert _needed(run)["serve.takedown"][0] == "ja"


def test_doctor_asks_for_the_end_of_security_txt_too(run, monkeypatch):
    monkeypatch.setenv("FAIRWOO_SERVE__SECURITY_CONTACT", "mailto:veilig@example.org")
    found, about = _needed(run)["serve.security_contact"]
    assert (found, "serve.security_expires" in about) == ("nee", True)
    monkeypatch.setenv("FAIRWOO_SERVE__SECURITY_EXPIRES", "2100-01-01")
    assert _needed(run)["serve.security_contact"][0] == "ja"


class TestVerify:
    """Every kind of damage is named; nothing is found where nothing is wrong."""

    def test_a_sound_workspace(self, run):
        assert run("verify") == ""

    def codes(self, run, code=1):
        return {json.loads(line)["code"] for line in run("--json", "verify", code=code).splitlines()}

    def test_a_flipped_bit(self, run, werkmap):
        path = next(path for path in (werkmap / "originals").rglob("*") if path.is_file())
        path.chmod(0o644)
        path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])
        assert "original-damaged" in self.codes(run)

    def test_a_missing_original(self, run, werkmap):
        next(path for path in (werkmap / "originals").rglob("*") if path.is_file()).unlink()
        assert "original-missing" in self.codes(run)

    def test_a_stray_original(self, run, werkmap):
        (werkmap / "originals" / "ab").mkdir(exist_ok=True)
        (werkmap / "originals" / "ab" / "niets").write_text("x")
        assert self.codes(run) & {"original-stray", "original-damaged"}

    @pytest.mark.parametrize(
        ("statement", "code"),
        [
            ("DELETE FROM extraction WHERE reading IN (SELECT reading FROM extraction LIMIT 1)", "extraction-missing"),
            ("UPDATE stage SET input = 'old' WHERE name = 'map'", "derived-stale"),
            ("UPDATE dossier SET revision = 'other' WHERE id = 'gm0055-bomen'", "index-incomplete"),
            ("PRAGMA foreign_keys = ON; DELETE FROM dossier WHERE id = 'gm0055-bomen'", "index-stray"),
        ],
    )
    def test_a_catalogue_that_disagrees(self, run, werkmap, statement, code):
        with sqlite3.connect(werkmap / "catalogue.sqlite") as connection:
            connection.executescript(statement)
        connection.close()
        assert code in self.codes(run)

    def test_an_index_that_is_gone_is_named_and_index_brings_it_back(self, run, werkmap):
        shutil.rmtree(werkmap / "index")
        assert "index-incomplete" in self.codes(run)
        run("index")
        assert run("verify") == ""


@pytest.mark.skipif(sys.platform == "win32", reason="niceness is of POSIX; on Windows it is a class of priority")
@pytest.mark.parametrize(
    ("command", "behind"), [(("extract", "--force"), 10), (("map",), 10), (("index",), 10), (("list", "dossiers"), 0)]
)
def test_long_work_lets_others_on_the_machine_go_first(werkmap, command, behind):
    told = "import atexit, os; atexit.register(lambda: print('niceness', os.nice(0)))"
    start = f"{told}; from fairwoo.cli import main; main(['--workspace', {str(werkmap)!r}, '-q', *{command!r}])"
    done = subprocess.run([sys.executable, "-c", start], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == f"niceness {max(os.nice(0), behind)}"


@pytest.mark.skipif(sys.platform == "win32", reason="niceness is of POSIX")
def test_what_was_started_to_give_way_more_keeps_doing_so(werkmap):
    told = "import atexit, os; os.nice(15); atexit.register(lambda: print('niceness', os.nice(0)))"
    start = f"{told}; from fairwoo.cli import main; main(['--workspace', {str(werkmap)!r}, '-q', 'map'])"
    done = subprocess.run([sys.executable, "-c", start], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == f"niceness {max(10, min(19, os.nice(0) + 15))}"


@pytest.mark.skipif(sys.platform == "win32", reason="niceness is of POSIX")
def test_a_process_that_goes_on_after_the_command_keeps_its_priority(run):
    before = os.nice(0)
    run("map", "--force")
    assert os.nice(0) == before
