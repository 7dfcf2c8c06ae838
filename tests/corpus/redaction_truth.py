"""Pages of which the redacted boxes are known, for `eval_redactions.py`, which says what each source is worth."""

from __future__ import annotations

import csv
import functools
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from fairwoo.model import WordBox
from tests.extract import redaction_pages

UNSEEN = range(1000, 1004)  # seeds on which nothing was tuned
_OPTIONAL = {"code-only"}


class Wanted(NamedTuple):
    """A box of the truth, in pixels; `area` are the rectangles or polygons that it really covers."""

    x: int
    y: int
    w: int
    h: int
    style: str = "any"
    optional: bool = False
    area: tuple[tuple[tuple[int, int], ...], ...] = ()


class Leaf(NamedTuple):
    """A page to be measured: `group` is the file that is left out when tuning, `image` BGR at `dpi`, `words` those on it, if known."""

    group: str
    name: str
    image: np.ndarray
    dpi: float
    wanted: tuple[Wanted, ...]
    words: tuple[WordBox, ...] = ()


def exhaustive(corpus: Path) -> Iterator[Leaf]:
    for page in json.loads((corpus / "truth" / "redactions" / "boxes.json").read_text(encoding="utf-8")):
        image = _rendered(corpus / page["file"], page["page"], page["dpi_of_pixels"] / 72)
        yield Leaf(
            Path(page["file"]).stem,
            f"{Path(page['file']).stem} p{page['page']}",
            image,
            page["dpi_of_pixels"],
            tuple(
                Wanted(
                    *(box[side] for side in "xywh"),
                    box["style"],
                    bool(box.get("nested")) or box["style"] in _OPTIONAL,
                    tuple(corners(*(part[side] for side in "xywh")) for part in box.get("parts", ())),
                )
                for box in page["boxes"]
            ),
        )


def scans(corpus: Path) -> Iterator[Leaf]:
    for path in sorted((corpus / "derived" / "scans").glob("*.truth.json")):
        file = path.with_name(path.name.replace(".truth.json", ".pdf"))
        for page in json.loads(path.read_text(encoding="utf-8")):
            factor = page["scale_px_to_pt"] * 150 / 72
            wanted = tuple(Wanted(*(round(value * factor) for value in box)) for box in page["redactions_px"])
            yield Leaf(file.stem, f"{file.stem} p{page['page']}", _rendered(file, page["page"], 150 / 72), 150.0, wanted)


def gold(corpus: Path) -> Iterator[Leaf]:
    """The page images at their own resolution (the pages are A4; polygons count by their extent and their true area)."""
    import cv2

    regions = json.loads((corpus / "redaction-pages" / "gold_standard.json").read_text(encoding="utf-8"))
    for path in sorted((corpus / "redaction-pages" / "png").glob("*.png")):
        image = cv2.imread(str(path), cv2.IMREAD_COLOR)
        wanted = tuple(_region(each["shape_attributes"]) for each in regions[path.name]["regions"])
        yield Leaf(path.name.split("_page")[0].split("-page")[0], path.name, image, max(image.shape[:2]) / 11.69, wanted)


def drawn(corpus: Path) -> Iterator[Leaf]:
    """Pages of born-digital dossiers, with the boxes that their drawing tells of."""
    import pypdfium2

    from fairwoo.extract.pdf.drawing import drawing_of
    from fairwoo.extract.pdf.shapes import Box
    from fairwoo.extract.redactions import drawing as in_drawing
    from fairwoo.extract.redactions.printed import printed

    for path in sorted((corpus / "pdf-dossiers").rglob("*.pdf")):
        with pypdfium2.PdfDocument(path) as document:
            for number in range(len(document)):
                page = document[number]
                drawing, text_page = drawing_of(page), page.get_textpage()
                boxes = in_drawing.find(drawing, Box(*page.get_bbox()), printed(text_page, drawing))
                sides = [tuple(round(side * 150 / 72) for side in (box.x, box.y, box.width, box.height)) for box in boxes]
                wanted = tuple(Wanted(*each, str(box.style)) for each, box in zip(sides, boxes, strict=True))
                yield Leaf(path.parent.name, f"{path.stem} p{number + 1}", _rendered(path, number + 1, 150 / 72), 150.0, wanted)


