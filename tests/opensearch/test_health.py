"""`fairwoo doctor` says what is wrong with a server: each fault is made on a real node, and only that fault is told."""

from __future__ import annotations

import pytest

from fairwoo import index
from fairwoo.index import dutch, opensearch_numbered
from fairwoo.index import opensearch_health as health
from fairwoo.index.backends import opensearch
from fairwoo.index.opensearch_server import Server
from fairwoo.settings import IndexSettings
from tests.opensearch import testnode
from tests.opensearch.rebuilding import rebuild

pytestmark = [pytest.mark.opensearch, pytest.mark.xdist_group("opensearch")]


@pytest.fixture
def settings(opensearch_address):
    return IndexSettings(address=opensearch_address, timeout_seconds=60)


@pytest.fixture
def built(settings):
    """Settings of a prefix with an index in use."""
    rebuild(settings, 1)
    return settings


@pytest.fixture
def cluster(opensearch_url):
    """Sets cluster settings, and takes them back."""
    given = {}

    def put(changed):
        given.update(dict.fromkeys(changed))
        testnode.http(opensearch_url, "/_cluster/settings", {"persistent": changed}, "PUT")

    yield put
    testnode.http(opensearch_url, "/_cluster/settings", {"persistent": given}, "PUT")


def codes(settings) -> list[str]:
    return [one.code for one in opensearch.examine(settings)]


def prefix(settings) -> str:
    return settings.address.split("?")[0].rsplit("/", 1)[1]


def test_nothing_is_wrong(built):
    assert codes(built) == []


def test_no_index_yet(settings):
    assert codes(settings) == ["opensearch-no-index"]


def test_a_copy_without_a_node(settings, monkeypatch):
    monkeypatch.setattr(opensearch_numbered, "_WAIT_SECONDS", 1)  # it will not come
    asking = settings.model_copy(update={"address": settings.address + "?replicas=1"})
    rebuild(asking, 1)
    (found,) = opensearch.examine(asking)
    assert found.code == "opensearch-yellow"
    assert "1 gevraagd naast het origineel, 1 knopen" in found.message.nl


def test_indices_made_by_themselves(built, cluster):
    cluster({"action.auto_create_index": "true"})
    assert codes(built) == ["opensearch-auto-create"]


def test_fuzzy_queries_switched_off(built, cluster):
    cluster({"search.allow_expensive_queries": "false"})
    assert codes(built) == ["opensearch-expensive-off"]


@pytest.mark.parametrize(("mark", "name"), [("1%", "flood_stage"), ("0.01", "flood_stage"), ("900tb", "flood_stage")])
def test_a_disk_that_fills(built, cluster, mark, name):
    disk = "cluster.routing.allocation.disk"
    marks = {f"{disk}.watermark.{one}": mark for one in ("low", "high", "flood_stage")}
    cluster({f"{disk}.threshold_enabled": "true", **marks})
    found = [one for one in opensearch.examine(built) if one.code == "opensearch-disk"]
    assert [f"{name} ({mark})" in one.message.nl for one in found] == [True]


@pytest.mark.parametrize(("mark", "least"), [("90%", 100), ("0.9", 100), ("50b", 50), ("2kb", 2048), ("-1", 0), ("", 0)])
def test_watermarks_are_a_share_used_or_bytes_free(mark, least):
    assert health._least_free(mark, 1000) == pytest.approx(least)


def test_an_index_that_was_locked(built, opensearch_url):
    testnode.http(opensearch_url, f"/{prefix(built)}-pages/_settings", {"index.blocks.read_only_allow_delete": True}, "PUT")
    (found,) = opensearch.examine(built)
    assert found.code == "opensearch-blocked"
    assert "read_only_allow_delete" in found.message.nl


def test_another_analysis(built, monkeypatch):
    made = dutch.ANALYSIS_VERSION
    monkeypatch.setattr(dutch, "ANALYSIS_VERSION", "nl-99")
    (found,) = opensearch.examine(built)
    assert found.code == "opensearch-outdated"
    assert made in found.message.nl
    assert "nl-99" in found.message.nl


def test_a_rebuild_that_was_broken_off(built, tmp_path):
    index.open_backend(built, tmp_path, rebuild=True).close()
    (found,) = opensearch.examine(built)
    assert found.code == "opensearch-left-over"
    assert f"{prefix(built)}-pages-000002" in found.message.nl


class TestAliases:
    def test_an_index_in_the_place_of_the_alias(self, settings, opensearch_url, tmp_path):
        testnode.http(opensearch_url, f"/{prefix(settings)}-pages", {}, "PUT")
        assert codes(settings) == ["opensearch-alias"]

    def test_an_alias_of_two(self, built, opensearch_url, tmp_path):
        testnode.http(opensearch_url, f"/{prefix(built)}-pages-000007", {"aliases": {f"{prefix(built)}-pages": {}}}, "PUT")
        assert codes(built) == ["opensearch-alias"]

    def test_writing_elsewhere(self, built, opensearch_url):
        alias = {"actions": [{"remove": {"index": f"{prefix(built)}-pages-000001", "alias": f"{prefix(built)}-pages-write"}}]}
        testnode.http(opensearch_url, "/_aliases", alias)
        assert codes(built) == ["opensearch-alias"]


class Told:
    """A client that only tells its version."""

    def __init__(self, **version):
        self.version = version

    def info(self):
        return {"version": self.version}


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ({"distribution": "opensearch", "number": "2.19.0"}, []),
        ({"distribution": "opensearch", "number": "3.8.0"}, []),
        ({"distribution": "opensearch", "number": "2.18.0"}, ["opensearch-version"]),
        ({"distribution": "opensearch", "number": "1.3.20"}, ["opensearch-version"]),
        ({"number": "8.15.0"}, ["opensearch-version"]),
        ({"distribution": "opensearch", "number": "4.0.0"}, ["opensearch-version-untried"]),
    ],
)
def test_versions(version, expected):
    assert [one.code for one in health._version(Server(Told(**version), "x"))] == expected
