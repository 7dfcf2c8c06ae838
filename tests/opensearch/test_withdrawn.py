"""What was taken back is on no disk of the server any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from fairwoo import index
from fairwoo.settings import IndexSettings
from tests.opensearch import pages, testnode

pytestmark = [pytest.mark.opensearch, pytest.mark.xdist_group("opensearch"), pytest.mark.slow]


def test_no_byte_of_what_was_withdrawn_stays(tmp_path, prepared_node):
    node = testnode.start(tmp_path / "n1", prepared=prepared_node("plain"))
    settings = IndexSettings(address=f"opensearch+{node.url}/woo?replicas=0", timeout_seconds=60)
    backend = index.open_backend(settings, tmp_path)
    try:
        backend.replace("d1", "r1", pages.dossier("d1", 200))
        backend.replace("d2", "r1", pages.dossier("d2", 3, "weerwoordje"))  # 1.5 % of all: merging would let it be
        backend.commit()
        testnode.http(node.url, "/woo-pages/_flush", method="POST")
        assert _holding(node.home, b"weerwoordje")
        backend.delete("d2")
        backend.commit()
        assert backend.expunge()
        assert not _holding(node.home, b"weerwoordje")
        assert set(backend.held()) == {"d1"}
        assert backend.expunge(), "nothing is left to be done"
    finally:
        backend.close()
        node.stop()


def _holding(home: Path, word: bytes) -> list[str]:
    return [path.name for path in (home / "data").rglob("*") if path.is_file() and word in path.read_bytes()]
