"""Inventories in PDFs come out as rows, however they were drawn: the rows that went into the page are the truth."""

from __future__ import annotations

import random
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from fairwoo.extract.pdf.page import read_page
from fairwoo.extract.pdf.tables import has_heading_line, may_hold_inventory, tables_of
from fairwoo.extract.pdf.tables_rules import Rule, grids
from fairwoo.model import Page, PageBy

HEADER = ("Nr.", "Document", "Datum", "Beoordeling", "Grond")
SMALL = ParagraphStyle("small", fontName="Helvetica", fontSize=8, leading=9.5)
WIDTHS = [35, 230, 70, 85, 80]
GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
WORDS = ["boom", "kade", "brug", "sloot", "dijk", "weide", "nota", "brief", "verslag", "plan", "dorp", "markt", "wegen", "stoep"]


def made_rows(count: int, seed: int = 1) -> list[tuple[str, ...]]:
    chance = random.Random(seed)
    return [
        (
            str(number),
            " ".join(chance.choices(WORDS, k=chance.choice((2, 3, 5, 14)))).capitalize(),
            f"{chance.randint(1, 28)}-{chance.randint(1, 12)}-2022",
            chance.choice(("Openbaar", "Deels openbaar", "Niet openbaar")),
            chance.choice(("5.1.2e", "5.2.1", "5.1.2e, 5.1.2i", "")),
        )
        for number in range(1, count + 1)
    ]


def as_platypus(rows, style, *, repeat=0, widths=WIDTHS) -> Table:
    cells = [[Paragraph(cell, SMALL) for cell in row] for row in rows]
    return Table(cells, colWidths=widths, repeatRows=repeat, style=TableStyle([*style, ("VALIGN", (0, 0), (-1, -1), "TOP")]))


def set_in(path: Path, *parts: Flowable, size=A4) -> Path:
    SimpleDocTemplate(str(path), pagesize=size, invariant=1, leftMargin=40, rightMargin=40).build(list(parts))
    return path


def read(path: Path):
    with pypdfium2.PdfDocument(path) as document:
        return tables_of(document, pages_of(document))


def pages_of(document):
    return [(one.page, one.cut) for one in (read_page(document, index) for index in range(len(document)))]


def only(path: Path) -> list[tuple[str, ...]]:
    (table,) = read(path)
    return list(table.rows)


LINES = {
    "all": [GRID],
    "shaded heading": [GRID, ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#4f81bd"))],
    "shading only": [
        ("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.whitesmoke, colors.lightgrey]),
        ("INNERGRID", (0, 0), (-1, -1), 3, colors.white),
    ],
    "across": [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black), ("LINEABOVE", (0, 0), (-1, 0), 0.5, colors.black)],
    "down": [
        ("BOX", (0, 0), (-1, -1), 0.5, colors.black),
        ("LINEBEFORE", (0, 0), (-1, -1), 0.5, colors.black),
        ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black),
    ],
    "none": [],
}


@pytest.mark.parametrize("lines", LINES)
def test_lines_of_all_sorts(tmp_path, lines):
    rows = [HEADER, *made_rows(20, seed=len(lines))]
    assert only(set_in(tmp_path / "list.pdf", as_platypus(rows, LINES[lines]))) == rows


@pytest.mark.parametrize("lines", ["all", "across", "none"])
@pytest.mark.parametrize("repeat", [0, 1], ids=["headings once", "headings on each page"])
def test_over_pages_it_is_one_table(tmp_path, lines, repeat):
    rows = [HEADER, *made_rows(130)]
    path = set_in(tmp_path / "list.pdf", as_platypus(rows, LINES[lines], repeat=repeat))
    (table,) = read(path)
    assert len(pypdfium2.PdfDocument(path)) >= 3
    assert list(table.rows) == rows
    assert table.page == 1


