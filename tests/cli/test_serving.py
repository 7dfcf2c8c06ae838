"""`fairwoo serve`: the socket that visitors come to."""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
import time
from datetime import UTC, datetime

import httpx2 as httpx
import pytest

from fairwoo import cli
from fairwoo.cli import serving
from fairwoo.errors import UsageError
from fairwoo.serve import Site, application
from fairwoo.serve.api import description
from fairwoo.settings import load
from fairwoo.store import Workspace


def test_an_answer_does_not_wait_for_the_visitor_to_say_that_its_head_arrived():
    """Head and body go out apart. Without TCP_NODELAY the body waits some 40 ms: the acknowledgement of the head is delayed."""

    async def accepted() -> int:
        told: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            own = writer.get_extra_info("socket")
            told.set_result(own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listening = serving._listening("127.0.0.1", 0)
        server = await asyncio.start_server(answer, sock=listening)  # as uvicorn takes it
        _, writer = await asyncio.open_connection(*listening.getsockname())
        found = await told
        writer.close()
        server.close()
        return found

    assert asyncio.run(accepted())


@pytest.mark.parametrize("brought_in", [True, False])
def test_what_stays_is_loaded_before_the_first_visitor_and_not_gone_through_again(tmp_path, brought_in):
    workspace = Workspace.open(tmp_path / "werkmap", create=True)
    workspace.close()
    if brought_in:
        (tmp_path / "nota.txt").write_text("Nota over vergunningen.\n", encoding="utf-8")
        arguments = [
            "--workspace",
            str(tmp_path / "werkmap"),
            "-q",
            "ingest",
            str(tmp_path / "nota.txt"),
            "--publisher",
            "gm0055",
        ]
        assert cli.run(arguments) == 0
    workspace = Workspace.open(tmp_path / "werkmap")
    site = Site(workspace, load({"workspace": tmp_path / "werkmap"}), lambda: datetime.now(UTC))
    before = gc.get_freeze_count()
    try:
        serving._ready(site, alone=False)
        assert gc.get_freeze_count() == before
        serving._ready(site, alone=True)
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
        site.close()
        workspace.close()


def test_a_port_that_is_taken_is_said():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match=str(taken.getsockname()[1])):
            serving._listening("127.0.0.1", taken.getsockname()[1])


def asked(port: int, path: str, *forwarded: str) -> list[int]:
    """What is left of the limit, by each answer."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        answers = [client.get(path, headers={"x-forwarded-for": one}) for one in forwarded]
    return [int(one.headers["ratelimit"].partition("r=")[2].partition(";")[0]) for one in answers]


@pytest.mark.parametrize(("trusted", "each"), [(["127.0.0.0/8"], True), (["192.0.2.0/24"], False), ([], False)])
def test_who_asks_is_said_by_a_proxy_that_is_trusted_and_by_nobody_else(tmp_path, caplog, trusted, each):
    """Behind a proxy every visitor has a limit of his own; a visitor who says that he is another does not get one more."""
    Workspace.open(tmp_path / "werkmap", create=True).close()
    settings = load({"workspace": tmp_path / "werkmap", "serve": {"trusted_proxies": trusted}})
    workspace = Workspace.open(tmp_path / "werkmap")
    app = application(workspace, settings, lambda: datetime.now(UTC))
    listening = serving._listening("127.0.0.1", 0)
    server = serving._server(app, settings.serve)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        port = listening.getsockname()[1]
        first, second = asked(port, "/api/v1/organisaties", "198.51.100.1", "198.51.100.2")
        assert (first - second < 0.5) == each
        third, fourth = asked(port, "/api/v1/organisaties", "198.51.100.9, 198.51.100.1", "198.51.100.8, 198.51.100.1")
        assert third < first  # only what the trusted one adds counts, and that is the last
        assert fourth < third
    finally:
        server.should_exit = True
        thread.join()
        app.state.site.close()
        workspace.close()
    assert ("serve.trusted_proxies" in caplog.text) != each


@pytest.mark.parametrize("wrong", ["*", "proxy.example.org", "10.0.0.1/8"])
def test_a_proxy_is_an_address_or_a_network(tmp_path, wrong):
    with pytest.raises(UsageError, match="trusted_proxies"):
        load({"serve": {"trusted_proxies": [wrong]}})


def test_a_site_says_what_its_api_lacks():
    base = {"base_url": "https://woo.voorbeeld.nl"}
    assert description.warning(load({"map": {**base, "contact_email": "woo@voorbeeld.nl"}}).map) is None
    assert description.warning(load({}).map) is None
    for unusable in (None, "woo"):
        told = description.warning(load({"map": {**base, "contact_email": unusable}}).map)
        assert told is not None
        assert "map.contact_email" in told.nl
