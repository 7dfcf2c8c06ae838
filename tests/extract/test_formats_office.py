"""Word, PowerPoint, OpenDocument: what is seen is read, what is hidden or deleted is counted."""

from __future__ import annotations

import zipfile

import docx
import pptx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from pptx.util import Inches, Pt

from tests.extract.opened import codes, opened, text_of


@pytest.fixture
def word(tmp_path):
    def make(fill):
        document = docx.Document()
        fill(document)
        path = tmp_path / "a.docx"
        document.save(str(path))
        return path

    return make


@pytest.fixture
def write(tmp_path):
    def make(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def test_docx(word):
    def fill(document):
        document.core_properties.title = "Besluit"
        document.core_properties.author = "Waterschap De Proef"
        document.add_heading("Besluit op uw verzoek", 1)
        document.add_paragraph("Eerste\talinea")
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip((cell for row in table.rows for cell in row.cells), ("Nr", "Titel", "1", "Brief"), strict=True):
            cell.text = text
        document.add_paragraph("Na de tabel")
        document.sections[0].header.paragraphs[0].text = "Briefhoofd"
        document.sections[0].footer.paragraphs[0].text = "Voetregel"

    found = opened(word(fill))
    assert text_of(found).split("\n") == [
        "Briefhoofd", "Besluit op uw verzoek", "Eerste\talinea", "Nr\tTitel", "1\tBrief", "Na de tabel", "Voetregel",
    ]  # fmt: skip
    assert [list(row) for row in found.tables[0].rows] == [["Nr", "Titel"], ["1", "Brief"]]
    assert (found.properties["title"], found.properties["author"]) == ("Besluit", "Waterschap De Proef")
    assert codes(found) == []


def test_docx_pages(word):
    def fill(document):
        document.add_paragraph("Een").add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("Twee")

    assert [page.text for page in opened(word(fill)).pages] == ["Een", "Twee"]


def test_docx_pages_as_word_made_them(word):
    def fill(document):
        run = document.add_paragraph("Een").add_run(" nog een")
        run._r.insert(0, OxmlElement("w:lastRenderedPageBreak"))
        document.add_paragraph("slot").add_run().add_break(WD_BREAK.PAGE)

    assert [page.text for page in opened(word(fill)).pages] == ["Een", " nog een\nslot"]


def test_docx_hidden(word):
    def fill(document):
        paragraph = document.add_paragraph("Zichtbaar ")
        paragraph.add_run("GEHEIM1").font.hidden = True
        space = nsdecls("w")
        paragraph._p.append(parse_xml(f"<w:del {space}><w:r><w:delText>GEHEIM2</w:delText></w:r></w:del>"))
        paragraph._p.append(parse_xml(f"<w:moveFrom {space}><w:r><w:t>GEHEIM3</w:t></w:r></w:moveFrom>"))
        paragraph._p.append(parse_xml(f"<w:ins {space}><w:r><w:t>ingevoegd</w:t></w:r></w:ins>"))
        style = document.styles.add_style("Verborgen", 2)
        style.font.hidden = True
        paragraph.add_run("GEHEIM4", style="Verborgen")
        document.add_comment(paragraph.runs[0], "GEHEIM5", author="ik")

    found = opened(word(fill))
    assert "GEHEIM" not in found.model_dump_json()
    assert text_of(found) == "Zichtbaar ingevoegd"
    assert codes(found) == ["hidden-content"]
    assert "1 opmerkingen" in found.findings[0].message.nl
    assert "2 verwijderingen" in found.findings[0].message.nl
    assert "2 stukken verborgen tekst" in found.findings[0].message.nl


def test_docx_text_box_once(word):
    box = "<w:txbxContent><w:p><w:r><w:t>In een kader</w:t></w:r></w:p></w:txbxContent>"
    drawing = (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    found = opened(word(lambda document: document.add_paragraph("Ervoor")._p.append(parse_xml(drawing))))
    assert text_of(found) == "Ervoor\nIn een kader"


def test_docx_cells(word):
    def fill(document):
        table = document.add_table(rows=1, cols=3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "breed"
        inner = table.cell(0, 2).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "a", "b"

    tables = opened(word(fill)).tables
    assert [list(row) for row in tables[0].rows] == [["breed", "", "a\tb"]]


def test_docx_with_a_document_type(word, tmp_path):
    path = word(lambda document: document.add_paragraph("x"))
    changed = tmp_path / "b.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
            new.writestr(name, entity if name == "word/document.xml" else old.read(name))
    found = opened(changed)
    assert codes(found) == ["office-file-unsafe"]
    assert "root:" not in found.model_dump_json()


def test_docx_under_another_name(word):
    assert opened(word(lambda document: document.add_paragraph("Tekst")), name="brief.pdf").media_type.endswith(
        "wordprocessingml.document"
    )


def test_pptx(tmp_path):
    presentation = pptx.Presentation()
    first, second, third = (presentation.slides.add_slide(presentation.slide_layouts[5]) for _ in range(3))
    first.shapes.title.text = "Eerste dia"
    table = first.shapes.add_table(1, 2, Inches(1), Inches(1), Inches(4), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "a", "b"
    first.notes_slide.notes_text_frame.text = "GEHEIM1"
    second.shapes.title.text = "GEHEIM2"
    second._element.set("show", "0")
    third.shapes.title.text = "Derde dia"
    path = tmp_path / "a.pptx"
    presentation.save(str(path))
    found = opened(path)
    assert "GEHEIM" not in found.model_dump_json()
    assert [page.text for page in found.pages] == ["Eerste dia\na\tb", "Derde dia"]
    assert found.tables[0].rows == (("a", "b"),)
    assert codes(found) == ["hidden-content"]


def test_tiny_text_on_a_slide_is_no_text(tmp_path):
    slides = pptx.Presentation()
    box = slides.slides.add_slide(slides.slide_layouts[6]).shapes.add_textbox(0, 0, Inches(5), Inches(2)).text_frame.paragraphs[0]
    for text, size in (("zichtbaar", 12), ("GEHEIM", 1), (" en klein", 6)):
        run = box.add_run()
        run.text, run.font.size = text, Pt(size)
    slides.save(str(tmp_path / "a.pptx"))
    found = opened(tmp_path / "a.pptx")
    assert text_of(found) == "zichtbaar en klein"
    assert codes(found) == ["hidden-content"]


ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
 <office:automatic-styles><style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
 </office:automatic-styles><office:body><office:text>
 <text:tracked-changes><text:changed-region><text:deletion><text:p>GEHEIM1</text:p></text:deletion></text:changed-region>
 </text:tracked-changes><text:h>Kop</text:h>
 <text:p>Een<text:tab/>twee<text:s text:c="2"/>drie <text:span>vet</text:span><office:annotation>
 <text:p>GEHEIM2</text:p></office:annotation>
 <text:span text:style-name="T1">GEHEIM3</text:span><text:note><text:note-citation>1</text:note-citation><text:note-body>
 <text:p>Voetnoot</text:p></text:note-body></text:note></text:p>
 <table:table table:name="Tabel"><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>
 <table:table-cell><text:p>b</text:p>
 </table:table-cell></table:table-row></table:table><text:p>voor<text:soft-page-break/>na</text:p></office:text></office:body>
</office:document-content>"""


def test_odt(tmp_path):
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", ODT)
        package.writestr("meta.xml", "niet goed")
    found = opened(path)
    assert "GEHEIM" not in found.model_dump_json()
    first, second = (page.text for page in found.pages)
    assert first.split("\n") == ["Kop", "Een\ttwee  drie vet ", "a\tb", "voor", "Voetnoot"]
    assert second == "na"
    assert found.tables[0].rows == (("a", "b"),)
    assert codes(found) == ["hidden-content"]


def test_odt_pages_headers_and_footers(tmp_path):
    """A page begins with a style that says so, or whose parent does; not where nothing stands before it."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("o", "office"), ("s", "style"), ("t", "text"), ("f", "xsl-fo-compatible"))
    )
    content = f"""<o:document-content {spaces}><o:automatic-styles>
     <s:style s:name="P1" s:family="paragraph" s:master-page-name="Standard"/>
     <s:style s:name="P2" s:family="paragraph" s:parent-style-name="Kop"/></o:automatic-styles><o:body><o:text>
     <t:p t:style-name="P1">Een</t:p><t:p>nog een</t:p><t:p t:style-name="P2">Twee</t:p><t:p>slot</t:p>
     </o:text></o:body></o:document-content>"""
    styles = f"""<o:document-styles {spaces}><o:styles><s:style s:name="Kop" s:family="paragraph">
     <s:paragraph-properties f:break-before="page"/></s:style></o:styles><o:master-styles><s:master-page s:name="Standard">
     <s:header><t:p>Briefhoofd</t:p></s:header><s:header-first s:display="false"><t:p>UIT</t:p></s:header-first>
     <s:footer><t:p>Voetregel</t:p></s:footer></s:master-page><s:master-page s:name="Liggend"><s:header><t:p>Briefhoofd</t:p>
     </s:header></s:master-page></o:master-styles></o:document-styles>"""
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr("styles.xml", styles)
    assert [page.text for page in opened(path).pages] == ["Briefhoofd\nEen\nnog een\nVoetregel", "Twee\nslot"]


def test_odp(tmp_path):
    slides = """<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
     xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:p="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"
     xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:presentation>
     <d:page><d:frame><d:text-box><t:p>Eerste</t:p></d:text-box></d:frame><p:notes><t:p>GEHEIM</t:p></p:notes></d:page>
     <d:page><d:frame><d:text-box><t:p>Tweede</t:p></d:text-box></d:frame></d:page></o:presentation></o:body></o:document-content>"""
    path = tmp_path / "a.odp"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.presentation")
        package.writestr("content.xml", slides)
    found = opened(path)
    assert [page.text.strip() for page in found.pages] == ["Eerste", "Tweede"]
    assert codes(found) == ["hidden-content"]


def test_language(write):
    dutch = "Wij hebben uw verzoek ontvangen en zullen daar binnen vier weken een besluit over nemen. De stukken die u vraagt zijn er niet."
    english = (
        "We have received your request and will decide on it within four weeks. The documents that you asked for are not there."
    )
    assert opened(write("a.txt", dutch)).language == "nld"
    assert opened(write("b.txt", english)).language == "eng"
    assert opened(write("c.txt", "1 2 3 kort")).language is None
