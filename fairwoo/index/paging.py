"""Paging that stays in its place: a cursor names the last result that was shown, and the next page begins behind that one.

Pages that come in or go out between two answers neither repeat a result nor leave one out, unless it moved itself.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from typing import NamedTuple

from fairwoo.errors import UsageError
from fairwoo.index.values import DEEPEST, Group
from fairwoo.model import Text

_SLACKS = (20, 200)  # results before and behind the place where the last one was, among which it is looked for

Fetch = Callable[[int, int], list[Group]]
"""The results from an offset on, at most so many."""


class Cursor(NamedTuple):
    """The last result that was shown: its place then, its id, the score of its best page, and what was asked.

    The id is empty where it is for nobody; then its place alone says where to go on.
    """

    at: int
    id: str
    score: float
    key: str

    def text(self) -> str:
        """The cursor as letters for an address."""
        return base64.urlsafe_b64encode(json.dumps(self, ensure_ascii=False).encode()).decode().rstrip("=")


def read(text: str, key: str) -> Cursor:
    """The cursor of a text. Raises UsageError for what is none, or is one of another query (`key`)."""
    try:
        found = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        cursor = Cursor(int(found[0]), str(found[1]), float(found[2]), str(found[3]))
    except (binascii.Error, ValueError, LookupError, TypeError, OverflowError, RecursionError) as error:
        raise _useless() from error
    if cursor.key != key or not 0 <= cursor.at <= DEEPEST:
        raise _useless()
    return cursor


def following(cursor: Cursor, limit: int, fetch: Fetch, name: Callable[[Group], str]) -> tuple[int, list[Group]]:
    """The results behind the cursor and the place of the first. `name` is by what a result is known."""
    if not cursor.id:
        return cursor.at + 1, fetch(cursor.at + 1, limit)
    for slack in _SLACKS:
        start = max(0, cursor.at - slack)
        window = fetch(start, 2 * slack + limit)
        number = next((at for at, group in enumerate(window) if name(group) == cursor.id), None)
        if number is not None:
            found = window[number + 1 : number + 1 + limit]
            return start + number + 1, found if len(found) == limit else fetch(start + number + 1, limit)
    number = cursor.at - start  # it went out: on with what has its place now, or the first that scores less
    if cursor.score:
        number = next((at for at, group in enumerate(window) if group.best[0].score < cursor.score), len(window))
    return start + number, window[number : number + limit]


def _useless() -> UsageError:
    return UsageError(
        Text(
            nl="De bladwijzer hoort niet bij deze zoekvraag. Begin weer bij het eerste resultaat.",
            en="The bookmark does not belong to this query. Begin at the first result again.",
        )
    )