def test_a_turned_page(tmp_path):
    """Landscape as most programs make it: a portrait page with its content on its side, shown turned."""
    rows = [HEADER, *made_rows(10)]
    path = set_in(tmp_path / "upright.pdf", as_platypus(rows, [GRID]), size=landscape(A4))
    with pikepdf.open(path) as pdf:
        width, height = (float(length) for length in pdf.pages[0].mediabox[2:])
        pdf.pages[0].contents_coalesce()
        content = pdf.pages[0].Contents.read_bytes()
        pdf.pages[0].Contents = pdf.make_stream(b"q 0 1 -1 0 %f 0 cm " % height + content + b" Q")
        pdf.pages[0].mediabox = [0, 0, height, width]
        pdf.pages[0].Rotate = 90
        pdf.save(tmp_path / "turned.pdf")
    assert only(tmp_path / "turned.pdf") == rows


def cell_by_cell(canvas: Canvas, rows, order) -> None:
    """A grid drawn with lines, and its cells in any order."""
    tops = [780 - 20 * number for number in range(len(rows) + 1)]
    lefts = [40, 80, 300, 370, 460, 550]
    for top in tops:
        canvas.line(lefts[0], top, lefts[-1], top)
    for left in lefts:
        canvas.line(left, tops[0], left, tops[-1])
    canvas.setFont("Helvetica", 8)
    for row, column in order:
        canvas.drawString(lefts[column] + 3, tops[row] - 14, rows[row][column][:60])


def test_cells_drawn_by_column(tmp_path):
    rows = [HEADER, *((*row[:1], row[1][:40].strip(), *row[2:]) for row in made_rows(15))]
    canvas = Canvas(str(tmp_path / "list.pdf"), pagesize=A4, invariant=1)
    cell_by_cell(canvas, rows, [(row, column) for column in range(5) for row in range(len(rows))])
    canvas.save()
    assert only(tmp_path / "list.pdf") == rows


def test_headings_on_their_side(tmp_path):
    rows = [(*row[:1], row[1][:40].strip(), *row[2:]) for row in made_rows(15)]
    canvas = Canvas(str(tmp_path / "list.pdf"), pagesize=A4, invariant=1)
    cell_by_cell(canvas, rows, [(row, column) for row in range(len(rows)) for column in range(5)])
    canvas.line(40, 840, 550, 840)
    for left, heading in zip([40, 80, 300, 370, 460], HEADER, strict=True):
        canvas.line(left, 780, left, 840)
        canvas.saveState()
        canvas.translate(left + 15, 785)
        canvas.rotate(90)
        canvas.drawString(0, 0, heading)
        canvas.restoreState()
    canvas.line(550, 780, 550, 840)
    canvas.save()
    assert only(tmp_path / "list.pdf") == [HEADER, *rows]


def test_a_cell_over_rows_and_one_over_columns(tmp_path):
    rows = [HEADER, ("Map 1", "", "", "", ""), *made_rows(4)]
    rows[3] = ("2", "", "1-2-2022", "Openbaar", "")
    rows[4] = ("3", "", "1-3-2022", "Openbaar", "")
    rows[2] = ("1", "Een bericht met twee bijlagen", "1-1-2022", "Openbaar", "")
    spans = [("SPAN", (0, 1), (-1, 1)), ("SPAN", (1, 2), (1, 4))]
    assert only(set_in(tmp_path / "list.pdf", as_platypus(rows, [GRID, *spans]))) == rows


def test_a_line_under_a_link_begins_no_row(tmp_path):
    header = (*HEADER[:4], "Vindplaats")
    link = "<link href='https://example.org/a'><u>https://example.org/een/heel/lang/adres/dat/niet/past</u></link>"
    rows = [header, *((*row[:4], "") for row in made_rows(6))]
    shown = [[*row[:4], link if number else row[4]] for number, row in enumerate(rows)]
    shown[0][4] = "Vindplaats"
    found = only(set_in(tmp_path / "list.pdf", as_platypus(shown, [GRID])))
    assert [row[:4] for row in found] == [row[:4] for row in rows]


def test_a_row_cut_in_two_by_the_page_end(tmp_path):
    """What stands on the next page without a number belongs to the last row."""
    first, second = [HEADER, *made_rows(3)], [("", "en nog wat", "", "", ""), ("4", "Slot", "1-1-2022", "Openbaar", "")]
    canvas = Canvas(str(tmp_path / "list.pdf"), pagesize=A4, invariant=1)
    for rows in (first, second):
        short = [(*row[:1], row[1][:40].strip(), *row[2:]) for row in rows]
        cell_by_cell(canvas, short, [(row, column) for row in range(len(rows)) for column in range(5)])
        canvas.showPage()
    canvas.save()
    found = only(tmp_path / "list.pdf")
    assert [row[0] for row in found] == ["Nr.", "1", "2", "3", "4"]
    assert found[3][1].endswith("en nog wat")


