"""Words hidden on pages that pdfium writes: fonts with two-byte codes (Identity-H), embedded whole or as a subset."""

from __future__ import annotations

import ctypes
import io
import itertools
from collections.abc import Callable

import pypdfium2
import pypdfium2.raw as pdfium

from tests.hidden.pages import FONTS, SEEN
from tests.hidden.planting import EITHER, HIDDEN, UNDER, control, plant, slug

Colour = tuple[int, int, int, int]
BLACK, WHITE = (0, 0, 0, 255), (255, 255, 255, 255)
_KINDS = itertools.cycle((("whole", 0, 595, 842), ("subset", 1 << 3, 842, 595)))
_MATRIX = Callable[["Leaf", str], None]


class Leaf:
    """A page of a pdfium document with one font."""

    def __init__(self, document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, font: object) -> None:
        self.document, self.page, self.font = document, page, font

    def write(self, text: str, x: float = 80, y: float = 300, **more: object) -> None:
        """Text in 12 points; `colour` with its opacity, `mode` its rendering mode, `scale` makes it smaller."""
        made = pdfium.FPDFPageObj_CreateTextObj(self.document.raw, self.font, 12.0)
        coded = text.encode("utf-16-le") + b"\0\0"
        pdfium.FPDFText_SetText(made, ctypes.cast(ctypes.create_string_buffer(coded), ctypes.POINTER(ctypes.c_ushort)))
        pdfium.FPDFPageObj_SetFillColor(made, *more.get("colour", BLACK))  # type: ignore[misc]
        pdfium.FPDFTextObj_SetTextRenderMode(made, more.get("mode", 0))
        scale = float(more.get("scale", 1))  # type: ignore[arg-type]
        pdfium.FPDFPageObj_Transform(made, scale, 0, 0, scale, x, y)
        pdfium.FPDFPage_InsertObject(self.page.raw, made)

    def box(self, colour: Colour = BLACK) -> None:
        """A filled box over the place."""
        made = pdfium.FPDFPageObj_CreateNewRect(74, 294, 380, 22)
        pdfium.FPDFPageObj_SetFillColor(made, *colour)
        pdfium.FPDFPath_SetDrawMode(made, pdfium.FPDF_FILLMODE_WINDING, 0)
        pdfium.FPDFPage_InsertObject(self.page.raw, made)


def written(draw: Callable[[Leaf], None], *, flags: int = 0, width: float = 595, height: float = 842, number: int = 1) -> bytes:
    """A PDF of two pages by pdfium; `draw` draws on page `number`."""
    document = pypdfium2.PdfDocument.new()
    data = (FONTS / "Vera.ttf").read_bytes()
    buffer = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
    font = pdfium.FPDFText_LoadFont(document.raw, buffer, len(data), pdfium.FPDF_FONT_TRUETYPE, 1)
    for at in (1, 2):
        leaf = Leaf(document, document.new_page(width, height), font)
        for line, text in enumerate(SEEN):
            leaf.write(text, 60, height - 60 - 16 * line)
        if at == number:
            draw(leaf)
        pdfium.FPDFPage_GenerateContent(leaf.page.raw)
        leaf.page.close()
    stream = io.BytesIO()
    document.save(stream, flags=flags or pdfium.FPDF_NO_INCREMENTAL)
    document.close()
    return stream.getvalue()


def hides(name: str, codes: frozenset[str]) -> Callable[[_MATRIX], _MATRIX]:
    """Register a way to hide words on page 2."""

    def register(hide: _MATRIX) -> _MATRIX:
        for kind, flags, width, height in (next(_KINDS), next(_KINDS)):

            def make(words: list[str], flags: int = flags, width: int = width, height: int = height) -> bytes:
                return written(lambda leaf: hide(leaf, " ".join(words)), flags=flags, width=width, height=height, number=2)

            plant(f"pdfium-{slug(name)}-{kind}.pdf", codes, make, page=2, accents=kind == "whole")
        return hide

    return register


@hides("black box", UNDER)
def _(leaf: Leaf, words: str) -> None:
    leaf.write(words)
    leaf.box()


@hides("green box", UNDER)
def _(leaf: Leaf, words: str) -> None:
    leaf.write(words)
    leaf.box((20, 140, 60, 255))


@hides("below a box", EITHER)
def _(leaf: Leaf, words: str) -> None:
    leaf.box()
    leaf.write(words)


@hides("white", HIDDEN)
def _(leaf: Leaf, words: str) -> None:
    leaf.write(words, colour=WHITE)


@hides("without opacity", HIDDEN)
def _(leaf: Leaf, words: str) -> None:
    leaf.write(words, colour=(0, 0, 0, 0))


@hides("mode 3", HIDDEN)
def _(leaf: Leaf, words: str) -> None:
    leaf.write(words, mode=3)


@hides("tiny", HIDDEN)
def _(leaf: Leaf, words: str) -> None:
    leaf.write(words, scale=0.04)


@hides("left of the page", HIDDEN)
def _(leaf: Leaf, words: str) -> None:
    leaf.write(words, x=-500)


def _white_heading(leaf: Leaf) -> None:
    leaf.box((0, 60, 120, 255))
    leaf.write("Hoofdstuk twee: de stukken", colour=WHITE)


control("pdfium-plain.pdf", lambda: written(lambda leaf: leaf.write("Gewone tekst onder aan het blad"), flags=1 << 3))
control("pdfium-white-heading.pdf", lambda: written(_white_heading, flags=1 << 3))
control("pdfium-box-without-text.pdf", lambda: written(lambda leaf: leaf.box()))
