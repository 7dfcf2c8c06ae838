"""Images: one page without text each (a TIFF may have more), for text recognition later. Only the header is read."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

from fairwoo.extract.hidden import hidden_content
from fairwoo.extract.image_details import Details, details_of
from fairwoo.extract.pdf import findings as on
from fairwoo.extract.reading import Limits, Reading, UnreadableError
from fairwoo.model import FindingKind, Level, Page, PageBy

MEDIA_TYPES = ("image/bmp", "image/gif", "image/jp2", "image/jpeg", "image/png", "image/tiff", "image/webp")

IMAGE_TOO_LARGE = FindingKind(
    code="image-too-large",
    level=Level.ERROR,
    nl="De afbeelding is met {megapixels} megapixels te groot om te verwerken (grens: {most}).",
    en="The image has {megapixels} megapixels, too many to process (limit: {most}).",
    do_nl="Verklein de afbeelding, of lever haar als PDF aan.",
    do_en="Make the image smaller, or deliver it as a PDF.",
)
IMAGE_BROKEN = FindingKind(
    code="image-broken",
    level=Level.ERROR,
    nl="De afbeelding is beschadigd en niet te openen.",
    en="The image is damaged and cannot be opened.",
    do_nl="Open de afbeelding in een beeldprogramma, sla haar opnieuw op en lever die aan.",
    do_en="Open the image in an image program, save it again and deliver that.",
)
IMAGE_LOCATION = FindingKind(
    code="image-location",
    level=Level.WARNING,
    nl="In de gegevens van de foto staat de plek (GPS) waar ze is gemaakt.",
    en="The data of the photo say where (GPS) it was taken.",
    do_nl="Kijk na of dat openbaar mag zijn; verwijder anders de fotogegevens (Windows: Eigenschappen › Details).",
    do_en="See whether that may be public; otherwise remove the photo data (Windows: Properties › Details).",
)
_MOST_MEGAPIXELS = 200
_MOST_PAGES = 1_000
_USUAL_DPI = 96.0


def read(path: Path, limits: Limits) -> Reading:
    """The size of each page of an image. Raises UnreadableError for a damaged or giant one."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # pixels are counted here and never decoded
    try:
        with Image.open(path) as image:
            megapixels = image.width * image.height / 1e6
            if megapixels > _MOST_MEGAPIXELS:
                raise UnreadableError(IMAGE_TOO_LARGE.at(megapixels=round(megapixels), most=_MOST_MEGAPIXELS))
            pages = tuple(_page(image, number, limits) for number in range(1, _pages(image) + 1))
            details = _details(image, path)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise UnreadableError(IMAGE_BROKEN.at()) from error
    findings = on.on_pages(on.PAGE_WITHOUT_TEXT, [page.number for page in pages], len(pages))
    located = (IMAGE_LOCATION.at(),) if details.located else ()
    unseen = hidden_content({"photo_details": details.texts})
    return Reading(pages=pages, properties={"pages": str(len(pages))}, findings=(*findings, *located, *unseen))


def _details(image: Any, path: Path) -> Details:
    """What the file says about itself; nothing where that is damaged, because the pixels do not depend on it."""
    try:
        image.seek(0)
        return details_of(image, path)
    except (ArithmeticError, AttributeError, EOFError, LookupError, OSError, SyntaxError, TypeError, ValueError, struct.error):
        return Details(0, located=False)


def _pages(image: Any) -> int:
    """Animations are one page; a TIFF has as many as it has images."""
    return min(int(getattr(image, "n_frames", 1)), _MOST_PAGES) if image.format == "TIFF" else 1


def _page(image: Any, number: int, limits: Limits) -> Page:
    if number > 1:
        image.seek(number - 1)
    limits.step()
    across, up = image.info.get("dpi", (_USUAL_DPI, _USUAL_DPI))
    width = image.width * 72 / (float(across) if float(across) >= 1 else _USUAL_DPI)
    height = image.height * 72 / (float(up) if float(up) >= 1 else _USUAL_DPI)
    return Page(number=number, text="", by=PageBy.NONE, width=round(width, 2), height=round(height, 2), image_cover=1.0)
