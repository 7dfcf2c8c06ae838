"""`fairwoo list` of the official lists: what there is, by a word, for people and as JSON."""

from __future__ import annotations

import json
import re

import pytest

from fairwoo import catalogue
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
    ("words", "codes"),
    [
        (["BZK"], ["mnre1034"]),
        (["uwv"], ["zb000117"]),
        (["haarlem.nl"], ["gm0392"]),
        (["https://www.haarlem.nl/woo"], ["gm0392"]),
        (["Den", "Bosch"], ["gm0796"]),
        (["00000001825783434000"], ["gm0014"]),
        (["ministerie", "van", "LNV"], ["mnre1150", "mnre1153"]),
        (["college van B&W van Utrecht"], ["gm0344"]),
    ],
)
def test_a_body_is_found_by_whatever_names_it(run, words, codes):
    found = [json.loads(line)["code"] for line in run("--json", "list", "bodies", *words).splitlines()]
    assert sorted(found[: len(codes)]) == codes


def test_what_is_meant_comes_before_what_has_the_word_in_it_and_once(run):
    found = [json.loads(line)["code"] for line in run("--json", "list", "bodies", "Bergen").splitlines()]
    assert set(found[:2]) == {"gm0373", "gm0893"}
    assert len(found) == len(set(found)) > 2
    assert "gm0748" in found


def test_what_is_no_body_says_which_are_near():
    found = LISTS["bodies"]().containing("gemente Amsterdm")
    assert found.rows == ()
    assert found.remark is not None
    assert "gm0363" in found.remark.nl
    assert "gm0363" in found.remark.en
    assert LISTS["bodies"]().containing("haarlem").remark is None
    assert LISTS["themes"]().containing("qqqq").remark is None


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_help_names_all_that_can_be_listed(run, lang):
    told = " ".join(run("--lang", lang, "list", "--help").split())
    things = ["dossiers", *LISTS, "findings", *catalogue.SHELVES]
    assert set(things) <= set(re.findall(r"[a-z-]+", told))


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
