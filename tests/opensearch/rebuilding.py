"""Rebuilds an index of made-up dossiers, here or, to be killed, as a program: `python -m tests.opensearch.rebuilding ADDRESS ROUND`."""

from __future__ import annotations

import sys
from pathlib import Path

from fairwoo import index
from fairwoo.model import Entry
from fairwoo.settings import IndexSettings
from tests.opensearch import pages

DOSSIERS = {f"d{number}": 4 * number for number in range(1, 6)}


def dossiers(number: int) -> dict[str, list[Entry]]:
    """The dossiers of a round; the second word of every page tells which."""
    return {name: pages.dossier(name, count, f"ronde{number}") for name, count in DOSSIERS.items()}


def rebuild(settings: IndexSettings, number: int) -> None:
    """Build the index anew with the dossiers of a round."""
    due = dossiers(number)
    backend = index.open_backend(settings, Path(), rebuild=True)
    try:
        for name, entries in due.items():
            backend.replace(name, f"r{number}", entries)
            backend.commit()
        backend.finish(pages.wanted(due, f"r{number}"), due.__getitem__)
    finally:
        backend.close()


if __name__ == "__main__":
    address, first = sys.argv[1:]
    print("begins", flush=True)
    while True:  # until it is killed
        rebuild(IndexSettings(address=address, timeout_seconds=60), int(first))
