"""HTML text that nobody can read is left out and counted; what a browser shows in white on something dark is not."""

from __future__ import annotations

import pytest

from fairwoo.extract.html_text import html_text


@pytest.mark.parametrize(
    "piece",
    [
        '<span style="color:#ffffff">GEHEIM</span>',
        '<span style="color: white !important">GEHEIM</span>',
        '<font color="#fff">GEHEIM</font>',
        '<p style="color:rgb(250, 250, 250)">GEHEIM</p>',
        '<p style="color:rgba(0,0,0,0)">GEHEIM</p>',
        '<p style="color:transparent">GEHEIM</p>',
        '<p style="font-size:0">GEHEIM</p>',
        '<p style="font-size:1px">GEHEIM</p>',
        '<p style="opacity:0">GEHEIM</p>',
        '<p style="opacity: 0.0;">GEHEIM</p>',
        '<div style="background:#003366"><p style="color:#003366">GEHEIM</p></div>',
        '<table><tr bgcolor="#000000"><td><font color="black">GEHEIM</font></td></tr></table>',
        '<div style="color:#fff"><b><i>GEHEIM</i></b></div>',
    ],
)
def test_unreadable(piece):
    found = html_text(f"<html><body><p>zichtbaar</p>{piece}</body></html>".encode())
    assert (found.text, found.hidden) == ("zichtbaar", 1)


@pytest.mark.parametrize(
    "piece",
    [
        '<div style="background-color:#003366"><span style="color:#fff">wel</span></div>',
        '<table bgcolor="#333"><tr><td style="color:white">wel</td></tr></table>',
        '<table background="donker.png"><tr><td style="color:white">wel</td></tr></table>',
        '<div style="background-image:url(x)"><span style="color:white">wel</span></div>',
        '<div style="background:navy"><span style="color:white">wel</span></div>',
        '<div style="color:#fff"><span style="color:#000">wel</span></div>',
        '<div style="font-size:0"><span style="font-size:12px">wel</span></div>',
        '<p style="opacity:0.5">wel</p>',
        '<p style="font-size:0.9em">wel</p>',
        '<p style="border-color:white">wel</p>',
        '<style>.kop { background: #036 }</style><div class="kop"><span style="color:white">wel</span></div>',
        '<style>.kop { color: black }</style><div style="color:white"><p class="kop">wel</p></div>',
    ],
)
def test_readable(piece):
    found = html_text(f"<html><body>{piece}</body></html>".encode())
    assert (found.text.strip(), found.hidden) == ("wel", 0)


def test_unreadable_cells_are_empty():
    rows = "<tr><td>1</td><td>a</td></tr><tr><td>2</td><td><font color=white>GEHEIM</font></td></tr>"
    found = html_text(f"<html><body><table>{rows}</table></body></html>".encode())
    assert found.tables[0].rows == (("1", "a"), ("2", ""))
    assert "GEHEIM" not in found.text
