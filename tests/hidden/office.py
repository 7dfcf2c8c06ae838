"""Words hidden in office files: the places of `tests/extract`, and others that authors of such files forget."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor
from pptx.dml.color import RGBColor as SlideColour
from pptx.util import Inches
from pptx.util import Pt as SlidePt

from tests.extract.planted_open import odt
from tests.extract.planted_slides import slides
from tests.extract.planted_word import NS, marked, runs, word
from tests.extract.planting import PLANTS, SEEN, changed
from tests.hidden.planting import HIDDEN, plant, slug

for kind in ("mail", "open", "sheets", "slides", "word"):
    importlib.import_module(f"tests.extract.planted_{kind}")
for title, known in PLANTS.items():
    plant(f"known-{slug(title)}.{known.extension}", frozenset({known.code}), known.make, count=3)

Make = Callable[[list[str]], bytes]


def hides(name: str, codes: frozenset[str] = HIDDEN, *, count: int = 2) -> Callable[[Make], Make]:
    """Register a maker under "extension: place"."""

    def register(make: Make) -> Make:
        extension, _, place = name.partition(":")
        plant(f"office-{slug(extension)}-{slug(place)}.{extension}", codes, make, count=count)
        return make

    return register


def _with_part(content: bytes, part: str, text: str, relations: str, kind: str) -> bytes:
    """An office file with one more part, which the part of `relations` points to."""
    relation = f'<Relationship Id="x9" Type="http://schemas/relationships/{kind}" Target="/{part}"/>'
    return changed(content, {part: text}, **{relations: ("</Relationships>", relation + "</Relationships>")})


@hides("docx: deleted in a footnote")
def _(words: list[str]) -> bytes:
    note = f'<w:footnotes {NS}><w:footnote w:id="2"><w:p><w:r><w:t>Zie boven.</w:t></w:r>'
    note += "".join(f'<w:del w:id="1" w:author="x"><w:r><w:delText>{one}</w:delText></w:r></w:del>' for one in words)
    content = word(
        lambda document: document.paragraphs[0]._p.append(parse_xml(f'<w:r {NS}><w:footnoteReference w:id="2"/></w:r>'))
    )
    return _with_part(content, "word/footnotes.xml", f"{note}</w:p></w:footnote></w:footnotes>", "document_xml_rels", "footnotes")


@hides("docx: hidden in a header")
def _(words: list[str]) -> bytes:
    def fill(document):
        for one in words:
            document.sections[0].header.add_paragraph().add_run(one).font.hidden = True

    return word(fill)


@hides("docx: deleted in a text box")
def _(words: list[str]) -> bytes:
    box = f'<w:r {NS} xmlns:wps="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>Kader</w:t></w:r>'
    box += (
        '<w:del w:id="1" w:author="x"><w:r><w:delText>WOORD</w:delText></w:r></w:del></w:p></w:txbxContent></wps:txbx></wps:wsp>'
    )
    return marked(words, f"{box}</w:drawing></w:r>")


@hides("docx: white after a white style")
def _(words: list[str]) -> bytes:
    def hide(_, run):
        run.font.color.rgb, run.font.size = RGBColor(254, 254, 254), Pt(9)

    return runs(words, hide)


@hides("docx: variable of the document")
def _(words: list[str]) -> bytes:
    every = "".join(f'<w:docVar {NS} w:name="n{at}" w:val="{one}"/>' for at, one in enumerate(words))
    return changed(word(lambda _: None), {}, settings_xml=("</w:settings>", f"<w:docVars {NS}>{every}</w:docVars></w:settings>"))


@hides("docx: property of its own")
def _(words: list[str]) -> bytes:
    return custom_properties(word(lambda _: None), words)


def custom_properties(content: bytes, words: list[str]) -> bytes:
    """An office file with properties that its author named."""
    every = "".join(
        f'<property name="n{at}" pid="{at + 2}"><t:lpwstr>{one}</t:lpwstr></property>' for at, one in enumerate(words)
    )
    custom = f'<Properties xmlns="p" xmlns:t="t">{every}</Properties>'
    return _with_part(content, "docProps/custom.xml", custom, "_rels", "custom-properties")


@hides("docx: data behind the document")
def _(words: list[str]) -> bytes:
    return _with_part(word(lambda _: None), "customXml/item9.xml", f"<x>{' '.join(words)}</x>", "document_xml_rels", "customXml")


@hides("docx: instruction of a field")
def _(words: list[str]) -> bytes:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return marked(words, f'<w:smartTag {NS}>{begin}<w:r><w:instrText> COMMENTS "WOORD" </w:instrText></w:r>{end}</w:smartTag>')


@hides("pptx: white on white")
def _(words: list[str]) -> bytes:
    def fill(_, slide):
        run = slide.shapes.add_textbox(Inches(1), Inches(3), Inches(6), Inches(1)).text_frame.paragraphs[0].add_run()
        run.text, run.font.color.rgb = " ".join(words), SlideColour(255, 255, 255)

    return slides(fill)


@hides("pptx: tiny")
def _(words: list[str]) -> bytes:
    def fill(_, slide):
        run = slide.shapes.add_textbox(Inches(1), Inches(3), Inches(6), Inches(1)).text_frame.paragraphs[0].add_run()
        run.text, run.font.size = " ".join(words), SlidePt(1)

    return slides(fill)


@hides("pptx: under a box")
def _(words: list[str]) -> bytes:
    def fill(_, slide):
        slide.shapes.add_textbox(Inches(1), Inches(3), Inches(6), Inches(1)).text_frame.text = " ".join(words)
        box = slide.shapes.add_shape(1, Inches(1), Inches(3), Inches(6), Inches(1))
        box.fill.solid()
        box.fill.fore_color.rgb = SlideColour(0, 0, 0)

    return slides(fill)


@hides("pptx: notes of a visible slide", count=1)
def _(words: list[str]) -> bytes:
    return slides(lambda _, slide: setattr(slide.notes_slide.notes_text_frame, "text", " ".join(words)))


@hides("odt: property of its own")
def _(words: list[str]) -> bytes:
    meta = (
        f'<office:document-meta xmlns:office="o" xmlns:meta="m"><office:meta><meta:user-defined meta:name="n">{" ".join(words)}'
    )
    return changed(odt([], ""), {"meta.xml": f"{meta}</meta:user-defined></office:meta></office:document-meta>"})


@hides("odt: deleted paragraph")
def _(words: list[str]) -> bytes:
    region = "<text:changed-region><text:deletion><text:p>{}</text:p></text:deletion></text:changed-region>"
    return odt([], "", f"<text:tracked-changes>{region.format(' '.join(words))}</text:tracked-changes>")


@hides("odt: white letters")
def _(words: list[str]) -> bytes:
    style = (
        '<style:style style:name="T1" style:family="text"><style:text-properties fo:color="#ffffff" xmlns:fo="f"/></style:style>'
    )
    return odt(words, '<text:p>a<text:span text:style-name="T1">WOORD</text:span></text:p>', styles=style)


@hides("rtf: hidden text")
def _(words: list[str]) -> bytes:
    return (r"{\rtf1\ansi Zichtbaar\par " + "".join(r"{\v " + one + "}" for one in words) + "}").encode()


@hides("html: hidden elements")
def _(words: list[str]) -> bytes:
    inside = "".join(f'<p style="display: none">{one}</p>' for one in words)
    return f"<!DOCTYPE html><html><body><p>{SEEN}</p>{inside}</body></html>".encode()
