"""From the command line to a real server: built, rebuilt beside the one in use, withdrawn, verified, examined."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.opensearch import testnode

pytestmark = [pytest.mark.opensearch, pytest.mark.xdist_group("opensearch"), pytest.mark.slow]


@pytest.fixture
def fairwoo(opensearch_address, tmp_path, monkeypatch):
    """Runs a command on a workspace whose index is on the server; gives its exit code and records."""
    config = tmp_path / "fairwoo.toml"
    config.write_text(f'workspace = "{(tmp_path / "werkmap").as_posix()}"\n[index]\naddress = "{opensearch_address}"\n')

    def run(*words: str) -> tuple[int, list[dict]]:
        command = [sys.executable, "-m", "fairwoo", "--config", str(config), "--json", *words]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300, cwd=Path(__file__).parents[2])
        return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]

    return run


def deliver(root: Path) -> Path:
    for number in (1, 2):
        folder = root / f"zwembad-{number}"
        folder.mkdir(parents=True)
        for name in ("besluit", "nota"):
            (folder / f"{name}.txt").write_text(f"De {name} {number} over het zwembad De Plons en de kadeherstelling.")
    return root


def aliases(opensearch_url, opensearch_address) -> dict[str, set[str]]:
    prefix = opensearch_address.rsplit("/", 1)[1]
    told = testnode.http(opensearch_url, f"/{prefix}-*/_alias")
    return {
        one.removeprefix(f"{prefix}-"): {name.removeprefix(f"{prefix}-") for name in all_["aliases"]}
        for one, all_ in told.items()
    }


def test_the_life_of_an_index(fairwoo, tmp_path, opensearch_url, opensearch_address):
    assert fairwoo("ingest", str(deliver(tmp_path / "aangeleverd")), "--publisher", "gm0055")[0] == 0
    assert fairwoo("index")[0] == 0
    in_use = {"pages", "pages-write"}
    assert aliases(opensearch_url, opensearch_address) == {"pages-000001": in_use}

    assert fairwoo("index", "--rebuild")[0] == 0
    assert aliases(opensearch_url, opensearch_address) == {"pages-000002": in_use}
    _, before = fairwoo("search", "zwembad")
    assert fairwoo("verify")[0] == 0

    _, listed = fairwoo("list", "dossiers")
    name = next(one["name"] for one in listed if one["name"].endswith("zwembad-1"))
    assert fairwoo("withdraw", name, "--reason", "Op verzoek van een betrokkene")[0] == 0
    _, after = fairwoo("search", "zwembad")
    assert {one.get("dossier") for one in before} - {one.get("dossier") for one in after} == {name}
    assert fairwoo("verify")[0] == 0
    assert fairwoo("index", "--rebuild")[0] == 0, "counts agree after a withdrawal too"

    code, told = fairwoo("doctor")
    assert code == 0
    assert [one["found"] for one in told if one["name"] == "index" and one["found"].startswith("opensearch-")] == []
    testnode.http(opensearch_url, "/_cluster/settings", {"persistent": {"search.allow_expensive_queries": False}}, "PUT")
    try:
        code, told = fairwoo("doctor")
    finally:
        testnode.http(opensearch_url, "/_cluster/settings", {"persistent": {"search.allow_expensive_queries": None}}, "PUT")
    assert code == 5
    assert "opensearch-expensive-off" in [one["found"] for one in told if one["name"] == "index"]
