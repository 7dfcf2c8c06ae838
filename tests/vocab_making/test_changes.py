"""A reviewer sees what was added, removed and relabelled, and nothing else."""

from __future__ import annotations

from making.changes import changes

OLD = [
    {"uri": "u/1", "code": "1", "name": "Een", "ends": ""},
    {"uri": "u/2", "code": "2", "name": "Twee", "ends": ""},
    {"uri": "u/3", "code": "3", "name": "Drie", "ends": ""},
]


def test_each_kind_of_change() -> None:
    new = [
        {"uri": "u/2", "code": "2", "name": "Tweede", "ends": ""},
        {"uri": "u/3", "code": "3", "name": "Drie", "ends": "2030-12-31"},
        {"uri": "u/4", "code": "4", "name": "Vier", "ends": ""},
    ]
    assert list(changes(OLD, new)) == [
        "~ u/2  relabelled: Twee → Tweede",
        "~ u/3  ends: (nothing) → 2030-12-31",
        "+ u/4  Vier",
        "- u/1  Een",
    ]


def test_order_alone_is_no_change() -> None:
    assert list(changes(OLD, OLD[::-1])) == []


def test_a_new_edition_of_a_list() -> None:
    row = {"file": "bodies.csv", "list": "rwc_x/4", "date": "2022-12-22", "entries": "3", "source": "DiWoo 0.9.8"}
    later = row | {"list": "rwc_x/5", "date": "2026-01-01"}
    assert list(changes([row], [later])) == [
        "~ bodies.csv rwc_x DiWoo 0.9.8  list: rwc_x/4 → rwc_x/5",
        "~ bodies.csv rwc_x DiWoo 0.9.8  date: 2022-12-22 → 2026-01-01",
    ]