def labelled(corpus: Path) -> Iterator[Leaf]:
    """Pages of other files. Words come from the text layer of pages that show all of it: those without redactions."""
    pages: dict[tuple[str, int], list[Wanted]] = defaultdict(list)
    with Path(__file__).with_name("redaction_labels.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            boxes = pages[row["file"], int(row["page"])]
            if row["x"]:
                boxes.append(Wanted(*(int(row[side]) for side in ("x", "y", "width", "height")), row["style"]))
    for (name, page), boxes in pages.items():
        image, words = _rendered(corpus / name, page, 150 / 72), () if boxes else _layer(corpus / name, page)
        yield Leaf(name, f"{Path(name).stem} p{page}", image, 150.0, tuple(boxes), words)


def made(_: Path) -> Iterator[Leaf]:
    """Pages of the generator, clean and scanned, each style and none."""
    for style in (*redaction_pages.STYLES, None):
        for scan in (False, True):
            for seed in UNSEEN:
                sheet = redaction_pages.made(seed, style, scan=scan)
                wanted = tuple(Wanted(*(round(side) for side in box[:4]), box.style) for box in sheet.boxes)
                group = f"{style or 'none'}{', scanned' if scan else ''}"
                yield Leaf(group, f"{group} {seed}", sheet.image, redaction_pages.DPI, wanted, tuple(sheet.words))


def recognised(leaf: Leaf) -> Leaf:
    """The page with the words that OCR reads on it; as it is where there is no OCR, or the words are known."""
    import cv2

    from fairwoo.extract.ocr.page import recognise

    engine = _engine()
    if leaf.words or engine is None:
        return leaf
    grey = cv2.cvtColor(leaf.image, cv2.COLOR_BGR2GRAY)
    size = (leaf.image.shape[1] * 72 / leaf.dpi, leaf.image.shape[0] * 72 / leaf.dpi)

    def render(dpi: int) -> np.ndarray:
        return cv2.resize(grey, None, fx=dpi / leaf.dpi, fy=dpi / leaf.dpi, interpolation=cv2.INTER_CUBIC)

    return leaf._replace(words=recognise(render, engine, size).words)


@functools.cache
def _engine():
    from fairwoo.extract.ocr import engine

    return engine.find()


def _layer(path: Path, number: int) -> tuple[WordBox, ...]:
    """The words of the text layer of a page that is not turned; none of one that is."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[number - 1]
        if page.get_rotation():
            return ()
        left, _, _, top = page.get_bbox()
        text, words, boxes = page.get_textpage(), [], []
        for index in range(text.count_chars() + 1):
            sign = text.get_text_range(index, 1) if index < text.count_chars() else " "
            box = text.get_charbox(index) if sign.strip() else None
            if boxes and (box is None or abs(box[0] - boxes[-1][1][2]) > 4 or abs(box[1] - boxes[-1][1][1]) > 12):
                x, y = min(each[0] for _, each in boxes), max(each[3] for _, each in boxes)
                right, bottom = max(each[2] for _, each in boxes), min(each[1] for _, each in boxes)
                words.append(WordBox("".join(sign for sign, _ in boxes), x - left, top - y, right - x, y - bottom, 1.0))
                boxes = []
            if box is not None:
                boxes.append((sign, box))
    return tuple(word for word in words if word.width > 0)


def _region(shape: dict) -> Wanted:
    if shape["name"] == "rect":
        return Wanted(shape["x"], shape["y"], shape["width"], shape["height"])
    points = tuple(zip(shape["all_points_x"], shape["all_points_y"], strict=True))
    left, top = min(x for x, _ in points), min(y for _, y in points)
    return Wanted(left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top, area=(points,))


def corners(x: int, y: int, w: int, h: int) -> tuple[tuple[int, int], ...]:
    return (x, y), (x + w - 1, y), (x + w - 1, y + h - 1), (x, y + h - 1)


def _rendered(path: Path, page: int, scale: float) -> np.ndarray:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        leaf = document[page - 1]
        width, height = leaf.get_size()
        scale = min(scale, (9_000_000 / (width * height)) ** 0.5)
        return leaf.render(scale=scale, may_draw_forms=False, draw_annots=False).to_numpy()[:, :, :3].copy()
