"""Scans: pages drawn, turned into slightly crooked grey pictures, and put into a PDF that holds nothing but pictures."""

import io

import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

_DPI = 96
_QUALITY = 32
_CROOKED = (0.4, -0.3, 0.6, -0.5)  # degrees, page by page


def scanned(content: bytes) -> bytes:
    """The pages of the PDF `content` as a scanner would give them: A4 pictures without text."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, pageCompression=1, invariant=1)
    canvas.setTitle("scan")
    for index, picture in enumerate(_pictures(content)):
        turned = picture.rotate(_CROOKED[index % len(_CROOKED)], resample=Image.Resampling.BILINEAR, fillcolor=250)
        jpeg = io.BytesIO()
        turned.save(jpeg, "JPEG", quality=_QUALITY, optimize=True)
        jpeg.seek(0)
        canvas.drawImage(ImageReader(jpeg), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _pictures(content: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.render(scale=_DPI / 72, grayscale=True).to_pil().convert("L") for page in document]
    finally:
        document.close()
