"""Planted files that are not found or not kept out yet, by pattern of their names, each with the reason.

The tests expect these to fail: one that was mended makes its test fail until it is taken out here.
"""

from __future__ import annotations

from fnmatch import fnmatch

UNREPORTED: dict[str, str] = {}
"""Files of which nothing is said."""

LEAKING: dict[str, str] = {}
"""Files of which hidden words come into the catalogue and the index."""

ALARMING: dict[str, str] = {}
"""Controls that are taken to hide something."""


def reason_for(name: str, table: dict[str, str]) -> str | None:
    """Why a file is in a table, or None if it is not."""
    return next((reason for pattern, reason in table.items() if fnmatch(name, pattern)), None)
