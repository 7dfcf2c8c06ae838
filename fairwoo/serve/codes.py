"""The codes that addresses and the API have, in Dutch, for values that fairwoo keeps under names of its own: `vocab/codes.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from fairwoo.vocab.words import rows


@cache
def codes(of: str) -> Mapping[str, str]:
    """Value → code of a list; empty for what has the same values everywhere."""
    return {row["value"]: row["code"] for row in rows("codes") if row["list"] == of}


def code(of: str, value: str) -> str:
    """The code of a value; the value itself where the list has none for it."""
    return codes(of).get(value, value)


def value(of: str, given: str) -> str | None:
    """The value of a code, in any case; a value is understood too, since addresses had these once. None for what is neither."""
    wanted = given.casefold()
    return next((one for one, its in codes(of).items() if wanted in {one, its}), None)
