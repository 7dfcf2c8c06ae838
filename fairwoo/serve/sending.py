"""Large answers that are made while they are sent: so many at once, and nobody keeps others waiting by reading slowly.

Each that is being sent has a turn. One that takes nothing for a while is ended. One that is merely slow goes on, until somebody else
wants its turn: then the slowest of those below a speed makes room. An answer that is ended so is never whole: the connection closes
before the length that was told, or without the last chunk (RFC 9112, 8).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Generator, Mapping
from contextlib import suppress
from threading import Lock
from time import monotonic

import anyio
from anyio.lowlevel import checkpoint
from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

_LOG = logging.getLogger("fairwoo.serve")
_STALLED = 60.0  # seconds in which a client must take one block; of 256 kB that is 4 kB a second
_SLOW = 100_000.0  # bytes a second: below this a client makes room for others; a telephone in the country has more
_LATELY = 60.0  # seconds of waiting after which what was before counts half
_PATIENCE = 10.0  # seconds of waiting for a client before its speed says anything


class Turn:
    """The right to send one answer: how much of it went out, and how long that waited for the client."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._since: float | None = None
        self._bytes = 0
        self._waited = 0.0
        self._loop = asyncio.get_running_loop()
        self.scope = anyio.CancelScope()

    async def send(self, send: Send, message: Message) -> None:
        """Hand on a message, in time: ends the answer if the client does not take it."""
        self._since = self._clock()
        try:
            with anyio.fail_after(_STALLED):
                await send(message)
            self._bytes += len(message.get("body", b""))
        except TimeoutError:
            self.scope.cancel()
            await checkpoint()
        finally:
            self._waited += self._clock() - self._since
            self._since = None
            if self._waited > _LATELY:  # the past fades: who read fast and then stops counts as slow soon
                self._waited, self._bytes = self._waited / 2, self._bytes // 2

    @property
    def waited(self) -> float:
        """Seconds that were spent waiting for the client until now; what making the answer takes is not the client's."""
        since = self._since
        return self._waited + (self._clock() - since if since is not None else 0.0)

    @property
    def speed(self) -> float:
        """Bytes a second that the client took."""
        return self._bytes / max(self.waited, 0.001)

    def end(self) -> None:
        """End the answer, from whatever thread."""
        self._loop.call_soon_threadsafe(self.scope.cancel)


class Turns:
    """The turns of one kind of answer. Safe to use from many threads."""

    def __init__(self, most: int, clock: Callable[[], float] = monotonic) -> None:
        self._most = most
        self._clock = clock
        self._lock = Lock()
        self._taken: list[Turn] = []

    def take(self) -> Turn | None:
        """A turn; None if all are taken by clients that read well. That of a slow one is taken from it."""
        with self._lock:
            if len(self._taken) >= self._most:
                slow = [one for one in self._taken if one.waited >= _PATIENCE and one.speed < _SLOW]
                if not slow:
                    return None
                slowest = min(slow, key=lambda one: one.speed)
                self._taken.remove(slowest)
                slowest.end()
            turn = Turn(self._clock)
            self._taken.append(turn)
            return turn

    def give_back(self, turn: Turn) -> None:
        """The answer was sent, or ended."""
        with self._lock:
            if turn in self._taken:
                self._taken.remove(turn)


class Sending(StreamingResponse):
    """An answer on its way; its turn begins when it is sent and ends when all was sent or the client went away."""

    def __init__(
        self,
        content: Generator[bytes] | Generator[str],
        turns: Turns,
        busy: Exception,
        media_type: str,
        headers: Mapping[str, str],
    ) -> None:
        """`busy` is raised before anything is sent if no turn is free."""
        super().__init__(content, media_type=media_type, headers=headers)
        self._content = content
        self._turns = turns
        self._busy = busy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        turn = self._turns.take()
        if turn is None:
            self._content.close()
            raise self._busy

        async def timed(message: Message) -> None:
            await turn.send(send, message)

        try:
            with turn.scope:
                await super().__call__(scope, receive, timed)
            if turn.scope.cancelled_caught:
                _LOG.warning("an answer was ended since the client took %d bytes a second", turn.speed)
        finally:
            self._turns.give_back(turn)
            with suppress(ValueError):  # a thread is in it still; it is closed when that lets go of it
                self._content.close()  # and with it the file that was being read
