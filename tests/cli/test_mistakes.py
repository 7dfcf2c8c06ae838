"""Typing mistakes: the exit code of the design, one Dutch sentence that says what to do, and no traceback."""

from __future__ import annotations

import socket
import sqlite3

import pytest

from fairwoo import cli
from fairwoo.store import Workspace


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def command(*arguments: object) -> tuple[int, str]:
        code = cli.run(["--workspace", str(tmp_path / "werkmap"), *map(str, arguments)])
        error = capsys.readouterr().err
        assert "Traceback" not in error
        return code, error

    return command


@pytest.fixture
def dossier(tmp_path):
    folder = tmp_path / "zwembad"
    folder.mkdir()
    (folder / "besluit.txt").write_text("Besluit op het verzoek over het zwembad.")
    return folder


@pytest.mark.usefixtures("dossier")
@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["ingest", "--dri-run", "map"], 2, "De optie --dri-run bestaat niet. Bedoelde je --dry-run?"),
        (["zoeken", "zwembad"], 2, "De opdracht zoeken bestaat niet"),
        (["serch", "zwembad"], 2, "Bedoelde je search?"),
        (["ingest"], 2, "PLAATS… ontbreekt"),
        (["ingest", "map", "--jobs", "nul"], 2, "--jobs is niet goed"),
        (["ingest", "map", "--until", "serve"], 2, "kies uit extract, map, check, index"),
        (["ingest", "bestaat/niet"], 3, "bestaat/niet"),
        (["search", "zwembad"], 3, "Neem eerst dossiers op: fairwoo ingest MAP"),
        (["score", "--format", "xml"], 2, "kies uit csv, json, table"),
        (["score", "gemeente Nergenshuizen"], 3, "Nergenshuizen"),
        (["list", "dingen"], 2, "kies uit dossiers, bodies"),
        (["export", "--standard", "dublin"], 2, "De standaard dublin bestaat niet"),
        (["search", "zwembad", "--yaer", "2020"], 2, "De optie --yaer bestaat niet"),
        (["score", "--minimum", "abc"], 2, "--minimum is niet goed: een getal van 0 tot en met 100"),
        (["search", "zwembad", "--limit", "0"], 2, "--limit is niet goed: een geheel getal van 1 tot en met 1000"),
        (["export", "--output", "zwembad/besluit.txt"], 2, "--output is niet goed: een map, geen bestand"),
        (["validate", "--schemas", "nergens", "x"], 2, "--schemas is niet goed: een map die bestaat"),
        (["ingest", "map", "--force=1"], 2, "De optie --force neemt geen waarde"),
        (["show", "een", "twee"], 2, "twee is hier te veel"),
        (["score", "--csv", "--format", "json"], 2, "Geef --csv of --format, een van de twee"),
        (["--config", "nergens.toml", "doctor"], 2, "nergens.toml is niet te lezen: dat bestaat niet."),
    ],
)
def test_a_typing_mistake_is_told_in_one_sentence(run, arguments, code, sentence):
    found, error = run(*arguments)
    assert sentence in error
    assert found == code
    assert len(error.strip().splitlines()) <= 8


def test_an_unknown_publisher_gets_candidates_and_invents_nothing(run, dossier, tmp_path):
    code, error = run("ingest", dossier, "--publisher", "gemeente Haarlemm")
    assert code == 3
    assert "gm0392" in error  # gemeente Haarlem, the nearest name
    assert not (tmp_path / "werkmap").exists()


def test_an_ambiguous_publisher_gets_both(run, dossier):
    code, error = run("ingest", dossier, "--publisher", "ministerie van Economische Zaken")
    assert code == 3
    assert "mnre1040" in error
    assert "mnre1045" in error


def test_no_publisher_at_all_is_exit_3_and_says_how(run, dossier):
    code, error = run("ingest", dossier)
    assert code == 3
    assert "--publisher" in error


def test_a_misspelt_key_in_the_settings_file_names_the_key_and_the_right_ones(run, dossier, tmp_path):
    (tmp_path / "fairwoo.toml").write_text('[ingest]\npublicher = "gm0055"\n')
    code, error = run("ingest", dossier)
    assert code == 2
    assert "ingest.publicher" in error
    assert "publisher" in error


