"""`fairwoo search` in a terminal: dossiers with marked pages, filters, counts, CSV, lists of queries, and what it made of the words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import click
import pytest

from fairwoo import cli

LETTERS = {
    "zwembad": "Besluit over de zwembadrenovatie. Kenmerk Z2013-014. Het onderhoud van het dak kost geld.",
    "bomen": 'Besluit over de bomenkap aan de Singel. =HYPERLINK("x") \x1b[31mHet onderhoud gaat door.',
}


@pytest.fixture(scope="module")
def werkmap(tmp_path_factory):
    root = tmp_path_factory.mktemp("zoeken")
    for name, text in LETTERS.items():
        folder = root / "in" / name
        folder.mkdir(parents=True)
        (folder / "besluit.txt").write_text(f"gemeente Boarnsterhim\n\nDatum: 4 februari 2013\n\n{text}\n", encoding="utf-8")
        (folder / "nota.txt").write_text(f"Nota bij het besluit over {name}.\n", encoding="utf-8")
    assert cli.run(["--workspace", str(root / "werkmap"), "-q", "ingest", str(root / "in"), "--publisher", "gm0055"]) == 0
    return root / "werkmap"


@pytest.fixture
def run(werkmap, capsys, monkeypatch):
    def command(*arguments: str, code: int = 0, given: str | None = None) -> tuple[str, str]:
        if given is not None:
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        capsys.readouterr()
        found = cli.run(["--workspace", str(werkmap), *arguments])
        captured = capsys.readouterr()
        assert found == code, captured.err
        return captured.out, captured.err

    return command


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_a_dossier_is_shown_once_with_its_pages(run):
    out, err = run("search", "besluit")
    assert out.count("(gemeente Boarnsterhim)") == 2
    assert "«Besluit»" in out
    assert "«besluit»" in out
    assert "4 pagina's in 2 dossiers" in err


def test_one_is_told_as_one(run):
    assert "1 pagina in 1 dossier." in run("search", "dossier:gm0055-bomen nota")[1]
    assert "1 page in 1 dossier." in run("--lang", "en", "search", "dossier:gm0055-bomen nota")[1]
    assert "dossiers en 4 originelen nagekeken: 0 bevindingen." in run("verify")[1]


def test_a_part_of_a_compound_is_marked_inside_the_word(run):
    out, _ = run("search", "renovatie")
    assert "zwembad«renovatie»" in out


def test_filters_stand_in_the_query(run):
    out, _ = run("--json", "search", "besluit dossier:gm0055-bomen -nota")
    assert {hit["dossier"] for hit in lines(out)} == {"gm0055-bomen"}
    assert all(hit["document"] != "nota" for hit in lines(out))


def test_a_repair_is_said_on_stderr(run):
    _, err = run("search", '"onderhoud')
    assert "aanhalingsteken" in err


def test_another_spelling_and_the_next_page_are_offered(run):
    _, err = run("search", "besluit", "--limit", "1")
    bookmark = err.split("--after ")[1].split()[0]
    first, _ = run("--json", "search", "besluit", "--limit", "1", "--by", "dossier")
    second, err = run("--json", "search", "besluit", "--limit", "1", "--by", "dossier", "--after", bookmark)
    assert {hit["dossier"] for hit in lines(first)} | {hit["dossier"] for hit in lines(second)} == {
        "gm0055-bomen",
        "gm0055-zwembad",
    }
    assert "--after" not in err
    _, err = run("search", "besluit", "--after", "onzin", code=2)
    assert "bladwijzer" in err
    _, err = run("search", "besluidt")
    assert "Bedoelde u: besluit" in err


def test_counts_of_pages_and_dossiers(run):
    out, _ = run("--json", "search", "besluit", "--facets")
    (body,) = [row for row in lines(out) if row["facet"] == "body"]
    assert (body["value"], body["pages"], body["dossiers"]) == ("gm0055", 4, 2)


def test_csv_has_no_formulas_and_steers_no_terminal(run):
    out, _ = run("search", "onderhoud", "--csv")
    rows = table(out)
    assert {row["dossier"] for row in rows} == {"gm0055-bomen", "gm0055-zwembad"}
    assert all(row["page"] == "1" and row["query"] == "onderhoud" for row in rows)
    assert "\x1b" not in out
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert "\x1b" not in run("search", "onderhoud")[0]


def test_a_list_of_queries_becomes_one_table(run, tmp_path):
    file = tmp_path / "vragen.txt"
    file.write_text("bomenkap\n\nnergens\n=zwembad\n", encoding="utf-8")
    out, err = run("search", "--queries", str(file))
    assert [row["dossier"] for row in table(out) if row["query"] == "bomenkap"] == ["gm0055-bomen"]
    assert {row["dossier"] for row in table(out) if row["query"] == "'=zwembad"} == {"gm0055-zwembad"}
    assert "Niets gevonden: nergens" in err
    assert table(run("search", "--queries", "-", given="bomenkap\n")[0])
    assert "weg.txt" in run("search", "--queries", str(tmp_path / "weg.txt"), code=3)[1]


def test_what_is_like_a_document_in_other_dossiers(run):
    out, _ = run("--json", "search", "--like", "gm0055-zwembad/nota")
    assert {hit["dossier"] for hit in lines(out)} == {"gm0055-bomen"}
    assert "gm0055-zwembad/x" in run("search", "--like", "gm0055-zwembad/x", code=3)[1]


def test_an_explanation_has_the_repair_the_tokens_and_the_plan(run):
    out, _ = run("search", "--explain", "zwembadrenovatie OF")
    assert "genegeerd" in out
    assert "zwembad + renovatie" in out
    assert "lem:zwembadrenovatie × 1" in out
    (found,) = lines(run("--json", "search", "--explain", "zwembadrenovatie OF")[0])
    assert {"repairs", "query", "tokens", "plan"} == set(found)


@pytest.mark.parametrize("given", [None, "omgevingsvergunningen verlenen"])
def test_tokens_with_lemma_and_parts(run, given):
    text = "-" if given else "omgevingsvergunningen verlenen"
    found = lines(run("search", "--json", "--analyse", text, given=given)[0])
    assert found == [
        {"token": "omgevingsvergunningen", "lemma": "omgevingsvergunning", "parts": ["omgeving", "vergunning"]},
        {"token": "verlenen", "lemma": "verlenen", "parts": []},
    ]


@pytest.mark.parametrize(
    "given",
    [
        ("--redacted", "none"),
        ("--redacted", "niets"),
        ("--disclosure", "not_public"),
        ("--disclosure", "deels openbaar"),
        ("--layer", "gemeenten"),
        ("--layer", "gemeente"),
        ("--file-format", "txt"),
        ("--category", "convenanten"),
        ("--kind", "nota"),
        ("--ground", "5.1.2e"),
        ("--year", "2012-2013"),
        ("--from", "1-1-2013"),
        ("--to", "2013-02-04"),
    ],
)
def test_options_take_words_and_codes(run, given):
    run("search", "besluit", *given)


def test_an_option_and_a_filter_in_the_query_find_the_same(run):
    for option, name, value in [("--year", "jaar", "2013"), ("--kind", "soort", "nota"), ("--redacted", "gelakt", "niets")]:
        with_option = [{**one, "score": 0} for one in lines(run("--json", "search", "besluit", option, value)[0])]
        with_filter = [{**one, "score": 0} for one in lines(run("--json", "search", f"besluit {name}:{value}")[0])]
        assert with_option == with_filter
    assert run("--json", "search", "besluit", "--year", "2012-2013") == run("--json", "search", "besluit", "--year", "2013")


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--year", "22", "2019-2021"),
        ("--layer", "bogus", "gemeente, provincie"),
        ("--kind", "bogus", "Er is wel: "),
        ("--ground", "9.9", "bestaat niet"),
        ("--redacted", "bogus", "niets, weinig, deels, veel"),
        ("--disclosure", "bogus", '"deels openbaar"'),
        ("--file-format", "bogus", "PDF"),
        ("--category", "bogus", "convenant"),
        ("--from", "bogus", "31-5-2023"),
        ("--to", "31-2-2023", "31-5-2023"),
    ],
)
def test_a_value_that_means_nothing_is_a_mistake_and_what_may_be_said_is_told(run, option, value, said):
    out, err = run("search", "besluit", option, value, code=2)
    assert out == ""
    assert f"De waarde {value} van {option} " in err
    assert said in err


def test_a_known_kind_that_no_document_has_is_no_mistake(run):
    assert "0 pagina's" in run("search", "besluit", "--kind", "convenant")[1]


def test_a_filter_in_a_query_that_finds_nothing_is_named(run):
    _, err = run("search", "besluit", "soort:bogus")
    assert "Met soort:bogus is er niets; zonder: 4 pagina's." in err
    assert "zonder:" not in run("search", "besluit")[1]


def _choices(command: click.Command) -> Iterator[click.Choice]:
    for param in command.params:
        if isinstance(param.type, click.Choice):
            yield param.type
    for inner in getattr(command, "commands", {}).values():
        yield from _choices(inner)


def test_every_choice_of_every_command_may_be_typed_as_it_is_told():
    found = list(_choices(cli.root))
    assert len(found) > 3
    for choice in found:
        for told in map(str, choice.choices):
            assert choice.convert(told, None, None) == told


def test_without_words_it_says_what_is_missing(run):
    assert "WOORDEN… ontbreekt" in run("search", code=2)[1]
