"""`fairwoo serve`: the socket that visitors come to."""

from __future__ import annotations

import asyncio
import gc
import socket
from datetime import UTC, datetime

import pytest

from fairwoo import cli
from fairwoo.cli import serving
from fairwoo.errors import UsageError
from fairwoo.serve import Site
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
