"""`fairwoo list` of the official lists: what there is, by a word, for people and as JSON."""

from __future__ import annotations

import json

import pytest

from fairwoo.cli import main
from fairwoo.cli.listing import LISTS


@pytest.fixture
def run(capsys):
    def call(*arguments: str, code: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        assert ended.value.code == code
        return capsys.readouterr().out

    return call


def test_bodies_show_when_they_ended_and_who_goes_on(run):
    rows = [json.loads(line) for line in run("--json", "list", "bodies", "haarlem").splitlines()]
    assert {row["code"]: (row["register"], row["ends"], row["successors"], row["diwoo"]) for row in rows} == {
        "gm0392": ("gemeente", None, [], True),
        "gm0393": ("gemeente", "2018-12-31", ["gm0394"], True),
        "gm0394": ("gemeente", None, [], True),
    }
    line = next(line for line in run("list", "bodies", "haarlem").splitlines() if "gm0393" in line)
    assert line.split()[-4:] == ["gemeente", "2018-12-31", "gm0394", "ja"]


def test_a_body_that_diwoo_does_not_admit(run):
    (row,) = (json.loads(line) for line in run("--json", "list", "bodies", "Noord-Veluws Archief").splitlines())
    assert (row["code"], row["diwoo"]) == ("so1103", False)


@pytest.mark.parametrize(
    ("thing", "entries"),
    [
        ("categories", 18),
        ("kinds", 91),
        ("themes", 92),
        ("handlings", 3),
        ("relations", 4),
        ("reasons", 2),
        ("languages", 27),
        ("file-types", 128),
        ("data-themes", 13),
        ("licences", 27),
        ("grounds", 36),
        ("bodies", 1438),
    ],
)
def test_every_list_whole(run, thing, entries):
    rows = [json.loads(line) for line in run("--json", "list", thing).splitlines()]
    assert len(rows) == entries
    assert all(row["code"] for row in rows)


@pytest.mark.parametrize("thing", LISTS)
def test_in_both_languages(run, thing):
    dutch, english = run("--lang", "nl", "list", thing), run("--lang", "en", "list", thing)
    assert min(len(dutch.splitlines()), len(english.splitlines())) > len(LISTS[thing]().rows)


def test_a_ground_has_its_law_and_its_predecessor(run):
    (row,) = (json.loads(line) for line in run("--json", "list", "grounds", "5.1.2g").splitlines())
    assert (row["law"], row["kind"], row["wob"]) == ("Woo", "relative", "10.7a")
    assert row["jci"] == "jci1.3:c:BWBR0045754&hoofdstuk=5&artikel=5.1&lid=2&onderdeel=g"


def test_an_unknown_list_names_those_there_are(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["list", "planets"])
    assert ended.value.code == 2
    assert "bodies, categories" in capsys.readouterr().err
