"""`fairwoo serve`: the socket that visitors come to."""

from __future__ import annotations

import asyncio
import socket

import pytest

from fairwoo.cli import serving
from fairwoo.errors import UsageError


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


def test_a_port_that_is_taken_is_said():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match=str(taken.getsockname()[1])):
            serving._listening("127.0.0.1", taken.getsockname()[1])
