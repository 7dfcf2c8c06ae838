"""The files that the benchmarks work on: the PDFs of the corpus as dossiers, and generated ones (the seed is fixed)."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.bench import big

_FILES_A_DOSSIER = 30


def corpus_dossiers(corpus: Path, folder: Path) -> Path:
    """Every PDF of the corpus but the hostile ones, copied; a dossier per folder that they lie in."""
    for number, (place, paths) in enumerate(sorted(_by_folder(corpus).items())):
        dossier = folder / f"dossier-{number:02}-{place.name}"
        dossier.mkdir(parents=True)
        for path in paths:
            shutil.copy(path, dossier / path.name)
    return folder


def scans(corpus: Path, folder: Path) -> Path:
    """The scans of the corpus."""
    folder.mkdir(parents=True)
    for path in sorted((corpus / "derived" / "scans").glob("*.pdf")):
        shutil.copy(path, folder / path.name)
    return folder


def page_images(corpus: Path, folder: Path, dpi: int) -> Path:
    """Every fourth page of the scans as an image."""
    import pypdfium2

    folder.mkdir(parents=True)
    for path in sorted((corpus / "derived" / "scans").glob("*.pdf")):
        with pypdfium2.PdfDocument(path) as document:
            for index in range(0, len(document), 4):
                document[index].render(scale=dpi / 72).to_pil().save(folder / f"{path.stem}-{index + 1:02}.png")
    return folder


def generated_dossiers(folder: Path, files: int, pages: int) -> Path:
    """So many files of so many pages each, in dossiers of thirty."""
    for number in range(files):
        dossier = folder / f"dossier-{number // _FILES_A_DOSSIER:02}"
        dossier.mkdir(parents=True, exist_ok=True)
        big.write(dossier / f"document-{number:03}.pdf", pages, seed=number + 1)
    return folder


def big_dossier(folder: Path, pages: int) -> Path:
    """One dossier of one file of so many pages."""
    dossier = folder / "groot"
    dossier.mkdir(parents=True)
    big.write(dossier / "groot.pdf", pages)
    return folder


def _by_folder(corpus: Path) -> dict[Path, list[Path]]:
    found: dict[Path, list[Path]] = {}
    for path in sorted(corpus.rglob("*.pdf")):
        if "hostile" not in path.relative_to(corpus).parts:
            found.setdefault(path.parent, []).append(path)
    return found
