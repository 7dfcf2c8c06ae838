"""The words of a page come in the order in which people read them, whatever the order in which they were drawn."""

from __future__ import annotations

import random
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from fairwoo.extract.pdf.located import to_view
from fairwoo.extract.pdf.order import in_order, reading_order

LEFT, RIGHT = 50, 310
WORDS = [
    "boom",
    "kade",
    "brug",
    "sloot",
    "dijk",
    "weide",
    "nota",
    "brief",
    "verslag",
    "plan",
    "dorp",
    "markt",
    "bestuur",
    "wethouder",
]


def made_lines(count: int, seed: int, width: int = 42) -> list[str]:
    """Lines of running text, each of which fits half a page and all of which differ."""
    chance = random.Random(seed)
    lines = []
    for number in range(count):
        line = f"r{seed}{number}"
        while len(line) < width - 8:
            line += f" {chance.choice(WORDS)}"
        lines.append(line)
    return lines


def text_of(path: Path) -> tuple[str, bool]:
    """The text in reading order, and whether it had to be put in order."""
    with pypdfium2.PdfDocument(path) as document:
        text_page = document[0].get_textpage()
        rows = reading_order(text_page, to_view(document[0]) if document[0].get_rotation() else None)
        if rows is None:
            return text_page.get_text_bounded().replace("\r\n", "\n"), False
        return in_order(rows, lambda run: text_page.get_text_range(run.start, len(run))), True


@pytest.fixture
def drawn(tmp_path):
    """Draw (x, y, text) in this order and read it."""

    def draw(pieces, turn=0):
        canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=1)
        canvas.setPageRotation(turn)
        for x, y, text in pieces:
            if turn == 90:
                canvas.saveState()
                canvas.translate(A4[0] - (y - 200), x)
                canvas.rotate(90)
                canvas.setFont("Helvetica", 10)
                canvas.drawString(0, 0, text)
                canvas.restoreState()
            else:
                canvas.setFont("Helvetica", 10)
                canvas.drawString(x, y, text)
        canvas.save()
        return text_of(tmp_path / "a.pdf")

    return draw


def column(x, lines, top=760, pitch=13):
    return [(x, top - pitch * number, line) for number, line in enumerate(lines)]


def in_turn(*columns):
    return [piece for row in zip(*columns, strict=True) for piece in row]


LONG = made_lines(40, seed=1)
TWO = made_lines(30, seed=2), made_lines(30, seed=3)
TITLE = "Een kop over de hele breedte van het blad, boven allebei de kolommen"


@pytest.mark.parametrize("turn", [0, 90])
@pytest.mark.parametrize("way", ["upwards", "helter-skelter"])
def test_lines_in_any_order(drawn, way, turn):
    pieces = column(LEFT, LONG)
    pieces = pieces[::-1] if way == "upwards" else random.Random(7).sample(pieces, len(pieces))
    text, ordered = drawn(pieces, turn)
    assert ordered
    assert text.split("\n") == LONG


@pytest.mark.parametrize("turn", [0, 90])
def test_two_columns_drawn_line_by_line(drawn, turn):
    text, ordered = drawn(in_turn(column(LEFT, TWO[0]), column(RIGHT, TWO[1])), turn)
    assert ordered
    assert text.split("\n") == [*TWO[0], *TWO[1]]


def test_two_columns_below_a_heading(drawn):
    columns = in_turn(column(LEFT, TWO[0], top=720), column(RIGHT, TWO[1], top=720))
    text, _ = drawn([(LEFT, 780, TITLE), *columns, (LEFT, 60, TITLE[::-1])])
    assert text.split("\n") == [TITLE, *TWO[0], *TWO[1], TITLE[::-1]]


def test_three_columns(drawn):
    three = [made_lines(30, seed, width=28) for seed in (4, 5, 6)]
    text, _ = drawn(in_turn(*(column(x, lines) for x, lines in zip((40, 215, 390), three, strict=True))))
    assert text.split("\n") == [line for lines in three for line in lines]


def test_two_columns_upwards(drawn):
    text, _ = drawn(in_turn(column(LEFT, TWO[0]), column(RIGHT, TWO[1]))[::-1])
    assert text.split("\n") == [*TWO[0], *TWO[1]]


def test_good_order_is_left_alone(drawn):
    assert not drawn(column(LEFT, LONG))[1]
    assert not drawn([*column(LEFT, TWO[0]), *column(RIGHT, TWO[1])])[1]


def test_a_header_that_is_drawn_last_is_left_alone(drawn):
    assert not drawn([*column(LEFT, LONG[:30]), (LEFT, 800, "Kop"), (LEFT, 30, "Voet")])[1]


def test_a_side_column_is_left_alone(drawn):
    """As in the letters of ministries: beside the first lines stands who sent it."""
    aside = [(440, 760 - 9 * number, word) for number, word in enumerate(("Directie", "Postbus 1", "Den Dorp", "Datum", "1 mei"))]
    assert not drawn([*aside, *column(LEFT, LONG)])[1]


def rows_of_a_table(count=25):
    return [[str(number), "Brief over de " + WORDS[number % 14], "Deels openbaar", "5.1.2e"] for number in range(count)]


def test_a_table_drawn_in_rows_is_left_alone(drawn):
    places = (LEFT, 90, 300, 400)
    pieces = [
        (x, 760 - 16 * number, cell) for number, row in enumerate(rows_of_a_table()) for x, cell in zip(places, row, strict=True)
    ]
    assert not drawn(pieces)[1]


def test_a_table_drawn_upwards_comes_out_in_rows(drawn):
    places = (LEFT, 90, 300, 400)
    pieces = [
        (x, 760 - 16 * number, cell) for number, row in enumerate(rows_of_a_table()) for x, cell in zip(places, row, strict=True)
    ]
    text, ordered = drawn(pieces[::-1])
    assert ordered
    assert [line.split("  ") for line in text.split("\n")] == rows_of_a_table()


def test_a_table_with_long_cells_in_two_columns_stays_in_rows(drawn):
    """Each cell of some lines is drawn as a whole, as programs do: left cell, right cell, next row."""
    pieces = []
    for number in range(8):
        for x, lines in zip((LEFT, RIGHT), TWO, strict=True):
            pieces += column(x, lines[3 * number : 3 * number + 3], top=760 - 50 * number)
    assert not drawn(pieces)[1]


def test_text_on_its_side_is_left_alone(tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=1)
    canvas.rotate(90)
    for x, y, line in column(LEFT, LONG, top=-30)[::-1]:
        canvas.drawString(x, y, line)
    canvas.save()
    assert not text_of(tmp_path / "a.pdf")[1]


def test_what_runs_from_right_to_left_is_left_alone(drawn, tmp_path):
    """Fonts of reportlab have no such letters: the page is one whose characters are told to be Hebrew."""
    drawn(column(LEFT, LONG)[::-1])
    content = (tmp_path / "a.pdf").read_bytes()
    assert b"/WinAnsiEncoding" in content
    hebrew = b" ".join([b"/afii57664"] * 26)
    content = content.replace(b"/Encoding /WinAnsiEncoding", b"/Encoding << /Differences [97 " + hebrew + b"] >>")
    (tmp_path / "a.pdf").write_bytes(content)
    text, ordered = text_of(tmp_path / "a.pdf")
    assert "\u05d0" in text
    assert not ordered
