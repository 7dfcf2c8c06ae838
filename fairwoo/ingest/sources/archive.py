"""A ZIP file: one dossier, unpacked into the scratch folder. An archive whose files all lie in one folder is that folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from fairwoo.ingest.found import Folder, Found
from fairwoo.ingest.names import part_folder
from fairwoo.ingest.tree import Tree, walk
from fairwoo.ingest.unpacking import opened_archive, unpack
from fairwoo.model import DeliveredFile
from fairwoo.settings import ExtractSettings


def accepts(location: Path) -> bool:
    """Whether it is a file named .zip. Its bytes do not decide: a Word file is a ZIP too."""
    return location.suffix.lower() == ".zip" and location.is_file()


def find(location: Path) -> Iterator[Found]:
    """The one dossier: several dossiers in one archive are not told apart."""
    yield Found(str(location), location.stem, (location,), partial(_open, location))


def _open(location: Path, scratch: Path) -> Folder:
    """Raises InputError when the archive is none, is damaged as a whole, or holds more than is allowed."""
    target = scratch / "unpacked"
    with opened_archive(location, target) as archive:
        unpacked = unpack(archive, target, ExtractSettings())
    top, tree = _top(target)
    rejected = [file.model_copy(update={"path": file.path.removeprefix(top)}) for file in unpacked.rejected]
    rejected += tree.rejected
    return Folder(location.stem, str(location), target / top, tree.files, _distinct(rejected, tree.files), unpacked.findings)


def _distinct(rejected: Iterable[DeliveredFile], files: Iterable[str]) -> tuple[DeliveredFile, ...]:
    """Two members of one name are two files in the account, so the second gets a number."""
    taken = set(files)
    numbers: dict[str, int] = {}
    distinct = []
    for file in rejected:
        path = file.path
        while path in taken:
            numbers[file.path] = numbers.get(file.path, 1) + 1
            path = f"{file.path} ({numbers[file.path]})"
        taken.add(path)
        distinct.append(file.model_copy(update={"path": path}))
    return tuple(distinct)


def _top(target: Path) -> tuple[str, Tree]:
    """The folder ("" or ending in `/`) that holds everything, and what is below it; a part folder is never left out.

    What is refused beside that folder is told too.
    """
    top, tree, beside = "", walk(target), list[DeliveredFile]()
    while tree.files and len(first := {path.partition("/")[0] for path in tree.files}) == 1:
        name = first.pop()
        if tree.files == (name,) or part_folder(name) is not None:
            break
        top += f"{name}/"
        beside += (file for file in tree.rejected if not file.path.startswith(f"{name}/"))
        tree = walk(target / top)
    return top, Tree(tree.files, (*beside, *tree.rejected))
