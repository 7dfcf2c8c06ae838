"""Adopted or received, and when: the day in Amsterdam as an `xs:dateTime`."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.map.case import prepare
from fairwoo.map.handling import handling, midnight
from fairwoo.model import Document, Role
from tests.map.made import SETTINGS, a_dossier, a_file, decision


def handled(document: Document, **values: object) -> tuple[str, str] | None:
    dossier = a_dossier(document, **values)
    case, _ = prepare(dossier, {}, SETTINGS)
    found = handling(dossier, case.documents[document.id])
    return found and (found.kind.label, found.at_time[:10])


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (decision(dated=date(2024, 6, 1)), ("vaststelling", "2024-06-01")),
        (decision(), ("vaststelling", "2024-06-03")),
        (a_file("lijst", role=Role.INVENTORY, dated=None), ("vaststelling", "2024-06-03")),
        (a_file("nota"), ("vaststelling", "2024-03-05")),
        (a_file("nota", sender="gemeente Boarnsterhim"), ("vaststelling", "2024-03-05")),
        (a_file("brief", sender="Bomenbond"), ("ontvangst", "2024-03-05")),
        (a_file("nota", sender="afdeling Verkeer"), ("vaststelling", "2024-03-05")),
        (a_file("nota", sender="Team Bomen"), ("vaststelling", "2024-03-05")),
        (a_file("nota", sender="het college van burgemeester en wethouders"), ("vaststelling", "2024-03-05")),
        (a_file("nota", sender="college van B&W"), ("vaststelling", "2024-03-05")),
        (a_file("nota", sender="Burgemeester"), ("vaststelling", "2024-03-05")),
        (a_file("nota", sender="De gemeente"), ("vaststelling", "2024-03-05")),
        (a_file("nota", sender="juridische zaken"), ("vaststelling", "2024-03-05")),
        (a_file("brief", sender="afdeling communicatie van de Bomenbond"), ("ontvangst", "2024-03-05")),
        (a_file("brief", sender="directie Houthandel Jansen"), ("ontvangst", "2024-03-05")),
        (a_file("brief", sender="gedeputeerde staten"), ("ontvangst", "2024-03-05")),
        (a_file("brief", sender="minister van Financiën"), ("ontvangst", "2024-03-05")),
        (a_file("klacht", kind="klacht", kind_code="c_ef935990"), ("ontvangst", "2024-03-05")),
        (a_file("offerte", kind="Offerte"), ("ontvangst", "2024-03-05")),
        (a_file("brieven", kind="brief van bewoners"), ("ontvangst", "2024-03-05")),
        (a_file("zienswijze", kind_code="c_df2cb56e"), ("ontvangst", "2024-03-05")),
        (a_file("zienswijze", kind_code="c_df2cb56e", sender="gemeente Boarnsterhim"), ("vaststelling", "2024-03-05")),
        (a_file("nota", dated=None), None),
        (a_file("bijlage", role=Role.ATTACHMENT, dated=None), None),
        (a_file("verzoek", role=Role.REQUEST), ("ontvangst", "2024-03-05")),
        (a_file("verzoek", role=Role.REQUEST, dated=None), None),
    ],
)
def test_handlings(document: Document, expected: tuple[str, str] | None) -> None:
    assert handled(document) == expected


def test_a_request_was_received_on_the_day_it_came_in_before_its_own_date() -> None:
    request = a_file("verzoek", role=Role.REQUEST)
    assert handled(request, received=date(2024, 3, 8), requested=date(2024, 3, 1)) == ("ontvangst", "2024-03-08")
    undated = a_file("verzoek", role=Role.REQUEST, dated=None)
    assert handled(undated, requested=date(2024, 3, 1)) == ("ontvangst", "2024-03-01")


@pytest.mark.parametrize(
    ("day", "time"),
    [
        (date(2025, 6, 2), "2025-06-02T00:00:00+02:00"),
        (date(2025, 1, 2), "2025-01-02T00:00:00+01:00"),
        (date(2024, 3, 31), "2024-03-31T00:00:00+01:00"),
        (date(2024, 4, 1), "2024-04-01T00:00:00+02:00"),
        (date(2024, 10, 27), "2024-10-27T00:00:00+02:00"),
        (date(2024, 10, 28), "2024-10-28T00:00:00+01:00"),
        (date(1938, 5, 4), "1938-05-04T00:00:00+01:00"),
        (date(1, 1, 1), "0001-01-01T00:00:00+01:00"),
    ],
)
def test_midnight_in_amsterdam(day: date, time: str) -> None:
    assert midnight(day) == time


@given(st.dates())
def test_midnight_is_always_a_date_time_of_that_day_with_a_whole_offset(day: date) -> None:
    parsed = datetime.fromisoformat(midnight(day))
    assert parsed.date() == day
    assert len(midnight(day)) == 25
