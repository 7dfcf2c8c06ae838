"""`fairwoo schemas fetch`, against a server on this machine: the real addresses are asked by nobody but a person who says so."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from fairwoo.shared import data_folder
from fairwoo.validate import Schemas, fetching
from fairwoo.validate.fetching import State, fetch
from tests.validate.test_command import Run, Site, run, site

__all__ = ["run", "site"]  # fixtures


def listed() -> list[dict[str, str]]:
    with (data_folder("vocab") / "official_schemas.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def mirror(site: Site, standards: Path) -> Site:
    """A server with the official files, as `standard/name`."""
    for row in listed():
        path = Schemas(standards).find(row["name"])
        assert path is not None, row["name"]
        site.put(f"/spiegel/{row['standard']}/{row['name']}", path.read_bytes())
    return site


def test_the_digests_are_those_of_the_official_files(standards: Path) -> None:
    for row in listed():
        path = Schemas(standards).find(row["name"])
        assert path is not None, row["name"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == row["sha256"], row["name"]


def test_the_addresses_are_the_standards_own() -> None:
    hosts = {row["address"].split("/")[2] for row in listed()}
    assert hosts == {
        "standaarden.overheid.nl",
        "www.sitemaps.org",
        "www.nationaalarchief.nl",
        "semiceu.github.io",
        "geonovum.github.io",
        "w3id.org",
    }
    assert all(row["address"].startswith("https://") for row in listed())


def test_all_are_fetched_and_then_not_again(mirror: Site, tmp_path: Path) -> None:
    first = list(fetch(tmp_path, f"{mirror.address}/spiegel/"))
    assert {one.state for one in first} == {State.NEW}
    assert all(Schemas(tmp_path).find(row["name"]) == tmp_path / row["standard"] / row["name"] for row in listed())
    mirror.asked.clear()
    assert {one.state for one in fetch(tmp_path, f"{mirror.address}/spiegel")} == {State.THERE}
    assert mirror.asked == []


def test_another_edition_is_kept_beside_and_hides_nothing(mirror: Site, tmp_path: Path) -> None:
    list(fetch(tmp_path, f"{mirror.address}/spiegel"))
    known = tmp_path / "mdto" / "MDTO-XML1.0.1.xsd"
    damaged = known.read_bytes() + b"<!-- -->"
    known.write_bytes(damaged)  # so that it is asked for anew
    mirror.put("/spiegel/mdto/MDTO-XML1.0.1.xsd", b"<newer/>")
    (told,) = [one for one in fetch(tmp_path, f"{mirror.address}/spiegel") if one.state is not State.THERE]
    assert told.state is State.OTHER
    assert told.path is not None
    assert told.path.read_bytes() == b"<newer/>"
    assert told.path.parent.parent == known.parent
    assert known.read_bytes() == damaged
    assert Schemas(tmp_path).find("MDTO-XML1.0.1.xsd") == known
    assert told.finding is not None
    assert told.finding.code == "schemas-other-edition"
    assert hashlib.sha256(b"<newer/>").hexdigest() in told.finding.message.en


def test_another_edition_is_used_where_there_is_no_known_one(mirror: Site, tmp_path: Path) -> None:
    mirror.put("/spiegel/mdto/MDTO-XML1.0.1.xsd", b"<newer/>")
    list(fetch(tmp_path, f"{mirror.address}/spiegel"))
    found = Schemas(tmp_path).find("MDTO-XML1.0.1.xsd")
    assert found is not None
    assert found.read_bytes() == b"<newer/>"


def test_what_is_not_there_is_told_and_the_rest_is_fetched(mirror: Site, tmp_path: Path) -> None:
    del mirror.pages["/spiegel/diwoo/diwoo-metadata.xsd"]
    states = {one.name: one for one in fetch(tmp_path, f"{mirror.address}/spiegel")}
    failed = states.pop("diwoo-metadata.xsd")
    assert failed.state is State.FAILED
    assert failed.finding is not None
    assert "404" in failed.finding.message.nl
    assert {one.state for one in states.values()} == {State.NEW}


def test_the_command_fetches_lists_and_returns(run: Run, mirror: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "schemas"
    monkeypatch.setattr(fetching, "user_folder", lambda: folder)
    assert run("schemas", "list")[0] == 1
    code, out, _ = run("schemas", "fetch", "--from", f"{mirror.address}/spiegel", "--json")
    assert code == 0
    assert {record["state"] for record in map(json.loads, out.splitlines())} == {"new"}
    assert run("schemas", "list")[0] == 0
    code, out, err = run("schemas", "fetch", "--from", f"{mirror.address}/nergens", "--output", tmp_path / "leeg")
    assert code == 3
    assert "[schemas-not-fetched]" in err
    assert run("schemas", "list", "--from", "http://x.example")[0] == 2
    assert not (tmp_path / "leeg").exists()
