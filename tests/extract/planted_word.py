"""Hidden words in Word documents made here by other libraries."""

from __future__ import annotations

import docx
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from tests.extract.planting import SEEN, changed, data_part, own_properties, plant, saved

NS = nsdecls("w")
WHITE = RGBColor(255, 255, 255)


def word(fill):
    """A Word document that `fill` fills."""
    document = docx.Document()
    document.add_paragraph(SEEN)
    fill(document)
    return saved(document)


def runs(words, hide):
    """A document with a paragraph per word; `hide` gets the document and the run."""

    def fill(document):
        for one in words:
            hide(document, document.add_paragraph("Ervoor ").add_run(one))

    return word(fill)


def marked(words, xml):
    """A document with a paragraph per word, with `xml` in it, "WOORD" being the word."""

    def fill(document):
        for one in words:
            document.add_paragraph("Ervoor ")._p.append(parse_xml(xml.replace("WOORD", one)))

    return word(fill)


@plant("docx: tracked deletion", "verwijderingen")
def _(words):
    return marked(words, f'<w:del {NS} w:id="1" w:author="x"><w:r><w:delText>WOORD</w:delText></w:r></w:del>')


@plant("docx: moved away", "verwijderingen")
def _(words):
    return marked(words, f'<w:moveFrom {NS} w:id="1" w:author="x"><w:r><w:t>WOORD</w:t></w:r></w:moveFrom>')


@plant("docx: deletion inside an insertion", "verwijderingen")
def _(words):
    return marked(words, f"<w:ins {NS}><w:del><w:r><w:delText>WOORD</w:delText></w:r></w:del></w:ins>")


def _row(words, mark):
    def fill(document):
        table = document.add_table(rows=0, cols=2)
        for one in words:
            row = table.add_row()
            row.cells[0].text = one
            row._tr.get_or_add_trPr().append(parse_xml(mark))

    return word(fill)


@plant("docx: deleted row", "verwijderingen")
def _(words):
    return _row(words, f'<w:del {NS} w:id="1" w:author="x"/>')


@plant("docx: hidden row", "stukken verborgen tekst")
def _(words):
    return _row(words, f"<w:hidden {NS}/>")


@plant("docx: comment", "opmerkingen")
def _(words):
    def fill(document):
        for one in words:
            document.add_comment(document.paragraphs[0].runs[0], one, author="x")

    return word(fill)


@plant("docx: hidden run", "stukken verborgen tekst")
def _(words):
    return runs(words, lambda _, run: setattr(run.font, "hidden", True))


def _styled(kind, prepare):
    """Text in a style that is based on one that `prepare` changes."""

    def make(words):
        def fill(document):
            base = document.styles.add_style("Onder", kind)
            prepare(base.font)
            document.styles.add_style("Boven", kind).base_style = base
            for one in words:
                paragraph = document.add_paragraph(style="Boven" if kind == 1 else None)
                paragraph.add_run(one, style="Boven" if kind == 2 else None)

        return word(fill)

    return make


plant("docx: hidden paragraph style, inherited", "stukken verborgen tekst")(
    _styled(1, lambda font: setattr(font, "hidden", True))
)
plant("docx: hidden character style, inherited", "stukken verborgen tekst")(
    _styled(2, lambda font: setattr(font, "hidden", True))
)
plant("docx: white style, inherited", "kleur van hun achtergrond")(_styled(1, lambda font: setattr(font.color, "rgb", WHITE)))


@plant("docx: white text", "kleur van hun achtergrond")
def _(words):
    return runs(words, lambda _, run: setattr(run.font.color, "rgb", WHITE))


@plant("docx: white text in a cell", "kleur van hun achtergrond")
def _(words):
    def fill(document):
        table = document.add_table(rows=len(words), cols=1)
        for row, one in zip(table.rows, words, strict=True):
            row.cells[0].paragraphs[0].add_run(one).font.color.rgb = WHITE

    return word(fill)


@plant("docx: black on black shading", "kleur van hun achtergrond")
def _(words):
    def hide(_, run):
        run.font.color.rgb = RGBColor(0, 0, 0)
        run._r.get_or_add_rPr().append(parse_xml(f'<w:shd {NS} w:val="clear" w:fill="000000"/>'))

    return runs(words, hide)


@plant("docx: black marker", "kleur van hun achtergrond")
def _(words):
    return runs(words, lambda _, run: setattr(run.font, "highlight_color", WD_COLOR_INDEX.BLACK))


@plant("docx: tiny text", "te klein om te lezen")
def _(words):
    return runs(words, lambda _, run: setattr(run.font, "size", Pt(1)))


@plant("docx: white text in a header", "kleur van hun achtergrond")
def _(words):
    def fill(document):
        for one in words:
            document.sections[0].header.add_paragraph().add_run(one).font.color.rgb = WHITE

    return word(fill)


def variables(named):
    """A document with variables."""
    every = "".join(f'<w:docVar {NS} w:name="{name}" w:val="{value}"/>' for name, value in named.items())
    return changed(word(lambda _: None), {}, settings_xml=("</w:settings>", f"<w:docVars {NS}>{every}</w:docVars></w:settings>"))


@plant("docx: variable", "documentvariabelen")
def _(words):
    return variables({f"n{at}": one for at, one in enumerate(words)})


@plant("docx: property of its own", "eigen documenteigenschappen")
def _(words):
    return own_properties(word(lambda _: None), words)


@plant("docx: data behind the document", "onderdelen met gegevens")
def _(words):
    return data_part(word(lambda _: None), [f"<x><y>{SEEN}</y><z>{one}</z></x>" for one in words], "document_xml_rels")


@plant("docx: persons in the data of SharePoint", "onderdelen met gegevens")
def _(words):
    one = '<p:properties xmlns:p="http://schemas.microsoft.com/office/2006/metadata/properties"><documentManagement><SharedWithUsers>'
    one += "<UserInfo><DisplayName>{}</DisplayName></UserInfo></SharedWithUsers></documentManagement></p:properties>"
    return data_part(word(lambda _: None), [one.format(name) for name in words], "document_xml_rels")


def field(instruction, result="1"):
    """A field as Word writes it: its instruction in pieces, then what it shows."""
    cut = instruction.index(" ")
    pieces = "".join(f'<w:instrText xml:space="preserve">{one}</w:instrText>' for one in (instruction[:cut], instruction[cut:]))
    begin, separate, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
    return f"<w:smartTag {NS}><w:r>{begin}{pieces}{separate}</w:r><w:r><w:t>{result}</w:t>{end}</w:r></w:smartTag>"


@plant("docx: text in a field", "velden met tekst")
def _(words):
    return marked(words, field('IF 1 = 1 "1" "WOORD" \\* MERGEFORMAT'))


@plant("docx: text in a field in one piece", "velden met tekst")
def _(words):
    simple = "FILLIN &quot;Naam van WOORD?&quot;"
    return marked(words, f'<w:fldSimple {NS} w:instr="{simple}"><w:r><w:t>x</w:t></w:r></w:fldSimple>')