def test_a_settings_file_that_is_no_toml_is_named(run, dossier, tmp_path):
    (tmp_path / "fairwoo.toml").write_text("[ingest\n")
    code, error = run("ingest", dossier)
    assert code == 2
    assert "fairwoo.toml" in error


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("SERVE__PORT", "web", "een geheel getal"),
        ("SERVE__PORT", "99999", "ten hoogste 65535"),
        ("EXTRACT__OCR", "misschien", "true of false"),
        ("LANG", "fr", "kies uit 'nl', 'en'"),
        ("SERVE__SECURITY_EXPIRES", "morgen", "een datum zijn, zoals 2027-06-30"),
        ("MAP__ARK_NAAN", "abc", "het past niet op"),
        ("EXTRACT__CPU_SECONDS", "veel", "een getal"),
    ],
)
def test_a_wrong_value_of_a_setting_is_told_in_dutch(run, monkeypatch, name, value, wanted):
    monkeypatch.setenv(f"FAIRWOO_{name}", value)
    code, error = run("list", "dossiers")
    assert code == 2
    assert wanted in error
    assert f"“{value}”" in error
    assert not {"should", "Input", "valid", "Errno"} & set(error.split())


@pytest.mark.parametrize(
    ("given", "reason"), [("nergens.xml", "dat bestaat niet"), ("http://127.0.0.1:{}/", "de verbinding is geweigerd")]
)
def test_what_the_operating_system_refuses_is_told_in_dutch(tmp_path, capsys, given, reason):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert cli.run(["validate", given.format(port)]) == 3
    assert f": {reason}." in capsys.readouterr().out


def test_without_a_command_there_is_the_help_and_nothing_else(run):
    code, error = run()
    assert code == 2
    assert error.startswith("Gebruik: fairwoo [OPTIES] OPDRACHT …\n")
    assert "Zo kan de opdracht niet" not in error
    assert "Commands" in run("--lang", "en")[1]


def test_h_is_help_also_in_a_search(run, capsys):
    for command in ("search", "ingest"):
        assert cli.run([command, "-h"]) == 0
        assert capsys.readouterr().out.startswith(f"Gebruik: fairwoo {command} ")


def test_a_newer_workspace_is_refused(run, dossier, tmp_path):
    Workspace.open(tmp_path / "werkmap", create=True).close()
    with sqlite3.connect(tmp_path / "werkmap" / "catalogue.sqlite") as connection:
        connection.execute("UPDATE meta SET value = '99'")
    connection.close()
    code, error = run("ingest", dossier, "--publisher", "gm0055")
    assert code == 3
    assert "nieuwere fairwoo" in error


def test_an_engine_that_does_not_answer_is_exit_5_and_the_catalogue_is_complete(run, dossier, tmp_path, monkeypatch):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    monkeypatch.setenv("FAIRWOO_INDEX__ADDRESS", f"opensearch+http://127.0.0.1:{port}/woo")
    code, error = run("ingest", dossier, "--publisher", "gm0055")
    assert code == 5
    assert f"127.0.0.1:{port}" in error
    workspace = Workspace.open(tmp_path / "werkmap")
    assert [held.id for held in workspace.catalogue.held()] == ["gm0055-zwembad"]
    workspace.close()


def test_english_is_one_option_away(run):
    code, error = run("--lang", "en", "ingest", "--dri-run", "map")
    assert code == 2
    assert "There is no option --dri-run. Did you mean --dry-run?" in error


def test_help_is_dutch_and_lists_the_commands_in_order(tmp_path, capsys):
    assert cli.run(["--help"]) == 0
    out = capsys.readouterr().out
    for word in ("Gebruik:", "Opties", "Opdrachten", "Toon deze uitleg."):
        assert word in out
    order = [out.index(f"\n  {name} ") for name in ("demo", "ingest", "extract", "map", "check", "index", "search", "score")]
    assert order == sorted(order)
