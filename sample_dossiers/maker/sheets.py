"""Inventories as a spreadsheet or as CSV: the same rows under the headings that a body happens to use."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date, datetime

from maker.spec import Body, Item, long_date

DISCLOSURES = {
    "public": "Openbaar",
    "partly_public": "Deels openbaar",
    "not_public": "Niet openbaar",
    "already_public": "Reeds openbaar",
}
_CELLS: dict[str, Callable[[Item], object]] = {
    "number": lambda item: item.number,
    "title": lambda item: item.title,
    "file": lambda item: (item.file or "").rpartition("/")[2],
    "dated": lambda item: item.dated,
    "kind": lambda item: item.kind,
    "disclosure": lambda item: DISCLOSURES.get(item.disclosure or ""),
    "grounds": lambda item: "; ".join(item.grounds),
    "sender": lambda item: item.sender,
    "recipient": lambda item: item.recipient,
    "link": lambda item: item.source_url,
}


def rows(columns: dict[str, str], items: Iterable[Item], remarks: dict[str, dict[str, str]]) -> list[list[object]]:
    """The heading row and one row an item. `columns` is heading → property; a heading "" → property stays empty.

    `remarks` gives, by number, other words for cells of that row (heading → words): the slips a person makes.
    """
    table: list[list[object]] = [list(columns)]
    for item in items:
        slips = remarks.get(item.number or "", {})
        table.append([slips.get(heading, _CELLS[name](item) if name else "") for heading, name in columns.items()])
    return table


def spreadsheet(table: list[list[object]], title: str, body: Body, preface: list[str]) -> bytes:
    """An .xlsx with real dates, `preface` above the headings, and a second sheet that explains the words."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": title, "author": body.name, "created": datetime(2020, 1, 1)})  # noqa: DTZ001 - a fixed date
    bold, day, wrap = book.add_format({"bold": True}), book.add_format({"num_format": "dd-mm-yyyy"}), book.add_format()
    wrap.set_text_wrap()
    sheet = book.add_worksheet("Documenten")
    sheet.set_column(0, len(table[0]), 18)
    for index, line in enumerate(preface):
        sheet.write(index, 0, line)
    for index, row in enumerate(table, start=len(preface)):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(index, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
            elif value not in {None, ""}:
                sheet.write_string(index, column, str(value), bold if index == len(preface) else wrap)
    legend = book.add_worksheet("Toelichting")
    legend.write_row(0, 0, ["Deze lijst is een verzonnen voorbeeld van fairwoo."])
    legend.write_row(1, 0, ["Openbaar: geheel vrijgegeven. Deels openbaar: passages zijn gelakt. Niet openbaar: geweigerd."])
    book.close()
    return target.getvalue()


def comma_separated(table: list[list[object]], options: dict[str, object]) -> bytes:
    """A .csv with the `separator`, `encoding` and `dates` ("iso", "dmy", "long") of `options`."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=str(options.get("separator", ",")), lineterminator="\r\n")
    for row in table:
        writer.writerow([_day(value, str(options.get("dates", "iso"))) if isinstance(value, date) else value for value in row])
    return target.getvalue().encode(str(options.get("encoding", "utf-8")))


def _day(day: date, style: str) -> str:
    return {"iso": day.isoformat(), "dmy": f"{day.day}-{day.month:02}-{day.year}", "long": long_date(day)}[style]
