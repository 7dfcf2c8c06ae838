"""Hidden words in presentations made here by other libraries."""

from __future__ import annotations

import pptx
from pptx.util import Inches

from tests.extract.planting import SEEN, changed, plant, saved


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
