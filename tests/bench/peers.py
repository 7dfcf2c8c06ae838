"""What is run in fresh processes: the bare loops that others are measured against, and the parts of ours that have no command.

    python tests/bench/peers.py text FOLDER            bare pypdfium2 over all PDFs: load, text, objects
    python tests/bench/peers.py objects FOLDER         the same, with the bounds of every object
    python tests/bench/peers.py redactions FOLDER      our search for boxes on page images
    python tests/bench/peers.py ocr FOLDER             our recognition
    python tests/bench/peers.py bare-ocr FOLDER        Tesseract as it comes: Dutch, 300 dpi

Each writes a JSON object: CPU seconds of the work (start-up left out), pages, and characters, objects, boxes or words.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

_DEEPEST = 5
_DPI = 150
_OCR_PAGES = 6


def bare_text(folder: Path, *, bounds: bool = False) -> Iterator[dict[str, int]]:
    """Load each page, take its text, walk its objects."""
    import pypdfium2

    for path in _pdfs(folder):
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                text_page = page.get_textpage()
                text = text_page.get_text_bounded()
                objects = list(page.get_objects(max_depth=_DEEPEST))
                if bounds:
                    for one in objects:
                        one.get_bounds()
                yield {"characters": len(text), "objects": len(objects)}
                text_page.close()
                page.close()


def our_redactions(folder: Path) -> Iterator[dict[str, int]]:
    """Boxes on page images, which are drawn at 150 dpi beforehand."""
    import cv2

    from fairwoo.extract.redactions import pixels

    for image in sorted(folder.glob("*.png")):
        yield {"boxes": len(pixels.find(cv2.imread(str(image)), _DPI))}


def our_ocr(folder: Path) -> Iterator[dict[str, int]]:
    """Recognition as the pipeline does it, the drawing of the page included."""
    from fairwoo.extract import ocr

    engine = ocr.find()
    if engine is None:
        raise SystemExit("there is nothing to recognise text with")
    for page, draw in _scans(folder):
        yield {"words": len(ocr.recognise(draw, engine, page.get_size()).text.split())}


def bare_ocr(folder: Path) -> Iterator[dict[str, int]]:
    """tesserocr with the Dutch data of the system, one page at a time."""
    import tesserocr
    from PIL import Image

    data = next(iter(sorted(Path("/usr/share/tesseract-ocr").glob("*/tessdata/nld.traineddata"))), None)
    if data is None:
        raise SystemExit("the Dutch data of Tesseract are missing")
    with tesserocr.PyTessBaseAPI(path=f"{data.parent}/", lang="nld") as api:
        for _, draw in _scans(folder):
            api.SetImage(Image.fromarray(draw(300)))
            api.SetSourceResolution(300)
            yield {"words": len(api.GetUTF8Text().split())}


def _scans(folder: Path) -> Iterator[tuple[Any, Callable[[int], Any]]]:
    """Pages of scans, spread over the files, each with what draws it in grey at so many dots an inch."""
    import pypdfium2

    paths = _pdfs(folder)
    for number in range(_OCR_PAGES):
        with pypdfium2.PdfDocument(paths[number % len(paths)]) as document:
            page = document[(2 * number + 1) % len(document)]

            def draw(dpi: int, page: Any = page) -> Any:
                drawn = page.render(scale=dpi / 72, grayscale=True, draw_annots=False).to_numpy()
                return drawn.reshape(drawn.shape[:2])

            yield page, draw


def _pdfs(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.pdf"))


WORK: dict[str, Callable[[Path], Iterator[dict[str, int]]]] = {
    "text": bare_text,
    "objects": lambda folder: bare_text(folder, bounds=True),
    "redactions": our_redactions,
    "ocr": our_ocr,
    "bare-ocr": bare_ocr,
}


def main() -> None:
    """Do one kind of work over one folder."""
    total: dict[str, float] = {"pages": 0}
    start = _cpu()
    for page in WORK[sys.argv[1]](Path(sys.argv[2])):
        total["pages"] += 1
        for name, value in page.items():
            total[name] = total.get(name, 0) + value
    print(json.dumps({**total, "cpu": _cpu() - start}))


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
