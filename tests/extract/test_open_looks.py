"""OpenDocument text that cannot be read is left out and counted; white on something that may have a colour is not."""

from __future__ import annotations

import zipfile

import pytest

from tests.extract.opened import codes, opened, text_of

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("o", "office"),
        ("s", "style"),
        ("t", "text"),
        ("f", "xsl-fo-compatible"),
        ("b", "table"),
        ("d", "drawing"),
    )
)
STYLES = """
 <s:style s:name="wit" s:family="text"><s:text-properties f:color="#ffffff"/></s:style>
 <s:style s:name="mini" s:family="text"><s:text-properties f:font-size="1pt"/></s:style>
 <s:style s:name="zwart" s:family="text"><s:text-properties f:color="#000000"/></s:style>
 <s:style s:name="gemarkeerd" s:family="text"><s:text-properties f:color="#ffffff" f:background-color="#0000ff"/></s:style>
 <s:style s:name="witte-alinea" s:family="paragraph"><s:text-properties f:color="#fefefe"/></s:style>
 <s:style s:name="kind" s:family="paragraph" s:parent-style-name="witte-alinea"/>
 <s:style s:name="balk" s:family="paragraph"><s:paragraph-properties f:background-color="#333333"/></s:style>
 <s:style s:name="donker" s:family="table-cell"><s:table-cell-properties f:background-color="#333333"/></s:style>
 <s:style s:name="witte-cel" s:family="table-cell"><s:text-properties f:color="#ffffff"/></s:style>"""


@pytest.fixture
def document(tmp_path):
    def make(kind, body, pages=""):
        path = tmp_path / "a.od"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
            package.writestr(
                "content.xml",
                f"<o:document-content {SPACES}><o:automatic-styles>{STYLES}</o:automatic-styles>"
                f"<o:body><o:{kind}>{body}</o:{kind}></o:body></o:document-content>",
            )
            package.writestr(
                "styles.xml", f"<o:document-styles {SPACES}><o:automatic-styles>{pages}</o:automatic-styles></o:document-styles>"
            )
        return opened(path)

    return make


@pytest.mark.parametrize(
    "piece",
    [
        '<t:p><t:span t:style-name="wit">GEHEIM</t:span></t:p>',
        '<t:p><t:span t:style-name="mini">GEHEIM</t:span></t:p>',
        '<t:p t:style-name="witte-alinea">GEHEIM</t:p>',
        '<t:p t:style-name="kind">GEHEIM</t:p>',
        '<b:table><b:table-row><b:table-cell b:style-name="witte-cel"><t:p>GEHEIM</t:p></b:table-cell></b:table-row></b:table>',
    ],
)
def test_unreadable(document, piece):
    found = document("text", f"<t:p>zichtbaar</t:p>{piece}")
    assert text_of(found).strip() == "zichtbaar"
    assert codes(found) == ["hidden-content"]


@pytest.mark.parametrize(
    "piece",
    [
        '<t:p t:style-name="balk"><t:span t:style-name="wit">wel</t:span></t:p>',
        '<t:p><t:span t:style-name="gemarkeerd">wel</t:span></t:p>',
        '<t:p t:style-name="witte-alinea"><t:span t:style-name="zwart">wel</t:span></t:p>',
        '<b:table><b:table-row><b:table-cell b:style-name="donker"><t:p><t:span t:style-name="wit">wel</t:span></t:p></b:table-cell>'
        "</b:table-row></b:table>",
        '<t:p><d:frame><d:text-box><t:p t:style-name="witte-alinea">wel</t:p></d:text-box></d:frame></t:p>',
    ],
)
def test_readable(document, piece):
    found = document("text", piece)
    assert text_of(found).strip() == "wel"
    assert codes(found) == []


def test_white_on_coloured_paper(document):
    pages = '<s:page-layout s:name="x"><s:page-layout-properties f:background-color="#003366"/></s:page-layout>'
    assert codes(document("text", '<t:p t:style-name="witte-alinea">wel</t:p>', pages)) == []


def test_white_cell_of_a_sheet(document):
    cells = '<b:table-cell><t:p>wel</t:p></b:table-cell><b:table-cell b:style-name="witte-cel"><t:p>GEHEIM</t:p></b:table-cell>'
    found = document("spreadsheet", f'<b:table b:name="Blad"><b:table-row>{cells}</b:table-row></b:table>')
    assert "GEHEIM" not in found.model_dump_json()
    assert codes(found) == ["hidden-content"]
