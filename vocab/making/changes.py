"""What a new edition changes, in words a reviewer can check: added, removed, relabelled, and other columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from making.official import Row

_NAMES = ("name", "label", "nl", "en")


def changes(old: Sequence[Row], new: Sequence[Row]) -> Iterator[str]:
    """One line a change, in the order of the new list, what was removed last."""
    before, after = {_key(row): row for row in old}, {_key(row): row for row in new}
    for key, row in after.items():
        if key not in before:
            yield f"+ {key}  {_name(row)}"
        elif before[key] != row:
            yield from (f"~ {key}  {each}" for each in _columns(before[key], row))
    yield from (f"- {key}  {_name(row)}" for key, row in before.items() if key not in after)


def _columns(old: Row, new: Row) -> Iterator[str]:
    for column in dict.fromkeys([*old, *new]):
        was, now = old.get(column, ""), new.get(column, "")
        if was != now:
            what = "relabelled" if column in _NAMES else column
            yield f"{what}: {was or '(nothing)'} → {now or '(nothing)'}"


def _key(row: Row) -> str:
    return row.get("uri") or f"{row.get('file', '')} {row.get('list', '').partition('/')[0]} {row.get('source', '')}".strip()


def _name(row: Row) -> str:
    return next((row[column] for column in _NAMES if row.get(column)), row.get("list", ""))
