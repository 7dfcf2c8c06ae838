"""The drawing process: takes one order at a time, and answers with a byte (DONE or REFUSED) and what came of it.

After some orders it answers FULL before it is given another one, and ends: what a library leaks does not add up.

It is locked in as the readers of files are (`extract.cage`): no network, no programs, no writing, CPU time and memory held by the kernel
where that can.
"""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from fairwoo.extract.cage import KERNEL_LIMITS, CpuAllowance, lock_in
from fairwoo.serve.drawing.orders import Order, words_packed

READY, DONE, REFUSED, FULL = b"y", b"d", b"x", b"f"
SECONDS = 10.0
MEMORY_MB = 1024
ORDERS = 200
_LARGEST_MB = 1  # of a file that it might write; it writes none


def work(pipe: Connection, scratch: str) -> None:
    """Draw until the other end of the pipe is closed, or until it is time for a fresh process."""
    _prepare()
    lock_in(Path(scratch), _LARGEST_MB, MEMORY_MB if KERNEL_LIMITS else None)
    pipe.send_bytes(READY)
    for _ in range(ORDERS):
        try:
            order = Order.unpacked(pipe.recv_bytes())
        except EOFError:
            return
        CpuAllowance(SECONDS, 0, held=KERNEL_LIMITS)
        pipe.send_bytes(_answer(order))
    pipe.send_bytes(FULL)


def _answer(order: Order) -> bytes:
    from fairwoo.serve.drawing.painting import image
    from fairwoo.serve.drawing.words import words

    try:
        return DONE + (image(order) if order.task == "image" else words_packed(words(order)))
    except Exception:  # a damaged page, or one too large: it is not drawn, and the next one may be
        return REFUSED


def _prepare() -> None:
    """Load what draws before the doors close: some of it starts threads."""
    import cv2
    import numpy as np
    import pypdfium2
    from PIL import Image

    from fairwoo.extract.formats import image, pdf

    del cv2, np, pypdfium2, image, pdf
    Image.init()
