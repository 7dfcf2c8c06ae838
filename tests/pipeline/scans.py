"""Scanned pages made here: words and redactions drawn as an image, which fills the page of a PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

DPI = 200
WIDTH, HEIGHT = 595, 842
BOX = (72, 300, 240, 24)
"""The redaction on every page: left, top, width and height in points."""


def image(lines: Sequence[str], *, redacted: bool = True) -> Image.Image:
    """A page of lines, with a black box below them."""
    scale = DPI / 72
    page = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), "white")
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"), round(11 * scale))
    for number, line in enumerate(lines):
        draw.text((72 * scale, (72 + 20 * number) * scale), line, font=font, fill="black")
    if redacted:
        left, top, width, height = (round(value * scale) for value in BOX)
        draw.rectangle((left, top, left + width, top + height), fill="black")
    return page


def scan(path: Path, pages: Sequence[Sequence[str]]) -> Path:
    """A PDF of scanned pages."""
    drawing = canvas.Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    for lines in pages:
        stream = io.BytesIO()
        image(lines).save(stream, "PNG")
        drawing.drawImage(ImageReader(stream), 0, 0, WIDTH, HEIGHT)
        drawing.showPage()
    drawing.save()
    return path


def typed(path: Path, pages: Sequence[Sequence[str]]) -> Path:
    """A PDF of pages that a program set."""
    drawing = canvas.Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    for lines in pages:
        for number, line in enumerate(lines):
            drawing.drawString(72, HEIGHT - 72 - 20 * number, line)
        drawing.showPage()
    drawing.save()
    return path
