"""The lines of a `robots.txt` that are ours, between two marks. Those of others keep their bytes, whatever their encoding."""

from __future__ import annotations

_BEGIN, _END = b"# begin fairwoo", b"# end fairwoo"


def with_ours(present: bytes, ours: bytes) -> bytes:
    """The file with these lines of ours behind those of others, in place of the lines of ours that it had."""
    return without_ours(present) + b"\n".join([_BEGIN, *ours.rstrip(b"\n").splitlines(), _END]) + b"\n"


def without_ours(present: bytes) -> bytes:
    """The file without our lines. A mark that has lost the other one is a line like any other."""
    kept: list[bytes] = []
    begun: int | None = None
    for line in present.splitlines(keepends=True):
        mark = line.strip()
        if mark == _END and begun is not None:
            del kept[begun:]
            begun = None
            continue
        if mark == _BEGIN:
            begun = len(kept)
        kept.append(line)
    if kept and not kept[-1].endswith((b"\n", b"\r")):
        kept[-1] += b"\n"
    return b"".join(kept)
