"""The account of a run on the screen and in the workspace: each finding with its dossier, and what is not shown is counted."""

from __future__ import annotations

import csv
import json

import pytest

from fairwoo import cli


@pytest.fixture
def werkmap(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("bomen", "zwembad"):
        folder = tmp_path / "in" / name
        folder.mkdir(parents=True)
        (folder / "1 nota.txt").write_text(f"Nota over {name}, zonder datum.")
        (folder / "leeg.txt").write_text("")
    (tmp_path / "in" / "LEESMIJ.txt").write_text("Een bestand naast de dossiers.")
    return tmp_path / "werkmap"


@pytest.fixture
def run(werkmap, capsys):
    def command(*arguments: str, code: int = 0) -> str:
        assert cli.run(["--workspace", str(werkmap), *arguments]) == code
        return capsys.readouterr().err

    return command


def rows(werkmap) -> list[dict[str, str]]:
    return list(csv.DictReader((werkmap / "report.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))


def test_every_finding_on_the_screen_names_its_dossier(run):
    told = run("ingest", "in", "--publisher", "gm0055", "-v").splitlines()
    findings = [at for at, line in enumerate(told) if line.startswith(("fout: ", "waarschuwing: "))]
    places = [told[at + 1] for at in findings]
    assert len(findings) > 4
    assert {place.split(":")[0].strip() for place in places} >= {"gm0055-bomen", "gm0055-zwembad"}
    assert [place for place in places if not place.startswith(("  gm0055-bomen", "  gm0055-zwembad", "  in"))] == []
    assert sum("leeg.txt" in place for place in places) == 2


@pytest.mark.parametrize(("also", "report"), [([], True), (["--dry-run"], False)])
def test_warnings_that_are_not_shown_are_counted_with_the_way_to_see_them(run, also, report):
    quiet = run("ingest", "in", "--publisher", "gm0055", *also)
    assert "waarschuwingen: op het scherm met -v" in quiet
    assert ("en in het verslag" in quiet) is report
    assert "op het scherm met -v" not in run("ingest", "in", "--publisher", "gm0055", *also, "-v")


def test_what_map_finds_is_told_and_put_in_the_account_beside_what_was_refused(run, werkmap, tmp_path):
    (tmp_path / "elders" / "zwembad").mkdir(parents=True)
    (tmp_path / "elders" / "zwembad" / "brief.txt").write_text("Een ander zwembad.")  # the same id from another place is refused
    run("ingest", "in/zwembad", "--publisher", "gm0055", "--until", "extract")
    run("ingest", "in", "elders/zwembad", "--publisher", "gm0055", "--until", "extract", code=3)
    before = rows(werkmap)
    statuses = {row["status"] for row in before if row["soort"] == "dossier"}
    assert statuses == {"nieuw", "ongewijzigd", "niet opgenomen", "naast de dossiers"}
    assert "diwoo-category-missing" not in [row["code"] for row in before]
    told = run("map")
    assert "[diwoo-category-missing]" in told
    assert "\n  gm0055-bomen\n" in told
    after = rows(werkmap)
    assert {row["dossier"] for row in after if row["code"] == "diwoo-category-missing"} == {"gm0055-bomen", "gm0055-zwembad"}
    assert [row for row in after if row["soort"] == "afgewezen"] == [row for row in before if row["soort"] == "afgewezen"]
    assert [row["status"] for row in after if row["soort"] == "dossier"] == [
        row["status"] for row in before if row["soort"] == "dossier"
    ]
    assert "diwoo-category-missing" in (werkmap / "report.html").read_text(encoding="utf-8")


def test_a_dossier_that_was_not_in_the_last_intake_joins_the_account(run, werkmap):
    run("ingest", "in/bomen", "--publisher", "gm0055", "--until", "extract")
    run("ingest", "in/zwembad", "--publisher", "gm0055", "--until", "extract")
    run("map")
    dossiers = [(row["dossier"], row["status"]) for row in rows(werkmap) if row["soort"] == "dossier"]
    assert dossiers == [("gm0055-zwembad", "nieuw"), ("gm0055-bomen", "ongewijzigd")]


def test_what_is_withdrawn_is_in_no_form_of_the_account(run, werkmap):
    run("ingest", "in", "--publisher", "gm0055")
    (werkmap / "report.html").unlink()
    run("withdraw", "gm0055-zwembad", "--reason", "privacy")
    for name in ("report.html", "report.csv", "report.json"):
        assert "zwembad" not in (werkmap / name).read_text(encoding="utf-8"), name


def test_the_account_is_in_the_language_asked_for_and_its_json_in_both(run, werkmap):
    run("--lang", "en", "ingest", "in", "--publisher", "gm0055")
    told = list(csv.DictReader((werkmap / "report.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {row["kind"] for row in told} == {"dossier", "rejected", "finding"}
    assert {row["status"] for row in told if row["dossier"] and row["kind"] == "dossier"} == {"new"}
    kept = json.loads((werkmap / "report.json").read_text(encoding="utf-8"))
    assert {line["status"] for line in kept["lines"]} == {"created", "beside"}
    assert all(reason["reason"]["message"]["nl"] for reason in kept["rejections"])


def test_a_report_of_another_version_is_not_believed(run, werkmap):
    run("ingest", "in", "--publisher", "gm0055", "--until", "extract")
    (werkmap / "report.json").write_text('{"lines": [["x"]]}')
    run("map")
    assert [row["dossier"] for row in rows(werkmap) if row["soort"] == "dossier"] == ["gm0055-bomen", "gm0055-zwembad"]
