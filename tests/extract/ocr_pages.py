"""Pages that we draw ourselves, for the tests of text recognition."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

LINES = (
    "Geachte heer, mevrouw,",
    "Op verzoek van de aanvrager heeft het college besloten een deel van",
    "de documenten openbaar te maken. De namen van ambtenaren zijn",
    "weggelaten, omdat hun persoonlijke belang zwaarder weegt.",
    "Tegen dit besluit kan binnen zes weken bezwaar worden gemaakt.",
    "Het bezwaarschrift moet worden ondertekend en bevat de naam en",
    "het adres van de indiener, de datum en de redenen van het bezwaar.",
)
LEFT, TOP, SIZE, LEADING = 72, 90, 12, 20
WORDS = " ".join(LINES).split()

Render = Callable[[float], np.ndarray]


def drawn(draw: Callable[[Canvas], None]) -> Render:
    """What draws an A4 page, filled by `draw`, at any resolution, as `recognise` asks for it."""
    canvas = Canvas("", pagesize=A4, invariant=1)
    draw(canvas)
    content = canvas.getpdfdata()

    def render(dpi: float) -> np.ndarray:
        with pypdfium2.PdfDocument(content) as document:
            pixels = document[0].render(scale=dpi / 72, grayscale=True).to_numpy()
        return pixels.reshape(pixels.shape[:2])

    return render


def letter(canvas: Canvas) -> None:
    """The lines in a serif type."""
    canvas.setFont("Times-Roman", SIZE)
    for number, line in enumerate(LINES):
        canvas.drawString(LEFT, A4[1] - TOP - number * LEADING, line)


def missed(text: str) -> int:
    """How many words of the lines are not in the text."""
    words = text.split()
    return sum(word not in words for word in WORDS)
