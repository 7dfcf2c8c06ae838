"""Large answers to clients that read slowly or not at all, over real connections: nobody keeps others waiting for good."""

from __future__ import annotations

import socket
import time
from contextlib import closing

import anyio
import httpx2
import pytest

from fairwoo.serve import application, sending
from fairwoo.serve.dossiers import bundle
from fairwoo.serve.pages import dossier_zip
from fairwoo.store import Workspace
from tests.serve import loopback
from tests.serve.conftest import loaded, now

DOSSIER = "/dossier/gm0055-speeltuin-parkstraat.zip"
SMALL = 4_096  # bytes that the kernel keeps for a connection, so that a client that does not read is felt


@pytest.fixture
def site(live, monkeypatch):
    """The address of a site that sends two ZIPs at once, in small pieces."""
    monkeypatch.setattr(dossier_zip, "_AT_ONCE", 2)
    monkeypatch.setattr(bundle, "_BLOCK", 8_192)
    workspace = Workspace.open(live.workspace)
    app = application(workspace, loaded(live.workspace), now)
    opened, base = loopback.listening()
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL)
    with loopback.served(app, opened):
        yield base
    app.state.site.close()
    workspace.close()


def asked(base: str) -> socket.socket:
    """A client that asked for the ZIP and read its first bytes."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
    client.settimeout(20)
    host, port = base.removeprefix("http://").split(":")
    client.connect((host, int(port)))
    client.sendall(f"GET {DOSSIER} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    assert client.recv(12) == b"HTTP/1.1 200"
    return client


def whole(base: str) -> httpx2.Response:
    return httpx2.get(f"{base}{DOSSIER}", timeout=30, trust_env=False)


def rest(client: socket.socket, pause: float = 0.0) -> int:
    """How many bytes come until the connection ends."""
    found = 0
    while block := client.recv(16_384):
        found += len(block)
        time.sleep(pause)
    return found


def until(what, seconds: float = 15.0):
    """What `what` gives once that is true of it."""
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end
        time.sleep(0.1)
    return found


def test_clients_that_stopped_reading_make_room_for_who_comes(site, monkeypatch):
    monkeypatch.setattr(sending, "_PATIENCE", 1.0)
    size = len(whole(site).content)
    assert size > 150_000
    with closing(asked(site)) as one, closing(asked(site)) as other:
        refused = whole(site)
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "60")
        answer = until(lambda: (got := whole(site)).status_code == 200 and got)
        assert len(answer.content) == size
        ends = sorted([rest(one), rest(other)])
        assert ends[0] < size < ends[1]  # one was ended before its time, the other goes on when it reads again


def test_a_client_that_takes_nothing_is_ended_though_nobody_waits(site, monkeypatch, caplog):
    monkeypatch.setattr(sending, "_STALLED", 1.0)
    size = len(whole(site).content)
    with closing(asked(site)) as client:
        until(lambda: "was ended" in caplog.text)
        assert rest(client) < size


def test_a_slow_client_gets_all_of_it_as_long_as_nobody_waits(site, monkeypatch):
    monkeypatch.setattr(sending, "_PATIENCE", 0.1)
    monkeypatch.setattr(sending, "_SLOW", 10.0**9)
    size = len(whole(site).content)
    with closing(asked(site)) as client:
        assert len(whole(site).content) == size  # there is another turn
        assert rest(client, pause=0.002) > size


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.anyio
async def test_the_slowest_goes_and_who_reads_well_or_has_just_begun_stays():
    clock = Clock()
    turns = sending.Turns(3, clock)

    async def taking(seconds: float, size: int) -> sending.Turn:
        turn = turns.take()
        assert turn is not None

        async def client(_message):
            clock.now += seconds

        await turn.send(client, {"type": "http.response.body", "body": b"x" * size})
        return turn

    fast, slow = await taking(20, 20_000_000), await taking(20, 200_000)
    slowest = await taking(20, 100_000)
    assert [round(one.speed) for one in (fast, slow, slowest)] == [1_000_000, 10_000, 5_000]
    assert turns.take() is not None  # instead of the slowest
    await anyio.sleep(0.01)
    assert [one.scope.cancel_called for one in (fast, slow, slowest)] == [False, False, True]
    turns.give_back(slowest)  # late: it has none any more
    assert turns.take() is not None  # instead of the slow one
    await anyio.sleep(0.01)
    assert [one.scope.cancel_called for one in (fast, slow)] == [False, True]
    assert turns.take() is None  # the fast one and two that have just begun
    turns.give_back(fast)
    assert turns.take() is not None


@pytest.mark.anyio
async def test_who_read_fast_and_then_hardly_reads_makes_room_within_minutes():
    clock = Clock()
    turns = sending.Turns(1, clock)
    turn = turns.take()
    assert turn is not None
    passing = 20.0

    async def client(_message):
        clock.now += passing

    await turn.send(client, {"type": "http.response.body", "body": bytes(100_000_000)})
    assert turns.take() is None
    passing = 1.0
    begun = clock.now
    while turns.take() is None:
        await turn.send(client, {"type": "http.response.body", "body": bytes(5_000)})
        assert clock.now - begun < 600
    await anyio.sleep(0.01)
    assert turn.scope.cancel_called


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
