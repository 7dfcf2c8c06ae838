"""The worker process: reads one file at a time, and answers over its pipe in bytes (never in pickles).

Messages to the supervisor begin with one byte: READY after start-up, KNOWN (JSON: media type, is there a second way) before the
reading starts, GRANTED (seconds) when the document earned more time, then RESULT (the extraction as JSON), LAST (the same, and
the worker ends) or OUT_OF_MEMORY.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.process import parent_process
from pathlib import Path
from typing import Any, NamedTuple

from fairwoo.extract.cage import CpuAllowance, lock_in
from fairwoo.extract.reading import Job, Limits, Task
from fairwoo.model import Extraction, NeedsOcr
from fairwoo.settings import ExtractSettings

READY, KNOWN, GRANTED, RESULT, LAST, OUT_OF_MEMORY = (bytes([letter]) for letter in b"ykgrlm")

FILES_PER_WORKER = 50
_RECYCLE_BYTES = 500 << 20
_MB = 1 << 20


class Orders(NamedTuple):
    """What a worker needs to know. `reader` is "module:function", a function like `document.read_document`.

    `watched` says that the supervisor looks after memory and time, because the kernel does not; `programs` are the real paths of the
    programs that readers may start.
    """

    settings: str
    scratch: str
    reader: str
    watched: bool
    programs: tuple[str, ...] = ()


def work(pipe: Connection, orders: Orders) -> None:
    """Read files until the supervisor closes the pipe, or until it is time for a fresh process."""
    settings = ExtractSettings.model_validate_json(orders.settings)
    reader = _load(orders.reader)
    _end_with_parent(programs=bool(orders.programs))
    _prepare()
    lock_in(Path(orders.scratch), settings.member_mb, None if orders.watched else settings.memory_mb, orders.programs)
    pipe.send_bytes(READY)
    for done in range(1, FILES_PER_WORKER + 1):
        try:
            message = pipe.recv_bytes()
        except EOFError:
            return
        answer = _read(reader, pipe, settings, orders, json.loads(message))
        if answer[:1] == RESULT and (done == FILES_PER_WORKER or _resident_bytes() > _RECYCLE_BYTES):
            answer = LAST + answer[1:]
        pipe.send_bytes(answer)
        if answer[:1] in {LAST, OUT_OF_MEMORY}:
            return


def _read(reader: Callable[..., Extraction], pipe: Connection, settings: ExtractSettings, orders: Orders, order: Any) -> bytes:
    job = _job(order)
    allowance = CpuAllowance(settings.cpu_seconds, settings.cpu_seconds_per_page, held=not orders.watched)

    def step() -> None:
        if allowance.step():
            pipe.send_bytes(GRANTED + str(allowance.granted).encode())

    def known(media_type: str, has_second_way: bool) -> None:
        pipe.send_bytes(KNOWN + json.dumps([media_type, has_second_way]).encode())

    limits = Limits(
        scratch=Path(orders.scratch),
        text_chars=settings.text_mb * _MB,
        entries=settings.entries,
        ratio=settings.ratio,
        member_bytes=settings.member_mb * _MB,
        unpacked_bytes=settings.unpacked_mb * _MB,
        step=step,
        first=job.first,
        ocr_data=settings.ocr_data,
    )
    try:
        return RESULT + reader(job, limits, known, again=order["again"]).model_dump_json().encode()
    except MemoryError:
        # What could not be had may be a small thing after many large ones: nothing in this process is sure any more.
        return OUT_OF_MEMORY


def _job(order: dict[str, Any]) -> Job:
    needs = NeedsOcr(order["needs_ocr"]) if order["needs_ocr"] else None
    given = {name: order[name] for name in Job._fields} | {"needs_ocr": needs}
    return Job(**given | {"path": Path(order["path"]), "task": Task(order["task"])})


def _load(reader: str) -> Callable[..., Extraction]:
    module, function = reader.split(":")
    return getattr(importlib.import_module(module), function)  # type: ignore[no-any-return]


def _prepare() -> None:
    """Load the readers, so that a mistake in one is not taken for a damaged file."""
    from fairwoo.extract.document import readers

    readers()


def _end_with_parent(*, programs: bool) -> None:
    """End when the parent process does, also in the middle of a file: a killed run leaves no readers behind."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        if programs and sys.platform != "win32" and os.getpgrp() == os.getpid():
            os.killpg(0, signal.SIGKILL)  # with the program that a reader started
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _resident_bytes() -> int:
    import psutil

    return int(psutil.Process().memory_info().rss)
