"""Hidden words in presentations made here by other libraries."""

from __future__ import annotations

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches, Pt

from tests.extract.planting import SEEN, changed, data_part, own_properties, plant, saved


def slides(fill):
    """A presentation with a slide that `fill` fills."""
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = SEEN
    fill(presentation, slide)
    return saved(presentation)


@plant("pptx: hidden slide", "verborgen dia’s")
def _(words):
    def fill(presentation, _):
        for one in words:
            slide = presentation.slides.add_slide(presentation.slide_layouts[5])
            slide.shapes.title.text = one
            slide._element.set("show", "0")

    return slides(fill)


@plant("pptx: notes", "dia’s met notities")
def _(words):
    def fill(presentation, _):
        for one in words:
            presentation.slides.add_slide(presentation.slide_layouts[6]).notes_slide.notes_text_frame.text = one

    return slides(fill)


@plant("pptx: comment", "opmerkingen")
def _(words):
    every = "".join(f'<p:cm idx="{at}"><p:text>{one}</p:text></p:cm>' for at, one in enumerate(words))
    relation = '<Relationship Id="x1" Type="http://schemas/relationships/comments" Target="/ppt/comments/comment1.xml"/>'
    return changed(
        slides(lambda *_: None),
        {"ppt/comments/comment1.xml": f'<p:cmLst xmlns:p="p">{every}</p:cmLst>'},
        slide1_xml_rels=("</Relationships>", relation + "</Relationships>"),
    )


@plant("pptx: beside the slide", "buiten de rand")
def _(words):
    def fill(presentation, slide):
        width, height = presentation.slide_width, presentation.slide_height
        corners = [(-Inches(3), 0), (width, 0), (0, -Inches(2)), (0, height + Inches(1))]
        for (left, top), one in zip(corners, words, strict=False):
            slide.shapes.add_textbox(left, top, Inches(2), Inches(1)).text_frame.text = one

    return slides(fill)


@plant("pptx: beside the slide, in a group", "buiten de rand")
def _(words):
    def fill(_, slide):
        group = slide.shapes.add_group_shape()
        for one in words:
            group.shapes.add_textbox(Inches(1), Inches(1), Inches(2), Inches(1)).text_frame.text = one
        group.left, group.top = Inches(30), Inches(2)

    return slides(fill)


@plant("pptx: hidden shape", "verborgen objecten")
def _(words):
    def fill(_, slide):
        for one in words:
            box = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(2), Inches(1))
            box.text_frame.text = one
            box._element.nvSpPr.cNvPr.set("hidden", "1")

    return slides(fill)


def text_box(slide, words, top=3.0):
    """A text box with a run."""
    run = slide.shapes.add_textbox(Inches(1), Inches(top), Inches(6), Inches(0.6)).text_frame.paragraphs[0].add_run()
    run.text = words
    return run


def block(slide, colour, top=3.0, height=0.6):
    """A filled rectangle where `text_box` puts the text."""
    box = slide.shapes.add_shape(1, Inches(1), Inches(top), Inches(6), Inches(height))
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor.from_string(colour)
    return box


def _boxes(hide):
    """A slide with a text box per word; `hide` gets the slide, the run and how far down it is."""

    def make(words):
        def fill(_, slide):
            for at, one in enumerate(words):
                hide(slide, text_box(slide, one, top := 2.5 + at), top)

        return slides(fill)

    return make


plant("pptx: white on the ground of the slide", "kleur van hun achtergrond")(
    _boxes(lambda _, run, __: setattr(run.font.color, "rgb", RGBColor(255, 255, 254)))
)
plant("pptx: colour of the ground by the theme", "kleur van hun achtergrond")(
    _boxes(lambda _, run, __: setattr(run.font.color, "theme_color", MSO_THEME_COLOR.BACKGROUND_1))
)
plant("pptx: no ink", "kleur van hun achtergrond")(_boxes(lambda _, run, __: run.font.fill.background()))
plant("pptx: tiny", "te klein om te lezen")(_boxes(lambda _, run, __: setattr(run.font, "size", Pt(1))))
plant("pptx: under a block", "onder een ander object")(_boxes(lambda slide, _, top: block(slide, "000000", top)))


@plant("pptx: under a block in several colours", "onder een ander object")
def _(words):
    return _boxes(lambda slide, _, top: block(slide, "000000", top).fill.gradient())(words)


@plant("pptx: dark on a dark shape", "kleur van hun achtergrond")
def _(words):
    def fill(_, slide):
        for at, one in enumerate(words):
            run = block(slide, "102030", 2.5 + at).text_frame.paragraphs[0].add_run()
            run.text, run.font.color.rgb = one, RGBColor(0x10, 0x20, 0x32)

    return slides(fill)


@plant("pptx: dark over a dark block", "kleur van hun achtergrond")
def _(words):
    def fill(_, slide):
        for at, one in enumerate(words):
            block(slide, "102030", 2.5 + at)
            text_box(slide, one, 2.5 + at).font.color.rgb = RGBColor(0x10, 0x20, 0x30)

    return slides(fill)


@plant("pptx: dark on a dark slide", "kleur van hun achtergrond")
def _(words):
    def fill(_, slide):
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = RGBColor(0x10, 0x20, 0x30)
        for at, one in enumerate(words):
            text_box(slide, one, 2.5 + at).font.color.rgb = RGBColor(0x10, 0x20, 0x30)

    return slides(fill)


@plant("pptx: title under a block", "onder een ander object", one_each=False)
def _(words):
    def fill(presentation, _):
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        title = slide.shapes.title
        title.text = " ".join(words)  # its place is that of the layout
        box = slide.shapes.add_shape(1, title.left, title.top, title.width, title.height)
        box.fill.solid()
        box.fill.fore_color.rgb = RGBColor(0, 0, 0)

    return slides(fill)


@plant("pptx: under a block, in a group", "onder een ander object")
def _(words):
    def fill(_, slide):
        group = slide.shapes.add_group_shape()
        for at, one in enumerate(words):
            group.shapes.add_textbox(Inches(1), Inches(1 + at), Inches(2), Inches(0.5)).text_frame.text = one
        group.left, group.top = Inches(3), Inches(2)
        for shape in group.shapes:
            block(slide, "000000", 1 + (shape.top / Inches(1)), 0.6)

    return slides(fill)


@plant("pptx: property of its own", "eigen documenteigenschappen")
def _(words):
    return own_properties(slides(lambda *_: None), words)


@plant("pptx: data behind the slides", "onderdelen met gegevens")
def _(words):
    return data_part(slides(lambda *_: None), [f"<x>{one}</x>" for one in words], "presentation_xml_rels")


def animated(slide, shape):
    """Make a shape one that comes or goes as the slide is shown."""
    target = f'<p:spTgt spid="{shape.shape_id}"/>'
    slide._element.append(parse_xml(f"<p:timing {nsdecls('p')}><p:tnLst><p:tgtEl>{target}</p:tgtEl></p:tnLst></p:timing>"))
