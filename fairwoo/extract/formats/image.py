"""Images: one page without text each (a TIFF may have more). Only the header is read at first; `pictured` decodes a page later."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fairwoo.extract.hidden import hidden_content
from fairwoo.extract.image_details import Details, details_of
from fairwoo.extract.image_end import after_end
from fairwoo.extract.picture import Picture
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
_USUAL_DPI = 96.0
_ORIENTATION, _LYING = 0x0112, {5, 6, 7, 8}  # EXIF: turned by a quarter


def read(path: Path, limits: Limits) -> Reading:
    """The size of each page of an image. Raises UnreadableError for a damaged or giant one."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # pixels are counted here and not decoded
    try:
        with Image.open(path) as image:
            megapixels = image.width * image.height / 1e6
            if megapixels > _MOST_MEGAPIXELS:
                raise UnreadableError(IMAGE_TOO_LARGE.at(megapixels=round(megapixels), most=_MOST_MEGAPIXELS))
            pages = tuple(_page(image, number, limits) for number in range(1, _pages(image) + 1))
            details = _details(image, path)
            counts = {"photo_details": details.texts, "data_after_image": after_end(path, image.format or "")}
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise UnreadableError(IMAGE_BROKEN.at()) from error
    located = (IMAGE_LOCATION.at(),) if details.located else ()
    unseen = hidden_content(counts)
    return Reading(pages=pages, properties={**details.said, "pages": str(len(pages))}, findings=(*located, *unseen))


@contextmanager
def pictured(path: Path, number: int) -> Iterator[Picture]:
    """The image of page `number` (from 1), as long as the context lasts. Raises what Pillow raises on a damaged one."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # `read` has refused giants
    with Image.open(path) as image:
        if number > 1:
            image.seek(number - 1)
        width, height = _size(image)
        yield Picture(width, height, lambda dpi: _drawn(image, (width * dpi / 72, height * dpi / 72)), tuple)


def _drawn(image: Any, size: tuple[float, float]) -> Any:
    """The pixels, upright and resized (width, height), on white where the image is transparent."""
    import numpy as np
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        layered = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered)
    if upright.mode[0] in {"I", "F"}:  # 16 bits a point and more, which `convert` would cut off
        levels = np.asarray(upright, dtype=np.float64)
        upright = Image.fromarray((255 * levels / max(float(levels.max()), 1.0)).clip(0, 255).astype(np.uint8))
    pixels = np.asarray(upright.convert("RGB").resize((max(1, round(size[0])), max(1, round(size[1]))), Image.Resampling.LANCZOS))
    return np.ascontiguousarray(pixels[..., ::-1])


def _details(image: Any, path: Path) -> Details:
    """What the file says about itself; nothing where that is damaged, because the pixels do not depend on it."""
    try:
        image.seek(0)
        return details_of(image, path)
    except (ArithmeticError, AttributeError, EOFError, LookupError, OSError, SyntaxError, TypeError, ValueError, struct.error):
        return Details(0, located=False)


def _pages(image: Any) -> int:
    """Animations are one page; a TIFF has as many as it has images."""
    return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def _page(image: Any, number: int, limits: Limits) -> Page:
    if number > 1:
        image.seek(number - 1)
    limits.step()
    width, height = _size(image)
    return Page(number=number, text="", by=PageBy.NONE, width=round(width, 2), height=round(height, 2), image_cover=1.0)


def _size(image: Any) -> tuple[float, float]:
    """Width and height in points, as the image is shown."""
    across, up = image.info.get("dpi", (_USUAL_DPI, _USUAL_DPI))
    width = image.width * 72 / (float(across) if float(across) >= 1 else _USUAL_DPI)
    height = image.height * 72 / (float(up) if float(up) >= 1 else _USUAL_DPI)
    return (height, width) if image.getexif().get(_ORIENTATION, 1) in _LYING else (width, height)
