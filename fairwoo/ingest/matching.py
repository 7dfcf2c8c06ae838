"""Which delivered file a name in a metadata file means."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

from fairwoo.ingest.names import same_name


class Shelf:
    """The delivered files by the names they may go by, most exact first.

    Compared are the path, the end of the path, the file name, and the name without its ending (of either side: "memo 1" means
    `memo 1.pdf`, and `memo 1.pdf` means `memo 1.pdf.txt`). Case and Unicode form never matter. A name that fits several files equally
    well means none of them. Neither does "stukken.zip/memo 1.pdf" mean another `memo 1.pdf` where `stukken.zip` was delivered: what is
    in there is known later.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._by_path: dict[str, list[str]] = defaultdict(list)
        self._by_end: dict[str, list[str]] = defaultdict(list)
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        for path in paths:
            whole = same_name(path)
            self._by_path[whole].append(path)
            for end in _ends(whole):
                self._by_end[end].append(path)
            for stem in _stems(whole):
                self._by_stem[stem].append(path)

    def find(self, name: str, metadata_file: str) -> str | None:
        """The path that a metadata file at `metadata_file` means by `name`, or None."""
        wanted = list(_spellings(name, metadata_file))
        if self._is_inside(wanted):
            return None
        names = [PurePosixPath(spelling).name for spelling in wanted]
        stems = [PurePosixPath(spelling).stem for spelling in wanted]
        tried = [
            *((known, spelling) for spelling in wanted for known in (self._by_path, self._by_end)),
            *((known, spelling) for spelling in names for known in (self._by_end, self._by_stem)),
            *((self._by_stem, spelling) for spelling in stems),
        ]
        return next((found[0] for known, spelling in tried if len(found := known.get(spelling, [])) == 1), None)

    def _is_inside(self, spellings: Sequence[str]) -> bool:
        """Whether a folder in one of the spellings is a delivered file, and no delivered file has that spelling as its path."""
        if any(spelling in self._by_path or spelling in self._by_end for spelling in spellings):
            return False
        folders = {str(folder) for spelling in spellings for folder in PurePosixPath(spelling).parents}
        return any(folder in self._by_path or folder in self._by_end for folder in folders - {".", "/"})

    def beside(self, target: str) -> str | None:
        """The path of the file that lay beside a metadata file when that got its name, `target` and an ending.

        The folder may have become another (all metadata in one folder, say), and the name may lack the ending of the file; in that case
        it must be the same folder.
        """
        whole = same_name(target)
        for end in _ends(whole):
            if len(found := self._by_end.get(end, [])) == 1:
                return found[0]
        folder, stem = posixpath.split(whole)
        found = [path for path in self._by_stem.get(stem, []) if posixpath.dirname(same_name(path)) == folder]
        return found[0] if len(found) == 1 else None


def _ends(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[start:]) for start in range(len(parts)))


def _stems(path: str) -> set[str]:
    name = PurePosixPath(path).name
    return {name, PurePosixPath(name).stem}


def _spellings(name: str, metadata_file: str) -> Iterator[str]:
    """The name from the dossier's folder, from the folder of the metadata file, and as an address would spell it."""
    for spelling in dict.fromkeys((name, unquote(name), unquote(name).replace("+", " "))):
        plain = same_name(spelling)
        yield posixpath.normpath(plain).removeprefix("./")
        yield posixpath.normpath(posixpath.join(posixpath.dirname(same_name(metadata_file)), plain))
