"""Taking an original into a package: its bytes must still be those that were taken in."""

from __future__ import annotations

from collections.abc import Sequence

from fairwoo.pack.contents import Original, damaged
from fairwoo.pack.sinks import Sink

SHA256 = "sha256"


def add_original(sink: Sink, path: str, original: Original, algorithms: Sequence[str] = (SHA256,)) -> dict[str, str]:
    """Write an original under `path`; its digests. Raises InputError if its bytes are not those of its SHA-256."""
    digests = sink.add(path, original.source, algorithms)
    if digests[SHA256] != original.document.sha256:
        raise damaged(original.path)
    return digests
