"""A folder that is exported to again and again: what an earlier export wrote and this one does not is removed, nothing else is."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, NamedTuple, Self

from fairwoo.cli.robots import with_ours, without_ours
from fairwoo.shared import sha256_of, write_atomically

LIST = ".fairwoo-export.json"
"""In the folder: the files that exports wrote, so that later ones know what is theirs."""
BUSY = ".fairwoo-export.busy.jsonl"
"""The same, a line for each file before it is written; in the list once the export is done. What is left of it is of one that broke off."""

_ROBOTS = "robots.txt"
_NEW = ".new-*"  # what `write_atomically`, packages and `copy` call a file that is not whole yet


class Entry(NamedTuple):
    """A file that an export wrote. `standard` is what it belongs to; `dossier` whose it is ("" of a file about many), and `state` the
    revision of that dossier then, or the hash of the original that was copied.
    """

    standard: str
    dossier: str = ""
    state: str = ""

    @classmethod
    def read(cls, value: Any) -> Self:
        """An entry of the list, whatever somebody made of it."""
        return cls(*map(str, value[:3])) if isinstance(value, list) and value else cls(str(value))


class Folder:
    """One export. Files appear at once, each whole; `finish` removes the left-overs of earlier exports of everything."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._earlier = dict(self._listed())
        self._written: dict[str, Entry] = {}
        self._clear()

    def write(self, entry: Entry, path: str, content: bytes) -> None:
        """Write a file; `path` is relative, with `/`. Lines in a `robots.txt` that are not ours stay."""
        target = self.root / path
        self.note(entry, path)
        if path == _ROBOTS:
            content = with_ours(target.read_bytes() if target.is_file() else b"", content)
        if not target.is_file() or target.read_bytes() != content:
            write_atomically(target, content)

    def copy(self, entry: Entry, path: str, source: Path) -> None:
        """Write a file with the bytes of another; one that has them already is left alone."""
        target = self.root / path
        self.note(entry, path)
        same = target.is_file() and target.stat().st_size == source.stat().st_size and sha256_of(target) == sha256_of(source)
        if not same:
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=target.parent, prefix=".new-") as name:
                fresh = Path(name) / "copy"
                shutil.copyfile(source, fresh)
                fresh.replace(target)

    def note(self, entry: Entry, path: str) -> None:
        """Say that a file or folder is of this export."""
        self.plan(entry, path)
        self._written[path] = entry

    def plan(self, entry: Entry, path: str) -> None:
        """Say that a file or folder is about to be written: if that breaks off, a later export knows of it."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / BUSY).open("a", encoding="utf-8") as file:
            file.write(json.dumps([path, *entry], ensure_ascii=False) + "\n")

    def finish(self, whole: Collection[str], stale: Callable[[str, str], bool] = lambda _dossier, _state: False) -> int:
        """How many files were written. Of the standards in `whole`, what an earlier export wrote and this did not is removed; so is,
        of any standard, what is `stale`: given a dossier and the state of then, whether that was taken back.
        """
        if not self._written and not self._earlier:
            return 0
        left = {path: entry for path, entry in self._earlier.items() if path not in self._written and path != _ROBOTS}
        gone = {path for path, entry in left.items() if entry.standard in whole or stale(entry.dossier, entry.state)}
        for path in gone:
            self._remove(path)
        if "diwoo" in whole and _ROBOTS not in self._written:
            self._without_robots()
        kept = {path: list(entry) for path, entry in sorted((left | self._written).items()) if path not in gone}
        write_atomically(self.root / LIST, (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode())
        (self.root / BUSY).unlink(missing_ok=True)
        return len(self._written)

    def _listed(self) -> Iterator[tuple[str, Entry]]:
        """What earlier exports wrote; nothing outside the folder, whatever the lists say."""
        root = self.root.resolve()
        for path, entry in (*_of_list(self.root / LIST), *_of_busy(self.root / BUSY)):
            place = (self.root / path).resolve()
            if place != root and place.is_relative_to(root):
                yield path, entry

    def _clear(self) -> None:
        """Remove what an export that was broken off had not finished, beside the files that exports wrote."""
        for folder in {(self.root / path).parent for path in self._earlier}:
            for left in folder.glob(_NEW):
                _delete(left)

    def _remove(self, path: str) -> None:
        """Remove a file, or a folder that is a package, and the folders that are empty then."""
        target = self.root / path
        _delete(target)
        for folder in target.relative_to(self.root).parents:
            place = self.root / folder
            if place == self.root or not place.is_dir() or any(place.iterdir()):
                break
            place.rmdir()

    def _without_robots(self) -> None:
        """There are no sitemaps any more: our lines go, those of others stay."""
        target = self.root / _ROBOTS
        if target.is_file():
            if rest := without_ours(target.read_bytes()):
                write_atomically(target, rest)
            else:
                target.unlink()


def _delete(target: Path) -> None:
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target, ignore_errors=True)
    else:
        target.unlink(missing_ok=True)


def _of_list(path: Path) -> Iterator[tuple[str, Entry]]:
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    if isinstance(listed, dict):
        for name, value in listed.items():
            yield name, Entry.read(value)


def _of_busy(path: Path) -> Iterator[tuple[str, Entry]]:
    """The lines that are whole: the last may have been broken off, before its file was there."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        try:
            name, *entry = json.loads(line)
        except (ValueError, TypeError):
            continue
        if isinstance(name, str) and entry:
            yield name, Entry.read(entry)
