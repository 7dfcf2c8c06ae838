"""Dates: every notation gives the day that was written, and nothing else gives a day."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo import dates

MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
SHORT = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]

CELLS = {
    "iso": lambda d: d.isoformat(),
    "iso with midnight": lambda d: f"{d.isoformat()} 00:00:00",
    "iso with time and zone": lambda d: f"{d.isoformat()}T13:34:05.123+01:00",
    "iso slashes": lambda d: f"{d:%Y/%m/%d}",
    "compact": lambda d: f"{d:%Y%m%d}",
    "Dutch": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "Dutch, capitals": lambda d: f"{d.day} {MONTHS[d.month - 1].upper()} {d.year}",
    "Dutch with weekday": lambda d: f"{DAYS[d.weekday()]} {d.day} {MONTHS[d.month - 1]} {d.year}",
    "Dutch with label": lambda d: f"d.d. {d.day} {MONTHS[d.month - 1]} {d.year}",
    "Dutch, odd spaces": lambda d: f" {d.day}\u00a0{MONTHS[d.month - 1]}\n{d.year} ",
    "Dutch short": lambda d: f"{d.day} {SHORT[d.month - 1]}. {d.year}",
    "Dutch short, hyphens": lambda d: f"{d.day:02}-{SHORT[d.month - 1]}-{d.year}",
    "numbers": lambda d: f"{d.day}-{d.month}-{d.year}",
    "numbers, zeros": lambda d: f"{d:%d-%m-%Y}",
    "numbers, slashes": lambda d: f"{d:%d/%m/%Y}",
    "numbers, dots": lambda d: f"{d.day}.{d.month}.{d.year}",
    "numbers with time": lambda d: f"{d.day}-{d.month}-{d.year} om 13.34 uur",
    "American with AM/PM": lambda d: f"{d.month}/{d.day}/{d.year} 1:34 PM UTC",
    "English": lambda d: f"{ENGLISH[d.month - 1]} {d.day}, {d.year}",
    "English with weekday": lambda d: f"{d.strftime('%A')}, {ENGLISH[d.month - 1]} {d.day}, {d.year} 1:34 PM",
    "mail header": lambda d: f"{d.strftime('%a')}, {d.day} {ENGLISH[d.month - 1][:3]} {d.year} 13:34:00 +0100",
}
IN_TEXT = ["iso", "Dutch", "Dutch, capitals", "Dutch short", "numbers", "numbers, zeros", "numbers, slashes", "English"]

ANY_DAY = st.dates(date(1800, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize("form", CELLS)
@given(day=ANY_DAY)
def test_a_day_written_in_any_form_reads_as_that_day(form: str, day: date) -> None:
    assert dates.parse(CELLS[form](day)) == day


@given(day=st.dates(date(1970, 1, 1), date(2069, 12, 31)), mark=st.sampled_from(["'", "’", ""]))
def test_years_of_two_digits(day: date, mark: str) -> None:
    assert dates.parse(f"{day.day}-{day.month}-{mark}{day:%y}") == day
    assert dates.parse(f"{day.day} {SHORT[day.month - 1]} {mark}{day:%y}") == day


@given(day=ANY_DAY)
def test_the_order_is_the_callers(day: date) -> None:
    assert dates.parse(f"{day.month}/{day.day}/{day.year}", order="mdy") == day


@pytest.mark.parametrize("form", IN_TEXT)
@given(day=ANY_DAY)
def test_a_day_in_a_sentence_is_found_with_its_place(form: str, day: date) -> None:
    written = CELLS[form](day)
    text = f"Op {written} ontvingen wij (nr. 2021-0932, art. 10.2.e) uw brief."
    assert dates.find(text) == (dates.FoundDate(day, written, 3, 3 + len(written)),)


@pytest.mark.parametrize(
    "cell",
    [
        "31-2-2024",
        "29 februari 2023",
        "2024-02-30",
        "20241301",
        "0-1-2020",
        "12/25/2020",
        "32 mei 2020",
        "1-1-0001",
        "2024-13-01",
    ],
)
def test_days_that_do_not_exist_are_no_dates(cell: str) -> None:
    assert dates.parse(cell) is None
    assert dates.find(f"op {cell} was het") == ()


@pytest.mark.parametrize(
    "cell",
    ["", "n.v.t.", "december 2025", "2025", "9-10 mei 2020", "diverse", "10.2.e", "1234567", "9 mei", "1-2-2020 en 2-2-2020"],
)
def test_what_is_no_single_full_date_is_none(cell: str) -> None:
    assert dates.parse(cell) is None


def test_ambiguous_is_only_what_could_be_read_in_two_orders() -> None:
    assert dates.is_ambiguous("10/9/2022")
    assert dates.is_ambiguous("09/12/2025 13:34")
    for known in ["10/9/2022 1:34 PM UTC", "9-10-2022", "13/9/2022", "9/9/2022", "2022-10-09", "9 oktober 2022", "geen"]:
        assert not dates.is_ambiguous(known)


def test_all_dates_of_a_text_in_their_order() -> None:
    text = "Verzoek van 3 mei 2020, ontvangen 4-5-'20; besluit Breda,1 juni 2020. Sent: 10/25/2022 1:34 PM. Op 31 juni 2020."
    assert [each.value.isoformat() for each in dates.find(text)] == ["2020-05-03", "2020-05-04", "2020-06-01", "2022-10-25"]


@pytest.mark.parametrize(
    "text", ["tel. 06-12-20255", "nummer 12.9-12-2020", "9-12-2020-44", "kenmerk A9-12-2020", "2020-12-091", "19 december 20255"]
)
def test_pieces_of_longer_numbers_are_no_dates(text: str) -> None:
    assert dates.find(text) == ()


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    dates.parse(text)
    for each in dates.find(text):
        assert text[each.start : each.end] == each.phrase


def test_excel_serials_are_those_that_excel_shows() -> None:
    """Values of Excel's own documentation: 1 is 1 January 1900, 39448 is 1 January 2008; 61 is 1 March 1900."""
    assert dates.excel_serial(1) == date(1900, 1, 1)
    assert dates.excel_serial(59) == date(1900, 2, 28)
    assert dates.excel_serial(61) == date(1900, 3, 1)
    assert dates.excel_serial(39448) == date(2008, 1, 1)
    assert dates.excel_serial(44197.75) == date(2021, 1, 1)
    assert dates.excel_serial(2958465) == date(9999, 12, 31)


@given(st.integers(61, 2958464))
def test_excel_serials_count_days(serial: int) -> None:
    assert dates.excel_serial(serial + 1) - dates.excel_serial(serial) == timedelta(days=1)


@pytest.mark.parametrize("value", [0, -1, 0.5, 60, 60.5, 2958466, float("nan"), float("inf")])
def test_numbers_that_are_no_date_in_excel(value: float) -> None:
    with pytest.raises(ValueError, match="1900"):
        dates.excel_serial(value)


@pytest.mark.parametrize("piece", ["1 ", "9 december ", "1-", "1/1/", "2020", " ", "9" + " " * 5000, "december 9 "])
def test_long_hostile_text_is_read_in_a_moment(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    dates.find(text)
    dates.parse(text)
    assert time.process_time() - start < 10