def test_words_under_a_box_are_in_no_cell(tmp_path):
    rows = [HEADER, *((*row[:1], row[1][:40].strip(), *row[2:]) for row in made_rows(8))]
    rows[3] = ("3", "Xylofoon Quizvraag", *rows[3][2:])
    canvas = Canvas(str(tmp_path / "list.pdf"), pagesize=A4, invariant=1)
    cell_by_cell(canvas, rows, [(row, column) for row in range(len(rows)) for column in range(5)])
    canvas.rect(82, 780 - 4 * 20 + 2, 200, 16, fill=1)
    canvas.save()
    assert not any(
        "Xylofoon" in cell or "Quizvraag" in cell for table in read(tmp_path / "list.pdf") for row in table.rows for cell in row
    )


def test_characters_that_are_cut_are_in_no_cell(tmp_path):
    """Told by their indexes, also where the same word stands elsewhere in the text."""
    rows = [HEADER, *((str(number), "Quizvraag", "1-2-2022", "Openbaar", "") for number in range(1, 9))]
    path = set_in(tmp_path / "list.pdf", as_platypus(rows, [GRID]))
    with pypdfium2.PdfDocument(path) as document:
        page = read_page(document, 0).page
        text = document[0].get_textpage().get_text_range()
        start = text.index("Quizvraag", text.index("Quizvraag") + 1)
        (table,) = tables_of(document, [(page, range(start, start + 9))])
    assert [row[1] for row in table.rows] == ["Document", "Quizvraag", "", *["Quizvraag"] * 6]


def test_a_page_that_is_damaged_stops_nothing(tmp_path):
    path = set_in(tmp_path / "list.pdf", as_platypus([HEADER, *made_rows(60)], [GRID]))
    with pypdfium2.PdfDocument(path) as document:
        pages = pages_of(document)
        pages.append((Page(number=len(pages) + 1, text="", by=PageBy.NONE), ()))
        (table,) = tables_of(document, pages)
    assert len(table.rows) == 61


def test_other_tables_are_left_alone(tmp_path):
    rows = [("Jaar", "Aantal", "Kosten"), *((str(year), "12", "€ 300") for year in range(2000, 2020))]
    figures = as_platypus(rows, [GRID], widths=[100, 100, 100])
    letter = Paragraph("Wij beoordelen elk document. De beoordeling van de documenten leest u hieronder.", SMALL)
    assert read(set_in(tmp_path / "list.pdf", letter, Spacer(1, 20), figures)) == ()


def test_a_map_is_no_table(tmp_path):
    canvas = Canvas(str(tmp_path / "map.pdf"), pagesize=A4, invariant=1)
    canvas.drawString(40, 800, "Nr. Document Datum Beoordeling Grond")
    for number in range(450):
        canvas.line(10, 10 + number * 5, 500, 10 + number * 5)
        canvas.line(10 + number * 5, 10, 10 + number * 5, 500)
    canvas.save()
    assert read(tmp_path / "map.pdf") == ()


def test_lines_that_do_not_cross_are_no_grid():
    across = [Rule(10, 0, 100), Rule(20, 0, 100)]
    assert grids(across, [Rule(200, 0, 30), Rule(210, 0, 30), Rule(220, 0, 30)]) == []
    (grid,) = grids(across, [Rule(0, 10, 20), Rule(50, 10, 20), Rule(100, 10, 20)])
    assert (grid.rows, grid.columns) == ((10, 20), (0, 50, 100))


def test_what_speaks_of_an_inventory():
    assert may_hold_inventory("Nr.\nDocument\nDatum\nBeoordeling")
    assert may_hold_inventory("Documenten Omschrijving Openbaar/niet openbaar Weigeringsgrond")
    assert not may_hold_inventory("Wij hebben uw brief ontvangen en sturen u een antwoord binnen vier weken.")
    assert has_heading_line("Nr. Document Beoordeling")
    assert not has_heading_line("Document " + "en verder niets " * 5 + "Beoordeling")
