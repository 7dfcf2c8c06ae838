"""Running headers and footers leave the text, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.extract.running import parted
from fairwoo.model import Page

WORDS = ("kade", "brug", "sloot", "dijk", "weide", "markt")
BODY = [f"Alinea {word} van de brief gaat verder.\nEn nog een regel over {word}." for word in WORDS]


def made(*texts: str) -> tuple[Page, ...]:
    return parted([Page(number=number, text=text) for number, text in enumerate(texts, start=1)])


def around(header: str = "", footer: str = "", bodies=BODY) -> tuple[Page, ...]:
    """Pages with a header and a footer, in which {n} is the number of the page and {odd} tells odd and even pages apart."""
    texts = []
    for number, body in enumerate(bodies, start=1):
        told = {"n": number, "odd": "links" if number % 2 else "rechts"}
        texts.append("\n".join(part for part in (header.format(**told), body, footer.format(**told)) if part))
    return made(*texts)


@pytest.mark.parametrize(
    ("header", "footer"),
    [
        ("Gemeente Ons Dorp", ""),
        ("Gemeente Ons Dorp\nKenmerk 2024-17", "Pagina {n} van 6"),
        ("", "{n}"),
        ("", "- {n} -"),
        ("{n}/6", ""),
        ("", "pagina {n} | 12 mei 2022 | versie 2"),
        ("Rapport {odd}", "{n}"),
        ("Rapport\n\nDeel 2", ""),
        ("| |\nGemeente Ons Dorp", ""),
    ],
)
def test_they_leave_the_text(header, footer):
    pages = around(header, footer)
    assert [page.text for page in pages] == BODY
    for page in pages:
        told = {"n": page.number, "odd": "links" if page.number % 2 else "rechts"}
        assert (page.header, page.footer) == (header.format(**told), footer.format(**told))


def test_a_footer_that_is_drawn_first_leaves_the_text_too():
    pages = made(*(f"Pagina {number} van 6\n{body}" for number, body in enumerate(BODY, start=1)))
    assert [page.text for page in pages] == BODY


def test_the_letterhead_stays():
    pages = made("Gemeente Ons Dorp\nPostbus 1\n" + BODY[0], *(f"Vervolgblad {n}\n{body}" for n, body in enumerate(BODY[1:], 2)))
    assert pages[0].text.startswith("Gemeente Ons Dorp\nPostbus 1")
    assert [page.header for page in pages] == ["", *(f"Vervolgblad {n}" for n in range(2, 7))]


def test_three_pages_of_which_the_first_has_none():
    pages = made(BODY[0], f"Memo over de kade\n{BODY[1]}\n2", f"Memo over de kade\n{BODY[2]}\n3")
    assert [page.text for page in pages] == BODY[:3]


def test_a_document_in_the_middle_of_a_bundle():
    texts = [*BODY, *(f"Advies over de brug\n{body}" for body in BODY), *BODY]
    assert [page.header for page in made(*texts)] == [""] * 6 + ["Advies over de brug"] * 6 + [""] * 6


def test_dates_that_were_read_differently():
    days = ("12 december 2023", "11 december 2023", "11 december 2023", "11 december 2028", "1 december 2023", "11 december 2023")
    pages = made(*(f"Gemeente Ons Dorp, {day}\n{body}" for day, body in zip(days, BODY, strict=True)))
    assert [page.text for page in pages] == BODY


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(BODY[:2], id="two pages"),
        pytest.param([f"Kop\n{BODY[0]}", f"Kop\n{BODY[1]}"], id="two pages that begin alike"),
        pytest.param([f"Artikel {n}\n{body}" for n, body in zip((1, 2, 3, 4, 5, 6), BODY, strict=True)], id="articles"),
        pytest.param(
            [f"{body}\n{n}" for n, body in zip((88, 12, 400, 3, 59, 60), BODY, strict=True)], id="numbers that do not count"
        ),
        pytest.param([f"Bijlage {n}:\n{body}" for n, body in enumerate(BODY, 1)], id="annexes"),
        pytest.param([f"Van: A. Bakker\nAan: C. Visser\n{body}" for body in BODY], id="mail"),
        pytest.param([f"{body}\nMet vriendelijke groet,\nA. Bakker\nGemeente Ons Dorp" for body in BODY], id="signatures"),
        pytest.param([f"Nr. Document Datum Beoordeling\n{body}" for body in BODY], id="headings of a list"),
        pytest.param([f"Deels openbaar\n{body}\nDeels openbaar" for body in BODY], id="cells that come back on a page"),
        pytest.param(["Wacht op scan", "Wacht op scan", "Wacht op scan", "Wacht op scan"], id="all the text there is"),
        pytest.param(["", "", "", ""], id="nothing"),
    ],
)
def test_what_stays(texts):
    pages = made(*texts)
    assert [page.text for page in pages] == list(texts)
    assert all(not page.header and not page.footer for page in pages)


def test_what_is_parted_already_is_left():
    page = Page(number=1, text="Kop\nTekst een", header="Eigen kop")
    pages = parted([page, *(Page(number=number, text=f"Kop\nTekst {number}") for number in range(2, 7))])
    assert pages[0] == page


lines = st.sampled_from(
    ["Kop", "Kop 1", "Pagina 1 van 2", "7", "", "|", "Tekst", "Van: A", "groet", "Nr. Document Oordeel", "🖋 ß İ"]
)
texts = st.lists(lines, max_size=30).map("\n".join)


@given(st.lists(texts, max_size=8))
def test_no_line_is_lost_or_moved(pages):
    def said(text):
        return [line for line in text.split("\n") if line]

    for text, page in zip(pages, made(*pages), strict=True):
        assert said(page.whole_text) == said(text)
        assert bool(said(page.text)) == bool(said(text))


@given(st.lists(texts, max_size=8))
def test_twice_gives_the_same(pages):
    once = made(*pages)
    assert made(*pages) == once
