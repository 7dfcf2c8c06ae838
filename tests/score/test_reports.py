"""The forms of the ranking. The goldens in `golden/` were read by a person; `FAIRWOO_UPDATE_GOLDEN=1` writes them anew."""

import csv
import io
import json
import os
from pathlib import Path

import pytest

from fairwoo import discover
from fairwoo.model import Ranking
from fairwoo.score import SHELF, explain, explain_body, rank
from fairwoo.score.wording import one_line, table, width
from tests.score.made import EDITION, outcome, report, reports, some_bodies

GOLDEN = Path(__file__).parent / "golden"


def render(name, ranking, lang="nl"):
    return discover.load(SHELF, name).render(ranking, lang)


def agrees(name, text):
    """Compare with the golden; the version of the rules, which changes with every edition, is left out."""
    text = text.replace(EDITION.version, "VERSIE")
    path = GOLDEN / name
    if os.environ.get("FAIRWOO_UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="")
    return text == path.read_bytes().decode()


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", discover.names(SHELF))
def test_golden(name, lang):
    module = discover.load(SHELF, name)
    assert name == module.NAME
    assert "/" in module.MEDIA_TYPE
    assert agrees(f"ranking.{lang}.{module.EXTENSION}", render(name, rank(some_bodies()), lang))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_golden_of_the_explanations(lang):
    whole = report("gm0055", "gm0055-1", 40, {"F3": 0.5, "I1": 0, "R3": 1, "A1": None}, caps=("scan-only",))
    assert agrees(f"dossier.{lang}.txt", explain(whole, lang))
    assert agrees(f"body.{lang}.txt", explain_body([whole, *reports("gm0055", 60, 70)], lang))


def test_one_body_gets_its_advice_under_the_table():
    found = render("table", rank(reports("gm0055", *[50] * 5)))
    assert "Eerst te doen: gemeente Boarnsterhim" in found
    assert "1. " in found


def test_an_empty_ranking():
    assert render("table", rank([])) == "Er zijn nog geen dossiers getoetst.\n"
    assert json.loads(render("json", rank([])))["standings"] == []
    assert len(render("csv", rank([])).splitlines()) == 1


def test_json_is_the_value_itself():
    ranking = rank(some_bodies())
    assert Ranking.model_validate_json(render("json", ranking)) == ranking


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_is_never_a_formula(evil):
    standing = rank(reports("gm0055", 50)).standings[0].model_copy(update={"name": evil})
    found = render("csv", Ranking(rules="r", standings=(standing,)))
    row = next(iter(csv.DictReader(io.StringIO(found, newline=""), delimiter=";")))
    assert row["naam"] == f"'{evil}"


@pytest.mark.parametrize(("lang", "separator", "naam"), [("nl", ";", "naam"), ("en", ",", "name")])
def test_csv_survives_separators_quotes_and_line_ends(lang, separator, naam):
    name = 'a, "b"; \r\nc'
    standing = rank(reports("gm0055", 50)).standings[0].model_copy(update={"name": name})
    found = render("csv", Ranking(rules="r", standings=(standing,)), lang)
    assert next(iter(csv.DictReader(io.StringIO(found, newline=""), delimiter=separator)))[naam] == name


def test_csv_has_the_numbers_of_its_language():
    ranking = rank(reports("gm0055", 50.25))
    rows = {
        lang: next(iter(csv.DictReader(io.StringIO(render("csv", ranking, lang)), delimiter=separator)))
        for lang, separator in (("nl", ";"), ("en", ","))
    }
    assert (rows["nl"]["score"], rows["en"]["score"]) == ("50,25", "50.25")
    assert rows["nl"]["F"].replace(",", ".") == rows["en"]["F"]


def test_columns_stay_aligned_whatever_the_names_hold():
    lines = table(
        ["naam", "n"], [("Súdwest-Fryslân", "1"), ("e\u0301e\u0301n", "22"), ("字", "3"), ("a\tb\x1b[31m", "4")], frozenset({1})
    )
    assert len({width(line) for line in lines}) == 1
    assert "\x1b" not in "".join(lines)


def test_control_characters_do_not_reach_the_terminal():
    line = outcome("F3", 0.5, nl="regel\nmet \x1b[2J\u202e teken", file="a\nb.pdf")
    found = explain(report("gm0055", "d", 50).model_copy(update={"outcomes": (line,)}), "nl")
    assert "\x1b" not in found
    assert "\u202e" not in found
    assert one_line("a\r\n\tb") == "a b"


def test_a_metric_that_these_rules_do_not_know_is_shown_all_the_same():
    line = outcome("F3", 0.5).model_copy(update={"metric": "X9"})
    assert "X9" in explain(report("gm0055", "d", 50).model_copy(update={"outcomes": (line,)}), "nl")
