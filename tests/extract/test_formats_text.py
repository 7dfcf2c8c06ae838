"""RTF, HTML and plain text: what is seen is read, what is hidden or deleted is counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.extract.html_text import html_text
from fairwoo.extract.rtf_text import rtf_text
from tests.extract.opened import codes, opened, text_of


@pytest.fixture
def write(tmp_path):
    def make(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\info{\title Besluit}"
    rb"{\author De Proef}{\keywords Woo, sluis}{\doccomm GEHEIM0}"
    rb"{\creatim\yr2021\mo12\dy23\hr9\min5}{\revtim\yr2021\mo12\dy24}}"
    rb"{\*\generator Schrijver 1.0;}{\*\company GEHEIM1}\f0 Caf\'e9 \u8364?5 \ldblquote hallo\rdblquote\par "
    rb"zichtbaar{\v GEHEIM2} en{\deleted GEHEIM3} wel\par"
    rb"{\header Briefhoofd{\v GEHEIM4}\par}cel1\cell cel2\cell\row\page tweede \{bladzijde\}}"
)


def test_rtf(write):
    found = opened(write("a.rtf", RTF))
    assert found.media_type == "text/rtf"
    assert "GEHEIM" not in found.model_dump_json()
    assert [page.text for page in found.pages] == [
        "Briefhoofd\nCafé €5 “hallo”\nzichtbaar en wel\ncel1\tcel2\t",
        "tweede {bladzijde}",
    ]
    said = ("title", "author", "keywords", "producer", "created")
    assert [found.properties[name] for name in said] == [
        "Besluit",
        "De Proef",
        "Woo, sluis",
        "Schrijver 1.0",
        "2021-12-23T09:05:00",
    ]
    assert codes(found) == ["hidden-content"]


def test_rtf_headers_bullets_and_page_breaks(write):
    found = opened(
        write(
            "a.rtf",
            rb"{\rtf1{\header Kop\par}{\footerf Eerste voet}{\footer Voet}{\listtext \'b7\tab}\u61623?\tab punt\par"
            rb"\pard\pagebb Twee\par{\header Kop\par}{\header Andere kop}}",
        )
    )
    assert [page.text.split("\n") for page in found.pages] == [
        ["Kop", "Andere kop", "·\t•\tpunt", "", "Eerste voet", "Voet"],
        ["Twee"],
    ]


@given(st.binary(max_size=300))
def test_any_rtf_ends(content):
    rtf_text(rb"{\rtf1 " + content).text.encode("utf-8")


HTML = """<!DOCTYPE html><html lang="nl"><head><title>Be&shy;sluit</title><style>p { color: GEHEIM }</style></head><body>
 <script>GEHEIM</script><h1>Kop</h1><p>Een   alinea met <b>vet</b>.<br>Regel</p><!-- GEHEIM --><div hidden>GEHEIM</div>
 <p style="display: none">GEHEIM</p><table><tr><th>Nr</th><td>1</td></tr></table></body></html>"""


def test_html(write):
    found = opened(write("a.html", HTML))
    assert "GEHEIM" not in found.model_dump_json()
    assert text_of(found).split() == ["Kop", "Een", "alinea", "met", "vet.", "Regel", "Nr", "1"]
    assert "Een alinea met vet.\nRegel" in text_of(found)
    assert found.properties["language"] == "nl"
    assert codes(found) == ["hidden-content"]


def test_html_tables(write):
    """Those that hold tables are there for the layout. Cells of a row stay on one line, whatever stands in them."""
    found = opened(
        write(
            "a.html",
            "<table><tr><td>Links<td><table><tr><th><p>Nr</p></th><th colspan=2><p>Titel</p></th></tr>"
            "<tr><td>1</td><td><p>Brief<p>bijlage</td><td>x</td></tr><tr hidden><td>9<td>GEHEIM<td>y</tr></table></table>"
            '<div style="display:none"><table><tr><td>GEHEIM<td>a<tr><td>b<td>c</table></div>',
        )
    )
    assert [table.rows for table in found.tables] == [(("Nr", "Titel", ""), ("1", "Brief\nbijlage", "x"))]
    assert "Nr\tTitel" in text_of(found)
    assert "1\tBrief\n\nbijlage\tx" in text_of(found)
    assert "GEHEIM" not in found.model_dump_json()


def test_html_declared_as_another_encoding(write):
    """As editors leave it that save as UTF-8 what was declared as UTF-16 before (HTML standard, 13.2.3.2)."""
    page = '<html><head><meta charset="utf-16"></head><body>Café € 5</body></html>'
    assert text_of(opened(write("a.html", page.encode()))) == "Café € 5"
    assert text_of(opened(write("a.html", page.encode("utf-16-le")))) == "Café € 5"


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "utf-8-sig", "cp1252", "mac_roman"]
)
def test_text_in_any_encoding(write, encoding):
    text = "Geachte heer Çelik,\n\nHierbij ons besluit: één verzoek is geweigerd.\nNaïef café"
    found = opened(write("a.txt", text.encode(encoding)))
    assert (found.media_type, text_of(found)) == ("text/plain", text)


def test_zeros_make_no_text(write):
    """Sound in 16 bits has a zero beside every quiet sample too."""
    assert not opened(write("a", bytes(byte for sample in range(2000) for byte in (sample * 7 % 32, 0)))).read


def test_html_charset(write):
    page = '<html><head><meta charset="iso-8859-15"></head><body>Café € 5</body></html>'
    assert text_of(opened(write("a.html", page.encode("iso-8859-15")))) == "Café € 5"


def test_html_nested_deep():
    assert html_text(b"<div>" * 20_000 + b"diep").text == "diep"


def test_text_pages(write):
    found = opened(write("a.pdf.ocr", "een\n\ftwee\n\f"))
    assert [page.text for page in found.pages] == ["een", "twee"]
    assert found.media_type == "text/plain"


def test_text_over_the_limit(write):
    found = opened(write("a.txt", "regel\n" * 1000), text_chars=100)
    assert len(text_of(found)) == 100
    assert codes(found) == ["reading-cut-off"]
