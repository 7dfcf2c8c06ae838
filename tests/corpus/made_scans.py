"""Typeset pages made into scans: skew, blur, uneven light, noise, JPEG, put into a PDF and drawn from it like any other scan.

The text of a page is known from its text layer. That text was itself recognised once, and some of it is no language: a page counts
only where it has `LEAST_WORDS` words and `LEAST_PLAIN` of them look like words. What is missed on the clean page is the floor.
Pages are divided by document into those that rules were tuned on and those held out.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import re
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from fairwoo.shared import clean_text

LEAST_WORDS = 60
LEAST_PLAIN = 0.75

_PLAIN = re.compile(r"[(\"']?[^\W\d_]{2,}[)\"'.,;:?!]*")


class Sheet(NamedTuple):
    """A typeset page, its text, the document it is of, and whether that may be looked at while rules are made."""

    pdf: Path
    number: int
    text: str
    document: str

    @property
    def tuned(self) -> bool:
        return hashlib.sha256(self.document.encode()).digest()[0] % 2 == 0

    def render(self, dpi: float) -> np.ndarray:
        """The page as it is, in grey, height × width."""
        return _drawn(self.pdf, self.number - 1, dpi)


class Wear(NamedTuple):
    """What scanning does to a page. Lengths are in pixels of the scan; `light` is the share by which the darkest corner is darker."""

    dpi: int
    skew: float = 0.0
    blur: float = 0.0
    light: float = 0.0
    noise: float = 0.0
    quality: int = 92
    turn: int = 0


def scan(chance: np.random.Generator, dpi: int) -> Wear:
    """What an office scanner does: skew .3 to 1.5 degrees."""
    return Wear(
        dpi,
        skew=chance.uniform(0.3, 1.5) * chance.choice([-1, 1]),
        blur=chance.uniform(0.4, 0.9) * dpi / 200,
        light=chance.uniform(0.05, 0.25),
        noise=chance.uniform(3, 8),
        quality=int(chance.integers(50, 80)),
    )


def coarse(chance: np.random.Generator, dpi: int) -> Wear:
    """A copy of a copy: fewer dots, more of everything."""
    return scan(chance, dpi)._replace(
        blur=chance.uniform(0.8, 1.2),
        light=chance.uniform(0.2, 0.35),
        noise=chance.uniform(8, 15),
        quality=int(chance.integers(30, 45)),
    )


def plain(_: np.random.Generator, dpi: int) -> Wear:
    """The page as an image of good quality."""
    return Wear(dpi)


def turned(chance: np.random.Generator, dpi: int) -> Wear:
    """A scan that lies on its side or its head."""
    return scan(chance, dpi)._replace(turn=int(chance.choice([90, 180, 270])))


# What a page goes through, and the dots an inch of the scanner; None: nothing, it is drawn from its letters.
CONDITIONS: dict[str, tuple[Callable[[np.random.Generator, int], Wear], int] | None] = {
    "clean": None,
    "clean 150": (plain, 150),
    "clean 300": (plain, 300),
    "scan 200": (scan, 200),
    "scan 300": (scan, 300),
    "coarse 150": (coarse, 150),
    "coarse 120": (coarse, 120),
    "turned 200": (turned, 200),
}


class Scan:
    """A sheet in one of the conditions; it is drawn at the dots an inch that are asked for. The same seed, the same scan."""

    codes = ()  # nothing is printed on redactions

    def __init__(self, sheet: Sheet, condition: str, seed: int) -> None:
        self.sheet, self.text = sheet, sheet.text
        made = CONDITIONS[condition]
        self._pdf = _scanned(sheet, *made, f"{condition}/{seed}") if made else None
        with pypdfium2.PdfDocument(self._pdf or sheet.pdf) as document:
            self.size = document[0 if self._pdf else sheet.number - 1].get_size()  # points

    def render(self, dpi: float) -> np.ndarray:
        return _drawn(self._pdf, 0, dpi) if self._pdf else self.sheet.render(dpi)


def _scanned(sheet: Sheet, kind: Callable[[np.random.Generator, int], Wear], dpi: int, seed: str) -> bytes:
    word = f"{sheet.document}/{sheet.number}/{seed}"
    chance = np.random.default_rng(int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big"))
    wear = kind(chance, dpi)
    file = io.BytesIO()
    Image.fromarray(worn(sheet.render(dpi), wear, chance)).save(file, "PDF", resolution=dpi, quality=wear.quality)
    return file.getvalue()


def worn(image: np.ndarray, wear: Wear, chance: np.random.Generator) -> np.ndarray:
    """The grey image with everything but the JPEG, which comes last."""
    height, width = image.shape
    if wear.skew:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), wear.skew, 1.0)
        image = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    values = image.astype(np.float32)
    if wear.blur:
        values = cv2.GaussianBlur(values, (0, 0), wear.blur)
    if wear.light:
        angle = chance.uniform(0, 2 * math.pi)
        down, across = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
        slope = math.sin(angle) * (down - 0.5) + math.cos(angle) * (across - 0.5)
        values *= 1 - wear.light * (slope - slope.min()) / (slope.max() - slope.min())
    if wear.noise:
        values += chance.normal(0, wear.noise, values.shape).astype(np.float32)
    return np.ascontiguousarray(np.rot90(np.clip(values, 0, 255).astype(np.uint8), -wear.turn // 90))


def sheets(corpus: Path, most: int) -> list[Sheet]:
    """The first pages that count of every document, then the second ones and so on, until there are `most`."""
    documents = [list(_of_document(*one)) for one in _documents(corpus)]
    order = (sheet for rank in zip_longest(*documents) for sheet in rank if sheet is not None)
    return [sheet for sheet, _ in zip(order, range(most), strict=False)]


def _documents(corpus: Path) -> Iterator[tuple[str, Path, range]]:
    for folder in sorted((corpus / "derived" / "typeset").iterdir()):
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        for name, file in truth["files"].items():
            if "source" in file:
                yield f"{folder.name}/{file['source']}", folder / name, range(1, file["pages"] + 1)
        for one in truth["stream"]:
            pages = range(one["first_page"], one["first_page"] + one["pages"])
            yield f"{folder.name}/{one['source']}", folder / "documenten.pdf", pages


def _of_document(name: str, pdf: Path, pages: range) -> Iterator[Sheet]:
    with pypdfium2.PdfDocument(pdf) as document:
        for number in pages:
            text = clean_text(document[number - 1].get_textpage().get_text_bounded().replace("\x02", "-\n"))
            words = text.split()
            if len(words) >= LEAST_WORDS and sum(bool(_PLAIN.fullmatch(word)) for word in words) >= LEAST_PLAIN * len(words):
                yield Sheet(pdf, number, text, name)


def _drawn(pdf: Path | bytes, index: int, dpi: float) -> np.ndarray:
    with pypdfium2.PdfDocument(pdf) as document:
        pixels = document[index].render(scale=dpi / 72, grayscale=True, draw_annots=False).to_numpy()
    return pixels.reshape(pixels.shape[:2])
