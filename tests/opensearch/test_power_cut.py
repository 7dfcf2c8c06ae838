"""Two nodes, and the one with the primary is killed (SIGKILL) under bulk load: no acknowledged page is lost, and searching goes on."""

from __future__ import annotations

import threading
import time

import pytest

from fairwoo import index
from fairwoo.index import Held, Request
from fairwoo.index.plan import Term
from fairwoo.settings import IndexSettings
from tests.opensearch import pages, testnode

pytestmark = [pytest.mark.opensearch, pytest.mark.xdist_group("opensearch"), pytest.mark.slow]

_PAGES = 40  # in a dossier: a bulk request each


@pytest.fixture
def cluster(tmp_path, prepared_node):
    """Two nodes; only the first may lead, so that the second can fall away without taking the majority along."""
    prepared = prepared_node("plain")
    one = testnode.start(tmp_path / "n1", {"cluster.initial_cluster_manager_nodes": "n1"}, prepared=prepared)
    nodes = {"n1": one}
    second = {"discovery.seed_hosts": one.transport, "node.roles": "data"}

    def start_second() -> testnode.Node:
        nodes["n2"] = testnode.start(tmp_path / "n2", second, prepared=prepared)
        return nodes["n2"]

    start_second()
    nodes["again"] = start_second
    yield nodes
    for name in ("n2", "n1"):
        if nodes[name].process.poll() is None:
            nodes[name].stop()


def settings_of(*nodes: testnode.Node) -> IndexSettings:
    hosts = ",".join(node.url.removeprefix("http://") for node in nodes)
    return IndexSettings(address=f"opensearch+http://{hosts}/woo?replicas=1", timeout_seconds=60)


def health(node: testnode.Node, status: str) -> dict:
    return testnode.http(node.url, f"/_cluster/health?wait_for_status={status}&timeout=60s", timeout=70)


def move_primary(one: testnode.Node, name: str) -> None:
    """Take the copy on n1 away and put it back: the primary is then on n2."""
    testnode.http(one.url, f"/{name}/_settings", {"index.routing.allocation.require._name": "n2", "number_of_replicas": 0}, "PUT")
    testnode.http(one.url, "/_cluster/health?wait_for_no_relocating_shards=true&timeout=60s", timeout=70)
    testnode.http(one.url, f"/{name}/_settings", {"index.routing.allocation.require._name": None, "number_of_replicas": 1}, "PUT")
    assert health(one, "green")["status"] == "green"
    assert primary(one, name) == "n2"


def primary(one: testnode.Node, name: str) -> str:
    shards = testnode.http(one.url, f"/_cat/shards/{name}?format=json")
    return next(shard["node"] for shard in shards if shard["prirep"] == "p")


def test_no_acknowledged_page_is_lost(cluster, tmp_path):
    one, two = cluster["n1"], cluster["n2"]
    settings = settings_of(two, one)
    writer = index.open_backend(settings, tmp_path)
    writer.replace("d0", "r", pages.dossier("d0", _PAGES))
    writer.commit()
    move_primary(one, "woo-pages-000001")

    acknowledged: list[str] = []
    answered: list[int] = []
    stop = threading.Event()

    def write() -> None:
        number = 1
        while not stop.is_set():
            writer.replace(f"d{number}", "r", pages.dossier(f"d{number}", _PAGES))
            acknowledged.append(f"d{number}")
            number += 1

    def search() -> None:
        reader = index.open_backend(settings, tmp_path)
        while not stop.is_set():
            found = reader.find(Term(stream="lem", key="zwembad"), Request())
            answered.append(found.total)
            time.sleep(0.02)
        reader.close()

    threads = [threading.Thread(target=one_of) for one_of in (write, search)]
    for thread in threads:
        thread.start()
    _wait_for(lambda: len(acknowledged) >= 10)
    before = len(acknowledged)
    two.kill()  # in the middle of whatever the writer is doing
    _wait_for(lambda: len(acknowledged) >= before + 30)
    stop.set()
    for thread in threads:
        thread.join(120)
        assert not thread.is_alive()

    writer.commit()
    expected = {name: Held("r", _PAGES) for name in ("d0", *acknowledged)}
    assert writer.held() == expected
    found = {entry.id for _, entry in writer.scan(Term(stream="lem", key="zwembad"), Request())}
    assert found == {entry.id for name in expected for entry in pages.dossier(name, _PAGES)}
    assert min(answered) == _PAGES, "what was committed is always found, and all of it"
    assert primary(one, "woo-pages-000001") == "n1"

    cluster["again"]()
    assert health(one, "green")["status"] == "green"
    writer.close()
    both = index.open_backend(settings_of(one), tmp_path)
    assert both.held() == expected
    both.close()


def _wait_for(condition, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)
